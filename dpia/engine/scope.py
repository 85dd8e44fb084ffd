"""The row at hand: which row a condition speaks of, and the rows around it."""

from __future__ import annotations

from typing import NamedTuple

from dpia.assessment.model import Row

UNANSWERED_ROW = "?"
"""Id of the row that stands for "whatever rows there may be" in a table that is absent or unknown."""


class Scope(NamedTuple):
    """The row at hand, and the rows around it."""

    table: str
    row: Row
    outer: Scope | None = None

    def row_of(self, table: str) -> Row | None:
        """The nearest row of that table, or None."""
        scope: Scope | None = self
        while scope is not None:
            if scope.table == table:
                return scope.row
            scope = scope.outer
        return None

"""What is written where rows are put into a table: ids that were never used, and the single cells that differ."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dpia.assessment.change import Change, PathParts
from dpia.assessment.model import Answer, Row, given


def unused_ids(table: str, noun: str, rows: Iterable[Row], log: Iterable[Change], count: int) -> list[str]:
    """Ids for new rows, none of which another row has or had."""
    used = {row.id for row in rows}
    for change in log:
        if change.path[:2] == ("answers", table):
            used.update(change.path[2:3])
    stem = noun.replace(" ", "-")
    free = (f"{stem}-{n}" for n in itertools.count(1) if f"{stem}-{n}" not in used)
    return list(itertools.islice(free, count))


def row_changes(table: str, there: Mapping[str, Row], rows: Sequence[Row]) -> list[tuple[PathParts, Any]]:
    """The cells that differ of rows that are there, and the rows that are new, behind them."""
    places = list({**there, **{row.id: row for row in rows}})
    changes: list[tuple[PathParts, Any]] = []
    for row in rows:
        cells = row.to_json()["cells"]
        if row.id in there:
            names = sorted({*cells, *there[row.id].cells})
            changes += [(("answers", table, row.id, name), cells.get(name)) for name in names]
        else:
            changes.append((("answers", table, row.id), {"index": places.index(row.id), "cells": cells}))
    return changes


def rows_beside(rows: tuple[Row, ...], proposal: Answer) -> Answer:
    """A proposed table with the rows that a person has added meanwhile."""
    if not rows or not isinstance(proposal.value, tuple):
        return proposal
    proposed = {row.id: row for row in proposal.value if isinstance(row, Row)}
    mine = [Row(row.id, {**proposed.pop(row.id, row).cells, **row.cells}) for row in rows]
    return given((*mine, *proposed.values()))

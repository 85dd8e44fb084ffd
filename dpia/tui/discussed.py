"""How much was said about what, counted once for each state of the discussion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dpia.assessment.discussion import AnyEntry, Target
from dpia.engine.truth import Ref
from dpia.session import Session


def target_of(ref: Ref) -> Target:
    """A field as what an entry is about."""
    return ("question", *(part for part in (ref.question, ref.row, ref.column) if part is not None))


def ref_of(target: Target) -> Ref | None:
    """The field that an entry is about, or None: a finding, or nothing."""
    if target[:1] != ("question",):
        return None
    return Ref(target[1], *target[2:4]) if len(target) == 4 else Ref(target[1])


class Discussed:
    """Counts entries."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._counted: tuple[Mapping[str, AnyEntry], Counter[Target]] | None = None

    def count(self, target: Target) -> int:
        """How many entries are about one thing."""
        entries = self._session.assessment.discussion
        if not entries:
            return 0
        if self._counted is None or self._counted[0] is not entries:
            counts: Counter[Target] = Counter()
            for entry in entries.values():
                counts[entry.about] += 1
                if len(entry.about) > 2:
                    counts[("rows of", *entry.about[1:2])] += 1
            self._counted = (entries, counts)
        return self._counted[1][target]

    def count_at(self, ref: Ref, *, with_rows: bool = False) -> int:
        """How many entries are about a field, perhaps with the rows and cells of the table."""
        return self.count(target_of(ref)) + (self.count(("rows of", ref.question)) if with_rows else 0)

"""What an answer did to the findings: which are new, which are gone, which became something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dpia.engine.evaluation import Evaluation
from dpia.engine.findings import Finding

Mark = Literal["new", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class ChangedFinding:
    """One finding that an answer moved; for a finding that is gone, as it was."""

    mark: Mark
    finding: Finding


@dataclass(frozen=True, slots=True)
class FindingDiff:
    """Everything that one answer moved, the gravest first."""

    items: tuple[ChangedFinding, ...] = ()

    def mark(self, finding: Finding) -> Mark | None:
        """How the last answer moved this finding."""
        return next(
            (item.mark for item in self.items if item.finding.rule.id == finding.rule.id and item.mark != "gone"), None
        )

    @property
    def gone(self) -> tuple[Finding, ...]:
        """Findings that there are no longer."""
        return tuple(item.finding for item in self.items if item.mark == "gone")

    def count(self, mark: Mark) -> int:
        """How many have that mark."""
        return sum(item.mark == mark for item in self.items)


NO_DIFF = FindingDiff()


def compare(before: Evaluation, after: Evaluation) -> FindingDiff:
    """The moves from one evaluation to the next. A rule has one finding, so the rule tells which belong together."""
    if before is after:
        return NO_DIFF
    old = {finding.rule.id: finding for finding in before.findings}
    new = {finding.rule.id: finding for finding in after.findings}
    items: list[ChangedFinding] = []
    for rule, finding in new.items():
        if rule not in old:
            items.append(ChangedFinding("new", finding))
        elif _face(old[rule]) != _face(finding):
            items.append(ChangedFinding("changed", finding))
    items += [ChangedFinding("gone", finding) for rule, finding in old.items() if rule not in new]
    return FindingDiff(tuple(sorted(items, key=lambda item: severity_rank(item.finding))))


def _face(finding: Finding) -> tuple[object, ...]:
    return finding.id, finding.severity, finding.kind, finding.truth, finding.rows


_STANDS = {"blocker": 0, "major": 1, "minor": 2, "note": 6, "ok": 7}
_OPEN = {"blocker": 3, "major": 4, "minor": 5, "note": 6, "ok": 7}


def severity_rank(finding: Finding) -> int:
    """Order on screen: what stands, gravest first; what is open, likewise; then notes and what is in order."""
    return (_OPEN if finding.truth == "open" else _STANDS)[finding.severity]


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of the screen; the engine's order within one severity."""
    return sorted(findings, key=severity_rank)

"""What is open, by its weight: which laws are not known to govern yet, and which answers the open findings wait for.

No Textual in here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dpia.content.rule import Severity
from dpia.engine.evaluation import Evaluation, RegimeResult
from dpia.engine.findings import Finding
from dpia.engine.scope import UNANSWERED_ROW
from dpia.engine.truth import UNKNOWN, Ref
from dpia.tui.finding_diff import ordered

_RANK: dict[Severity, int] = {"blocker": 0, "major": 1, "minor": 2, "note": 3, "ok": 4}


@dataclass(frozen=True, slots=True)
class OpenWeight:
    """How much waits for an answer: the gravest that an open finding may become, and how many findings wait."""

    severity: Severity
    findings: int = 1

    def __or__(self, other: OpenWeight) -> OpenWeight:
        gravest = min(self.severity, other.severity, key=lambda severity: _RANK[severity])
        return OpenWeight(gravest, self.findings + other.findings)

    @property
    def rank(self) -> tuple[int, int]:
        """For sorting: the gravest first, then what most findings wait for."""
        return _RANK[self.severity], -self.findings


def undecided(evaluation: Evaluation) -> list[RegimeResult]:
    """The laws of which it waits for an answer whether they govern at all."""
    return [one for one in evaluation.regimes if one.governs.truth is UNKNOWN and one.governs.missing]


def decide_first(evaluation: Evaluation) -> list[Ref]:
    """The unanswered questions that decide which laws govern, in the order of the walk."""
    return in_order(evaluation, (ref for one in undecided(evaluation) for ref in one.governs.missing))


def in_order(evaluation: Evaluation, refs: Iterable[Ref]) -> list[Ref]:
    """Places, each once, in the order of the walk."""
    order = {name: index for index, name in enumerate(evaluation.pack.questions)}
    return sorted(dict.fromkeys(map(_place, refs)), key=lambda ref: order.get(ref.question, len(order)))


def listed(evaluation: Evaluation) -> list[Finding]:
    """The findings to be shown, in the order of the screen.

    What is open under a law of which nobody knows yet whether it governs is not among them: nothing is decided there.
    """
    waiting = {one.regime.id for one in undecided(evaluation)}
    shown = (one for one in evaluation.findings if one.truth != "open" or one.regime not in waiting)
    return ordered(shown)


def weights(evaluation: Evaluation) -> dict[Ref, OpenWeight]:
    """What waits for each answer that is missing. What decides which laws govern weighs as much as a blocker."""
    found: dict[Ref, OpenWeight] = {}
    for ref in decide_first(evaluation):
        found[ref] = OpenWeight(
            "blocker", sum(ref in map(_place, one.governs.missing) for one in undecided(evaluation))
        )
    for finding in listed(evaluation):
        if finding.truth != "open":
            continue
        for ref in dict.fromkeys(map(_place, finding.missing)):
            weight = OpenWeight(finding.severity)
            found[ref] = found[ref] | weight if ref in found else weight
    return found


def _place(ref: Ref) -> Ref:
    """The field that a reference means; of a row that nobody has added yet, the table."""
    return Ref(ref.question) if ref.row == UNANSWERED_ROW else ref.place

"""What would change it: other designs that lift a blocker or change the outcome, and honesty where there is none.

Only answers that content marks as `design` vary. All blockers share one search within 2,000 evaluations.
Deterministic: the same answers give the same sets in the same order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dpia.content.rule import Outcome
from dpia.engine.design import ChangedAnswer, Edits
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation
from dpia.engine.findings import Finding, Weight, leads_to
from dpia.engine.lifting import Search

MAX_ROUNDS = 4
"""How often the combined set is widened by what its own changes bring up."""


@dataclass(frozen=True, slots=True)
class WouldChange:
    """A set of changes that lifts a blocker, and the outcome that would then follow. No edits: none was found.

    `finding` is None for the combined set, which changes the outcome.
    """

    finding: str | None
    edits: Edits
    outcome_then: Outcome | None

    @property
    def proven_smallest(self) -> bool:
        """Whether no smaller set can do: true of a single change, and not proven of more."""
        return self.finding is not None and len(self.edits) == 1


def all_changes(evaluation: Evaluation) -> list[WouldChange]:
    """For each blocker that stands what would lift it, and last one combined set; empty where nothing blocks."""
    search = Search(evaluation)
    blockers = [finding for finding in evaluation.findings if finding.blocks]
    sets = search.sets(blockers)
    found = [change for finding in blockers for change in _reported(search, finding, sets[finding.id])]
    return [*found, _combined(search, blockers, sets)] if blockers else found


def would_change(evaluation: Evaluation, finding: Finding) -> list[WouldChange]:
    """The smallest sets of changes that lift one blocker; a single entry without edits where none was found."""
    search = Search(evaluation)
    return _reported(search, finding, search.sets([finding])[finding.id])


def _reported(search: Search, finding: Finding, sets: Sequence[Edits]) -> list[WouldChange]:
    found = [WouldChange(finding.id, edits, search.after(edits).outcome) for edits in sets]
    return found or [WouldChange(finding.id, (), None)]


def _combined(search: Search, findings: Sequence[Finding], sets: Mapping[str, Sequence[Edits]]) -> WouldChange:
    """One set that changes the outcome for the better: a greedy union of single sets, then pruned.

    Where the union brings up blockers of its own, it is widened by what lifts these, a few times at most.
    """
    edits: Edits = ()
    for _ in range(MAX_ROUNDS):
        wider = _union(search, edits, _worst(findings), sets)
        if wider == edits:
            break
        edits, then = wider, search.after(wider)
        if _better(then.outcome, search.evaluation.outcome):
            edits = _pruned(search, edits, then.outcome)
            return WouldChange(None, edits, search.after(edits).outcome)
        findings = [finding for finding in then.findings if finding.blocks]
        further = Search(then, search.spent)
        found = further.sets(_worst(findings))
        sets = {name: [_joined(edits, one) for one in more] for name, more in found.items()}
        search.spent = further.spent
    return WouldChange(None, (), None)


def _union(search: Search, edits: Edits, findings: Iterable[Finding], sets: Mapping[str, Sequence[Edits]]) -> Edits:
    """The edits with sets added until each finding is lifted or none that fits is left; the most useful set first."""
    waiting = [finding for finding in findings if sets.get(finding.id)]
    while waiting:
        useful = Counter(one for finding in waiting for one in sets[finding.id] if _fits(edits, one))
        if not useful:
            break
        best = max(useful, key=lambda one: (useful[one], -len(one)))
        edits = _joined(edits, best)
        waiting = [one for one in waiting if best not in sets[one.id] and not search.lifts(edits, one.rule)]
    return edits


def _pruned(search: Search, edits: Edits, outcome: Outcome) -> Edits:
    """Without the changes that the outcome does not need."""
    for edit in reversed(edits):
        fewer = tuple(one for one in edits if one is not edit)
        then = search.after(fewer).outcome
        if then == outcome or _better(then, outcome):
            edits = fewer
    return edits


def _better(one: Outcome, other: Outcome) -> bool:
    return one in OUTCOME_ORDER and other in OUTCOME_ORDER and OUTCOME_ORDER.index(one) > OUTCOME_ORDER.index(other)


def _worst(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that lead to the worst outcome among them."""
    steps = [(leads_to(Weight(finding.severity, finding.kind), finding.truth), finding) for finding in findings]
    return [finding for step, finding in steps if step == min(step for step, _ in steps)]


def _fits(edits: Edits, more: Edits) -> bool:
    """Whether two sets agree on each answer that both change."""
    after = {edit.ref: edit.after for edit in edits}
    return all(after.get(edit.ref, edit.after) == edit.after for edit in more)


def _joined(edits: Edits, more: Edits) -> Edits:
    """Both sets as one; where both change an answer, it is changed to what the second says."""
    joined = {edit.ref: edit for edit in edits}
    for edit in more:
        before = joined[edit.ref].before if edit.ref in joined else edit.before
        joined[edit.ref] = ChangedAnswer(edit.ref, before, edit.after)
    return tuple(joined.values())

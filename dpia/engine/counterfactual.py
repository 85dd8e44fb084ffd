"""What would change it: the smallest sets of changed answers that lift a blocker, and honesty where there is none.

A breadth-first search over answers that the finding rests on, at most three changes and 2,000 evaluations of its rule.
Deterministic: the same answers give the same sets in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dpia.assessment.model import Answer, Assessment, given
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.engine.evaluation import Evaluation, Outcome, dependencies, evaluate
from dpia.engine.evaluator import Evaluator
from dpia.engine.findings import Finding, grade_results
from dpia.engine.truth import Ref, Verdict, unique

MAX_CHANGES = 3
MAX_EVALUATIONS = 2_000
MAX_SETS = 4
"""How many sets of the smallest size are reported."""


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One answer that would have to be another."""

    ref: Ref
    before: Answer | None
    after: Answer


@dataclass(frozen=True, slots=True)
class WouldChange:
    """A set of changes that lifts a blocker, and the outcome that would then follow. No edits: none was found."""

    finding: str
    edits: tuple[ChangedAnswer, ...]
    outcome_then: Outcome | None


def all_changes(evaluation: Evaluation) -> list[WouldChange]:
    """For each blocker that stands, what would lift it."""
    found: list[WouldChange] = []
    for finding in evaluation.findings:
        if finding.blocks:
            found += would_change(evaluation, finding)
    return found


def would_change(evaluation: Evaluation, finding: Finding) -> list[WouldChange]:
    """The smallest sets of changes that lift one blocker; a single entry without edits where none does.

    A rule that looks at other findings is lifted with them: for it there is no search of its own.
    """
    pack = evaluation.pack
    if finding.rule.id in pack.late_rules:
        return [WouldChange(finding.id, (), None)]
    search = _Search(pack, evaluation, finding)
    sets = search.run()
    if not sets:
        return [WouldChange(finding.id, (), None)]
    then = (evaluate(pack, with_changes(evaluation.assessment, edits), evaluation).outcome for edits in sets)
    return [WouldChange(finding.id, edits, outcome) for edits, outcome in zip(sets, then, strict=True)]


def with_changes(state: Assessment, edits: Sequence[ChangedAnswer]) -> Assessment:
    """The assessment with these answers changed."""
    for edit in edits:
        if edit.ref.row is None or edit.ref.column is None:
            state = state.with_answer(edit.ref.question, edit.after)
        else:
            state = state.with_cell(edit.ref.question, edit.ref.row, edit.ref.column, edit.after)
    return state


class _Search:
    def __init__(self, pack: Pack, evaluation: Evaluation, finding: Finding) -> None:
        self.pack = pack
        self.start = evaluation.assessment
        self.finding = finding
        self.governs: Verdict = _governs_of(evaluation, finding)
        self.evaluations = 0
        self._known = evaluation.evaluator
        self._bases: dict[frozenset[str], Evaluator] = {}

    def run(self) -> list[tuple[ChangedAnswer, ...]]:
        frontier: list[tuple[tuple[ChangedAnswer, ...], Sequence[Ref]]] = [((), self.finding.because)]
        seen: set[frozenset[tuple[Ref, str]]] = set()
        for _ in range(MAX_CHANGES):
            lifted: list[tuple[ChangedAnswer, ...]] = []
            following: list[tuple[tuple[ChangedAnswer, ...], Sequence[Ref]]] = []
            for edits, refs in frontier:
                for edit in self._alternatives(edits, refs):
                    candidate = (*edits, edit)
                    key = frozenset((item.ref, repr(item.after.value)) for item in candidate)
                    if key in seen:
                        continue
                    seen.add(key)
                    if self.evaluations >= MAX_EVALUATIONS:
                        return lifted[:MAX_SETS]
                    still = self._still(candidate)
                    if still is None:
                        lifted.append(candidate)
                    else:
                        following.append((candidate, still))
            if lifted:
                return lifted[:MAX_SETS]
            frontier = following
        return []

    def _alternatives(self, edits: tuple[ChangedAnswer, ...], refs: Sequence[Ref]) -> Iterator[ChangedAnswer]:
        taken = {edit.ref for edit in edits}
        too_many = self.finding.rule.rows if len(self.finding.rows) > MAX_CHANGES else None
        for ref in refs:
            if ref in taken or (ref.row is not None and self.start.row(ref.question, ref.row) is None):
                continue
            if ref.row is not None and ref.question == too_many:
                continue  # each of these rows would need a change of its own
            field: Question | Column | None = self.pack.questions.get(ref.question)
            if ref.column is not None:
                field = self.pack.columns.get((ref.question, ref.column))
            before = self.start.answer(*ref)
            if field is None:
                continue
            for value in _values(field, before):
                yield ChangedAnswer(ref, before, value)

    def _still(self, edits: Sequence[ChangedAnswer]) -> tuple[Ref, ...] | None:
        """What the rule rests on after the changes, if it still blocks or waits for an answer; None if it is lifted."""
        self.evaluations += 1
        results, _, _ = grade_results(self._evaluator(edits), self.finding.rule, self.governs)
        worst = min(results, key=lambda result: result.rank, default=None)
        if worst is None or worst.weight.severity != "blocker":
            return None
        same = (one for one in results if one.grade is worst.grade and one.truth == worst.truth)
        return unique(ref for result in same for ref in result.verdict.because)

    def _evaluator(self, edits: Sequence[ChangedAnswer]) -> Evaluator:
        """An evaluator of the changed answers that keeps what does not read them."""
        changed = frozenset(edit.ref.question for edit in edits)
        if changed not in self._bases:
            base = Evaluator(self.pack, self.start)
            base.keep(self._known, changed, dependencies(self.pack))
            self._bases[changed] = base
        evaluator = Evaluator(self.pack, with_changes(self.start, edits))
        evaluator.share(self._bases[changed])
        return evaluator


def _governs_of(evaluation: Evaluation, finding: Finding) -> Verdict:
    return evaluation.regime(finding.regime).governs


def _values(field: Question | Column, before: Answer | None) -> Iterator[Answer]:
    """Other values that an answer could have: for several choices, one more, one less, or none."""
    if field.type == "boolean":
        for flag in (True, False):
            if before is None or before.value is not flag:
                yield given(flag)
    elif field.type == "choice" and field.options:
        for option in field.options:
            if before is None or before.value != option.id:
                yield given(option.id)
    elif field.type == "choices" and field.options:
        chosen = before.value if before is not None and before.given and isinstance(before.value, tuple) else ()
        options = [option.id for option in field.options]
        if chosen:
            for gone in chosen:
                yield given(tuple(str(item) for item in chosen if item != gone))
            for only in chosen:
                if len(chosen) > 1:
                    yield given((str(only),))
        if len(chosen) > 1:
            yield given(())
        for more in options:
            if more not in chosen:
                yield given(tuple(item for item in options if item in chosen or item == more))

"""One call from an assessment to everything that is concluded from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from dpia.assessment.itemwise import overall_state
from dpia.assessment.model import Assessment, State
from dpia.content.pack import Pack
from dpia.content.question import Question
from dpia.content.rule import Criterion, Outcome, Regime, Rule
from dpia.engine.evaluator import Evaluator
from dpia.engine.findings import (
    Finder,
    Finding,
    Graded,
    graded_rows,
    rules_in_force,
    to_finding,
)
from dpia.engine.intentions import LaunchCondition, launch_conditions
from dpia.engine.judged import as_judged
from dpia.engine.reuse import Before, Reuse, RuleResult, changed_places, result_of
from dpia.engine.truth import FALSE, NO, TRUE, UNKNOWN, YES, Ref, Truth, Verdict, conjunction, disjunction, invert

_STEPS: dict[int, Outcome] = {
    2: "do-not-launch", 3: "complete-assessment-first", 4: "undetermined", 5: "consult-authority-first",
    6: "launch-with-conditions", 7: "launch",
}  # fmt: skip

OUTCOME_ORDER: tuple[Outcome, ...] = tuple(_STEPS.values())
"""From worst to best, for regimes that are covered."""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion of "is an assessment due?" with its truth and reasons."""

    criterion: Criterion
    enough: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class DueResult:
    """Is an assessment due under this regime? NO needs each criterion answered. `met` counts those that are YES."""

    truth: Truth
    law: str
    criteria: tuple[CriterionResult, ...]
    met: int

    @property
    def word(self) -> Literal["yes", "no", "unknown"]:
        """The truth in the words of the contract."""
        return {YES: "yes", NO: "no", UNKNOWN: "unknown"}[self.truth]  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class RegimeResult:
    """What one regime says."""

    regime: Regime
    governs: Verdict
    outcome: Outcome
    best: Outcome
    worst: Outcome
    due: DueResult | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the answers are: numbers of answers asked for, and of those in each state."""

    applicable: int = 0
    given: int = 0
    unknown: int = 0
    not_applicable: int = 0

    @property
    def answered(self) -> int:
        """Everything that is not absent."""
        return self.given + self.unknown + self.not_applicable

    def __add__(self, other: Progress) -> Progress:
        return Progress(
            self.applicable + other.applicable,
            self.given + other.given,
            self.unknown + other.unknown,
            self.not_applicable + other.not_applicable,
        )


@dataclass(frozen=True)
class Evaluation:
    """Everything that follows from an assessment."""

    pack: Pack
    assessment: Assessment
    evaluator: Evaluator
    regimes: tuple[RegimeResult, ...]
    findings: tuple[Finding, ...]
    rules: dict[str, RuleResult] = field(repr=False)
    governs: dict[str, Verdict] = field(repr=False)
    foreign: frozenset[str]
    """Laws that surely do not govern: what their authority decided is at most persuasive here."""
    conditions: tuple[LaunchCondition, ...] = ()
    """Intended answers, on which the outcome rests: each is a condition."""

    @property
    def outcome(self) -> Outcome:
        """The worst over the regimes that apply and are covered."""
        return _overall([result.outcome for result in self.regimes])

    @property
    def best(self) -> Outcome:
        """The outcome if everything open or unknown turned out well."""
        return _overall([result.best for result in self.regimes])

    @property
    def worst(self) -> Outcome:
        """The outcome if everything open or unknown turned out badly. Not a finding."""
        return _overall([result.worst for result in self.regimes])

    @property
    def no_assessment_due(self) -> bool:
        """Whether each law that has criteria surely governs and says that no assessment is due, and one at least does.

        Where a law governs but the matter is, or may be, outside its scope, nothing is settled: another law may ask.
        """
        judged = [(self.governs[one.regime.id], one.due) for one in self.regimes if one.due is not None]
        asked = [(governs, due) for governs, due in judged if due.criteria]
        return bool(asked) and all(governs.truth is YES and due.truth is NO for governs, due in asked)

    def finding(self, finding_id: str) -> Finding | None:
        """The finding of that id, or None."""
        return next((finding for finding in self.findings if finding.id == finding_id), None)

    def regime(self, regime_id: str) -> RegimeResult:
        """The result of a regime. Raises KeyError."""
        for result in self.regimes:
            if result.regime.id == regime_id:
                return result
        raise KeyError(regime_id)

    @cached_property
    def masked(self) -> tuple[Ref, ...]:
        """Answers that are kept but do not count, since their question is not asked any more."""
        return tuple(
            Ref(question, row, column)
            for question, row, column, _ in self.assessment.leaves()
            if self._hidden(question, row, column)
        )

    def _hidden(self, question: str, row: str | None, column: str | None) -> bool:
        if question not in self.pack.questions:
            return False
        if self.evaluator.visible(question).truth is NO:
            return True
        if row is None or column is None or (question, column) not in self.pack.columns:
            return False
        found = self.assessment.row(question, row)
        return found is not None and self.evaluator.visible_cell(question, found, column).truth is NO

    @cached_property
    def progress(self) -> dict[str, Progress]:
        """Progress per section; a table counts once while it has no rows, then once per cell that is asked.

        What is asked only if an answer that nobody knows were otherwise is shown, and not counted; nor is a table that
        says in which respect rows of another differ, as long as it says nothing.
        """
        totals = {section.id: Progress() for section in self.pack.sections}
        for question in self.pack.content.questions:
            if not self.counted(question):
                continue
            answer = self.assessment.answers.get(question.id)
            rows = self.assessment.rows(question.id)
            if not rows:
                totals[question.section] += _one(overall_state(question, answer))
            for row in rows:
                for column in question.columns:
                    if _counts(self.evaluator.visible_cell(question.id, row, column.id)):
                        cell = row.cells.get(column.id)
                        totals[column.section or question.section] += _one(overall_state(column, cell))
        return totals

    def counted(self, question: Question) -> bool:
        """Whether progress counts a question: that it is not answered is then something that is missing."""
        if question.overrides is not None and question.id not in self.assessment.answers:
            return False
        return _counts(self.evaluator.visible(question.id))

    def counted_at(self, ref: Ref) -> bool:
        """The same of a place: a question, or a cell of its table."""
        question = self.pack.questions.get(ref.question)
        if question is None or not self.counted(question):
            return False
        if ref.row is None or ref.column is None or (ref.question, ref.column) not in self.pack.columns:
            return ref.row is None
        row = self.assessment.row(ref.question, ref.row)
        return row is not None and _counts(self.evaluator.visible_cell(ref.question, row, ref.column))

    @property
    def total_progress(self) -> Progress:
        """Progress over all sections."""
        return sum(self.progress.values(), Progress())


def evaluate(pack: Pack, assessment: Assessment, previous: Evaluation | None = None) -> Evaluation:
    """All findings, outcomes and duties that follow from the answers on the as-of date.

    With the evaluation of an earlier state of the same assessment, only what reads a changed answer is judged anew; the
    result is the same as without.
    """
    judged = as_judged(pack, assessment)
    evaluator = Evaluator(pack, judged)
    reuse = None
    if previous is not None and previous.pack is pack:
        changed = changed_places(pack, previous.evaluator.assessment, judged)
        before = Before(previous.evaluator, previous.rules, previous.governs, previous.foreign)
        reuse = Reuse(before, evaluator, changed) if changed is not None else None
    governs = {regime.id: governing(evaluator, regime) for regime in pack.content.regimes}
    foreign = foreign_laws(evaluator)
    if reuse is not None:
        reuse.law(governs, foreign)
    rules: dict[str, RuleResult] = {}
    judging = [regime for regime in pack.content.regimes if regime.covered and governs[regime.id].truth is not NO]
    for regime in judging:
        for rule in rules_in_force(pack, regime.id, assessment.as_of):
            if rule.id not in pack.late_rules:
                kept = reuse.whole(rule) if reuse is not None else None
                known = reuse.rows(rule) if reuse is not None and kept is None else None
                rules[rule.id] = kept or judge(evaluator, rule, governs[regime.id], foreign, known)
    early = [result.finding for result in rules.values() if result.finding is not None]
    for regime in judging:
        line = pack.regime_line(regime.id)
        late = evaluator.knowing(Finder([finding for finding in early if finding.regime in line]))
        for rule in rules_in_force(pack, regime.id, assessment.as_of):
            if rule.id in pack.late_rules:
                rules[rule.id] = judge(late, rule, governs[regime.id], foreign)

    findings = [result.finding for result in rules.values() if result.finding is not None]
    findings.sort(key=lambda finding: (finding.result.rank[0], pack.order[finding.rule.id]))
    conditions = launch_conditions(evaluator)
    cap = 6 if conditions else 7
    regimes = tuple(
        _regime_result(pack, evaluator, regime, governs, findings, rules, cap) for regime in pack.content.regimes
    )
    return Evaluation(pack, assessment, evaluator, regimes, tuple(findings), rules, governs, foreign, conditions)


def governing(evaluator: Evaluator, regime: Regime) -> Verdict:
    """Whether the rules of a regime decide here: it governs and nothing takes the matter out of its scope."""
    outside = FALSE if regime.out_of_scope is None else evaluator.evaluate(regime.out_of_scope)
    return conjunction((evaluator.evaluate(regime.governs), invert(outside)))


def foreign_laws(evaluator: Evaluator) -> frozenset[str]:
    """The laws that surely do not govern: what their authority decided is at most persuasive here."""
    regimes = evaluator.pack.content.regimes
    return frozenset(regime.id for regime in regimes if evaluator.evaluate(regime.governs).truth is NO)


def judge(
    evaluator: Evaluator,
    rule: Rule,
    governs: Verdict,
    foreign: frozenset[str],
    kept: Mapping[str | None, Graded] | None = None,
) -> RuleResult:
    """What one rule says, its regime governing so far; a rule that reads findings needs `evaluator.find`.

    `kept` is what it said of rows that have not changed.
    """
    rows = dict(graded_rows(evaluator, rule, governs.level, kept))
    return result_of(rows, to_finding(evaluator, rows, governs, foreign))


def _regime_result(
    pack: Pack,
    evaluator: Evaluator,
    regime: Regime,
    governs: dict[str, Verdict],
    findings: Iterable[Finding],
    results: dict[str, RuleResult],
    cap: int,
) -> RegimeResult:
    """What a regime says; no outcome is better than the step `cap`."""
    day = evaluator.assessment.as_of
    line = pack.regime_line(regime.id)
    applies = evaluator.evaluate(regime.governs)
    due = assessment_due(evaluator, regime, governs[regime.id])
    if applies.truth is NO:
        return RegimeResult(regime, applies, "not-applicable", "not-applicable", "not-applicable", due)
    in_force = [rule for one in line if pack.regimes[one].covered for rule in rules_in_force(pack, one, day)]
    blocking = [rule for rule in in_force if rule.id in pack.blocking_rules]
    if not regime.covered or governs[regime.id].truth is NO or not blocking:
        return RegimeResult(regime, applies, "out-of-scope", "out-of-scope", "out-of-scope", due)
    mine = [finding for finding in findings if finding.regime in line]
    step = min((finding.result.rank[0] for finding in mine), default=7)
    if governs[regime.id].truth is UNKNOWN:
        step = min(step, 4)
    if step >= 7 and not any(results[rule.id].judged for rule in blocking if rule.id in results):
        return RegimeResult(regime, applies, "out-of-scope", "out-of-scope", "out-of-scope", due)
    judged = [results[rule.id] for rule in in_force if rule.id in results]
    best = min((result.best_step for result in judged), default=7)
    worst = min((result.worst_step for result in judged), default=7)
    worst = min(worst, step if step != 4 else worst)
    return RegimeResult(
        regime, applies, _outcome(min(step, cap)), _outcome(min(best, cap)), _outcome(min(worst, cap)), due
    )


def _outcome(step: int) -> Outcome:
    return _STEPS[min(step, 7)]


def _overall(outcomes: Iterable[Outcome]) -> Outcome:
    covered = [outcome for outcome in outcomes if outcome in OUTCOME_ORDER]
    return min(covered, key=OUTCOME_ORDER.index) if covered else "out-of-scope"


def assessment_due(evaluator: Evaluator, regime: Regime, governs: Verdict) -> DueResult | None:
    """Whether a regime asks for an assessment; None if it has no criteria or does not govern.

    Its criteria may be met: as long as it is not settled that it `governs`, it asks for nothing.
    """
    due = regime.due
    if due is None or evaluator.evaluate(regime.governs).truth is NO:
        return None
    law = evaluator.pack.authorities.get(due.law)
    if law is not None and not law.in_force_on(evaluator.assessment.as_of):
        return DueResult(NO, due.law, (), 0)  # no duty before the law that lays it down
    enough = [CriterionResult(c, True, evaluator.fact(c.fact)) for c in due.enough]
    counted = [CriterionResult(c, False, evaluator.fact(c.fact)) for c in due.criteria]
    met = sum(result.verdict.truth is YES for result in counted)
    possible = sum(result.verdict.truth is not NO for result in counted)
    if not counted:
        by_count = FALSE
    else:
        by_count = TRUE if met >= due.needed else FALSE if possible < due.needed else Verdict(UNKNOWN)
    truth = disjunction([*(result.verdict for result in enough), by_count]).truth
    criteria = (*enough, *counted)
    if truth is NO and any(result.verdict.truth is UNKNOWN for result in criteria):
        truth = UNKNOWN  # one criterion may be enough (WP248), so none is left out: a "no" names them all
    if truth is YES and governs.truth is UNKNOWN:
        truth = UNKNOWN
    return DueResult(truth, due.law, criteria, met)


def _counts(visible: Verdict) -> bool:
    """Whether a question is asked, or may be once what is absent is answered."""
    return visible.truth is YES or visible.open


def _one(state: State | None) -> Progress:
    return Progress(
        applicable=1,
        given=int(state is State.GIVEN),
        unknown=int(state is State.UNKNOWN),
        not_applicable=int(state is State.NOT_APPLICABLE),
    )

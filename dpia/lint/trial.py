"""An assessment on which rules are judged one by one, as they are asked for.

A case expects something of one or two rules out of hundreds; judging only these takes a tenth of the time.
"""

from __future__ import annotations

from functools import cached_property

from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.content.rule import Rule
from dpia.engine.evaluation import (
    DueResult,
    Evaluation,
    assessment_due,
    evaluate,
    foreign_laws,
    governing,
    judge,
)
from dpia.engine.evaluator import Evaluator
from dpia.engine.findings import Finder, Finding, scopes
from dpia.engine.judged import as_judged
from dpia.engine.truth import NO, TRUE, Truth, Verdict, conjunction


class Trial:
    """What the content says of one assessment; the same as `evaluate`, worked out only as far as it is asked for."""

    def __init__(self, pack: Pack, assessment: Assessment) -> None:
        self.pack = pack
        self.assessment = assessment
        self.evaluator = Evaluator(pack, as_judged(pack, assessment))
        self._governing: dict[str, Verdict] = {}

    @cached_property
    def whole(self) -> Evaluation:
        """The whole evaluation: for outcomes, and for rules that look at the findings of others."""
        return evaluate(self.pack, self.assessment)

    def finding(self, rule: Rule) -> Finding | None:
        """What is reported of a rule; None if nothing is."""
        governs = self._governs(rule.regime)
        if governs.truth is NO or not self.pack.regimes[rule.regime].covered or not self._in_force(rule):
            return None
        return judge(self._judging(rule), rule, governs, foreign_laws(self.evaluator)).finding

    def due(self, regime: str) -> DueResult | None:
        """Whether a regime asks for an assessment; None if it does not govern or has no criteria."""
        return assessment_due(self.evaluator, self.pack.regimes[regime], self._governs(regime))

    def grade_truths(self, rule: Rule) -> dict[str, Truth]:
        """The truth of each grade of a rule with its gate, the strongest over the rows; reported or not."""
        if not self._in_force(rule):
            return dict.fromkeys((grade.id for grade in rule.grades), NO)
        evaluator = self._judging(rule)
        gates = [
            (scope, conjunction((reached, evaluator.evaluate(rule.applies, scope))))
            for _, scope, reached in scopes(evaluator, rule, self._governs(rule.regime))
        ]
        return {
            grade.id: max(
                (conjunction((gate, evaluator.evaluate(grade.when, scope))).truth for scope, gate in gates),
                default=NO,
            )
            for grade in rule.grades
        }

    def gate_truth(self, rule: Rule) -> Truth:
        """Whether a rule applies, the strongest over the rows; its day and the reach of its law are not asked."""
        evaluator = self._judging(rule)
        return max(
            (evaluator.evaluate(rule.applies, scope).truth for _, scope, _ in scopes(evaluator, rule, TRUE)),
            default=NO,
        )

    def _judging(self, rule: Rule) -> Evaluator:
        """For a rule that looks at findings, one that knows those of the other rules of its law and its line."""
        if rule.id not in self.pack.late_rules:
            return self.evaluator
        line = self.pack.regime_line(rule.regime)
        found = [one.finding for name, one in self.whole.rules.items() if name not in self.pack.late_rules]
        return self.evaluator.knowing(Finder([one for one in found if one is not None and one.regime in line]))

    def _governs(self, regime: str) -> Verdict:
        if regime not in self._governing:
            self._governing[regime] = governing(self.evaluator, self.pack.regimes[regime])
        return self._governing[regime]

    def _in_force(self, rule: Rule) -> bool:
        return rule.in_force.contains(self.assessment.as_of)

"""Who depends on whom, group by group, and what follows for consent. No Textual in here."""

from __future__ import annotations

from dataclasses import dataclass

from dpia.content.condition import FactRef, walk
from dpia.content.names import AGES, CONSENT_USED, GROUND, GROUPS, REFUSAL_COST, ROLE, SPECIAL_GROUND
from dpia.engine.findings import Finding
from dpia.engine.scope import Scope
from dpia.engine.truth import NO, YES, Ref
from dpia.i18n_marks import N_
from dpia.tui.cells import CellGrid, findings_of, gone_of
from dpia.tui.view_model import ViewModel


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding for one group, with the answers about this group that it rests on and those about everything else."""

    finding: Finding
    because: tuple[Ref, ...]


class PowerGrid(CellGrid):
    """The groups with their relation, age, dependence, cost of refusal, other way and ground."""

    def __init__(self, model: ViewModel) -> None:
        table = model.pack.questions[GROUPS]
        cost = model.pack.columns[GROUPS, REFUSAL_COST]
        power = [column.id for column in table.columns if column.section == cost.section]
        shown = [ROLE, AGES, *power[:1], REFUSAL_COST, *power[1:], GROUND, SPECIAL_GROUND]
        super().__init__(model, table, [model.pack.columns[GROUPS, name] for name in dict.fromkeys(shown)])
        self.consent_rules = tuple(dict.fromkeys((*self._of_consent(), *self._serving(cost.serves))))
        """The rules on consent and on what a refusal costs: those whose gate asks for consent, those it serves."""
        self.other_rules = tuple(name for name in self.served() if name not in self.consent_rules)

    def _of_consent(self) -> list[str]:
        return [
            rule.id
            for rule in self.model.pack.content.rules
            if any(isinstance(node, FactRef) and node.fact == CONSENT_USED for node in walk(rule.applies))
        ]

    def _serving(self, names: tuple[str, ...]) -> list[str]:
        return [name for name in names if name in self.model.pack.rules]

    @property
    def about(self) -> str:
        """What is seen."""
        return self.tr(N_("who depends on whom, what a refusal costs, who is a child, and what follows for consent"))

    # --- what follows -------------------------------------------------------------------------------------------------

    def consent_words(self, row: str) -> str:
        """Whether consent is relied on for a group."""
        found, name = self.model.session.assessment.row(GROUPS, row), self.model.row_name(GROUPS, row)
        if found is None:
            return ""
        truth = self.model.evaluation.evaluator.fact(CONSENT_USED, Scope(GROUPS, found)).truth
        if truth is YES:
            return self.tr(N_("{group}: consent is relied on."), group=name)
        if truth is NO:
            return self.tr(N_("{group}: consent is not relied on."), group=name)
        return self.tr(N_("{group}: whether consent is relied on is open."), group=name)

    def of_group(self, row: str, rules: tuple[str, ...]) -> list[Answered]:
        """What these rules find of one group, gravest first; what they find of no group in particular comes too."""
        return [
            Answered(finding, self._because(finding, row))
            for finding in findings_of(self.model, rules)
            if row in finding.rows or finding.rule.rows != GROUPS
        ]

    def _because(self, finding: Finding, row: str) -> tuple[Ref, ...]:
        """The answers that it rests on, those about the group first, those about other groups left out."""
        refs = self.model.rests_on(finding)
        mine = tuple(ref for ref in refs if ref.question == GROUPS and ref.row == row)
        rest = tuple(ref for ref in refs if ref.question != GROUPS)
        return (*mine, *rest) or refs

    def gone(self) -> list[Finding]:
        """What the last action took away, of all that is shown here."""
        return gone_of(self.model, (*self.consent_rules, *self.other_rules))

    def nothing_words(self) -> str:
        """What is said where no rule on consent finds anything: that they were judged, or that none was."""
        results = (self.model.evaluation.rules.get(name) for name in self.consent_rules)
        if any(result is not None and result.judged for result in results):
            return self.tr(N_("On the answers given, no rule on consent finds a defect for this group."))
        return self.tr(N_("On the answers given, no rule on consent had anything to judge."))

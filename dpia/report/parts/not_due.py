"""The short record that no assessment is due: why, what applies all the same, and when to look again."""

from __future__ import annotations

from dpia.content.names import ASKED, LOW_RISK_REASON, OFFICER, TALKS, VIEW
from dpia.engine.evaluation import CriterionResult, RegimeResult
from dpia.engine.findings import Finding
from dpia.engine.truth import YES, unique
from dpia.i18n_marks import N_
from dpia.report.components import Components, plain
from dpia.report.model import Block, Card, Para, Prose, ReportSection, Run, Spans, Table, TableRow


class NotDue:
    """Makes the parts of the record. For an evaluation whose `no_assessment_due` holds."""

    def __init__(self, components: Components) -> None:
        self.p = components
        self.tr = components.tr
        self.judged = [
            result
            for result in components.evaluation.regimes
            if result.due is not None and result.governs.truth is YES and components.due(result) is not None
        ]

    def card(self) -> Card:
        """The result, for the summary."""
        laws = self.tr.join([self.tr.content(result.regime.title) for result in self.judged])
        text = N_(
            "On the answers given, no assessment is due before the start under {laws}. This record keeps the reasons. "
            "It is no approval: what each law asks for besides an assessment applies all the same."
        )
        return Card(self.tr(N_("No assessment is due")), (self.p.para(text, laws=laws),), "outcome")

    def why(self) -> ReportSection:
        """Criterion by criterion, with the answers, and the controller's own reasons."""
        tr = self.tr
        reasons, laws = self._reasons(), [self._law(result) for result in self.judged]
        if len(laws) == 1:  # the summary names the law
            reasons, laws = [*reasons, *laws[0].blocks], []
        return ReportSection("why", tr(N_("Why none is due")), 2, blocks=tuple(reasons), sections=tuple(laws))

    def _reasons(self) -> list[Block]:
        p, tr = self.p, self.tr
        blocks: list[Block] = []
        label = tr(N_("Reasons, in the controller’s words"))
        if reason := p.given(LOW_RISK_REASON):
            blocks.append(Prose(reason, label=label))
        elif any(self._met(result) for result in self.judged):
            text = N_("One criterion is met. Why a high risk is unlikely all the same is not written down yet.")
            blocks.append(Para((Run(tr(text), "strong"),)))
            if LOW_RISK_REASON in p.assessment.answers:
                blocks.append(Para(p.answer(LOW_RISK_REASON), label=label))
        return blocks + self._officer()

    def _officer(self) -> list[Block]:
        """What the data protection officer said: each view that is recorded, or that none is."""
        p, tr = self.p, self.tr
        talks = [row for row in p.rows(TALKS) if (who := row.cells.get(ASKED)) is not None and who.value == OFFICER]
        if not talks:
            return [p.note(tr(N_("No view of a data protection officer is on file.")))]
        label = tr(N_("View of the data protection officer"))
        column = p.pack.columns.get((TALKS, VIEW))
        return [
            Prose(str(view.value), label=label)
            if view is not None and view.given
            else Para(p.value(column, view), label=label)
            for view in (row.cells.get(VIEW) for row in talks)
        ]

    def _met(self, result: RegimeResult) -> bool:
        return result.due is not None and result.due.met > 0

    def _law(self, result: RegimeResult) -> ReportSection:
        p, tr, due, regime = self.p, self.tr, result.due, result.regime
        assert due is not None
        assert regime.due is not None
        text = regime.due.one if due.met and regime.due.one else regime.due.no
        sources = p.citer.column((one.criterion.authority for one in due.criteria), tr(N_("criteria")))
        rows = tuple(
            TableRow((self._title(one), self._state(one), p.numbers_of(one.verdict.because), source))
            for one, source in zip(due.criteria, sources, strict=True)
        )
        head = (tr(N_("Criterion")), tr(N_("Met")), tr(N_("Answers")), tr(N_("Source")))
        because = unique(ref for one in due.criteria for ref in one.verdict.because)
        blocks: list[Block] = [
            Para(plain(tr.content(text))),
            Table("", head, rows, (46, 8, 18, 28), "compact"),
            *p.rests_on(because, tr(N_("Because of these answers:"))),
        ]
        return ReportSection(f"why-{regime.id}", tr.content(regime.title), 3, blocks=tuple(blocks))

    def _title(self, one: CriterionResult) -> Spans:
        alone = (Run(self.tr.in_brackets(self.tr(N_("enough by itself"))), "quiet"),) if one.enough else ()
        return (*plain(self.tr.content(one.criterion.title)), *alone)

    def _state(self, one: CriterionResult) -> Spans:
        met = one.verdict.truth is YES
        return (Run(self.tr(N_("yes") if met else N_("no")), "strong" if met else ""),)

    def still(self) -> ReportSection:
        """Findings that stand without an assessment."""
        p, tr = self.p, self.tr
        found = [finding for finding in p.evaluation.findings if finding.severity in ("blocker", "major", "minor")]
        lead = N_(
            "An assessment that is not due does not switch the rest of the law off. "
            "These findings stand on the answers given."
        )
        if not found:
            blocks: list[Block] = [p.para(N_("No rule gave a finding that stands in the way."))]
        else:
            head = (tr(N_("Finding")), tr(N_("Level")), tr(N_("Rests on")))
            blocks = [
                p.para(lead),
                Table("", head, tuple(self._finding(one) for one in found), (52, 16, 32), "compact"),
            ]
            legend = p.citer.legend(p.pack.authorities[name] for name in p.citer.places)
            blocks += [p.note(legend)] if legend else []
        return ReportSection("still", tr(N_("What applies all the same")), 2, blocks=tuple(blocks))

    def _finding(self, finding: Finding) -> TableRow:
        p = self.p
        supporting = [cited.authority.id for cited in finding.citations if cited.role in ("supports", "by-analogy")]
        what = (Run(p.words.title(finding), "strong"), Run(f"\n{p.words.conclusion(finding)}"))
        level = (Run(p.words.severity(finding)), Run(f"\n{finding.id}", "code"))
        return TableRow((what, level, p.citer.inline(supporting[:3], finding.rule.id)))

    def unmet_criteria(self) -> list[Block]:
        """When the reasons hold no more; the criteria stand with them."""
        text = N_(
            "The reasons hold for what is described here. Look again before anything of it changes: "
            "a criterion that is not met now may be met then."
        )
        return [self.p.para(text)]

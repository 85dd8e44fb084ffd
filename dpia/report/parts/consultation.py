"""The parts of a request for prior consultation: why, whether the assessment is ready for it, and what is asked."""

from __future__ import annotations

from dpia.engine.findings import Finding
from dpia.i18n_marks import N_, NN_
from dpia.report.components import Components, plain
from dpia.report.model import Block, Bullets, Card, Para, ReportSection, Run, Span, Spans
from dpia.report.parts.findings import Reasoned

_LINE = "." * 130
_OWN_QUESTIONS = 3
"""Lines for questions that no answer leads to."""


class Consultation:
    """Makes the parts. They speak only of findings of laws with prior consultation: no other asks this authority."""

    def __init__(self, components: Components, reasoned: Reasoned) -> None:
        self.p = components
        self.tr = components.tr
        self.reasoned = reasoned
        self.laws = {result.regime.id for result in components.evaluation.regimes if result.regime.prior_consultation}

    def _found(self, *groups: str) -> list[Finding]:
        return [one for name in groups for one in self.reasoned.groups[name] if one.regime in self.laws]

    def why(self) -> ReportSection:
        """The findings by which the authority comes first; that none asks for it where none does."""
        tr, words = self.tr, self.p.words
        found = self._found("consult")
        title = tr(N_("Why the authority is consulted"))
        if not found:
            text = N_(
                "On the answers given, no rule that was tested asks for a consultation. Whoever sends this says why "
                "all the same:"
            )
            return ReportSection("consult-why", title, 2, blocks=(self.p.para(text), self._lines(1)))
        items: list[Spans] = []
        for finding in found:
            spans: list[Span] = [self.reasoned.link(finding), Run(f" {words.title(finding)}{tr.full_stop}", "strong")]
            spans += [Run(words.conclusion(finding)), *self.reasoned.sources(finding)]
            items.append(tuple(spans))
        return ReportSection("consult-why", title, 2, blocks=(Bullets(tuple(items)),))

    def ready(self) -> list[Block]:
        """Whether the assessment can be sent: what is missing from it, and what no consultation cures."""
        tr, p = self.tr, self.p
        outcome = p.words.outcome(p.evaluation.outcome, p.evaluation)
        blocks: list[Block] = [
            p.para(N_("Outcome of the assessment on the answers given: {outcome}."), outcome=outcome)
        ]
        warnings: list[Block] = []
        if missing := [*self._found("incomplete"), *self._found("not-shown")]:
            text = N_("The assessment is not complete, and a request is complete only with it. Missing or not shown: ")
            warnings.append(Para((Run(tr(text)), *self.reasoned.links(missing), Run(tr.stop))))
        if waiting := self._found("open"):
            words = NN_("{count} rule still waits for an answer.", "{count} rules still wait for answers.")
            warnings.append(Para(plain(tr.plural(*words, len(waiting)))))
        if unlawful := self._found("unlawful"):
            text = N_("Not defensible as designed; consulting the authority does not cure it: ")
            warnings.append(Para((Run(tr(text)), *self.reasoned.links(unlawful), Run(tr.stop))))
        if warnings:
            blocks.append(Card(tr(N_("Not ready to be sent")), tuple(warnings), "warning"))
        return blocks

    def questions(self) -> ReportSection:
        """Questions of law that the findings leave to argument, and lines for others.

        What is merely unknown is no question for the authority: the controller finds it out.
        """
        tr = self.tr
        items: list[Spans] = []
        responses = self.p.assessment.responses
        for finding in self.reasoned.in_print_order():
            if finding.regime not in self.laws or finding.truth != "established":
                continue
            response = responses.get(finding.id)
            contested = response is not None and response.kind == "contest"
            if not (
                contested or finding.kind == "consult" or (finding.grade.arguable and finding.severity == "blocker")
            ):
                continue
            why = N_("contested by the controller") if contested else N_("asks for the authority")
            if not contested and finding.kind != "consult":
                why = N_("arguable")
            spans: list[Span] = [Run(f"☐ {tr.content(finding.rule.issue)} "), self.reasoned.link(finding)]
            items.append((*spans, Run(tr.in_brackets(tr(why)), "quiet")))
        blocks: list[Block] = []
        if items:
            text = N_(
                "Drawn from findings that are contested, arguable, or ask for the authority. Strike out what is not "
                "asked."
            )
            blocks += [self.p.note(tr(text)), Bullets(tuple(items), kind="boxes")]
        blocks.append(self._lines(_OWN_QUESTIONS))
        return ReportSection("consult-questions", tr(N_("Questions to the authority")), 2, blocks=tuple(blocks))

    @staticmethod
    def _lines(count: int) -> Bullets:
        return Bullets((plain(_LINE),) * count, kind="boxes")

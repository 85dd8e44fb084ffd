"""The law at hand: which laws apply, and whether an assessment is due under each, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterable

from dpia.engine.evaluation import CriterionResult, DueResult, RegimeResult
from dpia.engine.truth import NO, UNKNOWN, YES, Truth
from dpia.i18n_marks import N_
from dpia.report.components import Components, plain
from dpia.report.model import Block, Bullets, Para, ReportSection, Run, Span, Spans, Table, TableRow

_TRUTH_WORDS: dict[Truth, str] = {YES: N_("yes"), NO: N_("no"), UNKNOWN: N_("unknown")}

_SOME_OPEN = N_(
    "Not every criterion is answered. Those that are open could no longer make {needed} together; but one may be "
    "enough, so that no assessment is due is said only once each is answered."
)


class LawAtHand:
    """Makes the part."""

    def __init__(self, components: Components) -> None:
        self.p = components
        self.tr = components.tr

    def section(self) -> ReportSection:
        """Which law applies, and is an assessment due, criterion by criterion."""
        tr = self.tr
        parts = [self._regime(result) for result in self.p.evaluation.regimes]
        lead = tr(
            N_(
                "Each law is looked at by itself. What follows holds on the answers given and by "
                "the law in force on {day}."
            ),
            day=tr.date(self.p.assessment.as_of),
        )
        title = tr(N_("Which law applies, and is an assessment due?"))
        return ReportSection("due", title, 2, blocks=(Para(plain(lead)),), sections=tuple(parts))

    def _regime(self, result: RegimeResult) -> ReportSection:
        tr, regime = self.tr, result.regime
        governs = {
            YES: N_("It governs, because of these answers."),
            NO: N_("It does not govern, because of these answers."),
            UNKNOWN: N_("Whether it governs is not settled."),
        }[result.governs.truth]
        blocks: list[Block] = []
        reasons = self.p.reasons(
            result.governs.because if result.governs.truth is NO else self.p.governs_because(regime.id)
        )
        blocks.append(Bullets(reasons, label=tr(governs), kind="reasons") if reasons else self.p.para(governs))
        if result.outcome == "out-of-scope":
            why = self.p.words.why_out_of_scope(result, self.p.evaluation)
            blocks.append(self.p.para(N_("No outcome is given for this law. {reason}"), reason=why))
        due = self.p.due(result)
        if result.due is not None and self.p.evaluation.governs[regime.id].truth is not NO and due is None:
            law = self.p.words.cite(self.p.pack.authorities[result.due.law])
            day = tr.date(self.p.assessment.as_of)
            blocks.append(
                self.p.para(N_("{law} was not in force on {day}, so no assessment was due by it."), law=law, day=day)
            )
        elif due is not None:
            words = {
                "yes": N_("An assessment is due ({term})."),
                "no": N_("An assessment is not due ({term})."),
                "unknown": N_("Whether an assessment is due ({term}) cannot be said yet."),
            }
            count = sum(not criterion.enough for criterion in due.criteria)
            text = tr(words[due.word], term=tr.content(regime.term_assessment))
            if count and regime.due is not None:
                text += " " + tr(
                    N_("Counted criteria that are met: {met} of {count}; {needed} are enough."),
                    met=due.met,
                    count=count,
                    needed=regime.due.needed,
                )
            blocks.append(Para((Run(text, "strong"),)))
            if regime.due is not None and due.word == "no":
                text = regime.due.one if due.met and regime.due.one else regime.due.no
                blocks.append(Para(plain(tr.content(text))))
            elif regime.due is not None and _out_of_reach(due, regime.due.needed):
                blocks.append(self.p.para(_SOME_OPEN, needed=regime.due.needed))
            blocks.append(self._criteria(due.criteria, tr.content(regime.title)))
        elif result.governs.truth is not NO and regime.extends:
            parent = self.p.pack.regimes[regime.extends]
            blocks.append(
                self.p.para(
                    N_("Whether an assessment is due is judged by the criteria under {parent}."),
                    parent=tr.content(parent.title),
                )
            )
        return ReportSection(f"regime-{regime.id}", tr.content(regime.title), 3, blocks=tuple(blocks))

    def _criteria(self, criteria: Iterable[CriterionResult], title: str) -> Table:
        tr = self.tr
        found = tuple(criteria)
        sources = self.p.citer.column((result.criterion.authority for result in found), tr(N_("criteria")))
        rows = []
        for result, source in zip(found, sources, strict=True):
            name: list[Span] = [Run(tr.content(result.criterion.title))]
            if result.enough:
                name.append(Run(f" ({tr(N_('enough by itself'))})", "quiet"))
            rows.append(TableRow((tuple(name), self._met(result), self.p.numbers_of(result.verdict.because), source)))
        head = (tr(N_("Criterion")), tr(N_("Met")), tr(N_("Answers")), tr(N_("Source")))
        return Table(tr(N_("Criteria: {law}"), law=title), head, tuple(rows), (42, 11, 15, 32))

    def _met(self, result: CriterionResult) -> Spans:
        if result.verdict.missing:
            return (Run(self.tr(N_("open")), "mark"),)
        return (Run(self.tr(_TRUTH_WORDS[result.verdict.truth]), "strong" if result.verdict.truth is YES else ""),)


def _out_of_reach(due: DueResult, needed: int) -> bool:
    """Whether only criteria that are counted are open, and those that could still be met are too few together."""
    possible = [one for one in due.criteria if one.verdict.truth is not NO]
    return due.truth is UNKNOWN and len(possible) < needed and not any(one.enough for one in possible)

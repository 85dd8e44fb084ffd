"""The law at hand: which laws apply, and whether an assessment is due under each, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterable

from dpia.engine.evaluation import CriterionResult, DueResult, RegimeResult
from dpia.engine.truth import NO, UNKNOWN, YES, Truth
from dpia.i18n_marks import N_
from dpia.report.components import Components, plain
from dpia.report.model import Block, Para, ReportSection, Run, Span, Spans, Table, TableRow

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
        tr, regimes = self.tr, self.p.evaluation.regimes
        parts = [self._regime(result) for result in regimes if result.governs.truth is not NO]
        outside = [result for result in regimes if result.governs.truth is NO]
        title = tr(N_("Which law applies, and is an assessment due?"))
        return ReportSection("due", title, 2, blocks=tuple(self._outside(outside)), sections=tuple(parts))

    def _outside(self, outside: list[RegimeResult]) -> list[Block]:
        """A line for each law that does not govern, with the answers by which it does not."""
        blocks: list[Block] = []
        for result in outside:
            text = self.tr(N_("{law} does not govern:"), law=self.tr.content(result.regime.title))
            blocks += self.p.rests_on(result.governs.because, text)
        return blocks

    def _regime(self, result: RegimeResult) -> ReportSection:
        tr, regime = self.tr, result.regime
        known = result.governs.truth is YES
        governs = N_("It governs, because of these answers:") if known else N_("Whether it governs is not settled.")
        because = self.p.governs_because(regime.id)
        blocks: list[Block] = self.p.rests_on(because, tr(governs)) if because else [self.p.para(governs)]
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
                met = N_("Counted criteria that are met: {met} of {count}; {needed} are enough.")
                text = tr.sentences((text, tr(met, met=due.met, count=count, needed=regime.due.needed)))
            blocks.append(Para((Run(text, "strong"),)))
            if regime.due is not None and due.word == "no":
                text = regime.due.one if due.met and regime.due.one else regime.due.no
                blocks.append(Para(plain(tr.content(text))))
            elif regime.due is not None and _out_of_reach(due, regime.due.needed):
                blocks.append(self.p.para(_SOME_OPEN, needed=regime.due.needed))
            blocks += self._criteria(due.criteria, tr.content(regime.title))
        elif result.governs.truth is not NO and regime.extends:
            parent = self.p.pack.regimes[regime.extends]
            blocks.append(
                self.p.para(
                    N_("Whether an assessment is due is judged by the criteria under {parent}."),
                    parent=tr.content(parent.title),
                )
            )
        return ReportSection(f"regime-{regime.id}", tr.content(regime.title), 3, blocks=tuple(blocks))

    def _criteria(self, criteria: Iterable[CriterionResult], title: str) -> list[Block]:
        """The criteria that are met, or may be, with answers and source; the others in a line."""
        tr = self.tr
        every = tuple(criteria)
        found = [one for one in every if one.verdict.truth is not NO or one.verdict.missing]
        sources = self.p.citer.column((result.criterion.authority for result in found), tr(N_("criteria")))
        rows = []
        for result, source in zip(found, sources, strict=True):
            name: list[Span] = [Run(tr.content(result.criterion.title))]
            if result.enough:
                name.append(Run(tr.in_brackets(tr(N_("enough by itself"))), "quiet"))
            rows.append(TableRow((tuple(name), self._met(result), self.p.numbers_of(result.verdict.because), source)))
        head = (tr(N_("Criterion")), tr(N_("Met")), tr(N_("Answers")), tr(N_("Source")))
        caption = tr(N_("Criteria: {law}"), law=title)
        blocks: list[Block] = [Table(caption, head, tuple(rows), (42, 11, 15, 32), "compact")] if rows else []
        if unmet := [tr.content(one.criterion.title) for one in every if one not in found]:
            blocks.append(self.p.note(tr(N_("Not met: {criteria}."), criteria=tr.series(unmet))))
        return blocks

    def _met(self, result: CriterionResult) -> Spans:
        if result.verdict.missing:
            return (Run(self.tr(N_("open")), "mark"),)
        return (Run(self.tr(_TRUTH_WORDS[result.verdict.truth]), "strong" if result.verdict.truth is YES else ""),)


def _out_of_reach(due: DueResult, needed: int) -> bool:
    """Whether only criteria that are counted are open, and those that could still be met are too few together."""
    possible = [one for one in due.criteria if one.verdict.truth is not NO]
    return due.truth is UNKNOWN and len(possible) < needed and not any(one.enough for one in possible)

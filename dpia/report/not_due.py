"""The short record that no assessment is due: why, what applies all the same, and when to look again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dpia.assessment.model import Row
from dpia.engine.evaluation import CriterionResult, RegimeResult
from dpia.engine.findings import Finding
from dpia.engine.truth import YES, Ref
from dpia.i18n_marks import N_
from dpia.report.columns import GROUP_COLUMNS, GROUPS, PURPOSE_COLUMNS, PURPOSES, TALKS
from dpia.report.components import Pieces, plain, shortened
from dpia.report.model import Block, Bullets, Card, Link, Para, Prose, Section, Span, Spans, Table, TableRow, Text

_SHOWN = 3
"""Answers that are printed for a criterion; the file holds the rest."""


class NotDue:
    """Makes the parts of the record. For an evaluation whose `no_assessment_due` holds."""

    def __init__(self, pieces: Pieces) -> None:
        self.p = pieces
        self.tr = pieces.tr
        self.judged = [
            result
            for result in pieces.evaluation.regimes
            if result.due is not None and result.governs.truth is YES and pieces.due(result) is not None
        ]

    def card(self) -> Card:
        """The result, for the summary."""
        laws = self.tr.join([self.tr.content(result.regime.title) for result in self.judged])
        text = N_(
            "On the answers given, no assessment is due before the start under {laws}. This record keeps the reasons. "
            "It is no approval: what each law asks for besides an assessment applies all the same."
        )
        return Card(self.tr(N_("No assessment is due")), (self.p.para(text, laws=laws),), "outcome")

    def body(self) -> list[Section]:
        """The parts in print order."""
        return [self._why(), self._planned(), self._still(), self._again()]

    def _why(self) -> Section:
        """Criterion by criterion, with the answers, and the controller's own reasons."""
        tr = self.tr
        parts = [self._law(result) for result in self.judged]
        return Section("why", tr(N_("Why none is due")), 2, blocks=tuple(self._reasons()), sections=tuple(parts))

    def _reasons(self) -> list[Block]:
        p, tr = self.p, self.tr
        blocks: list[Block] = []
        label = tr(N_("Reasons, in the controller’s words"))
        if reason := p.given("start.low-risk-reason"):
            blocks.append(Prose(reason, label=label))
        elif any(self._met(result) for result in self.judged):
            text = N_("One criterion is met. Why a high risk is unlikely all the same is not written down yet.")
            blocks.append(Para((Text(tr(text), "strong"),)))
            if "start.low-risk-reason" in p.assessment.answers:
                blocks.append(Para(p.answer("start.low-risk-reason"), label=label))
        return blocks + self._officer()

    def _officer(self) -> list[Block]:
        """What the data protection officer said: each view that is recorded, or that none is."""
        p, tr = self.p, self.tr
        talks = [row for row in p.assessment.rows(TALKS) if _is(row, "who", "officer")] if p.asked(TALKS) else []
        if not talks:
            return [p.note(tr(N_("No view of a data protection officer is on file.")))]
        label = tr(N_("View of the data protection officer"))
        column = p.pack.columns[TALKS, "view"]
        return [
            Prose(str(view.value), label=label)
            if view is not None and view.given
            else Para(p.value(column, view), label=label)
            for view in (row.cells.get("view") for row in talks)
        ]

    def _met(self, result: RegimeResult) -> bool:
        return result.due is not None and result.due.met > 0

    def _law(self, result: RegimeResult) -> Section:
        p, tr, due, regime = self.p, self.tr, result.due, result.regime
        assert due is not None
        assert regime.due is not None
        text = regime.due.one if due.met and regime.due.one else regime.due.no
        sources = p.citer.column((one.criterion.authority for one in due.criteria), tr(N_("criteria")))
        rows = tuple(
            TableRow(
                (plain(tr.content(one.criterion.title)), self._state(one), self._answers(one.verdict.because), source)
            )
            for one, source in zip(due.criteria, sources, strict=True)
        )
        head = (tr(N_("Criterion")), tr(N_("Met")), tr(N_("Answers")), tr(N_("Source")))
        blocks: list[Block] = [Para(plain(tr.content(text))), Table("", head, rows, (28, 8, 40, 24), "compact")]
        return Section(f"why-{regime.id}", tr.content(regime.title), 3, blocks=tuple(blocks))

    def _state(self, one: CriterionResult) -> Spans:
        met = one.verdict.truth is YES
        return (Text(self.tr(N_("yes") if met else N_("no")), "strong" if met else ""),)

    def _answers(self, refs: Iterable[Ref]) -> Spans:
        spans: list[Span] = []
        for reason in self.p.reasons(refs)[:_SHOWN]:
            spans += [Text("\n")] if spans else []
            spans += reason
        return self.p.cut(tuple(spans))

    def _planned(self) -> Section:
        p, tr = self.p, self.tr
        names = [
            "start.controller-name", "start.stage", "start.begin-date", "processing.technology", "processing.venue",
            "processing.scale",
        ]  # fmt: skip
        blocks: list[Block] = [
            *p.answers(tr(N_("The project")), names),
            *p.row_table(tr(N_("Purposes")), PURPOSES, PURPOSE_COLUMNS),
            *p.row_table(tr(N_("Groups of people")), GROUPS, GROUP_COLUMNS),
        ]
        return Section("planned", tr(N_("What is planned")), 2, blocks=tuple(blocks))

    def _still(self) -> Section:
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
        return Section("still", tr(N_("What applies all the same")), 2, blocks=tuple(blocks))

    def _finding(self, finding: Finding) -> TableRow:
        p = self.p
        supporting = [cited.authority.id for cited in finding.citations if cited.role in ("supports", "by-analogy")]
        what = (Text(p.words.title(finding), "strong"), Text(f"\n{shortened(p.words.conclusion(finding), 300)}"))
        level = (Text(p.words.severity(finding)), Text(f"\n{finding.id}", "code"))
        return TableRow((what, level, p.citer.inline(supporting[:3], finding.rule.id)))

    def _again(self) -> Section:
        """What would make an assessment due: the criteria that are not met now."""
        p, tr = self.p, self.tr
        blocks: list[Block] = [
            p.para(
                N_(
                    "The reasons hold for what is described here. Look again before anything of it changes; "
                    "these would make an assessment due, or count towards it."
                )
            )
        ]
        for result in self.judged:
            assert result.due is not None
            items = []
            for one in result.due.criteria:
                if one.verdict.truth is not YES:
                    alone = (Text(f" ({tr(N_('enough by itself'))})", "quiet"),) if one.enough else ()
                    items.append((*plain(tr.content(one.criterion.title)), *alone))
            blocks.append(Bullets(tuple(items), label=tr.content(result.regime.title)))
        blocks += p.answers(
            tr(N_("Review")), ["decision.review-date", "decision.review-triggers", "decision.by", "decision.date"]
        )
        return Section("again", tr(N_("When to look again")), 2, blocks=tuple(blocks))


def without_links(section: Section, prefixes: tuple[str, ...]) -> Section:
    """The section with links to places that this edition does not print turned into plain text."""
    return replace(
        section,
        blocks=tuple(_block(block, prefixes) for block in section.blocks),
        sections=tuple(without_links(part, prefixes) for part in section.sections),
    )


def _block(block: Block, prefixes: tuple[str, ...]) -> Block:
    match block:
        case Para():
            return replace(block, spans=_spans(block.spans, prefixes))
        case Bullets():
            return replace(block, items=tuple(_spans(item, prefixes) for item in block.items))
        case Table():
            rows = tuple(replace(row, cells=tuple(_spans(cell, prefixes) for cell in row.cells)) for row in block.rows)
            return replace(block, rows=rows)
        case Card():
            return replace(block, blocks=tuple(_block(inner, prefixes) for inner in block.blocks))
        case _:
            return block


def _spans(spans: Spans, prefixes: tuple[str, ...]) -> Spans:
    return tuple(
        Text(span.text) if isinstance(span, Link) and span.href.startswith(prefixes) else span for span in spans
    )


def _is(row: Row, column: str, value: str) -> bool:
    cell = row.cells.get(column)
    return cell is not None and cell.given and cell.value == value

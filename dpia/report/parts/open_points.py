"""The part on open points: what is not answered, what is unknown, and what is proposed and not confirmed."""

from __future__ import annotations

from collections import Counter

from dpia.assessment.itemwise import overall_state
from dpia.assessment.model import State
from dpia.assessment.partial import PartialList
from dpia.engine.findings import Finding
from dpia.engine.scope import UNANSWERED_ROW
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.report.components import Components, shortened
from dpia.report.model import Block, Bullets, ReportSection, Run, Span, Spans, Table, TableRow
from dpia.report.parts.findings import Reasoned

_DECIDING = 10
"""Questions that are named as those that decide next."""


class OpenPoints:
    """Makes the part."""

    def __init__(self, components: Components, reasoned: Reasoned) -> None:
        self.p = components
        self.tr = components.tr
        self.reasoned = reasoned

    def part(self) -> ReportSection:
        """What is not answered, what is unknown, and what was proposed but not confirmed."""
        tr = self.tr
        parts = [self._absent(), self._unknown(), self._waiting(), self._proposed()]
        return ReportSection("open", tr(N_("Open points")), 2, sections=tuple(part for part in parts if part))

    def deciding(self) -> ReportSection:
        """The questions that most findings wait for, with who can answer them."""
        waiting = Counter(
            question
            for finding in self.p.evaluation.findings
            for question in dict.fromkeys(ref.question for ref in finding.missing)
        )
        tr = self.tr
        head = (tr(N_("Question")), tr(N_("Who can answer")), tr(N_("Findings that wait")))
        rows = tuple(
            TableRow(
                (
                    (self.p.number(question), Run(f" {self.p.words.question(question)}")),
                    self._who(question),
                    (Run(tr.number(count)),),
                )
            )
            for question, count in waiting.most_common(_DECIDING)
        )
        blocks = (Table("", head, rows, (62, 24, 14), "compact"),) if rows else ()
        return ReportSection("deciding", tr(N_("The questions that decide next")), 2, blocks=blocks)

    def _who(self, question: str) -> Spans:
        """Who can answer a question: the people whom the content names for its section."""
        return (Run(self.p.who(question) or "–"),)

    def _waiting(self) -> ReportSection | None:
        """The rules that are open, each with the answers that it waits for."""
        found = self.reasoned.groups["open"]
        if not found:
            return None
        title = self.tr(N_("Rules that wait for answers"))
        return ReportSection("open-rules", title, 3, blocks=(self.reasoned.lines(found),))

    def _absent(self) -> ReportSection | None:
        tr = self.tr
        waiting: dict[Ref, list[Finding]] = {}
        for finding in self.p.evaluation.findings:
            for ref in finding.missing:
                waiting.setdefault(ref, []).append(finding)
        blocks: list[Block] = []
        if waiting:
            head = (tr(N_("Question")), tr(N_("Who can answer")), tr(N_("Findings that wait for it")))
            rows = self._by_question(waiting)
            blocks.append(Table(tr(N_("Not answered, and needed for a finding")), head, rows, (60, 20, 20), "compact"))
        needed = {ref.question for ref in waiting}
        others = [
            question.id
            for question in self.p.pack.content.questions
            if question.id not in needed
            and self.p.evaluation.counted(question)
            and overall_state(question, self.p.assessment.answers.get(question.id)) is None
        ]
        if others:
            items = tuple(self.reasoned.place(Ref(name)) for name in others)
            label = N_("Not answered either") if waiting else N_("Not answered; no finding waits for it")
            blocks.append(Bullets(items, label=tr(label), kind="reasons"))
        if perhaps := [name for name in self.p.perhaps_asked() if name not in needed]:
            items = tuple(self.reasoned.place(Ref(name)) for name in perhaps)
            label = tr(N_("Asked perhaps, once an answer that is unknown is known"))
            blocks.append(Bullets(items, label=label, kind="reasons"))
        if not blocks:
            return None
        return ReportSection("open-absent", tr(N_("Not answered")), 3, blocks=tuple(blocks))

    def _unknown(self) -> ReportSection | None:
        tr = self.tr
        turning: dict[Ref, list[Finding]] = {}
        for finding in self.p.evaluation.findings:
            if finding.truth == "not-shown":
                for ref in finding.because:
                    if self.p.words.says_unknown(ref):
                        turning.setdefault(ref, []).append(finding)
        rest = 0
        for question, row, column, answer in self.p.assessment.leaves():
            place = Ref(question, row, column)
            said = [place] if answer.state is State.UNKNOWN else []
            if isinstance(answer.value, PartialList):
                said = [place._replace(item=item) for item in answer.value.unknown]
            rest += any(ref not in turning for ref in said) and self.p.evaluation.counted_at(place)
        blocks: list[Block] = []
        if turning:
            head = (
                tr(N_("Question answered “unknown”")), tr(N_("Who can answer")), tr(N_("Findings not shown for it")),
            )  # fmt: skip
            title = tr(N_("Unknown, and a finding turns on it"))
            blocks.append(Table(title, head, self._by_question(turning), (60, 20, 20), "compact"))
        if rest:
            blocks.append(
                self.p.note(
                    tr.plural(
                        "{count} more answer is “unknown”; no finding turns on it.",
                        "{count} more answers are “unknown”; no finding turns on them.",
                        rest,
                    )
                )
            )
        if not blocks:
            return None
        return ReportSection("open-unknown", tr(N_("Unknown")), 3, blocks=tuple(blocks))

    def _by_question(self, places: dict[Ref, list[Finding]]) -> tuple[TableRow, ...]:
        """A line for each question, with the columns and rows of its table that are meant, and the findings."""
        merged: dict[str, tuple[dict[str, None], dict[str, None], list[Finding]]] = {}
        for ref, found in sorted(places.items(), key=lambda item: self._order(item[0])):
            rows, columns, findings = merged.setdefault(ref.question, ({}, {}, []))
            if ref.column is not None:
                columns[self.p.words.label(ref.question, ref.column)] = None
            if ref.row is not None and ref.row != UNANSWERED_ROW:
                rows[shortened(self.p.words.row(ref.question, ref.row), 60)] = None
            if ref.item is not None:
                columns[self.p.words.option(ref.question, ref.column, ref.item)] = None
            findings += found
        lines = []
        for question, (rows, columns, findings) in merged.items():
            spans: list[Span] = [self.p.number(question), Run(f" {self.p.words.question(question)}")]
            spans += [Run(f"\n{self.p.tr.series(columns)}")] if columns else []
            spans += [Run(self.tr.in_brackets(self.p.tr.series(rows)), "quiet")] if rows else []
            lines.append(TableRow((tuple(spans), self._who(question), self.reasoned.links(findings))))
        return tuple(lines)

    def _proposed(self) -> ReportSection | None:
        proposed = self.p.assessment.proposed
        if not proposed:
            return None
        tr = self.tr
        names = sorted(
            (name for name in proposed if name in self.p.pack.questions), key=lambda name: self._order(Ref(name))
        )
        rows = tuple(
            TableRow((self.reasoned.place(Ref(name)), self.p.value(self.p.pack.questions[name], proposed[name])))
            for name in names
        )
        lead = self.p.para(
            N_(
                "Suggested by a scenario, an import or a copy. Nobody has confirmed them, "
                "and they count as not answered."
            )
        )
        table = Table(tr(N_("Proposed answers")), (tr(N_("Question")), tr(N_("Proposed answer"))), rows, (60, 40))
        return ReportSection("open-proposed", tr(N_("Proposed and not confirmed")), 3, blocks=(lead, table))

    def _order(self, ref: Ref) -> tuple[int, str, str]:
        names = list(self.p.numbers)
        place = names.index(ref.question) if ref.question in self.p.numbers else len(names)
        return place, ref.row or "", ref.column or ""

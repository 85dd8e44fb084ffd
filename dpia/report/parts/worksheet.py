"""The questions to be answered on paper, grouped by who knows the answer, with what is on file and space to write."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.assessment.model import Answer, Row, State
from dpia.content.question import Column, Question, Section
from dpia.engine.truth import NO
from dpia.i18n_marks import N_
from dpia.report.components import Components, plain, shortened
from dpia.report.model import Block, Bullets, Para, Prose, ReportSection, Run, Span, Spans
from dpia.report.pieces import led_in

_LINE = "." * 130
_SHORT_LINE = "." * 50
_LINES = 3
"""Lines to write on for a long text."""
_NONE = "[]"
"""The answer that it is none of a list."""


class Worksheet:
    """Makes the part."""

    def __init__(self, components: Components) -> None:
        self.p = components
        self.tr = components.tr

    def section(self) -> ReportSection:
        """A sheet for each who is named first as knowing the answers of a section; the section names the others."""
        tr = self.tr
        sheets: dict[str, list[ReportSection]] = {}
        for section in self.p.pack.sections:
            first, _, others = tr.content(section.who).replace("；", ";").partition(";")
            if (made := self._section(section, others.strip())) is not None:
                sheets.setdefault(first.strip() or tr(N_("Whoever knows")), []).append(made)
        lead = N_(
            "Tick, or write. “I don’t know” is an answer; a guess is not. What is on file is ticked or printed. "
            "“dpia fill” takes the answers back by the number of the question. Options and columns go by the word that "
            "is set like this: "
        )
        blocks = (Para((*plain(tr(lead)), Run(tr(N_("word")), "code"), Run(tr.stop)), "small"),)
        parts = tuple(
            ReportSection(
                f"sheet-{number}",
                tr(N_("For: {who}"), who=who),
                3,
                sections=tuple(made),
                kind="page" if number > 1 else "",
            )
            for number, (who, made) in enumerate(sheets.items(), start=1)
        )
        return ReportSection("worksheet", tr(N_("Questions")), 2, blocks=blocks, sections=parts)

    def _section(self, section: Section, others: str) -> ReportSection | None:
        blocks: list[Block] = []
        if others:
            blocks.append(self.p.note(self.tr(N_("With: {others}."), others=others)))
        for question in self.p.pack.content.questions:
            if not self.p.asked(question.id):
                continue
            if question.type == "table":
                blocks += self._table(question, section)
            elif question.section == section.id:
                blocks += self._question(question)
        if not any(isinstance(block, Bullets) for block in blocks):
            return None
        return ReportSection(f"sheet-{section.id}", self.tr.content(section.title), 4, blocks=tuple(blocks))

    def _head(self, question: Question) -> str:
        return f"{self.p.numbers.get(question.id, question.id)} {self.p.words.question(question.id)}"

    def _question(self, question: Question) -> Iterator[Block]:
        answer = self.p.assessment.answers.get(question.id)
        head = self._head(question)
        if question.options or question.type == "boolean":
            yield Bullets(tuple(self._boxes(question, answer)), label=head, kind="boxes")
            return
        if answer is not None and answer.given and question.multiline:
            yield Prose(str(answer.value), label=head)
            return
        said: tuple[Spans, ...] = (self.p.value(question, answer),) if answer is not None and answer.given else ()
        space = said or (plain(_LINE),) * (_LINES if question.multiline else 1)
        yield Bullets((*space, self._unknown(answer)), label=head, kind="boxes")

    def _boxes(self, question: Question, answer: Answer | None) -> Iterator[Spans]:
        """A box for each option, ticked where it is chosen; an answer that no tick can show stands behind them."""
        value = answer.value if answer is not None and answer.given else None
        chosen: set[str | bool] = {value} if isinstance(value, (str, bool)) else set()
        if isinstance(value, tuple):
            chosen = {one for one in value if isinstance(one, str)} or {_NONE}
        for key, text, name in self._options(question):
            yield (Run(f"{_box(key in chosen)} {text} "), Run(name, "code"))
        if value is not None and not chosen:
            yield self.p.value(question, answer)
        yield self._unknown(answer)

    def _options(self, field: Question | Column) -> Iterator[tuple[str | bool, str, str]]:
        """Value, words and word to answer with, of each option; of a list of choices also that it is none of them."""
        if field.type == "boolean":
            yield from ((True, self.tr(N_("Yes")), "true"), (False, self.tr(N_("No")), "false"))
        for option in field.options:
            yield option.id, self.tr.content(option.text, field.id, option.id), option.id
        if field.options and field.type == "choices":
            none = self.tr(N_("none"))
            yield _NONE, none[:1].upper() + none[1:], _NONE

    def _unknown(self, answer: Answer | None) -> Spans:
        ticked = answer is not None and answer.state is State.UNKNOWN
        return (Run(f"{_box(ticked)} {self.tr(N_('I don’t know'))} "), Run("unknown", "code"))

    # --- tables -------------------------------------------------------------------------------------------------------

    def _table(self, question: Question, section: Section) -> Iterator[Block]:
        """The columns that a section asks, with their options; then each row on file, and one to fill in."""
        asked = [
            column
            for column in question.columns
            if (column.section or question.section) == section.id and self._may_be_asked(question, column)
        ]
        if not asked:
            return
        columns = tuple(self._column(column) for column in asked)
        yield Bullets(columns, label=self._head(question), kind="reasons")
        rows = self.p.assessment.rows(question.id)
        for row in rows:
            items = [self._cell(question, row, one) for one in asked if self.p.asked_cell(question.id, row, one.id)]
            if items:
                name = shortened(self.p.words.row(question.id, row.id), 80)
                yield Bullets(tuple(items), label=f"{name}{self.tr.in_brackets(row.id)}", kind="boxes")
        if question.section == section.id:
            label = self.tr(N_("One more; copy it as often as needed"))
            yield Bullets(tuple(self._line(question, column) for column in asked), label=label, kind="boxes")

    def _may_be_asked(self, question: Question, column: Column) -> bool:
        """Whether a row can have it: of some row on file it is asked, or of one in which nothing is answered yet."""
        rows = (*self.p.assessment.rows(question.id), Row("", {}))
        return any(self.p.evaluator.visible_cell(question.id, row, column.id).truth is not NO for row in rows)

    def _column(self, column: Column) -> Spans:
        spans: list[Span] = [Run(f"{self.p.words.asked(column)} "), Run(column.id, "code")]
        if column.type != "boolean":
            for index, (_, text, name) in enumerate(self._options(column)):
                sign = self.tr.colon if index == 0 else self.tr.semicolon
                spans += [Run(f"{sign}{text} "), Run(name, "code")]
        return tuple(spans)

    def _cell(self, question: Question, row: Row, column: Column) -> Spans:
        cell = row.cells.get(column.id)
        if cell is None:
            return self._line(question, column)
        return (Run(led_in(self.p.words.label(question.id, column.id), self.tr)), *self.p.value(column, cell))

    def _line(self, question: Question, column: Column) -> Spans:
        return plain(f"{led_in(self.p.words.label(question.id, column.id), self.tr)}{_SHORT_LINE}")


def _box(ticked: bool) -> str:
    return "☑" if ticked else "☐"

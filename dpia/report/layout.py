"""The parts of the report that the content describes (`core/report.yaml`): what people answered, laid out as told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from dpia.assessment.model import Row
from dpia.content.report_layout import (
    Answers,
    Boxes,
    BuiltIn,
    BuiltInBlock,
    Chart,
    EachRow,
    Flow,
    JoinedRows,
    LayoutBlock,
    LayoutColumn,
    LayoutPart,
    LayoutTable,
    Lead,
    Overruled,
    Power,
    Say,
    SayBy,
    SectionAnswers,
    SideBySide,
    Storage,
    TableRows,
    Timeline,
)
from dpia.engine.truth import NO
from dpia.i18n_marks import N_
from dpia.report.charts import ladder_chart, risk_map
from dpia.report.components import CELL, Components, per_cent, plain, shortened, uncaptioned
from dpia.report.diagrams import flow_chart, power_map, storage_chart
from dpia.report.model import Block, Bullets, Card, Para, ReportSection, Run, Span, Spans, Table, TableRow
from dpia.report.pieces import led_in
from dpia.report.side_by_side import side_by_side
from dpia.report.timeline import timeline_chart

_ANSWER = 170
"""Characters of an answer behind a sentence of ours, in an edition of a few pages."""

_IN_A_HUNDREDTH = 14
"""Characters of a text that a cell holds for each hundredth of the page that is its: a dozen lines, or a bit more."""

MakePart = Callable[[], ReportSection | None]
MakeBlocks = Callable[[], list[Block]]


class Parts:
    """Makes parts by id: those that the content describes, and those that are built in."""

    def __init__(
        self,
        components: Components,
        parts: Mapping[str, MakePart],
        blocks: Mapping[BuiltInBlock, MakeBlocks],
        day_of_answers: str,
        open_here: Callable[[Iterable[str]], list[Block]] | None = None,
    ) -> None:
        """`day_of_answers`: ISO date of the last change of the file.

        `open_here`: what is open of some questions, for an edition that names it where it would stand.
        """
        self.p = components
        self._open_of = open_here
        self.tr = components.tr
        self._parts = parts
        self._blocks = blocks
        self._day_of_answers = day_of_answers

    def make(self, names: Iterable[str], level: int = 2) -> list[ReportSection]:
        """The parts that have something to print, in order."""
        made = [self._part(name, level) for name in names]
        return [replace(one, level=level) for one in made if one is not None and (one.blocks or one.sections)]

    def _part(self, name: str, level: int) -> ReportSection | None:
        if name in self._parts:
            return self._parts[name]()
        part = self.p.layout.part(name)
        if part is None:
            return None
        title, empty = self.tr.content(part.title), set[str]()
        blocks = [made for block in part.blocks for made in (*self._block(block, part, empty), *self.p.in_full())]
        blocks += [*self.p.not_answered(), *self._open_here(part)]
        if part.otherwise and not blocks:
            blocks = [Para(plain(self.tr.content(part.otherwise)))]
        return ReportSection(
            part.id,
            title,
            level,
            blocks=uncaptioned(blocks, title),
            sections=tuple(self.make(part.parts, level + 1)),
            kind="page" if part.new_page else "",
        )

    def _open_here(self, part: LayoutPart) -> list[Block]:
        """What is open of the questions of a part, where the edition names it at its place."""
        if self._open_of is None:
            return []
        names: list[str] = []
        for block in part.blocks:
            match block:
                case Answers():
                    names += block.answers
                case SectionAnswers():
                    asked = self.p.pack.section_questions(block.section)
                    names += [one.id for one in asked if one.type != "table" and one.id not in block.except_]
                case TableRows():
                    table = self.p.layout.table(block.table)
                    names += [table.question] if table is not None else []
                case SideBySide():
                    names.append(block.side_by_side)
                case _:
                    pass
        return self._open_of(dict.fromkeys(names))

    def _block(self, block: LayoutBlock, part: LayoutPart, empty: set[str]) -> list[Block]:
        """What a block prints. `empty`: tables of which the part has said already that they have no rows."""
        p, title = self.p, self.tr.content(getattr(block, "title", "") or part.title)
        match block:
            case Lead():
                return [p.note(self.tr.content(block.lead))]
            case Say():
                return self._say(block)
            case SayBy():
                return self._say_by(block)
            case Answers():
                return p.answers(title, block.answers)
            case SectionAnswers():
                asked = [question.id for question in p.pack.section_questions(block.section)]
                return p.answers(title, [name for name in asked if name not in {*block.except_, *p.summed_up}])
            case TableRows():
                table = p.layout.table(block.table)
                return self._table(table, empty) if table is not None else []
            case SideBySide():
                return self._side_by_side(block, title, empty)
            case EachRow():
                return self._each_row(block, title)
            case Overruled():
                return self._overruled(block, title)
            case Chart():
                return self._chart(block)
            case Flow():
                flow = flow_chart(p, block, self.tr.content(block.title))
                return [flow] if flow is not None else []
            case Power():
                power = power_map(p, block, self.tr.content(block.title))
                return [power] if power is not None else []
            case Storage():
                stored = storage_chart(p, block, self.tr.content(block.title))
                return [stored] if stored is not None else []
            case Timeline():
                timeline = timeline_chart(p, block, self.tr.content(block.title), self._day_of_answers)
                return [timeline] if timeline is not None else []
            case Boxes():
                return self._boxes(block)
            case BuiltIn():
                return self._blocks[block.built_in]()

    def _boxes(self, block: Boxes) -> list[Block]:
        texts = [self.tr.content(text) for text in block.boxes]
        if block.rows is not None:
            names = [shortened(self.p.words.row(block.rows, row.id), 80) for row in self.p.rows(block.rows)]
            texts = [text.replace("{row}", name) for text in texts for name in names]
        label = self.tr.content(block.title) if block.title else ""
        return [Bullets(tuple(plain(f"☐ {text}") for text in texts), label=label, kind="boxes")] if texts else []

    def _say(self, block: Say) -> list[Block]:
        """Our sentence with the answer; what is said in its place where there is none, or where it is confidential."""
        said, unknown = self.tr.content(block.say), self.tr.content(block.unknown)
        if block.rows is not None and not self.p.rows(block.rows):
            return [Para(plain(unknown))] if unknown else []
        if block.answer is None:
            return [Para(plain(said))]
        answer = self.p.given(block.answer) if self.p.asked(block.answer) else ""
        if not answer:
            return [Para(plain(unknown))] if unknown else []
        most = _ANSWER if self.p.short else CELL
        spans: list[Span] = [Run(f"{said}{self.tr.blank}"), Run(shortened(answer, most), "strong")]
        if len(answer) > most:
            cut = self.tr(N_("A text is cut here. Ask us for the whole of it."))
            spans.append(Run(f"{self.tr.blank}{cut}", "quiet"))
        return [Para(tuple(spans))]

    def _say_by(self, block: SayBy) -> list[Block]:
        """The sentence that goes by the outcome or the option."""
        answer = self.p.assessment.answers.get(block.say_by)
        key = ""
        if answer is not None and answer.given and self.p.asked(block.say_by):
            key = {True: "yes", False: "no"}[answer.value] if isinstance(answer.value, bool) else str(answer.value)
        if block.say_by == "outcome":
            key = self.p.evaluation.outcome
        said = block.says.get(key, block.otherwise)
        return [Para(plain(self.tr.content(said)))] if said else []

    # --- tables -----------------------------------------------------------------------------------------------------

    def _no_rows(self, table: str, empty: set[str]) -> list[Block]:
        """A sentence in place of a table without rows, once in each part."""
        said = self.p.no_rows(table)
        if said is None or table in empty:
            return []
        empty.add(table)
        return [said]

    def _table(self, table: LayoutTable, empty: set[str]) -> list[Block]:
        p, rows = self.p, self.p.rows(table.question, table.ordered_by)
        if rows and table.rest_of is not None:
            rows = tuple(row for row in rows if row.id not in self._joined_rows(table.rest_of))
            if not rows:
                return []
        known = [one for one in table.columns if p.may_print(p.pack.columns.get((table.question, one.column)))]
        if not rows or not known:
            return self._no_rows(table.question, empty)
        shown = [one for index, one in enumerate(known) if index == 0 or self._is_shown(table, one, rows)]
        joined = table.joined if table.joined is not None and p.rows(table.joined.question) else None
        head = [self.tr.content(one.title) or p.words.label(table.question, one.column) for one in shown]
        others = [one.width for one in (table.numbers, joined) if one is not None]
        whole = sum(others) + sum(one.width for one in shown)
        room = {one.column: min(CELL, _IN_A_HUNDREDTH * 100 * one.width // whole) for one in shown}
        body = [TableRow(tuple(self._cell(table, row, one, room[one.column]) for one in shown)) for row in rows]
        for row in rows:
            for one in shown:
                also = [one.mark, *one.below]
                for name in (one.column, one.unit, *(beside.column for beside in also if beside is not None)):
                    p.printing(table.question, row.id, name)
        widths = [one.width for one in shown]
        if (numbers := table.numbers) is not None:
            head.insert(0, self.tr(N_("No.")))
            widths.insert(0, numbers.width)
            body = [
                TableRow((plain(f"{numbers.letter}{number}"), *row.cells), anchor=f"{numbers.anchor}-{number}")
                for number, row in enumerate(body, start=1)
            ]
        if joined is not None:
            head.append(self.tr.content(joined.title))
            widths.append(joined.width)
            body = [
                replace(one, cells=(*one.cells, self._joined(joined, row))) for one, row in zip(body, rows, strict=True)
            ]
        caption, anchor = self.tr.content(table.title), p.anchor(table.question)
        made = Table(caption, tuple(head), tuple(body), per_cent(widths), "compact", anchor)
        fitting = p.fitting(made.rows, made.widths)
        return [replace(made, rows=made.rows[:fitting]), *p.said_short(len(rows) - fitting)]

    def _joined_rows(self, table: str) -> set[str]:
        """The rows of another table that a table prints beside its own."""
        layout = self.p.layout.table(table)
        if layout is None or layout.joined is None:
            return set()
        own = self.p.rows(layout.question)
        return {row.id for one in own for row in self._naming(layout.joined, one)}

    def _naming(self, joined: JoinedRows, row: Row) -> list[Row]:
        """The rows that name a row."""
        found = []
        for other in self.p.rows(joined.question):
            cell = other.cells.get(joined.by)
            named = cell.value if cell is not None and cell.given else ()
            if row.id == named or (isinstance(named, tuple) and row.id in named):
                found.append(other)
        return found

    def _joined(self, joined: JoinedRows, row: Row) -> Spans:
        p, spans = self.p, list[Span]()
        for other in self._naming(joined, row):
            for index, name in enumerate(joined.columns):
                spans += [Run(self.tr.semicolon if index else "\n")] if spans else []
                spans += [Run(led_in(p.words.label(joined.question, name), self.tr), "quiet")] if index else []
                spans += p.cell(joined.question, other, name)
                p.printing(joined.question, other.id, name)
        p.anchor(joined.question)
        return tuple(spans) or (Run("–", "quiet"),)

    def _is_shown(self, table: LayoutTable, column: LayoutColumn, rows: Iterable[Row]) -> bool:
        source = self.p.pack.columns[table.question, column.column].options_from
        if column.if_several and source is not None and len(self.p.assessment.rows(source)) < 2:
            return False
        return any(self.p.asked_cell(table.question, row, column.column) for row in rows)

    def _cell(self, table: LayoutTable, row: Row, shown: LayoutColumn, most: int) -> Spans:
        """The answer of a row in a column, with what stands beside it in the same cell; of texts `most` characters."""
        p, name = self.p, table.question
        spans: list[Span] = [*p.cell(name, row, shown.column, most)]
        if shown.unit is not None and (words := p.unit(name, row, shown.column, shown.unit)):
            spans.append(Run(words))
        if shown.mark is not None:
            marked = row.cells.get(shown.mark.column)
            if marked is not None and marked.value is True:
                spans.append(Run(self.tr.in_brackets(self.tr.content(shown.mark.text)), "strong"))
        for below in shown.below:
            lead = Run(f"{self.tr.content(below.text)}{self.tr.blank}", "quiet")
            if row.cells.get(below.column) is not None and p.asked_cell(name, row, below.column):
                spans += [Run("\n"), lead, *p.cell(name, row, below.column, most)]
            elif self._names(table, row, below.column):
                spans += [Run("\n"), lead, Run(shortened(p.words.row(name, row.id), most))]
        return tuple(spans)

    def _names(self, table: LayoutTable, row: Row, column: str) -> bool:
        """Whether a column that is asked no more of a row names it all the same, as in pictures and findings."""
        named = self.p.words.label_column(self.p.pack.questions[table.question], row)
        return named is not None and named.id == column and not self.p.public

    def _side_by_side(self, block: SideBySide, title: str, empty: set[str]) -> list[Block]:
        p, table = self.p, block.side_by_side
        if said := self._no_rows(table, empty):
            return said
        rows = [row for row in p.assessment.rows(table) if p.evaluator.considered(table, row).truth is not NO]
        columns = [(name, p.words.label(table, name)) for name in block.columns if (table, name) in p.pack.columns]
        return side_by_side(p, title, table, columns, rows)

    def _each_row(self, block: EachRow, title: str) -> list[Block]:
        p, table = self.p, block.each_row
        pairs = [
            (p.words.row(table, row.id), p.cell(table, row, block.column))
            for row in p.assessment.rows(table)
            if (table, block.column) in p.pack.columns and row.cells.get(block.column) is not None
        ]
        for row in p.assessment.rows(table):
            p.printing(table, row.id, block.column)
        return p.pairs(title, pairs)

    def _overruled(self, block: Overruled, title: str) -> list[Block]:
        """Advice that was not followed stands out: what was said, and what became of it."""
        p, table = self.p, block.overruled
        items: list[Spans] = []
        for row in p.rows(table):
            option, view = p.option(table, row, block.column), row.cells.get(block.view)
            if option is None or not option.overruled:
                continue
            silent = view is None or not view.given
            words = self.tr.content(block.without_view) if silent else p.words.answer(table, row.id, block.view)
            name = Run(f"{p.words.row(table, row.id)}{self.tr.colon}", "strong")
            said = Run(f"{words}{self.tr.blank}")
            items.append((name, said, *p.cell(table, row, block.column), *self._because(block, row)))
        return [Card(title, (Bullets(tuple(items)),), "warning")] if items else []

    def _because(self, block: Overruled, row: Row) -> Spans:
        """Why the advice was not followed, where that is said."""
        reason = row.cells.get(block.reason) if block.reason is not None else None
        if block.reason is None or reason is None or not reason.given:
            return ()
        self.p.printing(block.overruled, row.id, block.reason)
        label = self.p.words.label(block.overruled, block.reason)
        lead = Run(f"{label}{self.tr.colon}", "strong")
        return (Run(self.tr.full_stop), lead, Run(self.p.words.answer(block.overruled, row.id, block.reason)))

    # --- pictures ---------------------------------------------------------------------------------------------------

    def _chart(self, block: Chart) -> list[Block]:
        chart = ladder_chart(self.p) if block.chart == "alternatives" else risk_map(self.p)
        if chart is None:
            return []
        return [*([self.p.note(self.tr.content(block.note))] if block.note else []), chart]

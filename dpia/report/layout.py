"""The parts of the report that the content describes (`core/report.yaml`): what people answered, laid out as told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from dpia.assessment.model import Row
from dpia.content.report_layout import (
    Answers,
    BuiltIn,
    BuiltInBlock,
    Chart,
    EachRow,
    LayoutBlock,
    LayoutColumn,
    LayoutPart,
    LayoutTable,
    Lead,
    Overruled,
    SectionAnswers,
    SideBySide,
    TableRows,
)
from dpia.engine.truth import NO
from dpia.i18n_marks import N_
from dpia.report.charts import ladder_chart, risk_maps
from dpia.report.components import Components, per_cent, plain, uncaptioned
from dpia.report.model import Block, Bullets, Card, ReportSection, Run, Span, Spans, Table, TableRow

MakePart = Callable[[], ReportSection | None]
MakeBlocks = Callable[[], list[Block]]


class Parts:
    """Makes parts by id: those that the content describes, and those that are built in."""

    def __init__(
        self, components: Components, parts: Mapping[str, MakePart], blocks: Mapping[BuiltInBlock, MakeBlocks]
    ) -> None:
        self.p = components
        self.tr = components.tr
        self._parts = parts
        self._blocks = blocks

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
        blocks = [made for block in part.blocks for made in self._block(block, part, empty)]
        return ReportSection(
            part.id,
            title,
            level,
            blocks=uncaptioned(blocks, title),
            sections=tuple(self.make(part.parts, level + 1)),
            kind="page" if part.new_page else "",
        )

    def _block(self, block: LayoutBlock, part: LayoutPart, empty: set[str]) -> list[Block]:
        """What a block prints. `empty`: tables of which the part has said already that they have no rows."""
        p, title = self.p, self.tr.content(getattr(block, "title", "") or part.title)
        match block:
            case Lead():
                return [p.note(self.tr.content(block.lead))]
            case Answers():
                return p.answers(title, block.answers)
            case SectionAnswers():
                asked = [question.id for question in p.pack.section_questions(block.section)]
                return p.answers(title, [name for name in asked if name not in block.except_])
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
            case BuiltIn():
                return self._blocks[block.built_in]()

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
        known = [one for one in table.columns if (table.question, one.column) in p.pack.columns]
        if not rows or not known:
            return self._no_rows(table.question, empty)
        shown = [one for index, one in enumerate(known) if index == 0 or self._is_shown(table, one, rows)]
        body = [TableRow(tuple(self._cell(table, row, one) for one in shown)) for row in rows]
        head = [self.tr.content(one.title) or p.words.label(table.question, one.column) for one in shown]
        widths = [one.width for one in shown]
        if (numbers := table.numbers) is not None:
            head.insert(0, self.tr(N_("No.")))
            widths.insert(0, numbers.width)
            body = [
                TableRow((plain(f"{numbers.letter}{number}"), *row.cells), anchor=f"{numbers.anchor}-{number}")
                for number, row in enumerate(body, start=1)
            ]
        return [Table(self.tr.content(table.title), tuple(head), tuple(body), per_cent(widths))]

    def _is_shown(self, table: LayoutTable, column: LayoutColumn, rows: Iterable[Row]) -> bool:
        source = self.p.pack.columns[table.question, column.column].options_from
        if column.if_several and source is not None and len(self.p.assessment.rows(source)) < 2:
            return False
        return any(self.p.asked_cell(table.question, row, column.column) for row in rows)

    def _cell(self, table: LayoutTable, row: Row, shown: LayoutColumn) -> Spans:
        """The answer of a row in a column, with what stands beside it in the same cell."""
        p, name = self.p, table.question
        spans: list[Span] = [*p.cell(name, row, shown.column)]
        number, unit = row.cells.get(shown.column), row.cells.get(shown.unit or "")
        if number is not None and number.given and unit is not None and unit.given:
            spans.append(Run(f" {p.words.answer(name, row.id, shown.unit)}"))
        if shown.mark is not None:
            marked = row.cells.get(shown.mark.column)
            if marked is not None and marked.value is True:
                spans.append(Run(f" ({self.tr.content(shown.mark.text)})", "strong"))
        below = shown.below
        if below is not None and row.cells.get(below.column) is not None and p.asked_cell(name, row, below.column):
            lead = Run(f"{self.tr.content(below.text)} ", "quiet")
            spans += [Run("\n"), lead, *p.cell(name, row, below.column)]
        return tuple(spans)

    def _side_by_side(self, block: SideBySide, title: str, empty: set[str]) -> list[Block]:
        p, table = self.p, block.side_by_side
        if said := self._no_rows(table, empty):
            return said
        rows = [row for row in p.assessment.rows(table) if p.evaluator.considered(table, row).truth is not NO]
        columns = [(name, p.words.label(table, name)) for name in block.columns if (table, name) in p.pack.columns]
        return p.side_by_side(title, table, columns, rows)

    def _each_row(self, block: EachRow, title: str) -> list[Block]:
        p, table = self.p, block.each_row
        pairs = [
            (p.words.row(table, row.id), p.cell(table, row, block.column))
            for row in p.assessment.rows(table)
            if (table, block.column) in p.pack.columns and row.cells.get(block.column) is not None
        ]
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
            name = Run(f"{p.words.row(table, row.id)}: ", "strong")
            items.append((name, Run(f"{words} "), *p.cell(table, row, block.column)))
        return [Card(title, (Bullets(tuple(items)),), "warning")] if items else []

    # --- pictures ---------------------------------------------------------------------------------------------------

    def _chart(self, block: Chart) -> list[Block]:
        chart = ladder_chart(self.p) if block.chart == "alternatives" else risk_maps(self.p)
        if chart is None:
            return []
        return [*([self.p.note(self.tr.content(block.note))] if block.note else []), chart]

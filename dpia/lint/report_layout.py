"""The layout of the report (`core/report.yaml`): it names what is there, and nothing is left without a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from dpia.content.names import LADDER, NEEDED, RISKS
from dpia.content.report_layout import (
    BUILT_IN_PARTS,
    Answers,
    Boxes,
    Chart,
    EachRow,
    Flow,
    LayoutBlock,
    LayoutPart,
    LayoutTable,
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
from dpia.content.rule import Outcome
from dpia.errors import Problem
from dpia.lint import references
from dpia.lint.places import Path_
from dpia.lint.subject import Subject

_REPORT = ("report", "report")
"""Kind and id of `core/report.yaml`, which has none of its own."""

_TASKS = "tasks"
"""The part with the duties that follow, of which the line of days is a picture."""

_FULL = "full"
"""The edition that must print everything."""


def named_things(subject: Subject) -> Iterator[Problem]:
    """Questions, columns, tables, sections and parts that the layout names, and what they need to be printed."""
    yield from _Reading(subject).named_things()


def unprinted(subject: Subject) -> Iterator[Problem]:
    """What is described is printed by some edition; the full one prints each section, table and answer."""
    yield from _Reading(subject).unprinted()


class _Reading:
    """The checks of `core/report.yaml`."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.pack = subject.pack
        self.layout = subject.pack.content.report

    def named_things(self) -> Iterator[Problem]:
        yield from self._ids()
        for index, table in enumerate(self.layout.tables):
            yield from self._table(table, ("tables", index))
        for index, part in enumerate(self.layout.parts):
            yield from self._part(part, ("parts", index))
        yield from self._editions()

    def _say(self, code: str, message: str, path: Path_, hint: str = "", **params: object) -> Problem:
        return self.subject.problem(_REPORT, path, code, message, hint, **params)

    def _unknown(self, path: Path_, kind: str, name: str, known: Iterable[str]) -> Problem:
        return self.subject.unknown(_REPORT, path, kind, name, known)

    def _ids(self) -> Iterator[Problem]:
        for key, items in (("parts", self.layout.parts), ("tables", self.layout.tables)):
            for name, count in Counter(item.id for item in items).items():
                if count > 1:
                    yield self._say(
                        "duplicate-id", "The id {name} is used {count} times.", (key,), name=name, count=count
                    )
        for index, part in enumerate(self.layout.parts):
            if part.id in BUILT_IN_PARTS:
                message = "“{name}” is a part that the program makes; call this one otherwise."
                yield self._say("duplicate-id", message, ("parts", index, "id"), name=part.id)

    # --- tables -----------------------------------------------------------------------------------------------------

    def _table(self, table: LayoutTable, path: Path_) -> Iterator[Problem]:
        yield from self._is_table(table.question, (*path, "question"))
        if table.ordered_by is not None:
            yield from self._column(table.question, table.ordered_by, (*path, "ordered_by"), type_="choice")
        for index, shown in enumerate(table.columns):
            place = (*path, "columns", index)
            yield from self._column(table.question, shown.column, (*place, "column"), headed=not shown.title)
            if shown.unit is not None:
                yield from self._column(table.question, shown.unit, (*place, "unit"))
            if shown.mark is not None:
                yield from self._column(table.question, shown.mark.column, (*place, "mark", "column"), type_="boolean")
            for number, below in enumerate(shown.below):
                yield from self._column(table.question, below.column, (*place, "below", number, "column"))
            column = self.pack.columns.get((table.question, shown.column))
            if shown.if_several and column is not None and column.options_from is None:
                message = "“{name}” has options of its own, so there is no table that could have several rows."
                yield self._say("no-rows", message, (*place, "if_several"), name=shown.column)

        if (joined := table.joined) is not None:
            yield from self._is_table(joined.question, (*path, "joined", "question"))
            for name in (joined.by, *joined.columns):
                yield from self._column(joined.question, name, (*path, "joined", "columns"))
        if table.rest_of is not None:
            other = self.layout.table(table.rest_of)
            if other is None or other.joined is None or other.joined.question != table.question:
                message = "“{name}” joins no rows of this table, so there is no rest of them."
                yield self._say("unknown-table", message, (*path, "rest_of"), name=table.rest_of)

    def _is_table(self, name: str, path: Path_) -> Iterator[Problem]:
        question = self.pack.questions.get(name)
        if question is None:
            yield self._unknown(path, "question", name, self.pack.questions)
        elif question.type != "table":
            yield self._say("unknown-table", "“{name}” is not a table.", path, name=name)

    def _column(
        self, table: str, name: str, path: Path_, *, type_: str = "", headed: bool = False
    ) -> Iterator[Problem]:
        """A column is there, of the type that is needed, and with a short name where one stands at its head."""
        question = self.pack.questions.get(table)
        if question is None:
            return
        column = question.column(name)
        if column is None:
            yield self._unknown(path, "column", name, (one.id for one in question.columns))
        elif type_ and column.type != type_:
            message = "“{name}” is a {found} and must be a {type} here."
            yield self._say("wrong-type", message, path, name=name, found=column.type, type=type_)
        elif headed and not column.short:
            message = "“{name}” has no short name to stand at its head."
            yield self._say("no-short", message, path, "Give the column `short`, or this one `title`.", name=name)

    # --- parts ------------------------------------------------------------------------------------------------------

    def _part(self, part: LayoutPart, path: Path_) -> Iterator[Problem]:
        for index, block in enumerate(part.blocks):
            yield from self._block(block, part, (*path, "blocks", index))
        for index, name in enumerate(part.parts):
            yield from self._named(name, (*path, "parts", index))

    def _named(self, name: str, path: Path_) -> Iterator[Problem]:
        known = (*BUILT_IN_PARTS, *(part.id for part in self.layout.parts))
        if name not in known:
            yield self._unknown(path, "part", name, known)

    def _block(self, block: LayoutBlock, part: LayoutPart, path: Path_) -> Iterator[Problem]:
        match block:
            case Say():
                if block.answer is not None:
                    yield from self._answer(block.answer, (*path, "answer"))
                if block.rows is not None:
                    yield from self._is_table(block.rows, (*path, "rows"))
            case Boxes():
                if block.rows is not None:
                    yield from self._is_table(block.rows, (*path, "rows"))
                for index, text in enumerate(block.boxes):
                    if ("{row}" in text) != (block.rows is not None):
                        message = "A box for each row of a table names it with {{row}}, and no other box does."
                        yield self._say("placeholder", message, (*path, "boxes", index))
            case SayBy():
                yield from self._said_by(block, path)
            case Answers():
                for index, name in enumerate(block.answers):
                    yield from self._answer(name, (*path, "answers", index))
            case SectionAnswers():
                asked = [question.id for question in self.pack.section_questions(block.section)]
                sections = [section.id for section in self.pack.sections]
                if block.section not in sections:
                    yield self._unknown((*path, "section"), "section", block.section, sections)
                for index, name in enumerate(block.except_):
                    if name not in asked:
                        yield self._unknown((*path, "except", index), "question", name, asked)
            case TableRows():
                if self.layout.table(block.table) is None:
                    known = [table.id for table in self.layout.tables]
                    yield self._unknown((*path, "table"), "table", block.table, known)
            case SideBySide():
                yield from self._is_table(block.side_by_side, (*path, "side_by_side"))
                for index, name in enumerate(block.columns):
                    yield from self._column(block.side_by_side, name, (*path, "columns", index), headed=True)
            case EachRow():
                yield from self._is_table(block.each_row, (*path, "each_row"))
                yield from self._column(block.each_row, block.column, (*path, "column"))
            case Overruled():
                yield from self._is_table(block.overruled, (*path, "overruled"))
                yield from self._column(block.overruled, block.column, (*path, "column"), type_="choice")
                yield from self._column(block.overruled, block.view, (*path, "view"), type_="text")
                if block.reason is not None:
                    yield from self._column(block.overruled, block.reason, (*path, "reason"), type_="text")
            case Chart():
                yield from self._chart(block, part, path)
            case Flow():
                for index, lane in enumerate(block.flow):
                    if lane.table is not None:
                        yield from self._is_table(lane.table, (*path, "flow", index, "table"))
                    if lane.answer is not None:
                        yield from self._answer(lane.answer, (*path, "flow", index, "answer"))
            case Power():
                yield from self._is_table(block.power, (*path, "power"))
                yield from self._column(block.power, block.depends, (*path, "depends"), headed=True)
                yield from self._column(block.power, block.free, (*path, "free"), type_="boolean")
            case Storage():
                yield from self._is_table(block.storage, (*path, "storage"))
                yield from self._column(block.storage, block.kept, (*path, "kept"), type_="number")
                yield from self._column(block.storage, block.unit, (*path, "unit"), type_="choice")
            case Timeline():
                yield from self._timeline(block, part, path)

    def _said_by(self, block: SayBy, path: Path_) -> Iterator[Problem]:
        """Sentences go by outcomes, or by options that there are."""
        known: Iterable[str] = [outcome for part in get_args(Outcome) for outcome in (get_args(part) or (part,))]
        if block.say_by != "outcome":
            yield from self._answer(block.say_by, (*path, "say_by"))
            question = self.pack.questions.get(block.say_by)
            known = ["yes", "no"]
            if question is not None and question.type != "boolean":
                known = [option.id for option in question.options]
        for name in block.says:
            if name not in known:
                yield self._unknown((*path, "says", name), "option", name, known)

    def _answer(self, name: str, path: Path_) -> Iterator[Problem]:
        question = self.pack.questions.get(name)
        if question is None:
            yield self._unknown(path, "question", name, self.pack.questions)
        elif question.type == "table":
            message = "“{name}” is a table: describe it under `tables`, and write `table` here."
            yield self._say("wrong-type", message, path, name=name)

    def _chart(self, chart: Chart, part: LayoutPart, path: Path_) -> Iterator[Problem]:
        """A picture never stands alone: who cannot see it reads the table, by whose numbers it names risks."""
        wanted = LADDER if chart.chart == "alternatives" else RISKS
        tables = [self.layout.table(block.table) for block in part.blocks if isinstance(block, TableRows)]
        beside = [table for table in tables if table is not None and table.question == wanted]
        if not beside:
            message = "No table of “{name}” stands beside the picture, for those who cannot see it."
            yield self._say("chart-alone", message, path, name=wanted)
        elif chart.chart == "risks" and not any(table.numbers for table in beside):
            message = "The picture names risks by their numbers, and no table of this part has `numbers`."
            yield self._say("chart-alone", message, path)

    def _timeline(self, block: Timeline, part: LayoutPart, path: Path_) -> Iterator[Problem]:
        """The day of the start is a date, and the tasks stand below the picture: it shows some of them."""
        question = self.pack.questions.get(block.timeline)
        yield from self._answer(block.timeline, (*path, "timeline"))
        if question is not None and question.type not in ("date", "table"):
            message = "“{name}” is a {found} and must be a {type} here."
            yield self._say(
                "wrong-type", message, (*path, "timeline"), name=question.id, found=question.type, type="date"
            )
        if _TASKS not in part.parts:
            message = "“{name}” does not stand below the picture, for those who cannot see it."
            yield self._say("chart-alone", message, path, name=_TASKS)

    # --- editions ---------------------------------------------------------------------------------------------------

    def _editions(self) -> Iterator[Problem]:
        for name, edition in self.layout.editions.items():
            path = ("editions", name)
            if edition.under is not None:
                yield from references.regime(self.subject, edition.under, _REPORT, (*path, "under"))
            for index, fact in enumerate(edition.cover):
                if "." not in fact:
                    continue
                yield from self._answer(fact, (*path, "cover", index))
                question = self.pack.questions.get(fact)
                if question is not None and not question.short:
                    message = "“{name}” has no short name for the cover."
                    yield self._say("no-short", message, (*path, "cover", index), "Give it `short`.", name=fact)
            for key, parts in (
                ("parts", edition.parts), ("annexes", edition.annexes), ("on_request", edition.on_request)
            ):  # fmt: skip
                for index, part in enumerate(parts):
                    yield from self._named(part, (*path, key, index))
            for part, count in Counter(self._printed((*edition.parts, *edition.annexes, *edition.on_request))).items():
                if count > 1:
                    message = "The edition prints “{name}” {count} times; what leads to it would not know where."
                    yield self._say("printed-twice", message, path, name=part, count=count)

    def _printed(self, names: Iterable[str], above: tuple[str, ...] = ()) -> Iterator[str]:
        """All parts of an edition, with those below them; a part below itself is counted and not followed."""
        for name in names:
            yield name
            part = self.layout.part(name)
            if part is not None and name not in above:
                yield from self._printed(part.parts, (*above, name))

    def unprinted(self) -> Iterator[Problem]:
        """What is described is printed by some edition; the full one prints each section, table and answer."""
        printed = {
            name
            for one in self.layout.editions.values()
            for name in self._printed((*one.parts, *one.annexes, *one.on_request))
        }
        for index, part in enumerate(self.layout.parts):
            if part.id not in printed:
                yield self._say("unprinted", "No edition prints the part “{name}”.", ("parts", index), name=part.id)
        named = {block.table for part in self.layout.parts for block in part.blocks if isinstance(block, TableRows)}
        for index, table in enumerate(self.layout.tables):
            if table.id not in named:
                yield self._say("unprinted", "No part prints the table “{name}”.", ("tables", index), name=table.id)
        blocks = [block for _, block in self.layout.blocks(_FULL)]
        sections = {block.section for block in blocks if isinstance(block, SectionAnswers)}
        for section in self.pack.sections:
            if section.id not in sections:
                message = "The full edition prints the answers of the section “{name}” nowhere."
                yield self._say(
                    "unprinted", message, ("editions", _FULL), "Write {{section: {name}}} in a part.", name=section.id
                )
        answers = self._answers(blocks)
        for question in self.pack.content.questions:
            if question.id not in answers and question.section in sections:
                message = "The full edition prints the answer to “{name}” nowhere."
                yield self._say("unprinted", message, ("editions", _FULL), name=question.id)

    def _answers(self, blocks: Iterable[LayoutBlock]) -> set[str]:
        """The questions that the full edition prints: by its blocks, on its cover, or where the program does."""
        found = {needed.id for needed in NEEDED if needed.kind == "question" and needed.type != "table"}
        found |= {name for name in self.layout.editions[_FULL].cover if "." in name}
        for block in blocks:
            match block:
                case Answers():
                    found |= set(block.answers)
                case SectionAnswers():
                    asked = self.pack.section_questions(block.section)
                    found |= {one.id for one in asked if one.type != "table" and one.id not in block.except_}
                case TableRows():
                    table = self.layout.table(block.table)
                    found |= {table.question} if table is not None else set()
                case SideBySide():
                    found.add(block.side_by_side)
                case _:
                    pass
        return found

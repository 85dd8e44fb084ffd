"""How the report sets out what people answered: its editions, their parts in order, and the tables in these.

An edition lists parts by id. A part is described here, by its title and blocks, or built in: made by the program from
what it concluded. All words are content and are translated as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from dpia.content.base import Described, Limits, Model, Name, Prose, QuestionId, Slug, Text, model
from dpia.content.condition import ByOperator

EARLY = "early"
"""The edition that is printed in place of the whole where hardly anything is answered; content need not have it."""

NOT_DUE = "record"
"""The edition that is printed where no assessment is due, and only there."""

MINUTES = "minutes"
"""The edition that prints what was said in the discussion, and only where something was."""

SHORT = "board"
"""The edition that the end of the quick lane offers first; content need not have it."""

BUILT_IN_PARTS = (
    "due", "findings", "divergences", "changes", "reasoning", "complete", "open", "deciding", "tasks", "signatures",
    "why", "still", "authorities", "answers", "record", "record-short", "limits", "conventions", "sources",
    "about", "board-outcome", "board-points", "board-asked", "board-decision", "worksheet",
    "said", "to-do", "parked", "discussion", "review", "later", "consult-why", "consult-questions",
)  # fmt: skip
"""Parts that the program makes. See docs/authoring.md for what each holds."""

BuiltInBlock = Literal["decision", "responses", "unmet-criteria", "rights", "consult-ready"]
"""Blocks that the program makes, for a part whose other blocks the content describes."""

CoverFact = Literal[
    "reference", "status", "version", "entered-by", "outcome", "as-of", "begun", "last-entry", "content", "authority"
]  # fmt: skip
"""Facts of the cover that no question asks for."""

Width = Annotated[int, Limits(ge=1)]
"""The width of a column in parts of the whole."""


# --- tables -----------------------------------------------------------------------------------------------------------


@model
class Beside(Model):
    """Another column whose answer stands in the same cell, and the words that go with it."""

    column: Slug
    text: Text


@model
class LayoutColumn(Model):
    """A column as it is printed, under `title` or its own short name."""

    column: Slug
    width: Width
    title: Prose = ""
    unit: Slug | None = None
    """Column with the unit of a number: "30 days" in one cell."""
    mark: Beside | None = None
    """Yes-or-no column; where it is yes, the text stands behind the cell in brackets."""
    below: tuple[Beside, ...] = ()
    """Columns whose answers stand on lines of their own below, each after its text."""
    if_several: bool = False
    """Printed only where the table that its options come from has more than one row."""


@model
class RowNumbers(Model):
    """A first column with numbers ("R1"), by which a picture names the rows; each row can be linked to."""

    letter: Name
    anchor: Slug
    width: Width


@model
class JoinedRows(Model):
    """A last column with the rows of another table that name this row in the column `by`, a line each.

    What no row of this table has is printed by that table itself.
    """

    question: QuestionId
    by: Slug
    title: Text
    width: Width
    columns: Annotated[tuple[Slug, ...], Limits(min_length=1)]


@model
class LayoutTable(Model):
    """Rows of a table with some of its columns. A column that is asked in no row is left out, save the first."""

    id: Slug
    question: QuestionId
    title: Text
    numbers: RowNumbers | None = None
    ordered_by: Slug | None = None
    """Choice column: rows go in the order of its options."""
    columns: Annotated[tuple[LayoutColumn, ...], Limits(min_length=1)]
    joined: JoinedRows | None = None
    rest_of: Slug | None = None
    """A table that joins rows of this one: only those are printed that it does not have."""


# --- blocks -----------------------------------------------------------------------------------------------------------


@model
class Lead(Model):
    """A small remark in the report's own words."""

    lead: Text


@model
class Say(Model):
    """A sentence of our own, with the answer to a question behind it; `unknown` in its place where none is given.

    With `rows` it stands before a table, and `unknown` in its place where the table has no rows.
    """

    say: Text
    answer: QuestionId | None = None
    rows: QuestionId | None = None
    unknown: Prose = ""


@model
class SayBy(Model):
    """A sentence that goes by the outcome, or by the option that was chosen; `otherwise` where none of these is."""

    say_by: Literal["outcome"] | QuestionId
    says: dict[Slug, Text]
    otherwise: Prose = ""


@model
class Answers(Model):
    """The answers to some questions."""

    answers: Annotated[tuple[QuestionId, ...], Limits(min_length=1)]
    title: Prose = ""


@model
class SectionAnswers(Model):
    """The answers of a whole section of the walk. Where the report names the section, it leads to this part."""

    section: Slug
    except_: tuple[QuestionId, ...] = ()
    title: Prose = ""


@model
class TableRows(Model):
    """One of `tables`, named by its id."""

    table: Slug


@model
class SideBySide(Model):
    """The considered rows of a table as columns, three at a time, and its columns as lines."""

    side_by_side: QuestionId
    columns: Annotated[tuple[Slug, ...], Limits(min_length=1)]
    title: Prose = ""


@model
class EachRow(Model):
    """One column of a table: the names of the rows, and what each says there."""

    each_row: QuestionId
    column: Slug
    title: Text


@model
class Overruled(Model):
    """A framed warning with the rows in whose `column` an option is marked `overruled`, and what they say in `view`.

    `reason` is the column that says why; empty: none does.
    """

    overruled: QuestionId
    column: Slug
    view: Slug
    reason: Annotated[Slug | None, Described("The column that says why the advice was not followed.")] = None
    without_view: Text
    title: Text


@model
class Chart(Model):
    """A picture; a table beside it says the same. `note` is said before it, where there is something to draw."""

    chart: Literal["alternatives", "risks"]
    note: Prose = ""


@model
class FlowLaneOf(Model):
    """A column of the picture of the flow: the rows of a table, or the answer to one question, as boxes."""

    title: Text
    table: QuestionId | None = None
    answer: QuestionId | None = None

    def __post_init__(self) -> None:
        if (self.table is None) is (self.answer is None):
            raise ValueError("a lane has either `table` or `answer`")


@model
class Flow(Model):
    """The picture of whose data go where. The tables of the part say the same."""

    flow: Annotated[tuple[FlowLaneOf, ...], Limits(min_length=2)]
    title: Text


@model
class Power(Model):
    """The picture of who depends on the controller for what: rows of a table, and the columns that say it."""

    power: QuestionId
    depends: Slug
    free: Slug
    """Yes-or-no column: whether they can stay away without loss."""
    title: Text


@model
class Storage(Model):
    """The picture of how long each row of a table is kept: a number and its unit, with options from short to long."""

    storage: QuestionId
    kept: Slug
    unit: Slug
    title: Text


@model
class Timeline(Model):
    """The picture of what is due when, beside the list of tasks: the question with the day of the start, and its name.

    The tasks stand in the part below it.
    """

    timeline: QuestionId
    start: Text
    title: Text


@model
class Boxes(Model):
    """A list to tick off. With `rows` a box for each row of a table that is asked, `{row}` in its text."""

    boxes: Annotated[tuple[Text, ...], Limits(min_length=1)]
    rows: QuestionId | None = None
    title: Prose = ""


@model
class BuiltIn(Model):
    """A block that the program makes."""

    built_in: BuiltInBlock


LayoutBlock = Annotated[
    Lead | Say | SayBy | Answers | SectionAnswers | TableRows | SideBySide | EachRow | Overruled | Chart | Flow | Power
    | Storage | Timeline | Boxes | BuiltIn,
    ByOperator({
        "lead": Lead, "say": Say, "say_by": SayBy,
        "answers": Answers, "section": SectionAnswers, "table": TableRows, "side_by_side": SideBySide,
        "each_row": EachRow, "overruled": Overruled, "chart": Chart, "flow": Flow, "power": Power,
        "storage": Storage, "timeline": Timeline,
        "boxes": Boxes, "built_in": BuiltIn,
    }),
]  # fmt: skip


# --- parts and editions -----------------------------------------------------------------------------------------------


@model
class LayoutPart(Model):
    """A part of the report: its blocks, and below them other parts by id. What has nothing to print is left out."""

    id: Slug
    title: Text
    new_page: bool = False
    otherwise: Prose = ""
    """What is said where the part has nothing to print; empty: it is left out."""
    blocks: tuple[LayoutBlock, ...] = ()
    parts: tuple[Slug, ...] = ()


@model
class Edition(Model):
    """What one edition prints, in order."""

    title: Prose = ""
    """What the document is called; where it is empty, as the laws that govern call an assessment."""
    readers: Prose = ""
    """For whom it is, and how long: said where editions are chosen."""
    under: Slug | None = None
    """The regime whose form it follows: it is made only where that law governs or may."""
    consults: bool = False
    """Whether it is addressed to the authority: made only where a law that governs or may has prior consultation."""
    draft: bool = False
    """For those who review it: marked as a draft on every page, with what is open named at its place."""
    brief: bool = False
    """A few pages: a head in place of the cover, no page of summary before the parts, no contents, no numbers."""
    public: bool = False
    """For everybody: no answers that are marked as confidential, no numbers of questions, no digests."""
    lines: Annotated[int | None, Limits(ge=1)] = None
    """About how many lines its tables have together, with short cells; what is left out is counted. None: all of it."""
    filled_in: bool = False
    """Whether it speaks to those who fill it in: questions as they are asked, not as a report puts them."""
    carried: bool = False
    """Whether the PDF carries the assessment."""
    cover: tuple[QuestionId | CoverFact, ...]
    signed: bool = False
    """Whether the cover has lines to sign on."""
    parts: Annotated[tuple[Slug, ...], Limits(min_length=1)]
    annexes: tuple[Slug, ...] = ()
    on_request: tuple[Slug, ...] = ()
    """Annexes that are printed only where somebody asks for them, behind the others."""


@model
class ReportLayout(Model):
    """`core/report.yaml`."""

    editions: dict[Slug, Edition]
    parts: tuple[LayoutPart, ...] = ()
    tables: tuple[LayoutTable, ...] = ()

    def __post_init__(self) -> None:
        for name in ("full", NOT_DUE):
            if name not in self.editions:
                raise ValueError(f"there must be an edition “{name}”")

    @property
    def profiles(self) -> tuple[str, ...]:
        """The editions that may be asked for by name."""
        return tuple(name for name in self.editions if name != EARLY)

    def part(self, name: str) -> LayoutPart | None:
        """The described part of that id, or None."""
        return next((part for part in self.parts if part.id == name), None)

    def table(self, name: str) -> LayoutTable | None:
        """The table of that id, or None."""
        return next((table for table in self.tables if table.id == name), None)

    def letter(self, question: str) -> str:
        """The letter before the numbers of a table's rows; empty where no table of the report numbers them."""
        return next((one.numbers.letter for one in self.tables if one.question == question and one.numbers), "")

    def part_with_chart(self, chart: str) -> str:
        """The part with a picture; empty where none has it."""
        return next((part.id for part in self.parts for one in part.blocks if getattr(one, "chart", "") == chart), "")

    def blocks(self, edition: str) -> Iterator[tuple[str, LayoutBlock]]:
        """All described blocks of an edition in print order, each with the id of the top part that it stands in."""
        for name in self.editions[edition].parts:
            for part in self._below(name):
                yield from ((name, block) for block in part.blocks)

    def _below(self, name: str, above: tuple[str, ...] = ()) -> Iterator[LayoutPart]:
        part = self.part(name)
        if part is None or name in above:
            return
        yield part
        for inner in part.parts:
            yield from self._below(inner, (*above, name))

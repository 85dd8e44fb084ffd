"""The report as plain data: sections of blocks of spans, in print order, in one language.

`build` makes it; `html` and `markdown` lay it out. Everything a reader sees is decided here, nothing in a template.
Strings are plain text that may hold anything a person typed: whoever writes a format escapes them. `Prose` alone may
hold the little Markdown that people type in long answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

# --- Spans ------------------------------------------------------------------------------------------------------------

Style = Literal["", "strong", "em", "quiet", "mark", "code"]
"""How a run of text is set: `quiet` for states that are not answers, `mark` for warnings in a line, `code` for ids."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text."""

    text: str
    style: Style = ""
    lang: str = ""
    """BCP 47 tag where the run is in another language than the report."""
    anchor: str = ""
    """Id of the run, where something refers to it."""
    type: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True)
class Link:
    """A link, inside the report (`#id`) or to an official page. `page` asks for the page number beside it, in print."""

    text: str
    href: str
    page: bool = False
    anchor: str = ""
    """Id of the link itself, where something refers to it."""
    type: ClassVar[str] = "link"


@dataclass(frozen=True, slots=True)
class Cite:
    """One authority in a note: in full with our statement at its first place, short afterwards."""

    anchor: str
    authority: str
    text: str
    marks: tuple[str, ...] = ()
    """What a reader has to know of it: not checked, decided later, not law."""
    statement: str = ""
    own_reading: str = ""
    """What we read into it, with its label."""
    see: int = 0
    """Number of the note that has it in full; 0 where this one has."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: authorities that speak with one voice. It stands where its call stands."""

    number: int
    voice: str
    cites: tuple[Cite, ...]
    type: ClassVar[str] = "note"


Span = Run | Link | Note
Spans = tuple[Span, ...]


# --- Blocks -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `label` is set before it in the margin's manner: "Issue", "Rule"."""

    spans: Spans
    kind: Literal["", "lead", "small", "verdict", "facts"] = ""
    """`facts`: short answers run in, each after its name."""
    label: str = ""
    type: ClassVar[str] = "para"


@dataclass(frozen=True, slots=True)
class Prose:
    """A long text that a person typed."""

    text: str
    label: str = ""
    type: ClassVar[str] = "prose"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Spans, ...]
    ordered: bool = False
    label: str = ""
    kind: Literal["", "reasons", "boxes"] = ""
    """`boxes`: each item begins with a box to tick, or is a line to write on."""
    type: ClassVar[str] = "bullets"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; its first cell is its header."""

    cells: tuple[Spans, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of column heads and no spanning cells. `widths` are per cent. Captions may be empty."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    widths: tuple[int, ...]
    kind: Literal["", "pairs", "sign", "compact"] = ""
    """`pairs`: two columns, label and value, without printed heads. `sign`: empty lines to sign on."""
    anchor: str = ""
    """Id of the table, where something refers to it."""
    type: ClassVar[str] = "table"

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.head):
                raise AssertionError(f"table “{self.caption}”: {len(row.cells)} cells under {len(self.head)} heads")
        if len(self.widths) != len(self.head) or sum(self.widths) != 100:
            raise AssertionError(f"table “{self.caption}”: widths {self.widths}")


@dataclass(frozen=True, slots=True)
class Card:
    """A framed block that stays on one page."""

    title: str
    blocks: tuple[Block, ...]
    kind: Literal["outcome", "warning", "plain"] = "plain"
    type: ClassVar[str] = "card"


@dataclass(frozen=True, slots=True)
class LadderBar:
    """A bar of the ladder: how far a way intrudes (0 to 4, None unknown), and whether it reaches the purpose."""

    label: str
    lines: tuple[str, ...]
    """The label as it fits beside the bar."""
    intrusion: int | None
    intrusion_text: str
    reach: Literal["full", "slow", "part", "none", "unknown"]
    reach_text: str
    chosen: bool
    body: bool
    """Whether it uses a feature of the body."""


@dataclass(frozen=True, slots=True)
class LadderChart:
    """The ladder of alternatives as a picture; the table beside it says the same."""

    title: str
    description: str
    rungs: tuple[LadderBar, ...]
    scale: tuple[str, ...]
    """Words for intrusion, from none to most."""
    axis_intrusion: str
    axis_reach: str
    legend: str
    type: ClassVar[str] = "ladder"


@dataclass(frozen=True, slots=True)
class RiskMark:
    """A risk on the map, by its number: where it stands before measures, and where after; None: not known, or no room.

    A place is a row and a column of the grid, and the offset in it, so that marks in one field do not cover each other.
    """

    number: str
    before: tuple[int, int, int] | None
    after: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class RiskMap:
    """Likelihood by severity, with an arrow from where each risk stands before measures to where it stands after.

    Rows run from the most likely down, columns from the least severe on. The fields have no shade: which level a risk
    has is the controller's to say, and the table beside the map has it.
    """

    title: str
    description: str
    likelihoods: tuple[tuple[str, ...], ...]
    """Words for the rows of the grid, in lines as they fit."""
    severities: tuple[str, ...]
    marks: tuple[RiskMark, ...]
    axis_likelihood: str
    axis_severity: str
    legend: str
    more: tuple[tuple[int, int, str], ...] = ()
    """Row and column of fields with more marks than there is room for, and how many more, in place of the last."""
    type: ClassVar[str] = "riskmap"


@dataclass(frozen=True, slots=True)
class FlowLane:
    """A column of the picture of the flow: its name, and the boxes in it, each in lines as they fit."""

    title: str
    boxes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FlowChart:
    """Whose data go where, from the people on the left to those who receive them on the right."""

    title: str
    description: str
    lanes: tuple[FlowLane, ...]
    type: ClassVar[str] = "flow"


@dataclass(frozen=True, slots=True)
class Dependency:
    """A group of people in the picture of who depends on whom."""

    name: tuple[str, ...]
    """The name as it fits into its box."""
    depends: tuple[str, ...]
    """What it depends on the controller for, as it fits over the line."""
    free: Literal["yes", "no", "unknown"]
    """Whether it can stay away without loss."""


@dataclass(frozen=True, slots=True)
class PowerMap:
    """Who depends on whom for what."""

    title: str
    description: str
    controller: tuple[str, ...]
    groups: tuple[Dependency, ...]
    legend: str
    others: str = ""
    """How many more groups there are than the picture has room for; empty: none."""
    type: ClassVar[str] = "power"


@dataclass(frozen=True, slots=True)
class StorageBar:
    """A row in the picture of how long each thing is kept."""

    name: tuple[str, ...]
    """The name as it fits beside the bar."""
    step: int | None
    """How far the bar reaches on the scale; -1 where nothing is kept, None where that is not known."""
    text: str


@dataclass(frozen=True, slots=True)
class StorageChart:
    """How long each thing is kept, by units from the shortest on; the table beside it says the same."""

    title: str
    description: str
    bars: tuple[StorageBar, ...]
    scale: tuple[str, ...]
    legend: str
    others: str = ""
    """How many more rows there are than the picture has room for; empty: none."""
    type: ClassVar[str] = "storage"


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """A mark on the line of days, with the day and what it is about as they fit over or under it."""

    form: Literal["due", "passed", "perhaps", "answers", "start"]
    """Due; due before the answers were given; due only if an open answer brings it; the answers; the start."""
    day: str
    label: tuple[str, ...]
    x: int
    above: bool
    apart: bool = False
    """Whether more than a year lies between it and the mark before."""


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """What is due, in the order of the days; the table beside it says the same."""

    title: str
    description: str
    marks: tuple[TimelineMark, ...]
    legend: str
    earlier: str = ""
    """How many more there are before those that are shown; empty: none."""
    later: str = ""
    type: ClassVar[str] = "timeline"

    def lines(self, *, above: bool) -> int:
        """Lines of text over or under the line of days."""
        return max((1 + len(mark.label) for mark in self.marks if mark.above is above), default=0)


Picture = LadderChart | RiskMap | FlowChart | PowerMap | StorageChart | TimelineChart
Block = Para | Prose | Bullets | Table | Card | Picture


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of the report with its own heading."""

    id: str
    title: str
    level: int
    """2 for the parts in the contents, 3 and 4 below."""
    number: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    kind: Literal["", "finding", "page", "begun", "columns"] = ""
    """`finding`: set as a card that may break. `page`: begins on a new page; `begun`: so too, and what follows goes on
    there. `columns`: small, in two columns."""
    tag: tuple[str, ...] = ()
    """Words above the heading, the weightiest first: how grave a finding is, how well shown, who speaks."""

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}" if self.number else self.title


# --- The whole --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page."""

    kind: str
    title: str
    controller: str
    facts: tuple[tuple[str, str], ...]
    confidential: str
    disclaimer: str
    signatures: Table | None = None
    """Lines to sign on; None where the edition has them elsewhere, or none."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The few words that a layout needs beside the report's own."""

    contents: str
    notes: str
    note: str
    """"note {number}", for a reference to an earlier note."""
    page: str
    """"Page {page} of {pages}"."""
    on_page: str
    """"(p. {page})", behind a link that asks for the page number."""
    content_version: str
    digest: str
    back: str
    lacking: str
    """Said where characters had to be printed as their numbers; `{characters}`."""
    skip: str
    stop: str = "."
    blank: str = " "
    comma: str = ", "
    semicolon: str = "; "
    colon: str = ": "
    square_brackets: tuple[str, str] = (" [", "]")
    """The marks of the language, as of `Translator`."""


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report."""

    lang: str
    title: str
    short_title: str
    cover: Cover
    summary: ReportSection
    sections: tuple[ReportSection, ...]
    labels: Labels
    created: str
    """ISO date: when the assessment was begun."""
    modified: str
    """ISO instant of the last change, or `created`."""
    written: str = ""
    """BCP 47 tag of the language in which people typed, where it is another one; else empty."""
    brief: bool = False
    """A few pages that follow each other without cover page and contents."""
    author: str = ""
    """Whose document it is: the controller, where one is named."""
    draft: str = ""
    """The word that marks every page of a draft; empty: it is none."""

    def notes(self) -> Iterator[Note]:
        """All notes in the order in which they are called."""
        for section in (self.summary, *self.sections):
            yield from _notes_of_section(section)


def _notes_of_section(section: ReportSection) -> Iterator[Note]:
    for block in section.blocks:
        yield from _notes_of_block(block)
    for inner in section.sections:
        yield from _notes_of_section(inner)


def _notes_of_block(block: Block) -> Iterator[Note]:
    match block:
        case Para():
            yield from _notes_of_spans(block.spans)
        case Bullets():
            for item in block.items:
                yield from _notes_of_spans(item)
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    yield from _notes_of_spans(cell)
        case Card():
            for inner in block.blocks:
                yield from _notes_of_block(inner)
        case _:
            return


def _notes_of_spans(spans: Spans) -> Iterator[Note]:
    for span in spans:
        if isinstance(span, Note):
            yield span

"""The report model as pandoc's document tree: every block and span of the model in a style of our own.

Numbers of headings are Word's own where these come to the same, and typed where a section has a number of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dpia.report.house_style import HouseStyle
from dpia.report.html import HAN_RUN
from dpia.report.model import (
    Block,
    Bullets,
    Card,
    Cite,
    FlowChart,
    LadderChart,
    Link,
    Note,
    Para,
    Picture,
    PowerMap,
    Prose,
    Report,
    ReportSection,
    RiskMap,
    Run,
    Spans,
    StorageChart,
    Table,
    TimelineChart,
)
from dpia.report.no_break import unbroken
from dpia.report.safe import shown
from dpia.report.word import tree
from dpia.report.word.drawing import logo_png
from dpia.report.word.prose import prose
from dpia.report.word.styles import LANGUAGES, Style, style_id
from dpia.report.word.tree import Node, Nodes

Drawn = Callable[[Picture], str]
"""A picture as a `data:` address of a PNG."""

_RUN_STYLES = {"quiet": Style.QUIET, "mark": Style.MARK, "code": Style.CODE}
_TABLES = {
    "": (Style.TABLE, Style.TABLE_TEXT),
    "compact": (Style.TABLE, Style.TABLE_SMALL),
    "pairs": (Style.TABLE_PAIRS, Style.TABLE_TEXT),
    "sign": (Style.TABLE_SIGN, Style.TABLE_SIGN_TEXT),
}
_PICTURE_WIDTH = 160
"""Millimetres: the measure of the text."""


@dataclass
class Body:
    """Makes the blocks of a document, and keeps what has to be checked of it afterwards."""

    report: Report
    drawn: Drawn
    look: HouseStyle
    notes: int = 0
    addresses: set[str] = field(default_factory=set)
    """Pages on the network that the report links to."""
    new_pages: list[str] = field(default_factory=list)
    """Bookmarks of headings that begin a page."""
    pictures: int = 0

    def blocks(self) -> Nodes:
        """All blocks in print order."""
        report = self.report
        made = [*self._cover(), *self._section(report.summary, page=not report.brief)]
        if not report.brief:
            made += self._contents()
        numbers = _Numbers()
        for section in report.sections:
            made += self._section(section, numbers)
        return made

    # --- cover and contents ---------------------------------------------------------------------------------------

    def _cover(self) -> Iterator[Node]:
        cover = self.report.cover
        if self.look.logo is not None:
            self.pictures += 1
            url, width = logo_png(self.look.logo)
            yield tree.paragraph([tree.image(url, shown(self.look.name), width)], Style.PICTURE)
        for line, style in (
            (self.look.name, Style.LETTERHEAD),
            (cover.confidential, Style.CONFIDENTIAL),
            (cover.kind, Style.KIND),
            (cover.title, Style.BRIEF_TITLE if self.report.brief else Style.TITLE),
            (cover.controller, Style.BRIEF_SUBTITLE if self.report.brief else Style.SUBTITLE),
            (self.report.draft, Style.DRAFT),
        ):
            if line:
                yield tree.paragraph(marked(line), style)
        if cover.facts:
            rows = [[self._cell((Run(label),), Style.TABLE_TEXT), self._cell((Run(value),), Style.TABLE_TEXT)]
                    for label, value in cover.facts]  # fmt: skip
            yield tree.table([], rows, (30, 70), style_id(Style.TABLE_PAIRS))
        if cover.signatures is not None:
            yield from self._block(cover.signatures)
        if cover.disclaimer:
            yield tree.paragraph(marked(cover.disclaimer), Style.DISCLAIMER)

    def _contents(self) -> Iterator[Node]:
        """A field of contents with its entries in it: it is whole as it is, and Word makes the same anew on request."""
        head = tree.span(marked(self.report.labels.contents), anchor="contents")
        yield tree.paragraph([head], Style.CONTENTS_HEAD)
        if self.report.summary.kind != "begun":
            self.new_pages.append(tree.bookmark("contents"))
        parts = (self.report.summary, *self.report.sections)
        for index, part in enumerate(parts):
            entry: Nodes = list(tree.field_begins('TOC \\o "1-1" \\h \\z \\u')) if index == 0 else []
            number = [*marked(part.number), tree.tab()] if part.number else []
            entry.append(tree.link([*number, *marked(part.title)], f"#{part.id}"))
            entry += [tree.tab(), *tree.reference("PAGEREF", part.id, "")]
            entry += [tree.field_ends()] if index == len(parts) - 1 else []
            yield tree.paragraph(entry, Style.CONTENTS)

    # --- sections -------------------------------------------------------------------------------------------------

    def _section(
        self, section: ReportSection, numbers: _Numbers | None = None, *, page: bool = False
    ) -> Iterator[Node]:
        if section.tag:
            first, *rest = section.tag
            words = [tree.strong(marked(first)), *marked("".join(f" · {word}" for word in rest))]
            yield tree.paragraph(words, Style.TAG)
        style = (numbers or _Numbers()).style(section)
        title = marked(section.title)
        if section.number and style in Style.UNNUMBERED:
            title = [*marked(section.number), tree.tab(), *title]
        yield tree.paragraph([tree.span(title, anchor=section.id)], style)
        if page or section.kind in ("page", "begun"):
            self.new_pages.append(tree.bookmark(section.id))
        for index, block in enumerate(section.blocks):
            more = len(section.blocks) > 1 or bool(section.sections)
            begins = index == 0 and section.kind != "columns" and more
            if begins and isinstance(block, Para) and block.kind == "small" and not block.label:
                yield tree.paragraph(self._spans(block.spans), Style.INTRO)
            else:
                yield from self._block(block, small=section.kind == "columns")
        for inner in section.sections:
            yield from self._section(inner, numbers)

    # --- blocks ---------------------------------------------------------------------------------------------------

    def _block(self, block: Block, *, small: bool = False) -> Iterator[Node]:
        match block:
            case Para():
                yield self._para(block, small)
            case Prose():
                if block.label:
                    yield tree.paragraph(marked(block.label), Style.LABEL_LINE)
                yield tree.styled(prose(shown(block.text), self._typed), Style.PROSE)
            case Bullets():
                yield from self._bullets(block)
            case Table():
                yield from self._table(block)
            case Card():
                yield self._card(block)
            case LadderChart() | RiskMap() | FlowChart() | PowerMap() | StorageChart() | TimelineChart():
                yield from self._picture(block)

    def _para(self, para: Para, small: bool) -> Node:
        styles = {"lead": Style.LEAD, "small": Style.SMALL, "verdict": Style.VERDICT, "facts": Style.BODY}
        style = styles.get(para.kind, Style.SMALL if small else Style.BODY)
        inlines = self._spans(para.spans)
        if para.label:
            label = tree.span(marked(para.label), style=Style.LABEL)
            return tree.paragraph([label, tree.tab(), *inlines], Style.LABELLED)
        return tree.paragraph(inlines, style)

    def _bullets(self, block: Bullets) -> Iterator[Node]:
        if block.label:
            yield tree.paragraph(marked(block.label), Style.LABEL_LINE)
        if block.kind == "boxes":
            for item in block.items:
                yield tree.paragraph(self._spans(item), Style.BOX)
            return
        style = Style.LIST_SMALL if block.kind == "reasons" else Style.LIST
        items = [[tree.paragraph(self._spans(item), style)] for item in block.items]
        yield tree.bullets(items, ordered=block.ordered)

    def _table(self, block: Table) -> Iterator[Node]:
        style, text = _TABLES[block.kind]
        if block.caption:
            yield tree.paragraph(marked(block.caption), Style.CAPTION)
        head: list[Nodes] = []
        if block.kind != "pairs":
            heads = [marked(words) for words in block.head]
            if block.anchor:
                heads[0] = [tree.span(heads[0], anchor=block.anchor)]
            head = [[tree.paragraph(words, Style.TABLE_HEAD)] for words in heads]
        rows = []
        for index, row in enumerate(block.rows):
            anchors = [row.anchor, block.anchor if not head and index == 0 else ""]
            first, *rest = row.cells
            cells = [self._cell(first, text, anchors), *(self._cell(cell, text) for cell in rest)]
            rows.append(cells)
        yield tree.table(head, rows, block.widths, style_id(style))

    def _cell(self, spans: Spans, style: str, anchors: list[str] | None = None) -> Nodes:
        inlines = self._spans(spans)
        for anchor in filter(None, anchors or ()):
            inlines = [tree.span(inlines, anchor=anchor)]
        return [tree.paragraph(inlines, style)]

    def _card(self, card: Card) -> Node:
        """A frame of one cell, which stays on one page."""
        outcome = card.kind == "outcome"
        title = tree.paragraph(marked(card.title), Style.OUTCOME_TITLE if outcome else Style.CARD_TITLE)
        inner = [node for block in card.blocks for node in self._block(block)]
        style = {"outcome": Style.CARD_OUTCOME, "warning": Style.CARD_WARNING}.get(card.kind, Style.CARD)
        return tree.table([], [[[title, *inner]]], (100,), style_id(style))

    def _picture(self, picture: Picture) -> Iterator[Node]:
        self.pictures += 1
        yield tree.paragraph(marked(picture.title), Style.CAPTION)
        described = shown(f"{picture.title}{self.report.labels.stop}{self.report.labels.blank}{picture.description}")
        yield tree.paragraph([tree.image(self.drawn(picture), described, _PICTURE_WIDTH)], Style.PICTURE)
        if legend := getattr(picture, "legend", ""):
            yield tree.paragraph(marked(legend), Style.SMALL)

    # --- spans ----------------------------------------------------------------------------------------------------

    def _spans(self, spans: Spans) -> Nodes:
        nodes: Nodes = []
        for index, span in enumerate(spans):
            if isinstance(span, Note) and index and isinstance(spans[index - 1], Note):
                nodes.append(tree.span(tree.text(", "), style=Style.CALL))  # or 1 and 2 would read as 12
            match span:
                case Run():
                    nodes += self._run(span)
                case Link():
                    nodes += self._link(span)
                case Note():
                    nodes.append(self._note(span))
        return nodes

    def _typed(self, text: str) -> Nodes:
        """A run of what a person typed, in their language."""
        written = self.report.written
        return [tree.span(runs(text), lang=LANGUAGES.get(written, written))] if written else runs(text)

    def _run(self, run: Run) -> Nodes:
        nodes = marked(run.text)
        if run.style == "strong":
            nodes = [tree.strong(nodes)]
        elif run.style == "em":
            nodes = [tree.emphasis(nodes)]
        style = _RUN_STYLES.get(run.style, "")
        if style or run.lang or run.anchor:
            return [tree.span(nodes, style=style, lang=LANGUAGES.get(run.lang, run.lang), anchor=run.anchor)]
        return nodes

    def _link(self, link: Link) -> Nodes:
        if not link.href.startswith("#"):
            self.addresses.add(link.href)
        nodes = [tree.link(marked(link.text), link.href)]
        return [tree.span(nodes, anchor=link.anchor)] if link.anchor else nodes

    def _note(self, note: Note) -> Node:
        self.notes += 1
        labels = self.report.labels
        nodes = [tree.span(marked(f"{note.voice}{labels.stop}"), style=Style.VOICE)]
        for index, cite in enumerate(note.cites):
            nodes += [*tree.text(labels.blank), *self._cite(cite, last=index == len(note.cites) - 1)]
        return tree.span([tree.footnote(nodes)], anchor=f"footnote-{note.number}")

    def _cite(self, cite: Cite, *, last: bool) -> Nodes:
        labels = self.report.labels
        nodes = [tree.span(marked(cite.text), style=Style.CITE, anchor=cite.anchor)]
        if cite.see:
            before, _, after = labels.note.partition("{number}")
            number = tree.reference("NOTEREF", f"footnote-{cite.see}", str(cite.see))
            nodes += [*marked(f"{labels.comma}{before}"), *number, *marked(after)]
        if cite.marks:
            nodes += marked(labels.semicolon.join(cite.marks).join(labels.square_brackets))
        if not cite.statement:
            return [*nodes, *marked(labels.stop if last else labels.semicolon.rstrip())]
        nodes += marked(f"{labels.colon}{cite.statement}")
        if cite.own_reading:
            nodes += [*tree.text(labels.blank), tree.emphasis(marked(cite.own_reading))]
        return nodes


class _Numbers:
    """What Word would number the headings by itself; a section whose number is another one has it typed."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = {"part": [0, 0, 0], "annex": [0, 0, 0]}
        self._kind = "part"

    def style(self, section: ReportSection) -> str:
        """The style of the heading of a section."""
        depth = min(max(section.level - 2, 0), 2)
        if not section.number:
            return Style.UNNUMBERED[depth]
        if depth == 0:
            self._kind = "annex" if section.number.isalpha() else "part"
        counts = self._counts[self._kind]
        expected = [*counts[:depth], counts[depth] + 1]
        if section.number != self._written(expected):
            return Style.UNNUMBERED[depth]
        counts[depth:] = [expected[-1], *([0] * (2 - depth))]
        return (Style.HEADINGS if self._kind == "part" else Style.ANNEXES)[depth]

    def _written(self, counts: list[int]) -> str:
        first = chr(ord("A") + counts[0] - 1) if self._kind == "annex" else str(counts[0])
        return ".".join([first, *map(str, counts[1:])])


def runs(value: str) -> Nodes:
    """A text that is safe already; its runs of Chinese are marked as such."""
    if value.isascii():
        return tree.text(value)
    nodes: Nodes = []
    end = 0
    for run in HAN_RUN.finditer(value):
        nodes += tree.text(value[end : run.start()])
        nodes.append(tree.span(tree.text(run[0]), lang=LANGUAGES["zh-Hans"]))
        end = run.end()
    return [*nodes, *tree.text(value[end:])]


def marked(value: str) -> Nodes:
    """A text of the model: made safe, its citations not parted, its runs of Chinese marked as such."""
    return runs(unbroken(shown(value)))

"""Links inside a report lead somewhere: what an edition does not print is named and not linked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dpia.report.model import Block, Bullets, Card, Link, Note, Para, ReportSection, Run, Spans, Table


def without_dead_links(sections: Sequence[ReportSection]) -> list[ReportSection]:
    """The sections with links to places that none of them has turned into plain text."""
    places = {place for section in sections for place in _places(section)}
    return [_section(section, places) for section in sections]


def _places(section: ReportSection) -> Iterator[str]:
    """Every id that can be linked to."""
    yield section.id
    for block in section.blocks:
        if isinstance(block, Table):
            yield block.anchor
            yield from (row.anchor for row in block.rows)
        for spans in _runs(block):
            for span in spans:
                if isinstance(span, (Link, Run)):
                    yield span.anchor
                elif isinstance(span, Note):
                    yield from (cite.anchor for cite in span.cites)
    for part in section.sections:
        yield from _places(part)


def _runs(block: Block) -> Iterator[Spans]:
    match block:
        case Para():
            yield block.spans
        case Bullets():
            yield from block.items
        case Table():
            yield from (cell for row in block.rows for cell in row.cells)
        case Card():
            for inner in block.blocks:
                yield from _runs(inner)
        case _:
            return


def _section(section: ReportSection, places: set[str]) -> ReportSection:
    return replace(
        section,
        blocks=tuple(_block(block, places) for block in section.blocks),
        sections=tuple(_section(part, places) for part in section.sections),
    )


def _block(block: Block, places: set[str]) -> Block:
    match block:
        case Para():
            return replace(block, spans=_spans(block.spans, places))
        case Bullets():
            return replace(block, items=tuple(_spans(item, places) for item in block.items))
        case Table():
            rows = tuple(replace(row, cells=tuple(_spans(cell, places) for cell in row.cells)) for row in block.rows)
            return replace(block, rows=rows)
        case Card():
            return replace(block, blocks=tuple(_block(inner, places) for inner in block.blocks))
        case _:
            return block


def _spans(spans: Spans, places: set[str]) -> Spans:
    if not any(_dead(span, places) for span in spans):
        return spans
    return tuple(
        Run(span.text, anchor=span.anchor) if isinstance(span, Link) and _dead(span, places) else span for span in spans
    )


def _dead(span: object, places: set[str]) -> bool:
    return isinstance(span, Link) and span.href.startswith("#") and span.href[1:] not in places

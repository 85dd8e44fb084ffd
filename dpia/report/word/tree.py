"""The document tree that pandoc reads as JSON: the few nodes that a report needs, made safely.

Text reaches pandoc as text and nothing of it is parsed; the only raw OOXML are the fields below, whose instructions
hold nothing that a person typed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any

API = [1, 23, 1]
"""The version of the tree: that of pandoc 3."""

Node = dict[str, Any]
Nodes = list[Node]

_NAME = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 40
"""Characters that a bookmark may have in Word."""


def document(blocks: Nodes) -> Node:
    """A whole document."""
    return {"pandoc-api-version": API, "meta": {}, "blocks": blocks}


def bookmark(anchor: str) -> str:
    """The name of a bookmark for an id of the report, the same in each export: Word takes letters, digits and `_`.

    >>> bookmark("finding-1")
    'b_finding_1'
    """
    name = "b_" + _NAME.sub("_", anchor)
    plain = _NAME.sub("-", anchor) == anchor
    if len(name) <= _LONGEST and plain:
        return name
    return f"{name[: _LONGEST - 9]}_{hashlib.sha256(anchor.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


# --- inlines ----------------------------------------------------------------------------------------------------------


def text(value: str) -> Nodes:
    """A text, its lines parted by line breaks."""
    nodes: Nodes = []
    for index, line in enumerate(value.split("\n")):
        nodes += [{"t": "LineBreak"}] if index else []
        nodes += [{"t": "Str", "c": line}] if line else []
    return nodes


def span(inlines: Nodes, *, style: str = "", lang: str = "", anchor: str = "") -> Node:
    """Inlines in a character style, in a language, under a bookmark."""
    pairs = [["custom-style", style]] if style else []
    pairs += [["lang", lang]] if lang else []
    return {"t": "Span", "c": [[bookmark(anchor) if anchor else "", [], pairs], inlines]}


def strong(inlines: Nodes) -> Node:
    """Bold."""
    return {"t": "Strong", "c": inlines}


def emphasis(inlines: Nodes) -> Node:
    """Italic."""
    return {"t": "Emph", "c": inlines}


def link(inlines: Nodes, href: str) -> Node:
    """A link to a page, or to a bookmark of this document where `href` begins with `#`."""
    target = f"#{bookmark(href[1:])}" if href.startswith("#") else href
    return {"t": "Link", "c": [["", [], []], inlines, [target, ""]]}


def footnote(inlines: Nodes) -> Node:
    """A footnote of one paragraph, called where it stands; its style is pandoc's own name for that of footnotes."""
    return {"t": "Note", "c": [{"t": "Para", "c": inlines}]}


def image(data_url: str, described: str, width_mm: int) -> Node:
    """A picture with its description for those who do not see it."""
    return {"t": "Image", "c": [["", [], [["width", f"{width_mm}mm"]]], text(described), [data_url, ""]]}


def tab() -> Node:
    """A tab stop."""
    return {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}


def reference(kind: str, anchor: str, shown: str) -> Nodes:
    """A field that shows the number of the page (`PAGEREF`) or of the footnote (`NOTEREF`) of a bookmark.

    `shown` is what stands there until the fields are updated; a number, or nothing.
    """
    if kind not in ("PAGEREF", "NOTEREF") or (shown and not shown.isdecimal()):
        raise ValueError(kind)
    return _field(f"{kind} {bookmark(anchor)} \\h", text(shown))


def _field(instruction: str, result: Nodes) -> Nodes:
    return [*field_begins(instruction), *result, _raw('<w:r><w:fldChar w:fldCharType="end"/></w:r>')]


def field_begins(instruction: str) -> Nodes:
    """The beginning of a field; its result follows, then `field_ends`."""
    return [
        _raw('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'),
        _raw(f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'),
        _raw('<w:r><w:fldChar w:fldCharType="separate"/></w:r>'),
    ]


def field_ends() -> Node:
    """The end of a field."""
    return _raw('<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def _raw(xml: str) -> Node:
    return {"t": "RawInline", "c": ["openxml", xml]}


# --- blocks -----------------------------------------------------------------------------------------------------------


def paragraph(inlines: Nodes, style: str) -> Node:
    """A paragraph in a style of the document."""
    return styled([{"t": "Para", "c": inlines}], style)


def styled(blocks: Nodes, style: str) -> Node:
    """Blocks whose paragraphs are in a style of the document."""
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], blocks]}


def bullets(items: Iterable[Nodes], *, ordered: bool = False, start: int = 1) -> Node:
    """A list; an item is blocks."""
    if ordered:
        return {"t": "OrderedList", "c": [[start, {"t": "Decimal"}, {"t": "Period"}], list(items)]}
    return {"t": "BulletList", "c": list(items)}


def table(head: Sequence[Nodes], rows: Iterable[Sequence[Nodes]], widths: Sequence[int], style: str) -> Node:
    """A table in a style of the document, by its id; cells are blocks, the first of a row its header.

    Widths are per cent.
    """
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width / 100}] for width in widths]
    body = [[_NONE, 1, [], [_row(cells) for cells in rows]]]
    return {
        "t": "Table",
        "c": [
            ["", [], [["custom-style", style]]],
            [None, []],
            columns,
            [_NONE, [_row(head)] if head else []],
            body,
            [_NONE, []],
        ],
    }


_NONE: list[Any] = ["", [], []]


def _row(cells: Sequence[Nodes]) -> list[Any]:
    return [_NONE, [[_NONE, {"t": "AlignDefault"}, 1, 1, cell] for cell in cells]]

"""What stays on one page in Word: no item, row or small print is left alone by the end of a page."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree as ET

from dpia.report.word.styles import NAMESPACE, Style, style_id

_W = f"{{{NAMESPACE}}}"

_LISTS = frozenset(map(style_id, (Style.LIST, Style.LIST_SMALL, Style.BOX)))
_SMALL, _BODY, _LABELLED = map(style_id, (Style.SMALL, Style.BODY, Style.LABELLED))
_TEXT = frozenset(map(style_id, (Style.BODY, Style.LABELLED, Style.VERDICT, Style.LEAD)))


def keep_together(body: ET.Element) -> None:
    """Mark paragraphs that Word keeps on the page of the next one.

    These are the first item of a list and the last but one, the first row of a table and the last but one, and a
    paragraph with the small print, or with what is labelled, below it.
    """
    for parent in [*body.iter(f"{_W}tc"), *body.iter(f"{_W}body")]:
        styled = [(one, _style(one)) for one in parent]
        for is_list, group in itertools.groupby(styled, key=lambda pair: pair[1] in _LISTS):
            if is_list:
                _keep_ends([one for one, _ in group])
        for (one, style), (_, after) in itertools.pairwise(styled):
            if (style in _TEXT and after == _SMALL) or (style == _BODY and after == _LABELLED):
                _keep(one)
    for table in body.iter(f"{_W}tbl"):
        rows = [row for row in table.findall(f"{_W}tr") if row.find(f"{_W}trPr/{_W}tblHeader") is None]
        for row in _ends(rows):
            for paragraph in row.iter(f"{_W}p"):
                _keep(paragraph)


def _ends(items: list[ET.Element]) -> list[ET.Element]:
    """The first and the last but one; where there is one, none."""
    return [items[0], items[-2]] if len(items) > 1 else []


def _keep_ends(paragraphs: list[ET.Element]) -> None:
    for one in _ends(paragraphs):
        _keep(one)


def _style(element: ET.Element) -> str:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    return style.get(f"{_W}val", "") if style is not None else ""


def _keep(paragraph: ET.Element) -> None:
    """`keepNext` stands right behind the style."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = ET.Element(f"{_W}pPr")
        paragraph.insert(0, properties)
    if properties.find(f"{_W}keepNext") is None:
        at = 1 if properties.find(f"{_W}pStyle") is not None else 0
        properties.insert(at, ET.Element(f"{_W}keepNext"))

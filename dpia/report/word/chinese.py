"""Chinese in a Word document: its language, no italics, and marks that Chinese and Latin text share."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from dpia.han import has_wide
from dpia.report.word.styles import LANGUAGES, NAMESPACE, SLANTED, style_id

_W = f"{{{NAMESPACE}}}"
_SLANTED = frozenset(map(style_id, SLANTED))
_SHARED = frozenset("“”‘’…—·")
"""Marks that Word takes from the Latin typeface unless it is told that they are Chinese."""

_BEFORE_ITALICS = frozenset(f"{_W}{name}" for name in ("rStyle", "rFonts", "b", "bCs"))


def set_chinese(tree: ET.Element) -> None:
    """Set the runs of Chinese as Chinese is set."""
    for mark in tree.iter(f"{_W}lang"):
        if mark.get(f"{_W}val") == LANGUAGES["zh-Hans"]:  # Word keeps the language of Chinese apart
            mark.attrib.clear()
            mark.set(f"{_W}eastAsia", LANGUAGES["zh-Hans"])
    for run in tree.iter(f"{_W}r"):
        if has_wide(_text(run)):
            _straighten(run)


def set_shared_marks(tree: ET.Element) -> None:
    """Take quotation marks and dashes from the Chinese typeface: for a document in Chinese."""
    for run in tree.iter(f"{_W}r"):
        if _SHARED.intersection(_text(run)):
            properties = _properties(run)
            fonts = properties.find(f"{_W}rFonts")
            if fonts is None:
                fonts = ET.Element(f"{_W}rFonts")
                properties.insert(0 if properties.find(f"{_W}rStyle") is None else 1, fonts)
            fonts.set(f"{_W}hint", "eastAsia")


def _straighten(run: ET.Element) -> None:
    """No italics, whether of the run or of its style: Chinese has none, and would be slanted."""
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return
    for italic in properties.findall(f"{_W}i") + properties.findall(f"{_W}iCs"):
        properties.remove(italic)
    style = properties.find(f"{_W}rStyle")
    if style is not None and style.get(f"{_W}val") in _SLANTED:
        at = sum(1 for one in properties if one.tag in _BEFORE_ITALICS)
        properties.insert(at, ET.Element(f"{_W}i", {f"{_W}val": "0"}))


def _properties(run: ET.Element) -> ET.Element:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        properties = ET.Element(f"{_W}rPr")
        run.insert(0, properties)
    return properties


def _text(run: ET.Element) -> str:
    return "".join(one.text or "" for one in run.iter(f"{_W}t"))

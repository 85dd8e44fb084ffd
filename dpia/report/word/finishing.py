"""What pandoc made, brought into its last form and checked: the same bytes each time, and nothing in it but ours.

Rows stay whole, headings of tables repeat, languages are named as Word names them, properties come from the report.
Then every part is looked through: a document that lost a note, leads somewhere that the report does not, or carries
what it should not must not exist.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import read_plain
from dpia.report.word.chinese import set_chinese, set_shared_marks
from dpia.report.word.keeping import keep_together
from dpia.report.word.reference import TEXT_WIDTH, packed
from dpia.report.word.styles import CARD_MARGIN, LANGUAGES, NAMESPACE, Style, style_id, style_ids

_W = f"{{{NAMESPACE}}}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_RID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_PREFIXES = {
    "w": NAMESPACE,
    "r": _RID[1:-1],
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": _PICTURE[1:].partition("}")[0],
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "w10": "urn:schemas-microsoft-com:office:word",
}

_KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml"
    r"|word/(?:document|footnotes|styles|numbering|settings|webSettings|fontTable|header1|footer1)\.xml"
    r"|word/theme/theme1\.xml|word/_rels/(?:document|footnotes)\.xml\.rels|word/media/[A-Za-z0-9]+\.png"
)
"""The parts of a document of ours."""

_FIELD = re.compile(r' (?:TOC \\o "1-1" \\h \\z \\u|(?:PAGEREF|NOTEREF) b_[A-Za-z0-9_]+ \\h|PAGE|NUMPAGES) ')
"""The fields that a document of ours has."""

_CLOSE = frozenset(map(style_id, (Style.BODY, Style.SMALL, Style.LABELLED, Style.PROSE, Style.LIST, Style.VERDICT)))
"""Styles without a distance before the paragraph."""

_FOREIGN = frozenset({"object", "altChunk", "control", "subDoc", "attachedTemplate", "mailMerge", "customXml", "pict"})
"""Elements by which documents bring in what stands elsewhere, or run something."""


_LARGEST = 200_000_000
"""Bytes of a Word document that is looked at before it is replaced."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself."""

    title: str
    author: str
    subject: str
    lang: str
    created: str
    modified: str
    """Instants as W3C writes them."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What has to be in the document, counted where it was made."""

    notes: int
    pictures: int
    addresses: frozenset[str]
    new_pages: frozenset[str]


def is_as_made(path: Path) -> bool:
    """Whether a file is a Word document that nobody has saved since this program made it.

    False also of what cannot be read to tell.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(read_plain(path, _LARGEST))) as archive:
            info = archive.getinfo(_APP_PART)
            return info.file_size == len(_APP) and archive.read(info) == _APP.encode()
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError):
        return False


def finish(data: bytes, properties: Properties, expected: Expected) -> bytes:
    """The document as it is written. Raises UserError (code `word-check`) if something in it is not as it should be."""
    for prefix, uri in _PREFIXES.items():
        ET.register_namespace(prefix, uri)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if _KEPT.fullmatch(name)}
    names = {*parts, "docProps/core.xml", _APP_PART}
    trees = {name: ET.fromstring(text) for name, text in parts.items() if _is_read(name)}  # noqa: S314 - pandoc's and ours
    body = trees["word/document.xml"]
    _set_widths(body, TEXT_WIDTH)
    _set_rows(body)
    _name_tables(body)
    _part_tables(body)
    keep_together(body)
    _set_pages(body, expected.new_pages)
    _name_pictures(body)
    for name in ("word/document.xml", "word/footnotes.xml"):
        set_chinese(trees[name])
        if properties.lang == LANGUAGES["zh-Hans"]:
            set_shared_marks(trees[name])
    _drop_dead_ends(trees, names)
    if problems := list(_problems(trees, names, expected)):
        raise UserError(
            N_("The Word document was not written: {reasons}."), code="word-check", reasons="; ".join(problems[:5])
        )
    for name, tree in trees.items():
        flat = name.startswith("[") or name.endswith(".rels")
        parts[name] = _flat(tree) if flat else ET.tostring(tree, encoding="UTF-8", xml_declaration=True)
    parts["docProps/core.xml"] = _core(properties).encode()
    parts[_APP_PART] = _APP.encode()
    return packed(parts)


def _is_read(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not name.startswith("docProps/")


def _flat(tree: ET.Element) -> bytes:
    """A list of types or relationships as XML in its default namespace, which some readers insist on."""
    uri, _, root = tree.tag[1:].partition("}")
    entries = (
        f"<{one.tag.rpartition('}')[2]} {' '.join(f'{key}={quoteattr(value)}' for key, value in one.items())}/>"
        for one in tree
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{uri}">{"".join(entries)}</{root}>'.encode()


# --- changes ----------------------------------------------------------------------------------------------------------


def _set_widths(parent: ET.Element, width: int) -> None:
    """Tables fill the measure, and each cell says its width: pandoc writes neither for a page of ours."""
    for child in parent:
        if child.tag == f"{_W}tbl":
            columns = child.findall(f"{_W}tblGrid/{_W}gridCol")
            whole = sum(int(column.get(f"{_W}w", "0")) for column in columns) or 1
            widths = [int(column.get(f"{_W}w", "0")) * width // whole for column in columns]
            for column, wide in zip(columns, widths, strict=True):
                column.set(f"{_W}w", str(wide))
            for row in child.findall(f"{_W}tr"):
                for cell, wide in zip(row.findall(f"{_W}tc"), widths, strict=True):
                    said = ET.Element(f"{_W}tcW", {f"{_W}w": str(wide), f"{_W}type": "dxa"})
                    properties = cell.find(f"{_W}tcPr")
                    if properties is None:
                        properties = ET.Element(f"{_W}tcPr")
                        cell.insert(0, properties)
                    properties.insert(0, said)
                    _set_widths(cell, wide - 2 * CARD_MARGIN)
        else:
            _set_widths(child, width)


def _set_rows(body: ET.Element) -> None:
    """No row is torn apart by the end of a page, and a reader is told that rows begin with their head."""
    for table in body.iter(f"{_W}tbl"):
        look = table.find(f"{_W}tblPr/{_W}tblLook")
        rows = table.findall(f"{_W}tr")
        single = len(rows) == 1 and len(rows[0].findall(f"{_W}tc")) == 1
        if look is not None:
            look.set(f"{_W}firstColumn", "0" if single else "1")
            first_row = look.get(f"{_W}firstRow") == "1"
            look.set(f"{_W}val", f"{0x0400 | (0x20 if first_row else 0) | (0 if single else 0x80):04X}")
            look.set(f"{_W}noVBand", "1")
        for row in rows:
            found = row.find(f"{_W}trPr")
            if found is None:
                found = ET.Element(f"{_W}trPr")
                row.insert(0, found)
            found.insert(0, ET.Element(f"{_W}cantSplit"))


def _part_tables(body: ET.Element) -> None:
    """A cell has to end with a paragraph, tables in a row would become one, and text keeps a distance from them."""
    for cell in body.iter(f"{_W}tc"):
        if len(cell) and cell[-1].tag == f"{_W}tbl":
            cell.append(ET.Element(f"{_W}p"))
    for parent in [*body.iter(f"{_W}tc"), *body.iter(f"{_W}body")]:
        for index in range(len(parent) - 1, 0, -1):
            if parent[index - 1].tag != f"{_W}tbl":
                continue
            if parent[index].tag == f"{_W}tbl":
                parent.insert(index, ET.Element(f"{_W}p"))
            elif parent[index].tag == f"{_W}p" and (properties := parent[index].find(f"{_W}pPr")) is not None:
                style = properties.find(f"{_W}pStyle")
                if style is not None and style.get(f"{_W}val") in _CLOSE and properties.find(f"{_W}jc") is None:
                    spacing = ET.SubElement(properties, f"{_W}spacing")
                    spacing.set(f"{_W}before", "120")


def _name_tables(body: ET.Element) -> None:
    """What the caption above a table says is told with the table too: the caption is a paragraph of its own."""
    for parent in [*body.iter(f"{_W}tc"), *body.iter(f"{_W}body")]:
        for above, table in itertools.pairwise(parent):
            style, properties = above.find(f"{_W}pPr/{_W}pStyle"), table.find(f"{_W}tblPr")
            if style is None or style.get(f"{_W}val") != style_id(Style.CAPTION) or properties is None:
                continue
            said = "".join(one.text or "" for one in above.iter(f"{_W}t"))
            ET.SubElement(properties, f"{_W}tblCaption").set(f"{_W}val", said)


def _set_pages(body: ET.Element, new_pages: frozenset[str]) -> None:
    for paragraph in body.iter(f"{_W}p"):
        names = {mark.get(f"{_W}name") for mark in paragraph.iter(f"{_W}bookmarkStart")}
        properties = paragraph.find(f"{_W}pPr")
        if properties is not None and names & new_pages:
            properties.insert(1, ET.Element(f"{_W}pageBreakBefore"))


def _name_pictures(body: ET.Element) -> None:
    """Pandoc writes a picture's address, which is the whole picture, beside its description."""
    for number, one in enumerate(body.iter(_DRAWING), start=1):
        one.set("name", f"Picture {number}")
        one.attrib.pop("title", None)
    for number, one in enumerate(body.iter(_PICTURE), start=1):
        one.set("name", f"Picture {number}")
        one.attrib.pop("descr", None)


def _drop_dead_ends(trees: dict[str, ET.Element], parts: set[str]) -> None:
    """Take out what leads to parts that are not kept: pandoc always adds comments and properties of its own."""
    types = trees["[Content_Types].xml"]
    for entry in list(types):
        name = entry.get("PartName", "")
        if name and name.removeprefix("/") not in parts:
            types.remove(entry)
    for name, tree in trees.items():
        if name.endswith(".rels"):
            for entry in list(tree):
                if entry.get("TargetMode") != "External" and _target(name, entry) not in parts:
                    tree.remove(entry)


def _target(relationships: str, entry: ET.Element) -> str:
    folder = relationships.partition("_rels/")[0]
    target = entry.get("Target", "")
    return target.removeprefix("/") if target.startswith("/") else folder + target


# --- checks -----------------------------------------------------------------------------------------------------------


def _problems(trees: dict[str, ET.Element], parts: set[str], expected: Expected) -> Iterator[str]:
    """What is not as it should be, in English: a fault of the program, not of the answers."""
    body, notes = trees["word/document.xml"], trees["word/footnotes.xml"]
    called = [one.get(f"{_W}id") for one in body.iter(f"{_W}footnoteReference")]
    there = [one.get(f"{_W}id") for one in notes.iter(f"{_W}footnote") if one.get(f"{_W}type") is None]
    if called != there or len(called) != expected.notes:
        yield f"{len(called)} notes are called and {len(there)} are there instead of {expected.notes}"
    pictures = sum(1 for _ in body.iter(_DRAWING))
    if pictures != expected.pictures:
        yield f"{pictures} pictures instead of {expected.pictures}"
    yield from _styles_and_fields(trees)
    marks = [one.get(f"{_W}name", "") for tree in (body, notes) for one in tree.iter(f"{_W}bookmarkStart")]
    if len(marks) != len(set(marks)):
        yield "a bookmark stands twice"
    for tree in (body, notes):
        for one in tree.iter(f"{_W}hyperlink"):
            if (anchor := one.get(f"{_W}anchor")) is not None and anchor not in marks:
                yield f"a link leads to {anchor}, which is not there"
    for name, tree in trees.items():
        if name.endswith(".rels"):
            yield from _leads(name, tree, parts, expected.addresses)
    for name in ("document", "footnotes"):
        known = {one.get("Id") for one in trees[f"word/_rels/{name}.xml.rels"]}
        named = {
            value for one in trees[f"word/{name}.xml"].iter() for key, value in one.items() if key.startswith(_RID)
        }
        if lost := sorted(named - known):
            yield f"word/{name}.xml names {lost[0]}, which leads nowhere"


def _styles_and_fields(trees: dict[str, ET.Element]) -> Iterator[str]:
    known = {one.get(f"{_W}styleId", "") for one in trees["word/styles.xml"].iter(f"{_W}style")}
    for foreign in sorted(known - style_ids()):
        yield f"the style {foreign} is none of ours"
    for name, tree in trees.items():
        for one in tree.iter():
            tag = one.tag.rpartition("}")[2]
            if tag in ("pStyle", "rStyle", "tblStyle") and one.get(f"{_W}val") not in known:
                yield f"{name} uses the style {one.get(f'{_W}val')}, which is not there"
            field = one.text if tag == "instrText" else one.get(f"{_W}instr") if tag == "fldSimple" else None
            if field is not None and not _FIELD.fullmatch(field):
                yield f"{name} has the field {field[:60]}"
            if tag in _FOREIGN and one.tag.startswith(_W):
                yield f"{name} has the element {tag}"


def _leads(name: str, tree: ET.Element, parts: set[str], addresses: frozenset[str]) -> Iterator[str]:
    for entry in tree:
        target = entry.get("Target", "")
        if entry.get("TargetMode") != "External":
            if _target(name, entry) not in parts:
                yield f"{name} leads to {target}"
        elif target not in addresses or not target.lower().startswith(("https://", "http://")):
            yield f"{name} leads out of the document to {target[:60]}"


# --- properties -------------------------------------------------------------------------------------------------------

_APP_PART = "docProps/app.xml"
"""Where a program that saves a document says which one it is."""

_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>dpia-wizard</Application></Properties>"
)


def _core(properties: Properties) -> str:
    one = properties
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(one.title)}</dc:title><dc:subject>{escape(one.subject)}</dc:subject>"
        f"<dc:creator>{escape(one.author)}</dc:creator><dc:language>{one.lang}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{one.created}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{one.modified}</dcterms:modified></cp:coreProperties>'
    )

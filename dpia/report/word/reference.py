"""The document that pandoc takes styles, numbering, page and running lines from: made anew for each report.

It is no file that somebody drew in Word once: all of it stands here and in `styles`, and can be read and changed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from dpia.report.house_style import HouseStyle
from dpia.report.word.styles import NAMESPACE, Style, style_id, styles_xml

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = 11906, 16838, 1191
TEXT_WIDTH = _PAGE_WIDTH - 2 * _MARGIN
"""The measure of the text on A4, in twentieths of a point."""


@dataclass(frozen=True, slots=True)
class RunningLines:
    """What stands at the head and the foot of each page; all of it is safe already."""

    head_left: str
    head_right: str
    foot_left: str
    foot_right: str
    page: str
    """"Page {page} of {pages}"."""


def reference_document(look: HouseStyle, lang: str, lines: RunningLines) -> bytes:
    """The reference document as a file."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relationships(
            {
                "rId1": ("styles", "styles.xml"),
                "rId2": ("numbering", "numbering.xml"),
                "rId3": ("settings", "settings.xml"),
                "rId4": ("fontTable", "fontTable.xml"),
                "rId5": ("footnotes", "footnotes.xml"),
                "rId6": ("header", "header1.xml"),
                "rId7": ("footer", "footer1.xml"),
                "rId8": ("webSettings", "webSettings.xml"),
                "rId9": ("theme", "theme/theme1.xml"),
            }
        ),
        "word/styles.xml": styles_xml(look, lang),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": f'<w:fonts xmlns:w="{NAMESPACE}"/>',
        "word/webSettings.xml": f'<w:webSettings xmlns:w="{NAMESPACE}"/>',
        "word/footnotes.xml": _footnotes(),
        "word/header1.xml": _running("hdr", "header", [_line(lines.head_left, lines.head_right)]),
        "word/footer1.xml": _running("ftr", "footer", _foot(lines)),
    }
    return packed({name: (_DECLARED + text).encode() for name, text in parts.items()})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a ZIP file without times, the list of types first, as programs expect it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(info, parts[name])
    return made.getvalue()


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{_TYPE}.document.main+xml",
        **{
            f"/word/{name}.xml": f"{_TYPE}.{sort}+xml"
            for name, sort in (
                ("styles", "styles"), ("numbering", "numbering"), ("settings", "settings"), ("fontTable", "fontTable"),
                ("webSettings", "webSettings"), ("footnotes", "footnotes"), ("header1", "header"),
                ("footer1", "footer"),
            )
        },
    }  # fmt: skip
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{sort}"/>' for name, sort in overrides.items())
        + "</Types>"
    )


def _relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    items = (
        f'<Relationship Id="{name}" Type="{RELATIONSHIPS}/{sort}" Target="{target}"/>'
        for name, (sort, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(items)}</Relationships>'


def _document() -> str:
    """A4 with the running lines."""
    return (
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONSHIPS}"><w:body><w:p/><w:sectPr>'
        '<w:headerReference w:type="default" r:id="rId6"/><w:footerReference w:type="default" r:id="rId7"/>'
        f'<w:pgSz w:w="{_PAGE_WIDTH}" w:h="{_PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="1304" w:right="{_MARGIN}" w:bottom="1247" w:left="{_MARGIN}" w:header="624" w:footer="624" '
        'w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _settings() -> str:
    """Without updating of fields at opening, which would make Word ask whether the document may be trusted."""
    return (
        f'<w:settings xmlns:w="{NAMESPACE}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _footnotes() -> str:
    return (
        f'<w:footnotes xmlns:w="{NAMESPACE}">'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )


def _numbering() -> str:
    """Lists 1 and 2 number the headings of the parts and of the annexes."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(_level(level, first if level == 0 else "decimal", names[level]) for level in range(3))
        + "</w:abstractNum>"
        for number, first, names in ((1, "decimal", Style.HEADINGS), (2, "upperLetter", Style.ANNEXES))
    )
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return f'<w:numbering xmlns:w="{NAMESPACE}">{abstract}{numbers}</w:numbering>'


def _level(level: int, form: str, style: str) -> str:
    text = ".".join(f"%{n + 1}" for n in range(level + 1))
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style_id(style)}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def _running(element: str, style: str, lines: list[str]) -> str:
    set_in = f'<w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>'
    paragraphs = "".join(f"<w:p>{set_in}{line}</w:p>" for line in lines if line)
    return f'<w:{element} xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONSHIPS}">{paragraphs}</w:{element}>'


def _line(left: str, right: str) -> str:
    return f"{_run(left)}<w:r><w:tab/></w:r>{_run(right, bold=True)}"


def _foot(lines: RunningLines) -> list[str]:
    before, _, rest = lines.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    number = f"{_run(before)}{_simple('PAGE')}{_run(between)}{_simple('NUMPAGES')}{_run(after)}"
    return [f"{_run(lines.foot_left)}<w:r><w:tab/></w:r>{number}", _run(lines.foot_right)]


def _run(text: str, *, bold: bool = False) -> str:
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _simple(instruction: str) -> str:
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

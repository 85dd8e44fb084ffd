"""The styles of the Word document: the same names and ids in each export, so that Word's Compare sees text alone.

A paragraph of the report takes all its looks from its style. Whoever edits the document changes a style and not each
paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from dpia.report.house_style import OWN, HouseStyle

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

LANGUAGES = {"en": "en-GB", "sv": "sv-SE", "zh-Hans": "zh-CN"}
"""Languages as Word names them."""

TEXT_FACE, HEADING_FACE, HAN_FACE, HAN_HEADING_FACE = "Cambria", "Calibri", "SimSun", "Microsoft YaHei"
"""Families that come with Word; a reader who lacks them sees others, and no text moves out of place."""


CARD_MARGIN = 170
"""Between the frame of a card and what stands in it, in twentieths of a point."""


class Style:
    """Names of the styles that paragraphs, runs and tables are set in."""

    BODY = "Body Text"
    LEAD = "Report Lead"
    SMALL = "Report Small"
    INTRO = "Report Intro"
    VERDICT = "Report Verdict"
    LABELLED = "Report Labelled"
    LABEL_LINE = "Report Label Line"
    PROSE = "Report Answer"
    LIST = "Report List"
    LIST_SMALL = "Report List Small"
    BOX = "Report Box"
    TAG = "Report Tag"
    CAPTION = "caption"
    PICTURE = "Report Picture"
    FOOTNOTE = "footnote text"

    CONFIDENTIAL = "Report Confidential"
    KIND = "Report Kind"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    BRIEF_TITLE = "Report Brief Title"
    BRIEF_SUBTITLE = "Report Brief Subtitle"
    DRAFT = "Report Draft"
    DISCLAIMER = "Report Disclaimer"
    LETTERHEAD = "Report Letterhead"
    CONTENTS_HEAD = "TOC Heading"
    CONTENTS = "toc 1"

    HEADINGS = ("heading 1", "heading 2", "heading 3")
    ANNEXES = ("Annex Heading 1", "Annex Heading 2", "Annex Heading 3")
    UNNUMBERED = ("Plain Heading 1", "Plain Heading 2", "Plain Heading 3")

    TABLE = "Report Table"
    TABLE_PAIRS = "Report Pairs"
    TABLE_SIGN = "Report Signatures"
    CARD = "Report Card"
    CARD_OUTCOME = "Report Outcome"
    CARD_WARNING = "Report Warning"
    TABLE_HEAD = "Report Table Head"
    TABLE_TEXT = "Report Table Text"
    TABLE_SMALL = "Report Table Small"
    TABLE_SIGN_TEXT = "Report Table Signature"
    CARD_TITLE = "Report Card Title"
    OUTCOME_TITLE = "Report Outcome Title"

    QUIET = "Report Quiet"
    MARK = "Report Mark"
    CODE = "Report Code"
    LABEL = "Report Label"
    VOICE = "Report Voice"
    CITE = "Report Citation"
    CALL = "footnote reference"


_IDS = {
    "Normal": "Normal", "heading 1": "Heading1", "heading 2": "Heading2", "heading 3": "Heading3",
    "caption": "Caption", "footnote text": "FootnoteText", "footnote reference": "FootnoteReference",
    "toc 1": "TOC1", "toc 2": "TOC2", "TOC Heading": "TOCHeading", "header": "Header", "footer": "Footer",
}  # fmt: skip

_KNOWN = frozenset({Style.BODY, Style.TITLE, Style.SUBTITLE, "Block Text", "Hyperlink"})
"""Styles that Word has too, under the id that their name gives."""


def style_id(name: str) -> str:
    """The id of a style: Word's own where it knows the style."""
    return _IDS.get(name, name.replace(" ", ""))


@dataclass(frozen=True, slots=True)
class _Paragraph:
    name: str
    based: str = "Body Text"
    size: float = 0
    """Points; 0: as the style that it is based on."""
    before: float = 0
    after: float | None = None
    bold: bool = False
    italic: bool = False
    heading_face: bool = False
    colour: str = ""
    indent: tuple[float, float] | None = None
    """Millimetres: left, and of these hanging."""
    keep_next: bool = False
    keep_lines: bool = False
    level: int | None = None
    """Level in the outline, from 0."""
    numbered: int = 0
    """Number of the list that it is numbered in (`numbering`), at its level."""
    follows: str = ""
    """Style of the paragraph that is typed after it."""
    tabs: str = ""
    border: str = ""
    right: bool = False
    shown: bool = True


def _paragraphs(look: HouseStyle) -> list[_Paragraph]:
    heading, rule = look.heading, look.rule
    bar = f'<w:left w:val="single" w:sz="8" w:space="8" w:color="{_hex(rule)}"/>'
    made = [
        _Paragraph(Style.BODY, "Normal", after=6),
        _Paragraph("First Paragraph", shown=False),
        _Paragraph("Compact", after=2, shown=False),
        _Paragraph("Block Text", indent=(12, 0), shown=False),
        _Paragraph(Style.LEAD, size=11.5),
        _Paragraph(Style.SMALL, size=9, heading_face=True, after=4),
        _Paragraph(Style.INTRO, Style.SMALL, keep_next=True),
        _Paragraph(Style.VERDICT, bold=True),
        _Paragraph(Style.LABELLED, indent=(24, 24), tabs="24"),
        _Paragraph(Style.LABEL_LINE, size=9.5, bold=True, heading_face=True, before=4, after=2, keep_next=True),
        _Paragraph(Style.PROSE, indent=(6, 0), border=bar),
        _Paragraph(Style.LIST, after=3),
        _Paragraph(Style.LIST_SMALL, size=9, heading_face=True, after=2),
        _Paragraph(Style.BOX, size=10, after=3, indent=(6, 6), tabs="6"),
        _Paragraph(Style.TAG, size=8.5, heading_face=True, before=8, after=0, keep_next=True),
        _Paragraph(Style.CAPTION, size=9.5, bold=True, heading_face=True, before=8, after=3, keep_next=True),
        _Paragraph(Style.PICTURE, after=6),
        _Paragraph(Style.FOOTNOTE, "Normal", size=8.5, after=2),
        _Paragraph(Style.CONFIDENTIAL, size=9, heading_face=True, after=24),
        _Paragraph(Style.LETTERHEAD, size=11, bold=True, heading_face=True, colour=heading, after=6),
        _Paragraph(Style.KIND, size=13, heading_face=True, after=4),
        _Paragraph(Style.TITLE, size=26, bold=True, heading_face=True, colour=heading, after=10, keep_lines=True),
        _Paragraph(Style.SUBTITLE, size=15, after=16),
        _Paragraph(Style.BRIEF_TITLE, Style.TITLE, size=18, before=0, after=2),
        _Paragraph(Style.BRIEF_SUBTITLE, Style.SUBTITLE, size=12, before=0, after=6),
        _Paragraph(Style.DRAFT, size=12, bold=True, heading_face=True, after=10),
        _Paragraph(Style.DISCLAIMER, size=9.5, before=12),
        _Paragraph(Style.CONTENTS_HEAD, size=14, bold=True, heading_face=True, colour=heading, before=18, after=6,
                   keep_next=True),
        _Paragraph(Style.CONTENTS, heading_face=True, after=3, tabs="10 right"),
        _Paragraph("toc 2", heading_face=True, size=9.5, after=2, indent=(10, 0), tabs="22 right"),
        _Paragraph("header", "Normal", size=8.5, heading_face=True, tabs="right"),
        _Paragraph("footer", "Normal", size=8.5, heading_face=True, tabs="right"),
        _Paragraph(Style.TABLE_TEXT, size=9.5, heading_face=True, after=1),
        _Paragraph(Style.TABLE_SMALL, size=9, heading_face=True, after=1),
        _Paragraph(Style.TABLE_HEAD, size=9, bold=True, heading_face=True, after=1, keep_next=True),
        _Paragraph(Style.TABLE_SIGN_TEXT, size=9.5, heading_face=True, before=18, after=2, keep_next=True),
        _Paragraph(Style.CARD_TITLE, size=12, bold=True, heading_face=True, after=4, keep_next=True),
        _Paragraph(Style.OUTCOME_TITLE, size=20, bold=True, heading_face=True, colour=heading, after=4, keep_next=True),
    ]  # fmt: skip
    for names, list_ in ((Style.HEADINGS, 1), (Style.ANNEXES, 2), (Style.UNNUMBERED, 0)):
        for level, name in enumerate(names):
            base = "Normal" if names is Style.HEADINGS else style_name_of_heading(level)
            made.append(
                _Paragraph(
                    name, base, size=(16, 12.5, 11)[level], before=(20, 12, 4)[level], after=(6, 4, 3)[level],
                    bold=True, heading_face=True, colour=heading, keep_next=True, keep_lines=True, level=level,
                    numbered=list_, indent=(12, 12) if list_ or level else (0, 0), follows=Style.BODY, tabs="12",
                )
            )  # fmt: skip
    return made


def style_name_of_heading(level: int) -> str:
    """The style that other headings of a level are based on."""
    return Style.HEADINGS[level]


SLANTED = (Style.QUIET, Style.MARK, Style.CITE)
"""Character styles in italics, which Chinese does not have."""

_RUNS = {
    Style.QUIET: '<w:i/><w:color w:val="555555"/>',
    Style.MARK: "<w:i/>",
    Style.CODE: '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:sz w:val="18"/>',
    Style.LABEL: "<w:b/>",
    Style.VOICE: "<w:b/>",
    Style.CITE: "<w:i/>",
    Style.CALL: '<w:vertAlign w:val="superscript"/>',
    "Hyperlink": '<w:color w:val="1F3864"/><w:u w:val="single"/>',
}
"""Properties of character styles; the colours stand out at 4.5 to 1 and more."""


def styles_xml(look: HouseStyle, lang: str) -> str:
    """The part `word/styles.xml`."""
    text, heading = look.text_face or TEXT_FACE, look.heading_face or HEADING_FACE
    chinese = lang == "zh-Hans"
    latin = LANGUAGES["en"] if chinese else LANGUAGES.get(lang, lang)  # else words in Latin letters break anywhere
    runs = (
        f'<w:style w:type="character"{_custom(name)} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{properties}</w:rPr></w:style>'
        for name, properties in (
            (name, found.replace("<w:i/>", "") if chinese and name in SLANTED else found)
            for name, found in _RUNS.items()
        )
    )
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(text)}<w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{latin}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    paragraphs = (_paragraph(one, heading) for one in _paragraphs(look))
    styles = "".join((defaults, _BASES, *paragraphs, *runs, *_tables(look)))
    return f'<w:styles xmlns:w="{NAMESPACE}">{styles}</w:styles>'


def style_ids() -> frozenset[str]:
    """The ids of all styles that a document has; pandoc makes up what it does not find."""
    return frozenset(re.findall(r' w:styleId="([^"]*)"', styles_xml(OWN, "en")))


_BASES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="115" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
"""The styles that all others are based on."""


def _paragraph(style: _Paragraph, heading: str) -> str:
    properties = [
        "<w:keepNext/>" if style.keep_next else "",
        "<w:keepLines/>" if style.keep_lines else "",
        f'<w:numPr><w:ilvl w:val="{style.level}"/><w:numId w:val="{style.numbered}"/></w:numPr>'
        if style.level is not None
        else "",
        f"<w:pBdr>{style.border}</w:pBdr>" if style.border else "",
        _tabs(style.tabs),
        f'<w:spacing w:before="{_twips(style.before)}"'
        + (f' w:after="{_twips(style.after)}"' if style.after is not None else "")
        + "/>",
        f'<w:ind w:left="{_mm(style.indent[0])}" w:hanging="{_mm(style.indent[1])}"/>' if style.indent else "",
        f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else "",
    ]
    runs = [
        _fonts(heading, HAN_HEADING_FACE) if style.heading_face else "",
        "<w:b/>" if style.bold else "",
        "<w:i/>" if style.italic else "",
        f'<w:color w:val="{_hex(style.colour)}"/>' if style.colour else "",
        f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>' if style.size else "",
    ]
    follows = f'<w:next w:val="{style_id(style.follows)}"/>' if style.follows else ""
    return (
        f'<w:style w:type="paragraph"{_custom(style.name)} w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="{style_id(style.based)}"/>{follows}'
        + ("<w:qFormat/>" if style.shown else "<w:semiHidden/>")
        + f"<w:pPr>{''.join(properties)}</w:pPr><w:rPr>{''.join(runs)}</w:rPr></w:style>"
    )


def _custom(name: str) -> str:
    return "" if name in _IDS or name in _KNOWN else ' w:customStyle="1"'


def _tabs(tabs: str) -> str:
    """Tab stops: millimetres, or `right` for the right edge of the text."""
    stops = [
        f'<w:tab w:val="right" w:pos="{_mm(168)}"/>'
        if tab == "right"
        else f'<w:tab w:val="left" w:pos="{_mm(int(tab))}"/>'
        for tab in tabs.split()
    ]
    return f"<w:tabs>{''.join(stops)}</w:tabs>" if stops else ""


def _tables(look: HouseStyle) -> list[str]:
    rule, fill = _hex(look.rule), _hex(look.fill)
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{rule}"'
    thin = 'w:val="single" w:sz="4" w:space="0" w:color="999999"'
    rows = f"<w:tblBorders><w:bottom {thin}/><w:insideH {thin}/></w:tblBorders>"
    head = (
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {line}/></w:tcBorders></w:tcPr></w:tblStylePr>'
    )
    box = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right"))
    thick = f'w:val="single" w:sz="24" w:space="0" w:color="{rule}"'
    warning = box.replace(f"<w:left {line}/>", f"<w:left {thick}/>")
    inner = _margins(80, CARD_MARGIN)
    filled = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>'
    return [
        _table(Style.TABLE, rows + _margins(30, 0, 115), head),
        _table(Style.TABLE_PAIRS, rows + _margins(30, 0, 115)),
        _table(Style.TABLE_SIGN, rows + _margins(30, 0, 115), head),
        _table(Style.CARD, f"<w:tblBorders>{box}</w:tblBorders>{inner}"),
        _table(Style.CARD_WARNING, f"<w:tblBorders>{warning}</w:tblBorders>{inner}"),
        _table(Style.CARD_OUTCOME, f"<w:tblBorders>{box}</w:tblBorders>{inner}", filled),
    ]


def _table(name: str, properties: str, more: str = "") -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>{properties}</w:tblPr>{more}</w:style>'
    )


def _margins(across: int, left: int, right: int | None = None) -> str:
    sides = (("top", across), ("left", left), ("bottom", across), ("right", left if right is None else right))
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return f"<w:tblCellMar>{margins}</w:tblCellMar>"


def _fonts(family: str, han: str = HAN_FACE) -> str:
    name = quoteattr(family)
    return f'<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia="{han}" w:cs={name}/>'


def _hex(colour: str) -> str:
    return colour.removeprefix("#").upper()


def _twips(points: float) -> int:
    return round(points * 20)


def _mm(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)

"""The Word document: whole, the same each time, and with nothing in it but what the report says."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from support.reports import HOSTILE, Rendered

from dpia.cli.rendering import _refuse_loss
from dpia.errors import UserError
from dpia.report.house_style import OWN, HouseStyle
from dpia.report.model import (
    Block,
    Bullets,
    Card,
    Cite,
    Cover,
    Dependency,
    FlowChart,
    FlowLane,
    Labels,
    LadderBar,
    LadderChart,
    Link,
    Note,
    Para,
    PowerMap,
    Prose,
    Report,
    ReportSection,
    RiskMap,
    RiskMark,
    Run,
    StorageBar,
    StorageChart,
    Table,
    TableRow,
    TimelineChart,
    TimelineMark,
)
from dpia.report.word import making, pandoc
from dpia.report.word.finishing import Expected, Properties, finish, is_as_made
from dpia.report.word.making import render_word
from dpia.report.word.styles import NAMESPACE

W = f"{{{NAMESPACE}}}"
EVIL = HOSTILE + ' {DDE x "cmd"} <w:p/> ]]> &amp; http://evil.example/ \ufffe \\\\evil\\share {HYPERLINK "file:///x"}'
PAGE = "https://authority.example/decision"


def small_report() -> Report:
    """Every kind of block and span, each with what a hostile person may type."""
    text, cell = (Run(EVIL),), (Run(EVIL, "quiet", anchor="here"), Link(EVIL, PAGE), Run("ord", "em", lang="sv"))
    notes = (
        Note(1, EVIL, (Cite("cite-a", "a", EVIL, (EVIL,), EVIL, EVIL),)),
        Note(2, "Court", (Cite("b", "b", "B", see=1),)),
    )
    sign = Table(EVIL, (EVIL, "Date"), (TableRow((text, ())),), (70, 30), "sign")
    blocks: tuple[Block, ...] = (
        Para((Run("Plain, "), Run("strong", "strong"), Run("id", "code"), *notes), label=EVIL),
        Para((Link(EVIL, "#here", page=True),), "small"),
        Prose(EVIL + "\n\n1. one\n2. **two**\n\n> quoted\n\n***\n\n`code`", EVIL),
        Bullets((text, cell[1:]), ordered=True, label=EVIL),
        Bullets((text,), kind="boxes"),
        Table(EVIL, ("Head", EVIL), (TableRow((cell, text), anchor="row-1"),), (50, 50), "compact", "table-1"),
        Table("", ("A", "B"), (TableRow((text, text)),), (30, 70), "pairs", "table-2"),
        Card(EVIL, (Para(text), Table("", ("A", "B"), (TableRow((text, text)),), (30, 70), "pairs")), "outcome"),
        LadderChart("Ladder", EVIL, (LadderBar("Way 人脸", ("Way 😀",), 1, "little", "full", "yes", True, False),), ("0", "1"), "I", "R", EVIL),
        RiskMap("Risks", EVIL, (("likely",),), ("severe",), (RiskMark("R1", (0, 0, 0), None),), "L", "S", EVIL),
        FlowChart("Flow", EVIL, (FlowLane("People", (("Pupils",),)), FlowLane("Data", (("Code",),)))),
        PowerMap("Power", EVIL, ("School",), (Dependency(("Pupils",), ("marks",), "no"),), EVIL),
        StorageChart("Storage", EVIL, (StorageBar(("Code",), 0, "2 hours"), StorageBar(("Name",), None, EVIL)), ("Hours",), EVIL, EVIL),
        TimelineChart("Days", EVIL, (TimelineMark("passed", "1 May 2026", (EVIL,), 240, False),), EVIL, EVIL, EVIL),
    )  # fmt: skip
    labels = Labels(
        "Contents",
        "Notes",
        "note {number}",
        "Page {page} of {pages}",
        "(p. {page})",
        EVIL,
        "digest",
        "Back",
        "{characters}",
        "Skip",
    )
    cover = Cover(EVIL, EVIL, EVIL, ((EVIL, EVIL),), EVIL, EVIL, sign)
    parts = (
        ReportSection(
            "one",
            EVIL,
            2,
            "1",
            blocks,
            (ReportSection("one-one", "Inner", 3, "1.1"), ReportSection("f1", "Own", 3, "F1")),
        ),
        ReportSection(
            "a", "Annex", 2, "A", (Para((Run("text"),)),), (ReportSection("a-1", "Inner", 3, "A.1"),), "page"
        ),
    )
    return Report("en", EVIL, EVIL, cover, ReportSection("summary", "Summary", 2, blocks=(Para(text),)), parts, labels,
                  "2026-11-21", "2026-11-22T10:00:00+01:00", draft="Draft")  # fmt: skip


@pytest.fixture(scope="module")
def small() -> bytes:
    return render_word(small_report(), OWN)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(data: bytes, name: str = "word/document.xml") -> ET.Element:
    return ET.fromstring(parts(data)[name])


def styles(data: bytes) -> dict[str, list[str]]:
    """Texts of the paragraphs by their style."""
    found: dict[str, list[str]] = {}
    for paragraph in tree(data).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        text = "".join(one.text or "" for one in paragraph.iter(f"{W}t"))
        found.setdefault("" if style is None else style.get(f"{W}val", ""), []).append(text)
    return found


def test_the_small_report_has_every_kind_of_block() -> None:
    used = {type(block) for block in small_report().sections[0].blocks}
    assert used == set(get_args(Block))


def test_hostile_text_is_text_and_leads_nowhere(small: bytes) -> None:
    made = parts(small)
    links = made["word/_rels/document.xml.rels"].decode() + made["word/_rels/footnotes.xml.rels"].decode()
    assert set(re.findall(r'Target="([a-z]+:[^"]*)"', links)) == {PAGE}
    fields = re.findall(
        r"<w:instrText[^>]*>([^<]*)<", made["word/document.xml"].decode() + made["word/footnotes.xml"].decode()
    )
    assert {field.split()[0] for field in fields} == {"TOC", "PAGEREF", "NOTEREF"}
    body = "".join(one.text or "" for one in tree(small).iter(f"{W}t"))
    for typed in (
        '{DDE x "cmd"}',
        "<w:p/> ]]> &amp;",
        "[U+202E]gnp.exe[U+202C]",
        "[U+D800]",
        "[U+FFFE]",
        "<script>alert(1)</script>",
    ):
        assert typed in body
    assert not {name for name in made if not name.endswith((".xml", ".rels", ".png"))}
    assert b"evil" not in made["word/settings.xml"] + links.encode()


def test_notes_are_footnotes_and_refer_to_each_other(small: bytes) -> None:
    body, notes = tree(small), tree(small, "word/footnotes.xml")
    assert len(list(body.iter(f"{W}footnoteReference"))) == 2
    texts = ["".join(one.itertext()) for one in notes.iter(f"{W}footnote") if one.get(f"{W}type") is None]
    assert len(texts) == 2
    assert "B, note  NOTEREF b_footnote_1 \\h 1" in texts[1]


def test_headings_have_the_numbers_of_the_report(small: bytes) -> None:
    """Word numbers by itself where that comes to the same; "F1" it would not."""
    found = styles(small)
    assert len(found["Heading1"]) == 1
    assert found["Heading2"] == ["Inner"]
    assert found["AnnexHeading1"] == ["Annex"]
    assert found["AnnexHeading2"] == ["Inner"]
    assert found["PlainHeading1"] == ["Summary"]
    assert found["PlainHeading2"] == ["F1Own"]
    assert found["TOC1"][0] == "Summary"
    assert found["TOC1"][2] == "AAnnex"


def test_the_contents_have_the_headings_that_word_would_list(small: bytes) -> None:
    """So an update adds the pages, and changes nothing else."""
    found, sheet = styles(small), tree(small, "word/styles.xml")
    level = {
        one.get(f"{W}styleId"): outline.get(f"{W}val")
        for one in sheet.iter(f"{W}style")
        if (outline := one.find(f"{W}pPr/{W}outlineLvl")) is not None
    }
    first = [text for style, texts in found.items() if level.get(style) == "0" for text in texts]
    assert all(entry.endswith(heading) for entry, heading in zip(found["TOC1"], first, strict=True))  # numbers before
    assert ' TOC \\o "1-1" \\h \\z \\u ' in parts(small)["word/document.xml"].decode()


def test_a_table_bears_its_caption(small: bytes) -> None:
    captions = [one.get(f"{W}val") for one in tree(small).iter(f"{W}tblCaption")]
    assert len(captions) == 2
    assert captions == [text for text in styles(small)["Caption"] if "alert(1)" in text][:2]


def test_tables_repeat_their_heads_keep_rows_whole_and_cells_end_with_text(small: bytes) -> None:
    body = tree(small)
    tables = {one.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val"): one for one in body.iter(f"{W}tbl")}
    assert set(tables) == {"ReportPairs", "ReportSignatures", "ReportTable", "ReportOutcome"}
    for name in ("ReportSignatures", "ReportTable"):
        assert tables[name].find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in body.iter(f"{W}tr"))
    assert all(cell[-1].tag == f"{W}p" for cell in body.iter(f"{W}tc"))
    sheet = tree(small, "word/styles.xml")
    assert sheet.find(f".//{W}style[@{W}styleId='ReportTableSignature']/{W}pPr/{W}keepNext") is not None
    for parent in [*body.iter(f"{W}body"), *body.iter(f"{W}tc")]:
        tags = [child.tag for child in parent]
        assert (f"{W}tbl", f"{W}tbl") not in set(itertools.pairwise(tags)), "two tables would become one"


def test_languages_and_pictures_are_named(small: bytes) -> None:
    text = parts(small)["word/document.xml"].decode()
    assert '<w:lang w:val="sv-SE"' in text
    assert '<w:lang w:eastAsia="zh-CN"' in text
    pictures = re.findall(r'<wp:docPr descr="([^"]*)"', text)
    assert len(pictures) == 6
    assert all("alert(1)" in described for described in pictures)
    assert "data:image" not in text
    core = parts(small)["docProps/core.xml"].decode()
    assert "<dc:language>en-GB<" in core
    assert ">2026-11-21T00:00:00Z<" in core
    assert ">2026-11-22T09:00:00Z<" in core


def kept(data: bytes) -> list[tuple[str, bool]]:
    """Each paragraph, by its style, and whether it stays with the next one, whether by itself or by its style."""
    sheet = tree(data, "word/styles.xml")
    by_style = {
        one.get(f"{W}styleId") for one in sheet.iter(f"{W}style") if one.find(f"{W}pPr/{W}keepNext") is not None
    }
    found = []
    for paragraph in tree(data).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val", "")
        found.append((name, name in by_style or paragraph.find(f"{W}pPr/{W}keepNext") is not None))
    return found


def test_no_item_row_or_note_is_left_alone_by_the_end_of_a_page() -> None:
    text = (Run("Text"),)
    blocks: tuple[Block, ...] = (
        Para(text, "small"),
        Bullets((text,) * 4, label="Label"),
        Para(text),
        Para(text, label="Remedy"),
        Para(text, "small"),
        Table("Rows", ("Head",), (TableRow((text,)),) * 4, (100,)),
    )
    report = small_report()
    part = replace(report.sections[0], blocks=blocks, sections=())
    lead = ReportSection("lead", "Lead", 2, blocks=(Para(text, "small"),), sections=(replace(part, id="x", level=3),))
    found = kept(render_word(replace(report, sections=(part, lead)), OWN))
    begins = [index for index, (style, _) in enumerate(found) if style == "ReportIntro"]
    assert len(begins) == 3
    of_part = [is_kept for _, is_kept in found[begins[0] + 1 :]]
    items, paragraphs, rows = of_part[1:5], of_part[5:8], of_part[10:14]
    assert of_part[0]
    assert items == [True, False, True, False]
    assert paragraphs == [True, True, False]
    assert rows == [True, False, True, False]


def test_the_contents_begin_a_page_except_below_a_summary_that_does_not(small: bytes) -> None:
    def begins(data: bytes) -> bool:
        heads = tree(data).iter(f"{W}p")
        found = [one for one in heads if (style := one.find(f"{W}pPr/{W}pStyle")) is not None
                 and style.get(f"{W}val") == "TOCHeading"]  # fmt: skip
        return found[0].find(f"{W}pPr/{W}pageBreakBefore") is not None

    assert begins(small)
    report = small_report()
    assert not begins(render_word(replace(report, summary=replace(report.summary, kind="begun")), OWN))


def test_chinese_is_set_as_chinese() -> None:
    cite = Note(1, "Court", (Cite("c", "c", "Guo v Park 郭兵案"),))
    said = Para((Run("前文“Annual”后文", "quiet"), Run("重点", "em"), Run("Latin", "em"), cite))
    for lang in ("en", "zh-Hans"):
        report = replace(small_report(), lang=lang, sections=(ReportSection("one", "One", 2, "1", (said,)),))
        data = render_word(report, OWN)
        sheet, made = parts(data)["word/styles.xml"].decode(), (tree(data), tree(data, "word/footnotes.xml"))
        language = tree(data, "word/styles.xml").find(f"{W}docDefaults//{W}lang")
        assert language is not None
        assert language.get(f"{W}val") == "en-GB", "or words in Latin letters would break anywhere"
        assert 'w:eastAsia="Microsoft YaHei"' in sheet
        slanted = {
            one.get(f"{W}styleId") for one in tree(data, "word/styles.xml").iter(f"{W}style")
            if one.find(f"{W}rPr/{W}i") is not None
        }  # fmt: skip
        upright = 0
        for run in itertools.chain(*(one.iter(f"{W}r") for one in made)):
            words = "".join(one.text or "" for one in run.iter(f"{W}t"))
            italic, style = run.find(f"{W}rPr/{W}i"), run.find(f"{W}rPr/{W}rStyle")
            leans = style is not None and style.get(f"{W}val") in slanted
            if any("\u4e00" <= char <= "\u9fff" for char in words):
                upright += 1
                assert italic.get(f"{W}val") == "0" if italic is not None else not leans, words
            if words == "Latin":
                assert italic is not None
            fonts = run.find(f"{W}rPr/{W}rFonts")
            if "“" in words:
                assert (fonts is not None and fonts.get(f"{W}hint") == "eastAsia") == (lang == "zh-Hans")
        assert upright >= 4
        assert slanted == (set() if lang == "zh-Hans" else {"ReportQuiet", "ReportMark", "ReportCitation"})


def test_a_citation_is_not_parted_from_its_number() -> None:
    report = replace(small_report(), sections=(ReportSection("one", "One", 2, "1", (Para((Run("by Art. 9(2)"),)),)),))
    assert "by Art.\xa09(2)" in [text for texts in styles(render_word(report, OWN)).values() for text in texts]


def test_the_same_report_gives_the_same_bytes_and_styles(small: bytes) -> None:
    assert render_word(small_report(), OWN) == small
    other = render_word(replace(small_report(), sections=()), OWN)
    assert parts(other)["word/styles.xml"] == parts(small)["word/styles.xml"]


def test_the_worked_example_keeps_every_note_and_link(skelleftea: Rendered) -> None:
    data = render_word(skelleftea.report, HouseStyle(name="Björk", privilege="Privileged", footer="Foot"))
    body = tree(data)
    assert len(list(body.iter(f"{W}footnoteReference"))) == len(list(skelleftea.report.notes())) > 50
    assert len(list(body.iter(f"{W}hyperlink"))) > 900
    headings = [text for style, texts in styles(data).items() if "Heading" in style for text in texts]
    assert any("Consent cannot carry" in text for text in headings)
    assert b"Privileged" in parts(data)["word/header1.xml"]
    assert b"Foot" in parts(data)["word/footer1.xml"]


def test_without_the_extra_one_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found = pandoc.importlib.util.find_spec
    monkeypatch.setattr(pandoc.importlib.util, "find_spec", lambda name: None if name == "pypandoc" else found(name))
    with pytest.raises(UserError) as caught:
        render_word(small_report(), OWN)
    assert caught.value.code == "word"
    assert 'pip install "dpia-wizard[word]"' in str(caught.value)


def test_a_document_that_lost_or_gained_something_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[bytes, Properties, Expected]] = []

    def kept(data: bytes, properties: Properties, expected: Expected) -> bytes:
        made.append((data, properties, expected))
        return b""

    monkeypatch.setattr(making, "finish", kept)
    render_word(replace(small_report(), sections=small_report().sections[:1]), OWN)
    [(data, properties, expected)] = made
    finish(data, properties, expected)
    wrong = {
        "notes": replace(expected, notes=expected.notes + 1),
        "pictures": replace(expected, pictures=0),
        "leads out of the document": replace(expected, addresses=frozenset()),
    }
    for said, other in wrong.items():
        with pytest.raises(UserError, match=said):
            finish(data, properties, other)
    forged = io.BytesIO()
    with zipfile.ZipFile(forged, "w") as archive:
        for name, part in parts(data).items():
            archive.writestr(name, part.replace(b" NOTEREF b_", b' INCLUDETEXT "x" b_'))
    with pytest.raises(UserError, match="INCLUDETEXT"):
        finish(forged.getvalue(), properties, expected)


def test_a_document_that_was_saved_since_is_told_from_one_that_was_not(small: bytes, tmp_path: Path) -> None:
    made, saved = tmp_path / "made.docx", tmp_path / "saved.docx"
    made.write_bytes(small)
    with zipfile.ZipFile(saved, "w") as archive:
        for name, part in parts(small).items():
            archive.writestr(
                name, part.replace(b"dpia-wizard", b"Microsoft Office Word") if "app.xml" in name else part
            )
    assert is_as_made(made)
    assert not is_as_made(saved)
    for data in (b"", b"PK", b"text"):
        saved.write_bytes(data)
        assert not is_as_made(saved)
    with pytest.raises(UserError) as caught:
        _refuse_loss(saved)
    assert caught.value.code == "edited"
    _refuse_loss(made)
    _refuse_loss(tmp_path / "new.docx")


def test_a_failing_pandoc_is_one_message() -> None:
    with pytest.raises(UserError) as caught:
        pandoc.to_docx({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [{"t": "Nonsense"}]}, b"")
    assert caught.value.code == "pandoc"

"""Typefaces: which are embedded, and which characters they have."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
import uharfbuzz as hb
from conformance.samples import CREATED, CSS, HAN, render
from support.report_parts import text_of_pdf

from dpia.errors import UserError
from dpia.report import fonts, pdf, system_packages
from dpia.report.fonts import describe, find_han, is_han, load_fonts, named_scripts, scripts, spell_out
from dpia.report.pdf import render_pdf

needs_han = pytest.mark.skipif(find_han() is None, reason="no Simplified Chinese typeface is installed")


def test_only_our_faces_are_embedded(opened: pikepdf.Pdf) -> None:
    names = {
        str(item.FontName).split("+")[1]
        for item in opened.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    }
    assert {"Source-Serif-4", "Source-Sans-3-Bold"} <= names
    assert all(name.startswith(("Source-Serif-4", "Source-Sans-3", "Han-S")) for name in names)


@needs_han
def test_chinese_is_printed_in_the_simplified_face(result: pdf.PdfResult) -> None:
    assert HAN in text_of_pdf(result.data)
    han = find_han()
    assert han is not None
    for _, file in (*han.serif, *han.sans):
        assert "JP" not in file.name


@needs_han
def test_text_without_chinese_takes_no_chinese_face() -> None:
    assert not any(face.family.startswith("Han") for face in load_fonts("åäö – “quoted”").faces)
    assert {face.family for face in load_fonts("个").faces} == {
        fonts.SERIF,
        fonts.SANS,
        fonts.HAN_SERIF,
        fonts.HAN_SANS,
    }


def test_chinese_without_a_face_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_han", lambda: None)
    with pytest.raises(UserError) as caught:
        load_fonts("PIPL 个人信息")
    assert caught.value.code == "han-font"
    assert system_packages.install_line(system_packages.Need.HAN) in str(caught.value)
    assert "CJK UNIFIED IDEOGRAPH" in str(caught.value)
    load_fonts("no Chinese here")


def test_chinese_faces_are_found_in_a_folder_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "font_folders", lambda: iter([tmp_path]))
    assert find_han() is None
    latin = next(source for family, style, _, source in fonts._latin() if (family, style) == (fonts.SANS, "normal"))
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "NotoSansSC-Regular.ttf").write_bytes(latin.read_bytes())
    fonts._find_han.cache_clear()
    found = find_han()
    assert found is not None
    assert found.sans == found.serif
    assert found.sans[0][1].path.parent.name == "deep"
    fonts._find_han.cache_clear()


@pytest.mark.parametrize("char", ["\U0001f600", "\u0e01", "\x07", "\u202e", chr(0xD800), "\U000e0041", "\ufffd"])
def test_a_missing_glyph_is_found_before_rendering(char: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_import_engine", lambda: pytest.fail("it came to rendering"))
    html = f'<html lang="en"><title>T</title><p>x{char}y'
    found = load_fonts("xy")
    assert found.missing(html) == (char,)
    with pytest.raises(UserError) as caught:
        render_pdf(html, css=[], fonts=found, title="T", lang="en", created=CREATED)
    assert caught.value.code == "glyph"
    assert describe(char) in str(caught.value)
    assert not found.missing(spell_out(html, found.missing(html)))


@pytest.mark.parametrize(("body", "css"), [("<p>&#x1F600;", ""), ("<p>x", r"p::before { content: '\1F600 ' }")])
def test_a_missing_glyph_is_found_in_references_and_style_sheets(body: str, css: str) -> None:
    with pytest.raises(UserError, match=r"U\+1F600 GRINNING FACE"):
        render(f'<html lang="en"><title>T</title>{body}', css=css)


def test_what_a_style_sheet_adds_is_covered_too() -> None:
    """Markers, quotation marks and hyphens are in no text; WeasyPrint's log is the last net."""
    css = "ul ul { list-style: square } li::before { content: '\\2192' } q { quotes: auto } p { hyphens: auto; width: 1cm }"
    html = '<html lang="en"><title>T</title><ul><li>a<ul><li>b</ul></ul><ol style="list-style: upper-roman"><li>c</ol><q>d</q>'
    assert render(f"{html}<p>biometric identification", css=css).pages == 1


def test_characters_that_print_nothing_need_no_glyph() -> None:
    text = "soft\u00adhyphen zero\u200bwidth word\u2060joiner emoji\ufe0fstyle no\u2011break narrow\u202fspace"
    found = load_fonts(text)
    assert found.missing(text) == ()
    made = render(f'<html lang="en"><title>T</title><p>{text}</p><h1>{text}</h1>', css=CSS)
    assert made.pages == 1


def test_what_counts_as_chinese() -> None:
    assert all(map(is_han, "个《，\U00020000"))
    assert not any(map(is_han, "aå“€→"))


@needs_han
def test_quotation_marks_of_a_chinese_report_are_as_wide_as_its_characters() -> None:
    def marks(lang: str) -> set[str]:
        found = load_fonts("“个” a", lang=lang).faces
        return {face.family for face in found if ord("“") in hb.Face(face.data).unicodes}

    assert marks("zh-Hans") == {fonts.HAN_SERIF, fonts.HAN_SANS}
    assert {fonts.SANS, fonts.SERIF} <= marks("en")


def test_a_script_goes_by_its_name_in_the_language_of_the_report() -> None:
    assert [scripts("اב", lang) for lang in ("sv", "zh-Hans")] == [("arabiska", "hebreiska"), ("希伯来文", "阿拉伯文")]
    assert named_scripts("Anna ابا", "اب", "sv") == "Anna [arabiska]"

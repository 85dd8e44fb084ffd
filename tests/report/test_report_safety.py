"""Whatever people type: it is printed, and it does nothing."""

from __future__ import annotations

import html
import io
import json
import re
from pathlib import Path

import pikepdf
import pytest
from support.reports import DAY, HOSTILE, Rendered, pdf_text, source_of, squeezed

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.engine.evaluation import evaluate
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.report.fonts import is_han
from dpia.report.html import _HAN_RUN, _Marker, render_html
from dpia.report.markdown import render_markdown
from dpia.report.model import Report
from dpia.report.pdf import read_embedded
from dpia.report.produce import produce
from dpia.report.safe import shown


def test_the_page_holds_what_was_typed_as_text_only(hostile: Rendered) -> None:
    body = hostile.html[hostile.html.index("<body>") :]
    assert "<script" not in body
    assert "<img" not in body
    assert "rel=attachment" not in re.sub(r"&lt;.*?&gt;", "", body)
    assert "&lt;img src=file:///etc/passwd&gt;" in body
    assert "{{7*7}}" in body
    assert not re.search(r'(?:href|src)="(?!#|https?://)', body)
    assert "javascript:alert(2)" in html.unescape(body)  # printed, since it was typed


def test_the_pdf_fetches_nothing_runs_nothing_and_carries_one_file(hostile: Rendered, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(hostile.pdf.data)) as opened:
        assert list(opened.attachments) == [hostile.source.name]
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary) and "/URI" in item:
                assert str(item["/URI"]).startswith(("http://", "https://"))
            if isinstance(item, pikepdf.Dictionary) and "/S" in item:
                assert str(item["/S"]) not in ("/JavaScript", "/Launch", "/GoToR", "/SubmitForm")
    path = tmp_path / "hostile.pdf"
    path.write_bytes(hostile.pdf.data)
    assert read_embedded(path).data == hostile.source.data


def test_the_pdf_prints_what_was_typed(hostile: Rendered) -> None:
    text = squeezed(pdf_text(hostile.pdf.data))
    for wanted in (
        "{{7*7}}",
        "<script>alert(1)</script>",
        "[U+202E]gnp.exe[U+202C]",
        "[U+1F600]",
        "[U+D800]",
        "[U+0007]",
        "a-b",
    ):
        assert wanted in text
    assert "《个人信息保护法》" in text
    assert "U+1F600GRINNINGFACE" in text  # the report says what its typefaces lack
    assert "THE-VERY-END" in text  # several pages in one answer
    assert text.count("THE-VERY-END") == 1  # an answer is printed once


def test_markdown_holds_no_markup_of_others(hostile: Rendered) -> None:
    text = render_markdown(hostile.report)
    assert not re.search(r"(?<!\\)<(?!br>|https?://)", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not re.search(r"(?<!\\)!\[", text)
    assert "\u202e" not in text
    text.encode("utf-8")
    for line in text.split("\n"):
        if line.startswith("#"):
            assert "no heading" not in line or "\\#" in line


def test_long_answers_may_use_a_little_markdown_and_nothing_more() -> None:
    prose = _Marker(()).prose
    assert (
        str(prose("*a* and **b**\n\n- c\n- d"))
        == "<p><em>a</em> and <strong>b</strong></p>\n<ul>\n<li>c</li>\n<li>d</li>\n</ul>\n"
    )
    for text in (
        "# not a heading", "not\n===", "<b>x</b>", "[x](http://a.b)", "![x](http://a.b/c.png)", "<http://a.b>", "[x][1]\n\n[1]: http://a.b",
        "<img src=x onerror=alert(1)>", "javascript:alert(1)", "&lt;script&gt;", "<!-- x -->", "```\ncode\n```",
    ):  # fmt: skip
        made = str(prose(text))
        assert not re.findall(r"<(?!/?(?:p|br|em|strong|ul|ol|li|code|hr|blockquote|span)\b)", made), made
        assert "href" not in made.replace("&lt;", "")
    assert '<span lang="zh-Hans">人脸</span>' in str(prose("a **人脸** b"))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("plain åäö – “x”", "plain åäö – “x”"), ("a\u2011b", "a-b"), ("a\u200bb", "ab"), ("\u202eabc", "[U+202E]abc"), ("\u2067x\u2069", "[U+2067]x[U+2069]"),
        ("\x00\x1b[31m", "[U+0000][U+001B][31m"), ("\ud800", "[U+D800]"), ("\ue000", "[U+E000]"), ("line\nline\t.", "line\nline\t."), ("人脸", "人脸"),
    ],
)  # fmt: skip
def test_what_reorders_or_hides_is_shown(typed: str, printed: str) -> None:
    assert shown(typed) == printed


def test_templates_can_print_only_what_the_marker_knows() -> None:
    with pytest.raises(TypeError):
        _Marker(())(object())


def test_templates_hold_no_words_and_no_safe_filter() -> None:
    """Words come with the model; markup comes from our own macros and the sanitiser."""
    folder = Path(__file__).parents[2] / "templates" / "report"
    for path in folder.glob("*.j2"):
        text = re.sub(
            r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|<[^>]*>|&\w+;", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        assert re.findall(r"[A-Za-z]{2,}", text) == [], path.name
        assert "|safe" not in path.read_text(encoding="utf-8").replace(" ", "")


def test_every_format_is_made_in_one_call(pack: Pack) -> None:
    answers = {"start.people-in": ["other"], "start.based-in": ["other"], "start.title": "😀 in the footer too"}
    assessment = assessment_from_plain(pack, DAY, answers)
    evaluation, said = evaluate(pack, assessment), list[str]()
    source = source_of(assessment)
    made = {
        form: produce(evaluation, Translator(), form, source, embed=False, progress=said.append)
        for form in ("pdf", "html", "md")
    }
    assert made["pdf"].startswith(b"%PDF-1.7")
    assert made["html"].startswith(b"<!DOCTYPE html>")
    assert made["md"].startswith(b"*Confidential.")
    assert said
    assert squeezed(pdf_text(made["pdf"])).count("[U+1F600]inthefootertoo") > 3
    with pikepdf.open(io.BytesIO(made["pdf"])) as opened:
        assert list(opened.attachments) == []
    assert "not embedded" in squeezed(made["md"].decode()).replace("notembedded", "not embedded")
    with pytest.raises(ValueError, match="docx"):
        produce(evaluation, Translator(), "docx", source, embed=False, progress=said.append)


def test_chinese_text_without_a_chinese_typeface_is_an_error_that_names_the_package(
    monkeypatch: pytest.MonkeyPatch, pack: Pack
) -> None:
    from dpia.report import fonts

    monkeypatch.setattr(fonts, "find_han", lambda: None)
    data = json.loads(
        json.dumps(assessment_from_plain(pack, DAY, {"start.title": {"text": "T"}}).to_json()).replace('"T"', '"人脸"')
    )
    assessment = Assessment.from_json(data)
    with pytest.raises(UserError) as caught:
        produce(
            evaluate(pack, assessment), Translator(), "pdf", source_of(assessment), embed=True, progress=lambda _: None
        )
    assert caught.value.code == "han-font"


def test_hostile_text_reaches_every_part(hostile: Rendered) -> None:
    """The fixture is as hostile as it says: otherwise the tests above prove little."""
    assert hostile.html.count("{{7*7}}") > 50
    assert HOSTILE.startswith("<img")
    assert isinstance(hostile.report, Report)
    assert render_html(hostile.report, "pdf").count("float") == 0


def test_runs_of_chinese_are_what_the_typefaces_take_for_chinese() -> None:
    codes = [*range(0x20, 0xD800), *range(0xE000, 0x33000)]
    assert [code for code in codes if bool(_HAN_RUN.match(chr(code))) is not is_han(chr(code))] == []

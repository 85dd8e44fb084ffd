"""The page: whole, accessible, and of our own markup alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.report_parts import parts
from support.reports import Rendered, squeezed

from dpia.report.fonts import is_han
from dpia.report.html import HAN_RUN, _Marker
from dpia.report.markdown import render_markdown


class _Outline(HTMLParser):
    """Headings, ids and links of a page, and elements that are not closed."""

    VOID = frozenset({"meta", "col", "br", "hr", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.pairs = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.add(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a":
            self.links.append(str(values.get("href")))
        if tag == "th":
            assert values.get("scope") in ("col", "row")
        if tag == "img":
            assert values.get("alt")
            assert (values.get("src") or "").startswith("data:image/svg+xml;base64,")
        if tag == "td" and "data-head" not in values:
            assert self.pairs, "on a narrow screen nobody would know what the cell is"
        if tag == "table":
            self.pairs = values.get("class") == "pairs"
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", ["skelleftea", "empty", "hostile"])
def test_the_page_is_whole_and_accessible(name: str, request: pytest.FixtureRequest) -> None:
    one: Rendered = request.getfixturevalue(name)
    page = _Outline()
    page.feed(one.html)
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert {link.split(":")[0] for link in page.links if not link.startswith("#")} <= {"https", "http"}
    assert page.levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(page.levels, page.levels[1:], strict=False))
    assert page.levels.count(1) == 1
    assert not page.tags & {"script", "link", "iframe", "object", "form"}


def test_the_page_and_the_markdown_say_all_that_the_pdf_says(skelleftea: Rendered) -> None:
    page = squeezed(re.sub(r"<[^>]+>", "", skelleftea.html))
    text = squeezed(render_markdown(skelleftea.report).replace("\\", ""))
    for note in skelleftea.report.notes():
        for cite in note.cites:
            assert squeezed(_escape(cite.text)) in page
            assert squeezed(cite.text) in text
    for section in parts(skelleftea.report):
        assert squeezed(_escape(section.title)) in page
        assert squeezed(section.title) in text


def _escape(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))


def test_chinese_is_marked_as_chinese(hostile: Rendered) -> None:
    body = hostile.html[hostile.html.index("<body") :]
    bare = re.sub(r'<(span|em) lang="zh-Hans">.*?</\1>', "", body, flags=re.DOTALL)
    assert "人脸" in body
    assert not re.findall(r"[\u4e00-\u9fff]+", re.sub(r'<svg.*?</svg>|"[^"]*"', "", bare, flags=re.DOTALL))


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


def test_runs_of_chinese_are_what_the_typefaces_take_for_chinese() -> None:
    codes = [*range(0x20, 0xD800), *range(0xE000, 0x33000)]
    assert [code for code in codes if bool(HAN_RUN.match(chr(code))) is not is_han(chr(code))] == []

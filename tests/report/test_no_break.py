"""Where no line ends: seen on the page, and not left behind in what is copied, searched or shown as a bookmark."""

from __future__ import annotations

import io
import re

import pikepdf
from conformance.samples import render
from support.reports import Page, Rendered, pdf_text, watched_layout

from dpia.report.html import style_sheets
from dpia.report.no_break import JOINER, joined

NUMBER = "EU:C:2019:1064"
CSS = 'p { font: 10px "Source Sans 3"; margin: 0; overflow-wrap: anywhere }'


def lines(html: str, css: str) -> list[str]:
    pages: list[Page] = []
    with watched_layout(pages):
        render(html, css=css, attachment=None)
    return [line.text.replace(JOINER, "") for page in pages for line in page.lines]


def test_a_number_stays_in_one_line_and_is_cut_only_where_it_is_longer_than_a_line() -> None:
    def begun(text: str, widths: range) -> list[str]:
        paragraphs = (f'<p style="width: {width}px">see {text}</p>' for width in widths)
        return lines(f'<html lang="en"><title>Number</title>{"".join(paragraphs)}', CSS)

    wide = begun(joined(NUMBER), range(80, 130))
    assert set(wide) == {"see", NUMBER, f"see {NUMBER}"}
    assert "2019:1064" in begun(NUMBER, range(80, 130)), "without the joiner it is cut"
    narrow = begun(joined(NUMBER), range(40, 41))
    assert "".join(narrow) == f"see{NUMBER}"
    assert len(narrow) > 2


def test_only_the_lines_know_of_it(skelleftea: Rendered) -> None:
    assert JOINER not in skelleftea.html
    assert JOINER not in pdf_text(skelleftea.pdf.data)
    with pikepdf.open(io.BytesIO(skelleftea.pdf.data)) as opened:
        found = [item for item in opened.objects if isinstance(item, pikepdf.Dictionary)]
        texts = [str(one) for item in found for one in item.values() if isinstance(one, pikepdf.String)]
    assert any("9(2)(g)" in text for text in texts), "the bookmark of a finding"
    assert not any(JOINER in text for text in texts)


def test_the_last_word_of_a_title_stands_with_the_dots_and_the_number_of_its_page(skelleftea: Rendered) -> None:
    titles = [f"Which law applies, and is an assessment {'i' * count} due" for count in range(4, 44)]
    entries = "".join(f'<li class="toci"><a href="#one">{title}</a></li>' for title in titles)
    nav = f'<nav class="contents"><ul class="toc">{entries}</ul></nav><h2 id="one">One</h2>'
    printed = lines(f'<html lang="en"><title>Contents</title><main>{nav}</main>', style_sheets(skelleftea.report)[0])
    assert sum(bool(re.search(r"due[\s.]*1$", line)) for line in printed) == len(titles)


def test_no_line_begins_with_the_number_of_a_note(skelleftea: Rendered) -> None:
    """In Chinese a line may end behind any mark, so also between a sentence and its note."""
    css = style_sheets(skelleftea.report)[0]

    def begun(sheet: str) -> list[str]:
        note = '<span class="note" data-number="7">Note</span>'
        paragraphs = (
            f'<p style="width: {width}px">{"评估" * 9}。{note}{"评估" * 5}</p>' for width in range(80, 300, 6)
        )
        page = f'<html lang="en"><title>Notes</title><main lang="zh-Hans">{"".join(paragraphs)}</main>'
        return [line for line in lines(page, sheet) if line.startswith("7") and "Note" not in line]

    assert begun(css.replace(r'content: "\2060" attr', "content: attr")), "without the joiner there are such lines"
    assert not begun(css)

"""Each fix is needed: without it alone footnotes are lost, printed twice, scattered or out of order, or lines end badly."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable

import pytest
from conformance.samples import CSS, dense_document, late_notes, render
from support.reports import Page, watched_layout

from dpia.han import NOT_FIRST
from dpia.report.pdf import RenderProblem
from dpia.report.weasyprint_patches import versions
from dpia.report.weasyprint_patches.fixes import Structure, fixes, footnotes, lines
from dpia.report.weasyprint_patches.patching import Patch, patched

SHORT_NOTES = '<html lang="en"><title>Short</title>' + "".join(
    f'<p>Text<span class="note">note {number}.</span>' for number in range(12)
)


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Takes one fix of footnotes away, and the speed-ups, which hide some of the faults."""

    def without(left_out: int) -> None:
        every = footnotes.patches

        def others() -> list[Patch]:
            return [patch for number, patch in enumerate(every()) if number != left_out]

        assert len(others()) == 4
        monkeypatch.setattr(footnotes, "patches", others)
        monkeypatch.setattr(versions, "PROVEN", frozenset())

    return without


def test_without_no_false_overflow_each_note_takes_a_page(without: Callable[[int], None]) -> None:
    assert render(SHORT_NOTES, attachment=None).pages == 1
    without(0)
    assert render(SHORT_NOTES, attachment=None).pages > 12


@pytest.mark.parametrize(
    ("left_out", "document", "times"),
    [
        pytest.param(1, dense_document(11)[0], 0, id="keep_notes_of_kept_calls"),
        pytest.param(2, dense_document(6)[0], 2, id="start_with_notes_of_page_before"),
        pytest.param(3, late_notes()[0], 0, id="remake_page_after_last"),
    ],
)
def test_without_it_a_note_is_lost_or_doubled(
    left_out: int, document: str, times: int, without: Callable[[int], None]
) -> None:
    without(left_out)
    with pytest.raises(RenderProblem, match=f"stands {times} times on the pages instead of once"):
        render(document, attachment=None)


def laid_out(html: str, css: str = CSS, lang: str = "en") -> list[Page]:
    """The lines of each page."""
    pages: list[Page] = []
    with watched_layout(pages):
        render(html, css=css, lang=lang, attachment=None)
    return pages


def test_without_keep_order_of_calls_a_note_comes_behind_later_ones(without: Callable[[int], None]) -> None:
    def marks() -> list[str]:
        pages = laid_out(dense_document(17)[0])
        return [
            mark for page in pages for line in page.lines if line.note for mark in re.findall(r"mark\d+", line.text)
        ]

    assert marks() == sorted(marks())
    without(4)
    assert marks() != sorted(marks())


WIDTHS = range(100, 240)
NARROW = 'p { font: 10px "Source Sans 3", "Han Sans"; margin: 0; overflow-wrap: anywhere }'
"""Each paragraph is a little wider than the one before."""


def narrow(lang: str, text: str) -> str:
    paragraphs = (f'<p style="width: {width / 2}px">{text}</p>' for width in WIDTHS)
    return f'<html lang="{lang}"><title>Narrow</title>{"".join(paragraphs)}'


def test_without_keep_lines_that_fit_a_line_ends_after_its_first_word(monkeypatch: pytest.MonkeyPatch) -> None:
    html = narrow("en", "one two three four <b>five</b>")

    def first_lines() -> list[str]:
        return [line.text for page in laid_out(html, NARROW) for line in page.lines if line.text.startswith("one")]

    assert len(first_lines()) == len(WIDTHS)
    assert "one" not in first_lines()
    monkeypatch.setattr(lines, "patches", list)
    assert "one" in first_lines()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh-Hans", "电子邮件（Annual-card）；学生（Pupils）；“declined”。"),
        ("en", 'one <b>two <i>three 2021<span lang="zh-Hans">日）</span></i> four</b>'),
    ],
    ids=["a word as long as the line", "an element within another"],
)
def test_without_begin_no_line_with_a_closing_mark_one_does(
    lang: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def badly_begun() -> list[str]:
        pages = laid_out(narrow(lang, text), NARROW, lang)
        assert all(line.right <= line.left + WIDTHS[-1] / 2 for page in pages for line in page.lines)
        return [line.text for page in pages for line in page.lines if line.text.startswith(tuple(NOT_FIRST))]

    assert badly_begun() == []
    monkeypatch.setattr(lines, "patches", list)
    assert badly_begun() != []


def test_fixes_are_taken_off_again() -> None:
    from weasyprint import layout
    from weasyprint.layout import inline, page
    from weasyprint.pdf import tags

    def watched() -> list[object]:
        return [
            layout.LayoutContext._update_footnote_area,
            layout.make_all_pages,
            page.make_all_pages,
            page.remake_page,
            tags._build_box_tree,
            inline.split_first_line,
        ]

    before = watched()
    with contextlib.suppress(ZeroDivisionError), patched(*fixes(Structure("en"))):
        assert not set(map(id, watched())) & set(map(id, before))
        raise ZeroDivisionError
    assert watched() == before

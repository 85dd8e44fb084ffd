"""The speed-ups give the same file, byte for byte, and run only where that is proven."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Callable

import pytest
from conformance.samples import CSS, dense_document, document, late_notes, render

from dpia.report.fonts import find_han
from dpia.report.pdf import PdfResult
from dpia.report.weasyprint_patches import versions
from dpia.report.weasyprint_patches.compression import LEVEL, compress_moderately
from dpia.report.weasyprint_patches.patching import patched
from dpia.report.weasyprint_patches.speed_ups import speed_ups

MIXED_CSS = (
    CSS
    + """
.before::after { content: " (p. " target-counter(attr(href), page) ")" }
.box { border: 1pt solid #444; border-radius: 2mm; background: #eee; width: 60%; box-sizing: border-box; padding: 2% }
.boxed { box-shadow: none; outline: .5pt solid; text-align: justify; hyphens: auto }
.under { text-decoration: underline; letter-spacing: .1em; font-variant-caps: small-caps }
.marked::before { content: counter(item) " "; counter-increment: item }
.inline { margin-inline-start: 8mm; padding-block: 1mm }
.hidden { visibility: hidden }
.beside { float: right; width: 30%; margin: 2mm }
.other { float: left; width: 10% }
.over { position: absolute; top: 1mm; right: 1mm }
::marker { color: #444 }
:root { --kind: list-item }
.by-variable { display: var(--kind) }
.by-parent { display: inherit }
.rtl { direction: rtl; text-indent: 4mm }
"""
)

_PARAGRAPHS = "".join(
    f'<p class="boxed">Paragraph {number}: the same words are said again and again.</p>'
    f'<p class="inline" id="place-{number}"><span class="under">Underlined</span> <b class="hidden">unseen</b>'
    f'<a class="before" href="#place-{number // 2}">back</a> <a class="before" href="#place-{min(number + 9, 59)}">on</a></p>'
    for number in range(60)
)
MIXED = (
    f'<html lang="en"><head><title>Sample</title></head><body><ul class="contents"><li><a href="#place-50">Late</a></li></ul>'
    f'<ol><li class="marked">One<li class="marked">Two<li><p class="by-parent">Item in an item</p></ol>'
    '<p class="by-variable">Item by a variable</p><p style="display: list-item">Item by itself</p>'
    f'<div class="box">In a box</div>'
    f'<p class="beside">Words beside.</p><p class="rtl">From the right, around what floats: {"word " * 60}<span class="over">over</span></p>'
    f'<p class="rtl" id="right">{"word " * 60}<b>bold</b></p><p class="rtl" id="again"><b id="bold">bold</b></p><p class="other">Left</p>{_PARAGRAPHS}'
    '<table style="table-layout: fixed"><colgroup><col style="width: 30%"><col></colgroup><thead><tr><th>Head<th>Head</thead>'
    + '<tr><td rowspan="2">cell<td>cell<tr><td>The same words are said again and again.' * 30
    + '</table><svg viewBox="0 0 90 20" width="90" role="img" aria-label="words"><text x="1" y="9">words</text></svg></body></html>'
)


@pytest.mark.parametrize("name", ["all", "dense", "full of notes", "late notes", "mixed"])
def test_an_unknown_version_is_slower_and_gives_the_same_bytes(
    name: str, printed: Callable[..., PdfResult], monkeypatch: pytest.MonkeyPatch
) -> None:
    html, css = {
        "all": (document(han=find_han() is not None), CSS),
        "dense": (dense_document(11)[0], CSS),
        "full of notes": (dense_document(38)[0], CSS),
        "late notes": (late_notes()[0], CSS),
        "mixed": (MIXED, MIXED_CSS),
    }[name]
    quick = printed(html, css)
    monkeypatch.setattr(versions, "PROVEN", frozenset())
    slow = render(html, css=css, attachment=None)
    assert quick.data == slow.data
    assert (quick.pages, quick.footnotes, quick.anchors) == (slow.pages, slow.footnotes, slow.anchors)


def test_speed_ups_run_on_proven_versions_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import pydyf
    from weasyprint.layout import block, inline, page
    from weasyprint.text import line_break

    def watched() -> list[object]:
        return [
            block.resolve_percentages,
            inline.split_first_line,
            line_break.split_first_line,
            page.remake_page,
            pydyf.PDF.page_references,
            pydyf.Dictionary.data,
        ]

    before = watched()
    with contextlib.suppress(ZeroDivisionError), speed_ups():
        assert not set(map(id, watched())) & set(map(id, before))
        raise ZeroDivisionError
    assert watched() == before
    monkeypatch.setattr(versions, "PROVEN", frozenset())
    with speed_ups():
        assert watched() == before


def test_compression_is_moderate_on_every_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second byte of a zlib stream tells its level: 0xDA for 7 and above, so that the length has to show it."""
    import pydyf

    text = b" ".join(str(number**3).encode() for number in range(20_000))
    hard = pydyf.Stream([text], compress=True).data
    with patched(compress_moderately):
        moderate = pydyf.Stream([text], compress=True).data
    assert len(moderate) != len(hard)
    assert zlib.compress(text, LEVEL) in moderate


def test_pages_are_laid_out_again_only_for_references_to_later_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import page

    made: list[int] = []
    remake = page.remake_page

    def counted(index: int, *rest: object) -> object:
        made.append(index)
        return remake(index, *rest)

    monkeypatch.setattr(page, "remake_page", counted)
    back = "".join(
        f'<p id="p{n}" style="height: 9cm"><a class="before" href="#p{n // 2}">back</a></p>' for n in range(20)
    )
    result = render(f'<html lang="en"><title>Sample</title>{back}', css=MIXED_CSS, attachment=None)
    assert result.pages > 8
    assert made == [*range(result.pages), 0]  # the first paragraph refers to its own page

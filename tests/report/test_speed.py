"""What is done once instead of many times gives the same file, byte for byte."""

from __future__ import annotations

import contextlib
import subprocess
import sys

import pytest
from conformance.samples import CSS, dense_document, document, late_notes, render

from dpia.report import mends, pdf, speed
from dpia.report.fonts import find_han

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
    f'<ol><li class="marked">One<li class="marked">Two</ol><div class="box">In a box</div>{_PARAGRAPHS}'
    '<table style="table-layout: fixed"><colgroup><col style="width: 30%"><col></colgroup><thead><tr><th>Head<th>Head</thead>'
    + '<tr><td rowspan="2">cell<td>cell<tr><td>The same words are said again and again.' * 30
    + '</table><svg viewBox="0 0 90 20" width="90" role="img" aria-label="words"><text x="1" y="9">words</text></svg></body></html>'
)


@pytest.mark.parametrize("name", ["all", "dense", "full of notes", "late notes", "mixed"])
def test_the_quick_way_gives_the_same_bytes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    html, css = {
        "all": (document(han=find_han() is not None), CSS),
        "dense": (dense_document(11)[0], CSS),
        "full of notes": (dense_document(38)[0], CSS),
        "late notes": (late_notes()[0], CSS),
        "mixed": (MIXED, MIXED_CSS),
    }[name]
    quick = render(html, css=css, attachment=None)
    monkeypatch.setattr(pdf, "quick_layout", contextlib.nullcontext)
    monkeypatch.setattr(mends, "notes_measured_once", lambda update: update)
    slow = render(html, css=css, attachment=None)
    assert quick.data == slow.data
    assert (quick.pages, quick.footnotes, quick.anchors) == (slow.pages, slow.footnotes, slow.anchors)


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


def test_the_quick_way_is_left_again() -> None:
    import weasyprint.draw
    from weasyprint.layout import block, inline
    from weasyprint.text import line_break

    def watched() -> tuple[object, ...]:
        return (
            inline.split_first_line,
            block.resolve_percentages,
            line_break.Layout.setup,
            weasyprint.draw.draw_text,
            weasyprint.css.ComputedStyle.__missing__,
            weasyprint.css.ComputedStyle.__init__,
        )

    before = watched()
    with contextlib.suppress(ZeroDivisionError), speed.quick_layout():
        assert not set(map(id, watched())) & set(map(id, before))
        raise ZeroDivisionError
    assert watched() == before


def test_what_is_put_off_is_there_when_it_is_called() -> None:
    """In a process of its own, since the engine is imported once."""
    script = (
        "import sys\nfrom dpia.report import pdf\npdf.engine_version()\n"
        "assert not any(name.startswith('fontTools.subset') for name in sys.modules)\n"
        "from weasyprint.pdf import fonts\noptions = fonts.subset.Options(hinting=False)\n"
        "import fontTools.subset\nassert type(options) is fontTools.subset.Options and options.hinting is False\n"
        "try:\n    fonts.instantiateVariableFont(None, {})\nexcept TypeError as error:\n    assert 'NoneType' in str(error)\n"
        "else:\n    raise AssertionError\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)

"""Each fix is needed: without it alone footnotes are lost, printed twice, or scattered over pages."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from conformance.samples import dense_document, late_notes, render

from dpia.report.pdf import RenderProblem
from dpia.report.weasyprint_patches import versions
from dpia.report.weasyprint_patches.fixes import Structure, fixes, footnotes
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

        assert len(others()) == 3
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


def test_fixes_are_taken_off_again() -> None:
    from weasyprint import layout
    from weasyprint.layout import page
    from weasyprint.pdf import tags

    def watched() -> list[object]:
        return [
            layout.LayoutContext._update_footnote_area,
            layout.make_all_pages,
            page.make_all_pages,
            page.remake_page,
            tags._build_box_tree,
        ]

    before = watched()
    with contextlib.suppress(ZeroDivisionError), patched(*fixes(Structure("en"))):
        assert not set(map(id, watched())) & set(map(id, before))
        raise ZeroDivisionError
    assert watched() == before

"""Footnotes that WeasyPrint would lose, print twice, or print out of order.

Upstream: WeasyPrint 70.0 has all five faults. The first is reported, https://github.com/Kozea/WeasyPrint/issues/2502.
Proof: tests/report/weasyprint_patches/test_fixes.py takes each fix away alone and sees the fault.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from dpia.report.weasyprint_patches.patching import Patch, Patcher

_PutOff = dict[int, list[Any]]
"""Index of a page -> footnotes that the page before has put off."""


def patches() -> list[Patch]:
    """The five fixes, for one document. Each `remake_page` wraps the one before."""
    put_off: _PutOff = {}
    return [
        no_false_overflow,
        keep_notes_of_kept_calls,
        lambda patcher: start_with_notes_of_page_before(patcher, put_off),
        lambda patcher: remake_page_after_last(patcher, put_off),
        keep_order_of_calls,
    ]


def no_false_overflow(patcher: Patcher) -> None:
    """An area without a largest height is never too low for its notes.

    Replaces: `LayoutContext._update_footnote_area`, which answers whether the notes are higher than their area.
    Why: it compares sums of floating-point numbers without tolerance. With most paddings and margins it says yes for no
    reason; notes are put off from page to page, one a page, and dropped at the end of the document.
    """

    def make(update: Callable[[Any], bool]) -> Callable[[Any], bool]:
        def updated(context: Any) -> bool:
            return bool(update(context)) and context.current_footnote_area.max_height != math.inf

        return updated

    patcher.replace("weasyprint.layout.LayoutContext._update_footnote_area", make)


def keep_notes_of_kept_calls(patcher: Patcher) -> None:
    """A note whose call stands on the page, and which is not there itself, is put off to the next page.

    Replaces: `remake_page`.
    Why: a line that fits only because earlier notes were put off keeps its call, but its own notes are forgotten.
    """

    def make(remake: Callable[..., Any]) -> Callable[..., Any]:
        def remade(index: int, context: Any, *rest: Any) -> Any:
            page, resume_at = remake(index, context, *rest)
            for box in page.descendants():
                if box.footnote is not None and box.footnote in context.footnotes:
                    context.footnotes.remove(box.footnote)
                    context.reported_footnotes.append(box.footnote)
            return page, resume_at

        return remade

    patcher.replace("weasyprint.layout.page.remake_page", make)


def start_with_notes_of_page_before(patcher: Patcher, put_off: _PutOff) -> None:
    """A page starts with the notes that the page before has put off.

    Replaces: `remake_page`.
    Why: pages with page references are laid out again one by one, and then start with the notes that the page made last
    has put off, wherever it stands.
    """

    def make(remake: Callable[..., Any]) -> Callable[..., Any]:
        def remade(index: int, context: Any, *rest: Any) -> Any:
            context.reported_footnotes = list(put_off.get(index, ()))
            page, resume_at = remake(index, context, *rest)
            notes = list(context.reported_footnotes)
            if notes != put_off.get(index + 1, []) and resume_at is not None:
                context.page_maker[index + 1][-1]["content_changed"] = True
            put_off[index + 1] = notes
            return page, resume_at

        return remade

    patcher.replace("weasyprint.layout.page.remake_page", make)


def remake_page_after_last(patcher: Patcher, put_off: _PutOff) -> None:
    """A page after the text, which only takes notes that were left, is made again with the others.

    Replaces: `make_all_pages`.
    Why: where notes are left when the text has ended, and its last page need not be laid out again, they are dropped.
    """

    def make(make_all: Callable[..., Any]) -> Callable[..., Any]:
        def made_all(context: Any, *rest: Any) -> Any:
            for index, (page, follower) in enumerate(pairwise(context.page_maker), start=1):
                if follower[0] is None and put_off.get(index):
                    page[-1]["content_changed"] = True
            return make_all(context, *rest)

        return made_all

    patcher.replace("weasyprint.layout.page.make_all_pages", make)


def keep_order_of_calls(patcher: Patcher) -> None:
    """Notes stand in the order of their calls, those that the page before has put off first.

    Replaces: `LayoutContext._update_footnote_area`, `make_all_pages`.
    Why: notes stand in the order in which they were laid out. Where a page has put notes off already, and then puts off
    an earlier one to make room for a line, that one comes behind the others on the next page.
    """
    places: dict[int, int] = {}

    def make_all(all_pages: Callable[..., Any]) -> Callable[..., Any]:
        def made_all(context: Any, *rest: Any) -> Any:
            if not places:  # each round of the layout begins with the same notes
                places.update((id(note), place) for place, note in enumerate(context.footnotes))
            return all_pages(context, *rest)

        return made_all

    def make_update(update: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def updated(context: Any) -> Any:
            context.current_page_footnotes.sort(key=lambda note: places.get(id(note), 0))
            return update(context)

        return updated

    patcher.replace("weasyprint.layout.page.make_all_pages", make_all)
    patcher.replace("weasyprint.layout.LayoutContext._update_footnote_area", make_update)

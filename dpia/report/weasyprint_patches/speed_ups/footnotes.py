"""The height of the footnotes of a page, from the heights of each."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from dpia.report.weasyprint_patches.patching import Patcher


def measure_notes_once(patcher: Patcher) -> None:
    """Let the area of the notes grow by the height of each new note.

    Replaces: `LayoutContext._update_footnote_area`.
    Why: it lays out all notes of the page again for each that is added or taken away.
    Where not: areas with a largest height, notes in columns, notes with margins.
    Upstream: as described in WeasyPrint 70.0; not reported.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """

    def make(update: Callable[[Any], bool]) -> Callable[[Any], bool]:
        height = _measuring()

        def updated(context: Any) -> bool:
            area, notes = context.current_footnote_area, context.current_page_footnotes
            if not notes or context.in_column or area.max_height != math.inf or any(map(_has_margin, notes)):
                return update(context)
            if area.height != "auto":
                context.page_bottom += area.margin_height()
            area.children = notes
            area.height = sum(height(context, area, note) for note in notes)
            context.page_bottom -= area.margin_height()
            return False

        return updated

    patcher.replace("weasyprint.layout.LayoutContext._update_footnote_area", make)


def _measuring() -> Callable[[Any, Any, Any], float]:
    """A function that gives the height of a note in an area, and lays it out once for each width."""
    from weasyprint import layout
    from weasyprint.formatting_structure import build

    heights: dict[tuple[int, float], tuple[Any, float]] = {}

    def height(context: Any, area: Any, note: Any) -> float:
        key = (id(note), area.width)
        if key not in heights:
            alone = area.copy()
            alone.children = [note]
            alone = build.create_anonymous_boxes(alone.deepcopy())
            laid_out = layout.block_level_layout(context, alone, -math.inf, None, area.page)[0]
            heights[key] = (note, laid_out.height)  # the note is kept, so that no other gets its id
        return heights[key][1]

    return height


def _has_margin(note: Any) -> bool:
    margins = (note.style[name] for name in ("margin_top", "margin_bottom"))
    return any(margin != "auto" and getattr(margin, "value", 1) != 0 for margin in margins)

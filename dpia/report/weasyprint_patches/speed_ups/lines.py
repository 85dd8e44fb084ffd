"""The same text in the same width breaks alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dpia.report.weasyprint_patches.patching import Patcher


def split_lines_once(patcher: Patcher) -> None:
    """Remember with each style where a text was broken.

    Replaces: `line_break.split_first_line`.
    Why: notes and rows of tables are laid out several times, and each time Pango shapes and breaks the text again.
    Upstream: as described in WeasyPrint 70.0; not reported.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """

    def make(split: Callable[..., Any]) -> Callable[..., Any]:
        def remembered(
            text: str,
            style: Any,
            context: Any,
            max_width: float,
            justification_spacing: float,
            is_line_start: bool = True,
            minimum: bool = False,
        ) -> Any:
            lines = style.__dict__.setdefault("dpia_lines", {})
            key = (text, max_width, justification_spacing, is_line_start, minimum)
            if key not in lines:
                lines[key] = split(text, style, context, max_width, justification_spacing, is_line_start, minimum)
            layout, *rest = lines[key]
            return _copied(layout), *rest

        return remembered

    patcher.replace("weasyprint.text.line_break.split_first_line", make)


def _copied(layout: Any) -> Any:
    """A layout of its own for each box: some are changed later."""
    copy = object.__new__(type(layout))
    copy.__dict__.update(layout.__dict__)
    return copy

"""Lines that WeasyPrint would end too early, or before a mark that no line begins with.

Upstream: so it is in WeasyPrint 70.0.
Proof: tests/report/weasyprint_patches/test_fixes.py takes each fix away and sees the fault.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dpia.han import NOT_FIRST
from dpia.report.weasyprint_patches.patching import Patch, Patcher

_MOST = 4
"""A text has at most so many characters for each font size of a line that holds it: WeasyPrint's own measure."""

_MARKS = tuple(mark.encode() for mark in NOT_FIRST)


def patches() -> list[Patch]:
    """The two fixes; both wrap the same function."""
    return [keep_lines_that_fit, begin_no_line_with_a_closing_mark]


def keep_lines_that_fit(patcher: Patcher) -> None:
    """A text that fits into the line but for the blank at its end stands in it.

    Replaces: `line_break.split_first_line`.
    Why: Pango lets such a blank hang over the end of the line and gives the text as one line, whose width is that with
    the blank. It is taken for a line that is too wide and has nowhere to break, and is broken after its first word, or
    within that. The blank at the end of a line is taken away later, where an element follows as where none does.
    """

    def make(split: Callable[..., Any]) -> Callable[..., Any]:
        def fitted(
            text: str, style: Any, context: Any, max_width: float | None, spacing: float, *rest: Any, **more: Any
        ) -> Any:
            found = split(text, style, context, max_width, spacing, *rest, **more)
            _, length, resume_at, *_ = found
            if max_width is None or resume_at is None or not text.endswith(" ") or "\n" in text:
                return found
            one_word = b" " not in text.encode()[:length].strip(b" ")
            if not one_word or len(text) * style["font_size"] > max_width * _MOST:
                return found
            bare = split(text.rstrip(" "), style, context, max_width, spacing, *rest, **more)
            if bare[2] is not None or bare[3] > max_width:
                return found
            return split(text, style, context, None, spacing, *rest, **more)

        return fitted

    patcher.replace("weasyprint.text.line_break.split_first_line", make)


def begin_no_line_with_a_closing_mark(patcher: Patcher) -> None:
    """Where a word has to be broken anywhere, the break is not before a closing mark but a letter earlier.

    Replaces: `line_break.split_first_line`.
    Why: where no break is allowed that leaves the line short enough, the text is cut at the last letter that fits,
    whatever comes after it. A name in Latin letters that just fills its column is followed by a line that begins with
    "；" then, which Chinese never has. So is the first text of an element within another, wherever in the line it
    stands: it is taken for the beginning of the line.
    """

    def make(split: Callable[..., Any]) -> Callable[..., Any]:
        def kept(
            text: str,
            style: Any,
            context: Any,
            max_width: float | None,
            spacing: float,
            is_line_start: bool = True,
            minimum: bool = False,
        ) -> Any:
            found = split(text, style, context, max_width, spacing, is_line_start, minimum)
            if max_width is None or found[2] is None or text.isascii():
                return found
            encoded, shorter = text.encode(), found
            while shorter[1] == shorter[2] and encoded.startswith(_MARKS, shorter[2]):
                before = shorter[1]
                shorter = split(text, style, context, shorter[3] - 1, spacing, is_line_start, minimum)
                if not shorter[1] or shorter[1] >= before:  # a letter and its mark: both on the next line
                    return split(text, style, context, max_width, spacing, False, minimum)
            return shorter

        return kept

    patcher.replace("weasyprint.text.line_break.split_first_line", make)

"""Optional: saves a few seconds in a hundred, and goes first when an upgrade touches what it replaces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dpia.report.weasyprint_patches.patching import Patcher

_Key = tuple[int, int, str, float]
_Calls = list[tuple[str, tuple[Any, ...]]]


def draw_texts_once(patcher: Patcher) -> None:
    """Draw words that were drawn before in the same style by the same operators.

    Replaces: `draw.text.draw_text`, `draw.text.draw_first_line`.
    Why: half of all components of text have been drawn before, and Pango is asked for their glyphs again.
    Upstream: as described in WeasyPrint 70.0; not reported.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """
    drawn: dict[_Key, tuple[Any, Any, _Calls]] = {}

    def make_whole(draw_whole: Callable[..., None]) -> Callable[..., None]:
        def draw_text(stream: Any, box: Any, offset_x: float, text_overflow: str, block_ellipsis: Any) -> None:
            found = drawn.get(_key(stream, box))
            blank = not box.text.strip()
            if not (found or blank) or not _is_plain(box.style, text_overflow, block_ellipsis):
                draw_whole(stream, box, offset_x, text_overflow, block_ellipsis)
                return
            stream.set_color(box.style["color"])
            stream.begin_text()
            if found and not blank:
                stream.set_text_matrix(1, 0, 0, -1, box.position_x, box.position_y + box.baseline)
                for name, values in found[2]:
                    getattr(stream, name)(*values)
            stream.end_text()

        return draw_text

    def make_line(draw_line: Callable[..., Any]) -> Callable[..., Any]:
        def draw_first_line(stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
            recorder = _Recorder(stream)
            emojis = draw_line(recorder, box, text_overflow, block_ellipsis, matrix)
            if not emojis and text_overflow != "ellipsis" and block_ellipsis == "none":
                drawn[_key(stream, box)] = stream._fonts, box.style, recorder.calls  # kept, so that ids stay theirs
            return emojis

        return draw_first_line

    patcher.replace("weasyprint.draw.text.draw_text", make_whole)
    patcher.replace("weasyprint.draw.text.draw_first_line", make_line)


def _key(stream: Any, box: Any) -> _Key:
    return id(stream._fonts), id(box.style), box.pango_layout.text, box.pango_layout.justification_spacing


def _is_plain(style: Any, text_overflow: str, block_ellipsis: Any) -> bool:
    """Whether nothing but the glyphs is to be drawn."""
    return bool(
        style["text_decoration_line"] == "none"
        and style["visibility"] == "visible"
        and text_overflow != "ellipsis"
        and block_ellipsis == "none"
    )


class _Recorder:
    """A stream that remembers how a line was drawn, but for where."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.calls: _Calls = []

    def __getattr__(self, name: str) -> Any:
        if name not in ("show_text", "set_font_size", "set_text_rise"):
            return getattr(self.stream, name)

        def called(*values: Any) -> None:
            self.calls.append((name, values))
            getattr(self.stream, name)(*values)

        return called

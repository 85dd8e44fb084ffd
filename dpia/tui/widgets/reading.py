"""A text of its own on a screen, which scrolls by keys and by the wheel."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from dpia.tui.widgets.text import LongText


class Reading(LongText, can_focus=True):
    """A long text; with the focus the arrow and page keys scroll it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_by(-1)"),
        Binding("down", "scroll_by(1)"),
        Binding("pageup", "scroll_by(-10)"),
        Binding("pagedown,space", "scroll_by(10)"),
        Binding("home", "scroll_by(-1000000)"),
        Binding("end", "scroll_by(1000000)"),
    ]

    def action_scroll_by(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_lines(lines)

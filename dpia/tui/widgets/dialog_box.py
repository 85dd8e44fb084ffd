"""The frame of a dialog: as high as what it holds, and where that is too much, what scrolls in it gives way.

So the title, what is wrong and what the keys do are wholly in sight on the smallest terminal.
"""

from __future__ import annotations

from textual.containers import Vertical, VerticalScroll
from textual.geometry import Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget
from textual.widgets import OptionList

LEAST = 2
"""Rows that a list or text keeps whatever the room."""


class _Fitted(VerticalLayout):
    """One below the other; rows that are too many are taken from what scrolls, each from the highest."""

    name = "fitted"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        placed = super().arrange(parent, children, size, greedy)
        if not size.height or not placed:  # it is only measured
            return placed
        heights = [place.region.height for place in placed]
        giving = [n for n, place in enumerate(placed) if isinstance(place.widget, (OptionList, VerticalScroll))]
        over = max(place.region.bottom for place in placed) - size.height
        while over > 0 and giving and max(heights[n] for n in giving) > LEAST:
            heights[max(giving, key=lambda n: heights[n])] -= 1
            over -= 1
        fitted, up = [], 0
        for place, height in zip(placed, heights, strict=True):
            region = place.region
            fitted.append(place._replace(region=region._replace(y=region.y - up, height=height)))
            up += region.height - height
        return fitted


class DialogBox(Vertical):
    """The frame."""

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=f"dialog {classes}".strip())
        self._fitted = _Fitted()

    @property
    def layout(self) -> Layout:
        """Ours; style sheets know none but Textual's."""
        return self._fitted

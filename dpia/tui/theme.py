"""Two looks with one accent each. Everything is said in words and signs too, so that it reads without colour."""

from __future__ import annotations

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

OURS = {
    "dark": {
        "muted": "#9da4ae",
        "caution": "#dcb771",
        "good": "#93c79e",
        "cursor-background": "#2c4257",
        "cursor-foreground": "#ffffff",
        "edit-background": "#22262d",
    },
    "light": {
        "muted": "#5a6068",
        "caution": "#7a5200",
        "good": "#1f6237",
        "cursor-background": "#a8cbe8",
        "cursor-foreground": "#0b0c0d",
        "edit-background": "#ecebe6",
    },
}
"""Colours that Textual has no name for."""

DARK = Theme(
    name="dpia-dark",
    dark=True,
    primary="#7aa2c4",
    accent="#8fb8dc",
    error="#e08a7a",
    warning="#d8dade",
    success="#d8dade",
    foreground="#d8dade",
    background="#16181c",
    surface="#16181c",
    panel="#1f2329",
    variables=OURS["dark"],
)
LIGHT = Theme(
    name="dpia-light",
    dark=False,
    primary="#245a86",
    accent="#1d5584",
    error="#a3271a",
    warning="#1c1e21",
    success="#1c1e21",
    foreground="#1c1e21",
    background="#fbfbf9",
    surface="#fbfbf9",
    panel="#efefec",
    variables=OURS["light"],
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}

FEW_COLOURS = ("standard", "windows", None)
"""Names that rich has for terminals of sixteen colours or none."""


class Reversed(LineFilter):
    """Shows what one stands on in reverse video, where a terminal has no two colours that are near each other."""

    def __init__(self, background: RichColor) -> None:
        super().__init__()
        self.background = background.triplet

    @classmethod
    def of(cls, theme: Theme) -> Reversed:
        """For the highlight of a theme."""
        return cls(RichColor.parse(theme.variables["cursor-background"]))

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line; the highlighted part of it in the terminal's own colours, reversed."""
        return [
            Segment(segment.text, RichStyle(reverse=True, bold=segment.style.bold, meta=segment.style.meta), None)
            if segment.style is not None
            and segment.style.bgcolor is not None
            and segment.style.bgcolor.triplet == self.background
            else segment
            for segment in segments
        ]

"""Two looks with one accent each. Everything is said in words and signs too, so that it reads without colour."""

from __future__ import annotations

from textual.theme import Theme

OURS = {
    "dark": {
        "muted": "#9097a1",
        "cursor-background": "#2c4257",
        "cursor-foreground": "#ffffff",
        "edit-background": "#22262d",
    },
    "light": {
        "muted": "#5d636b",
        "cursor-background": "#cfe0ee",
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

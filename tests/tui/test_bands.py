"""What is drawn of a change: all of it, so that the terminal shows what the screen is, and little else."""

from __future__ import annotations

from typing import Any

from support.driver import LARGE, Driver, wizard
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Cell = tuple[str, str]


class Shown:
    """A terminal to which the updates of an application are applied, as Textual would write them."""

    def __init__(self, ui: Driver) -> None:
        self.rows: list[list[Cell]] = []
        before = ui.app._display

        def display(screen: Any, update: Any) -> None:
            self.apply(update)
            before(screen, update)

        ui.app._display = display  # type: ignore[method-assign, assignment]

    def apply(self, update: Any) -> None:
        if isinstance(update, LayoutUpdate):
            self.rows = [cells(Strip.join(line)) for line in update.strips]
        elif isinstance(update, ChopsUpdate):
            for y, left, right in update.spans:
                for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                    if strip is not None and x <= right and end > left:
                        new = cells(strip.crop(0, min(end, right) - x))
                        self.rows[y][x : x + len(new)] = new


def cells(strip: Strip) -> list[Cell]:
    return [(character, str(segment.style)) for segment in strip for character in segment.text]


def wanted(ui: Driver) -> list[list[Cell]]:
    return [cells(strip) for strip in ui.app.screen._compositor.render_strips()]


KEYS = [
    *["tab"] * 7, *["shift+tab"] * 3, *"abc", "enter", "down", "down", "enter", "f8", "pagedown", "end", "ctrl+n", "tab",
    "ctrl+b", "f5", "f8", "f3", "escape",
]  # fmt: skip


async def test_after_each_key_the_terminal_shows_what_the_screen_is(pack, path):
    async with wizard(pack, path, new=True, size=LARGE) as ui:
        shown = Shown(ui)
        ui.walk.refresh()
        await ui.rest()
        for key in KEYS:
            await ui.press(key)
            assert shown.rows == wanted(ui), key


async def test_moving_draws_the_fields_and_not_what_stands_between_and_around(pack, path, monkeypatch):
    async with wizard(pack, path, new=True, size=LARGE) as ui:
        await ui.press("tab", "tab")
        drawn = set()
        draw = Widget.render_lines

        def drawing(widget: Widget, crop: Region) -> list[Strip]:
            drawn.add(type(widget).__name__)
            return draw(widget, crop)

        monkeypatch.setattr(Widget, "render_lines", drawing)
        await ui.press("tab")
        ui.walk._follow()
        await ui.rest()
        assert drawn <= {"HelpLine", "HintLine", "LawPane"}, "and the page, which draws itself"

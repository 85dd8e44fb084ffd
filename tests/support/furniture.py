"""What stands around the page of a screen: titles, hints, lines of keys and lines to type in, and whether any is cut."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList

from dpia.tui.widgets.help_pane import HintLine
from dpia.tui.widgets.text import Lines, LongText, StaticText

LEAST_OF_A_LIST = 2
"""Rows of a list that must be in sight."""


def cut(screen: Screen[Any]) -> list[str]:
    """What of the furniture is not wholly in sight. What lies in an area that scrolls is no furniture."""
    seen = screen._compositor.visible_widgets
    found = []
    for widget in screen.walk_children(Widget):
        if (not widget.is_on_screen and not _shown(widget)) or _scrolls(widget):
            continue
        region, clip = seen.get(widget, (widget.region, Region()))
        rows = region.intersection(clip.intersection(screen.region)).height
        if isinstance(widget, OptionList):
            if rows < min(LEAST_OF_A_LIST, widget.option_count):
                found.append(f"{widget!r}: {rows} rows of a list are in sight")
        elif isinstance(widget, Input):
            hint = "" if widget.value else str(widget.placeholder)
            if cell_len(hint) > widget.content_size.width - 1 or not rows:
                found.append(f"{widget!r}: “{hint}” on {widget.content_size.width} cells and {rows} rows")
        elif isinstance(widget, HintLine):
            text = widget._said[1] or widget._said[0]
            shown = "".join(strip.text for strip in (widget.drawn(y) for y in range(rows)))
            if "".join(shown.split()) != "".join(text.split()):
                found.append(f"{widget!r}: “{shown}” for “{text}”")
        elif isinstance(widget, (StaticText, Lines)) and not isinstance(widget, LongText) and rows < region.height:
            found.append(f"{widget!r}: {rows} of {region.height} rows are in sight")
    return found


def _shown(widget: Widget) -> bool:
    """Whether it would be in sight if there were room."""
    return all(node.display and node.visible for node in widget.ancestors_with_self if isinstance(node, Widget))


def _scrolls(widget: Widget) -> bool:
    return any(isinstance(node, (VerticalScroll, OptionList)) for node in widget.ancestors)

"""The sections with their progress; the four states are kept apart by sign and number, not by colour."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from dpia.tui.desk import Desk, Place, signs
from dpia.tui.widgets.text import MUTED, Lines, hanging, left_right, plain


def section_lines(desk: Desk, section: str, width: int, *, here: bool) -> list[Content]:
    """A section: its title, and below it the progress."""
    index, entry = next((n, item) for n, item in enumerate(desk.pack.sections, 1) if item.id == section)
    title = hanging(
        plain(f"{'›' if here else ' '}{index:>2} "), plain(desk.tr.content(entry.title), "bold" if here else ""), width
    )
    return [*title, left_right(Content("    "), plain(signs(desk.evaluation.progress[section]), MUTED), width)]


class SectionNav(Lines):
    """All sections, in the pane at the left of wide terminals. F2 opens the same list to choose from."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="nav")
        self.desk = desk
        self.place: Place | None = None

    def lines(self, width: int) -> Sequence[Content]:
        """Every section."""
        here = self.place.section if self.place else ""
        return [
            line
            for section in self.desk.pack.sections
            for line in section_lines(self.desk, section.id, width, here=section.id == here)
        ]

"""The sections with their progress; the four states are kept apart by sign and number, not by colour."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from dpia.tui.view_model import Place, ViewModel, signs
from dpia.tui.widgets.text import MUTED, Lines, hanging, left_right, plain


def section_lines(model: ViewModel, section: str, width: int, *, here: bool) -> list[Content]:
    """A section: its title and its progress, on one line where both fit."""
    index, entry = next((n, item) for n, item in enumerate(model.pack.sections, 1) if item.id == section)
    mark = plain(f"{'›' if here else ' '}{index:>2} ")
    title = plain(model.tr.content(entry.title), "bold" if here else "")
    progress = plain(signs(model.evaluation.progress[section]), MUTED)
    if mark.cell_length + title.cell_length + progress.cell_length + 2 <= width:
        return [left_right(mark + title, progress, width)]
    return [*hanging(mark, title, width), left_right(Content("    "), progress, width)]


class SectionNav(Lines):
    """All sections, in the pane at the left of wide terminals. F2 opens the same list to choose from."""

    def __init__(self, model: ViewModel) -> None:
        super().__init__(id="nav")
        self.model = model
        self.place: Place | None = None

    def lines(self, width: int) -> Sequence[Content]:
        """Every section."""
        here = self.place.section if self.place else ""
        return [
            line
            for section in self.model.pack.sections
            for line in section_lines(self.model, section.id, width, here=section.id == here)
        ]

"""The sections with their progress; the four states are kept apart by sign and number, not by colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from dpia.content.rule import Severity
from dpia.tui.view_model import Place, ViewModel, signs
from dpia.tui.wayfinding import waiting
from dpia.tui.widgets.finding_list import SIGNS
from dpia.tui.widgets.text import MUTED, Lines, hanging, left_right, plain

WEIGHTS: tuple[Severity, ...] = ("blocker", "major")
"""What is counted beside the progress; what weighs less is among the unanswered."""


def section_lines(
    model: ViewModel, section: str, width: int, *, here: bool, weights: Mapping[Severity, int]
) -> list[Content]:
    """A section: its title, its progress, and how many unanswered questions weigh how much; on one line if they fit."""
    index, entry = next((n, item) for n, item in enumerate(model.pack.sections, 1) if item.id == section)
    mark = plain(f"{'›' if here else ' '}{index:>2} ")
    title = plain(model.tr.content(entry.title), "bold" if here else "")
    heavy = " ".join(f"{SIGNS[severity]}{weights[severity]}" for severity in WEIGHTS if weights.get(severity))
    progress = plain(signs(model.evaluation.progress[section]), MUTED)
    right = plain(f"{heavy}  ", "bold") + progress if heavy else progress
    if mark.cell_length + title.cell_length + right.cell_length + 2 <= width:
        return [left_right(mark + title, right, width)]
    return [*hanging(mark, title, width), left_right(Content("    "), right, width)]


class SectionNav(Lines):
    """All sections, in the pane at the left of wide terminals. F2 opens the same list to choose from."""

    @dataclass
    class Chosen(Message):
        """A section was clicked."""

        section: str

    def __init__(self, model: ViewModel) -> None:
        super().__init__(id="nav")
        self.model = model
        self.place: Place | None = None
        self._sections: list[str] = []

    def lines(self, width: int) -> Sequence[Content]:
        """Every section."""
        here = self.place.section if self.place else ""
        weights = waiting(self.model)
        lines: list[Content] = []
        self._sections = []
        for section in self.model.pack.sections:
            name = section.id
            block = section_lines(self.model, name, width, here=name == here, weights=weights[name])
            lines += block
            self._sections += [name] * len(block)
        return lines

    def on_click(self, event: events.Click) -> None:
        """Go to the section that was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self._sections):
            event.stop()
            self.post_message(self.Chosen(self._sections[offset.y]))

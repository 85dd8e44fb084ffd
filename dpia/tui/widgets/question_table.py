"""A table: its rows as a list. One row is edited on a page of its own, as a card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from dpia.assessment.model import State, given
from dpia.engine.evaluation import Progress
from dpia.i18n_marks import N_
from dpia.tui.desk import Desk, FieldView
from dpia.tui.messages import Committed, RowUnwanted, RowWanted, Stepped
from dpia.tui.widgets.field import MARKS, QuestionField, answer_style, foot_lines, head_lines
from dpia.tui.widgets.text import MUTED, Lines, hanging, left_right, plain

ADD, NOTHING = "\0add", "\0none"


class TableField(QuestionField, Lines, can_focus=True):
    """Rows as lines: Enter opens one, + adds, Delete removes. As `cards` it shows rows that another section owns."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)"),
        Binding("down", "move(1)"),
        Binding("enter,space", "open"),
        Binding("plus,insert", "add"),
        Binding("delete,backspace,minus", "remove"),
    ]

    def __init__(self, view: FieldView, desk: Desk) -> None:
        super().__init__(view, desk)
        self._laid = None
        self.cursor = 0
        self._entry_lines: list[int] = []

    @property
    def entries(self) -> list[str]:
        """What the cursor can stand on: rows, "add", and for a table without rows "none, and I have looked"."""
        entries = [row.id for row in self.view.rows]
        if self.view.cards:
            return entries
        return [*entries, ADD] if entries else [ADD, NOTHING]

    # --- what is shown ----------------------------------------------------------------------------------------------

    def shown(self) -> None:
        """Rows came or went."""
        self.cursor = max(0, min(self.cursor, len(self.entries) - 1))
        self.changed()

    def lines(self, width: int) -> Sequence[Content]:
        """The question and its rows."""
        view = self.view
        lines = head_lines(view, width, attention=self.has_focus)
        if not view.rows:
            words = self.tr(N_("none, and somebody looked")) if view.state is State.GIVEN else view.words
            if view.cards:
                words = self.tr(
                    N_("There are no rows yet. They are added where the table is first asked; Enter goes there.")
                )
            lines += hanging("    ", plain(words, answer_style(view.state if not view.cards else None)), width)
        rows = {row.id: row for row in view.rows}
        self._entry_lines = []
        for index, entry in enumerate(self.entries):
            if entry not in rows and not self.has_focus:
                continue
            self._entry_lines.append(len(lines))
            here = self.has_focus and index == self.cursor
            mark = "  › " if here else "    "
            if entry in rows:
                left = plain(mark) + plain(rows[entry].name, "bold")
                line = left_right(
                    left, plain(self._progress(rows[entry].progress, width), MUTED if not here else ""), width
                )
            else:
                text = (
                    self.tr(N_("+ add: {noun}"), noun=view.noun)
                    if entry == ADD
                    else self.tr(N_("( ) none, and I have looked"))
                )
                line = plain(mark) + plain(text)
            if here:
                line = line.pad_right(max(width - line.cell_length, 0)).stylize(
                    "$cursor-foreground on $cursor-background", 2
                )
            lines.append(line)
        return lines + foot_lines(view, self.desk, width)

    def _progress(self, progress: Progress, width: int) -> str:
        absent = progress.applicable - progress.answered
        if width >= 70:
            return self.desk.counts(progress)
        parts = [
            (MARKS[State.GIVEN], progress.given),
            (MARKS[State.UNKNOWN], progress.unknown),
            (MARKS[State.NOT_APPLICABLE], progress.not_applicable),
            (MARKS[None], absent),
        ]
        return " ".join(f"{mark}{count}" for mark, count in parts if count)

    @property
    def line_at_hand(self) -> int | None:
        """The line of the cursor."""
        return self._entry_lines[self.cursor] if self.cursor < len(self._entry_lines) else None

    # --- keys -------------------------------------------------------------------------------------------------------

    def watch_has_focus(self, has_focus: bool) -> None:
        """Open or close."""
        super().watch_has_focus(has_focus)
        self.changed()
        if has_focus:
            self.arrived()

    def action_move(self, delta: int) -> None:
        """The row below or above; beyond the ends the next field."""
        target = self.cursor + delta
        if not 0 <= target < len(self.entries):
            self.post_message(Stepped(delta))
            return
        self.cursor = target
        self.changed()
        self.come_into_sight(self.line_at_hand)

    def action_open(self) -> None:
        """Open the row, add one, or say that there is none."""
        if not self.entries:
            self.post_message(RowWanted(self.view.ref.question, None))
            return
        entry = self.entries[self.cursor]
        if entry == NOTHING:
            self.post_message(Committed(self.view.ref, given(())))
        else:
            self.post_message(RowWanted(self.view.ref.question, None if entry == ADD else entry))

    def action_add(self) -> None:
        """Add a row."""
        if not self.view.cards:
            self.post_message(RowWanted(self.view.ref.question, None))

    def action_remove(self) -> None:
        """Remove the row at the cursor."""
        if self.view.cards or not self.view.rows or self.cursor >= len(self.view.rows):
            return
        self.post_message(RowUnwanted(self.view.ref.question, self.view.rows[self.cursor].id))

    def on_click(self, event: events.Click) -> None:
        """Open what was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and self.has_focus and offset.y in self._entry_lines:
            self.cursor = self._entry_lines.index(offset.y)
            self.action_open()

"""A table: its rows as a list. One row is edited on a page of its own, as a card."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message

from dpia.assessment.model import State, given
from dpia.engine.evaluation import Progress
from dpia.i18n_marks import N_
from dpia.tui.desk import Desk, FieldView, signs
from dpia.tui.messages import Committed, RowUnwanted, RowWanted, Stepped
from dpia.tui.widgets.field import QuestionBox, answer_style, cursor_line, foot_lines, head_lines
from dpia.tui.widgets.text import MUTED, hanging, left_right, plain

ADD, NOTHING = "\0add", "\0none"


class TableBox(QuestionBox):
    """Rows as lines: Enter opens one, + adds, Delete removes. As `cards` it shows rows that another section owns."""

    def __init__(self, view: FieldView, desk: Desk) -> None:
        super().__init__(view, desk)
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

    def renewed(self) -> None:
        """Rows came or went."""
        self.cursor = max(0, min(self.cursor, len(self.entries) - 1))

    def lines(self, width: int, here: bool) -> Sequence[Content]:
        """The question and its rows."""
        view = self.view
        lines = head_lines(view, width, here=here)
        if not view.rows:
            words, state = view.words, view.state
            if view.cards:
                words = self.tr(N_("No rows yet. They are added where the table is first asked; Enter goes there."))
                state = None
            elif state is State.GIVEN:
                words = self.tr(N_("none, and somebody has looked"))
            lines += hanging("    ", plain(words, answer_style(state)), width)
        rows = {row.id: row for row in view.rows}
        self._entry_lines = []
        for index, entry in enumerate(self.entries):
            if entry not in rows and not here:
                continue
            self._entry_lines.append(len(lines))
            at = here and index == self.cursor
            left = plain("  › " if at else "    ")
            if entry in rows:
                progress = plain(self._progress(rows[entry].progress, width), "" if at else MUTED)
                line = left_right(left + plain(rows[entry].name, "bold"), progress, width)
            elif entry == ADD:
                line = left + plain(self.tr(N_("+ add: {noun}"), noun=view.noun))
            else:
                line = left + plain(self.tr(N_("( ) none, and I have looked")))
            lines.append(cursor_line(line, width) if at else line)
        return lines + foot_lines(view, self.desk, width)

    def _progress(self, progress: Progress, width: int) -> str:
        return self.desk.counts(progress) if width >= 90 else signs(progress)

    @property
    def line_at_hand(self) -> int:
        """The line of the cursor."""
        return self._entry_lines[self.cursor] if self.cursor < len(self._entry_lines) else 0

    # --- keys -------------------------------------------------------------------------------------------------------

    def press(self, key: str, character: str) -> Sequence[Message] | None:
        """Move, open, add or remove a row."""
        match key:
            case "up" | "down":
                target = self.cursor + (-1 if key == "up" else 1)
                if not 0 <= target < len(self.entries):
                    return [Stepped(-1 if key == "up" else 1)]
                self.cursor = target
                self.changed()
                return ()
            case "enter" | "space":
                return self._open()
            case "plus" | "insert":
                return () if self.view.cards else [RowWanted(self.ref.question, None)]
            case "delete" | "backspace" | "minus":
                if self.view.cards or self.cursor >= len(self.view.rows):
                    return ()
                return [RowUnwanted(self.ref.question, self.view.rows[self.cursor].id)]
        return None

    def _open(self) -> Sequence[Message]:
        """Open the row, add one, or say that there is none."""
        if not self.entries:
            return [RowWanted(self.ref.question, None)]
        entry = self.entries[self.cursor]
        if entry == NOTHING:
            return [Committed(self.ref, given(()))]
        return [RowWanted(self.ref.question, None if entry == ADD else entry)]

    def click(self, line: int) -> Sequence[Message]:
        """Open what was clicked."""
        if line not in self._entry_lines:
            return ()
        self.cursor = self._entry_lines.index(line)
        self.changed()
        return self._open()

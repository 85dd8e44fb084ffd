"""A table: its rows as a list. One row is edited on a page of its own, as a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.message import Message

from dpia.assessment.model import State, given
from dpia.engine.evaluation import Progress
from dpia.i18n_marks import N_
from dpia.tui.messages import Committed, GridWanted, RowUnwanted, RowWanted, Stepped
from dpia.tui.view_model import signs
from dpia.tui.widgets.field import answer_style, cursor_line, foot_lines, head_lines
from dpia.tui.widgets.question_list import ListBox
from dpia.tui.widgets.text import MUTED, hanging, left_right, plain

ADD, NO_DIFF = "\0add", "\0none"


class TableBox(ListBox):
    """Rows as lines: Enter opens one, Insert adds, Delete removes. With `cards` it shows rows of another section."""

    @property
    def entries(self) -> list[str]:
        """What the cursor can stand on: rows, "add", and for a table without rows "none, and I have looked"."""
        entries = [row.id for row in self.view.rows]
        if self.view.cards:
            return entries
        return [*entries, ADD] if entries else [ADD, NO_DIFF]

    def labels(self) -> Sequence[str]:
        """Names of rows, and what else can be chosen."""
        names = {row.id: row.name for row in self.view.rows}
        words = {ADD: self._add_words, NO_DIFF: self.tr(N_("none, and I have looked"))}
        return [names.get(entry) or words[entry] for entry in self.entries]

    def numbers(self) -> Mapping[str, int]:
        """Rows have the numbers of their order; "add" has its sign, "none" has 0."""
        signs = {ADD: "+", NO_DIFF: "0"}
        return {signs.get(entry, str(index + 1)): index for index, entry in enumerate(self.entries)}

    def home(self) -> int | None:
        """The first row; or "none", if that is the answer; or no entry as long as nothing is answered."""
        if self.view.rows:
            return 0
        return self.entries.index(NO_DIFF) if self.view.state is State.GIVEN and not self.view.cards else None

    def renewed(self) -> None:
        """Rows came or went: stay near where one was."""
        cursor = self.cursor
        super().renewed()
        if cursor is not None and self.view.rows:
            self.cursor = min(cursor, len(self.entries) - 1)

    @property
    def _add_words(self) -> str:
        return self.tr(N_("+ add: {noun}"), noun=self.view.noun)

    # --- what is shown ----------------------------------------------------------------------------------------------

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
                line = left + plain(self._add_words)
            else:
                sign = "•" if view.state is State.GIVEN else " "
                line = left + plain(f"({sign}) {self.tr(N_('none, and I have looked'))}")
            lines.append(cursor_line(line, width) if at else line)
        return lines + foot_lines(view, self.model, width)

    def _progress(self, progress: Progress, width: int) -> str:
        return self.model.counts(progress) if width >= 90 else signs(progress)

    def hint_here(self) -> str:
        """What Enter does."""
        if self.view.cards and not self.entries:
            return ""
        if self.cursor is None and self.view.state is not None:
            return self.tr(N_("Arrows or letters go to an entry; Enter goes on, the answer stays."))
        if self.cursor is None:
            return self.tr(N_("Arrows or letters go to an entry; Enter goes on without an answer."))
        entry = self.entries[self.cursor]
        if entry == ADD:
            return self.tr(N_("Enter adds it."))
        if entry == NO_DIFF:
            words = N_("Enter goes on, the answer stays.") if self._says_none else N_("Enter answers “none”.")
            return self.tr(words)
        words = (
            N_("Enter opens it.") if self.view.cards else N_("Enter opens it, Insert adds another, Delete removes it.")
        )
        return self.tr(words)

    # --- keys -------------------------------------------------------------------------------------------------------

    def press(self, key: str, character: str) -> Sequence[Message] | None:
        """Move, open, add or remove a row."""
        if character == "#" and not self.typing.typed:
            return [GridWanted(self.ref.question)]
        match key:
            case "insert":
                return () if self.view.cards else [RowWanted(self.ref.question, None)]
            case "delete" | "backspace" if not self.typing.typed:
                if self.view.cards or self.cursor is None or self.cursor >= len(self.view.rows):
                    return ()
                return [RowUnwanted(self.ref.question, self.view.rows[self.cursor].id)]
        return super().press(key, character)

    @property
    def _says_none(self) -> bool:
        return self.view.state is State.GIVEN and not self.view.rows

    def choose(self) -> Sequence[Message]:
        """Open the row, add one, or say that there is none."""
        if self.view.cards and not self.entries:
            return [RowWanted(self.ref.question, None)]
        entry = self.entries[self.cursor] if self.cursor is not None else None
        if entry is None or (entry == NO_DIFF and self._says_none):
            return [Stepped(1)]
        if entry == NO_DIFF:
            return [Committed(self.ref, given(())), Stepped(1)]
        return [RowWanted(self.ref.question, None if entry == ADD else entry)]

    def click(self, line: int) -> Sequence[Message]:
        """Open what was clicked."""
        if line not in self._entry_lines:
            return ()
        self._stand(self._entry_lines.index(line))
        return self.choose()

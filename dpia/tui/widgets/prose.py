"""An area to type several lines in. Loaded when it is needed first: most questions take one line."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from dpia.tui.messages import PasteAltered, Stepped
from dpia.tui.pasting import pasted
from dpia.tui.widgets.text import harmless, plain


class ProseArea(TextArea):
    """Several lines. Up on the first and Down on the last line leave it; Tab always does.

    Enter makes a new line; in a form, where it is to mean the same on every line, it is `Submitted` and Ctrl+J makes
    the new line.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+j", "new_line")]

    class Submitted(Message):
        """Enter was pressed, in a form."""

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        *,
        in_form: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(
            value,
            soft_wrap=True,
            show_line_numbers=False,
            compact=True,
            highlight_cursor_line=False,
            placeholder=plain(placeholder),
            tab_behavior="focus",
            id=id,
        )
        self.cursor_blink = False
        self.in_form = in_form

    def watch_has_focus(self, has_focus: bool) -> None:
        """On a page no style depends on it; the cursor is drawn by the refresh that follows."""
        if self.in_form:
            super().watch_has_focus(has_focus)

    def hint(self, text: str) -> None:
        """What stands here while nothing is typed; Textual would read a string as markup."""
        self.placeholder = plain(text)

    def put(self, text: str, hint: str) -> None:
        """Begin with another text, at its end."""
        with self.prevent(TextArea.Changed):
            self.hint(hint)
            self.text = text
            self.move_cursor(self.document.end)

    def on_key(self, event: events.Key) -> None:
        """Enter in a form is no new line."""
        if event.key == "enter" and self.in_form:
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted())

    def action_new_line(self) -> None:
        """A new line, wherever Enter means something else."""
        self._put_text("\n")

    def on_paste(self, event: events.Paste) -> None:
        """Paste from the terminal, without what a terminal would obey."""
        event.stop()
        event.prevent_default()
        self._put(event.text)

    def action_paste(self) -> None:
        """Paste what was cut or copied here."""
        self._put(self.app.clipboard)

    def _put(self, raw: str) -> None:
        made = pasted(raw, None)
        self._put_text(made.text)
        if made.altered:
            self.post_message(PasteAltered(removed=made.removed))

    def _put_text(self, text: str) -> None:
        """Text at the cursor, in the place of what is selected."""
        self.move_cursor(self.replace(text, *self.selection, maintain_selection_offset=False).end_location)

    @property
    def can_redo(self) -> bool:
        """Whether something that was typed and taken back (Ctrl+Z) can be done again."""
        return bool(self.history.redo_stack)

    def render_line(self, y: int) -> Strip:
        """A line, whatever stands in it."""
        return harmless(super().render_line(y))

    def _line(self) -> int:
        """The line of the cursor as it is seen, after wrapping."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y

    def action_cursor_up(self, select: bool = False) -> None:
        """Up, or to the question above."""
        if not select and self._line() == 0:
            self.post_message(Stepped(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Down, or to the question below."""
        if not select and self._line() >= self.wrapped_document.height - 1:
            self.post_message(Stepped(1))
        else:
            super().action_cursor_down(select)

"""Text, number and date: a line or an area to type in, checked as it is typed, settled on Enter or on leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Input

from dpia.assessment.answers import AnswerError
from dpia.assessment.interval import Interval
from dpia.assessment.model import Answer, State
from dpia.i18n_marks import N_
from dpia.tui.messages import Committed, Drafted, PasteAltered, Stepped
from dpia.tui.pasting import pasted
from dpia.tui.view_model import FieldView, ViewModel
from dpia.tui.widgets.field import QuestionBox, Settled, answer_style, foot_lines, head_lines
from dpia.tui.widgets.text import clean, hanging, harmless, one_line, plain, wrapped

INDENT = 4
CLOSED_LINES = 3
"""How much of a long text is shown while one is elsewhere."""

PROSE_LINES = (3, 8)
"""The least and the most lines of the area to type in."""


class LineInput(Input):
    """One line. Up and Down leave it, as they do everywhere on the page.

    Lines that are pasted are joined by `joint`: none is lost.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("up", "step(-1)"), Binding("down", "step(1)")]

    def __init__(self, value: str = "", placeholder: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(value, clean(placeholder), compact=True, select_on_focus=False, id=id)
        self.cursor_blink = False
        self.joint = " "

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style depends on it; the cursor is drawn by the refresh that follows."""

    def hint(self, text: str) -> None:
        """What stands here while nothing is typed."""
        self.placeholder = clean(text)

    def render_line(self, y: int) -> Strip:
        """A line, whatever stands in it."""
        return harmless(super().render_line(y))

    def action_step(self, delta: int) -> None:
        """Go to another question."""
        self.post_message(Stepped(delta))

    def on_paste(self, event: events.Paste) -> None:
        """Paste from the terminal; Textual would keep the first line only."""
        event.stop()
        event.prevent_default()
        self._put(event.text)

    def action_paste(self) -> None:
        """Paste what was cut or copied here."""
        self._put(self.app.clipboard)

    def _put(self, raw: str) -> None:
        made = pasted(raw, self.joint)
        self.replace(made.text, *sorted(self.selection))
        if made.altered:
            self.post_message(PasteAltered(made.joined, made.removed))


class TextBox(QuestionBox):
    """A question that is answered by typing. The page lends it an editor while the person stands on it."""

    def __init__(self, view: FieldView, model: ViewModel) -> None:
        super().__init__(view, model)
        self.base = self._of_model()
        self.typed = view.draft if view.draft is not None else self.base
        self.flagged = view.draft is not None
        """Whether the person was told that this is no answer; from then on they see when it is one."""

    @property
    def prose(self) -> bool:
        """Whether it is typed in an area of several lines: where that is asked for, or where there are several."""
        return self.view.type == "text" and (self.model.spec(self.ref).multiline or "\n" in self.base)

    @property
    def joint(self) -> str:
        """What stands between pasted lines where there is room for one: two numbers must not become a third one."""
        return " " if self.view.type == "text" else "; "

    # --- what is shown ----------------------------------------------------------------------------------------------

    def _of_model(self) -> str:
        """The answer as it would be typed."""
        value = self.view.value
        if self.view.state is not State.GIVEN or value is None:
            return ""
        if isinstance(value, Interval):
            return value.typed()
        return f"{value:.12g}" if isinstance(value, float) else str(value)

    @property
    def placeholder(self) -> str:
        """What stands in the empty editor."""
        view = self.view
        if view.state in (State.UNKNOWN, State.NOT_APPLICABLE):
            return view.words
        if view.type == "date":
            return self.tr(N_("not answered; a date: 2026-11-21, 2026-11 or 2026"))
        if view.type == "number" and view.unit:
            return self.tr(N_("not answered; a number, in {unit}"), unit=view.unit)
        return self.tr(N_("not answered"))

    def renewed(self) -> None:
        """Another answer came from outside: show it, unless something else is being typed."""
        before, self.base = self.base, self._of_model()
        if self.view.draft is not None:
            self.typed = self.view.draft
        elif self.base != before or self.typed.strip() == self.base:
            self.typed = self.base
        self.flagged = self.view.draft is not None

    @property
    def _shown(self) -> FieldView:
        """The view with what is wrong with what is typed now."""
        if self.flagged:
            return replace(self.view, error=self.model.reason_against(self.ref, self.typed))
        return replace(self.view, error="") if self.view.draft is not None else self.view

    def editor_lines(self, width: int) -> int:
        """How high the editor is."""
        if not self.prose:
            return 1
        low, high = PROSE_LINES
        return max(low, min(len(wrapped(self.typed, width - INDENT - 1)), high))

    def editor_line(self, width: int) -> int:
        """On which line of the box the editor stands."""
        return len(head_lines(self.view, width, here=True))

    def lines(self, width: int, here: bool) -> Sequence[Content]:
        """Question, answer or room for the editor, and what was made of it."""
        view = self._shown
        lines = head_lines(view, width, here=here)
        if here:
            lines += [Content("")] * self.editor_lines(width)
            return lines + foot_lines(view, self.model, width, understood=self._understood())
        text, style = self.typed, ""
        if self.typed == self.base:  # a date or a number in words, once it is an answer
            text, style = view.words, answer_style(view.state)
        closed = [line for part in text.split("\n") for line in hanging("    ", plain(part, style), width)]
        if len(closed) > CLOSED_LINES:
            rest = one_line(plain(closed[CLOSED_LINES - 1].plain + " …", style), width)
            closed = [*closed[: CLOSED_LINES - 1], rest]
        return lines + closed + foot_lines(view, self.model, width)

    def _understood(self) -> str:
        """What a date or a number was understood as."""
        if self.view.type not in ("date", "number"):
            return ""
        try:
            answer = self.model.read(self.ref, self.typed)
        except AnswerError:
            return ""
        if answer is None:
            return ""
        return self.tr(N_("= {value}"), value=self.model.words.value(self.model.spec(self.ref), answer))

    def hint(self) -> str:
        """What settles the text."""
        if self.prose:
            return self.tr(N_("Type the text. Enter makes a new line; Tab saves it and goes on."))
        if not self.typed and not self.base and self.view.type == "date":
            return self.tr(N_("A day, month or year; also <2024, >2024-05, 2023..2024. Enter saves it."))
        if not self.typed and not self.base and self.view.type == "number":
            return self.tr(N_("A number; not exactly: >10 000, <=50, 10..20. Enter saves it."))
        if not self.typed and not self.base:
            return self.tr(N_("Type the answer; Enter saves it and goes on. Empty: no answer."))
        unchanged = self.typed == self.base
        return self.tr(N_("Enter goes on, the answer stays.") if unchanged else N_("Enter saves it and goes on."))

    @property
    def line_at_hand(self) -> int:
        """The editor; it has to be seen to its last line."""
        return 0

    # --- typing -----------------------------------------------------------------------------------------------------

    def type(self, text: str, width: int) -> None:
        """The editor says what stands in it. A problem that was shown goes away as soon as it is fixed."""
        before = (self.flagged, self._shown.error, self._understood(), self.editor_lines(width))
        self.note = ""
        self.typed = text
        self.flagged = self.flagged and bool(self.model.reason_against(self.ref, text))
        if (self.flagged, self._shown.error, self._understood(), self.editor_lines(width)) != before:
            self.changed()

    def take(self) -> Settled | None:
        """What was typed: an answer if it is another one, a draft with its problem if it is none."""
        if self.typed == self.base and self.view.draft is None:
            return None
        try:
            answer = self.model.read(self.ref, self.typed)
        except AnswerError:
            self.flagged = True
            self.changed()
            return Drafted(self.ref, self.typed) if self.view.draft != self.typed else None
        self.flagged = False
        self.changed()
        if answer is None and self.view.state is not State.GIVEN:
            self.typed = self.base
            return Drafted(self.ref, None) if self.view.draft is not None else None
        return Committed(self.ref, answer)

    def unsettled(self) -> str | Answer | None:
        """The text, if it is another one than the answer."""
        return self.typed if self.typed != self.base or self.view.draft is not None else None

    def leave(self) -> None:
        """What was typed stands there as it is."""
        self.changed()

    def forget(self) -> None:
        """Back to what is answered."""
        self.typed, self.flagged = self.base, False
        self.changed()

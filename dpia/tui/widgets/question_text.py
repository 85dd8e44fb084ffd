"""Text, number and date: a line or an area to type in, checked as it is typed and settled on Enter or on leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, TextArea

from dpia.assessment.answers import AnswerError
from dpia.assessment.model import State
from dpia.i18n_marks import N_
from dpia.tui.desk import Desk, FieldView
from dpia.tui.messages import Committed, Drafted, Stepped
from dpia.tui.widgets.field import QuestionField, foot_lines, head_lines
from dpia.tui.widgets.text import Lines


class LineInput(Input):
    """One line. Up and Down leave it, as they do everywhere on the page."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("up", "step(-1)"), Binding("down", "step(1)")]

    def __init__(self, value: str, placeholder: str) -> None:
        super().__init__(value, placeholder, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def action_step(self, delta: int) -> None:
        """Go to another field."""
        self.post_message(Stepped(delta))


class ProseArea(TextArea):
    """Several lines. Up on the first and Down on the last line leave it; Tab always does."""

    def __init__(self, value: str, placeholder: str) -> None:
        super().__init__(
            value,
            soft_wrap=True,
            show_line_numbers=False,
            compact=True,
            highlight_cursor_line=False,
            placeholder=placeholder,
            tab_behavior="focus",
        )
        self.cursor_blink = False

    def action_cursor_up(self, select: bool = False) -> None:
        """Up, or to the field above."""
        if not select and self.wrapped_document.location_to_offset(self.cursor_location).y == 0:
            self.post_message(Stepped(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Down, or to the field below."""
        if (
            not select
            and self.wrapped_document.location_to_offset(self.cursor_location).y >= self.wrapped_document.height - 1
        ):
            self.post_message(Stepped(1))
        else:
            super().action_cursor_down(select)


class Head(Lines):
    """The question above the place to type in."""

    def __init__(self, field: TextField) -> None:
        super().__init__()
        self.field = field

    def lines(self, width: int) -> Sequence[Content]:
        """The question behind its mark."""
        return head_lines(replace(self.field.view, error=self.field.error), width, attention=self.field.has_attention)


class Foot(Lines):
    """What the program made of it, below."""

    def __init__(self, field: TextField) -> None:
        super().__init__()
        self.field = field

    def lines(self, width: int) -> Sequence[Content]:
        """Echo, proposal, requirement, problem."""
        return self.field.foot(width)


class TextField(QuestionField):
    """A question that is answered by typing."""

    def __init__(self, view: FieldView, desk: Desk) -> None:
        super().__init__(view, desk)
        self.prose = view.type == "text" and desk.spec(view.ref).multiline
        self.base = self._of_model()
        value = view.draft if view.draft is not None else self.base
        placeholder = self._placeholder()
        self.editor: LineInput | ProseArea = (
            ProseArea(value, placeholder) if self.prose else LineInput(value, placeholder)
        )
        self.head, self.foot_widget = Head(self), Foot(self)
        self.error = view.error

    def compose(self) -> ComposeResult:
        """Question, editor, and what was made of it."""
        yield self.head
        yield self.editor
        yield self.foot_widget

    @property
    def inner(self) -> Widget:
        """The editor takes the focus."""
        return self.editor

    # --- what is shown ----------------------------------------------------------------------------------------------

    def _of_model(self) -> str:
        """The answer as it would be typed."""
        value = self.view.value
        if self.view.state is not State.GIVEN or value is None:
            return ""
        if isinstance(value, float) and self.view.type == "number":
            return f"{value:g}" if abs(value) < 1e6 else str(value)
        return str(value)

    def _placeholder(self) -> str:
        if self.view.state in (State.UNKNOWN, State.NOT_APPLICABLE):
            return self.view.words
        if self.view.type == "date":
            return self.tr(N_("not answered; year-month-day, such as 2026-11-21"))
        if self.view.unit:
            return self.tr(N_("not answered; a number, in {unit}"), unit=self.view.unit)
        return self.tr(N_("not answered"))

    @property
    def typed(self) -> str:
        """What stands in the editor."""
        return self.editor.text if isinstance(self.editor, ProseArea) else self.editor.value

    def shown(self) -> None:
        """Another answer came from outside: show it, unless the person is typing something else."""
        before, self.base = self.base, self._of_model()
        self.error = self.view.error
        if self.base != before and self.typed != self.base and self.view.draft is None:
            if isinstance(self.editor, ProseArea):
                self.editor.text = self.base
            else:
                self.editor.value = self.base
        self.editor.placeholder = self._placeholder()
        self._redraw()

    def _redraw(self) -> None:
        self.head.changed()
        self.foot_widget.changed()

    def foot(self, width: int) -> list[Content]:
        """Lines below the editor."""
        view = self.view
        echo = ""
        try:
            answer = self.desk.read(view.ref, self.typed)
            if answer is not None and view.type in ("date", "number"):
                echo = self.tr(N_("= {value}"), value=self.desk.words.value(self.desk.spec(view.ref), answer))
        except AnswerError:
            pass
        if self.prose and self.has_attention and not self.typed and view.state is None:
            echo = self.tr(N_("Enter makes a new line; Tab settles the answer."))
        return foot_lines(replace(view, error=self.error), self.desk, width, echo)

    # --- typing -----------------------------------------------------------------------------------------------------

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        """Only the echo follows the keys. A problem that was shown goes away as soon as it is mended."""
        event.stop()
        if self.error and not self.desk.reason_against(self.view.ref, self.typed):
            self.error = ""
        if self.error or self.view.type in ("date", "number") or not self.typed:
            self.foot_widget.changed()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.settle()
        if not self.error:
            self.post_message(Stepped(1))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Open."""
        self._redraw()
        self.arrived()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Leave, and settle what was typed."""
        self.settle()
        self._redraw()

    def settle(self) -> None:
        """Commit what was typed if it is an answer and another one; else keep it and say what is wrong."""
        typed = self.typed
        if typed == self.base and self.view.draft is None:
            if self.error and not self.view.error:
                self._fail("")
            return
        try:
            answer = self.desk.read(self.view.ref, typed)
        except AnswerError as error:
            self._fail(self.desk.explain(error))
            self.post_message(Drafted(self.view.ref, typed))
            return
        self._fail("")
        if answer is None and self.view.state is not State.GIVEN:
            self.post_message(Drafted(self.view.ref, None))
            return
        self.post_message(Committed(self.view.ref, answer))

    def forget(self) -> None:
        """Empty the editor."""
        if isinstance(self.editor, ProseArea):
            self.editor.text = ""
        else:
            self.editor.value = ""
        self.base = ""
        self._fail("")

    def _fail(self, error: str) -> None:
        if error != self.error:
            self.error = error
            self._redraw()

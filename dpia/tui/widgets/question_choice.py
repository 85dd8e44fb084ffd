"""Boolean, choice and choices: one widget that draws its own lines, open while it has the focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from dpia.assessment.model import Answer, State, given
from dpia.i18n_marks import N_
from dpia.tui.desk import Desk, FieldView, OptionView
from dpia.tui.messages import Committed, Stepped
from dpia.tui.widgets.field import QuestionField, answer_style, foot_lines, head_lines
from dpia.tui.widgets.text import MUTED, Lines, hanging, plain

NONE = "\0none"
"""Stands for the empty choice: "none, and I have looked"."""


class ChoiceField(QuestionField, Lines, can_focus=True):
    """A question with options. Closed it shows the answer; with the focus it shows the options.

    A single choice commits at once. Ticks of several choices commit on Enter or when the field is left, so that the log
    holds answers and not every tick on the way.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)"),
        Binding("down", "move(1)"),
        Binding("home", "to(0)"),
        Binding("end", "to(-1)"),
        Binding("space", "choose"),
        Binding("enter", "choose_and_go"),
    ]

    def __init__(self, view: FieldView, desk: Desk) -> None:
        super().__init__(view, desk)
        self._laid = None
        self.cursor = 0
        self.ticked: set[str] | None = None
        self._option_lines: list[int] = []
        self.shown()

    @property
    def several(self) -> bool:
        """Whether more than one option may be chosen."""
        return self.view.type == "choices"

    @property
    def options(self) -> tuple[OptionView, ...]:
        """The options, and for several choices the explicit "none"."""
        if self.several and self.view.options:
            return (*self.view.options, OptionView(NONE, self.tr(N_("none of these, and I have looked"))))
        return self.view.options

    # --- what is shown ----------------------------------------------------------------------------------------------

    def shown(self) -> None:
        """Another answer came from outside: ticks that were not settled give way to it."""
        self.ticked = None
        if not self.has_focus:
            self.cursor = next((index for index, option in enumerate(self.options) if self._chosen(option)), 0)
        self.changed()

    def _chosen(self, option: OptionView) -> bool:
        if self.several:
            marked = self._marked()
            return option.value in marked if option.value != NONE else NONE in marked
        return self.view.state is State.GIVEN and self.view.value == option.value

    def _marked(self) -> set[str]:
        """The ticks: as the person set them, or else as answered."""
        if self.ticked is not None:
            return self.ticked
        if self.view.state is not State.GIVEN or not isinstance(self.view.value, tuple):
            return set()
        return {str(item) for item in self.view.value} or {NONE}

    def lines(self, width: int) -> Sequence[Content]:
        """Question and answer, or question and options."""
        view = self.view
        lines = head_lines(view, width, attention=self.has_focus)
        if not self.has_focus:
            lines += hanging("    ", plain(view.words, answer_style(view.state)), width)
            return lines + foot_lines(view, self.desk, width)
        if view.state in (State.UNKNOWN, State.NOT_APPLICABLE):
            lines += hanging("    ", plain(view.words), width)
        if not self.options:
            lines += hanging("    ", plain(self.tr(N_("There is nothing to choose from yet.")), MUTED), width)
        self._option_lines = []
        for index, option in enumerate(self.options):
            self._option_lines.append(len(lines))
            lines += self._option(index, option, width)
        if self.ticked is not None and self._answer_of_ticks() != self._answered():
            lines += hanging("    ", plain(self.tr(N_("not settled yet: Enter")), MUTED), width)
        return lines + foot_lines(view, self.desk, width)

    def _option(self, index: int, option: OptionView, width: int) -> list[Content]:
        chosen, here = self._chosen(option), index == self.cursor
        box = ("[x] " if chosen else "[ ] ") if self.several else "(•) " if chosen else "( ) "
        text = plain(option.text, "bold" if chosen else "")
        if option.help:
            text += plain(f" — {option.help}", MUTED if not here else "")
        lines = hanging(plain("  › " if here else "    ") + plain(box), text, width)
        return (
            [
                line.pad_right(max(width - line.cell_length, 0)).stylize("$cursor-foreground on $cursor-background", 2)
                for line in lines
            ]
            if here
            else lines
        )

    @property
    def line_at_hand(self) -> int | None:
        """The line of the cursor."""
        return self._option_lines[self.cursor] if self.cursor < len(self._option_lines) else None

    # --- keys -------------------------------------------------------------------------------------------------------

    def watch_has_focus(self, has_focus: bool) -> None:
        """Open and show the options; or close, and settle what was ticked."""
        super().watch_has_focus(has_focus)
        if has_focus:
            self.changed()
            self.arrived()
        else:
            self.settle()
            self.changed()

    def action_move(self, delta: int) -> None:
        """The option below or above; beyond the ends the next field."""
        target = self.cursor + delta
        if 0 <= target < len(self.options):
            self._go(target)
        else:
            self.post_message(Stepped(delta))

    def action_to(self, index: int) -> None:
        """The first (0) or last (-1) option."""
        if self.options:
            self._go(index % len(self.options))

    def _go(self, index: int) -> None:
        self.cursor = index
        self.changed()
        self.come_into_sight(self.line_at_hand)

    def action_choose(self) -> None:
        """Choose or tick the option at the cursor."""
        if not self.options:
            return
        option = self.options[self.cursor]
        if not self.several:
            self.post_message(Committed(self.view.ref, given(option.value)))
            return
        marked = set(self._marked())
        value = str(option.value)
        if value in marked:
            marked.discard(value)
        else:
            marked = {NONE} if value == NONE else (marked - {NONE}) | {value}
        self.ticked = marked
        self.changed()

    def action_choose_and_go(self) -> None:
        """Choose the option and go on; with several choices settle the ticks and go on."""
        if self.several:
            if self.ticked is None and self.view.state is None and self.options:
                self.action_choose()
            self.settle()
        else:
            self.action_choose()
        self.post_message(Stepped(1))

    def on_key(self, event: events.Key) -> None:
        """Digits choose by number, y and n answer, other letters find an option."""
        character = event.character or ""
        if character == "0" and self.several:
            self._jump(len(self.options) - 1, event)
        elif character.isdigit() and 1 <= int(character) <= len(self.view.options):
            self._jump(int(character) - 1, event)
        elif self.view.type == "boolean" and character.casefold() in self._initials:
            self._jump(self._initials.index(character.casefold()), event)
        elif character.isalpha() and len(character) == 1:
            found = self._starting_with(character.casefold())
            if found is not None:
                event.stop()
                self._go(found)

    def _jump(self, index: int, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self._go(index)
        self.action_choose()

    @property
    def _initials(self) -> list[str]:
        return [next((char for char in option.text.casefold() if char.isalpha()), "") for option in self.view.options]

    def _starting_with(self, letter: str) -> int | None:
        count = len(self.options)
        order = [(self.cursor + step) % count for step in range(1, count + 1)]
        return next((index for index in order if index < len(self._initials) and self._initials[index] == letter), None)

    async def on_click(self, event: events.Click) -> None:
        """Choose what was clicked, if the field was open."""
        offset = event.get_content_offset(self)
        if offset is None or not self._option_lines:
            return
        index = max((n for n, line in enumerate(self._option_lines) if line <= offset.y), default=None)
        if index is not None and offset.y < len(self.laid(self.content_size.width)):
            self._go(index)
            self.action_choose()

    # --- settling ---------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Commit the ticks if they say something else than the answer."""
        if self.ticked is None:
            return
        answer = self._answer_of_ticks()
        self.ticked = None
        if answer != self._answered():
            self.post_message(Committed(self.view.ref, answer))

    def forget(self) -> None:
        """Drop the ticks."""
        self.ticked = None
        self.changed()

    def _answered(self) -> Answer | None:
        value: Any = self.view.value
        return given(value) if self.view.state is State.GIVEN else None

    def _answer_of_ticks(self) -> Answer | None:
        """Ticks in the order of the options; nothing ticked at all is no answer, "none" is one."""
        marked = self._marked()
        if not marked:
            return None
        return given(tuple(str(option.value) for option in self.view.options if option.value in marked))

"""Boolean, choice and choices: closed it shows the answer, open it shows the options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.content import Content
from textual.message import Message

from dpia.assessment.model import Answer, State, given
from dpia.i18n_marks import N_
from dpia.tui.desk import Desk, FieldView, OptionView
from dpia.tui.messages import Committed, Stepped
from dpia.tui.widgets.field import QuestionBox, Settled, answer_style, cursor_line, foot_lines, head_lines
from dpia.tui.widgets.text import MUTED, hanging, plain

NONE = "\0none"
"""Stands for the empty choice: "none, and I have looked"."""


class ChoiceBox(QuestionBox):
    """A question with options.

    A single choice is settled at once. Ticks of several choices are settled on Enter or when the question is left, so
    that the log holds answers and not every tick on the way.
    """

    def __init__(self, view: FieldView, desk: Desk) -> None:
        super().__init__(view, desk)
        self.cursor = 0
        self.ticked: set[str] | None = None
        self._option_lines: list[int] = []

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

    def enter(self) -> None:
        """Stand on what is chosen, or else on what is proposed."""
        chosen = [index for index, option in enumerate(self.options) if self._chosen(option)]
        proposed = [index for index, option in enumerate(self.options) if option.value == self.view.proposed_value]
        self.cursor = next(iter([*chosen, *proposed]), 0)

    def renewed(self) -> None:
        """Another answer came from outside: ticks that were not settled give way to it."""
        self.ticked = None
        self.cursor = min(self.cursor, max(len(self.options) - 1, 0))

    def _chosen(self, option: OptionView) -> bool:
        if self.several:
            return option.value in self._marked()
        return self.view.state is State.GIVEN and self.view.value == option.value

    def _marked(self) -> set[str]:
        """The ticks: as the person set them, or else as answered."""
        if self.ticked is not None:
            return self.ticked
        if self.view.state is not State.GIVEN or not isinstance(self.view.value, tuple):
            return set()
        return {str(item) for item in self.view.value} or {NONE}

    def lines(self, width: int, here: bool) -> Sequence[Content]:
        """Question and answer, or question and options."""
        view = self.view
        lines = head_lines(view, width, here=here)
        if not here:
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
            words = N_("not settled yet: Enter") if self.ticked else N_("nothing ticked: this takes the answer away")
            lines += hanging("    ", plain(self.tr(words), MUTED), width)
        return lines + foot_lines(view, self.desk, width)

    def _option(self, index: int, option: OptionView, width: int) -> list[Content]:
        chosen, here = self._chosen(option), index == self.cursor
        box = ("[x] " if chosen else "[ ] ") if self.several else "(•) " if chosen else "( ) "
        text = plain(option.text, "bold" if chosen else "")
        if option.help:
            text += plain(f" — {option.help}", "" if here else MUTED)
        lines = hanging(plain("  › " if here else "    ") + plain(box), text, width)
        return [cursor_line(line, width) for line in lines] if here else lines

    @property
    def line_at_hand(self) -> int:
        """The line of the cursor."""
        return self._option_lines[self.cursor] if self.cursor < len(self._option_lines) else 0

    # --- keys -------------------------------------------------------------------------------------------------------

    def press(self, key: str, character: str) -> Sequence[Message] | None:
        """Move, choose, or find an option by its number or first letter."""
        match key:
            case "up" | "down":
                return self._move(-1 if key == "up" else 1)
            case "home" | "end" if self.options:
                return self._go(0 if key == "home" else len(self.options) - 1)
            case "space":
                return self._choose()
            case "enter":
                return self._choose_and_go()
        if character == "0" and self.several and self.options:
            return [*self._go(len(self.options) - 1), *self._choose()]
        if character.isascii() and character.isdigit() and 1 <= int(character) <= len(self.view.options):
            return [*self._go(int(character) - 1), *self._choose()]
        if character.isalpha() and len(character) == 1:
            return self._letter(character.casefold())
        return None

    def _move(self, delta: int) -> Sequence[Message]:
        target = self.cursor + delta
        return self._go(target) if 0 <= target < len(self.options) else [Stepped(delta)]

    def _go(self, index: int) -> Sequence[Message]:
        self.cursor = index
        self.changed()
        return ()

    def _letter(self, letter: str) -> Sequence[Message] | None:
        initials = [
            next((char for char in option.text.casefold() if char.isalpha()), "") for option in self.view.options
        ]
        if letter not in initials:
            return None
        if self.view.type == "boolean":
            return [*self._go(initials.index(letter)), *self._choose()]
        count = len(initials)
        return self._go(
            next(i for i in ((self.cursor + n) % count for n in range(1, count + 1)) if initials[i] == letter)
        )

    def _choose(self) -> Sequence[Message]:
        """Choose or tick the option at the cursor."""
        if not self.options:
            return ()
        option = self.options[self.cursor]
        if not self.several:
            return [Committed(self.ref, given(option.value))]
        marked, value = set(self._marked()), str(option.value)
        if value in marked:
            marked.discard(value)
        else:
            marked = {NONE} if value == NONE else (marked - {NONE}) | {value}
        self.ticked = marked
        self.changed()
        return ()

    def _choose_and_go(self) -> Sequence[Message]:
        """Choose the option and go on; with several choices settle the ticks and go on."""
        if not self.several:
            return [*self._choose(), Stepped(1)]
        if self.ticked is None and self.view.state is None:
            self._choose()
        settled = self.take()
        return [settled, Stepped(1)] if settled is not None else [Stepped(1)]

    def click(self, line: int) -> Sequence[Message]:
        """Choose what was clicked."""
        index = max((n for n, start in enumerate(self._option_lines) if start <= line), default=None)
        return [*self._go(index), *self._choose()] if index is not None else ()

    # --- settling ---------------------------------------------------------------------------------------------------

    def take(self) -> Settled | None:
        """The ticks, if they say something else than the answer."""
        if self.ticked is None:
            return None
        answer = self._answer_of_ticks()
        self.forget()
        return Committed(self.ref, answer) if answer != self._answered() else None

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

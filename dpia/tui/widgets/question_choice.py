"""Boolean, choice and choices: closed it shows the answer, open it shows the options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.message import Message

from dpia.assessment.model import Answer, State, given
from dpia.assessment.partial import HAVE, LACK, NOT_KNOWN, ItemState, PartialList
from dpia.i18n_marks import N_
from dpia.tui.messages import Committed, Stepped
from dpia.tui.view_model import FieldView, OptionView, ViewModel
from dpia.tui.widgets.field import PROPOSED_MARK, Settled, answer_style, cursor_line, foot_lines, head_lines
from dpia.tui.widgets.question_list import ListBox
from dpia.tui.widgets.text import MUTED, hanging, plain

NONE = "\0none"
"""Stands for the empty choice: "none, and I have looked"."""

ITEM_SIGNS: dict[ItemState | None, str] = {HAVE: "x", LACK: "-", NOT_KNOWN: "?", None: " "}
"""What is known of an option where a list is known in part."""


class ChoiceBox(ListBox):
    """A question with options.

    A single choice is settled by Enter on an option that one has gone to. Several choices are ticked by Space; ticks
    are settled by Enter or when the question is left, so that the log holds answers and not every tick on the way.
    """

    def __init__(self, view: FieldView, model: ViewModel) -> None:
        super().__init__(view, model)
        self.several = view.type == "choices"
        self.ticked: set[str] | None = None
        self._ticked_before: set[str] | None = None
        self._end = 0

    @property
    def options(self) -> tuple[OptionView, ...]:
        """The options, and for several choices the explicit "none"."""
        if self.several and self.view.options:
            return (*self.view.options, OptionView(NONE, self.tr(N_("none of these, and I have looked"))))
        return self.view.options

    def labels(self) -> Sequence[str]:
        """The texts of the options."""
        return [option.text for option in self.options]

    def numbers(self) -> Mapping[str, int]:
        """Options have the numbers of their order, "none" has 0."""
        numbers = {str(number): number - 1 for number in range(1, len(self.view.options) + 1)}
        return {**numbers, "0": len(self.view.options)} if self.several and self.view.options else numbers

    # --- what is shown ----------------------------------------------------------------------------------------------

    def home(self) -> int | None:
        """The first option that is chosen; none as long as nothing is."""
        return next((index for index, option in enumerate(self.options) if self._chosen(option)), None)

    def renewed(self) -> None:
        """Another answer came from outside: ticks that were not settled give way to it."""
        self.ticked = None
        super().renewed()

    def _chosen(self, option: OptionView) -> bool:
        if self.several:
            return option.value in self._marked()
        return self.view.state is State.GIVEN and self.view.value == option.value

    def _proposed(self, option: OptionView) -> bool:
        proposed = self.view.proposed_value
        if isinstance(proposed, PartialList):
            proposed = proposed.have
        return option.value in proposed if isinstance(proposed, tuple) else proposed == option.value

    def _marked(self) -> set[str]:
        """The ticks: as the person set them, or else as answered."""
        if self.ticked is not None:
            return self.ticked
        if isinstance(self.view.value, PartialList):
            return set(self.view.value.have)
        if self.view.state is not State.GIVEN or not isinstance(self.view.value, tuple):
            return set()
        return {str(item) for item in self.view.value} or {NONE}

    def lines(self, width: int, here: bool) -> Sequence[Content]:
        """Question and answer, or question and options."""
        view = self.view
        lines = head_lines(view, width, here=here)
        if not here:
            lines += hanging("    ", plain(view.words, answer_style(view.state)), width)
            return lines + foot_lines(view, self.model, width)
        if view.state in (State.UNKNOWN, State.NOT_APPLICABLE) or isinstance(view.value, PartialList):
            lines += hanging("    ", plain(view.words), width)
        if not self.options:
            lines += hanging("    ", plain(self.tr(N_("There is nothing to choose from yet.")), MUTED), width)
        self._entry_lines = []
        for index, option in enumerate(self.options):
            self._entry_lines.append(len(lines))
            lines += self._option(index, option, width)
        self._end = len(lines)
        return lines + foot_lines(view, self.model, width)

    def _option(self, index: int, option: OptionView, width: int) -> list[Content]:
        chosen, here = self._chosen(option), index == self.cursor
        sign = "x" if chosen and self.several else "•" if chosen else PROPOSED_MARK if self._proposed(option) else " "
        if isinstance(self.view.value, PartialList) and not chosen:
            sign = ITEM_SIGNS[self.view.value.state(str(option.value))]
        box = f"[{sign}] " if self.several else f"({sign}) "
        text = plain(option.text, "bold" if chosen else "")
        if option.help:
            text += plain(f" — {option.help}", "" if here else MUTED)
        lines = hanging(plain("  › " if here else "    ") + plain(box), text, width)
        return [cursor_line(line, width) for line in lines] if here else lines

    def hint_here(self) -> str:
        """What Enter and Space do."""
        if not self.options:
            return ""
        option = self.options[self.cursor].text if self.cursor is not None else ""
        if self.view.proposed and self.cursor is None and not self._pending:
            return self.tr(N_("Ctrl+T confirms what is proposed (»); Enter goes on without an answer."))
        if not self.several:
            return self._hint_for_one(option)
        if self._pending:
            words = (
                N_("Not applied yet: Enter applies the ticks.")
                if self.ticked
                else N_("Nothing ticked: this takes the answer away.")
            )
            return self.tr(words)
        if not option:
            return self.tr(N_("Arrows or letters go to an option; Enter goes on without an answer."))
        if self.view.state is State.GIVEN:
            return self.tr(N_("Space ticks and unticks. Enter goes on, the answer stays."))
        return self.tr(N_("Space ticks. Enter goes on without an answer."))

    def _hint_for_one(self, option: str) -> str:
        if self.cursor is None:
            return self.tr(N_("Arrows or letters go to an option; Enter goes on without an answer."))
        if self._chosen(self.options[self.cursor]):
            return self.tr(N_("Enter goes on, the answer stays."))
        return self.tr(N_("Enter answers “{option}”. Tab goes on without."), option=option)

    # --- choosing ---------------------------------------------------------------------------------------------------

    def choose(self) -> Sequence[Message]:
        """Answer with the option that one has gone to, or with the ticks; and go on. Enter ticks nothing."""
        answered: list[Message] = []
        if not self.several:
            answered += self._one()
        else:
            settled = self.take()
            answered += [settled] if settled is not None else []
        return [*answered, Stepped(1)]

    def _one(self) -> Sequence[Message]:
        """The answer of a single choice, if it is another one."""
        if self.cursor is None or self._chosen(self.options[self.cursor]):
            return ()
        return [Committed(self.ref, given(self.options[self.cursor].value))]

    def tick(self) -> None:
        """Tick the option at the cursor, or take the tick away; "none" and the others exclude each other."""
        if self.cursor is None:
            return
        if isinstance(self.view.value, PartialList):  # ticks would say of each item that it is there or not
            self.note = self.tr(N_("This list is known in part. Take the answer away first, then tick it anew."))
            return
        self._ticked_before = self.ticked
        marked, value = set(self._marked()), str(self.options[self.cursor].value)
        if value in marked:
            marked.discard(value)
        else:
            marked = {NONE} if value == NONE else (marked - {NONE}) | {value}
        self.ticked = marked
        self.changed()

    def untick(self) -> None:
        """The ticks as they were before the last one."""
        self.ticked = self._ticked_before

    def click(self, line: int) -> Sequence[Message]:
        """Choose or tick the option that was clicked; what stands above and below the options is none."""
        if not self._entry_lines or not self._entry_lines[0] <= line < self._end:
            return ()
        self._stand(max(index for index, start in enumerate(self._entry_lines) if start <= line))
        if not self.several:
            return self._one()
        self.tick()
        return ()

    # --- settling ---------------------------------------------------------------------------------------------------

    def take(self) -> Settled | None:
        """The ticks, if they say something else than the answer."""
        if self.ticked is None:
            return None
        pending, answer = self._pending, self._answer_of_ticks()
        self.forget()
        return Committed(self.ref, answer) if pending else None

    def forget(self) -> None:
        """Drop the ticks."""
        self.ticked = None
        self.changed()

    @property
    def _pending(self) -> bool:
        """Whether the ticks say something else than the answer."""
        return self.ticked is not None and self._answer_of_ticks() != self._answered()

    def _answered(self) -> Answer | None:
        value = self.view.value
        return given(value) if value is not None and self.view.state is State.GIVEN else None

    def _answer_of_ticks(self) -> Answer | None:
        """Ticks in the order of the options; nothing ticked at all is no answer, "none" is one."""
        marked = self._marked()
        if not marked:
            return None
        return given(tuple(str(option.value) for option in self.view.options if option.value in marked))

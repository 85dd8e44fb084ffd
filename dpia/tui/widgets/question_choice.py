"""Boolean and choice: closed it shows the answer, open it shows the options."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message

from dpia.assessment.model import State, given
from dpia.i18n_marks import N_
from dpia.tui.messages import Committed, Stepped
from dpia.tui.view_model import FieldView, OptionView, ViewModel
from dpia.tui.widgets.field import PROPOSED_MARK, answer_style, cursor_line, foot_lines, head_lines
from dpia.tui.widgets.question_list import ListBox
from dpia.tui.widgets.text import MUTED, hanging, plain


class ChoiceBox(ListBox):
    """A question with options of which one is chosen, by Enter on the option that one has gone to."""

    def __init__(self, view: FieldView, model: ViewModel) -> None:
        super().__init__(view, model)
        self._end = 0

    def labels(self) -> Sequence[str]:
        """The texts of the options."""
        return [option.text for option in self.view.options]

    # --- what is shown ----------------------------------------------------------------------------------------------

    def home(self) -> int | None:
        """The option that is chosen; none as long as nothing is."""
        return next((index for index, option in enumerate(self.view.options) if self._chosen(option)), None)

    def _chosen(self, option: OptionView) -> bool:
        return self.view.state is State.GIVEN and self.view.value == option.value

    def lines(self, width: int, here: bool) -> Sequence[Content]:
        """Question and answer, or question and options."""
        view = self.view
        lines = head_lines(view, width, here=here)
        if not here:
            lines += hanging("    ", plain(view.words, answer_style(view.state)), width)
            return lines + foot_lines(view, self.model, width)
        if view.state in (State.UNKNOWN, State.NOT_APPLICABLE):
            lines += hanging("    ", plain(view.words), width)
        if not view.options:
            lines += hanging("    ", plain(self.tr(N_("There is nothing to choose from yet.")), MUTED), width)
        self._entry_lines = []
        for index, option in enumerate(view.options):
            self._entry_lines.append(len(lines))
            lines += self._option(index, option, width)
        self._end = len(lines)
        return lines + foot_lines(view, self.model, width)

    def _option(self, index: int, option: OptionView, width: int) -> list[Content]:
        chosen, here = self._chosen(option), index == self.cursor
        proposed = self.view.proposed_value == option.value
        sign = "•" if chosen else PROPOSED_MARK if proposed else " "
        text = plain(option.text, "bold" if chosen else "")
        if option.help:
            text += plain(self.tr.dash + option.help, "" if here else MUTED)
        lines = hanging(plain(f"{'  › ' if here else '    '}({sign}) "), text, width)
        return [cursor_line(line, width) for line in lines] if here else lines

    def hint_here(self) -> str:
        """What Enter does."""
        if not self.view.options:
            return ""
        if self.cursor is None and self.view.proposed:
            return self.tr(N_("{press:confirm} confirms what is proposed (»); Enter goes on without an answer."))
        if self.cursor is None and self.view.state is not None:  # "I don't know" and "not applicable" are answers
            return self.tr(N_("Arrows or letters go to an option; Enter goes on, the answer stays."))
        if self.cursor is None:
            return self.tr(N_("Arrows or letters go to an option; Enter goes on without an answer."))
        option = self.view.options[self.cursor]
        if self._chosen(option):
            return self.tr(N_("Enter goes on, the answer stays."))
        return self.tr(N_("Enter answers “{option}”. Tab goes on without."), option=option.text)

    # --- choosing ---------------------------------------------------------------------------------------------------

    def choose(self) -> Sequence[Message]:
        """Answer with the option that one has gone to, and go on."""
        return [*self._one(), Stepped(1)]

    def _one(self) -> Sequence[Message]:
        """The answer, if it is another one."""
        if self.cursor is None or self._chosen(self.view.options[self.cursor]):
            return ()
        return [Committed(self.ref, given(self.view.options[self.cursor].value))]

    def click(self, line: int) -> Sequence[Message]:
        """Choose the option that was clicked; what stands above and below the options is none."""
        if not self._entry_lines or not self._entry_lines[0] <= line < self._end:
            return ()
        self._stand(max(index for index, start in enumerate(self._entry_lines) if start <= line))
        return self._one()

"""Answering one field in a dialog: from a list, item by item, or in a line. The caller settles it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpia.assessment.answers import AnswerError
from dpia.assessment.interval import Interval
from dpia.assessment.itemwise import answer_of, known_items
from dpia.assessment.model import UNKNOWN, Answer, State, given
from dpia.assessment.partial import LACK, ItemState, PartialList
from dpia.content.question import Column, Question
from dpia.i18n import Translator, explain
from dpia.i18n_marks import N_
from dpia.tui.ending import EndingDialog, holds
from dpia.tui.forms import Choice, Entry
from dpia.tui.item_marks import CYCLE, MARK_KEYS, OTHERS_NO, SIGNS
from dpia.tui.typed import read_typed
from dpia.tui.view_model import OptionView
from dpia.tui.widgets.dialog_box import DialogBox
from dpia.tui.widgets.finding_list import ChoiceList
from dpia.tui.widgets.text import MUTED, IndentedLines, LineMaker, StaticText, hanging, plain
from dpia.wording.partly import state_words

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp

Answered = Callable[[Answer | None], None]
"""Is told the answer, None for none; not called if the person went back."""

_UNKNOWN, _NONE = "\0unknown", "\0none"


def ask_answer(
    app: DialogApp,
    spec: Question | Column,
    options: Sequence[OptionView],
    answer: Answer | None,
    done: Answered,
    *,
    about: str = "",
) -> None:
    """Ask for another answer to a field; `about` says of what, such as the row."""
    tr = app.tr
    title = tr.content(spec.text) + (tr.in_brackets(about) if about else "")
    if spec.type in ("boolean", "choice"):
        _ask_choice(app, title, options, answer, done, help_=tr.content(spec.help))
    elif spec.type == "choices":
        if not options:
            app.tell(tr(N_("There is nothing to choose from yet: the rows that it names are not there.")))
            return
        app.push_screen(MarksScreen(title, options, answer, tr, state_words(spec)), _when_filled(done))
    else:
        _ask_text(app, title, spec, answer, done)


def _ask_choice(
    app: DialogApp,
    title: str,
    options: Sequence[OptionView],
    answer: Answer | None,
    done: Answered,
    *,
    help_: str,
) -> None:
    tr = app.tr
    choices = [Choice(str(index), option.text, option.help) for index, option in enumerate(options)]
    choices.append(Choice(_UNKNOWN, tr(N_("I don’t know"))))
    if answer is not None:
        choices.append(Choice(_NONE, tr(N_("Take the answer away"))))
    values = [option.value for option in options]
    start = ""
    if answer is not None:
        start = _UNKNOWN if answer.state is State.UNKNOWN else ""
        start = str(values.index(answer.value)) if answer.given and answer.value in values else start  # type: ignore[arg-type]

    def chosen(choice: str | None) -> None:
        if choice is None:
            return
        done(UNKNOWN if choice == _UNKNOWN else None if choice == _NONE else given(values[int(choice)]))

    app.choose(title, choices, chosen, text=help_, start=start)


def _ask_text(app: DialogApp, title: str, spec: Question | Column, answer: Answer | None, done: Answered) -> None:
    tr = app.tr
    hints = {
        "date": tr(N_("such as 2027-03-01; a month or a year will do")),
        "number": tr.content(spec.unit) if spec.unit else "",
    }
    entry = Entry("text", tr.content(spec.help) or title, typed_form(answer), prose=spec.multiline, required=False,
                  hint=hints.get(spec.type, ""))  # fmt: skip

    def wrong(values: dict[str, str]) -> str:
        try:
            read_typed(spec, values["text"])
        except AnswerError as error:
            return explain(error, tr)
        return ""

    def filled(values: dict[str, str]) -> None:
        if values["text"] != entry.value.strip():  # what was only looked at stays, also a “not applicable”
            done(read_typed(spec, values["text"]))

    app.fill_in(title, [entry], filled, check=wrong)


def typed_form(answer: Answer | None) -> str:
    """An answer as it would be typed; empty where none is given."""
    if answer is None or not answer.given or answer.value is None:
        return ""
    value = answer.value
    if isinstance(value, Interval):
        return value.typed()
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _when_filled(done: Answered) -> Callable[[tuple[Answer | None] | None], None]:
    def filled(result: tuple[Answer | None] | None) -> None:
        if result is not None:
            done(result[0])

    return filled


class MarksScreen(EndingDialog[tuple[Answer | None] | None]):
    """A list of several, item by item. Ends with the answer in a tuple of one, or None if the person went back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", priority=True),
        Binding("enter", "done", priority=True),
        Binding("space", "next_mark", priority=True),
        Binding("0", "none", priority=True),
    ]

    def __init__(
        self,
        title: str,
        options: Sequence[OptionView],
        answer: Answer | None,
        tr: Translator,
        states: Mapping[ItemState | None, str],
    ) -> None:
        super().__init__()
        self.heading, self.tr, self.states = title, tr, states
        self.options = {str(option.value): option.text for option in options}
        self.known = known_items(answer, list(self.options)).of(list(self.options))
        self.list = ChoiceList()

    def compose(self) -> ComposeResult:
        """Title, items, keys."""
        states = " · ".join(f"{key} {self.tr(self.states[state])}" for key, state in MARK_KEYS.items())
        keys = self.tr(
            N_("Space: next mark · {states} · _ all others: no · 0 none · Enter done · Esc back"), states=states
        )
        with DialogBox():
            yield StaticText(plain(self.heading, "bold"), classes="dialog-title")
            yield self.list
            yield StaticText(plain(keys, MUTED), classes="dialog-keys")

    def on_mount(self) -> None:
        """Begin at the first item that is there."""
        self._show(next((index for index, item in enumerate(self.options) if item in self.known.have), 0))
        self.list.focus()

    def _show(self, at: int) -> None:
        self.list.set_options([Option(IndentedLines((0, self._item(item))), id=item) for item in self.options])
        self.list.highlighted = at

    def _item(self, item: str) -> LineMaker:
        """An item behind its mark."""
        return lambda width: hanging(f"{SIGNS[self.known.state(item)]} ", self.options[item], width)

    def on_key(self, event: events.Key) -> None:
        """A mark at once, or all others."""
        character = event.character or ""
        if character in MARK_KEYS:
            self._mark(lambda item: self.known.with_state(item, MARK_KEYS[character]))
        elif character == OTHERS_NO:
            self._mark(lambda item: self.known.with_rest(LACK, list(self.options)))

    def _mark(self, change: Callable[[str], PartialList]) -> None:
        at = self.list.highlighted
        if at is not None:
            self.known = change(list(self.options)[at])
            self._show(at)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if holds(event):
            self.action_next_mark()

    def action_next_mark(self) -> None:
        """The next mark of the item at hand."""
        self._mark(lambda item: self.known.with_state(item, CYCLE[self.known.state(item)]))

    def action_none(self) -> None:
        """None of them."""
        self.known = PartialList(lack=tuple(self.options))
        self._show(self.list.highlighted or 0)

    def action_done(self) -> None:
        """Take the marks."""
        self.dismiss((answer_of(self.known, list(self.options)),))

    def action_close(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)

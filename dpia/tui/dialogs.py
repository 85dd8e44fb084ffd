"""The three dialogs: read a text, choose from a list, fill in a form. Everything else is made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, TextArea
from textual.widgets.option_list import Option

from dpia.assessment.answers import AnswerError, check_day, read_value
from dpia.content.question import Question
from dpia.i18n import Translator, explain
from dpia.i18n_marks import N_
from dpia.tui.ending import EndingDialog, EndingScreen, holds
from dpia.tui.forms import Choice, Entry, FormCheck
from dpia.tui.messages import Stepped
from dpia.tui.typeahead import TypeAhead, begins_word
from dpia.tui.widgets.dialog_box import DialogBox
from dpia.tui.widgets.finding_list import ChoiceList
from dpia.tui.widgets.prose import ProseArea
from dpia.tui.widgets.question_text import LineInput
from dpia.tui.widgets.text import (
    ACCENT,
    ALARM,
    MUTED,
    IndentedLines,
    LineMaker,
    LongText,
    StaticText,
    one_line,
    plain,
)


class TextScreen(EndingScreen[None]):
    """A text to read, as large as the terminal; arrows and page keys scroll, Esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,Q,f1,f4,enter", "close", priority=True),
        Binding("up", "scroll(-1)", priority=True),
        Binding("down", "scroll(1)", priority=True),
        Binding("pageup", "page(-1)", priority=True),
        Binding("pagedown,space", "page(1)", priority=True),
        Binding("home", "end(-1)", priority=True),
        Binding("end", "end(1)", priority=True),
    ]

    def __init__(self, title: str, make: LineMaker, tr: Translator) -> None:
        super().__init__()
        self.heading = title
        self.make = make
        self.tr = tr

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        yield StaticText(_title(self.heading), classes="dialog-title")
        yield LongText(self.make, id="reading")
        yield StaticText(
            plain(self.tr(N_("Enter or Esc goes back, arrows and page keys scroll")), MUTED), classes="dialog-keys"
        )

    @property
    def _reading(self) -> LongText:
        return self.query_one("#reading", LongText)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self._reading.scroll_lines(lines)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        self._reading.scroll_lines(pages * max(self._reading.size.height - 2, 1))

    def action_end(self, which: int) -> None:
        """To the first or last line."""
        self._reading.scroll_lines(which * 1_000_000)


LONGEST_TITLE = 180
"""Cells of a title; it may hold a name that somebody chose, and must leave room for what is to be chosen."""


def _title(text: str) -> Content:
    """The title of a dialog."""
    return one_line(plain(text, "bold"), LONGEST_TITLE)


def _option(choice: Choice) -> Option:
    """A choice as an entry of a list."""
    label = plain(choice.label) if isinstance(choice.label, str) else choice.label
    note = [(2, plain(choice.note, MUTED))] if choice.note else []
    return Option(IndentedLines((0, label), *note), id=choice.id)


def _words(choice: Choice) -> str:
    """What a choice is called, to find it by its letters."""
    label = choice.label
    if isinstance(label, str):
        return label
    lines = [label] if isinstance(label, Content) else label(80)
    return lines[0].plain if lines else ""


def _found_in(name: str, wanted: Sequence[str]) -> int:
    """How near a find is: a name that begins so, one with a word that does, one that holds it, the note alone."""
    if name.startswith(" ".join(wanted)):
        return 0
    if all(begins_word(name, word) for word in wanted):
        return 1
    return 2 if all(word in name for word in wanted) else 3


class ListScreen(EndingDialog[str | None]):
    """Choose one of several. With `search` a line above the list narrows it down; else letters go to an entry."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close"),
        Binding("down", "move(1)", priority=True),
        Binding("up", "move(-1)", priority=True),
        Binding("pagedown", "page(1)", priority=True),
        Binding("pageup", "page(-1)", priority=True),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        tr: Translator,
        *,
        text: str = "",
        search: bool = False,
        empty: str = "",
        start: str = "",
        most: int = 1_000_000,
    ) -> None:
        super().__init__()
        self.start, self.most, self.ahead = start, most, TypeAhead()
        self.heading, self.text, self.choices, self.search, self.tr, self.empty = (
            title,
            text,
            tuple(choices),
            search,
            tr,
            empty,
        )

    def compose(self) -> ComposeResult:
        """Title, text, perhaps a search line, list, keys."""
        with DialogBox():
            yield StaticText(_title(self.heading), classes="dialog-title")
            if self.text:
                with VerticalScroll(classes="dialog-scroll", can_focus=False):
                    yield StaticText(self.text, classes="dialog-text")
            if self.search:
                yield LineInput("", self.tr(N_("type to search")))
            if self.choices:
                yield ChoiceList(*self._options(self.choices))
            else:
                yield StaticText(plain(self.empty, MUTED), classes="dialog-text")
            yield StaticText(classes="dialog-keys")

    def on_mount(self) -> None:
        """The search line, or else the list, takes the keys."""
        ids = [choice.id for choice in self.choices]
        for chooser in self.query(ChoiceList):
            chooser.highlighted = ids.index(self.start) if self.start in ids else 0
        for widget in (*self.query(LineInput), *self.query(ChoiceList)):
            widget.focus()
            break
        self.call_after_refresh(self._say_keys)

    def on_resize(self) -> None:
        """The text may fit now, or not any more."""
        self.call_after_refresh(self._say_keys)

    @property
    def _cut(self) -> list[VerticalScroll]:
        """The text, if it does not fit."""
        return [area for area in self.query(VerticalScroll) if area.max_scroll_y > 0]

    def _say_keys(self) -> None:
        words = [self.tr(N_("Enter chooses, Esc goes back"))]
        if self._cut:
            words.append(self.tr(N_("PgDn reads on")))
        self.query_one(".dialog-keys", StaticText).show(plain(" · ".join(words), MUTED))

    def _options(self, choices: Sequence[Choice]) -> list[Option]:
        """The first of them, `most` at most: a longer list is drawn too slowly to type above it."""
        options = [_option(choice) for choice in choices[: self.most]]
        more = len(choices) - len(options)
        if more > 0:
            text = self.tr.plural("… {count} more: type to find it", "… {count} more: type to find them", more)
            options.append(Option(plain(text, MUTED), disabled=True))
        return options

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        wanted = event.value.casefold().split()
        found = [
            choice
            for choice in self.choices
            if all(word in f"{choice.label} {choice.note}".casefold() for word in wanted)
        ]
        found.sort(key=lambda choice: _found_in(_words(choice).casefold(), wanted))
        for chooser in self.query(ChoiceList):
            chooser.set_options(self._options(found))
            chooser.highlighted = 0 if found else None

    @on(Input.Submitted)
    def _first(self, event: Input.Submitted) -> None:
        event.stop()
        for chooser in self.query(ChoiceList):
            chooser.action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if holds(event):
            self.dismiss(event.option.id)

    def on_key(self, event: events.Key) -> None:
        """Letters and numbers go to an entry and choose nothing."""
        character = event.character
        if self.search or not event.is_printable or character is None or character == " ":
            self.ahead.clear()
            return
        event.stop()
        labels = [_words(choice) for choice in self.choices]
        numbers = {str(number): number - 1 for number in range(1, len(labels) + 1)}
        for chooser in self.query(ChoiceList):
            chooser.highlighted = self.ahead.follow(character, labels, numbers, chooser.highlighted)

    def action_move(self, delta: int) -> None:
        """Move in the list, also while the search line has the keys."""
        self.ahead.clear()
        for chooser in self.query(ChoiceList):
            chooser.move(delta)

    def action_page(self, pages: int) -> None:
        """Read on in a text that does not fit; else move in the list by pages."""
        for area in self._cut:
            area.scroll_relative(y=pages * max(area.size.height - 1, 1), animate=False)
            return
        for chooser in self.query(ChoiceList):
            chooser.page(pages)

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


class FormScreen(EndingDialog[dict[str, str] | None]):
    """Fill in a few lines. Enter goes to the next one and is done on the last; Ctrl+S is done anywhere; Esc goes back.

    Problems are shown and the text stays. Where something was typed, the first Esc says so and the second one drops it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", priority=True),
        Binding("ctrl+s", "done", priority=True),
    ]

    def __init__(
        self,
        title: str,
        entries: Sequence[Entry],
        tr: Translator,
        *,
        text: str = "",
        check: FormCheck | None = None,
        slow: str = "",
    ) -> None:
        super().__init__()
        self.heading, self.entries, self.tr, self.text, self.check = title, tuple(entries), tr, text, check
        self.slow = slow
        """What is said while a check runs that takes long."""
        self.warned = False
        """Whether it was said that Esc drops what was typed."""
        self.editors: dict[str, LineInput | ProseArea] = {}
        self.on_typed: Callable[[str], None] = lambda _: None
        """Told at each key what was typed and is not taken; an empty text once the form is closed."""

    def compose(self) -> ComposeResult:
        """Title, text, lines, problem, keys."""
        with DialogBox():
            with VerticalScroll(classes="dialog-form", can_focus=False):
                yield StaticText(_title(self.heading), classes="dialog-title")
                if self.text:
                    yield StaticText(self.text, classes="dialog-text")
                for entry in self.entries:
                    yield StaticText(entry.label, classes="dialog-label")
                    several = entry.prose or "\n" in entry.value
                    editor = (
                        ProseArea(entry.value, entry.hint, in_form=True)
                        if several
                        else LineInput(entry.value, entry.hint)
                    )
                    if isinstance(editor, LineInput):
                        editor.password = entry.secret
                    self.editors[entry.id] = editor
                    yield editor
            yield StaticText(classes="dialog-problem")
            yield StaticText(classes="dialog-keys")

    def on_mount(self) -> None:
        """Start on the first line."""
        self.editors[self.entries[0].id].focus()

    @on(events.DescendantFocus)
    def _say_keys(self) -> None:
        """What Enter does on this line."""
        editors = list(self.editors.values())
        last = editors[-1].has_focus
        words = [self.tr(N_("Enter is done") if last else N_("Enter goes to the next line"))]
        if any(isinstance(editor, ProseArea) and editor.has_focus for editor in editors):
            words.append(self.tr(N_("Ctrl+J makes a new line")))
        words.append(self.tr(N_("Esc goes back")))
        self.query_one(".dialog-keys", StaticText).show(plain(" · ".join(words), MUTED))

    def values(self) -> dict[str, str]:
        """What stands in the lines."""
        secret = {entry.id for entry in self.entries if entry.secret}
        texts = {
            name: editor.text if isinstance(editor, ProseArea) else editor.value
            for name, editor in self.editors.items()
        }
        return {name: text if name in secret else text.strip() for name, text in texts.items()}

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        now = self.values()
        self.warned = False
        self.on_typed("\n".join(f"{one.label}\n{now[one.id]}" for one in self._changed() if not one.secret))

    def _changed(self) -> list[Entry]:
        """The lines in which something else stands than at first."""
        now = self.values()
        return [entry for entry in self.entries if now[entry.id] != entry.value.strip()]

    @property
    def holds_work(self) -> bool:
        """Whether leaving would lose something that was typed."""
        return any(self.values()[entry.id] for entry in self._changed())

    def on_unmount(self) -> None:
        """It is closed."""
        self.on_typed("")

    @on(Stepped)
    def _step(self, event: Stepped) -> None:
        event.stop()
        editors = list(self.editors.values())
        index = next((n for n, editor in enumerate(editors) if editor.has_focus), 0) + event.delta
        if 0 <= index < len(editors):
            editors[index].focus()

    @on(Input.Submitted)
    @on(ProseArea.Submitted)
    def _submitted(self, event: Input.Submitted | ProseArea.Submitted) -> None:
        event.stop()
        if list(self.editors.values())[-1].has_focus:
            self.action_done()
        else:
            self.post_message(Stepped(1))

    def action_done(self) -> None:
        """Take what was filled in, if it is right."""
        values = self.values()
        for entry in self.entries:
            problem = self._problem(entry, values[entry.id])
            if problem:
                self._show(problem, entry.id)
                return
        if not self.slow:
            self._finish(values)
            return
        self.query_one(".dialog-problem", StaticText).show(plain(self.slow, ACCENT))
        self.call_after_refresh(self._finish, values)  # so that it is seen before the check holds everything up

    def _finish(self, values: dict[str, str]) -> None:
        if not self.is_current:  # a second Enter was waiting, and the first one has closed it
            return
        wrong = self.check(values) if self.check is not None else ""
        if wrong:
            self._show(wrong, self.entries[0].id)
            return
        self.dismiss(values)

    def _problem(self, entry: Entry, value: str) -> str:
        if not value:
            return self.tr(N_("“{label}” is needed."), label=entry.label) if entry.required else ""
        if entry.secret:
            return ""
        try:
            if entry.kind == "day":
                check_day(value)
            else:
                read_value(Question(id=f"form.{entry.id}", type="text", text=entry.label), {"text": value})
        except AnswerError as error:
            return explain(error, self.tr)
        return ""

    def _show(self, problem: str, entry: str) -> None:
        self.query_one(".dialog-problem", StaticText).show(plain(f"! {problem}", ALARM))
        self.editors[entry].focus()

    def action_close(self) -> None:
        """Fill in nothing; what was typed is dropped by a second Esc only."""
        if self.holds_work and not self.warned:
            self.warned = True
            words = N_("What you typed is not taken. Esc again drops it; Enter or Ctrl+S takes it.")
            self.query_one(".dialog-problem", StaticText).show(plain(f"! {self.tr(words)}", ALARM))
        else:
            self.dismiss(None)

    action_back = action_close
    """As the application calls it, when it is asked to leave."""

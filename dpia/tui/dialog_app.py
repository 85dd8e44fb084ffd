"""How screens ask and tell: dialogs (loaded when needed), notifications, the help and the list of commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual import events
from textual.content import Content

from dpia.i18n_marks import N_
from dpia.tui.base_app import BaseApp
from dpia.tui.commands import FIELD_KEYS, Command, key_name
from dpia.tui.forms import Choice, Chosen, Entry, Filled, FormCheck
from dpia.tui.messages import PasteAltered
from dpia.tui.pasting import paste_words
from dpia.tui.widgets.text import LineMaker, clean, hanging, plain, row, wrapped


class DialogApp(BaseApp):
    """An application that can ask and tell."""

    def tell(self, text: str, *, alarm: bool = False) -> None:
        """Say something at the edge of the screen, as plain text."""
        self.notify(clean(text), severity="error" if alarm else "information", timeout=12 if alarm else 6, markup=False)

    def on_paste(self, event: events.Paste) -> None:
        """Nothing that has the keys took what was pasted."""
        event.stop()
        self.on_paste_altered(PasteAltered(refused=True))

    def on_paste_altered(self, event: PasteAltered) -> None:
        """Say what became of what was pasted, where the field has no place of its own for it."""
        self.tell(paste_words(event, self.tr))

    def choose(
        self,
        title: str,
        choices: Sequence[Choice],
        done: Chosen,
        *,
        text: str = "",
        search: bool = False,
        start: str = "",
        most: int = 1_000_000,
    ) -> None:
        """Let a person choose from a list. `done` is told the id, or None if the person went back.

        Of a list to search, no more than `most` are shown at once.
        """
        from dpia.tui.dialogs import ListScreen

        self.push_screen(ListScreen(title, choices, self.tr, text=text, search=search, start=start, most=most), done)

    def fill_in(
        self, title: str, entries: Sequence[Entry], done: Filled, *, text: str = "", check: FormCheck | None = None
    ) -> None:
        """Let a person fill in a form. `done` is told the values; nothing is called if the person went back."""
        from dpia.tui.dialogs import FormScreen

        def filled(values: dict[str, str] | None) -> None:
            if values is not None:
                done(values)

        form = FormScreen(title, entries, self.tr, text=text, check=check)
        form.on_typed = partial(self.form_typed, title)
        self.push_screen(form, filled)

    def form_typed(self, title: str, text: str) -> None:
        """Told at each key what is typed into a form; an empty text once the form is closed."""

    def read(self, title: str, page: LineMaker, done: Callable[[], None] | None = None) -> None:
        """Show a text. `done` is called when it was read."""
        from dpia.tui.dialogs import TextScreen

        self.push_screen(TextScreen(title, page, self.tr), lambda _: done() if done is not None else None)

    def show_keys(self, commands: tuple[Command, ...], *, fields: bool = False) -> None:
        """The help screen: every key and what it does."""
        tr = self.tr

        def make(width: int) -> list[Content]:
            lines: list[Content] = []
            for group in dict.fromkeys(command.group for command in commands):
                lines += wrapped(plain(tr(group), "bold"), width)
                for command in (item for item in commands if item.group == group):
                    keys = ", ".join(key_name(key, tr) for key in command.keys) or tr(N_("in the list of commands"))
                    text = row((tr(command.label), "bold"), f": {tr(command.help)}")
                    lines += hanging(plain(f"  {keys:<18} ", "bold"), text, width)
                lines.append(Content(""))
            if fields:
                lines += wrapped(plain(tr(N_("In a question")), "bold"), width)
                for keys, what in FIELD_KEYS:
                    lines += hanging(plain(f"  {tr(keys):<32} ", "bold"), tr(what), width)
            return lines

        self.read(tr(N_("Keys")), make)

    def show_commands(self, commands: tuple[Command, ...]) -> None:
        """The list of commands, to find one by typing."""
        tr, target = self.tr, self.screen
        choices = []
        for command in commands:
            if command.name != "palette":
                keys = ", ".join(key_name(key, tr) for key in command.keys)
                label = row((tr(command.label), "bold"), f"  {keys}")
                choices.append(Choice(command.name, label, tr(command.help)))

        def done(choice: str | None) -> None:
            if choice is not None:
                self.call_later(target.run_action, choice)

        self.choose(tr(N_("Commands")), choices, done, search=True)

"""How screens ask and tell: dialogs (loaded when needed), notifications, the help and the list of commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.notifications import Notification, Notify
from textual.screen import ModalScreen, Screen
from textual.widgets._toast import ToastRack

from dpia.cells import cell_len, padded
from dpia.collector import collect_after_start
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.tui.base_app import BaseApp
from dpia.tui.commands import LANGUAGE, Command, key_name
from dpia.tui.early_keys import EarlyKeys
from dpia.tui.field_keys import FIELD_KEYS
from dpia.tui.forms import Choice, Chosen, Entry, Filled, FormCheck
from dpia.tui.keymap import keys_of
from dpia.tui.messages import PasteAltered
from dpia.tui.pasting import paste_words
from dpia.tui.widgets.text import LineMaker, clean, hanging, plain, readable, row, wrapped

LONGEST_TOAST = 320
"""Characters that are said at the edge of the screen; more cover what they speak of."""

FOR_EVER = 1_000_000.0
"""Seconds."""


STATUS = "#news, #help, #hint, #keys, #grid-foot, #lane-note, #lane-hint, .dialog-keys"
"""What stands at the foot of a screen and says how things are: nothing that is said lies over it."""


def status_rows(screen: Screen[object]) -> int:
    """How many rows at the foot of a screen say how things are; one that is empty where there are none."""
    tops = [widget.region.y for widget in screen.query(STATUS) if widget.region.height and widget.is_attached]
    return max(screen.size.height - min(tops), 1) if tops else 1


def _read(choice: str | None) -> None:
    """Nothing follows from having read it."""


class DialogApp(BaseApp):
    """An application that can ask and tell."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close_alarm", priority=True, show=False)]

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        """Everything that was said at the edge of the screen, to be read again."""
        self.early_keys = EarlyKeys(self, super().on_event)
        self._shown = False
        """Whether anything was painted."""

    async def on_event(self, event: events.Event) -> None:
        """As Textual does it; a key that the screen on top cannot take yet waits."""
        if not self.early_keys.keeps(event):
            await super().on_event(event)

    def post_display_hook(self) -> None:
        """Textual has painted: tell the screen, which may have put off what was not needed for that."""
        if self._batch_count:
            return
        if not self._shown:
            self._shown = True
            self.call_later(self.has_begun)
        if (tell := getattr(self.screen, "was_painted", None)) is not None:
            tell()

    def has_begun(self) -> None:
        """The first screen stands: what it did not need follows."""
        if not self.is_headless:
            collect_after_start()

    def tell(self, text: str, *, alarm: bool = False) -> None:
        """Say something, as plain text: at the edge of the screen, in place of what was said there before.

        An alarm stays until somebody has read it: Esc or a click takes it away. One that would cover the screen is a
        dialog.
        """
        text = clean(text)
        self.said.append(text)
        if alarm and cell_len(text) > LONGEST_TOAST:
            self.choose(self.tr(N_("Please read")), [Choice("ok", self.tr(N_("I have read it")))], _read, text=text)
            return
        if alarm:
            text += self._closes_by(over=isinstance(self.screen, ModalScreen))
        self.notify(text, severity="error" if alarm else "information", timeout=FOR_EVER if alarm else 6, markup=False)

    def _closes_by(self, *, over: bool) -> str:
        """How an alarm is closed: by Esc, but where a dialog has that for itself by a click."""
        return self.tr.blank + self.tr(N_("(A click closes this.)") if over else N_("(Esc closes this.)"))

    def _refresh_notifications(self) -> None:
        """Each screen that comes on top shows what was said anew: so that an alarm says what closes it there."""
        over = isinstance(self.screen, ModalScreen)
        for alarm in self._alarms:
            text = alarm.message.removesuffix(self._closes_by(over=True)).removesuffix(self._closes_by(over=False))
            alarm.message = text + self._closes_by(over=over)
        super()._refresh_notifications()
        self._lift_notifications()
        self.screen.call_after_refresh(self._lift_notifications)  # a screen that has just come has no rows yet

    def _lift_notifications(self) -> None:
        for rack in self.screen.query_children(ToastRack):
            rack.styles.margin = (0, 0, status_rows(self.screen), 0)

    def on_resize(self) -> None:
        """The foot of the screen may be another."""
        self.screen.call_after_refresh(self._lift_notifications)

    def take_back(self, text: str) -> None:
        """What an alarm said is so no more."""
        for notification in self._alarms:
            if text and notification.message.startswith(clean(text)):
                self._unnotify(notification)

    def on_notify(self, event: Notify) -> None:
        """Make room for what is said now; alarms stay, each once."""
        for earlier in list(self._notifications):
            if earlier.severity != "error" or earlier.message == event.notification.message:
                self._unnotify(earlier, refresh=False)

    def after_saying(self, text: str, work: Callable[[], None]) -> None:
        """Do what may take a moment and leads to another screen, when this one says so."""
        self.tell(text)
        self.early_keys.expect()

        def do() -> None:
            try:
                work()
            finally:
                self.early_keys.arrived()
            for notification in list(self._notifications):
                if notification.message == text:
                    self._unnotify(notification)

        self.call_after_refresh(do)

    @property
    def _alarms(self) -> list[Notification]:
        return [notification for notification in self._notifications if notification.severity == "error"]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc belongs to an alarm only while there is one, and no dialog that asks something."""
        if action == "close_alarm":
            return bool(self._alarms) and not isinstance(self.screen, ModalScreen)
        return super().check_action(action, parameters)

    def action_close_alarm(self) -> None:
        """The alarms were read."""
        for notification in self._alarms:
            self._unnotify(notification)

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
        self,
        title: str,
        entries: Sequence[Entry],
        done: Filled,
        *,
        text: str = "",
        check: FormCheck | None = None,
        slow: str = "",
    ) -> None:
        """Let a person fill in a form. `done` is told the values; nothing is called if the person went back.

        `slow` is said while the check runs, where that takes long.
        """
        from dpia.tui.dialogs import FormScreen

        def filled(values: dict[str, str] | None) -> None:
            if values is not None:
                done(values)

        for said in list(self._notifications):  # what is at the edge would lie over the lines
            if said not in self._alarms:
                self._unnotify(said)
        form = FormScreen(title, entries, self.tr, text=text, check=check, slow=slow)
        form.on_typed = partial(self.form_typed, title)
        self.push_screen(form, filled)

    def form_typed(self, title: str, text: str) -> None:
        """Told at each key what is typed into a form; an empty text once the form is closed."""

    def read(
        self, title: str, page: LineMaker, done: Callable[[], None] | None = None, *, columns: bool = False
    ) -> None:
        """Show a text; one in columns as wide as the terminal. `done` is called when it was read."""
        from dpia.tui.dialogs import TextScreen

        make = page if columns else readable(page)
        self.push_screen(TextScreen(title, make, self.tr), lambda _: done() if done is not None else None)

    def show_keys(self, commands: tuple[Command, ...], *, fields: bool = False) -> None:
        """The help screen: every key and what it does."""
        tr, commands = self.tr, self._offered(commands)

        def make(width: int) -> list[Content]:
            lines: list[Content] = []
            keys = {command: self._keys_of(command) for command in commands}
            column = max(map(cell_len, keys.values()), default=0)
            for group in dict.fromkeys(command.group for command in commands):
                lines += wrapped(plain(tr(group), "bold"), width)
                for command in (item for item in commands if item.group == group):
                    text = row((tr(command.label), "bold"), tr.colon + tr(command.help))
                    lines += hanging(plain(f"  {padded(keys[command], column)} ", "bold"), text, width)
                lines.append(Content(""))
            if fields:
                lines += wrapped(plain(tr(N_("In a question")), "bold"), width)
                for pressed, what in FIELD_KEYS:
                    lines += hanging(plain(f"  {padded(tr(pressed), 32)} ", "bold"), tr(what), width)
            return lines

        self.read(tr(N_("Keys")), make)

    def _keys_of(self, command: Command) -> str:
        """The keys of a command, or where it is found if it has none."""
        keys = self.tr.listed(key_name(key, self.tr) for key in keys_of(command, self.tr))
        return keys or self.tr(N_("in the list of commands"))

    @property
    def other_languages(self) -> tuple[str, ...]:
        """The languages that one may change to."""
        return ()

    def action_language(self) -> None:
        """Let a person choose another language."""
        raise NotImplementedError

    async def speak(self, tr: Translator) -> None:
        """Draw everything anew in another language."""
        raise NotImplementedError

    def _offered(self, commands: tuple[Command, ...]) -> tuple[Command, ...]:
        return tuple(command for command in commands if command.name != LANGUAGE.name or self.other_languages)

    def show_commands(self, commands: tuple[Command, ...]) -> None:
        """The list of commands, to find one by typing."""
        tr, target = self.tr, self.screen
        choices = []
        everywhere = () if any(command.name == LANGUAGE.name for command in commands) else (LANGUAGE,)
        for command in self._offered((*commands, *everywhere)):
            if command.name != "palette":
                keys = tr.listed(key_name(key, tr) for key in keys_of(command, tr))
                label = row((tr(command.label), "bold"), f"  {keys}")
                choices.append(Choice(command.name, label, tr(command.help)))

        def done(choice: str | None) -> None:
            if choice == LANGUAGE.name and everywhere:
                self.action_language()
            elif choice is not None:
                self.call_later(target.run_action, choice)

        self.choose(tr(N_("Commands")), choices, done, search=True)

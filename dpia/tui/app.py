"""The application: which screen is shown, opening and closing assessments, and telling things."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from dpia.content.pack import Pack
from dpia.errors import DpiaError, UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.session import Clock, Session, utc_now
from dpia.storage.lock import Locked
from dpia.tui import state
from dpia.tui.commands import FIELD_KEYS, Command, key_name
from dpia.tui.desk import Desk, explain
from dpia.tui.labels import QuietApp
from dpia.tui.opening import create, unpacked
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.dialogs import Choice, ListScreen, TextScreen
from dpia.tui.screens.start import StartScreen
from dpia.tui.theme import DARK, LIGHT, OURS
from dpia.tui.widgets.text import clean, hanging, plain, row, wrapped


class DpiaApp(QuietApp):
    """The wizard."""

    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", priority=True), Binding("ctrl+c", "help_quit")]

    def __init__(
        self,
        pack: Pack,
        path: Path | None = None,
        *,
        new: bool = False,
        scenario: str | None = None,
        tr: Translator | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self.tr = tr or Translator()
        super().__init__()
        self.pack = pack
        self.clock = clock
        self.start_path = path
        self.start_new = new
        self.scenario = scenario
        self.animation_level = "none"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of ours that a theme may leave out."""
        return dict(OURS["dark"])

    def on_mount(self) -> None:
        """Open what the command line named, or the start screen."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        if self.start_path is None:
            self.push_screen(StartScreen())
        elif self.start_new:
            try:
                session = create(self.pack, self.start_path, self.clock, setting=self.scenario)
                self.walk(session, welcome=True)
            except UserError as error:
                self._cannot_start(error)
        else:
            self.open_path(self.start_path)

    def _cannot_start(self, error: DpiaError) -> None:
        self.push_screen(StartScreen())
        self.tell(explain(error, self.tr) if isinstance(error, UserError) else str(error), alarm=True)

    # --- assessments --------------------------------------------------------------------------------------------------

    def open_path(self, path: Path) -> None:
        """Open a file for writing; ask what to do if somebody else has it open."""
        try:
            if path.suffix.lower() == ".pdf":
                path = unpacked(path)
            self.walk(Session.open(self.pack, path, clock=self.clock))
        except Locked as locked:
            self._locked(locked)
        except UserError as error:
            self._not_opened(error)

    def _not_opened(self, error: UserError) -> None:
        if not any(isinstance(screen, StartScreen) for screen in self.screen_stack):
            self.push_screen(StartScreen())
        self.tell(explain(error, self.tr), alarm=True)

    def _locked(self, locked: Locked) -> None:
        holder = locked.holder
        text = self.tr(
            N_("{who} on {host} has it open since {since}. Taking it over may leave the two of you with two versions."),
            who=holder.who, host=holder.host, since=holder.since.replace("T", " ").replace("Z", " UTC"),
        )  # fmt: skip
        choices = [
            Choice("read", self.tr(N_("Open for reading only"))),
            Choice("take", self.tr(N_("Take it over")), self.tr(N_("if you know that nobody works in it"))),
            Choice("back", self.tr(N_("Do not open it"))),
        ]

        def done(choice: str | None) -> None:
            if choice in ("read", "take"):
                try:
                    self.walk(
                        Session.open(
                            self.pack,
                            locked.path,
                            clock=self.clock,
                            read_only=choice == "read",
                            take_over=choice == "take",
                        )
                    )
                except Locked as again:
                    self._locked(again)
                except UserError as error:
                    self._not_opened(error)
            elif not any(isinstance(screen, StartScreen) for screen in self.screen_stack):
                self.push_screen(StartScreen())

        title = self.tr(N_("{name} is open elsewhere"), name=locked.path.name)
        self.push_screen(ListScreen(title, choices, self.tr, text=text), done)

    def walk(self, session: Session, *, welcome: bool = False) -> None:
        """Show an open assessment; with `welcome` first the guidance for its setting."""
        screen = AssessmentScreen(Desk(session, self.tr, self.clock), welcome=welcome)
        if session.path is not None:
            left = state.place(session.path)
            state.remember(session.path, left.section if left else "", left.question if left else "")
        self.push_screen(screen)

    def left(self) -> None:
        """An assessment was closed: back to the start screen, or out if there was none."""
        self.pop_screen()
        if not any(isinstance(screen, StartScreen) for screen in self.screen_stack):
            self.exit(0)

    async def action_quit(self) -> None:
        """Ctrl+Q anywhere: close the assessment, which saves, and then the program."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, AssessmentScreen):
                while self.screen is not screen:
                    await self.pop_screen()
                self.call_later(screen.run_action, "leave")
                return
        self.exit(0)

    def on_unmount(self) -> None:
        """Give back the lock of whatever is still open."""
        for screen in self.screen_stack if self._running else ():
            if isinstance(screen, AssessmentScreen):
                screen.remember()
                screen.desk.session.close()

    # --- telling ------------------------------------------------------------------------------------------------------

    def tell(self, text: str, *, alarm: bool = False) -> None:
        """Say something at the edge of the screen, as plain text."""
        self.notify(clean(text), severity="error" if alarm else "information", timeout=12 if alarm else 6, markup=False)

    def show_keys(self, commands: tuple[Command, ...], *, fields: bool = False) -> None:
        """The help screen: every key and what it does."""
        tr = self.tr

        def make(width: int) -> list[Content]:
            lines: list[Content] = []
            for group in dict.fromkeys(command.group for command in commands):
                lines += wrapped(plain(tr(group), "bold"), width)
                for command in (item for item in commands if item.group == group):
                    keys = ", ".join(key_name(key, tr) for key in command.keys) or tr(N_("in the list of commands"))
                    lines += hanging(
                        plain(f"  {keys:<18}", "bold"), row((tr(command.label), "bold"), f": {tr(command.help)}"), width
                    )
                lines.append(Content(""))
            if fields:
                lines += wrapped(plain(tr(N_("In a question")), "bold"), width)
                for keys, what in FIELD_KEYS:
                    lines += hanging(plain(f"  {tr(keys):<32}", "bold"), tr(what), width)
            return lines

        self.push_screen(TextScreen(tr(N_("Keys")), make, tr))

    def show_commands(self, commands: tuple[Command, ...]) -> None:
        """The list of commands, to find one by typing."""
        tr = self.tr
        choices = [
            Choice(
                command.name,
                row((tr(command.label), "bold"), f"  {', '.join(key_name(key, tr) for key in command.keys)}"),
                tr(command.help),
            )
            for command in commands
            if command.name != "palette"
        ]
        target = self.screen

        def done(choice: str | None) -> None:
            if choice is not None:
                self.call_later(target.run_action, choice)

        self.push_screen(ListScreen(tr(N_("Commands")), choices, tr, search=True), done)

    def toggle_theme(self) -> None:
        """Light or dark."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name


def run(path: Path | None, *, new: bool = False, scenario: str | None = None, pack: Pack | None = None) -> int:
    """Run the wizard and return the exit code. Without a path the start screen opens."""
    if pack is None:
        from dpia.content.loader import load_pack

        pack = load_pack()
    app = DpiaApp(pack, path, new=new, scenario=scenario)
    result = app.run()
    if app.crash:
        sys.stderr.write(app.crash + "\n")
        return 2
    return result if isinstance(result, int) else app.return_code or 0

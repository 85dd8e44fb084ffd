"""The application: which screen is shown, opening and closing assessments."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.driver import Driver

from dpia.atomic import OTHER_NAMES
from dpia.content.pack import Pack
from dpia.control_chars import replaced
from dpia.create import AlreadyUnpacked, free_name, stem
from dpia.engine.truth import Ref
from dpia.errors import UserError
from dpia.i18n import Translator, explain
from dpia.i18n_marks import N_
from dpia.paths import named_pdf, refused
from dpia.session import Clock, Session, utc_now
from dpia.storage.document import read_bytes
from dpia.storage.encryption import KEYS
from dpia.storage.journal import sweep
from dpia.storage.lock import Locked
from dpia.tui import recent_files
from dpia.tui.bracketed_paste import take_pastes_whole
from dpia.tui.dialog_app import DialogApp
from dpia.tui.forms import Choice, Entry
from dpia.tui.hang_up import LOOK_EVERY, on_signals, terminal_is_gone
from dpia.tui.kept_aside import offer
from dpia.tui.keymap import DECLARED, KeysInForce, keyed, load
from dpia.tui.messages import AssessmentClosed, FileWanted, LaneWanted, NewWanted, SessionReady
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.speaking import choose_language, follow, other_languages, writing_language
from dpia.tui.theme import OURS
from dpia.tui.view_model import Result, ViewModel

if TYPE_CHECKING:
    from dpia.tui.screens.lane import LaneScreen


class DpiaApp(DialogApp):
    """The wizard."""

    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10,ctrl+q", "quit", priority=True, id="leave"),
        Binding("ctrl+c", "help_quit"),
        Binding("ctrl+k", "messages", id="messages"),
        Binding("ctrl+z", "suspend_process"),  # a long text has Ctrl+Z for itself
    ]

    def __init__(
        self,
        pack: Pack,
        path: Path | None = None,
        *,
        new: bool = False,
        scenario: str | None = None,
        welcome: bool = False,
        take_over: bool = False,
        tr: Translator,
        keys: KeysInForce = DECLARED,
        clock: Clock = utc_now,
    ) -> None:
        self.tr = keyed(tr, keys)
        self.keys = keys
        super().__init__()
        self.set_keymap(keys.textual())
        self.use_own_themes()
        self.pack = pack
        self.clock = clock
        self.start_path = path
        self.start_new = new
        self.scenario = scenario
        self.welcome = welcome
        self.start_taking_over = take_over
        self.started = False
        self._others: tuple[str, tuple[str, ...]] | None = None
        self.workshop = False
        """Whether what is opened next is opened for a workshop."""
        self.assessment: AssessmentScreen | LaneScreen | None = None
        self.animation_level = "none"

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this system, with pastes taken whole."""
        driver: type[Driver] = super().get_driver_class()
        return take_pastes_whole(driver)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of ours that a theme may leave out."""
        return dict(OURS["dark"])

    def on_mount(self) -> None:
        """Open what the command line named, or the start screen."""
        if not self.is_headless:
            self.heed_few_colours()
            on_signals(self.hang_up)
            self.set_interval(LOOK_EVERY, self._look_for_terminal)
        if self.start_path is None:
            self.show_start()
        elif self.start_new:
            self.create(self.start_path, scenario=self.scenario)
        else:
            self.open_path(self.start_path, take_over=self.start_taking_over)

    def has_begun(self) -> None:
        """Then look for what lies about."""
        super().has_begun()
        self.run_worker(self._sweep, thread=True, exit_on_error=False)

    def _sweep(self) -> None:
        """What was typed long ago and nobody came back to goes."""
        known = [item.path for item in recent_files.recent()]
        sweep([*known, self.start_path] if self.start_path is not None else known, self.clock())

    def show_start(self) -> None:
        """The start screen, if it is not below already."""
        from dpia.tui.screens.start import StartScreen

        if not self.started:
            self.started = True
            self.push_screen(StartScreen(self.pack, self.clock))

    # --- opening and closing ------------------------------------------------------------------------------------------

    def create(self, path: Path, as_of: str | None = None, scenario: str | None = None) -> None:
        """Begin an assessment."""
        from dpia.create import create

        try:
            language = writing_language(self.tr)
            session = create(self.pack, path, as_of=as_of, scenario=scenario, language=language, clock=self.clock)
        except (UserError, OSError) as error:
            self._not_opened(error)
        else:
            self.walk(session, welcome=True)

    def open_path(self, path: Path, *, take_over: bool = False) -> None:
        """Open a file for writing; ask what to do if somebody else has it open."""
        try:
            if named_pdf(path):
                from dpia.create import unpack

                path = unpack(path)
            self._open(path, take_over=take_over)
        except AlreadyUnpacked as there:
            self._ask_about_unpacked(path, there, take_over=take_over)
        except (UserError, OSError) as error:
            self._not_opened(error)

    def _ask_about_unpacked(self, pdf: Path, there: AlreadyUnpacked, *, take_over: bool) -> None:
        """Beside a report lies an assessment of its name: open it if it goes on from the report; else offer both."""
        if there.goes_on:
            self.tell(self.tr(N_("Opened {name}, which lies beside the report."), name=there.path.name))
            self._open(there.path, take_over=take_over)
            return
        other = free_name(there.path.with_name(stem(there.path)))
        text = self.tr(
            N_(
                "Beside the report lies {name}. It is not the assessment that the report carries, "
                "or no later state of it."
            ),
            name=there.path.name,
        )
        choices = [
            Choice("there", self.tr(N_("Open {name}"), name=there.path.name), self.tr(N_("the file that lies there"))),
            Choice(
                "report",
                self.tr(N_("Open what the report carries")),
                self.tr(N_("as {name}; nothing is overwritten"), name=other.name),
            ),
            Choice("back", self.tr(N_("Open neither"))),
        ]

        def done(choice: str | None) -> None:
            from dpia.create import unpack

            try:
                if choice == "there":
                    self._open(there.path, take_over=take_over)
                elif choice == "report":
                    self._open(unpack(pdf, other))
                else:
                    self.show_start()
            except (UserError, OSError) as error:
                self._not_opened(error)

        self.choose(self.tr(N_("Two assessments")), choices, done, text=text)

    def _open(self, path: Path, *, read_only: bool = False, take_over: bool = False) -> None:
        try:
            session = Session.open(self.pack, path, clock=self.clock, read_only=read_only, take_over=take_over)
        except Locked as locked:
            self._ask_about(locked)
        except UserError as error:
            if error.code == "no-passphrase":
                self._ask_passphrase(path, read_only=read_only, take_over=take_over)
                return
            if error.code not in ("cannot-write", "write-protected"):
                self._not_opened(error)
                return
            self._open(path, read_only=True)
            self.tell(explain(error, self.tr), alarm=True)
        else:
            self.walk(session, welcome=self.welcome)
            self.welcome = False

    def _ask_passphrase(self, path: Path, *, read_only: bool, take_over: bool) -> None:
        """An encrypted file: ask until it opens, or the person goes back."""
        self.show_start()
        entries = (Entry("passphrase", self.tr(N_("Passphrase (trying it takes a second)")), secret=True),)

        def wrong(values: dict[str, str]) -> str:
            try:
                KEYS.try_passphrase(read_bytes(path), values["passphrase"], path.name)
            except UserError as error:
                return explain(error, self.tr)
            return ""

        def done(_: dict[str, str]) -> None:
            self._open(path, read_only=read_only, take_over=take_over)

        title, slow = self.tr(N_("{name} is encrypted"), name=path.name), self.tr(N_("The passphrase is being tried …"))
        self.fill_in(title, entries, done, check=wrong, slow=slow)

    def _not_opened(self, error: UserError | OSError) -> None:
        self.show_start()
        self.tell(explain(refused(error) if isinstance(error, OSError) else error, self.tr), alarm=True)

    def _ask_about(self, locked: Locked) -> None:
        """Say who has the file open and since when; offer to read, or to take over."""
        holder = locked.holder
        text = self.tr(
            N_("{who} on {host} has it open since {since}. Taking it over may leave the two of you with two versions."),
            who=holder.who,
            host=holder.host,
            since=holder.since.replace("T", " ").replace("Z", " UTC"),
        )
        choices = [
            Choice("read", self.tr(N_("Open for reading only"))),
            Choice("take", self.tr(N_("Take it over")), self.tr(N_("if you know that nobody works in it"))),
            Choice("back", self.tr(N_("Do not open it"))),
        ]

        def done(choice: str | None) -> None:
            if choice in ("read", "take"):
                self._open(locked.path, read_only=choice == "read", take_over=choice == "take")
            else:
                self.show_start()

        self.choose(self.tr(N_("{name} is open elsewhere"), name=locked.path.name), choices, done, text=text)

    def walk(self, session: Session, *, welcome: bool = False) -> None:
        """Show an open assessment; with `welcome` first the guidance for its setting."""
        model = ViewModel(session, self.tr, self.clock)
        self.assessment = AssessmentScreen(model, welcome=welcome, workshop=self.workshop)
        self.assessment.fit(self.size)
        self.push_screen(self.assessment)
        if session.other_names and not session.read_only:
            self.tell(self.tr(OTHER_NAMES, path=session.path), alarm=True)
        if session.flaws:
            self._tell_flaws(session, self.assessment.model)
        else:
            self._tell_carried_over(session, self.assessment.model)

    def form_typed(self, title: str, text: str) -> None:
        """What is typed into a form is kept aside too."""
        if isinstance(self.assessment, AssessmentScreen):
            self.assessment.aside.form(title, text, self.assessment.page.current)

    def _offer(self, screen: AssessmentScreen) -> None:
        """Conflict copies beside the file; then what was typed when it was open last and is not in it."""
        from dpia.tui.screens.merge_offer import offer_copies

        def after(result: Result, ref: Ref | None) -> None:
            if ref is not None:
                screen.go_to(ref)
            screen.after(result)

        offer_copies(self, screen.model, screen.after, lambda: offer(self, screen.model, after))

    def _tell_flaws(self, session: Session, model: ViewModel) -> None:
        """What in the record does not hold. Nothing is repaired, and whoever goes on was told."""
        text = self.tr(
            N_(
                "{reasons}. The file was changed outside this program, or is damaged. The answers are shown as they "
                "stand in the file; ask for another copy if you can. What you write is added to the log as it is."
            ),
            reasons=self.tr.series(explain(flaw, self.tr) for flaw in session.flaws),
        )
        choices = [Choice("on", self.tr(N_("Go on"))), Choice("back", self.tr(N_("Leave it as it is")))]

        def done(choice: str | None) -> None:
            if choice != "on":
                self._leave()
            else:
                self._tell_carried_over(session, model)

        self.choose(self.tr(N_("The record does not hold")), choices, done, text=text)

    def _leave(self) -> None:
        if self.assessment is not None:
            self.call_later(self.assessment.run_action, "leave")

    def _tell_carried_over(self, session: Session, model: ViewModel) -> None:
        """What today's content makes of an older file, before anything is written; then what was left behind."""
        screen = self.assessment
        if session.carried.empty:
            if isinstance(screen, AssessmentScreen):
                self._offer(screen)
            return
        version = session.document.content.version
        text = model.words.carried_over(version, session.carried, model.evaluation)
        choices = [
            Choice("on", self.tr(N_("Go on")), self.tr(N_("the first change that you make writes this to the file"))),
            Choice("back", self.tr(N_("Leave it as it is"))),
        ]

        def done(choice: str | None) -> None:
            if choice != "on":
                self._leave()
            elif isinstance(screen, AssessmentScreen):
                self._offer(screen)

        title = self.tr(N_("Made with earlier content ({version})"), version=version)
        self.choose(title, choices, done, text=self.tr.sentences(text))

    @on(NewWanted)
    def _new_wanted(self, event: NewWanted) -> None:
        self.workshop = event.workshop
        self.create(event.path, event.as_of, event.scenario)

    @on(LaneWanted)
    def _lane_wanted(self, event: LaneWanted) -> None:
        """Begin the quick lane of a setting; its file is made with the first answer."""
        from dpia.create import begin_in_memory, scenario_named
        from dpia.paths import working_folder
        from dpia.tui.lane_model import LaneModel
        from dpia.tui.screens.lane import LaneScreen

        try:
            scenario = scenario_named(self.pack, event.scenario)
            session = begin_in_memory(self.pack, scenario.id, self.clock, language=writing_language(self.tr))
            lane = LaneModel(session, scenario, working_folder(), self.tr, self.clock)
        except (UserError, OSError) as error:
            self._not_opened(error)
        else:
            self.assessment = LaneScreen(lane)
            self.push_screen(self.assessment)

    @on(FileWanted)
    def _file_wanted(self, event: FileWanted) -> None:
        name, self.workshop = event.path.name, event.workshop
        self.after_saying(self.tr(N_("Opening {name} …"), name=name), lambda: self.open_path(event.path))

    @on(SessionReady)
    def _session_ready(self, event: SessionReady) -> None:
        self.workshop = False
        self.walk(event.session)

    @on(AssessmentClosed)
    def _left(self) -> None:
        """Back to the start screen, or out if there was none. A second request to leave comes too late."""
        if self.assessment is None:
            return
        self.assessment = None
        self.pop_screen()
        if not self.started:
            self.exit(0)

    @property
    def other_languages(self) -> tuple[str, ...]:
        """The languages that one may change to."""
        if self._others is None or self._others[0] != self.tr.lang:
            self._others = (self.tr.lang, other_languages(self.pack, self.tr.lang))
        return self._others[1]

    def action_language(self) -> None:
        """Let a person choose another language."""
        choose_language(self)

    async def speak(self, tr: Translator) -> None:
        """Draw everything anew in another language, at the place where one is; what was typed or tried stays."""
        self.tr = tr = keyed(tr, self.keys)
        from dpia.tui.screens.start import StartScreen
        from dpia.tui.widgets.finding_list import ChoiceList

        for screen in self.screen_stack:
            if isinstance(screen, StartScreen):
                await screen.recompose()
                screen.fill()
                screen.query_one(ChoiceList).focus()
        old, top = self.assessment, self.screen
        if old is None:
            return
        while self.screen is not old:
            await self.pop_screen()
        follow(self, old.model, tr, typed=old.holds_typed)
        self.assessment = new = old.anew(tr)
        if isinstance(new, AssessmentScreen):
            new.fit(self.size)
        await self.switch_screen(new)
        new.go_on_as(old, getattr(top, "ref", None))
        if name := getattr(top, "OPENED_BY", ""):
            await new.run_action(name)
            if (take_up := getattr(self.screen, "take_up", None)) is not None:
                take_up(top)

    async def action_quit(self) -> None:
        """F10 or Ctrl+Q anywhere: close the assessment, which saves, and then the program."""
        if self.assessment is None:
            self.exit(0)
            return
        while self.screen is not self.assessment:
            if getattr(self.screen, "holds_work", False):  # it asks before anything is lost
                await self.screen.run_action("back")
                return
            await self.pop_screen()
        self.call_later(self.assessment.run_action, "leave")

    def action_messages(self) -> None:
        """What the last change did, in full, and everything that was said; from every screen of an assessment."""
        from dpia.tui.dialogs import TextScreen
        from dpia.tui.screens.text_pages import messages_page

        if self.assessment is not None and not isinstance(self.screen, TextScreen):
            self.read(self.tr(N_("Messages")), messages_page(self.assessment.model, self.said))

    def _look_for_terminal(self) -> None:
        if terminal_is_gone():
            self.hang_up()

    def hang_up(self) -> None:
        """Settle what is typed, as far as it is an answer, give the file back, and end: nobody is there to ask."""
        if self.assessment is not None:
            if isinstance(self.assessment, AssessmentScreen):
                self.assessment.page.catch_up()
            self.assessment.settle()
            self.release()
            self.assessment = None
        self.exit(0)

    def release(self) -> None:
        """Give back the file of whatever is still open, when the program has ended in another way."""
        if self.assessment is not None:
            self.assessment.release()


def run(
    path: Path | None,
    *,
    new: bool = False,
    scenario: str | None = None,
    welcome: bool = False,
    take_over: bool = False,
    pack: Pack | None = None,
    tr: Translator,
) -> int:
    """Run the wizard and return the exit code. Without a path the start screen opens.

    With `welcome` the guidance for the setting comes before the first question.
    """
    if pack is None:
        from dpia.content.loader import load_pack

        pack = load_pack()
    KEYS.ask = None  # the terminal belongs to the screen now, which asks in its own way
    app = DpiaApp(pack, path, new=new, scenario=scenario, welcome=welcome, take_over=take_over, keys=load(), tr=tr)
    try:
        result = app.run()
    finally:
        app.release()
    if app.crash:
        sys.stderr.write(replaced(app.crash) + "\n")
        return 2
    return result if isinstance(result, int) else app.return_code or 0

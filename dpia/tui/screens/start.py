"""The first screen: begin, go on, look at an example, open a file."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpia import __version__
from dpia.content.pack import Pack
from dpia.content.rule import Example
from dpia.content.scenario import by_use
from dpia.create import assessment_path, copy_example, free_name
from dpia.errors import UserError
from dpia.i18n import explain
from dpia.i18n_marks import N_
from dpia.paths import exists, expanded, is_dir, is_file, working_folder
from dpia.session import Clock
from dpia.tui import commands, recent_files
from dpia.tui.bindings import bindings
from dpia.tui.dialog_app import DialogApp
from dpia.tui.ending import holds
from dpia.tui.forms import Choice, Entry
from dpia.tui.messages import FileWanted, LaneWanted, NewWanted, SessionReady
from dpia.tui.screens.files import FileScreen
from dpia.tui.speaking import language_name
from dpia.tui.widgets.finding_list import ChoiceList
from dpia.tui.widgets.help_pane import KeyLine
from dpia.tui.widgets.text import MUTED, IndentedLines, StaticText, plain, row, stacked

NO_SETTING = "-"
"""What is chosen where no setting fits; no scenario has this id."""


class StartScreen(Screen[None]):
    """What there is to do."""

    BINDINGS = bindings(commands.START)
    COMMANDS_HERE = commands.START
    app: DialogApp

    def __init__(self, pack: Pack, clock: Clock) -> None:
        super().__init__()
        self.pack = pack
        self.clock = clock

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        tr, manifest = self.app.tr, self.pack.manifest
        title = row((tr(N_("DPIA wizard")), "bold"), (f"  {__version__}", MUTED))
        what = N_("Assess a face-recognition or other high-risk deployment before it starts. No legal advice.")
        yield StaticText(stacked([title, plain(tr(what), MUTED)]), id="start-title")
        yield ChoiceList(id="start-list")
        content = tr(
            N_("Content: {title}, version {version}, law checked to {date}."),
            title=tr.content(manifest.title),
            version=manifest.version,
            date=tr.date(manifest.checked_to),
        )
        yield StaticText(plain(content, MUTED), id="start-content")
        yield KeyLine(self.COMMANDS_HERE, tr)

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill()
        self.query_one(ChoiceList).focus()

    def on_screen_resume(self) -> None:
        """Somebody came back from an assessment: it is the latest now."""
        self.fill()

    def fill(self) -> None:
        """Everything that can be begun, opened or looked at."""
        tr = self.app.tr
        options: list[Option] = [
            Option(
                self._entry(
                    N_("Full assessment before a launch"),
                    N_("about an hour for a first round; leave and come back at any time"),
                ),
                id="new",
            ),
            Option(self._heading(N_("Worked examples")), disabled=True),
        ]
        if any(scenario.lane for scenario in self.pack.content.scenarios):
            lane = self._entry(
                N_("Is this all right? About 10 questions"),
                N_("a quick answer for a plan: stop, not yet, or nothing against it so far; and what to do instead"),
            )
            options.insert(0, Option(lane, id="lane"))
        workshop = self._entry(
            N_("Workshop"), N_("answer together on a projector: one question at a time, positions and votes beside it")
        )
        options.insert(-1, Option(workshop, id="workshop"))
        for example in self.pack.content.examples:
            title, summary = tr.content(example.title), tr.content(example.summary)
            block = IndentedLines((2, plain(title, "bold")), (4, plain(summary, MUTED)))
            options.append(Option(block, id=f"example-{example.id}"))
        if not self.pack.content.examples:
            options.append(Option(IndentedLines((2, plain(tr(N_("This content has none.")), MUTED))), disabled=True))
        options.append(Option(self._heading(N_("Recent")), disabled=True))
        found = recent_files.recent()
        for index, item in enumerate(found):
            there = is_file(item.path)
            section = next((tr.content(s.title) for s in self.pack.sections if s.id == item.section), "")
            note = tr(N_("left at: {section}"), section=section) if section else ""
            note = note if there else tr(N_("no longer there"))
            name = row((item.path.name, "bold" if there else MUTED), f"  {note}")
            options.append(
                Option(IndentedLines((2, name), (4, plain(str(item.path.parent), MUTED))), id=f"recent-{index}")
            )
        if not found:
            empty = tr(N_("Nothing yet. What you open is listed here."))
            options.append(Option(IndentedLines((2, plain(empty, MUTED))), disabled=True))
        options.append(
            Option(
                self._entry(N_("Open a file"), N_("an assessment, NAME.dpia.json, or a PDF report that carries one")),
                id="open",
            )
        )
        words = N_("every assessment in it: outcome, status, review, what is overdue, whether its record holds")
        options.append(Option(self._entry(N_("Register of a folder"), words), id="register"))
        if others := self.app.other_languages:
            names = tr.listed(language_name(lang) for lang in others)
            option = IndentedLines((0, plain(tr(N_("Language")), "bold")), (4, plain(names, MUTED)))
            options.append(Option(option, id="language"))
        listing = self.query_one(ChoiceList)
        highlighted = listing.highlighted or 0
        listing.set_options(options)
        listing.highlighted = min(highlighted, len(options) - 1)

    def _entry(self, label: str, note: str) -> IndentedLines:
        return IndentedLines((0, plain(self.app.tr(label), "bold")), (4, plain(self.app.tr(note), MUTED)))

    def _heading(self, label: str) -> Content:
        return stacked([plain(""), plain(self.app.tr(label), "bold $accent")])

    # --- commands ---------------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not holds(event):
            return
        name = event.option.id or ""
        if name == "lane":
            self.action_lane()
        elif name == "workshop":
            self.action_workshop()
        elif name == "new":
            self.action_new()
        elif name == "open":
            self.action_open()
        elif name == "register":
            self.action_register()
        elif name.startswith("recent-"):
            self._recent(recent_files.recent()[int(name.removeprefix("recent-"))])
        elif name == "language":
            self.app.action_language()
        elif name.startswith("example-"):
            example = self.pack.example(name.removeprefix("example-"))
            if example is not None:
                self._example(example)

    def _recent(self, item: recent_files.Recent) -> None:
        if is_file(item.path):
            self.app.post_message(FileWanted(item.path))
        else:
            recent_files.forget(item.path)
            self.app.tell(
                self.app.tr(N_("{path} is no longer there; it was taken off the list."), path=item.path), alarm=True
            )
            self.fill()

    def action_help(self) -> None:
        """All keys."""
        self.app.show_keys(self.COMMANDS_HERE)

    def action_theme(self) -> None:
        """Light or dark."""
        self.app.toggle_theme()

    def action_language(self) -> None:
        """Another language."""
        self.app.action_language()

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit(0)

    def action_workshop(self) -> None:
        """A workshop: on which assessment."""
        tr = self.app.tr
        there = [item.path for item in recent_files.recent() if is_file(item.path)]
        choices = [Choice(f"recent-{n}", path.name, str(path.parent)) for n, path in enumerate(there)]
        choices.append(Choice("new", tr(N_("A new assessment"))))
        choices.append(Choice("open", tr(N_("Open a file"))))

        def done(choice: str | None) -> None:
            if choice == "new":
                self._begin(workshop=True)
            elif choice == "open":
                self._open(workshop=True)
            elif choice is not None:
                self.app.post_message(FileWanted(there[int(choice.removeprefix("recent-"))], workshop=True))

        self.app.choose(tr(N_("Workshop on which assessment?")), choices, done)

    def action_open(self) -> None:
        """Open a file."""
        self._open()

    def _open(self, *, workshop: bool = False) -> None:
        def done(path: Path | None) -> None:
            if path is not None:
                self.app.post_message(FileWanted(path, workshop))

        self.app.push_screen(FileScreen(working_folder(), self.app.tr), done)

    def action_register(self) -> None:
        """All assessments below a folder."""
        tr = self.app.tr
        entries = (Entry("folder", tr(N_("Which folder? Folders in it are looked into too.")), str(working_folder())),)

        def wrong(values: dict[str, str]) -> str:
            try:
                folder = expanded(Path(values["folder"]))
            except UserError as error:
                return explain(error, tr)
            return "" if is_dir(folder) else tr(N_("There is no folder {path}."), path=folder)

        def chosen(path: Path | None) -> None:
            if path is not None:
                self.app.post_message(FileWanted(path))

        def done(values: dict[str, str]) -> None:
            from dpia.tui.screens.register import RegisterScreen

            self.app.push_screen(RegisterScreen(expanded(Path(values["folder"])), tr), chosen)

        self.app.fill_in(tr(N_("Register of a folder")), entries, done, check=wrong)

    def action_lane(self) -> None:
        """The quick lane: in which setting."""
        scenarios = [item for item in by_use(self.pack.content.scenarios) if item.lane]
        if not scenarios:
            self.action_new()
            return
        tr = self.app.tr
        choices = [Choice(item.id, tr.content(item.title), tr.content(item.summary)) for item in scenarios]

        def done(choice: str | None) -> None:
            if choice is not None:
                self.app.post_message(LaneWanted(choice))

        self.app.choose(tr(N_("In which setting?")), choices, done)

    def action_new(self) -> None:
        """Begin an assessment: in which setting, then in which file."""
        self._begin()

    def _begin(self, *, workshop: bool = False) -> None:
        tr = self.app.tr
        scenarios = self.pack.content.scenarios
        if not scenarios:
            self._name_new(None, workshop=workshop)
            return
        choices = [Choice(item.id, tr.content(item.title), tr.content(item.summary)) for item in by_use(scenarios)]
        choices.append(Choice(NO_SETTING, tr(N_("None of these")), tr(N_("nothing is proposed, everything is asked"))))

        def done(choice: str | None) -> None:
            if choice is not None:
                self._name_new(choice if choice != NO_SETTING else None, workshop=workshop)

        self.app.choose(tr(N_("In which setting?")), choices, done)

    def _name_new(self, scenario: str | None, *, workshop: bool) -> None:
        tr = self.app.tr
        stem = working_folder() / (scenario or "assessment")
        entries = (
            Entry("file", tr(N_("In which file? The ending .dpia.json is added.")), str(free_name(stem))),
            Entry(
                "as_of",
                tr(N_("By the law of which day? Empty: today.")),
                kind="day",
                required=False,
                hint=tr(N_("year-month-day, such as 2026-11-21")),
            ),
        )

        def done(values: dict[str, str]) -> None:
            path = assessment_path(Path(values["file"]))
            self.app.post_message(NewWanted(path, values["as_of"] or None, scenario, workshop))

        self.app.fill_in(tr(N_("New assessment")), entries, done, check=self._taken)

    def _example(self, example: Example) -> None:
        tr = self.app.tr
        text = "\n".join([tr.content(example.summary), *(f"- {tr.content(note)}" for note in example.notes)])
        label = tr(N_("A copy to look at and change, in which file?"))
        entries = (Entry("file", label, str(free_name(working_folder() / example.id))),)

        def done(values: dict[str, str]) -> None:
            path = assessment_path(Path(values["file"]))
            try:
                session = copy_example(self.pack, example, path, clock=self.clock)
            except UserError as error:
                self.app.tell(explain(error, tr), alarm=True)
            else:
                self.app.post_message(SessionReady(session))

        self.app.fill_in(tr.content(example.title), entries, done, text=text, check=self._taken)

    def _taken(self, values: dict[str, str]) -> str:
        """Why a file cannot be made, or nothing."""
        try:
            path = assessment_path(Path(values["file"]))
        except UserError as error:
            return explain(error, self.app.tr)
        return self.app.tr(N_("{path} exists already."), path=path) if exists(path) else ""

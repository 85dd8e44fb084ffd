"""What is open from the discussion: tasks with owner and date, the parking lot, files that changed."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpia.assessment.discussion import PARKED, Target, ToDo
from dpia.i18n_marks import N_, NN_
from dpia.tui import discussion_commands
from dpia.tui.bindings import bindings
from dpia.tui.discussion_forms import EntryForms
from dpia.tui.ending import holds
from dpia.tui.forms import Choice, Entry
from dpia.tui.screens.discussion import EntriesScreen
from dpia.tui.widgets.discussion_lines import entry_option
from dpia.tui.widgets.help_pane import KeyLine
from dpia.tui.widgets.text import ALARM, MUTED, STRONG, IndentedLines, StaticText, plain, row, stacked

_PLACE = "place-"


class TasksScreen(EntriesScreen[Target | None]):
    """Ends with the place to go to, or None."""

    COMMANDS_HERE = discussion_commands.TASKS
    OPENED_BY = "tasks"
    BINDINGS = bindings(discussion_commands.TASKS)

    def compose(self) -> ComposeResult:
        """Title, list, echo, keys."""
        yield StaticText(id="tasks-head")
        yield self.list
        yield self.news
        hint = N_("Enter goes to the place; of a point in the parking lot it edits.")
        yield StaticText(plain(self.tr(hint), MUTED), classes="entries-hint")
        yield KeyLine(self.COMMANDS_HERE, self.tr)

    def fill(self) -> None:
        """The title says until when all this is kept."""
        super().fill()
        tr, talk = self.tr, self.talk
        count = tr.plural("{count} open task", "{count} open tasks", len(talk.open_tasks()))
        head = [row((tr(N_("Tasks and parking lot: ")), STRONG), count)]
        if talk.lapsed():
            text = N_(
                "The discussion was to be kept until {date}: remove it, or its names "
                "({press:palette}, Remove all; {press:names})."
            )
            head.append(plain(tr(text, date=tr.date(talk.until)), ALARM))
        elif talk.until:
            head.append(plain(tr(N_("Kept until {date}"), date=tr.date(talk.until)), MUTED))
        self.query_one("#tasks-head", StaticText).show(stacked(head))

    def options(self) -> list[Option]:
        """What is open, by date; the parking lot; files; places."""
        talk, tr, options = self.talk, self.tr, []
        tasks, parked = talk.open_tasks(), talk.parked()
        wrong = [name for name, state in self.files.items() if state in ("changed", "missing")]
        if tasks:
            options.append(self.heading(N_("Open tasks")))
        for name, task in tasks:
            options.append(Option(entry_option(self.model, task, place=talk.words(task.about)), id=name))
        if parked:
            options.append(self.heading(N_("Parking lot")))
        options += [Option(entry_option(self.model, entry), id=name) for name, entry in parked]
        if wrong:
            options.append(self.heading(N_("Evidence that is not what it was")))
        for name in wrong:
            entry = talk.entries.get(name)
            if entry is not None:
                place = talk.words(entry.about)
                options.append(Option(entry_option(self.model, entry, self.files[name], place=place), id=name))
        targets = talk.targets()
        if targets:
            options.append(self.heading(N_("Where something was said")))
        for index, target in enumerate(targets):
            count = tr.plural("{count} entry", "{count} entries", self.model.discussed.count(target))
            line = IndentedLines((2, plain(talk.words(target))), (4, plain(count, MUTED)))
            options.append(Option(line, id=f"{_PLACE}{index}"))
        if not options:
            text = N_(
                "Nothing is open. On a question or finding {press:discussion} opens its discussion; "
                "{press:park} adds a point here."
            )
            options.append(Option(plain(tr(text), MUTED), disabled=True))
        return options

    @on(OptionList.OptionSelected, "#entries")
    def _go(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not holds(event):
            return
        name = event.option.id or ""
        if name.startswith(_PLACE):
            self.dismiss(self.talk.targets()[int(name.removeprefix(_PLACE))])
            return
        entry = self.talk.entries.get(name)
        if entry is not None and entry.about:
            self.dismiss(entry.about)
        else:
            self.edit_entry()

    def action_edit(self) -> None:
        """Edit the entry at hand."""
        self.edit_entry()

    def action_park(self) -> None:
        """Add a point that is about no question."""
        EntryForms(self.app, self.talk, PARKED).new(ToDo, lambda entry: self.after(self.talk.add(entry)))

    def action_rename(self) -> None:
        """Take a name out, or put another in its place."""
        tr, names = self.tr, self.talk.names()
        entries = (
            Entry("name", tr(N_("Which name?")), names[0] if len(names) == 1 else "", hint=tr.join(names)[:80]),
            Entry("instead", tr(N_("What stands in its place? Empty: nothing.")), required=False,
                  hint=tr(N_("such as Participant 1"))),
        )  # fmt: skip
        text = N_(
            "It changes in every entry of the discussion, names and texts. Not in answers, and not in what the log "
            "keeps of earlier states: no report prints or carries that unless the discussion is chosen."
        )

        def done(values: dict[str, str]) -> None:
            before = self.talk.entries
            result = self.talk.rename_person(values["name"], values["instead"])
            self.after(result)
            if not result.error:
                count = sum(entry != before.get(name) for name, entry in self.talk.entries.items())
                words = NN_(
                    "changed in {count} entry ({press:undo} undoes it)",
                    "changed in {count} entries ({press:undo} undoes it)",
                )
                self.note(tr.plural(*words, count) if count else tr(N_("No entry has this name.")))

        self.app.fill_in(tr(N_("Names")), entries, done, text=tr(text))

    def action_until(self) -> None:
        """Say until when the discussion is kept."""
        tr = self.tr
        entry = Entry("day", tr(N_("Until which day? Empty: no day.")), self.talk.until, kind="day", required=False,
                      hint=tr(N_("year-month-day, such as 2026-11-21")))  # fmt: skip
        text = N_("After that day this screen and “dpia check” say that it is to be removed. Nothing goes by itself.")

        def done(values: dict[str, str]) -> None:
            self.after(self.talk.keep_until(values["day"]))

        self.app.fill_in(tr(N_("Keep until")), [entry], done, text=tr(text))

    def action_clear(self) -> None:
        """Ask, and remove the whole discussion."""
        tr = self.tr
        choices = [Choice("keep", tr(N_("Keep it"))), Choice("remove", tr(N_("Remove all of it")))]
        text = tr(N_("Answers and findings stay. The log keeps what was said; {press:undo} brings it back."))

        def done(choice: str | None) -> None:
            if choice == "remove":
                self.after(self.talk.clear())

        self.app.choose(tr(N_("Remove the whole discussion?")), choices, done, text=text)

    def action_back(self) -> None:
        """Back."""
        self.dismiss(None)

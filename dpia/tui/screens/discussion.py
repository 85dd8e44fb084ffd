"""The discussion of one question or finding: positions side by side, then everything that was said."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dpia.assessment.discussion import AnyEntry, Comment, Decision, Evidence, Position, Target, ToDo
from dpia.i18n_marks import N_
from dpia.storage.evidence import State
from dpia.tui import discussion_commands
from dpia.tui.bindings import bindings
from dpia.tui.discussion import Discussion
from dpia.tui.discussion_forms import EntryForms
from dpia.tui.ending import holds
from dpia.tui.forms import Choice
from dpia.tui.screens.talk import Ends, TalkScreen
from dpia.tui.view_model import Result, ViewModel
from dpia.tui.widgets.discussion_lines import entry_option, side_by_side, votes_line
from dpia.tui.widgets.finding_list import ChoiceList
from dpia.tui.widgets.help_pane import KeyLine
from dpia.tui.widgets.text import ACCENT, MUTED, STRONG, Lines, StaticText, plain, wrapped
from dpia.wording.discussion import KINDS, entry_words


class EntriesScreen(TalkScreen[Ends]):
    """A list of entries; the one at hand can be edited, done or removed."""

    def __init__(self, model: ViewModel) -> None:
        super().__init__(model)
        self.files: dict[str, State] = {}
        self.list = ChoiceList(id="entries")

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.look_at_files()
        self.fill()
        self.list.focus()

    def on_screen_resume(self) -> None:
        """Something may have been said on another screen."""
        if self.list.is_attached:
            self.fill()
            self.news.changed()

    def fill(self) -> None:
        """Show the entries as they are."""
        at = self.list.highlighted_option.id if self.list.highlighted_option is not None else None
        place = self.list.highlighted or 0
        options = self.options()
        self.list.set_options(options)
        ids = [option.id for option in options]
        usable = [index for index, option in enumerate(options) if not option.disabled]
        if at is not None and at in ids:
            self.list.highlighted = ids.index(at)
        elif usable:
            self.list.highlighted = min(usable, key=lambda index: abs(index - place))

    def options(self) -> list[Option]:
        """The entries of the list."""
        raise NotImplementedError

    def heading(self, text: str) -> Option:
        """A line that entries stand under."""
        return Option(plain(self.tr(text), f"{STRONG} {ACCENT}"), disabled=True)

    @property
    def at_hand(self) -> tuple[str, AnyEntry] | None:
        """The entry that is highlighted."""
        option = self.list.highlighted_option
        entry = self.talk.entries.get(option.id or "") if option is not None else None
        return (str(option.id), entry) if option is not None and entry is not None else None

    def look_at_files(self) -> None:
        """Compare files that are evidence with their digests, in a thread: they may be large."""

        def look() -> None:
            found = self.talk.evidence()
            self.app.call_from_thread(self._looked, found)

        if any(isinstance(entry, Evidence) and entry.file for entry in self.talk.entries.values()):
            self.run_worker(look, thread=True, exclusive=True, group="evidence", exit_on_error=False)

    def _looked(self, found: dict[str, State]) -> None:
        self.files = found
        if self.is_mounted:
            self.fill()

    def after(self, result: Result | None) -> None:
        """Show what a change led to, and look at files that it names."""
        super().after(result)
        self.look_at_files()

    # --- commands -----------------------------------------------------------------------------------------------------

    def edit_entry(self) -> None:
        """Edit the entry at hand."""
        if self.at_hand is None:
            return
        name, entry = self.at_hand
        EntryForms(self.app, self.talk, entry.about).edit(entry, lambda new: self.after(self.talk.put(name, new)))

    def action_done(self) -> None:
        """Say that a task is done, or not."""
        result = self.talk.turn(self.at_hand[0]) if self.at_hand is not None else None
        if result is None:
            self.note(self.tr(N_("Only a task can be done.")))
        else:
            self.after(result)

    def action_remove(self) -> None:
        """Ask, and remove the entry at hand."""
        if self.at_hand is None:
            return
        name, entry = self.at_hand
        choices = [Choice("keep", self.tr(N_("Keep it"))), Choice("remove", self.tr(N_("Remove it")))]

        def done(choice: str | None) -> None:
            if choice == "remove":
                self.after(self.talk.put(name, None))

        text = entry_words(entry, self.model.words)
        self.app.choose(self.tr(N_("Remove this entry?")), choices, done, text=text)


class DiscussionScreen(EntriesScreen[None]):
    """What was said about one thing."""

    COMMANDS_HERE = discussion_commands.DISCUSSION
    BINDINGS = bindings(discussion_commands.DISCUSSION)

    def __init__(self, model: ViewModel, target: Target) -> None:
        super().__init__(model)
        self.target = target
        self.head = Head(model, target)

    def compose(self) -> ComposeResult:
        """What it is about, positions, entries, echo, keys."""
        yield self.head
        yield self.list
        yield self.news
        hint = N_("Enter edits the entry at hand. Internal: no report prints or carries it unless you choose so.")
        yield StaticText(plain(self.tr(hint), MUTED), classes="entries-hint")
        yield KeyLine(self.COMMANDS_HERE, self.tr)

    def fill(self) -> None:
        """The positions above follow."""
        super().fill()
        self.head.changed()

    def options(self) -> list[Option]:
        """Entries by kind."""
        entries, options = self.talk.about(self.target), []
        for kind, title in KINDS.items():
            mine = [(name, entry) for name, entry in entries if entry.kind == kind]
            if mine:
                options.append(self.heading(title))
            options += [Option(entry_option(self.model, entry, self.files.get(name)), id=name) for name, entry in mine]
        if not options:
            options.append(Option(plain(self.tr(N_("Nothing was said yet.")), MUTED), disabled=True))
        return options

    @on(OptionList.OptionSelected, "#entries")
    def _edit(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if holds(event):
            self.edit_entry()

    def _new(self, kind: type[AnyEntry]) -> None:
        EntryForms(self.app, self.talk, self.target).new(kind, lambda entry: self.after(self.talk.add(entry)))

    def action_position(self) -> None:
        """Where somebody stands."""
        self._new(Position)

    def action_comment(self) -> None:
        """A remark."""
        self._new(Comment)

    def action_task(self) -> None:
        """Something to do."""
        self._new(ToDo)

    def action_decision(self) -> None:
        """What was decided."""
        self._new(Decision)

    def action_evidence(self) -> None:
        """What shows it."""
        self._new(Evidence)

    def action_back(self) -> None:
        """Back."""
        self.dismiss(None)


class Head(Lines):
    """What is discussed, and the positions on it side by side."""

    def __init__(self, model: ViewModel, target: Target) -> None:
        super().__init__(id="discussion-head")
        self.model, self.target = model, target

    def lines(self, width: int) -> list[Content]:
        """Title, votes, positions."""
        talk = Discussion(self.model)
        lines = wrapped(plain(talk.words(self.target), STRONG), width)
        positions = [entry for _, entry in talk.about(self.target) if isinstance(entry, Position)]
        if positions:
            lines += wrapped(plain(votes_line(self.model, positions), MUTED), width)
            lines += [Content(""), *side_by_side(self.model, positions, width)]
        return lines

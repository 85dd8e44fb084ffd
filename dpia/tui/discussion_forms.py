"""Dialogs in which an entry of the discussion is written or edited. What is done there is saved at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from dpia.assessment.discussion import PARKED, AnyEntry, Comment, Decision, Evidence, Position, Target, ToDo, with_texts
from dpia.errors import UserError
from dpia.i18n import explain
from dpia.i18n_marks import N_
from dpia.storage.evidence import digest_of
from dpia.tui.discussion import Discussion
from dpia.tui.forms import Choice, Entry
from dpia.wording.discussion import STANCES, STATUSES

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp

Written = Callable[[AnyEntry], None]
"""Is told the entry; not called if the person went back."""

_OTHER = "\0other"

TITLES: dict[type[AnyEntry], str] = {
    Comment: N_("Comment"), Position: N_("Position"), ToDo: N_("Task"), Decision: N_("Decided"),
    Evidence: N_("Evidence"),
}  # fmt: skip


class EntryForms:
    """Asks for entries about one thing."""

    def __init__(self, app: DialogApp, talk: Discussion, target: Target) -> None:
        self.app, self.talk, self.target = app, talk, target
        self.tr = app.tr

    def new(self, kind: type[AnyEntry], done: Written) -> None:
        """Ask for a new entry of a kind."""
        entry = kind(self.target, self.talk.speaker(), self.talk.now)
        if isinstance(entry, Position):
            self._role(entry, done)
        elif isinstance(entry, Evidence):
            self._status(entry, done)
        else:
            self._fill(entry, done)

    def edit(self, entry: AnyEntry, done: Written) -> None:
        """Ask what an entry shall be."""
        if isinstance(entry, Position):
            self._vote(entry, done)
        elif isinstance(entry, Evidence):
            self._status(entry, done)
        else:
            self._fill(entry, done)

    # --- positions ----------------------------------------------------------------------------------------------------

    def _role(self, entry: Position, done: Written) -> None:
        choices = [Choice(role, role) for role in self.talk.roles()]
        choices.append(Choice(_OTHER, self.tr(N_("Another role"))))

        def chosen(role: str | None) -> None:
            if role == _OTHER:
                ask = (Entry("role", self.tr(N_("In which role?"))),)
                title = self.tr(N_("Position"))
                self.app.fill_in(title, ask, lambda values: chosen(values["role"]))
            elif role is not None:
                self._vote(replace(entry, role=role, by=self.talk.name_in(role, self.target)), done)

        self.app.choose(self.tr(N_("Whose position?")), choices, chosen)

    def _vote(self, entry: Position, done: Written) -> None:
        choices = [Choice(stance, self.tr(words)) for stance, words in STANCES.items()]

        def chosen(stance: str | None) -> None:
            if stance is not None:
                self._fill(replace(entry, stance=stance), done)

        title = self.tr(N_("{role}: the vote"), role=entry.role)
        self.app.choose(title, choices, chosen, start=entry.stance)

    # --- evidence -----------------------------------------------------------------------------------------------------

    def _status(self, entry: Evidence, done: Written) -> None:
        notes = {
            "asserted": N_("somebody says so"),
            "documented": N_("it is written down, in the file or reference"),
            "verified": N_("somebody looked and found it so"),
        }
        choices = [Choice(status, self.tr(words), self.tr(notes[status])) for status, words in STATUSES.items()]

        def chosen(status: str | None) -> None:
            if status is not None:
                self._fill_evidence(replace(entry, status=status), done)

        self.app.choose(self.tr(N_("How far is it shown?")), choices, chosen, start=entry.status)

    def _fill_evidence(self, entry: Evidence, done: Written) -> None:
        tr = self.tr
        entries = (
            Entry("file", tr(N_("File in the folder of the assessment")), entry.file, required=False,
                  hint=tr(N_("such as contracts/offer.pdf; empty for a reference"))),
            Entry("reference", tr(N_("Or a reference in words")), entry.reference, required=False),
            Entry("text", tr(N_("Note")), entry.text, prose=True, required=False),
            Entry("by", tr(N_("Who says so?")), entry.by, required=False),
        )  # fmt: skip

        def made(values: dict[str, str]) -> AnyEntry:
            file = values["file"]
            digest = ""
            if file and self.talk.folder is None:
                raise UserError(N_("No file holds this assessment yet, so nothing lies beside it."), code="evidence")
            if file and self.talk.folder is not None:
                digest = digest_of(self.talk.folder, file)
            return with_texts(replace(entry, sha256=digest), {**values, "at": self.talk.now})

        def check(values: dict[str, str]) -> str:
            if bool(values["file"]) == bool(values["reference"]):
                return tr(N_("Give a file or a reference, and not both."))
            try:
                made(values)
            except UserError as error:
                return explain(error, tr)
            return ""

        def filled(values: dict[str, str]) -> None:
            try:
                done(made(values))
            except UserError as error:  # it went between the two looks
                self.app.tell(explain(error, tr), alarm=True)

        text = N_("The SHA-256 of a file is kept, so that it shows when the file changes. It stays where it is.")
        self.app.fill_in(tr(N_("Evidence")), entries, filled, text=tr(text), check=check)

    # --- all others ---------------------------------------------------------------------------------------------------

    def _fill(self, entry: AnyEntry, done: Written) -> None:
        tr = self.tr
        labels = {
            Comment: N_("The remark"),
            Position: N_("Why?"),
            ToDo: N_("What is to be done?"),
            Decision: N_("What was decided?"),
        }
        label = N_("The point") if isinstance(entry, ToDo) and entry.about == PARKED else labels[type(entry)]
        entries = [Entry("text", tr(label), entry.text, prose=True, required=not isinstance(entry, Position))]
        if isinstance(entry, ToDo):
            day = tr(N_("year-month-day, such as 2026-11-21"))
            entries += [
                Entry("owner", tr(N_("Who sees to it?")), entry.owner, required=False),
                Entry("due", tr(N_("By which day?")), entry.due, kind="day", required=False, hint=day),
            ]
        entries.append(Entry("by", tr(N_("Who says so?")), entry.by, required=False))

        def filled(values: dict[str, str]) -> None:
            done(with_texts(entry, {**values, "at": self.talk.now}))

        parked = isinstance(entry, ToDo) and entry.about == PARKED
        title = tr(N_("Parking lot")) if parked else tr(TITLES[type(entry)])
        self.app.fill_in(title, entries, filled)

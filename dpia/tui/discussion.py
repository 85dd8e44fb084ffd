"""The discussion of one assessment as the screens see it. No Textual in here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dpia.assessment.discussing import Discussed, named_otherwise, removed
from dpia.assessment.discussion import AnyEntry, Position, Target, ToDo, about, fresh_id, in_order, names
from dpia.i18n_marks import N_
from dpia.storage.evidence import State, states
from dpia.storage.lock import user_name
from dpia.tui.view_model import Result, ViewModel
from dpia.wording.discussion import ROLES, target_words

EVIDENCE_STATES: Mapping[State, str] = {
    "same": N_("the file is as it was"),
    "changed": N_("THE FILE HAS CHANGED SINCE"),
    "missing": N_("THE FILE IS NOT THERE"),
    "not-looked-at": N_("the file was not looked at"),
}


class Discussion:
    """Entries to read, and ways to write them through the model, which echoes and saves."""

    def __init__(self, model: ViewModel) -> None:
        self.model = model

    @property
    def entries(self) -> Mapping[str, AnyEntry]:
        """All entries by their ids."""
        return self.model.session.assessment.discussion

    @property
    def until(self) -> str:
        """The day until which it is kept, or nothing."""
        return self.model.session.assessment.discussion_until

    # --- reading ------------------------------------------------------------------------------------------------------

    def about(self, target: Target) -> list[tuple[str, AnyEntry]]:
        """The entries about one thing, the first written first."""
        return about(self.entries, target)

    def open_tasks(self) -> list[tuple[str, ToDo]]:
        """What is to be done about something, by the date; what has none comes last."""
        found = [(name, entry) for name, entry in in_order(self.entries) if isinstance(entry, ToDo) and entry.about]
        waiting = [(name, entry) for name, entry in found if not entry.done]
        return sorted(waiting, key=lambda item: item[1].due or "9999")

    def parked(self) -> list[tuple[str, AnyEntry]]:
        """What stands in the parking lot and is not done."""
        return [(name, entry) for name, entry in self.about(()) if not getattr(entry, "done", False)]

    def targets(self) -> list[Target]:
        """What is discussed, in the order in which it was first spoken of."""
        return list(dict.fromkeys(entry.about for _, entry in in_order(self.entries) if entry.about))

    def words(self, target: Target) -> str:
        """What an entry is about, in words; a finding by its title as long as it is reported."""
        if target[:1] == ("finding",):
            finding = self.model.evaluation.finding(target[1])
            return (
                target[1] if finding is None else f"{target[1]}{self.model.tr.colon}{self.model.words.title(finding)}"
            )
        return target_words(target, self.model.words)

    def names(self) -> list[str]:
        """Who is named."""
        return names(self.entries.values())

    def roles(self) -> list[str]:
        """Roles to choose from: those that spoke already, then the usual ones."""
        spoke = [entry.role for _, entry in in_order(self.entries) if isinstance(entry, Position)]
        return list(dict.fromkeys((*spoke, *map(self.model.tr, ROLES))))

    def name_in(self, role: str, target: Target) -> str:
        """Who speaks in a role, if only one name can be meant: of those that did, one who said nothing of this yet."""
        positions = [entry for _, entry in in_order(self.entries) if isinstance(entry, Position) and entry.role == role]
        heard = {entry.by for entry in positions if entry.about == target}
        left = list(dict.fromkeys(entry.by for entry in positions if entry.by and entry.by not in heard))
        return left[0] if len(left) == 1 else ""

    def speaker(self) -> str:
        """Who is likely to say the next thing: who said the last, or the user of this account."""
        said = [entry.by for _, entry in in_order(self.entries) if entry.by]
        return said[-1] if said else user_name()

    @property
    def folder(self) -> Path | None:
        """The folder of the assessment; None while no file holds it."""
        path = self.model.session.path
        return path.absolute().parent if path is not None else None

    def evidence(self) -> dict[str, State]:
        """What became of each file that is evidence. Reads the files: not to be called for every key."""
        return states(self.folder, self.entries)

    def lapsed(self) -> bool:
        """Whether the day until which it is kept has gone by."""
        return bool(self.entries and self.until) and self.until < self.model.clock().date().isoformat()

    # --- writing ------------------------------------------------------------------------------------------------------

    @property
    def now(self) -> str:
        """The instant, as entries have it."""
        return self.model.clock().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def add(self, entry: AnyEntry) -> Result:
        """A new entry."""
        return self.write({fresh_id(): entry})

    def put(self, name: str, entry: AnyEntry | None) -> Result:
        """Another entry in the place of one, or (None) none."""
        return self.write({name: entry})

    def turn(self, name: str) -> Result | None:
        """Say of a task that it is done, or that it is not; None if it is no task."""
        entry = self.entries.get(name)
        return self.put(name, replace(entry, done=not entry.done)) if isinstance(entry, ToDo) else None

    def rename_person(self, name: str, instead: str) -> Result:
        """Take a name out of every entry, or put another in its place."""
        return self.write(named_otherwise(self.model.session.assessment, name, instead))

    def keep_until(self, day: str) -> Result:
        """Say until when it is kept; empty for no day."""
        return self.model.do(lambda: self.model.session.discuss({}, until=day))

    def clear(self) -> Result:
        """Remove all entries, and the day."""
        gone = removed(self.model.session.assessment)
        return self.model.do(lambda: self.model.session.discuss(gone, until=""))

    def write(self, entries: Discussed) -> Result:
        """Write entries as one action."""
        return self.model.do(lambda: self.model.session.discuss(entries))

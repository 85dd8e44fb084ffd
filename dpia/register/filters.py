"""Which lines of a register somebody wants to see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dpia.register.entry import RegisterEntry
from dpia.register.places import RegisterLine


@dataclass(frozen=True, slots=True)
class Filter:
    """What a line must have; what is empty asks for nothing. Several outcomes or statuses: one of them.

    `owner` is part of the name of the controller, of who decided, signed or set the status, of who wrote last, or of
    who is to do something. What is due for review is found under that status also while a new revision is at work.
    `text` is a part of the title, of the name of the file, or of any of these.
    """

    outcomes: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    owner: str = ""
    text: str = ""
    overdue: bool = False
    outdated: bool = False
    broken: bool = False
    """Only what cannot be relied on: a record that does not hold, or a file that cannot be read."""
    signed: bool | None = None
    """Only where a revision is signed and holds, or only where none is; a redacted copy says neither."""

    def takes(self, line: RegisterLine, today: str) -> bool:
        """Whether it lets a line through."""
        entry = line.entry
        return (
            (not self.outcomes or entry.outcome in self.outcomes)
            and (not self.statuses or bool(self.statuses & _statuses(entry, today)))
            and (not self.overdue or bool(entry.overdue(today)))
            and (not self.outdated or bool(entry.outdated))
            and (not self.broken or entry.broken)
            and (self.signed is None or (not (entry.problem or entry.redacted) and self.signed is bool(entry.holds)))
            and _holds(self.owner, _names(line))
            and all(
                _holds(word, (line.name, *(place.name for place in line.also), entry.title, *_names(line)))
                for word in self.text.split()
            )
        )


def chosen(lines: Iterable[RegisterLine], wanted: Filter, today: str) -> list[RegisterLine]:
    """The lines that a filter lets through, in their order."""
    return [line for line in lines if wanted.takes(line, today)]


def _statuses(entry: RegisterEntry, today: str) -> set[str]:
    due: set[str] = {"due-for-review"} if entry.review_due(today) else set()
    return {entry.status(today), *due}


def _names(line: RegisterLine) -> tuple[str, ...]:
    entry = line.entry
    owners = (item.owner for item in entry.due)
    return (entry.controller, entry.decided_by, *entry.signed_by, entry.set_by, entry.last_by, *owners)


def _holds(wanted: str, texts: Iterable[str]) -> bool:
    return not wanted or any(wanted.casefold() in text.casefold() for text in texts)

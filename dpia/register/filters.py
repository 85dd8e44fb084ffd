"""Which lines of a register somebody wants to see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dpia.register.register import RegisterLine


@dataclass(frozen=True, slots=True)
class Filter:
    """What a line must have; what is empty asks for nothing. Several outcomes or statuses: one of them.

    `owner` is part of the name of the controller, of who decided, of who wrote last, or of who is to do something.
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

    def takes(self, line: RegisterLine, today: str) -> bool:
        """Whether it lets a line through."""
        entry = line.entry
        return (
            (not self.outcomes or entry.outcome in self.outcomes)
            and (not self.statuses or entry.status(today) in self.statuses)
            and (not self.overdue or bool(entry.overdue(today)))
            and (not self.outdated or bool(entry.outdated))
            and (not self.broken or entry.broken)
            and _holds(self.owner, _names(line))
            and all(_holds(word, (line.name, entry.title, *_names(line))) for word in self.text.split())
        )


def chosen(lines: Iterable[RegisterLine], wanted: Filter, today: str) -> list[RegisterLine]:
    """The lines that a filter lets through, in their order."""
    return [line for line in lines if wanted.takes(line, today)]


def _names(line: RegisterLine) -> tuple[str, ...]:
    entry = line.entry
    return (entry.controller, entry.decided_by, entry.last_by, *(item.owner for item in entry.due))


def _holds(wanted: str, texts: Iterable[str]) -> bool:
    return not wanted or any(wanted.casefold() in text.casefold() for text in texts)

"""One assessment in several places: a file, its copies, and the reports that carry it are one line. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from dpia.register.entry import Kind, RegisterEntry


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """Where an assessment is found too, and how far its log goes there."""

    name: str
    kind: Kind
    entries: int
    head: str


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A file, named from the folder, and its entry; `also` are the other places of the same assessment."""

    path: Path
    name: str
    entry: RegisterEntry
    digest: str = ""
    also: tuple[AlsoIn, ...] = ()

    @property
    def earlier(self) -> tuple[AlsoIn, ...]:
        """Those that hold another state than this."""
        return tuple(place for place in self.also if place.head != self.entry.head)

    @property
    def same(self) -> tuple[AlsoIn, ...]:
        """Those that hold just the same."""
        return tuple(place for place in self.also if place.head == self.entry.head)


def once(lines: Iterable[RegisterLine]) -> list[RegisterLine]:
    """Each assessment once, in the order of the lines.

    What has the same head is the same. A report with the beginning and the title of a file is one of it, if its log is
    not longer. Two files with different heads stay two: somebody works in each of them. So does all that does not hold
    or could not be read.
    """
    lines = list(lines)
    first: dict[str, int] = {}
    files: dict[tuple[str, str], list[int]] = {}
    for number, line in enumerate(lines):
        if not _holds(line):
            continue
        entry = line.entry
        known = first.setdefault(entry.head, number)
        if known != number and lines[known].entry.kind == "report" and entry.kind == "file":
            first[entry.head] = number
        if entry.kind == "file":
            files.setdefault((entry.record_id, entry.title), []).append(number)
    into: dict[int, int] = {}
    for number, line in enumerate(lines):
        if not _holds(line):
            continue
        target = first[line.entry.head]
        if target == number and line.entry.kind == "report":
            of = files.get((line.entry.record_id, line.entry.title), ())
            longer = [first[lines[one].entry.head] for one in of if lines[one].entry.entries > line.entry.entries]
            target = max(longer, key=lambda one: _nearness(line, lines[one]), default=number)
        if target != number:
            into[number] = target
    also: dict[int, list[AlsoIn]] = {}
    for number, target in into.items():
        entry = lines[number].entry
        also.setdefault(target, []).append(AlsoIn(lines[number].name, entry.kind, entry.entries, entry.head))
    return [replace(line, also=tuple(also.get(number, ()))) for number, line in enumerate(lines) if number not in into]


def _holds(line: RegisterLine) -> bool:
    return line.entry.record == "intact" and bool(line.entry.head) and not line.entry.problem


def _nearness(report: RegisterLine, file: RegisterLine) -> tuple[bool, bool, int]:
    """In the same folder, then of the same name, then with the longer log."""
    here, there = PurePath(report.name), PurePath(file.name)
    same = here.parent == there.parent
    return same, same and here.name.split(".")[0] == there.name.split(".")[0], file.entry.entries

"""The days of all assessments of a register, for a calendar."""

from __future__ import annotations

from collections.abc import Iterable

from dpia.calendar_file import NEVER, RecordDays, calendar_bytes
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.register.places import RegisterLine


def to_ics(lines: Iterable[RegisterLine], tr: Translator) -> bytes:
    """Everything with a day. Of several states of one record, those of the latest: a calendar holds each entry once."""
    days = [
        RecordDays(
            line.entry.record_id, line.entry.title, line.name, line.entry.last_at or NEVER, line.entry.entries,
            line.entry.due,
        )
        for line in latest(lines)
    ]  # fmt: skip
    return calendar_bytes(days, tr(N_("Impact assessments")), tr)


def latest(lines: Iterable[RegisterLine]) -> list[RegisterLine]:
    """Of the lines that are states of one record (also in a report, or a copy) the one that says most.

    A record that holds goes before one that does not, whatever it says of itself; then the longer log, the later entry.
    """
    found: dict[tuple[str, str], RegisterLine] = {}
    for line in lines:
        if line.entry.problem:
            continue
        key = line.entry.record_id or line.name, line.entry.title
        if key not in found or _rank(line) > _rank(found[key]):
            found[key] = line
    return list(found.values())


def _rank(line: RegisterLine) -> tuple[bool, int, str]:
    return line.entry.record == "intact", line.entry.entries, line.entry.last_at

"""The days of all assessments of a register, for a calendar."""

from __future__ import annotations

from collections.abc import Iterable

from dpia.calendar_file import NEVER, CalendarDay, calendar_bytes
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.register.entry import DueDay
from dpia.register.register import RegisterLine

REMIND = 14
"""Days before a review."""


def to_ics(lines: Iterable[RegisterLine], tr: Translator) -> bytes:
    """Reviews and everything with a last day."""
    days = [_day(line, item, tr) for line in lines for item in line.entry.due]
    return calendar_bytes(days, tr(N_("Impact assessments")))


def _day(line: RegisterLine, item: DueDay, tr: Translator) -> CalendarDay:
    title = line.entry.title or line.name
    what = tr(N_("Review")) if item.kind == "review" else item.what
    notes = [line.name]
    if item.owner:
        notes.append(tr(N_("Owner: {name}"), name=item.owner))
    if not item.sure:
        notes.append(tr(N_("Only if an answer that is open makes it due.")))
    warn = REMIND if item.kind == "review" else 0
    key = f"{line.name}\n{item.kind}\n{'' if item.kind == 'review' else item.what}"
    stamp = line.entry.last_at or NEVER
    return CalendarDay(item.day, f"{title}: {what}", "\n".join(notes), key, stamp, warn)

"""The days of assessments as a calendar file (iCalendar, RFC 5545). Pure: what is to be in it → bytes.

One writer for one assessment and for a register, so that what is imported from either changes the same entries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dpia import __version__
from dpia.control_chars import replaced
from dpia.i18n import Translator
from dpia.i18n_marks import N_

if TYPE_CHECKING:
    from icalendar import Event

NEVER = "1970-01-01T00:00:00Z"

REMIND: Mapping[str, int] = {"review": 14, "measure": 7, "response": 7}
"""Days before it that a calendar reminds of something, by its kind."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A day, what is to be done or was, by whom, and more about it; see `dpia.engine.dated`.

    `key` tells it from all others of its assessment and stays when it moves. `sure` is False where an answer that is
    open makes it due or not.
    """

    day: str
    kind: str
    what: str
    key: str
    owner: str = ""
    more: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class RecordDays:
    """The days of one assessment.

    `record` is the hash of the first entry of its log. It stands for the assessment together with the title, since
    whoever copies a file to begin another assessment takes the log along. `stamp` (an instant, UTC) and `entries` are
    of the log as it is, so that the same record gives the same bytes, and a later state replaces an earlier one.
    """

    record: str
    title: str
    file: str
    stamp: str
    entries: int
    days: tuple[Appointment, ...]


def calendar_bytes(records: Iterable[RecordDays], name: str, tr: Translator) -> bytes:
    """The calendar of that name."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//dpia-wizard//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", replaced(name))
    found = [(one.day, _event(record, one, tr)) for record in records for one in record.days]
    for _, event in sorted(found, key=lambda pair: (pair[0], str(pair[1]["uid"]))):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(record: RecordDays, one: Appointment, tr: Translator) -> Event:
    from icalendar import Alarm, Event

    event, named = Event(), f"{record.record}\n{record.title}\n{one.key}"
    uid = hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:32]
    title = replaced(tr(N_("{what} ({title})"), what=one.what, title=record.title or tr(N_("Untitled project"))))
    event.add("uid", f"{uid}@dpia-wizard")
    event.add("dtstamp", dt.datetime.fromisoformat(record.stamp).astimezone(dt.UTC))
    event.add("sequence", record.entries)
    event.add("dtstart", dt.date.fromisoformat(one.day))
    event.add("summary", title)
    owner = tr(N_("Owner: {name}"), name=one.owner) if one.owner else ""
    event.add("description", replaced("\n".join(text for text in (one.more, owner, record.file) if text)))
    event.add("categories", [one.kind])
    event.add("transp", "TRANSPARENT")
    if one.kind in REMIND:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", dt.timedelta(days=-REMIND[one.kind]))
        event.add_component(alarm)
    return event

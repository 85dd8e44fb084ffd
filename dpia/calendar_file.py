"""Days as a calendar file (iCalendar, RFC 5545). Pure: what is to be in it → bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from dpia import __version__
from dpia.control_chars import replaced

NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A whole day. `key` tells it from all others and stays when it moves: then a calendar replaces the old one.

    `stamp` is the instant (UTC, ISO) of what it was made of, so that the same record gives the same bytes.
    """

    day: str
    title: str
    text: str = ""
    key: str = ""
    stamp: str = NEVER
    warn_days: int = 0
    """So many days before it a calendar reminds of it; 0: not at all."""


def calendar_bytes(days: Iterable[CalendarDay], name: str) -> bytes:
    """The calendar of that name."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//dpia-wizard//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", replaced(name))
    for item in sorted(days, key=lambda item: (item.day, item.title, item.key)):
        event, day = Event(), dt.date.fromisoformat(item.day)
        digest = hashlib.sha256(f"{item.key}\n{item.title if not item.key else ''}".encode("utf-8", "replace"))
        event.add("uid", f"{digest.hexdigest()[:32]}@dpia-wizard")
        event.add("dtstamp", dt.datetime.fromisoformat(item.stamp).astimezone(dt.UTC))
        event.add("dtstart", day)
        event.add("summary", replaced(item.title))
        if item.text:
            event.add("description", replaced(item.text))
        event.add("transp", "TRANSPARENT")
        if item.warn_days:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", replaced(item.title))
            alarm.add("trigger", dt.timedelta(days=-item.warn_days))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())

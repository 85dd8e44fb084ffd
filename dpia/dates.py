"""Days and instants as this program writes them, and no other form of them.

ISO 8601 has many ways to write one day (`2018-W20-5`, `20180518`, `2018-138`), and Python reads them all. As text they
do not compare as the days do, so only one form is taken: `2018-05-18`. Instants of the log are `2018-05-18T09:30:00Z`.
In these forms the order of texts is the order in time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

Clock = Callable[[], dt.datetime]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def utc_now() -> dt.datetime:
    """The clock of the front ends: now, in UTC."""
    return dt.datetime.now(dt.UTC)


def day(text: object) -> dt.date:
    """The day. Raises ValueError unless it is written `YYYY-MM-DD` and exists.

    >>> day("2018-05-18").isoformat()
    '2018-05-18'
    """
    if isinstance(text, str) and _DAY.fullmatch(text):
        return dt.date.fromisoformat(text)
    raise ValueError("not a day such as 2026-11-21")


def instant(text: object) -> dt.datetime:
    """The instant, in UTC. Raises ValueError unless it is written `YYYY-MM-DDThh:mm:ssZ` and exists."""
    if isinstance(text, str) and _INSTANT.fullmatch(text):
        return dt.datetime.fromisoformat(text)
    raise ValueError("not an instant such as 2026-11-21T12:00:00Z")

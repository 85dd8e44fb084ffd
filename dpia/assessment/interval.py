"""Dates and numbers that are not known exactly: kept with the precision in which they were given.

A date may be a year, a month or a day: `2024`, `2024-05`, `2024-05-17`. An interval has an end or two: before or after
a date, from one to another; more than, at least, less than or at most a number. Nothing is ever filled up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

End = int | float | str
"""An end of an interval: a number, or a date as it was given."""

DATE_KEYS = ("from", "after", "to", "before")
NUMBER_KEYS = ("at_least", "more_than", "at_most", "less_than")
"""Lower end included, lower end not included, upper end included, upper end not included."""
_SIGNS = (">=", ">", "<=", "<")

_SIGN = r"(>=|<=|>|<|≥|≤)"
_PLAIN_SIGNS = {"≥": ">=", "≤": "<="}
_TYPED_RANGE = r"(\S.*?)\s*(?:\.\.|–)\s*(\S.*)\Z"
"""Compiled where they are used: most runs read no typed text."""


class Bounds(NamedTuple):
    """The least and greatest value that is possible, in a form that compares; None: there is no such end.

    Dates are days (ISO), their ends included; an end of numbers is left out where it is open.
    """

    low: Any
    high: Any
    low_open: bool = False
    high_open: bool = False

    @property
    def exact(self) -> bool:
        """Whether only one value is possible."""
        return self.low is not None and self.low == self.high

    def holds(self, value: Any) -> bool:
        """Whether a value lies between the ends."""
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below


@dataclass(frozen=True, slots=True)
class Interval:
    """Between two ends, or above or below one; an open end is itself left out."""

    low: End | None = None
    high: End | None = None
    low_open: bool = False
    high_open: bool = False

    @property
    def of_dates(self) -> bool:
        """Whether it is one of dates."""
        return isinstance(self.low if self.low is not None else self.high, str)

    def normal(self) -> Interval | End:
        """The same, or the one date or number that it allows. Raises ValueError if it allows none."""
        bounds = bounds_of(self)
        if bounds.low is not None and bounds.high is not None:
            if bounds.low > bounds.high or (bounds.exact and (bounds.low_open or bounds.high_open)):
                raise ValueError("the interval is empty")
            if self.low is not None and self.low == self.high:
                return self.low
        return self

    def to_json(self) -> dict[str, End]:
        """`{"from": …, "to": …}` with `after` and `before` for dates; at_least, more_than, at_most, less_than else."""
        return dict(self._ends(DATE_KEYS if self.of_dates else NUMBER_KEYS))

    def typed(self) -> str:
        """As a person types it: `>=10000`, `<2024`, `10..20`."""
        ends = self._ends(_SIGNS)
        if len(ends) == 2 and not self.low_open and not self.high_open:
            return f"{_shown(ends[0][1])}..{_shown(ends[1][1])}"
        return " ".join(f"{sign}{_shown(end)}" for sign, end in ends)

    def _ends(self, names: tuple[str, ...]) -> list[tuple[str, End]]:
        ends: list[tuple[str, End]] = []
        if self.low is not None:
            ends.append((names[int(self.low_open)], self.low))
        if self.high is not None:
            ends.append((names[2 + int(self.high_open)], self.high))
        return ends

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Interval:
        """Read the form in the file. Raises ValueError."""
        names = DATE_KEYS if any(key in data for key in DATE_KEYS) else NUMBER_KEYS
        low, high = [[name for name in pair if name in data] for pair in (names[:2], names[2:])]
        if not data or set(data) - set(names) or len(low) > 1 or len(high) > 1:
            raise ValueError("an interval has one lower and one upper end at most, and one of them at least")
        for end in data.values():
            if names is DATE_KEYS:
                check_partial_date(end)
            elif isinstance(end, bool) or not isinstance(end, int | float) or not abs(end) < math.inf:
                raise ValueError("the end of an interval is a number")
        made = cls(
            data[low[0]] if low else None,
            data[high[0]] if high else None,
            low == [names[1]],
            high == [names[3]],
        )
        made.normal()
        return made


def typed_ends(text: str) -> list[tuple[str, str]]:
    """The ends that typed text names, as sign and text: `>10 <=20`, `<2024`, `10..20`; none if it is no interval."""
    before, *parts = re.split(_SIGN, text)
    if parts and not before.strip():
        signs = [_PLAIN_SIGNS.get(sign, sign) for sign in parts[::2]]
        return list(zip(signs, (end.strip() for end in parts[1::2]), strict=True))
    found = re.match(_TYPED_RANGE, text.strip())
    return [(">=", found[1]), ("<=", found[2])] if found else []


def key_of_sign(sign: str, *, dates: bool) -> str:
    """The key in a file that a typed sign stands for."""
    return (DATE_KEYS if dates else NUMBER_KEYS)[_SIGNS.index(sign)]


def check_partial_date(value: Any) -> str:
    """The value if it is a year, a month or a day (`2024`, `2024-05`, `2024-05-17`) that exists; ValueError else."""
    if isinstance(value, str) and value.isascii():
        parts = value.split("-")
        if len(parts) <= 3 and all(
            len(part) == size and part.isdigit() for part, size in zip(parts, (4, 2, 2), strict=False)
        ):
            _days(value)
            return value
    raise ValueError("a date is a year, a month or a day, such as 2024, 2024-05 or 2024-05-17")


@lru_cache(maxsize=4096)
def bounds_of(value: Interval | End) -> Bounds:
    """What is possible: of a number that number, of a date its days."""
    if not isinstance(value, Interval):
        return Bounds(*_days(value)) if isinstance(value, str) else Bounds(value, value)
    if not value.of_dates:
        return Bounds(value.low, value.high, value.low_open, value.high_open)
    low = high = None
    if isinstance(value.low, str):
        first, last = _days(value.low)
        low = _moved(last, 1) if value.low_open else first
    if isinstance(value.high, str):
        first, last = _days(value.high)
        high = _moved(first, -1) if value.high_open else last
    return Bounds(low, high)


def _days(date: str) -> tuple[str, str]:
    """The first and the last day of a year, month or day. Raises ValueError if there is none."""
    import datetime as dt

    first = dt.date.fromisoformat(date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date)
    if len(date) == 10:
        return date, date
    if len(date) == 4:
        return first.isoformat(), f"{date}-12-31"
    after = first.replace(day=28) + dt.timedelta(days=4) if date != "9999-12" else first.replace(day=31)
    last = first.replace(day=31) if date == "9999-12" else after - dt.timedelta(days=after.day)
    return first.isoformat(), last.isoformat()


def _moved(day: str, days: int) -> str:
    """So many days later. Raises ValueError where the calendar ends."""
    import datetime as dt

    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()
    except OverflowError:
        raise ValueError("the calendar ends there") from None


def _shown(end: End) -> str:
    return f"{end:.12g}" if isinstance(end, float) else str(end)

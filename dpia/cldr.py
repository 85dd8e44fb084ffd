"""What CLDR says of lists, dates and numbers in the languages of the program.

Every command joins lists and writes dates, and loading CLDR for that takes Babel a third of the time of `dpia check`.
So the few words are kept here; a test holds them against Babel.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

_COMMA = {"zh-Hans": "、"}
_AND = {"en": " and ", "sv": " och ", "zh-Hans": "和"}
_THOUSANDS = {"en": ",", "sv": "\N{NO-BREAK SPACE}", "zh-Hans": ","}
_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    "sv": (
        "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
        "december",
    ),
}  # fmt: skip


def listed(items: Sequence[str], lang: str) -> str:
    """A list of two or more in words.

    >>> listed(["a", "b", "c"], "en")
    'a, b and c'
    """
    return f"{_COMMA.get(lang, ', ').join(items[:-1])}{_AND[lang]}{items[-1]}"


def day(value: dt.date, lang: str) -> str:
    """A date in long form.

    >>> day(dt.date(2019, 8, 20), "sv")
    '20 augusti 2019'
    """
    return f"{month(value, lang)}{value.day}日" if lang == "zh-Hans" else f"{value.day} {month(value, lang)}"


def month(value: dt.date, lang: str) -> str:
    """A month with its year."""
    if lang == "zh-Hans":
        return f"{year(value, lang)}{value.month}月"
    return f"{_MONTHS[lang][value.month - 1]} {value.year}"


def year(value: dt.date, lang: str) -> str:
    """A year alone."""
    return f"{value.year}年" if lang == "zh-Hans" else str(value.year)


def whole(value: int, lang: str) -> str:
    """A whole number with its thousands parted.

    >>> whole(12345, "en")
    '12,345'
    """
    return f"{value:,}".replace(",", _THOUSANDS[lang])

"""Dates and lists in words, as CLDR has them for our languages: the few forms that every start of the program needs.

Babel has them too, and a test holds these to it. Loading it takes longer than reading an assessment, and it is asked
for the rest: numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Forms(NamedTuple):
    """How a language writes a day, a month and a year, and what parts the items of a list, and the last two."""

    day: str
    month: str
    year: str
    months: tuple[str, ...]
    between: str
    last: str


_WESTERN = ("{day} {month} {year}", "{month} {year}", "{year}")

FORMS = {
    "en": Forms(
        *_WESTERN,
        (
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ),
        ", ", " and ",
    ),
    "sv": Forms(
        *_WESTERN,
        (
            "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
            "november", "december",
        ),
        ", ", " och ",
    ),
    "zh-Hans": Forms(
        "{year}年{month}月{day}日", "{year}年{month}月", "{year}年", tuple(map(str, range(1, 13))), "、", "和"
    ),
}  # fmt: skip


def date(lang: str, year: int, month: int | None = None, day: int | None = None) -> str:
    """A day, a month or a year in long form.

    >>> date("sv", 2019, 8, 20), date("zh-Hans", 2019, 8), date("en", 2019)
    ('20 augusti 2019', '2019年8月', '2019')
    """
    forms = FORMS[lang]
    form = forms.year if month is None else forms.month if day is None else forms.day
    return form.format(year=year, month=forms.months[month - 1] if month is not None else "", day=day)


def join(lang: str, items: Sequence[str]) -> str:
    """A list in words.

    >>> join("en", ["a", "b", "c"])
    'a, b and c'
    """
    if len(items) < 2:
        return "".join(items)
    forms = FORMS[lang]
    return forms.between.join(items[:-1]) + forms.last + items[-1]

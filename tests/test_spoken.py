"""Dates and lists in words are those of CLDR."""

from __future__ import annotations

import datetime as dt

import pytest
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from dpia import spoken
from dpia.i18n import LANGUAGES, Translator

LOCALES = {"en": "en_GB", "sv": "sv", "zh-Hans": "zh_Hans"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_written_here_is_what_babel_says(lang: str) -> None:
    assert set(LANGUAGES) == set(spoken.FORMS) == set(LOCALES)
    tr, locale = Translator(lang), LOCALES[lang]
    for month in range(1, 13):
        day = dt.date(2026, month, month + 8)
        assert tr.date(day) == tr.date(day.isoformat()) == format_date(day, format="long", locale=locale)
        assert tr.date(f"2026-{month:02}") == format_skeleton("yMMMM", day, locale=locale)
    assert tr.date("1998") == format_skeleton("y", dt.date(1998, 1, 1), locale=locale)
    for count in range(6):
        assert tr.join([*"abcdef"[:count]]) == format_list([*"abcdef"[:count]], locale=locale)


@pytest.mark.parametrize("wrong", ["2026-13", "2026-02-30", "20x6"])
def test_a_day_that_does_not_exist_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Translator("sv").date(wrong)

"""Translated messages."""

from __future__ import annotations

import datetime as dt

import pytest
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from dpia.i18n import LANGUAGES, Translator
from dpia.i18n_marks import N_


def test_a_translation_may_change_the_order_of_words() -> None:
    assert N_("x") == "x"
    assert Translator("x-pseudo")("Page {page} of {pages}", page=1, pages=2).startswith("⟦")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lists_dates_and_numbers_are_as_cldr_says(lang: str) -> None:
    tr, locale = Translator(lang), {"en": "en_GB"}.get(lang, lang.replace("-", "_"))
    for count in range(1, 5):
        items = [f"“{number}”" for number in range(count)]
        assert tr.join(items) == format_list(items, locale=locale)
    for month in range(1, 13):
        first = dt.date(2026, month, 1)
        assert tr.date(first.isoformat()) == tr.date(first) == format_date(first, format="long", locale=locale)
        assert tr.date(f"2026-{month:02}") == format_skeleton("yMMMM", first, locale=locale)
    assert tr.date("2026") == format_skeleton("y", dt.date(2026, 1, 1), locale=locale)
    for number in (0, 999, 1000, 12345, 1234567, -1000, 0.5, 1234.25):
        assert tr.number(number) == format_decimal(number, locale=locale)

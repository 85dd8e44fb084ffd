"""Translated messages."""

from __future__ import annotations

from dpia.i18n import Translator
from dpia.i18n_marks import N_


def test_a_translation_may_change_the_order_of_words() -> None:
    assert N_("x") == "x"
    assert Translator("x-pseudo")("Page {page} of {pages}", page=1, pages=2).startswith("⟦")

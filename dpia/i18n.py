"""Language of what a person sees: interface strings by gettext catalogue, content by its own translations.

There is no global state: a `Translator` is made once per front end or report and passed on.
"""

from __future__ import annotations

import datetime as dt
import gettext as _gettext
import io
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Protocol

LANGUAGES = ("en",)
"""Languages that a report or the wizard can be had in. English strings are the sources."""

PSEUDO = "x-pseudo"
"""A made-up language for tests: every string that went through a translator is bracketed, accented and longer."""

_ACCENTS = str.maketrans("aeiouAEIOU", "àéîöûÀÉÎÖÛ")


class Translator:
    """Turns source strings into one language. Placeholders are named: `tr("{count} answers", count=3)`."""

    def __init__(self, lang: str = "en", press: object = None) -> None:
        """With `press`, which formats `{press:name-of-a-command}`, texts name the keys in force."""
        if lang not in (*LANGUAGES, PSEUDO):
            raise ValueError(lang)
        self.lang = lang
        self.press = press
        self._catalogue = _catalogue(lang)

    def __call__(self, message: str, /, **params: object) -> str:
        """An interface string."""
        text = _pseudo(message) if self.lang == PSEUDO else self._catalogue.gettext(message)
        if "{press:" in text:
            params["press"] = self.press
        return text.format(**params) if params else text

    def plural(self, singular: str, plural: str, count: int, /, **params: object) -> str:
        """An interface string that depends on a number, available as `{count}`."""
        if self.lang == PSEUDO:
            text = _pseudo(singular if count == 1 else plural)
        else:
            text = self._catalogue.ngettext(singular, plural, count)
        if "{press:" in text:
            params["press"] = self.press
        return text.format(count=count, **params)

    def content(self, source: str) -> str:
        """A string of the content (question, rule, authority)."""
        return _pseudo(source) if self.lang == PSEUDO and source else source

    def date(self, value: dt.date | str) -> str:
        """A date in long form, in the language at hand: "20 August 2019"; a month or a year as no more than that."""
        from babel.dates import format_date

        if isinstance(value, str) and len(value) < 10:
            first = dt.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
            return format_date(first, format="MMMM y" if len(value) == 7 else "y", locale=self._locale)
        day = dt.date.fromisoformat(value) if isinstance(value, str) else value
        return format_date(day, format="d MMMM y", locale=self._locale)

    def number(self, value: float) -> str:
        """A number with the language's separators."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self._locale)

    def join(self, items: Sequence[str]) -> str:
        """A list in words: "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        from babel.lists import format_list

        return format_list(list(items), locale=self._locale)

    @property
    def _locale(self) -> str:
        return "en_GB" if self.lang in ("en", PSEUDO) else self.lang.replace("-", "_")


class Told(Protocol):
    """An error that says what is wrong, with the fix: message and hint are templates, filled from the parameters."""

    message: str
    hint: str
    params: dict[str, object]


def explain(error: Told, tr: Translator) -> str:
    """An error in one language: what is wrong, and the hint."""
    text = tr(error.message, **error.params)
    return f"{text} {tr(error.hint, **error.params)}" if error.hint else text


@lru_cache
def _catalogue(lang: str) -> _gettext.NullTranslations:
    """The compiled catalogue; only `.po` is kept in the repository and compiled in memory."""
    if lang in ("en", PSEUDO):
        return _gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = resources.files("dpia") / "locale" / f"{lang}.po"
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=lang.replace("-", "_"))
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return _gettext.GNUTranslations(buffer)


def _pseudo(text: str) -> str:
    """Accent the letters outside placeholders and bracket the whole."""
    out, depth = [], 0
    for char in text:
        depth += (char == "{") - (char == "}")
        out.append(char if depth else char.translate(_ACCENTS))
    return f"⟦{''.join(out)}⟧"

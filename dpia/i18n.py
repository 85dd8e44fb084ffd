"""Language of what a person sees: interface strings by gettext catalogue, content by its own translations.

There is no global state: a `Translator` is made once per front end or report and passed on.
"""

from __future__ import annotations

import datetime as dt
import gettext as _gettext
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dpia.catalogues import Texts

LANGUAGES = {"en": "English", "sv": "svenska", "zh-Hans": "简体中文"}
"""The languages that the program is made for, each with its own name. English strings are the sources.

Which of them are whole, and can be had, is for `dpia.content.languages` to say.
"""

PSEUDO = "x-pseudo"
"""A made-up language for tests: every string that went through a translator is bracketed, accented and longer."""

_PLACEHOLDER = re.compile(r"(\{[^{}]*\}|%\(\w+\)[rs]|%[rs])")
_HAN = "[\u4e00-\u9fff]"

_ARTICLE = r"(?<=[A-Z》）]), (?=序言第|第[\d一二三四五六七八九十百零]+[a-z]?(?:–\d+)?[条章])"
"""Between a law and its article or recital, which Chinese writes without a mark."""

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
        text = _pseudo(message) if self.lang == PSEUDO else self._catalogue.gettext(message) if message else ""
        if "{press:" in text:
            params["press"] = self.press
        return _filled(text, message, _said(params, self)) if params else text

    def plural(self, singular: str, plural: str, count: int, /, **params: object) -> str:
        """An interface string that depends on a number, available as `{count}`."""
        if self.lang == PSEUDO:
            text = _pseudo(singular if count == 1 else plural)
        else:
            text = self._catalogue.ngettext(singular, plural, count)
        shown = count if abs(count) < 1000 else self.number(count)  # CLDR takes its time to load
        params = {"count": shown, **params}
        if "{press:" in text:
            params["press"] = self.press
        return _filled(text, singular if count == 1 else plural, _said(params, self))

    def content(self, source: str, *names: str) -> str:
        """A string of the content (question, rule, authority).

        The names are parts of its place (a question, a column, an option): where the same English is translated in
        more than one way, they tell which one is meant. What has no translation stays English.
        """
        if self.lang == "en" or not source:
            return source
        return _pseudo(source) if self.lang == PSEUDO else self._texts.of(source, names) or source

    def own(self, said: Mapping[str, str]) -> str:
        """What a source says in the language at hand by itself, where the content has it; else nothing."""
        return said.get(self.lang) or said.get(self.lang.split("-")[0], "")

    def cited(self, text: str) -> str:
        """A citation or a pinpoint of the content, as this language cites. The made-up language has no form for it."""
        return text if self.lang == PSEUDO else self.content(text)

    @cached_property
    def _texts(self) -> Texts:
        from dpia.catalogues import texts

        return texts(self.lang)

    def date(self, value: dt.date | str) -> str:
        """A date in long form, in the language at hand: "20 August 2019"; a month or a year as no more than that."""
        from babel.dates import format_date, format_skeleton

        if isinstance(value, str) and len(value) < 10:
            first = dt.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
            return format_skeleton("yMMMM" if len(value) == 7 else "y", first, locale=self._locale)
        day = dt.date.fromisoformat(value) if isinstance(value, str) else value
        return format_date(day, format="long", locale=self._locale)

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

    def quoted(self, text: str) -> str:
        """What somebody called something, in the quotes of the language."""
        return f"”{text}”" if self.lang == "sv" else f"“{text}”"

    def listed(self, items: Iterable[str]) -> str:
        """A list without a last word: "a, b, c"."""
        return self.comma.join(items)

    def and_more(self, count: int) -> str:
        """What stands behind a list that goes on: " and 3 more"; nothing where it does not."""
        if count <= 0:
            return ""
        return (self.blank or self.clause_comma) + self.plural("and {count} more", "and {count} more", count)

    def series(self, items: Iterable[str]) -> str:
        """A list of longer things: "a; b; c"."""
        return self.semicolon.join(items)

    @property
    def comma(self) -> str:
        """What stands between the items of a list."""
        return "、" if self.lang == "zh-Hans" else ", "

    @property
    def semicolon(self) -> str:
        """What stands between longer things."""
        return "；" if self.lang == "zh-Hans" else "; "

    @property
    def clause_comma(self) -> str:
        """What stands before something that is added to a whole, such as the place in a citation."""
        return "，" if self.lang == "zh-Hans" else ", "

    @property
    def stop(self) -> str:
        """What ends a sentence."""
        return "。" if self.lang == "zh-Hans" else "."

    @property
    def full_stop(self) -> str:
        """What stands between two sentences."""
        return self.stop + self.blank

    @property
    def colon(self) -> str:
        """What stands between a word and what is said of it."""
        return "：" if self.lang == "zh-Hans" else ": "

    def answered(self, asked: str, said: str) -> str:
        """A question or a label with what is said to it: a colon only where it does not end with a mark of its own."""
        return f"{asked}{self.blank if asked.endswith(('?', '？', '.', '。')) else self.colon}{said}"

    @property
    def dash(self) -> str:
        """What stands between two thoughts."""
        return {"zh-Hans": "——", "sv": " – "}.get(self.lang, " — ")

    @property
    def blank(self) -> str:
        """What stands between two sentences: nothing where the marks of the language bring their own room."""
        return "" if self.lang == "zh-Hans" else " "

    @property
    def square_brackets(self) -> tuple[str, str]:
        """What stands around something within a text that is no part of it, with the blank before."""
        return ("［", "］") if self.lang == "zh-Hans" else (" [", "]")

    def in_square_brackets(self, text: str) -> str:
        """What is added to a text from outside, with the blank before: " [text]"."""
        opening, closing = self.square_brackets
        return f"{opening}{text}{closing}"

    def in_brackets(self, text: str) -> str:
        """What is added to a word, with the blank before: " (text)"."""
        return f"（{text}）" if self.lang == "zh-Hans" else f" ({text})"

    def sentences(self, said: Iterable[str]) -> str:
        """Sentences one behind the other; what is empty is left out."""
        return self.blank.join(filter(None, said))

    def shown_cite(self, cite: str) -> str:
        """A citation as it is printed: its parts are parted as this language parts them.

        >>> Translator("zh-Hans").shown_cite("欧洲数据保护委员会（EDPB）, 指南3/2019, 第24–26段")
        '欧洲数据保护委员会（EDPB），指南3/2019，第24–26段'
        >>> Translator("zh-Hans").shown_cite("GDPR, 第35条第1款")
        'GDPR第35条第1款'
        """
        if self.lang != "zh-Hans" or not re.search(_HAN, cite):
            return cite
        return re.sub(_ARTICLE, "", cite).replace(", ", "，")

    @property
    def _locale(self) -> str:
        return "en_GB" if self.lang in ("en", PSEUDO) else self.lang.replace("-", "_")


class Told(Protocol):
    """An error that says what is wrong, with the fix: message and hint are templates, filled from the parameters."""

    message: str
    hint: str
    params: dict[str, object]


class ToldAt(Protocol):
    """A problem in a file, with its place."""

    @property
    def message(self) -> str: ...  # noqa: D102 - as of `Told`
    @property
    def hint(self) -> str: ...  # noqa: D102
    @property
    def params(self) -> Mapping[str, object]: ...  # noqa: D102
    @property
    def place(self) -> str:
        """File, line, column and code."""


class Phrase:
    """A part of a message that is words too: said in the language of the message, which its author does not know."""

    def __init__(self, say: Callable[[Translator], str]) -> None:
        self.say = say

    def __str__(self) -> str:
        return self.say(Translator("en"))

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


class Enumeration(Phrase):
    """Names one after the other, parted as the language of the message parts them.

    >>> Translator("zh-Hans")("{names}", names=Enumeration(["a", "b"]))
    'a、b'
    """

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(partial(Translator.listed, items=tuple(names)))  # which goes from one process to another


def _said(params: Mapping[str, object], tr: Translator) -> dict[str, object]:
    return {name: value.say(tr) if isinstance(value, Phrase) else value for name, value in params.items()}


def explain(error: Told, tr: Translator) -> str:
    """An error in one language: what is wrong, and the hint, which may be advice of the content."""
    text = tr(error.message, **error.params)
    return tr.sentences((text, _hint(error.hint, error.params, tr) if error.hint else ""))


def explain_at(problem: ToldAt, tr: Translator) -> str:
    """A problem in one language, in the form that editors know: `file:line:column: code: message (hint)`."""
    hint = tr.in_brackets(_hint(problem.hint, problem.params, tr)) if problem.hint else ""
    return f"{problem.place}: " + tr(problem.message, **problem.params) + hint


def _hint(hint: str, params: Mapping[str, object], tr: Translator) -> str:
    said = tr(hint, **params)
    return tr.content(hint) if said == hint else said


def canonical(lang: str) -> str | None:
    """Our name of a language that somebody names: `zh`, `zh-CN`, `sv_SE.UTF-8`; None for one that we do not have."""
    name = lang.strip().split(".")[0].replace("_", "-").lower()
    if name == PSEUDO:
        return PSEUDO
    if name.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return None
    first = name.split("-")[0]
    return next((known for known in LANGUAGES if known.split("-")[0] == first), None)


def _filled(text: str, source: str, params: dict[str, object]) -> str:
    """A text with its parameters. A translation that asks for another parameter is not worth a crash."""
    try:
        return text.format(**params)
    except (KeyError, IndexError, ValueError):
        return source.format(**params)


@lru_cache
def _catalogue(lang: str) -> _gettext.NullTranslations:
    """The compiled catalogue; only `.po` is kept in the repository."""
    if lang in ("en", PSEUDO):
        return _gettext.NullTranslations()
    from dpia.catalogues import program

    found = program(lang)
    return _gettext.NullTranslations() if found is None else _gettext.GNUTranslations(io.BytesIO(found.compiled))


def _pseudo(text: str) -> str:
    """Accent the letters outside placeholders and bracket the whole."""
    parts = _PLACEHOLDER.split(text)
    return f"⟦{''.join(part if index % 2 else part.translate(_ACCENTS) for index, part in enumerate(parts))}⟧"

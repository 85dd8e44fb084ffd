"""Whether a translation agrees with its English in what is no matter of style: names in braces, markup, marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Any

_MARKUP = re.compile(r"\*\*|`|\]\(|</?\w+>|https?://[^\s)]+|%\(\w+\)[rs]|%[rs]|\n")
_IDS = re.compile(r"(?<![0-9A-Za-z])(?:RP|GP|CN)-[A-Z]?\d+[a-z]?(?![0-9A-Za-z])")  # also between Chinese characters
_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!.](?:\s|$)|[\u4e00-\u9fff][,;?!]")
_ENOUGH_WORDS = 4
"""From here on a translation that is its English is no translation; shorter it may be a name."""

_COMMAND, _PLAIN_WORD = "dpia ", re.compile(r"(?<![{\w])[^\W\d_]{2,}(?![}\w])")
"""What stays as it is in every language: a command to type, and names in braces."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, with the fix."""

    code: str
    message: str
    hint: str
    params: dict[str, object]


def faults(english: Any, string: Any, lang: str) -> Iterator[Fault]:
    """What is wrong with a translation; of a plural, with any of its forms."""
    forms: tuple[str, ...] = tuple(english) if isinstance(english, tuple | list) else (english,)
    for text in string if isinstance(string, tuple | list) else (string,):
        yield from _names(forms, text)
        yield from _marks(forms[-1], text)
        yield from _style(forms[-1], text, lang)


def names(text: str) -> set[str]:
    """The names in braces of a text. Raises ValueError where the braces do not match."""
    fields = ((name, form) for _, name, form, _ in Formatter().parse(text) if name is not None)
    return {f"{name}:{form}" if name == "press" else name for name, form in fields}


def _names(forms: tuple[str, ...], text: str) -> Iterator[Fault]:
    asked = [names(form) for form in forms]
    must, may = set.intersection(*asked), set.union(*asked)
    if len(forms) > 1:  # a language says "one" in its own way, with or without the figure
        must, may = must - {"count"}, may | {"count"}
    try:
        found = names(text)
    except ValueError:
        yield Fault("braces", "The braces do not match: “{text}”", "Write {{name}}, as in the English.", {"text": text})
        return
    if lost := must - found:
        message = "The translation leaves out {names}."
        yield Fault("placeholder", message, "Put each name in braces as the English has it.", _named(lost))
    if more := found - may:
        message = "The translation has {names}, which the English has not."
        yield Fault("placeholder", message, "Names in braces are not translated.", _named(more))


def _named(found: set[str]) -> dict[str, object]:
    return {"names": ", ".join(f"{{{name}}}" for name in sorted(found))}


def _marks(english: str, text: str) -> Iterator[Fault]:
    for code, pattern, message in (
        ("markup", _MARKUP, "The marks differ: {theirs} in the English, {ours} here."),
        ("rule-names", _IDS, "The rules that are named differ: {theirs} in the English, {ours} here."),
    ):
        theirs, ours = Counter(pattern.findall(english)), Counter(pattern.findall(text))
        if theirs != ours:
            hint = "Keep stars, backticks, links, tags, line breaks and numbers of rules as they are."
            yield Fault(code, message, hint, {"theirs": _shown(theirs), "ours": _shown(ours)})


def _shown(found: Counter[str]) -> str:
    return ", ".join(repr(mark) for mark in sorted(found.elements())) or "–"


def _style(english: str, text: str, lang: str) -> Iterator[Fault]:
    for theirs, ours in ((english[:1], text[:1]), (english[-1:], text[-1:])):
        brings_room = lang == "zh-Hans" and not ours.isspace()  # its marks are as wide as a sign
        if theirs.isspace() != ours.isspace() and not brings_room:
            yield Fault("blank", "A blank at the beginning or the end differs.", "Keep it as in the English.", {})
    if text == english and not english.startswith(_COMMAND) and len(_PLAIN_WORD.findall(english)) >= _ENOUGH_WORDS:
        yield Fault("same", "The translation is the English text.", "Translate it.", {})
    if lang == "sv" and "“" in text:
        yield Fault("quotes", "In this language quotes begin and end with ”.", "Write ”so”.", {})
    if lang == "zh-Hans" and _HALF_WIDTH.search(text):
        hint = "Write ，；：？！。 between Chinese characters."
        yield Fault("full-width", "A half-width mark stands after a Chinese character.", hint, {})

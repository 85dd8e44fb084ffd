"""Texts in lines, for pictures: nothing breaks lines there but this."""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache
from typing import TYPE_CHECKING

from dpia.han import NOT_FIRST, NOT_LAST, has_wide

if TYPE_CHECKING:
    from pyphen import Pyphen

_LEAST = 4
"""Letters of a long word that stay together at its beginning and at its end."""


def width(text: str) -> int:
    """The room that a text takes, in letters: a Chinese one takes two.

    >>> width("ab"), width("中文")
    (2, 4)
    """
    return len(text) + sum(map(has_wide, text))


def lines(text: str, room: int, most: int, lang: str) -> tuple[str, ...]:
    """A text in lines of so many letters, at most so many of them; of Chinese ones half as many go into a line.

    A word that is longer than a line is hyphenated as the language does, where its patterns are known.

    >>> lines("Pupils who took part", 12, 2, "en")
    ('Pupils who', 'took part')
    >>> lines("ansiktsigenkänningsundantag", 20, 3, "sv")
    ('ansiktsigenkännings-', 'undantag')
    """
    if has_wide(text):
        room = room // 2
    words = " ".join(part for word in text.split() for part in _parts(word, room, lang))
    wrapped = textwrap.wrap(words, room, max_lines=most, placeholder=" …") or [""]
    wrapped[-1] = re.sub(r"- …$", "…", wrapped[-1])
    for index, line in enumerate(wrapped[1:], start=1):  # a mark stands with what it ends, or begins
        kept, before = line.lstrip(NOT_FIRST), wrapped[index - 1]
        ended = before.rstrip(NOT_LAST)
        wrapped[index - 1] = ended + line[: len(line) - len(kept)]
        wrapped[index] = before[len(ended) :] + kept
    return tuple(line for line in wrapped if line) or ("",)


def _parts(word: str, room: int, lang: str) -> list[str]:
    """A word in parts that fit into a line, each but the last with a hyphen; the word itself if it fits, or cannot."""
    parts: list[str] = []
    dictionary = _dictionary(lang) if len(word) > room else None
    while dictionary is not None and len(word) > room:
        places = [place for place in dictionary.positions(word) if _LEAST <= place < min(room, len(word) - _LEAST + 1)]
        if not places:
            break
        parts.append(f"{word[: places[-1]]}-")
        word = word[places[-1] :]
    return [*parts, word]


@lru_cache
def _dictionary(lang: str) -> Pyphen | None:
    """The patterns of a language; they come with the PDF engine."""
    import pyphen

    found = pyphen.language_fallback(lang.replace("-", "_"))
    return pyphen.Pyphen(lang=found) if found else None

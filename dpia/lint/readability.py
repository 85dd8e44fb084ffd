"""How hard a text is to read: the measure and its limits.

Pure functions; `plain_words.py` says which texts are held to them. The limits stand here and nowhere else;
docs/authoring.md ("Plain words") gives them to authors.

Own arithmetic rather than `textstat`, the library that has LIX: it brings nltk, regex and five more packages (56 MB,
0.3 seconds to import, three times a bare Python), leaves sentences of one or two words out of the count, does not
tell which sentence is the long one, and has nothing for Chinese.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dpia.sentences import ends

LIX_LIMIT = 40
"""LIX (C. H. Björnsson, Läsbarhet, 1968): words per sentence, plus the percentage of words of more than six letters.

The usual bands: below 30 very easy (books for children), 30 to 40 easy (fiction, weeklies), 40 to 50 medium (ordinary
newspaper text), 50 to 60 hard (official texts), above 60 very hard. LIX counts letters and no syllables, so one formula
serves Swedish and English (J. Anderson, Lix and Rix, Journal of Reading 26, 1983). The limit is where the newspaper
band begins: English words are shorter than the Swedish ones that the bands were made for, and a head teacher reads this
between two lessons.
"""

LONG_WORD = 7
"""Letters from which LIX calls a word long."""

SENTENCE_LIMIT = 25
"""Words in one sentence; the rule of GOV.UK ("why 25 words is our limit", 2014) and of the Australian Style Manual.

An average hides one monster among short sentences, so each sentence is held to this by itself.
"""

ENOUGH_WORDS = 40
"""Below this LIX jumps with a single word (in 20 words one long word is five points), and only sentences are judged."""

HAN_AVERAGE_LIMIT = 30
"""Han characters per sentence on average, in place of LIX: Chinese has no long words. A convention of our own."""

HAN_SENTENCE_LIMIT = 45
"""Han characters in one sentence: about what 25 English words come to in Chinese. A convention of our own."""

ENOUGH_HAN = 70
"""The Han characters that correspond to `ENOUGH_WORDS`."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_LATIN_WORD = re.compile(rf"[^\W_{_HAN}]+(?:[-‐‑'’.][^\W_{_HAN}]+)*")
_UNIT = re.compile(f"{_LATIN_WORD.pattern}|[{_HAN}]")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted in a text. In Han text a word is a character, and a Latin word one more."""

    han: bool
    sentences: tuple[tuple[str, int], ...]
    """Each sentence with its number of words."""
    long_words: tuple[str, ...]

    @property
    def words(self) -> int:
        """Words, or Han characters."""
        return sum(count for _, count in self.sentences)

    @property
    def average(self) -> float:
        """Words per sentence; nothing read is 0."""
        return self.words / len(self.sentences) if self.sentences else 0.0

    @property
    def lix(self) -> float:
        """LIX; nothing read is 0."""
        return self.average + 100 * len(self.long_words) / self.words if self.words else 0.0

    @property
    def longest(self) -> tuple[str, int]:
        """The longest sentence with its number of words."""
        return max(self.sentences, key=lambda sentence: sentence[1], default=("", 0))


@dataclass(frozen=True, slots=True)
class Part:
    """A text and where it stands in its entry."""

    path: tuple[str | int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What a person reads together, so what is measured together; `sentences_only` where LIX has no business."""

    kind: str
    identity: str
    parts: tuple[Part, ...]
    sentences_only: bool = False


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a passage is too hard, at which part, and how to fix it."""

    path: tuple[str | int, ...]
    message: str
    hint: str
    params: dict[str, object]


def sentences(text: str) -> list[str]:
    r"""The sentences of a text, with single spaces; what holds no word is none.

    >>> sentences("See Art. 35. Is it due? “Yes.” Two ways:\n- one\n- two")
    ['See Art. 35.', 'Is it due?', '“Yes.”', 'Two ways:', '- one', '- two']
    >>> sentences("先评估，后上线。见第五十五条。")
    ['先评估，后上线。', '见第五十五条。']
    """
    places = [0, *ends(text, at_colons=True)]
    found = (text[start:end] for start, end in pairwise(places))
    return [" ".join(sentence.split()) for sentence in found if _UNIT.search(sentence)]


def measure(*texts: str) -> Measured:
    """Count texts that are read together.

    >>> round(measure("Nobody may be filmed in secret. Say so at the entrance.").lix, 1)
    14.6
    >>> measure("先评估，后上线。见第五十五条。").average
    6.0
    >>> measure("").lix
    0.0
    """
    whole = "\n".join(texts)
    han = len(_HAN_CHARACTER.findall(whole)) > len(_LATIN_WORD.findall(whole))
    counted: list[tuple[str, int]] = []
    long_words: list[str] = []
    for sentence in (sentence for text in texts for sentence in sentences(text)):
        words = _UNIT.findall(sentence) if han else _LATIN_WORD.findall(sentence)
        if words:
            counted.append((sentence, len(words)))
            long_words += [word for word in words if sum(map(str.isalpha, word)) >= LONG_WORD]
    return Measured(han, tuple(counted), tuple(long_words))


def objections(passage: Passage) -> Iterator[Objection]:
    """Each sentence over the limit, and the passage as a whole if it is long enough to be measured and too hard.

    >>> [str(o.params["count"]) for o in objections(Passage("risks", "x", (Part((), "word " * 26),)))]
    ['26']
    """
    whole = measure(*(part.text for part in passage.parts))
    longest_allowed = HAN_SENTENCE_LIMIT if whole.han else SENTENCE_LIMIT
    for part in passage.parts:
        for sentence, count in measure(part.text).sentences:
            if count > longest_allowed:
                yield Objection(
                    part.path,
                    "A sentence has {count} characters, more than {limit}: “{sentence}”"
                    if whole.han
                    else "A sentence has {count} words, more than {limit}: “{sentence}”",
                    "Make two of it, or leave out what is not needed.",
                    {"count": count, "limit": longest_allowed, "sentence": sentence},
                )
    if passage.sentences_only or whole.words < (ENOUGH_HAN if whole.han else ENOUGH_WORDS):
        return
    sentence, count = whole.longest
    params: dict[str, object] = {"sentence": sentence, "count": count}
    place = max(passage.parts, key=lambda part: measure(part.text).words).path
    if whole.han and whole.average > HAN_AVERAGE_LIMIT:
        message = "Sentences have {average} characters on average, more than {limit}; the longest {count}: “{sentence}”"
        params |= {"average": round(whole.average), "limit": HAN_AVERAGE_LIMIT}
        yield Objection(place, message, "Write shorter sentences.", params)
    elif not whole.han and whole.lix > LIX_LIMIT:
        message = "LIX is {lix}, more than {limit}; the longest sentence has {count} words: “{sentence}”"
        params |= {"lix": round(whole.lix, 1), "limit": LIX_LIMIT, "words": _commonest(whole.long_words)}
        yield Objection(place, message, "Write shorter sentences, or shorter words for: {words}.", params)


def _commonest(words: Iterable[str]) -> str:
    return ", ".join(word for word, _ in Counter(word.lower() for word in words).most_common(8))

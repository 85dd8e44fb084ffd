"""Which sentence of a rule a citation supports: the first that names it, by its article, its number or its name.

It goes by the English text, in which the content is written; a translation has the same sentences. What no sentence
names supports the whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dpia.content.authority import Authority
from dpia.sentences import ends

_ARTICLE = r"\d+[a-z]?(?:\(\w+\))*"
_ARTICLES = re.compile(rf"\bArts?\.? ({_ARTICLE}(?:(?:, | and | or | to |–)(?:{_ARTICLE}|(?:\(\w+\))+))*)")
_RECITALS = re.compile(r"\b[Rr]ecitals? (\d+(?:(?:, | and | or | to |–)\d+)*)")
_PARTS = re.compile(rf"(, | and | or | to |–)?({_ARTICLE}|(?:\(\w+\))+)")
_LAW_AFTER = re.compile(r"(?:, [^,.;()]{1,40})? (?:of|to) (?:the )?(\w+)")
_LAW_BEFORE = re.compile(r"\b([A-Z]\w+),? $")
_NUMBER = re.compile(r"\b[CT]-\d+/\d\d\b|\b\d{1,4}/\d{4}\b|\bWP ?\d+\b|\b[A-Z]+-\d{4}-\d+\b|\bref\. \d+|\b\d{4}:\d+\b")
_NAME = re.compile(r"\b[A-ZÅÄÖ]\w+")
_SHORTEST = 4
"""Letters of a name by which something is known; shorter ones are words of laws (Act, Law) and of any sentence."""
_COMMON = 5
"""A word that stands in the citations of more instruments names none of them."""
_SECTION = re.compile(r"\b(?:ch \d+ )?ss? \d+ ?[a-z]?\b")

_BY_ARTICLE = ("treaty", "law", "regulation", "rule", "recital", "draft", "proposal")
"""Ranks of what is cited by its article; the citation of a ruling or a guideline has articles of others."""


@dataclass(frozen=True, slots=True)
class Known:
    """What citations have in common."""

    names: Mapping[str, int]
    """In the citations of how many instruments a capitalised word stands."""
    homes: frozenset[str]
    """Of each regime the instrument with the most entries: an article without a law is one of it."""

    @classmethod
    def of(cls, authorities: Iterable[Authority]) -> Known:
        """From all authorities there are."""
        every = list(authorities)
        named = {(name, one.instrument or one.id) for one in every for name in _NAME.findall(_cite(one))}
        entries = Counter((one.regime, one.instrument) for one in every if one.instrument)
        homes = {regime: instrument for (regime, instrument), _ in reversed(entries.most_common())}
        return cls(Counter(name for name, _ in named), frozenset(homes.values()))


def placed(text: str, authorities: Sequence[Authority], known: Known) -> list[int | None]:
    """For each authority the number of the sentence, from 0, that it supports; None where none names it.

    Args:
        text: the English text.
        authorities: what is cited for it.
        known: what all citations there are have in common.
    """
    sentences = [text[start:end] for start, end in pairwise([0, *ends(text)])]
    found: list[int | None] = []
    for one in authorities:
        own = _names(text, one, authorities, known)
        naming = (
            number
            for number, sentence in enumerate(sentences)
            if _by_article(sentence, one, known) or _by_number(sentence, one) or _by_name(sentence, own)
        )
        found.append(next(naming, None))
    return found


def _cite(authority: Authority) -> str:
    return authority.cite.get("en", "")


def _law(authority: Authority) -> str:
    """The citation without its article."""
    return re.split(r",? (?:Arts?\.? \d|recitals? \d|ch\.? \d|ss?\.? \d)", _cite(authority))[0]


def _articles(text: str) -> list[str]:
    """Articles and recitals in a text."""
    return [f"Art {one}" for found in _ARTICLES.finditer(text) for one in _listed(found[1])] + [
        f"recital {one}" for found in _RECITALS.finditer(text) for one in _listed(found[1])
    ]


def _listed(text: str) -> list[str]:
    """The numbers of a list, each in full, also those between the ends of a range.

    >>> _listed("5(2), 7(1)"), _listed("13 to 15"), _listed("9(2)(a) and (h)"), _listed("35(7)(b) to (d)")
    (['5(2)', '7(1)'], ['13', '14', '15'], ['9(2)(a)', '9(2)(h)'], ['35(7)(b)', '35(7)(c)', '35(7)(d)'])
    """
    found: list[str] = []
    for join, part in _PARTS.findall(text):
        stem = found[-1][: found[-1].rfind("(")] if found and part.startswith("(") else ""
        if join in (" to ", "–") and found:
            found += [stem + one for one in _between(found[-1].removeprefix(stem), part)]
        found.append(stem + part)
    return found


def _wholes(number: str) -> list[str]:
    """A number with what it is a part of.

    >>> _wholes("36(3)(e)")
    ['36(3)(e)', '36(3)', '36']
    """
    return [number, *(number[: place.start()] for place in reversed(list(re.finditer(r"\(", number))))]


def _between(first: str, last: str) -> list[str]:
    """What stands between two numbers, or between two letters in brackets."""
    if first.isdigit() and last.isdigit():
        return [str(number) for number in range(int(first) + 1, int(last))]
    if len(first) == len(last) == len("(a)"):
        return [f"({chr(code)})" for code in range(ord(first[1]) + 1, ord(last[1]))]
    return []


def _by_article(sentence: str, one: Authority, known: Known) -> bool:
    """Whether the sentence names an article of the citation, and with it, or for all its articles, that law."""
    if one.rank not in _BY_ARTICLE:
        return False
    wanted, law = set(_articles(_cite(one))), _law(one).lower()
    of_law = one.instrument in known.homes or _has_name(sentence, _law(one), known)
    for pattern, kind in ((_ARTICLES, "Art"), (_RECITALS, "recital")):
        for found in pattern.finditer(sentence):
            said = _law_said(sentence, found, known)
            listed = {f"{kind} {whole}" for number in _listed(found[1]) for whole in _wholes(number)}
            if wanted & listed and (said in law if said else of_law):
                return True
    return False


def _law_said(sentence: str, found: re.Match[str], known: Known) -> str:
    """A word of the law that stands right behind a list of articles, or before it, in small letters; else empty."""
    for beside in (_LAW_AFTER.match(sentence, found.end()), _LAW_BEFORE.search(sentence[: found.start()])):
        if beside is not None and {beside[1], beside[1].capitalize()} & known.names.keys():
            return beside[1].lower()
    return ""


def _has_name(sentence: str, law: str, known: Known) -> bool:
    """Whether a word of the name of a law stands in the sentence that is not in the names of many."""
    words = {word.lower() for word in re.findall(r"\w+", sentence)}
    return any(name.lower() in words for name in _long(law) if known.names[name] <= _COMMON)


def _by_number(sentence: str, one: Authority) -> bool:
    """Whether the sentence has the number of a case, a file, a guideline or an act, or the section of a statute."""
    cite = _cite(one)
    if section := _SECTION.search(_plain(cite)):
        found = re.search(rf"\b{section[0]}\b", _plain(sentence))
        return found is not None and (section[0].startswith("ch") or any(name in sentence for name in _long(_law(one))))
    return any(re.search(rf"(?<!\w){re.escape(number)}(?!\w)", sentence) for number in _NUMBER.findall(cite))


def _long(text: str) -> list[str]:
    return [name for name in _NAME.findall(text) if len(name) >= _SHORTEST]


def _plain(text: str) -> str:
    """Chapters and sections in one way of writing them."""
    return re.sub(r"[.,]", "", text)


def _names(text: str, one: Authority, authorities: Iterable[Authority], known: Known) -> set[str]:
    """Names of bodies, parties and places that only this one bears of what is cited, and that are no common words."""
    if one.rank in _BY_ARTICLE and _articles(_cite(one)):
        return set()
    others = [other for other in authorities if (other.instrument or other.id) != (one.instrument or one.id)]
    rest = {name for other in others for name in _long(_cite(other))}
    body = _cite(one).partition(", ")[0]
    return {
        name
        for name in _long(_law(one))
        if name not in rest
        and (name == body or known.names[name] <= _COMMON)
        and not re.search(rf"\b{re.escape(name.lower())}\b", text)
    }


def _by_name(sentence: str, names: Iterable[str]) -> bool:
    """Whether the sentence has one of the names, but not as the word that it begins with."""
    return any(re.search(rf"(?<=\S )\W*{re.escape(name)}\b", sentence) for name in names)

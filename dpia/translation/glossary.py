"""The glossary: one term a concept and language, and whether a translation uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dpia.content.source import parse, read_text
from dpia.errors import ProblemsFound
from dpia.lint.files import GLOSSARY


@dataclass(frozen=True)
class Term:
    """A concept: its words in English, and per language the term and what else is right for it."""

    english: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    under: tuple[str, ...] = ()
    """The folders of content in which it is so; empty: everywhere else."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds it in English, also in the plural."""
        either = "|".join(re.escape(word) for word in sorted(self.english, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{either})(?:e?s)?(?![\w-])", re.IGNORECASE)

    def holds(self, lang: str, file: str) -> bool:
        """Whether it says something of that language in that file."""
        return lang in self.words and (not self.under or file.startswith(self.under))

    def used(self, translation: str, lang: str) -> bool:
        """Whether a translation has the term, in any of its forms."""
        return any(_form(word, lang).search(translation) for word in self.words[lang])


_NAMES = re.compile(r"\{[^{}]*\}")
"""Names of what is filled in, which are no words of the sentence."""


class Glossary:
    """All terms; the longer English word comes first, so that "personal data breach" is no "personal data"."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = tuple(sorted(terms, key=lambda term: (-max(map(len, term.english)), not term.under)))

    def unused(self, english: str, translation: str, lang: str, file: str) -> Iterator[Term]:
        """The terms that the English has and the translation has not."""
        english = _NAMES.sub(" ", english)
        for term in self.terms:
            if term.holds(lang, file) and term.pattern.search(english):
                english = term.pattern.sub(" ", english)
                if not term.used(translation, lang):
                    yield term


def load_glossary(root: Path) -> Glossary:
    """The glossary of a content folder; empty where it has none. Raises ProblemsFound for one of another form."""
    path = root / GLOSSARY
    if not path.is_file():
        return Glossary(())
    source = parse(read_text(path), GLOSSARY)
    terms, problems = [], []
    for index, entry in enumerate(source.data if isinstance(source.data, list) else [source.data]):
        term = _term(entry)
        if term is None:
            message = "A term has `en` and a list of words for each language, and perhaps `under`, a list of folders."
            problems.append(source.problem((index,), "glossary", message))
        else:
            terms.append(term)
    if problems:
        raise ProblemsFound(problems)
    return Glossary(tuple(terms))


def _term(entry: object) -> Term | None:
    if not isinstance(entry, dict):
        return None
    lists = {
        key: tuple(value)
        for key, value in entry.items()
        if isinstance(value, list) and value and all(isinstance(word, str) and word for word in value)
    }
    if lists.keys() != entry.keys() or "en" not in lists or not lists.keys() & {"sv", "zh-Hans"}:
        return None
    words = {lang: found for lang, found in lists.items() if lang not in ("en", "under")}
    return Term(lists["en"], words, lists.get("under", ()))


def _form(term: str, lang: str) -> re.Pattern[str]:
    """Finds a term in its inflected forms: in Swedish the endings of its words vary ("rättsliga grunden")."""
    if lang == "zh-Hans":
        return re.compile(re.escape(term))
    return re.compile(r"\w*\s+".join(re.escape(_stem(word)) for word in term.split()), re.IGNORECASE)


def _stem(word: str) -> str:
    """What stays the same in most forms of a Swedish word."""
    return word[:-2] if len(word) > 6 else word[:-1] if len(word) > 3 else word

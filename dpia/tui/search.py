"""One search over questions, answers, findings and authorities. No Textual in here but its matcher of letters.

Each word of the query has to be found. A word that stands in the text counts more than one whose letters only follow
each other in a word of it ("attndnc"); the number of a question counts most. Case and accents make no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from textual.fuzzy import FuzzySearch

from dpia.content.authority import Authority
from dpia.content.pack import Pack
from dpia.content.search import fold
from dpia.engine.findings import Finding
from dpia.engine.truth import Ref

Kind = Literal["question", "finding", "authority"]
Target = Ref | Finding | Authority
"""What an entry leads to."""

LONGEST_WORD = 24
"""Letters of a word that are compared one by one; the matcher's work grows quickly with them."""

SHORTEST_QUERY = 3
"""Letters from which on they may stand apart from each other in a word: shorter ones are in every other word."""

ENOUGH = 40
"""Hits of one kind that are shown; more are found by one more word."""

_NUMBER, _WHOLE, _BEGINS, _IN_LABEL, _BEGINS_REST, _IN_REST, _APART = 100.0, 9.0, 6.0, 4.0, 2.0, 1.0, 0.5


@dataclass(frozen=True)
class Searchable:
    """Something to be found: what it leads to, its name, and what else may be typed to find it."""

    kind: Kind
    target: Target
    label: str
    rest: str = ""
    number: str = ""
    """Of a question, "q2.19"."""
    words: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, kind: Kind, target: Target, label: str, rest: Iterable[str] = (), number: str = "") -> Searchable:
        """An entry whose texts may be written in any way."""
        name = fold(label)
        return cls(kind, target, name, fold("\n".join(rest)), fold(number), frozenset(_words(name)))


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in text).split()


class Index:
    """Entries that are searched again and again."""

    def __init__(self, entries: Sequence[Searchable]) -> None:
        self.entries = entries
        self._letters = FuzzySearch(case_sensitive=True)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(word for entry in self.entries for word in entry.words if len(word) <= LONGEST_WORD)

    def find(self, query: str) -> list[Searchable]:
        """The entries that hold every word of the query, best first; of each kind no more than `ENOUGH`."""
        wanted = fold(query).split()
        if not wanted:
            return []
        apart = {word: self._apart(word) for word in wanted}
        scored: list[tuple[float, int, Searchable]] = []
        for position, entry in enumerate(self.entries):
            total = 0.0
            for word in wanted:
                score = _score(word, entry) or (_APART if entry.words & apart[word] else 0.0)
                if not score:
                    break
                total += score
            else:
                scored.append((-total, position, entry))
        scored.sort(key=lambda item: item[:2])
        found: list[Searchable] = []
        room = dict.fromkeys(("question", "finding", "authority"), ENOUGH)
        for *_, entry in scored:
            room[entry.kind] -= 1
            if room[entry.kind] >= 0:
                found.append(entry)
        return found

    def _apart(self, word: str) -> frozenset[str]:
        """The words in which these letters follow each other, beginning with the first."""
        if not SHORTEST_QUERY <= len(word) <= LONGEST_WORD:
            return frozenset()
        letters = set(word)
        return frozenset(
            known
            for known in self._vocabulary
            if known[0] == word[0] and letters <= set(known) and self._letters.match(word, known)[0] > 0
        )


def _score(word: str, entry: Searchable) -> float:
    if entry.number and word in (entry.number, entry.number[1:]):
        return _NUMBER
    if word in entry.words:
        return _WHOLE
    where = entry.label.find(word)
    if where >= 0:
        return _BEGINS if where == 0 or not entry.label[where - 1].isalnum() else _IN_LABEL
    where = entry.rest.find(word)
    if where >= 0:
        return _BEGINS_REST if where == 0 or not entry.rest[where - 1].isalnum() else _IN_REST
    return 0.0


@lru_cache(maxsize=2)
def authority_entries(pack: Pack) -> tuple[Searchable, ...]:
    """Every authority: by its citations; by id, statement, reading, families and identifiers too."""
    return tuple(
        Searchable.of(
            "authority",
            authority,
            "\n".join(authority.cite.values()),
            (
                authority.id,
                *authority.statement.values(),
                *authority.own_reading.values(),
                *authority.families,
                *authority.identifiers.values(),
            ),
        )
        for authority in pack.content.authorities
    )


@lru_cache(maxsize=2)
def question_texts(pack: Pack) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """What questions and columns say besides their text: id, help and options."""
    found: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for question in pack.content.questions:
        options = [option.text for option in question.options]
        found[question.id, None] = (question.id, question.help, question.label, *options)
        for column in question.columns:
            options = [option.text for option in column.options]
            found[question.id, column.id] = (f"{question.id}.{column.id}", column.help, column.label, *options)
    return found


def finding_entries(findings: Iterable[Finding], title: Callable[[Finding], str]) -> Iterable[Searchable]:
    """Findings by title and id; by the issue too."""
    for finding in findings:
        yield Searchable.of("finding", finding, f"{title(finding)}\n{finding.id}", (finding.rule.issue,))

"""Names that stand for nothing: what the other checks ask of authorities, tables, regimes and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpia.errors import Problem
from dpia.lint.places import Path_, Where
from dpia.lint.subject import Subject


def authorities(subject: Subject, names: Iterable[str], where: Where, path: Path_) -> Iterator[Problem]:
    """Those that are no authority."""
    known = subject.pack.authorities
    for name in names:
        if name not in known:
            yield subject.unknown(where, path, "authority", name, known)


def regime(subject: Subject, name: str, where: Where, path: Path_) -> Iterator[Problem]:
    """One that is no regime."""
    if name not in subject.pack.regimes:
        yield subject.unknown(where, path, "regime", name, subject.pack.regimes)


def rule(subject: Subject, name: str, where: Where, path: Path_) -> Iterator[Problem]:
    """One that is no rule."""
    if name not in subject.pack.rules:
        yield subject.unknown(where, path, "rule", name, subject.pack.rules)


def question(subject: Subject, name: str, where: Where, path: Path_) -> Iterator[Problem]:
    """One that is no question."""
    if name not in subject.pack.questions:
        yield subject.unknown(where, path, "question", name, subject.pack.questions)


def fact(subject: Subject, name: str, where: Where, path: Path_) -> Iterator[Problem]:
    """One that is no fact."""
    if name not in subject.pack.facts:
        yield subject.unknown(where, path, "fact", name, subject.pack.facts)


def table(subject: Subject, name: str, where: Where, path: Path_) -> Iterator[Problem]:
    """One that is no table."""
    if not is_table(subject, name):
        tables = [question.id for question in subject.pack.content.questions if question.type == "table"]
        yield subject.unknown(where, path, "table", name, tables)


def is_table(subject: Subject, name: str) -> bool:
    """Whether it is a question of that type."""
    question = subject.pack.questions.get(name)
    return question is not None and question.type == "table"

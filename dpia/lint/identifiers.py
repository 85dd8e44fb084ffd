"""No id twice, and none that was retired: an id that was published never gets another meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dpia.errors import Problem
from dpia.lint.places import Path_, Where
from dpia.lint.subject import Subject


def duplicates(subject: Subject) -> Iterator[Problem]:
    """Things of one kind with the same id, and elements of one completeness map."""
    content = subject.pack.content
    for kind, items in (
        ("sections", content.sections), ("questions", content.questions), ("facts", content.facts),
        ("regime", content.regimes), ("rules", content.rules), ("authorities", content.authorities),
        ("instruments", content.instruments), ("risks", content.risks), ("measures", content.measures),
        ("example", content.examples), ("scenario", content.scenarios), ("completeness", content.completeness),
        ("tasks", content.tasks), ("divergences", content.divergences),
    ):  # fmt: skip
        for name, count in _repeated(item.id for item in items):
            yield _twice(subject, (kind, name), (), name, count)
    for map_ in content.completeness:
        for name, count in _repeated(element.id for element in map_.elements):
            yield _twice(subject, ("completeness", map_.id), ("elements",), name, count)


def retired(subject: Subject) -> Iterator[Problem]:
    """Ids that are in use although `core/retired.yaml` says that they are gone."""
    pack = subject.pack
    known = {
        "questions": {*pack.questions, *(f"{table}.{column}" for table, column in pack.columns)},
        "facts": set(pack.facts),
        "rules": {*pack.rules, *(f"{rule.id}/{grade.id}" for rule in pack.content.rules for grade in rule.grades)},
        "authorities": set(pack.authorities),
    }
    for gone in pack.content.retired:
        if gone.id in known[gone.kind]:
            message, hint = "{name} was retired with version {version} and must not be used again.", "Take a new id."
            where = ("retired", gone.id)
            yield subject.problem(where, (), "reused-id", message, hint, name=gone.id, version=gone.version)


def _repeated(names: Iterable[str]) -> Iterator[tuple[str, int]]:
    return ((name, count) for name, count in Counter(names).items() if count > 1)


def _twice(subject: Subject, where: Where, path: Path_, name: str, count: int) -> Problem:
    return subject.problem(where, path, "duplicate-id", "The id {name} is used {count} times.", name=name, count=count)

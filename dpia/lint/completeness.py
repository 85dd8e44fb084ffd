"""The maps of what a complete assessment holds: what they name, and that each element is answered by something."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.errors import Problem
from dpia.lint import references
from dpia.lint.places import Path_, Where
from dpia.lint.subject import Subject


def named_things(subject: Subject) -> Iterator[Problem]:
    """Regimes, authorities, questions and columns that the maps name."""
    for map_ in subject.pack.content.completeness:
        where = ("completeness", map_.id)
        yield from references.regime(subject, map_.regime, where, ("regime",))
        for index, element in enumerate(map_.elements):
            path = ("elements", index)
            yield from references.authorities(subject, [element.authority], where, (*path, "authority"))
            for name in element.answered_by:
                yield from _answering_place(subject, name, where, (*path, "answered_by"))


def _answering_place(subject: Subject, name: str, where: Where, path: Path_) -> Iterator[Problem]:
    """A question that holds a value, or a column; a bare table would count as answered with its cells empty."""
    pack = subject.pack
    if references.is_table(subject, name):
        message = "{name} is a table; name the columns that answer."
        yield subject.problem(where, path, "bare-table", message, name=name)
    elif name not in pack.questions:
        table, _, column = name.rpartition(".")
        if (table, column) not in pack.columns:
            known = [*pack.questions, *(f"{table}.{column}" for table, column in pack.columns)]
            yield subject.unknown(where, path, "question", name, known)

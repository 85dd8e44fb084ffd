"""Criteria of "is an assessment due?": each is answered by somebody, and no gap says "no".

A question that a criterion reads and that is not always asked must say which given answer excludes what it asks.
"""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.condition import ColumnTest, Condition, Count, Every, FactRef, QuestionTest, Some, children
from dpia.content.pack import Pack
from dpia.errors import Problem
from dpia.lint.subject import Subject

Place = tuple[str, str | None]
"""A question, or a table and its column."""


def hidden(subject: Subject) -> Iterator[Problem]:
    """Questions and columns that a criterion reads, that may be hidden, and that do not say what excludes them."""
    pack = subject.pack
    for table, column in sorted(places_read(pack), key=str):
        question = pack.questions.get(table)
        field = question if column is None else pack.columns.get((table, column))
        if question is None or field is None or field.shown_when is None or field.excluded_by is not None:
            continue
        path = () if column is None else ("columns", [one.id for one in question.columns].index(column))
        name = table if column is None else f"{table}.{column}"
        message = "A criterion reads {name}, which is not always asked: hidden it would say no."
        hint = "Say in `excluded_by` which given answer excludes what it asks, or ask it always."
        yield subject.problem(("questions", table), path, "hidden-criterion", message, hint, name=name)


def places_read(pack: Pack) -> set[Place]:
    """The questions and columns that the criteria of all regimes read, through the facts that they name."""
    found: set[Place] = set()
    seen: set[str] = set()
    for regime in pack.content.regimes:
        for criterion in (*regime.due.enough, *regime.due.criteria) if regime.due is not None else ():
            _fact(pack, criterion.fact, seen, found)
    return found


def _fact(pack: Pack, name: str, seen: set[str], found: set[Place]) -> None:
    fact = pack.facts.get(name)
    if fact is not None and name not in seen:
        seen.add(name)
        _read(pack, fact.when, fact.row, seen, found)


def _read(pack: Pack, node: Condition, table: str | None, seen: set[str], found: set[Place]) -> None:
    match node:
        case QuestionTest():
            found.add((node.question, None))
        case ColumnTest():
            prefix, _, name = node.column.rpartition(".")
            found.add((prefix or table or "", name))
        case FactRef():
            _fact(pack, node.fact, seen, found)
        case Some(some=rows) | Every(every=rows):
            found.add((rows, None))
            table = rows
        case Count(count=count) if count.rows is not None:
            found.add((count.rows, None))
            table = count.rows
    for child in children(node):
        _read(pack, child, table, seen, found)

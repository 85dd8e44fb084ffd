"""Criteria of "is an assessment due?": each is answered by somebody, and no gap says "no".

A question that a criterion reads and that is not always asked must say which given answer excludes what it asks.
"""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.condition import FactRef
from dpia.content.pack import Pack
from dpia.errors import Problem
from dpia.lint.reads import Place, places_read
from dpia.lint.subject import Subject


def hidden(subject: Subject) -> Iterator[Problem]:
    """Questions and columns that a criterion reads, that may be hidden, and that do not say what excludes them."""
    pack = subject.pack
    for table, column in sorted(read_by_criteria(pack), key=str):
        question = pack.questions.get(table)
        field = question if column is None else pack.columns.get((table, column))
        if question is None or field is None or field.shown_when is None or field.excluded_by is not None:
            continue
        path = () if column is None else ("columns", [one.id for one in question.columns].index(column))
        name = table if column is None else f"{table}.{column}"
        message = "A criterion reads {name}, which is not always asked: hidden it would say no."
        hint = "Say in `excluded_by` which given answer excludes what it asks, or ask it always."
        yield subject.problem(("questions", table), path, "hidden-criterion", message, hint, name=name)


def read_by_criteria(pack: Pack) -> set[Place]:
    """The questions and columns that the criteria of all regimes read, through the facts that they name."""
    dues = [regime.due for regime in pack.content.regimes if regime.due is not None]
    criteria = [FactRef(fact=one.fact) for due in dues for one in (*due.enough, *due.criteria)]
    return places_read(pack, ((node, None) for node in criteria))

"""Duties that follow: what they name, and that each counts from a date."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.question import Column, Question
from dpia.content.scenario import Task
from dpia.errors import Problem
from dpia.lint import references
from dpia.lint.subject import Subject


def named_things(subject: Subject) -> Iterator[Problem]:
    """Regimes, authorities, tables and dates that tasks name."""
    for task in subject.pack.content.tasks:
        where = ("tasks", task.id)
        yield from references.regime(subject, task.regime, where, ("regime",))
        yield from references.authorities(subject, [task.authority], where, ("authority",))
        if task.rows is not None:
            yield from references.table(subject, task.rows, where, ("rows",))
        yield from _date(subject, task)


def _date(subject: Subject, task: Task) -> Iterator[Problem]:
    if task.counts_from is None:
        return
    where, path = ("tasks", task.id), ("counts_from",)
    field: Question | Column | None = subject.pack.questions.get(task.counts_from)
    if "." not in task.counts_from:
        field = subject.pack.columns.get((task.rows or "", task.counts_from))
    if field is None:
        yield subject.unknown(where, path, "question", task.counts_from, subject.pack.questions)
    elif field.type != "date":
        yield subject.problem(where, path, "no-date", "{name} is no date.", name=task.counts_from)

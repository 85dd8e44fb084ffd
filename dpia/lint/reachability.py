"""Every question and column is surely asked in some case, scenario or worked example: otherwise perhaps nothing can."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.question import Question
from dpia.engine.truth import YES
from dpia.errors import Problem
from dpia.lint.subject import Subject
from dpia.lint.trial import Trial

_Asked = tuple[str, str | None]
"""A question (None), or a column of it."""


class Reachability:
    """The questions, and the columns of tables with rows, that were surely asked so far."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        self._waiting: dict[str, set[str | None]] = {
            question.id: {None, *(column.id for column in question.columns)} for question in questions
        }

    def note(self, trial: Trial) -> None:
        """What is asked in one assessment; what was asked before is not looked at again."""
        for name, waiting in list(self._waiting.items()):
            if trial.evaluator.visible(name).truth is not YES:
                continue
            waiting.discard(None)
            for row in trial.assessment.rows(name):
                asked = {
                    column
                    for column in waiting
                    if column is not None and trial.evaluator.visible_cell(name, row, column).truth is YES
                }
                waiting -= asked
            if not waiting:
                del self._waiting[name]

    def gaps(self, subject: Subject) -> Iterator[Problem]:
        """What was never asked."""
        message = "No case, scenario or example ever asks {name}."
        for question in subject.pack.content.questions:
            where, waiting = ("questions", question.id), self._waiting.get(question.id, set())
            if None in waiting:
                yield subject.problem(where, ("shown_when",), "unreachable", message, name=question.id)
            for index, column in enumerate(question.columns):
                if column.id in waiting:
                    name = f"{question.id}.{column.id}"
                    yield subject.problem(where, ("columns", index), "unreachable", message, name=name)

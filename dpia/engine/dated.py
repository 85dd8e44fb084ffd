"""The days that an assessment names: its review, and whatever is to be done by a date. For registers and calendars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dpia.assessment.discussion import ToDo
from dpia.assessment.interval import Interval, bounds_of
from dpia.assessment.model import Answer, Row
from dpia.content.names import DUE, MEASURE, MEASURES, OWNER, REVIEW_DATE
from dpia.engine.evaluation import Evaluation
from dpia.engine.tasks import tasks
from dpia.engine.truth import NO, YES, Ref

Kind = Literal["review", "duty", "planned", "measure", "response", "task"]
"""The next review; a duty of a law; an answer that is planned; a measure of the register of risks; a measure that was
promised in answer to a finding; a task of the discussion."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing and its last day (ISO). `what` is said by people; of a duty it is the title in the content.

    `sure` is False of a duty that hangs on an answer that is open.
    """

    day: str
    kind: Kind
    what: str = ""
    owner: str = ""
    ref: Ref | None = None
    sure: bool = True


def dated(evaluation: Evaluation, *, discussion: bool = True) -> tuple[Dated, ...]:
    """Everything with a date, the first day first. A review or measure known by its month counts to its last day.

    Done tasks are left out. Nobody says of the others whether they were done: that a day has passed is all they tell.
    """
    found = [*_review(evaluation), *_duties(evaluation), *_planned(evaluation), *_measures(evaluation)]
    for finding, response in evaluation.assessment.responses.items():
        if response.kind == "measure" and response.due:
            found.append(Dated(_last(response.due), "response", response.measure or finding, response.owner))
    for entry in evaluation.assessment.discussion.values() if discussion else ():
        if isinstance(entry, ToDo) and entry.due and not entry.done:
            found.append(Dated(entry.due, "task", entry.text, entry.owner))
    return tuple(sorted(found, key=lambda item: (item.day, item.kind, item.what)))


def _review(evaluation: Evaluation) -> list[Dated]:
    day = last_day(evaluation.assessment.answers.get(REVIEW_DATE))
    return [Dated(day, "review", ref=Ref(REVIEW_DATE))] if day else []


def _duties(evaluation: Evaluation) -> list[Dated]:
    found = []
    for item in tasks(evaluation):
        if item.due is not None:
            ref = Ref(item.task.rows, item.row) if item.task.rows and item.row else None
            found.append(Dated(item.due, "duty", item.task.title, "", ref, item.verdict.truth is YES))
    return found


def _planned(evaluation: Evaluation) -> list[Dated]:
    return [
        Dated(item.intention.due, "planned", owner=item.intention.owner, ref=item.ref)
        for item in evaluation.conditions
        if item.intention.due
    ]


def _measures(evaluation: Evaluation) -> list[Dated]:
    if MEASURES not in evaluation.pack.questions or evaluation.evaluator.visible(MEASURES).truth is NO:
        return []
    found = []
    for row in evaluation.assessment.rows(MEASURES):
        if day := last_day(row.cells.get(DUE)):
            found.append(Dated(day, "measure", _text(row, MEASURE), _text(row, OWNER), Ref(MEASURES, row.id)))
    return found


def last_day(answer: Answer | None) -> str:
    """The last day on which a date may lie; empty if it is not given, or has no last day."""
    if answer is None or not answer.given or not isinstance(answer.value, str | Interval):
        return ""
    return str(bounds_of(answer.value).high or "")


def _last(day: str) -> str:
    return str(bounds_of(day).high)


def _text(row: Row, column: str) -> str:
    cell = row.cells.get(column)
    return cell.value if cell is not None and isinstance(cell.value, str) else ""

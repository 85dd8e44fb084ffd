"""The days that an assessment names: its decision, its review, and whatever is to be done by a date. Pure.

Registers and calendars both ask here, so that neither knows a day of which the other has not heard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dpia.assessment.discussion import ToDo
from dpia.assessment.interval import Bounds, Interval, bounds_of
from dpia.assessment.life_cycle import ENDED
from dpia.assessment.model import Answer, Row
from dpia.content.names import DECISION_DATE, DONE, DUE, MEASURE, MEASURES, OWNER, REVIEW_DATE, STATE
from dpia.engine.evaluation import Evaluation
from dpia.engine.tasks import DueTask, tasks
from dpia.engine.truth import NO, YES, Ref

Kind = Literal["decision", "review", "duty", "planned", "measure", "response", "task"]
"""The decision (which is to be kept, and not to be done); the next review; a duty of a law; an answer that is planned;
a measure of the register of risks; a measure promised in answer to a finding; a task of the discussion."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing and its last day (ISO). `what` is said by people; of a duty it is the title in the content.

    `key` tells it from all others of the assessment, and stays when its day or its words change. `sure` is False of a
    duty that hangs on an answer that is open, `exact` where the answer gives no whole date: the day is the last it may
    be. `about` is the finding that a response answers. `of` is the answer that names the day itself, where it is not
    counted from one: a duty by that day and what is planned for it are the same thing.
    """

    day: str
    kind: Kind
    key: str
    what: str = ""
    owner: str = ""
    ref: Ref | None = None
    sure: bool = True
    exact: bool = True
    about: str = ""
    of: Ref | None = None


def dated(evaluation: Evaluation) -> tuple[Dated, ...]:
    """Everything with a date, the first day first. A date known by its month or year counts to its last day.

    Measures and tasks that are said to be done are left out. Of the others nobody says whether they were done: that a
    day has passed is all they tell.
    """
    found = [
        *_decision(evaluation),
        *_review(evaluation),
        *_duties(evaluation),
        *_planned(evaluation),
        *_measures(evaluation),
    ]
    for finding, response in evaluation.assessment.responses.items():
        if response.kind == "measure" and response.due:
            bounds = bounds_of(response.due)
            found.append(
                Dated(
                    str(bounds.high), "response", f"response {finding}", response.measure, response.owner,
                    exact=bounds.exact, about=finding,
                )
            )  # fmt: skip
    for name, entry in evaluation.assessment.discussion.items():
        if isinstance(entry, ToDo) and entry.due and not entry.done:
            found.append(Dated(entry.due, "task", f"task {name}", entry.text, entry.owner))
    return tuple(sorted(found, key=lambda item: (item.day, item.kind, item.key)))


def _decision(evaluation: Evaluation) -> list[Dated]:
    bounds = _bounds(evaluation.assessment.answers.get(DECISION_DATE))
    if bounds is None or not bounds.exact or _hidden(evaluation, DECISION_DATE):
        return []  # a decision of which only the month is known has no day to keep
    return [Dated(str(bounds.low), "decision", "decision", ref=Ref(DECISION_DATE))]


def _review(evaluation: Evaluation) -> list[Dated]:
    """The next review; none of what was withdrawn or superseded."""
    life = evaluation.assessment.life_cycle
    bounds = _bounds(evaluation.assessment.answers.get(REVIEW_DATE))
    if bounds is None or bounds.high is None or _hidden(evaluation, REVIEW_DATE):
        return []
    if life.present in ENDED and life.standing is None:
        return []
    return [Dated(str(bounds.high), "review", "review", ref=Ref(REVIEW_DATE), exact=bounds.exact, of=Ref(REVIEW_DATE))]


def _duties(evaluation: Evaluation) -> list[Dated]:
    found = []
    for item in tasks(evaluation):
        if item.due is not None:
            ref = Ref(item.task.rows, item.row) if item.task.rows and item.row else None
            key = f"duty {item.task.id} {item.row or ''}".strip()
            sure = item.verdict.truth is YES
            found.append(Dated(item.due, "duty", key, item.task.title, "", ref, sure, of=_named_by(item)))
    return found


def _named_by(item: DueTask) -> Ref | None:
    """The date that is the last day of a duty itself; None where the day is counted from it."""
    task = item.task
    if task.counts_from is None or task.within is not None or task.yearly is not None:
        return None
    return Ref(task.counts_from) if "." in task.counts_from else Ref(str(task.rows), item.row, task.counts_from)


def _planned(evaluation: Evaluation) -> list[Dated]:
    found = []
    for item in evaluation.conditions:
        if item.intention.due:
            key = " ".join(("planned", *(part for part in item.ref if part)))
            bounds = bounds_of(item.intention.due)
            found.append(
                Dated(
                    str(bounds.high), "planned", key, owner=item.intention.owner, ref=item.ref, exact=bounds.exact
                )
            )  # fmt: skip
    return found


def _measures(evaluation: Evaluation) -> list[Dated]:
    if _hidden(evaluation, MEASURES):
        return []
    found = []
    for row in evaluation.assessment.rows(MEASURES):
        state, bounds = row.cells.get(STATE), _bounds(row.cells.get(DUE))
        if state is not None and state.value == DONE:
            continue
        if bounds is not None and bounds.high is not None:
            ref, key = Ref(MEASURES, row.id), f"measure {row.id}"
            what, owner = _text(row, MEASURE), _text(row, OWNER)
            day, of = str(bounds.high), Ref(MEASURES, row.id, DUE)
            found.append(Dated(day, "measure", key, what, owner, ref, exact=bounds.exact, of=of))
    return found


def last_day(answer: Answer | None) -> str:
    """The last day on which a date may lie; empty if it is not given, or has no last day."""
    bounds = _bounds(answer)
    return str(bounds.high or "") if bounds is not None else ""


def _bounds(answer: Answer | None) -> Bounds | None:
    if answer is None or not answer.given or not isinstance(answer.value, str | Interval):
        return None
    return bounds_of(answer.value)


def _hidden(evaluation: Evaluation, question: str) -> bool:
    """Whether the content does not ask it, or not now."""
    return question not in evaluation.pack.questions or evaluation.evaluator.visible(question).truth is NO


def _text(row: Row, column: str) -> str:
    cell = row.cells.get(column)
    return cell.value if cell is not None and isinstance(cell.value, str) else ""

"""Duties that follow from the answers, with dates where the answers give a day to count from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from dpia.assessment.interval import Interval, bounds_of
from dpia.assessment.model import Row
from dpia.content.scenario import Period, Task
from dpia.engine.completeness import speaks
from dpia.engine.evaluation import Evaluation
from dpia.engine.scope import UNANSWERED_ROW, Scope
from dpia.engine.truth import NO, UNKNOWN, Ref, Verdict, conjunction


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task, whether it is sure, and the last day (ISO) if it can be counted."""

    task: Task
    verdict: Verdict
    due: str | None
    waits_for: Ref | None
    """The date that the period counts from, if it is not answered or not known to the day."""
    row: str | None = None
    """The row that it is about, if the task is one for each row."""


def tasks(evaluation: Evaluation) -> tuple[DueTask, ...]:
    """The tasks of the regimes that govern, sure ones first, then those that an open answer may bring."""
    day = evaluation.assessment.as_of
    found: list[DueTask] = []
    for task in evaluation.pack.content.tasks:
        if evaluation.governs[task.regime].truth is NO or not speaks(evaluation, task.authority):
            continue
        if task.in_force is None or task.in_force.contains(day):
            found += _instances(evaluation, task)
    return tuple(sorted(found, key=lambda item: item.verdict.truth is UNKNOWN))


def _instances(evaluation: Evaluation, task: Task) -> Iterator[DueTask]:
    """The task itself, or one for each row for which it holds."""
    evaluator = evaluation.evaluator
    if task.rows is None:
        verdict = conjunction((evaluation.governs[task.regime], evaluator.evaluate(task.when)))
        if verdict.truth is not NO:
            yield DueTask(task, verdict, *_last_day(evaluation, task, None))
        return
    rows, whole = evaluator.rows(task.rows)
    for row in rows:
        verdict = conjunction(
            (
                evaluation.governs[task.regime],
                whole,
                evaluator.considered(task.rows, row),
                evaluator.evaluate(task.when, Scope(task.rows, row)),
            )
        )
        if verdict.truth is not NO:
            asked = row if row.id != UNANSWERED_ROW else None
            yield DueTask(task, verdict, *_last_day(evaluation, task, asked), asked.id if asked else None)


def _last_day(evaluation: Evaluation, task: Task, row: Row | None) -> tuple[str | None, Ref | None]:
    """The last day, or the date that is not answered to the day.

    Neither where nothing is counted or the date is not asked.
    """
    name = task.counts_from
    if name is None:
        return None, None
    if "." in name:
        ref, answer = Ref(name), evaluation.assessment.answers.get(name)
        if evaluation.evaluator.visible(name).truth is NO:
            return None, None
    elif row is None or task.rows is None:
        return None, None
    else:
        ref, answer = Ref(task.rows, row.id, name), row.cells.get(name)
    if answer is None or not answer.given:
        return None, ref
    bounds = bounds_of(answer.value if isinstance(answer.value, Interval) else str(answer.value))
    if not bounds.exact:  # a date that is known by its month or year gives no last day
        return None, ref
    return _counted(str(bounds.low), task, evaluation.assessment.as_of), None


def _counted(day: str, task: Task, today: str) -> str | None:
    """The last day of a task that counts from `day` (ISO); None where the calendar ends (9999-12-31) before it."""
    try:
        if task.yearly is not None:
            return next_day_of_year(day, task.yearly, today)
        return add_period(day, task.within) if task.within is not None else day
    except (OverflowError, ValueError):
        return None


def add_period(day: str, period: Period) -> str:
    """The last day of a period that begins the day after `day` (ISO). Working days know no public holidays.

    A year ends on the same day of the month; 29 February ends on 28 February. Raises OverflowError or ValueError where
    the calendar ends before the period does.
    """
    start = dt.date.fromisoformat(day)
    if period.years is not None:
        try:
            return start.replace(year=start.year + period.years).isoformat()
        except ValueError:
            return start.replace(year=start.year + period.years, day=28).isoformat()
    if period.working_days is not None:
        left = period.working_days
        while left:
            start += dt.timedelta(days=1)
            left -= start.weekday() < 5
        return start.isoformat()
    return (start + dt.timedelta(days=period.days or 0, weeks=period.weeks or 0)).isoformat()


def next_day_of_year(since: str, day_of_year: str, today: str) -> str:
    """The first such day (`MM-DD`) that lies in a year after `since` and not before `today` (both ISO).

    Raises ValueError where the calendar has no such year.
    """
    day = dt.date.fromisoformat(f"2001-{day_of_year}").replace(year=max(int(since[:4]) + 1, int(today[:4])))
    return (day if day.isoformat() >= today else day.replace(year=day.year + 1)).isoformat()

"""Duties that follow from the answers, with dates where the answers give a day to count from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dpia.content.scenario import Period, Task
from dpia.engine.evaluation import Evaluation
from dpia.engine.truth import NO, UNKNOWN, Ref, Verdict


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task, whether it is sure, and the last day (ISO) if it can be counted."""

    task: Task
    verdict: Verdict
    due: str | None
    waits_for: Ref | None
    """The date that the period counts from, if it is not answered."""


def tasks(evaluation: Evaluation) -> tuple[DueTask, ...]:
    """The tasks of the regimes that govern, sure ones first, then those that an open answer may bring."""
    found = []
    for task in evaluation.pack.content.tasks:
        if evaluation.regime(task.regime).governs.truth is NO:
            continue
        verdict = evaluation.evaluator.evaluate(task.when)
        if verdict.truth is NO:
            continue
        due, waits = None, None
        if task.counts_from is not None and task.within is not None:
            answer = evaluation.assessment.answers.get(task.counts_from)
            if answer is not None and answer.given:
                due = add_period(str(answer.value), task.within)
            else:
                waits = Ref(task.counts_from)
        found.append(DueTask(task, verdict, due, waits))
    return tuple(sorted(found, key=lambda item: item.verdict.truth is UNKNOWN))


def add_period(day: str, period: Period) -> str:
    """The last day of a period that begins the day after `day` (ISO). Working days know no public holidays.

    A year ends on the same day of the month; 29 February ends on 28 February.
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

"""Scenarios, completeness maps, tasks: what goes with a setting, what an assessment must hold, what follows from it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from dpia.content.authority import Window
from dpia.content.base import AuthorityId, Model, QuestionId, Slug, Text
from dpia.content.condition import Condition

Place = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z0-9-]+(\.[a-z0-9-]+)?$")]
"""A question, or a column in the form `table.column`."""


def _day_of_every_year(day: str) -> str:
    dt.date.fromisoformat(f"2001-{day}")  # 2001 has no 29 February
    return day


DayOfYear = Annotated[str, AfterValidator(_day_of_every_year)]
"""A day that every year has, as `MM-DD`."""


class Rung(Model):
    """A typical other way in a setting, for the ladder: which one, what it does, and what is to be thought of."""

    rung: Slug
    text: Text


class Scenario(Model):
    """One setting: who reads it, what may be done instead, and answers that are proposed, never assumed.

    `presets` are plain answers as in an answers file; the person confirms each. `stop_when` decides whether the first
    answers already settle the matter; then `stop_text` is shown with what may be done instead.
    """

    id: Slug
    title: Text
    summary: Text
    audience: Text
    guidance: tuple[Text, ...] = Field(min_length=1)
    instead: tuple[Rung, ...] = Field(min_length=1)
    risks: tuple[Slug, ...] = ()
    measures: tuple[Slug, ...] = ()
    law: tuple[AuthorityId, ...] = ()
    presets: dict[str, Any]
    first_questions: tuple[QuestionId, ...] = ()
    stop_when: Condition | None = None
    stop_text: str = ""

    @model_validator(mode="after")
    def _stop(self) -> Scenario:
        if (self.stop_when is None) != (self.stop_text == ""):
            raise ValueError("stop_when and stop_text go together")
        return self


class Element(Model):
    """One thing that a complete assessment must hold, and the questions that answer it (`table.column` for a column).

    `missing_when` holds where the answers are there and say themselves that the thing is not: a balance answered
    "no", a notice answered "not yet", a table "none".
    """

    id: Slug
    title: Text
    authority: AuthorityId
    answered_by: tuple[Place, ...] = Field(min_length=1)
    applies: Condition | None = None
    missing_when: Condition | None = None
    added_by_tool: bool = False
    note: str = ""


class CompletenessMap(Model):
    """The elements that one law or guideline asks of an assessment."""

    id: Slug
    regime: Slug
    title: Text
    note: str = ""
    elements: tuple[Element, ...] = Field(min_length=1)


class Period(Model):
    """A stretch of time; exactly one is set. Working days leave out Saturdays and Sundays, not public holidays."""

    days: int | None = Field(default=None, ge=0)
    working_days: int | None = Field(default=None, ge=1)
    weeks: int | None = Field(default=None, ge=1)
    years: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _one(self) -> Period:
        if sum(value is not None for value in (self.days, self.working_days, self.weeks, self.years)) != 1:
            raise ValueError("needs exactly one of days, working_days, weeks, years")
        return self


class Task(Model):
    """A duty that follows from the answers, with the date by which it must be done where the answers give one.

    With `rows` there is one task for each row of that table for which `when` holds. `counts_from` is a question whose
    answer is a date, or with `rows` perhaps a column; the last day is that date itself, or `within` after it, or with
    `yearly` that day of each year, first in the year after the date. `within` alone is a period whose first day no
    answer gives. `in_force` narrows the window of the authority, for a date that was laid down later than the duty.
    """

    id: Slug
    regime: Slug
    title: Text
    text: Text
    authority: AuthorityId
    when: Condition
    rows: QuestionId | None = None
    counts_from: QuestionId | Slug | None = None
    within: Period | None = None
    yearly: DayOfYear | None = None
    in_force: Window | None = None
    note: str = ""

    @model_validator(mode="after")
    def _dates(self) -> Task:
        if self.counts_from is None and self.yearly is not None:
            raise ValueError("yearly needs counts_from")
        if self.within is not None and self.yearly is not None:
            raise ValueError("within and yearly exclude each other")
        if self.counts_from is not None and "." not in self.counts_from and self.rows is None:
            raise ValueError("counts_from names a column only with rows")
        return self

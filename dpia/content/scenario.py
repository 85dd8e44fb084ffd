"""Scenarios, completeness maps and tasks: what goes with a setting, what must be in, what follows."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from dpia.content.base import AuthorityId, Model, QuestionId, Slug, Text
from dpia.content.condition import Condition


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


class Element(Model):
    """One thing that a complete assessment must hold, and the questions (or `table.column`) that answer it."""

    id: Slug
    title: Text
    authority: AuthorityId
    answered_by: tuple[str, ...] = Field(min_length=1)
    applies: Condition | None = None
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

    days: int | None = None
    working_days: int | None = None
    weeks: int | None = None
    years: int | None = None

    @model_validator(mode="after")
    def _one(self) -> Period:
        if sum(value is not None for value in (self.days, self.working_days, self.weeks, self.years)) != 1:
            raise ValueError("needs exactly one of days, working_days, weeks, years")
        return self


class Task(Model):
    """A duty that follows from the answers, with the date by which it must be done where the answers give one."""

    id: Slug
    regime: Slug
    title: Text
    text: Text
    authority: AuthorityId
    when: Condition
    counts_from: QuestionId | None = None
    within: Period | None = None
    note: str = ""

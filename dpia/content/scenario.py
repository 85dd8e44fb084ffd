"""Scenarios, completeness maps, tasks: what goes with a setting, what an assessment must hold, what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from dpia.content.authority import Window
from dpia.content.base import (
    Answers,
    AuthorityId,
    Limits,
    Model,
    Prose,
    QuestionId,
    Slug,
    Text,
    is_id,
    model,
    real_date,
)
from dpia.content.condition import Condition

Place = Annotated[str, Limits(pattern=r"^[a-z]+\.[a-z0-9-]+(\.[a-z0-9-]+)?$")]
"""A question, or a column in the form `table.column`."""


DayOfYear = Annotated[str, Limits(pattern=r"^\d{2}-\d{2}$")]
"""A day that every year has, as `MM-DD`."""


@model
class Rung(Model):
    """A typical other way in a setting, for the ladder: which one, what it does, and what is to be thought of."""

    rung: Slug
    text: Text


@model
class Wording(Model):
    """A question in other words, for the answers so far: where `when` surely holds.

    `options` names the options that make sense there, each in words of its own; the others are not offered. Without it
    all are offered as they stand. `also` are cells that the question in these words says of its row.
    """

    when: Condition
    text: Text
    help: Prose = ""
    options: dict[Slug, Text] | None = None
    also: dict[Slug, str] | None = None


@model
class LaneStep(Model):
    """One question of the quick lane of a setting: a question or a column, asked of the first row of its table.

    It is asked where the question itself is surely asked; with `if_open` also where it only may be, since an answer
    before it is not known: for what says which law governs, without which nothing is decided. Where `when` surely does
    not hold, the step is passed over: there the answer decides nothing, and its place is another question's. A question
    may stand twice, earlier with a `when`; its words belong to the first. With `propose` the answer that the setting
    proposes may be confirmed; that is for what describes a place or a technology, and never for what is judged. `also`
    are cells that the question itself says of its row: whoever is asked for the main purpose speaks of the main one.
    `text` and `help` word it for somebody who sees no table around it, and `wordings` for what was answered before; the
    first that fits is taken. `first` are the options that are used most in the setting: they are offered before others.
    """

    ask: Place
    if_open: bool = False
    when: Condition | None = None
    propose: bool = False
    also: dict[Slug, str] | None = None
    text: Prose = ""
    help: Prose = ""
    first: tuple[Slug, ...] = ()
    wordings: tuple[Wording, ...] = ()


@model
class Scenario(Model):
    """One setting: who reads it, what may be done instead, and answers that are proposed, never assumed.

    `presets` are plain answers as in an answers file; the person confirms each. `stop_when` decides whether the first
    answers already settle the matter; then `stop_text` is shown with what may be done instead. `rank` orders the
    settings, the one that is used most first. `lane` are the questions of the quick lane, the one that decides most
    first; as many are asked as the lane has room for.
    """

    id: Slug
    rank: int = 0
    title: Text
    summary: Text
    audience: Text
    guidance: Annotated[tuple[Text, ...], Limits(min_length=1)]
    instead: Annotated[tuple[Rung, ...], Limits(min_length=1)]
    risks: tuple[Slug, ...] = ()
    measures: tuple[Slug, ...] = ()
    law: tuple[AuthorityId, ...] = ()
    presets: Answers
    first_questions: tuple[QuestionId, ...] = ()
    lane: tuple[LaneStep, ...] = ()
    stop_when: Condition | None = None
    stop_text: Prose = ""

    def __post_init__(self) -> None:
        if (self.stop_when is None) != (self.stop_text == ""):
            raise ValueError("stop_when and stop_text go together")


def presets_in(scenario: Scenario, content: Callable[[str], str]) -> dict[str, Any]:
    """The presets with their words as `content` gives them in another language."""

    def told(value: Any) -> Any:
        if isinstance(value, str):
            return value if is_id(value) else content(value)
        if isinstance(value, dict):
            return {key: told(item) for key, item in value.items()}
        return [told(item) for item in value] if isinstance(value, list | tuple) else value

    return {key: told(value) for key, value in scenario.presets.items()}


def by_use(scenarios: Iterable[Scenario]) -> list[Scenario]:
    """Settings in the order in which they are offered: the one used most first."""
    return sorted(scenarios, key=lambda scenario: scenario.rank)


@model
class Element(Model):
    """One thing that a complete assessment must hold, and the questions that answer it (`table.column` for a column).

    `missing_when` holds where the answers are there and say themselves that the thing is not: a balance answered
    "no", a notice answered "not yet", a table "none".
    """

    id: Slug
    title: Text
    authority: AuthorityId
    answered_by: Annotated[tuple[Place, ...], Limits(min_length=1)]
    applies: Condition | None = None
    missing_when: Condition | None = None
    added_by_tool: bool = False
    note: Prose = ""


@model
class CompletenessMap(Model):
    """The elements that one law or guideline asks of an assessment."""

    id: Slug
    regime: Slug
    title: Text
    note: Prose = ""
    elements: Annotated[tuple[Element, ...], Limits(min_length=1)]


@model
class Period(Model):
    """A stretch of time; exactly one is set. Working days leave out Saturdays and Sundays, not public holidays."""

    days: Annotated[int, Limits(ge=0)] | None = None
    working_days: Annotated[int, Limits(ge=1)] | None = None
    weeks: Annotated[int, Limits(ge=1)] | None = None
    years: Annotated[int, Limits(ge=1)] | None = None

    def __post_init__(self) -> None:
        if sum(value is not None for value in (self.days, self.working_days, self.weeks, self.years)) != 1:
            raise ValueError("needs exactly one of days, working_days, weeks, years")


@model
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
    note: Prose = ""

    def __post_init__(self) -> None:
        if self.yearly is not None:
            real_date(f"2001-{self.yearly}")  # 2001 has no 29 February
        if self.counts_from is None and self.yearly is not None:
            raise ValueError("yearly needs counts_from")
        if self.within is not None and self.yearly is not None:
            raise ValueError("within and yearly exclude each other")
        if self.counts_from is not None and "." not in self.counts_from and self.rows is None:
            raise ValueError("counts_from names a column only with rows")

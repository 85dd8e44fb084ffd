"""The dates that an assessment asks somebody to keep: the review, measures, what is planned, duties. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dpia import dates
from dpia.assessment.model import Answer
from dpia.content.names import DECISION_DATE, DUE, MEASURE, MEASURES, OWNER, REVIEW_DATE, REVIEW_TRIGGERS
from dpia.engine.evaluation import Evaluation
from dpia.engine.tasks import tasks
from dpia.engine.truth import NO, UNKNOWN
from dpia.i18n_marks import N_
from dpia.wording import Words

Kind = Literal["review", "measure", "response", "planned", "duty", "decision"]


@dataclass(frozen=True, slots=True)
class Appointment:
    """A day, what is to be done or was, by whom, and more about it. `key` is stable while the place stands."""

    day: str
    kind: Kind
    what: str
    key: str
    owner: str = ""
    more: str = ""


def appointments(evaluation: Evaluation, words: Words) -> tuple[Appointment, ...]:
    """All of them, by day. Dates that are known by their month or year, or not at all, stand in no calendar."""
    found = (
        *_decision(evaluation, words),
        *_measures(evaluation, words),
        *_responses(evaluation, words),
        *_planned(evaluation, words),
        *_duties(evaluation, words),
    )
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.key)))


def _day(answer: Answer | None) -> str | None:
    """The day of an answer that is a whole date."""
    if answer is None or not answer.given or not isinstance(answer.value, str):
        return None
    try:
        return dates.day(answer.value).isoformat()
    except ValueError:
        return None


def _decision(evaluation: Evaluation, words: Words) -> Iterator[Appointment]:
    tr, answers = words.tr, evaluation.assessment.answers
    if (day := _day(answers.get(DECISION_DATE))) is not None:
        yield Appointment(day, "decision", tr(N_("Decision on the assessment")), "decision")
    if (day := _day(answers.get(REVIEW_DATE))) is None:
        return
    triggers = answers.get(REVIEW_TRIGGERS)
    more = ""
    asked = triggers is not None and evaluation.evaluator.visible(REVIEW_TRIGGERS).truth is not NO
    if asked and triggers is not None and triggers.given:
        more = f"{words.label(REVIEW_TRIGGERS)}: {words.answer(REVIEW_TRIGGERS)}"
    yield Appointment(day, "review", tr(N_("Review of the assessment")), "review", more=more)


def _measures(evaluation: Evaluation, words: Words) -> Iterator[Appointment]:
    for row in evaluation.assessment.rows(MEASURES):
        if (day := _day(row.cells.get(DUE))) is not None:
            owner = words.answer(MEASURES, row.id, OWNER) if (cell := row.cells.get(OWNER)) and cell.given else ""
            told = row.cells.get(MEASURE)
            named = told is not None and told.given
            what = words.answer(MEASURES, row.id, MEASURE) if named else words.row(MEASURES, row.id)
            yield Appointment(day, "measure", words.tr(N_("Measure: {what}"), what=what), f"measure {row.id}", owner)


def _responses(evaluation: Evaluation, words: Words) -> Iterator[Appointment]:
    for name, response in evaluation.assessment.responses.items():
        try:
            day = dates.day(response.due).isoformat()
        except ValueError:
            continue
        finding = evaluation.finding(name)
        more = words.title(finding) if finding is not None else words.tr(N_("the finding is not reported any more"))
        text = words.tr(N_("Measure: {what}"), what=response.measure or response.reason)
        yield Appointment(day, "response", text, f"response {name}", response.owner, f"{name}: {more}")


def _planned(evaluation: Evaluation, words: Words) -> Iterator[Appointment]:
    for item in evaluation.conditions:
        if item.intention.due:
            what = words.tr(N_("Planned: {what} — {answer}"), what=words.ref(item.ref), answer=words.unplanned(item))
            key = " ".join(("planned", *(part for part in item.ref if part)))
            yield Appointment(item.intention.due, "planned", what, key, item.intention.owner)


def _duties(evaluation: Evaluation, words: Words) -> Iterator[Appointment]:
    for due in tasks(evaluation):
        if due.due is None:
            continue
        what = words.tr.content(due.task.title)
        if due.row is not None and due.task.rows is not None:
            what = f"{what} ({words.row(due.task.rows, due.row)})"
        more = words.tr(N_("It may not apply: an answer is missing.")) if due.verdict.truth is UNKNOWN else ""
        yield Appointment(due.due, "duty", what, f"duty {due.task.id} {due.row or ''}".strip(), more=more)

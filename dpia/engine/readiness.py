"""What an assessment still lacks before its status may change. The words for it are made elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dpia.assessment.life_cycle import Status
from dpia.assessment.model import Answer, Response, Row
from dpia.content.names import (
    ASKED,
    ASKED_WHEN,
    CONTROLLER,
    DECISION,
    DECISION_BY,
    DECISION_CONDITIONS,
    DECISION_DATE,
    FOLLOWED,
    HAS_OFFICER,
    OFFICER,
    OVERRULED_BECAUSE,
    REVIEW_DATE,
    TALKS,
    TITLE,
    VIEW,
)
from dpia.engine.decision import reason_missing
from dpia.engine.evaluation import Evaluation
from dpia.engine.truth import NO, Ref

LackCode = Literal[
    "answers", "advice", "advised", "overruled", "responses", "measures", "reasons", "departure", "planned", "later",
    "no-start",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing: of which kind, and where."""

    code: LackCode
    refs: tuple[Ref, ...] = ()
    findings: tuple[str, ...] = ()


def lacking(evaluation: Evaluation, wanted: Status, *, now: Status, today: str) -> tuple[Lack, ...]:
    """What is missing before the present revision, whose status is `now`, may have the status that is wanted.

    `today` is an ISO date: a decision is not taken on a day that has not come.
    """
    match wanted:
        case "under-review":
            return tuple(_answers(evaluation, (TITLE, CONTROLLER)))
        case "advised":
            return tuple(_advice(evaluation))
        case "decided":
            return tuple(_decision(evaluation, now, today))
        case "in-force" if not starts(evaluation):
            return (Lack("no-start", (Ref(DECISION),)),)
    return ()


def starts(evaluation: Evaluation) -> bool:
    """Whether what was decided is to start or go on, perhaps on conditions."""
    return _carried_by(evaluation) in ("launch", "launch-with-conditions")


def _carried_by(evaluation: Evaluation) -> str | None:
    question, answer = evaluation.pack.questions.get(DECISION), evaluation.assessment.answers.get(DECISION)
    option = question.option(answer.value) if question is not None and answer is not None and answer.given else None
    return option.carried_by if option is not None else None


def _decision(evaluation: Evaluation, now: Status, today: str) -> Iterator[Lack]:
    """What whoever decides must have in hand."""
    yield from _answers(evaluation, (TITLE, CONTROLLER, DECISION, DECISION_BY, DECISION_DATE))
    yield from _answers(evaluation, (DECISION_CONDITIONS,))
    yield from _answers(evaluation, (REVIEW_DATE,), or_not_applicable=True)
    date = evaluation.assessment.answers.get(DECISION_DATE)
    if date is not None and isinstance(date.value, str) and date.value > today:
        yield Lack("later", (Ref(DECISION_DATE),))
    if reason_missing(evaluation):
        yield Lack("departure")
    yield from _officer(evaluation, now)
    if cells := tuple(_overruled_without_reason(evaluation)):
        yield Lack("overruled", cells)
    # Whoever decides to stop, or to change and assess again, need not promise to mend what is not done.
    if _carried_by(evaluation) != "do-not-launch":
        yield from _responses(evaluation)
        plans = evaluation.conditions
        if bare := tuple(item.ref for item in plans if not (item.intention.owner and item.intention.due)):
            yield Lack("planned", bare)


def _answers(evaluation: Evaluation, names: tuple[str, ...], *, or_not_applicable: bool = False) -> Iterator[Lack]:
    """Those of the questions that are asked and not answered; "I do not know" is no answer to sign on."""
    found = []
    for name in names:
        if name not in evaluation.pack.questions or evaluation.evaluator.visible(name).truth is NO:
            continue
        answer = evaluation.assessment.answers.get(name)
        if not _said(answer) and not (or_not_applicable and answer is not None and answer.reason):
            found.append(Ref(name))
    if found:
        yield Lack("answers", tuple(found))


def _said(answer: Answer | None) -> bool:
    return answer is not None and answer.given and answer.value not in ("", ())


# --- the officer ------------------------------------------------------------------------------------------------------


def _officer(evaluation: Evaluation, now: Status) -> Iterator[Lack]:
    """That the officer has advised, where a law that governs asks for the advice and there is an officer."""
    if HAS_OFFICER not in evaluation.pack.questions:
        return
    asks = [result for result in evaluation.regimes if result.regime.officer_advice is not None]
    if all(evaluation.governs[result.regime.id].truth is NO for result in asks):
        return
    answer = evaluation.assessment.answers.get(HAS_OFFICER)
    if not _said(answer):
        yield from _answers(evaluation, (HAS_OFFICER,))
    elif answer is not None and answer.value is True:
        yield from _advice(evaluation)
        if now != "advised":
            yield Lack("advised")


def _advice(evaluation: Evaluation) -> Iterator[Lack]:
    """The officer's advice with its day, on file."""
    if TALKS not in evaluation.pack.questions:
        return
    rows = list(_officers(evaluation))
    if not rows:
        yield Lack("advice", (Ref(TALKS),))
    for row in rows:
        if bare := [name for name in (VIEW, ASKED_WHEN) if not _said(row.cells.get(name))]:
            yield Lack("answers", tuple(Ref(TALKS, row.id, name) for name in bare))


def _officers(evaluation: Evaluation) -> Iterator[Row]:
    for row in evaluation.assessment.rows(TALKS):
        cell = row.cells.get(ASKED)
        if cell is not None and cell.given and cell.value == OFFICER:
            yield row


def _overruled_without_reason(evaluation: Evaluation) -> Iterator[Ref]:
    column = evaluation.pack.columns.get((TALKS, FOLLOWED))
    if column is None or (TALKS, OVERRULED_BECAUSE) not in evaluation.pack.columns:
        return
    for row in evaluation.assessment.rows(TALKS):
        cell = row.cells.get(FOLLOWED)
        option = column.option(cell.value) if cell is not None and cell.given else None
        if option is not None and option.overruled and not _said(row.cells.get(OVERRULED_BECAUSE)):
            yield Ref(TALKS, row.id, OVERRULED_BECAUSE)


# --- responses --------------------------------------------------------------------------------------------------------


def _responses(evaluation: Evaluation) -> Iterator[Lack]:
    """Each blocker and major is answered: by a measure with owner and date, or accepted or contested with a reason."""
    responses = evaluation.assessment.responses
    grave = [one.id for one in evaluation.findings if one.severity in ("blocker", "major") and one.truth != "open"]
    if silent := tuple(name for name in grave if name not in responses):
        yield Lack("responses", findings=silent)
    given = {name: responses[name] for name in grave if name in responses}
    if bare := tuple(name for name, one in given.items() if one.kind == "measure" and not _whole(one)):
        yield Lack("measures", findings=bare)
    if bare := tuple(name for name, one in given.items() if one.kind != "measure" and not one.reason):
        yield Lack("reasons", findings=bare)


def _whole(measure: Response) -> bool:
    return bool(measure.measure and measure.owner and measure.due)

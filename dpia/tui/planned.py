"""Answers that are planned: what is said beside them, and what of them follows for the launch. No Textual in here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dpia.assessment.model import Answer
from dpia.content.question import Column, Question
from dpia.engine.evaluation import Evaluation
from dpia.engine.intentions import intended
from dpia.i18n_marks import N_
from dpia.wording import Words


def plans_count(evaluation: Evaluation) -> bool:
    """Whether planned answers are judged as if they were so; where the system runs, or may run, none is."""
    return any(intended(evaluation.evaluator.assessment))


def why_not(words: Words, evaluation: Evaluation) -> str:
    """Why a plan counts as not answered."""
    if words.running(evaluation):
        return words.tr(N_("The system runs already: a plan counts as not answered."))
    return words.tr(N_("It counts as not answered until you say that the system does not run yet."))


def planned_words(words: Words, evaluation: Evaluation, answer: Answer | None) -> str:
    """“planned: Ada, by 1 March 2027”, and that it does not count where it does not; empty for other answers."""
    if answer is None or answer.intended is None:
        return ""
    text = words.tr(N_("planned: {who_and_when}"), who_and_when=words.who_and_when(answer.intended))
    return text if plans_count(evaluation) else words.tr.sentences((text + words.tr.stop, why_not(words, evaluation)))


def still_planned(field: Question | Column, before: Answer | None, after: Answer | None) -> Answer | None:
    """The answer as it is to be settled: the plan holds for the list or number that takes the place of a planned one.

    A planned yes that becomes a no, or another choice, is planned no more.
    """
    if before is None or before.intended is None or after is None or not after.given or after.intended is not None:
        return after
    return replace(after, intended=before.intended) if field.type in ("choices", "number") else after


def unplanned(answer: Answer | None) -> Answer | None:
    """The answer without the plan."""
    return answer if answer is None else replace(answer, intended=None)


def plan_lines(words: Words, evaluation: Evaluation) -> Iterator[str]:
    """Each planned answer with who sees to it by when: first a heading that says what follows from them."""
    tr = words.tr
    plans = [one.ref for one in evaluation.conditions] or [ref for ref, _ in intended(evaluation.assessment)]
    if not plans:
        return
    if evaluation.conditions:
        yield tr(N_("Planned, and therefore a condition of the launch:"))
    else:
        yield f"{tr(N_('Planned, and not counted.'))} {why_not(words, evaluation)}"
    for ref in plans:
        yield words.because(ref)

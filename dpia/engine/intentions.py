"""Answers that are intended: judged as if they were so, and conditions of whatever follows.

What is to be in place before a launch can be planned. Where the system runs already, or where nobody has said that it
does not, a plan is no safeguard: there an intended answer counts as absent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dpia.assessment.model import Answer, Assessment, Intention, Row, given
from dpia.content.names import RUNNING
from dpia.content.pack import Pack
from dpia.engine.evaluator import Evaluator
from dpia.engine.truth import NO, Ref


@dataclass(frozen=True, slots=True)
class LaunchCondition:
    """An answer that holds only if somebody sees to it."""

    ref: Ref
    answer: Answer
    intention: Intention


def intended(assessment: Assessment) -> Iterator[tuple[Ref, Answer]]:
    """The intended answers and cells, in the order of the file."""
    for question, row, column, answer in assessment.leaves():
        if answer.intended is not None:
            yield Ref(question, row, column), answer


def without_mere_plans(pack: Pack, assessment: Assessment) -> Assessment:
    """The answers that count: all, or those that are no mere plan where the system runs or may run."""
    if not assessment.plans:
        return assessment
    if RUNNING in pack.facts and Evaluator(pack, assessment).fact(RUNNING).truth is NO:
        return assessment
    answers = {}
    for name, answer in assessment.answers.items():
        if answer.intended is not None:
            continue
        rows = assessment.rows(name)
        planned = any(cell.intended is not None for row in rows for cell in row.cells.values())
        answers[name] = given(tuple(_without(row) for row in rows)) if planned else answer
    return replace(assessment, answers=answers)


def launch_conditions(evaluator: Evaluator) -> tuple[LaunchCondition, ...]:
    """The intended answers that count and are asked, each as a condition of the launch."""
    if not evaluator.assessment.plans:
        return ()
    return tuple(
        LaunchCondition(ref, answer, answer.intended)
        for ref, answer in intended(evaluator.assessment)
        if answer.intended is not None and _asked(evaluator, ref)
    )


def _asked(evaluator: Evaluator, ref: Ref) -> bool:
    if ref.question not in evaluator.pack.questions or evaluator.visible(ref.question).truth is NO:
        return False
    if ref.row is None or ref.column is None:
        return True
    row = evaluator.assessment.row(ref.question, ref.row)
    return row is not None and evaluator.visible_cell(ref.question, row, ref.column).truth is not NO


def _without(row: Row) -> Row:
    return Row(row.id, {name: cell for name, cell in row.cells.items() if cell.intended is None})

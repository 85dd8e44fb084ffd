"""A finding "in order" does not rest on ignorance: an answer that could make its rule say something graver has to be known.

For each case beside a Chinese rule that comes out as in order, each answer is turned. Where another answer would bring a graver grade of the
same rule, "I don't know" must take the clearance away.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from dpia import resources
from dpia.assessment.model import UNKNOWN, Answer, Assessment, given
from dpia.content.cases import load_cases
from dpia.content.loader import ContentFolder, load_pack
from dpia.content.question import Column, Question
from dpia.engine.findings import Finding
from dpia.lint.cases import case_assessment
from dpia.lint.trial import Trial

PACK = load_pack()
CONCERNS = ("blocker", "major", "minor")
NUMBERS = (0, 3, 50_000, 90_000, 150_000, 2_000_000)
CLEARED = sorted(
    {
        rule.id
        for rule in PACK.rules.values()
        if rule.regime == "cn" and any(grade.severity == "ok" for grade in rule.grades)
    }
)


@cache
def cases() -> dict[str, list[tuple[str, Assessment]]]:
    """Rule -> name and answers of each case beside it that comes out as in order."""
    found: dict[str, list[tuple[str, Assessment]]] = {rule: [] for rule in CLEARED}
    for placed in load_cases(ContentFolder(resources.data_root("questionnaires"))):
        state = case_assessment(PACK, placed)
        for rule in set(placed.case.expect) & set(CLEARED):
            if in_order(state, rule):
                found[rule].append((placed.case.name, state))
    return found


def of(state: Assessment, rule: str) -> Finding | None:
    return Trial(PACK, state).finding(PACK.rules[rule])


def in_order(state: Assessment, rule: str) -> bool:
    found = of(state, rule)
    return found is not None and found.severity == "ok"


def field(question: str, column: str | None) -> Question | Column:
    asked = PACK.questions[question]
    return asked if column is None else next(one for one in asked.columns if one.id == column)


def others(asked: Question | Column, value: Any) -> Iterator[Any]:
    """Other answers to the same question: each other option, each tick set or taken away, numbers around the thresholds."""
    if asked.type == "boolean":
        yield not value
    elif asked.type == "choice":
        yield from (option.id for option in asked.options if option.id != value)
    elif asked.type == "choices" and asked.options:
        for option in asked.options:
            yield tuple(one for one in value if one != option.id) if option.id in value else (*value, option.id)
    elif asked.type == "number":
        yield from (number for number in NUMBERS if number != value)


def turned(state: Assessment, question: str, row: str | None, column: str | None, answer: Answer) -> Assessment:
    if row is None or column is None:
        return state.with_answer(question, answer)
    return state.with_cell(question, row, column, answer)


@pytest.mark.parametrize("rule", CLEARED)
def test_an_answer_that_could_bring_a_graver_grade_has_to_be_known(rule):
    assert cases()[rule], "no case in which this rule is in order"
    for name, state in cases()[rule]:
        for question, row, column, answer in state.leaves():
            place = (question, row, column)
            if not answer.given or not in_order(turned(state, *place, UNKNOWN), rule):
                continue
            for value in others(field(question, column), answer.value):
                found = of(turned(state, *place, given(value)), rule)
                graver = found is not None and found.severity in CONCERNS and found.truth != "open"
                assert not graver, (name, place, value, found and found.id)

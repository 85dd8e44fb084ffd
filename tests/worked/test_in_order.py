"""No "in order" on ignorance: where some answer would take an `ok` away, "I don't know" in its place takes it away too.

A condition that asks for "answered and …" turns unknown into no; so an `ok` could stand on a question that nobody could answer. Tried for each
case beside the rules in which a rule says `ok`: each given answer becomes unknown, and where the `ok` stays, every other value must leave it.
"""

from __future__ import annotations

from functools import cache

import pytest

from dpia import resources
from dpia.assessment.model import UNKNOWN, Answer, Assessment, Value, given
from dpia.content.cases import PlacedCase, load_cases
from dpia.content.loader import ContentFolder, load_pack
from dpia.content.rule import Rule
from dpia.engine.truth import Ref
from dpia.lint.cases import case_assessment
from dpia.lint.trial import Trial

CONCERNS = ("blocker", "major", "minor")
PACK = load_pack()
RULES = [rule.id for rule in PACK.content.rules if any(grade.severity == "ok" for grade in rule.grades)]
NUMBERS = (0, 3, 50_000, 90_000, 150_000, 2_000_000)
"""On either side of the thresholds that rules name."""
# Whoever does not know which feature it is has said that there is one: a convention of the fact `uses-biometric-template`.
SAID_ALL_THE_SAME = {"processing.modality"}


@cache
def cases() -> tuple[PlacedCase, ...]:
    return tuple(load_cases(ContentFolder(resources.data_root("questionnaires"))))


def severity(state: Assessment, rule: Rule) -> str:
    found = Trial(PACK, state).finding(rule)
    if found is None:
        return "none"
    return found.severity if found.truth == "established" or found.severity != "ok" else "none"


def others(ref: Ref) -> list[Value]:
    """Values that could stand there; of a list each option alone and none, of numbers those around the thresholds."""
    field = PACK.questions[ref.question] if ref.column is None else PACK.columns[ref.question, ref.column]
    options = [option.id for option in field.options or ()]
    if field.type == "boolean":
        return [True, False]
    if field.type == "number":
        return list(NUMBERS)
    if field.type == "choices":
        return [(), *((option,) for option in options)]
    return list(options) if field.type == "choice" else []


def put(state: Assessment, ref: Ref, answer: Answer) -> Assessment:
    if ref.row is None or ref.column is None:
        return state.with_answer(ref.question, answer)
    return state.with_cell(ref.question, ref.row, ref.column, answer)


def blind(state: Assessment, rule: Rule) -> list[str]:
    """The answers whose loss the `ok` of a rule survives although another value would end it."""
    found = []
    for question, row, column, answer in state.leaves():
        ref = Ref(question, row, column)
        if not answer.given or question in SAID_ALL_THE_SAME or (row is not None and column is None):
            continue
        if severity(put(state, ref, UNKNOWN), rule) != "ok":
            continue
        if any(severity(put(state, ref, given(value)), rule) in CONCERNS for value in others(ref)):
            found.append(f"{question}{'' if column is None else '.' + column}")
    return found


@pytest.mark.parametrize("name", RULES)
def test_what_nobody_knows_is_never_in_order(name):
    rule, tried = PACK.rules[name], 0
    for placed in cases():
        if name not in placed.case.expect:
            continue
        state = case_assessment(PACK, placed)
        if severity(state, rule) == "ok":
            tried += 1
            assert blind(state, rule) == [], placed.case.name
    assert tried, "no case in which it is in order"


def test_who_decides_too_is_not_known():
    """The supplier's role is unknown, and nothing is in writing: nobody can say that the controller is settled."""
    placed = next(
        one for one in cases() if one.case.name.startswith("the board is named, the supplier's role is not known")
    )
    assert severity(case_assessment(PACK, placed), PACK.rules["RP-46"]) == "none"

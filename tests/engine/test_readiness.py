"""What a decision lacks, on the real content: the officer's advice, reasons, conditions, and whatever is only planned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dpia.assessment.answers_file import read_edits
from dpia.assessment.model import Assessment, Intention, given
from dpia.content.loader import load_pack
from dpia.content.names import HAS_OFFICER, TALKS
from dpia.content.source import parse, read_text
from dpia.engine.evaluation import evaluate
from dpia.engine.readiness import lacking
from dpia.engine.truth import YES

FILE = Path(__file__).parents[1] / "worked" / "complete.yaml"


@pytest.fixture(scope="module")
def pack():
    return load_pack()


@pytest.fixture(scope="module")
def complete(pack) -> Assessment:
    state = Assessment("2026-11-21", "2026-11-21")
    for edit in read_edits(parse(read_text(FILE), "a"), pack, state)[0]:
        state = state.with_answer(edit.question, edit.answer)
    return state


def lacks(pack, state: Assessment, now="advised"):
    return {lack.code for lack in lacking(evaluate(pack, state), "decided", now=now, today="2026-11-21")}


def officer_row(state: Assessment, **cells) -> Assessment:
    for name, value in cells.items():
        state = state.with_cell(TALKS, "officer", name, given(value) if value is not None else None)
    return state


def test_the_officers_advice_comes_before_the_decision(pack, complete):
    assert lacks(pack, complete) == set()
    assert lacks(pack, complete, now="under-review") == {"advised"}
    assert lacks(pack, officer_row(complete, view=None, when=None)) == {"answers"}
    nobody = complete.with_answer(TALKS, given(tuple(row for row in complete.rows(TALKS) if row.id != "officer")))
    assert "advice" in lacks(pack, nobody)
    assert "answers" in lacks(pack, complete.with_answer(HAS_OFFICER, None))
    without = complete.with_answer(HAS_OFFICER, given(False))
    assert "advised" not in lacks(pack, without, now="under-review")


def test_advice_that_is_not_followed_needs_its_reason(pack, complete):
    overruled = officer_row(complete, followed="departed-reasons")
    assert lacks(pack, overruled) == {"overruled"}
    assert lacks(pack, officer_row(overruled, because="Another door was found")) == set()


def test_conditions_the_review_and_what_is_planned_are_named(pack, complete):
    state = complete.with_answer("decision.conditions", None).with_answer("decision.review-date", None)
    found = lacking(evaluate(pack, state), "decided", now="advised", today="2026-11-21")
    assert [[ref.question for ref in lack.refs] for lack in found] == [
        ["decision.conditions"], ["decision.review-date"]
    ]  # fmt: skip
    asked = evaluate(pack, complete).evaluator
    name = next(
        name
        for name, one in complete.answers.items()
        if one.given
        and isinstance(one.value, bool)
        and name.startswith("safeguards.")
        and asked.visible(name).truth is YES
    )
    answer = complete.answers[name]
    planned = complete.with_answer(name, replace(answer, intended=Intention("Bo")))
    assert "planned" in lacks(pack, planned)
    dated = complete.with_answer(name, replace(answer, intended=Intention("Bo", "2026-12-01")))
    assert "planned" not in lacks(pack, dated)
    assert "later" in lacks(pack, complete.with_answer("decision.date", given("2027-01-01")))

"""A planned safeguard is judged as if it were there, and is a condition; of a system that runs it is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from support.controls import check
from support.toy import assessments, toy_pack

from dpia.assessment.answers import AnswerError, read_value, to_plain
from dpia.assessment.model import Answer, Assessment, Intention, Row, given
from dpia.content.loader import load_pack
from dpia.content.names import RUNNING
from dpia.engine.evaluation import evaluate
from dpia.engine.intentions import intended
from dpia.engine.judged import as_judged
from dpia.engine.truth import YES, Ref

PLAN = Intention("Ada", "2027-03-01")


def planned(answer: Answer) -> Answer:
    return replace(answer, intended=PLAN)


@pytest.fixture(scope="module")
def pack():
    return load_pack()


@pytest.fixture(scope="module")
def complete(pack):
    """A deployment that may be launched."""
    evaluation = check(pack)
    assert evaluation.outcome == "launch"
    return evaluation.assessment


def test_a_plan_is_judged_as_given_and_becomes_a_condition(pack, complete):
    answer = complete.answers["safeguards.notice-items"]
    result = evaluate(pack, complete.with_answer("safeguards.notice-items", planned(answer)))
    assert [finding.id for finding in result.findings] == [finding.id for finding in evaluate(pack, complete).findings]
    assert result.outcome == result.best == "launch-with-conditions"
    assert [(item.ref, item.intention) for item in result.conditions] == [(Ref("safeguards.notice-items"), PLAN)]


def test_of_a_system_that_runs_a_plan_is_no_answer(pack, complete):
    runs = complete.with_answer("start.stage", given("live"))
    assert evaluate(pack, runs).evaluator.fact(RUNNING).truth is YES
    answer = complete.answers["safeguards.notice-items"]
    result = evaluate(pack, runs.with_answer("safeguards.notice-items", planned(answer)))
    without = evaluate(pack, runs.with_answer("safeguards.notice-items", None))
    assert result.conditions == ()
    assert result.outcome == without.outcome
    assert [finding.id for finding in result.findings] == [finding.id for finding in without.findings]


def test_incremental_evaluation_follows_the_step_to_running(pack, complete):
    answer = complete.answers["safeguards.notice-items"]
    before = evaluate(pack, complete.with_answer("safeguards.notice-items", planned(answer)))
    runs = before.assessment.with_answer("start.stage", given("live"))
    again, anew = evaluate(pack, runs, before), evaluate(pack, runs)
    assert [(f.id, f.truth) for f in again.findings] == [(f.id, f.truth) for f in anew.findings]


@drawn(state=assessments())
@settings(max_examples=60, deadline=None)
def test_without_plans_nothing_is_otherwise(state):
    assert as_judged(toy_pack(), state) is state


def test_a_planned_cell_is_found_and_left_out_of_what_runs(pack):
    row = Row("r", {"role": given("pupil"), "other-way": planned(given("none"))})
    state = Assessment("2026-01-01", "2026-01-01", answers={"processing.groups": given((row,))})
    assert [ref for ref, _ in intended(state)] == [Ref("processing.groups", "r", "other-way")]
    assert as_judged(pack, state).rows("processing.groups") == (Row("r", {"role": given("pupil")}),)


def test_file_and_answers_file_keep_a_plan(pack):
    question = pack.questions["safeguards.notice-items"]
    answer = read_value(question, {"intended": ["who"], "owner": "Ada", "due": "2027-03-01"})
    assert answer == planned(given(("who",)))
    assert Answer.from_json(answer.to_json()) == answer
    assert read_value(question, to_plain(answer)) == answer


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("start.title", {"intended": "x"}, "not-intended"), ("safeguards.notice-items", {"intended": "unknown"}, "not-intended"),
        ("safeguards.notice-items", {"intended": {"intended": []}}, "not-intended"),
        ("safeguards.notice-items", {"intended": [], "who": "x"}, "wrong-type"),
        ("safeguards.notice-items", {"intended": [], "due": "2027-03"}, "not-a-date"),
        ("safeguards.notice-items", {"intended": [], "owner": "a\x1b"}, "control-character"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_refused(pack, name, raw, code):
    with pytest.raises(AnswerError) as error:
        read_value(pack.questions[name], raw)
    assert error.value.code == code

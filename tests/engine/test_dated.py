"""The days that an assessment names: what is done is due no more, and what names each day is known."""

from __future__ import annotations

from dpia.assessment.answers_file import assessment_from_plain
from dpia.engine.dated import dated
from dpia.engine.evaluation import evaluate
from dpia.engine.truth import Ref

DAY = "2026-11-21"
ANSWERS = {
    "start.people-in": ["sweden"], "start.based-in": ["sweden"], "start.body-type": "company", "start.police-work": "no",
    "start.stage": "planned", "start.begin-date": "2027-02-01", "safeguards.notice": "none",
    "decision.review-date": "2027-11-20",
    "processing.technology": ["plain-video"],
    "processing.groups": [{"id": "staff", "role": "staff", "joins": "recorded"}],
    "risks.measures": [
        {"id": "done", "state": "done", "due": "2026-01-15"}, {"id": "late", "state": "planned", "due": "2026-01-16"},
        {"id": "open", "due": "2027"}, {"id": "never", "state": "planned"},
    ],
}  # fmt: skip


def test_a_measure_that_is_done_is_due_no_more(pack):
    found = dated(evaluate(pack, assessment_from_plain(pack, DAY, ANSWERS)))
    measures = [(one.ref.row, one.day, one.exact) for one in found if one.kind == "measure"]
    assert measures == [("late", "2026-01-16", True), ("open", "2027-12-31", False)]


def test_a_duty_whose_day_an_answer_names_says_which(pack):
    found = {one.key: one.of for one in dated(evaluate(pack, assessment_from_plain(pack, DAY, ANSWERS)))}
    assert found["measure late"] == found["duty eu-measure late"] == Ref("risks.measures", "late", "due")
    assert found["review"] == found["duty eu-review"] == Ref("decision.review-date")
    assert found["duty eu-notice-first"] == Ref("start.begin-date")
    state = assessment_from_plain(
        pack, DAY, {**ANSWERS, "consulted.authority": "waiting", "consulted.talks": [{"id": "a", "who": "authority", "when": DAY}]}
    )  # fmt: skip
    counted = {one.key: one.of for one in dated(evaluate(pack, state))}
    assert counted["duty eu-consultation-eight-weeks a"] is None

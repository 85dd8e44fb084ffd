"""A finding is established by what was said of use, by the user's own map, and by the law in force on the day: three false results.

`number-plates.yaml`: what is compared is no feature of the body. `school-canteen.yaml`: the further use works with meals, not with body
codes. A camera system of 2012, unchanged: no assessment was due at its start.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.controls import check, level, rules

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.content.source import parse, read_text
from dpia.engine.evaluation import Evaluation, evaluate

HERE = Path(__file__).parent
TODAY = "2026-11-28"
# Each speaks of body codes, and of nothing else.
ABOUT_CODES = ("RP-08", "RP-09", "RP-31", "RP-32", "RP-34", "CN-R01", "CN-R07", "CN-R26")


def filled(pack: Pack, name: str, *changes: dict[str, Any]) -> Assessment:
    state = assessment_from_plain(pack, TODAY, parse(read_text(HERE / f"{name}.yaml"), name).data)
    for change in changes:
        state = assessment_from_plain(pack, TODAY, change, base=state)
    return state


def established(evaluation: Evaluation) -> set[str]:
    return {found.rule.id for found in evaluation.findings if found.truth == "established"}


# --- what is compared is a number plate ------------------------------------------------------------------------------------


@pytest.mark.parametrize("people", [["sweden"], ["china"], ["sweden", "china"]])
@pytest.mark.parametrize("technology", ["verify", "identify", "re-recognise"])
@pytest.mark.parametrize("feature", [["other"], []])
def test_something_else_is_no_established_body_feature(pack, people, technology, feature):
    change = {"start.people-in": people, "processing.technology": [technology], "processing.modality": feature}
    evaluation = evaluate(pack, filled(pack, "number-plates", change))
    assert not established(evaluation).intersection(ABOUT_CODES)
    assert evaluation.worst == "do-not-launch", "nor is it cleared: it may be an ear"


def test_the_plain_question_decides_what_something_else_is(pack):
    ear = evaluate(pack, filled(pack, "number-plates", {"processing.body-feature": True}))
    assert level(ear, "RP-09") == "blocker/unlawful"
    plate = evaluate(pack, filled(pack, "number-plates", {"processing.body-feature": False}))
    assert all(level(plate, rule) == "none" for rule in ("RP-08", "RP-31", "RP-34"))


def test_a_feature_that_is_not_known_establishes_nothing_and_clears_nothing(pack):
    unknown = {"processing.modality": "unknown", "processing.body-feature": "unknown", "processing.items": "unknown"}
    assert level(evaluate(pack, filled(pack, "number-plates", unknown)), "RP-09") == "blocker/incomplete?"


def test_reading_plates_is_filming_and_no_template(pack):
    read = {"processing.technology": ["plates"], "processing.modality": None, "processing.predicts": []}
    evaluation = evaluate(pack, filled(pack, "number-plates", read))
    assert all(level(evaluation, rule) == "none" for rule in ("RP-08", "RP-31", "RP-34"))
    found = {finding.rule.id for finding in evaluation.findings}
    filmed = evaluate(pack, filled(pack, "number-plates", {**read, "processing.technology": ["plain-video"]}))
    assert "RP-44" in found, "the rules on cameras hold"
    assert {finding.rule.id for finding in filmed.findings} <= found


# --- the further use works with meals --------------------------------------------------------------------------------------


def test_a_further_use_of_meals_is_none_of_body_codes(pack):
    evaluation = evaluate(pack, filled(pack, "school-canteen", {"processing.items": [{"id": "meals", "shows": []}]}))
    assert level(evaluation, "RP-20") == "major"
    assert evaluation.regime("eu").outcome == "complete-assessment-first"


def test_what_meals_show_is_still_to_be_said(pack):
    """Meals can show an illness or a belief."""
    assert level(evaluate(pack, filled(pack, "school-canteen")), "RP-20") == "blocker/unlawful?"


def test_a_further_use_of_the_codes_is_found(pack):
    used = {"processing.items": [{"id": "template", "purpose": ["pay", "parents"]}]}
    assert level(evaluate(pack, filled(pack, "school-canteen", used)), "RP-20") == "blocker/unlawful"


def test_a_further_use_that_no_data_are_named_for_stays_open(pack):
    unmapped = {"processing.items": [{"id": "meals", "purpose": ["pay"], "shows": []}]}
    assert level(evaluate(pack, filled(pack, "school-canteen", unmapped)), "RP-20") == "blocker/unlawful?"
    said = {"purpose.purposes": [{"id": "parents", "works-with": []}]}
    assert level(evaluate(pack, filled(pack, "school-canteen", unmapped, said)), "RP-20") == "major"


# --- it began before the law -----------------------------------------------------------------------------------------------

RUNNING: dict[str, Any] = {
    "start.stage": "live",
    "start.existing-assessment": "none",
    "start.existing-gaps": None,
    "start.changed-since": [],
}
CAMERAS = {**RUNNING, "processing.technology": ["plain-video"], "processing.modality": None}


@pytest.mark.parametrize(
    ("begun", "changed", "expected"),
    [
        ("2012-05-02", [], "note"),
        ("2012-05-02", ["law"], "note"),
        ("2018-05-24", [], "note"),
        ("2018-05-25", [], "blocker/incomplete"),
        ("2012-05-02", ["people"], "blocker/incomplete"),
        ("2012-05-02", ["vendor", "law"], "blocker/incomplete"),
    ],
)
def test_cameras_of_2012_did_not_start_without_an_assessment_under_the_gdpr(pack, begun, changed, expected):
    evaluation = check(pack, {**CAMERAS, "start.begin-date": begun, "start.changed-since": changed})
    assert level(evaluation, "RP-23") == expected


def test_the_canteen_of_2016_changed_only_with_the_law(pack):
    assert level(evaluate(pack, filled(pack, "school-canteen")), "RP-23") == "note"


# --- a further use is one of the recognition only where it works with what the recognition records ------------------------------


@pytest.mark.parametrize(("kind", "by_face"), [("contact-pay", False), ("presence", True), ("template", True)])
def test_absence_that_is_planned_from_a_list_of_parents_is_no_attendance_by_face(pack, kind, by_face):
    """A door for staff on consent; that absence is told is planned, and the map says with which data."""
    planned = {
        "purpose.presence-record": [],
        "purpose.purposes": [{"id": "absence", "text": "Tell", "rank": "planned", "use": "attendance", "own-ground": True}],
        "processing.items": [{"id": "list", "kind": kind, "purpose": ["absence"]}],
        "processing.groups": [{"id": "cleared", "ground": ["consent"], "special-ground": ["consent"]}],
    }  # fmt: skip
    found = rules(check(pack, planned))["RP-04"]
    assert (found.grade.id == "time-and-attendance" and found.truth == "established") is by_face

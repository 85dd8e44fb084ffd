"""Completeness maps: the states of an element, the rows of the laws, and the law's dates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.pack import Pack
from dpia.content.scenario import CompletenessMap
from dpia.content.source import parse, read_text
from dpia.content.validation import validate
from dpia.engine.completeness import ElementResult, completeness
from dpia.engine.evaluation import evaluate
from dpia.engine.truth import Ref

DAY = "2026-11-21"
COMPLETE = Path(__file__).parents[1] / "worked" / "complete.yaml"


def results(pack, answers, day=DAY) -> dict[str, dict[str, ElementResult]]:
    found = completeness(evaluate(pack, assessment_from_plain(pack, day, answers)))
    return {item.map.id: {element.element.id: element for element in item.elements} for item in found}


def states(pack, answers, day=DAY) -> dict[str, dict[str, str]]:
    return {
        name: {key: item.state for key, item in found.items()} for name, found in results(pack, answers, day).items()
    }


# --- states of an element ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def one(pack):
    """A way to judge a single element on the real questions."""

    def judge(answers: dict[str, Any], **element: Any) -> ElementResult:
        item = validate(
            CompletenessMap,
            {
                "id": "m",
                "regime": "eu",
                "title": "Map",
                "elements": [{"id": "e", "title": "Element", "authority": "gdpr-35-1", **element}],
            },
        )
        small = Pack(replace(pack.content, completeness=(item,)), "test")
        state = assessment_from_plain(pack, DAY, {"start.people-in": ["sweden"], **answers})
        (found,) = completeness(evaluate(small, state))
        assert found.complete is (found.elements[0].state in ("answered", "not-applicable"))
        return found.elements[0]

    return judge


def test_states_of_an_element(one):
    two = ["processing.steps", "processing.assets"]
    full = one({"processing.steps": "In, out.", "processing.assets": "A disk."}, answered_by=two)
    assert (full.state, full.answered) == ("answered", (Ref("processing.steps"), Ref("processing.assets")))
    half = one({"processing.steps": "In, out."}, answered_by=two)
    assert (half.state, half.answered, half.missing) == (
        "partly",
        (Ref("processing.steps"),),
        (Ref("processing.assets"),),
    )
    ignorant = one({"processing.steps": "In, out.", "processing.assets": "unknown"}, answered_by=two)
    assert (ignorant.state, ignorant.unknown, ignorant.missing) == ("partly", (Ref("processing.assets"),), ())
    assert one({}, answered_by=two).state == "missing"
    assert one({"processing.steps": "unknown"}, answered_by=["processing.steps"]).state == "missing"


def test_not_applicable_counts_as_answered_and_hidden_as_not_applicable(one):
    said = one({"safeguards.codes": {"not_applicable": "There is none."}}, answered_by=["safeguards.codes"])
    assert said.state == "answered"
    hidden = one({"start.stage": "idea"}, answered_by=["start.begin-date"])
    assert (hidden.state, hidden.missing) == ("not-applicable", ())
    assert one({"start.stage": "live"}, answered_by=["start.begin-date"]).state == "missing"
    assert one({}, answered_by=["start.begin-date"]).state == "missing", "perhaps hidden is asked"


def test_applies(one):
    element = {"answered_by": ["consulted.officer"], "applies": {"not": {"question": "consulted.officer", "is": False}}}
    assert one({"consulted.officer": False}, **element).state == "not-applicable"
    assert one({"consulted.officer": True}, **element).state == "answered"
    assert one({}, **element).state == "missing"


def test_columns_stand_for_every_row_that_is_considered(one):
    element = {"answered_by": ["processing.groups.role", "processing.groups.ages"]}
    rows: list[dict[str, Any]] = [
        {"id": "a", "role": "pupil", "ages": ["adult"], "joins": "stored"},
        {"id": "b", "role": "staff", "joins": "stored"},
    ]
    found = one({"processing.groups": rows}, **element)
    assert (found.state, found.missing) == ("partly", (Ref("processing.groups", "b", "ages"),))
    rows[1]["joins"] = "none"
    assert one({"processing.groups": rows}, **element).state == "answered", "a group that is not touched does not count"
    assert one({"processing.parties": []}, answered_by=["processing.parties.name"]).state == "answered", (
        "none, and I have looked"
    )
    empty = one({}, answered_by=["processing.parties.name", "processing.parties.role"])
    assert (empty.state, empty.missing) == ("missing", (Ref("processing.parties"),)), "the table is named once"


def test_an_answer_may_say_itself_that_the_thing_is_missing(one):
    element = {
        "answered_by": ["safeguards.notice", "safeguards.rights"],
        "missing_when": {"question": "safeguards.notice", "is": "none"},
    }
    found = one({"safeguards.notice": "none", "safeguards.rights": ["access"]}, **element)
    assert (found.state, found.lacking) == ("missing", (Ref("safeguards.notice"),))
    found = one({"safeguards.notice": "layered", "safeguards.rights": ["access"]}, **element)
    assert (found.state, found.lacking) == ("answered", ())
    assert one({"safeguards.notice": "unknown", "safeguards.rights": ["access"]}, **element).state == "partly"


# --- the maps ------------------------------------------------------------------------------------------------------------


def test_every_row_of_annex_2_is_in_the_map_and_only_the_tools_own_are_added(pack):
    (annex,) = [item for item in pack.content.completeness if item.id == "wp248-annex-2"]
    rows = {authority.id for authority in pack.content.authorities if authority.id.startswith("wp248-a2-")}
    mapped = {element.authority for element in annex.elements if not element.added_by_tool}
    assert mapped == rows
    assert all(f"wp248-a2-{element.id}" == element.authority for element in annex.elements if not element.added_by_tool)
    assert {element.authority for element in annex.elements if element.added_by_tool} == {"gdpr-9-1", "gdpr-22"}
    assert not any(
        e.added_by_tool for item in pack.content.completeness for e in item.elements if item.id != "wp248-annex-2"
    )


MAP_OF_ARTICLE = {"35": "gdpr-35", "56": "pipl-56", "9": "measures-2025-9"}


def test_what_a_question_says_it_serves_is_in_a_map(pack):
    """The marks `C:…` of the questions name an element; the map must lead back to the question."""
    elements = {
        (item.id, element.id): element.answered_by for item in pack.content.completeness for element in item.elements
    }

    def element_of(mark: str) -> list[tuple[str, ...]]:
        law, _, rest = mark.partition("(")
        if law == "9" and not rest:  # Article 9 as a whole: keeping and doing again
            return [elements["measures-2025-9", "keep"], elements["measures-2025-9", "redo"]]
        if law in MAP_OF_ARTICLE:
            return [elements[MAP_OF_ARTICLE[law], "-".join([law, *rest.rstrip(")").split(")(")])]]
        if law == "55":
            return [elements["pipl-56", "55"]]
        return [elements["wp248-annex-2", mark]]

    checked = 0
    for question in pack.content.questions:
        for place, field in [(question.id, question), *((f"{question.id}.{c.id}", c) for c in question.columns)]:
            for mark in field.serves:
                if mark.startswith("C:"):
                    places = [name for element in element_of(mark[2:]) for name in element]
                    assert any(name == place or name.startswith(f"{place}.") for name in places), (place, mark)
                    checked += 1
    assert checked > 60


def test_skelleftea_lacks_what_the_authority_named(pack):
    example = pack.example("skelleftea")
    found = results(pack, example.answers, example.as_of)
    assert found["gdpr-35"]["35-7-b"].state == found["wp248-annex-2"]["b"].state == "missing"
    assert found["gdpr-35"]["35-7-c"].state == found["wp248-annex-2"]["c"].state == "missing"
    assert Ref("necessity.balance") in found["gdpr-35"]["35-7-b"].lacking
    assert Ref("risks.register") in found["gdpr-35"]["35-7-c"].unknown
    assert found["gdpr-35"]["35-9"].state == "missing", "consents are no views"
    assert found["wp248-annex-2"]["a3"].state == "answered"
    assert found["gdpr-35"]["35-7-a"].state == "partly"


def test_a_complete_record_is_complete_in_every_map(pack):
    answers = parse(read_text(COMPLETE), "complete.yaml").data
    maps = completeness(evaluate(pack, assessment_from_plain(pack, DAY, answers)))
    assert {item.map.id: item.complete for item in maps} == {
        "gdpr-35": True,
        "wp248-annex-2": True,
        "edpb-template": True,
    }
    thin = states(pack, {**answers, "necessity.balance": "asserted", "safeguards.notice": "none"})
    assert thin["gdpr-35"]["35-7-b"] == thin["wp248-annex-2"]["b"] == thin["edpb-template"]["part-3"] == "missing"
    assert thin["wp248-annex-2"]["b2-1"] == "missing"


@pytest.mark.parametrize(
    ("change", "element"),
    [
        ({"risks.register": []}, "c"), ({"risks.measures": []}, "c2"), ({"purpose.purposes": []}, "b1-1"), ({"processing.items": []}, "a2"),
        ({"safeguards.rights": ["object"]}, "b2-2"), ({"safeguards.rights": ["access"]}, "b2-3"), ({"safeguards.rights": ["access"]}, "b2-4"),
        ({"consulted.talks": []}, "d1"), ({"consulted.talks": [], "consulted.why-not": "unknown"}, "d2"), ({"alternatives.ladder": []}, "b"),
        ({"safeguards.transfers": [{"id": "x", "to": "X", "data": "body", "route": "none", "body-needed": True}]}, "b2-6"),
        ({"processing.parties": [{"id": "supplier", "contract": "none"}]}, "b2-5"),
        ({"processing.items": [{"id": "template", "ends": "nothing"}]}, "b1-4"),
        ({"processing.groups": [{"id": "cleared", "special-ground": []}]}, "art-9"),
        ({"processing.groups": [{"id": "cleared", "ground": []}]}, "b1-2"),
        ({"risks.register": [{"id": "r1", "level-after": "high"}]}, "b2-7"),
    ],
)  # fmt: skip
def test_what_is_answered_with_none_is_missing(pack, change, element):
    base = assessment_from_plain(pack, DAY, parse(read_text(COMPLETE), "complete.yaml").data)

    def state(answers: dict[str, Any]) -> str:
        found = completeness(evaluate(pack, assessment_from_plain(pack, DAY, answers, base=base)))
        return next(
            e.state
            for item in found
            if item.map.id == "wp248-annex-2"
            for e in item.elements
            if e.element.id == element
        )

    assert state({}) in ("answered", "not-applicable"), (
        "where no risk stays high, nobody asks whether the authority was consulted"
    )
    assert state(change) == "missing"


def test_why_not_asked_counts_only_with_reasons(pack):
    answers = {**parse(read_text(COMPLETE), "complete.yaml").data, "consulted.talks": []}
    for value, state in (
        ("Nobody could be reached.", "answered"),
        ("unknown", "missing"),
        ({"not_applicable": "-"}, "missing"),
    ):
        assert states(pack, {**answers, "consulted.why-not": value})["gdpr-35"]["35-9"] == state, value


def test_maps_follow_the_regimes_and_the_dates_of_the_law(pack):
    china = {
        "start.people-in": ["china"],
        "start.based-in": ["china"],
        "processing.technology": ["verify"],
        "processing.modality": ["face"],
    }
    assert set(states(pack, china)) == {"pipl-56", "measures-2025-9", "gbt-39335"}
    assert set(states(pack, china, "2025-05-31")) == {"pipl-56", "gbt-39335"}
    assert set(states(pack, china, "2021-10-31")) == {"gbt-39335"}
    assert states(pack, china, "2019-11-01") == {}
    sweden = {"start.people-in": ["sweden"], "start.based-in": ["sweden"]}
    assert set(states(pack, sweden)) == {"gdpr-35", "wp248-annex-2", "edpb-template"}
    assert set(states(pack, sweden, "2026-03-09")) == {"gdpr-35", "wp248-annex-2"}, "the template was not known yet"
    assert len(states(pack, {})) == 6, "not known which law governs: all may"
    police = {**sweden, "start.body-type": "public-body", "start.activity": "other", "start.police-work": "authority"}
    assert states(pack, police) == {}


def test_the_measures_of_2025_are_about_faces(pack):
    finger = {
        "start.people-in": ["china"],
        "start.based-in": ["china"],
        "processing.technology": ["verify"],
        "processing.modality": ["finger"],
    }
    assert set(states(pack, finger)["measures-2025-9"].values()) == {"not-applicable"}
    assert states(pack, {**finger, "decision.keep-years": 2})["pipl-56"]["keep"] == "missing"
    assert states(pack, {**finger, "decision.keep-years": 3})["pipl-56"]["keep"] == "answered"


def test_the_template_says_that_it_is_not_final(pack):
    (template,) = [item for item in pack.content.completeness if item.id == "edpb-template"]
    assert "not final" in template.note
    assert {pack.authorities[element.authority].rank for element in template.elements} == {"draft"}

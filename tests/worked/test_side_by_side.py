"""Conflicts between the dossiers that the questions settle, and the points on which the laws differ as they are shown side by side."""

from __future__ import annotations

from typing import Any

import pytest
from support.both_laws import BOTH, check, outcomes
from support.china import (
    KINDERGARTEN,
    face_only,
    people,
)
from support.china import check as check_china
from support.controls import level

from dpia.engine.divergences import divergences

# --- consent, other ways (settled conflicts between the dossiers) -----------------------------------------------------


def test_bundled_consent_is_fixed_in_europe_and_no_consent_in_china(pack):
    evaluation = check(pack, people(consent_form="bundled"))
    assert level(evaluation, "CN-R06") == "blocker/unlawful"
    assert level(evaluation, "RP-06") == "major"
    silent = check(pack, people(consent_form="implied"))
    assert level(silent, "CN-R07") == "blocker/unlawful"


def test_only_a_fingerprint_parts_less_intrusive_from_equivalent_non_face(pack):
    finger = {"alternatives.ladder": [
        {"id": "finger", "rung": "other-bio", "reaches": "as-well", "intrusion": "medium", "burden": "Low", "chosen": False, "why-not": "reasoned",
         "claims-fact": False, "reason": "As intrusive."}]}  # fmt: skip
    forced = people(
        other_way=[], other_way_quality=None, other_way_told=None, refusal_cost=["access-lost"], law_says="none"
    )
    evaluation = check(pack, finger, forced)
    assert level(evaluation, "CN-R01") == "blocker/unlawful"  # Art. 10 asks for a way without the face
    assert level(evaluation, "RP-15") not in (
        "blocker/unlawful",
        "blocker/incomplete",
    )  # a finger is not less intrusive
    card = check(pack, *face_only())
    assert level(card, "CN-R01") == "blocker/unlawful"
    assert level(card, "RP-15") == "blocker/unlawful"


def test_a_way_that_nobody_is_told_of_counts_in_neither_law(pack):
    evaluation = check(pack, people(other_way_told="nowhere"))
    assert level(evaluation, "CN-R03") == "major"
    assert level(evaluation, "RP-05") != "ok"


@pytest.mark.parametrize(
    ("location", "china"),
    [("own-token", "ok"), ("in-reader", "ok"), ("closed-network", "major"), ("cloud", "blocker/unlawful")],
)
def test_the_device_of_china_is_the_token_or_the_reader(pack, location, china):
    exception = {} if location in ("own-token", "in-reader") else {"basis.storage-exception": "none"}
    assert level(check(pack, {"processing.template-location": location, **exception}), "CN-R29") == china


@pytest.mark.parametrize(
    ("backing", "china"), [("records", "ok"), ("reasoned", "ok"), ("asserted", "major"), ("none", "blocker/incomplete")]
)
def test_one_scale_of_backing(pack, backing, china):
    assert level(check(pack, {"necessity.why-body": backing}), "CN-R56") == china


def test_the_worst_of_the_laws_is_the_outcome(pack):
    china_only = check(pack, {"processing.template-location": "online-server", "basis.storage-exception": "none"})
    assert outcomes(china_only) == ("launch-with-conditions", "do-not-launch")
    assert china_only.outcome == "do-not-launch"
    europe_only = check(pack, people(special_ground=[]))
    assert outcomes(europe_only) == ("do-not-launch", "launch-with-conditions")
    assert europe_only.outcome == "do-not-launch"


@pytest.mark.parametrize("where", ["sweden", "china"])
def test_the_other_law_is_silent_where_nobody_is(pack, where):
    evaluation = check(pack, {"start.people-in": [where], "start.based-in": [where], "start.existing-law": None})
    prefix = "RP-" if where == "sweden" else "CN-"
    assert evaluation.findings
    assert {f.rule.id[:3] for f in evaluation.findings} == {prefix}


def test_kindergartens_are_a_setting_of_their_own_in_china(pack):
    """The guardian's yes: demanded in China on any ground, and no cure for dependency in Sweden."""
    evaluation = check_china(
        pack, *KINDERGARTEN, BOTH, {"processing.groups": [{"id": "adults", "special-ground": ["consent"]}]}
    )
    assert level(evaluation, "CN-R18") == "ok"
    assert level(evaluation, "RP-07") != "ok"


# --- side by side -----------------------------------------------------------------------------------------------------

DIVERGENCES = (
    "trigger", "consultation", "imbalance", "ground", "biometric", "children", "public-space", "storage", "keeping", "public-bodies", "burden",
    "content", "method", "incidents", "ai-law", "ending",
)  # fmt: skip
"""Divergences 1 to 16 of the Chinese dossier, section 3, in its order."""


def test_each_divergence_of_the_dossier_is_in_the_content(pack):
    assert tuple(point.id for point in pack.content.divergences) == DIVERGENCES


def test_every_divergence_can_be_met_and_shows_two_laws(pack):
    school = check(
        pack, {"start.body-type": "public-body", "processing.groups": [{"id": "people", "ages": ["under-13", "14-17"]}]}
    )
    found = {divergence.point.id: divergence for divergence in divergences(school)}
    assert set(found) == set(DIVERGENCES)
    for divergence in found.values():
        assert [side.regime.id for side in divergence.sides] == ["eu", "cn"], divergence.point.id
        assert divergence.point.why


def test_a_point_that_these_answers_do_not_touch_is_not_shown(pack):
    shown = {divergence.point.id for divergence in divergences(check(pack))}  # adults, a company
    assert {"trigger", "storage", "burden"} <= shown
    assert shown.isdisjoint({"children", "public-bodies"})


def test_the_findings_beside_a_point_are_those_of_its_own_side(pack):
    by_point = {
        divergence.point.id: divergence.sides
        for divergence in divergences(
            check(pack, {"processing.template-location": "cloud", "basis.storage-exception": "none"})
        )
    }
    europe, china = by_point["storage"]
    assert [finding.id for finding in china.findings] == ["CN-R29/sent-without-exception"]
    assert [finding.rule.id for finding in europe.findings] == ["RP-32"]


@pytest.mark.parametrize("where", ["sweden", "china"])
def test_one_law_alone_parts_from_nothing(pack, where):
    assert (
        divergences(check(pack, {"start.people-in": [where], "start.based-in": [where], "start.existing-law": None}))
        == ()
    )


@pytest.mark.parametrize(
    "day",
    [
        "2018-06-01",
        "2019-11-01",
        "2021-09-01",
        "2021-12-01",
        "2023-06-01",
        "2024-06-01",
        "2025-03-01",
        "2025-07-01",
        "2026-11-21",
    ],
)
def test_no_sentence_rests_on_law_that_was_not_in_force(pack, day):
    sentences = [
        sentence
        for divergence in divergences(check(pack, {"as-of": day}))
        for side in divergence.sides
        for sentence in side.says
    ]
    for sentence in sentences:
        assert all(pack.authorities[name].in_force_on(day) for name in sentence.law), sentence.text
    text = " ".join(sentence.text for sentence in sentences)
    assert ("is made before use" in text) is (day >= "2025-06-01")  # the Measures on face recognition
    assert bool(sentences) is (
        day >= "2021-08-01"
    )  # before the Supreme People's Court's provisions no Chinese sentence is law


def test_swedish_sentences_stand_only_where_swedish_law_governs(pack):
    def text(*changes: dict[str, Any]) -> str:
        found = divergences(
            check(
                pack,
                {"start.body-type": "public-body", "processing.groups": [{"id": "people", "ages": ["14-17"]}]},
                *changes,
            )
        )
        return " ".join(sentence.text for divergence in found for side in divergence.sides for sentence in side.says)

    assert "Sweden chose 13" in text()
    assert "Sweden" not in text({"start.people-in": ["eu-other", "china"], "start.based-in": ["eu-other", "china"]})

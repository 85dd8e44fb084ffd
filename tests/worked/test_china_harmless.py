"""What the Chinese rules must leave alone: harmless deployments, rules about faces where no face is read, and powers that a statute gives."""

from __future__ import annotations

import pytest
from support.china import (
    AIRPORT,
    CARD_WOULD_DO,
    INCOMPLETE,
    LAUNCH,
    LIVE,
    NO_CONSENT,
    NO_OTHER_WAY,
    PUBLIC_DOOR,
    UNLAWFUL,
    check,
    face_only,
    people,
    setting,
)
from support.controls import blockers, level

NO_BODY = {
    "processing.modality": None, "processing.template-location": None, "processing.key-holder": None, "processing.storage-measures": None,
    "processing.reach": None, "processing.trigger": None, "processing.record-source": None, "necessity.why-body": None,
    "necessity.why-body-text": None, "processing.stored-people": None, "safeguards.fallback": None, "processing.new-technology": False,
    "necessity.service-needs-body": None, "safeguards.human-check": None, "safeguards.undo": None,
}  # fmt: skip
VISITORS = people(
    name="Visitors",
    role="customer",
    depends_for=[],
    can_avoid=True,
    joins="recorded",
    ground=["legitimate-interest"],
    **NO_CONSENT,
)
COUNTING = (
    setting("shop", "shop", use="analytics", text="Count visitors", aim="save-time"), PUBLIC_DOOR, NO_BODY, VISITORS,
    {"processing.technology": ["analytics"], "processing.masking": "edge-count", "safeguards.auto-outcomes": [], "safeguards.accuracy": "none",
     "processing.items": [{"id": "code", "kind": "surroundings", "reason": "What the lens sees before it counts"}]},
)  # fmt: skip
FILMING = (
    setting("shop", "shop", use="public-safety", text="Film the till", aim="property"), PUBLIC_DOOR, NO_BODY, VISITORS,
    people(ground=["other-law"], law_says="names-means", law_kind="act", law_cite="PIPL, Art. 26"),
    {"processing.technology": ["plain-video"], "processing.masking": "none", "start.security-duty-holder": True, "safeguards.auto-outcomes": None,
     "safeguards.accuracy": None, "processing.items": [{"id": "code", "kind": "recording", "reason": "Theft at the till"}],
     "purpose.needs": [{"id": "theft", "what": "Theft at the till", "incidents": "documented", "weight": "other-crime", "covered": True}]},
)  # fmt: skip
PHONE = (
    {"processing.template-location": "own-token", "processing.key-holder": None, "processing.storage-measures": None,
     "alternatives.bio-how": "in-use", "alternatives.bio-why-not": None},
)  # fmt: skip
FINGER = (
    {"processing.modality": ["finger"], "processing.reach": None, "processing.trigger": None, "processing.zones": None},
)
BORDER = (
    AIRPORT[0],
    {"start.body-type": "public-body", "start.activity": "public-service", "start.public-task": "power", "start.video-system": "other-public",
     "processing.zones": [{"id": "door", "access": "public"}], "purpose.check-today": "by-rule", "purpose.check-means": ["document", "staff"],
     "processing.reach": "queue", "processing.others-handling": "cut-out",
     "purpose.purposes": [{"id": "main", "text": "Check identity at the border", "use": "id-check", "aim": "legal-duty", "serves": "both"}]},
    people(name="Travellers", role="traveller", depends_for=[], can_avoid=True, ground=["public-task"], law_says="names-means", law_kind="act",
           law_cite="Act, Art. 1", other_way=["document", "staff"], **NO_CONSENT),
)  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [COUNTING, FILMING, PHONE, FINGER, BORDER],
    ids=["counting", "plain cameras", "phone", "finger", "border"],
)
def test_nothing_stands_in_the_way(pack, changes):
    evaluation = check(pack, *changes)
    assert blockers(evaluation) == []
    assert [f.id for f in evaluation.findings if f.severity == "major"] == []
    assert evaluation.outcome in LAUNCH


@pytest.mark.parametrize("changes", [COUNTING, FILMING], ids=["counting", "plain cameras"])
def test_rules_on_body_features_are_silent_where_none_is_read(pack, changes):
    evaluation = check(pack, *changes)
    for rule in (
        "CN-R01",
        "CN-R11",
        "CN-R13",
        "CN-R15",
        "CN-R16",
        "CN-R29",
        "CN-R47b",
        "CN-R52",
        "CN-R54",
        "CN-R56",
    ):
        # Art. 26 speaks of cameras as well, and finds the need documented.
        assert level(evaluation, rule) == ("ok" if rule == "CN-R13" and changes is FILMING else "none"), rule
    assert level(evaluation, "CN-R36") == "ok"  # PIPL, Art. 51, whatever the data


def test_the_measures_of_2025_are_about_faces(pack):
    """The same door by finger, optional and forced: what rests on the Measures alone is silent, the statute still speaks."""
    for changes in (FINGER, (*FINGER, *face_only())):
        evaluation = check(pack, *changes)
        for rule in (
            "CN-R01",
            "CN-R02",
            "CN-R05",
            "CN-R24",
            "CN-R25",
            "CN-R26b",
            "CN-R29",
            "CN-R34",
            "CN-R36b",
            "CN-R50",
            "CN-R51",
        ):
            assert level(evaluation, rule) == "none", rule
    forced = check(pack, *FINGER, *face_only())
    assert level(forced, "CN-R04") == UNLAWFUL  # PIPL, Art. 16
    [clock] = [found for found in forced.findings if found.rule.id == "CN-R22"]
    assert (clock.grade.id, clock.attribution) == (
        "other-feature-forced",
        "own-view",
    )  # no authority on fingers was found


def test_a_border_gate_under_its_own_statute_is_judged_by_the_power(pack):
    sole = check(pack, *BORDER, CARD_WOULD_DO, people(**NO_OTHER_WAY))
    for evaluation in (check(pack, *BORDER), sole):
        assert level(evaluation, "CN-R38") == "ok"
        for rule in ("CN-R01", "CN-R05", "CN-R11", "CN-R42", "CN-R49"):
            assert level(evaluation, rule) in ("none", "ok"), rule
    unnamed = check(pack, *BORDER, people(law_says="none", law_kind=None, law_cite=None))
    assert level(unnamed, "CN-R38") == UNLAWFUL
    assert level(unnamed, "CN-R11") == UNLAWFUL


TRAINING = (
    {"processing.technology": ["train"], "processing.template-location": None, "processing.key-holder": None, "processing.storage-measures": None,
     "processing.reach": None, "processing.trigger": None, "processing.stored-people": None, "safeguards.fallback": None,
     "necessity.why-body": None, "necessity.why-body-text": None, "processing.new-technology": False, "safeguards.auto-outcomes": [],
     "safeguards.human-check": None, "safeguards.undo": None, "safeguards.accuracy": None, "start.existing-assessment": "none",
     "start.existing-gaps": None, "purpose.purposes": [{"id": "main", "text": "Train the comparison", "use": "research"}],
     "processing.items": [{"id": "code", "kind": "enrol-image", "reason": "The set to train on", "from-refusers": None}]},
    people(name="Volunteers", role="customer", joins="recorded", depends_for=[], can_avoid=True),
)  # fmt: skip


def test_training_on_faces_is_assessed_first_and_this_record_can_be_that_assessment(pack):
    """Art. 2 of the Measures leaves the training out; Art. 55 PIPL does not."""
    ready = check(pack, *TRAINING)
    assert ready.regime("cn").due.word == "yes"
    assert (level(ready, "CN-R44"), level(ready, "CN-R32"), blockers(ready)) == ("ok", "note", [])
    unready = check(pack, *TRAINING, {"necessity.balance": "none", "necessity.balance-text": None})
    assert level(unready, "CN-R44") == INCOMPLETE
    running = check(pack, *TRAINING, LIVE, {"start.existing-before-start": None})
    assert level(running, "CN-R44") == INCOMPLETE
    assert level(check(pack, *TRAINING, people(ground=[], **NO_CONSENT)), "CN-R44") == UNLAWFUL


def test_schools_and_hospitals_are_among_the_listed_places(pack):
    school = check(pack, setting("school", "school-building"), people(name="Teachers"), LIVE,
                   {"processing.zones": [{"id": "door", "access": "members"}], "start.video-system": "required", "decision.filings": []})  # fmt: skip
    assert level(school, "CN-R35") == "major"
    assert (
        level(check(pack, {"start.video-system": "required"}), "CN-R35") == "none"
    )  # an office of staff only is not asked

"""The positive control and the nine control deployments of the dossier (law: Part B), as far as each row states a result.

False alarms matter as much as misses: a sound design must not be stopped outright.
"""

from __future__ import annotations

from typing import Any

import pytest
from support.controls import CAMERA, CONSENT, GYM, LIBRARY, ONE_TO_MANY, STADIUM, blockers, check, level, rules


def test_the_positive_control_comes_out_without_a_blocker_and_with_the_duty(pack):
    evaluation = check(pack)
    assert blockers(evaluation) == []
    assert evaluation.outcome in ("launch", "launch-with-conditions")
    absent = evaluation.total_progress.applicable - evaluation.total_progress.answered
    assert absent == 0, "what is not asked of it is there for the deployments that change it"
    due = evaluation.regime("eu").due
    assert due.word == "yes"
    assert {c.criterion.id for c in due.criteria if c.verdict.truth == 2} == {"wp248-c4", "wp248-c7", "wp248-c8"}
    for rule in ("RP-14", "RP-52", "RP-32", "RP-53", "RP-29"):
        assert level(evaluation, rule) in ("ok", "none"), rule
    for rule in ("RP-03", "RP-15", "RP-18"):
        assert level(evaluation, rule) == "none", rule


def test_the_positive_control_on_consent(pack):
    shown = check(pack, {"processing.groups": [{"id": "cleared", **CONSENT, "free-proof": True}], "power.pressure": []})
    assert level(shown, "RP-04") == "minor"
    assert blockers(shown) == []
    unshown = check(
        pack, {"processing.groups": [{"id": "cleared", **CONSENT, "free-proof": False}], "power.pressure": []}
    )
    assert level(unshown, "RP-04") == "blocker/incomplete"


def test_k1_gym(pack):
    card = check(pack, GYM)
    assert blockers(card) == []
    assert level(card, "RP-05") == "ok"
    assert level(card, "RP-15") == "minor"
    assert level(card, "RP-18") == "minor"
    assert card.regime("eu").due.word == "yes"
    small = check(pack, GYM, ONE_TO_MANY)
    assert blockers(small) == []
    assert level(small, "RP-32") == "major"
    explained = check(pack, GYM, ONE_TO_MANY, {"alternatives.bio-why-not": "reasoned"})
    assert level(explained, "RP-31") == "minor"
    chain = check(pack, GYM, ONE_TO_MANY, {"processing.stored-people": 90_000, "processing.scale": "wide"})
    assert level(chain, "RP-32") == "blocker/unlawful"
    no_lane = check(
        pack,
        GYM,
        ONE_TO_MANY,
        {"processing.reach": "queue", "processing.trigger": "automatic", "processing.others-handling": "compared"},
    )
    assert level(no_lane, "RP-34") == "blocker/unlawful"
    no_log = check(pack, GYM, {"processing.groups": [{"id": "cleared", "consent-record": "not-recorded"}]})
    assert level(no_log, "RP-06") == "major"
    assert level(no_log, "RP-15") == "major"
    assert level(no_log, "RP-18") == "major"
    assert blockers(no_log) == []
    withdrawn = check(pack, GYM, {"power.contracts-lose-old-way": True, "power.contract-change": "notified"})
    assert level(withdrawn, "RP-05") in ("major", "ok")  # the equal route from day one may answer it


def test_k2_vault(pack):
    vault = {
        "purpose.needs": [
            {"id": "room", "what": "The vault", "incidents": "documented", "weight": "serious-crime", "covered": True}
        ]
    }
    assert blockers(check(pack, vault)) == []
    interest: dict[str, Any] = {
        "processing.groups": [
            {
                "id": "cleared",
                "special-ground": [],
                "agreement": None,
                "law-says": None,
                "law-kind": None,
                "law-cite": None,
            }
        ]
    }
    assert level(check(pack, vault, interest), "RP-09") == "blocker/unlawful"
    contract = {
        "processing.groups": [{"id": "cleared", "ground": ["contract"], "special-ground": []}],
        "basis.without-body": True,
    }
    assert level(check(pack, vault, contract), "RP-10b") == "blocker/unlawful"


def test_k3_stadium_watch_list(pack):
    permitted = check(pack, STADIUM)
    assert [b for b in blockers(permitted) if "unlawful" in b] == []
    assert level(permitted, "RP-41") in ("major", "minor")
    assert level(permitted, "RP-34") == "none"
    assert level(permitted, "RP-31") == "major"
    assert level(permitted, "RP-32") == "major"
    met = {c.criterion.id for c in permitted.regime("eu").due.criteria if c.verdict.truth == 2}
    assert {"wp248-c3", "wp248-c4", "wp248-c5", "wp248-c8", "art35-3-b", "art35-3-c"} <= met
    applied = check(pack, STADIUM, {"basis.permit": "applied"})
    assert level(applied, "RP-41") == "blocker/consult"
    running = check(pack, STADIUM, {"basis.permit": "applied", "start.stage": "live"})
    assert level(running, "RP-41") == "blocker/unlawful"
    sweden = check(
        pack, STADIUM, {"basis.covers-everyone": False, "processing.groups": [{"id": "cleared", "law-says": "none"}]}
    )
    assert level(sweden, "RP-12") == "blocker/unlawful"
    assert level(sweden, "RP-34") == "blocker/unlawful"


def test_k4_newborn_ward(pack):
    ward = {
        "start.body-type": "public-body", "start.activity": "health", "processing.venue": "care", "power.staff-decided": None,
        "purpose.purposes": [{"id": "main", "text": "The right child to the right parents", "use": "care", "aim": "care", "serves": "person"}],
        "power.best-interests": True, "power.children-heard": False, "basis.care-secrecy": True,
        "processing.groups": [
            {"id": "cleared", "name": "Infants", "role": "patient", "ages": ["under-13"], "depends-for": ["care"], "can-avoid": False,
             "ground": ["public-task"], "special-ground": ["care"], "law-says": "general-task", "law-kind": "act", "agreement": None},
        ],
    }  # fmt: skip
    care = check(pack, ward)
    assert level(care, "RP-43") in ("major", "minor")
    bands = check(pack, ward, {"alternatives.ladder": [{"id": "badge", "reaches": "as-well"}]})
    assert level(bands, "RP-15") == "blocker/unlawful"
    vital = check(
        pack,
        ward,
        {"basis.emergency-use": "standing", "processing.groups": [{"id": "cleared", "special-ground": ["vital"]}]},
    )
    assert level(vital, "RP-43") == "blocker/unlawful"


def test_k5_supermarket_watch_list(pack):
    shop = check(
        pack, STADIUM,
        {"start.activity": "shop", "processing.venue": "shop", "processing.list-entry": "incident", "basis.offence-ground": "none",
         "basis.covers-everyone": False, "basis.permit": None, "basis.permit-cite": None, "basis.permit-mapped": None,
         "purpose.needs": [{"id": "room", "what": "The shop", "weight": "other-crime"}],
         "processing.groups": [{"id": "cleared", "name": "Customers", "law-says": "none"}]},
    )  # fmt: skip
    for rule in ("RP-12", "RP-34", "RP-42", "RP-52"):
        assert level(shop, rule) == "blocker/unlawful", rule
    assert shop.outcome == "do-not-launch"


def test_k6_police_van_is_out_of_scope(pack):
    van = check(pack, STADIUM, {"start.body-type": "public-body", "start.police-work": "authority"})
    assert van.outcome == "out-of-scope"
    assert van.findings == ()


def test_k7_library(pack):
    proved = check(pack, LIBRARY)
    assert level(proved, "RP-03") == "minor"
    assert blockers(proved) == []
    unproved = check(pack, LIBRARY, {"processing.groups": [{"id": "cleared", "free-proof": False}]})
    assert level(unproved, "RP-03") == "blocker/incomplete"
    only_library = check(pack, LIBRARY, {"purpose.purposes": [{"id": "main", "serves": "operator"}]})
    assert level(only_library, "RP-15") == "blocker/unlawful"
    assert rules(only_library)["RP-15"].grade.arguable
    all_borrowers = check(pack, LIBRARY, ONE_TO_MANY, {"processing.stored-people": 50_000, "processing.scale": "wide"})
    assert level(all_borrowers, "RP-32") == "blocker/unlawful"


def test_k7a_card_and_pin_need_no_assessment(pack):
    card = check(
        pack, LIBRARY,
        {"processing.technology": ["log-only"], "processing.zones": None, "processing.items": [{"id": "template", "kind": "identity"}],
         "safeguards.auto-outcomes": [], "processing.new-technology": False, "processing.watches": False,
         "processing.groups": [{"id": "cleared", "joins": "recorded", "ground": ["public-task"], "law-says": "general-task", "law-kind": "act",
                                "consent-by": None, "consent-form": None, "consent-record": None, "withdraw": None}]},
    )  # fmt: skip
    assert card.regime("eu").due.word == "no"
    assert blockers(card) == []
    assert card.outcome in ("launch", "launch-with-conditions")


def test_k8_plain_cameras(pack):
    office = check(pack, CAMERA)
    assert level(office, "RP-44") in ("ok", "minor")
    assert blockers(office) == []
    for rule in ("RP-08", "RP-31", "RP-32", "RP-33", "RP-34", "RP-35", "RP-36", "RP-52"):
        assert level(office, rule) in ("none", "ok"), rule
    school = {
        "start.body-type": "public-body", "start.activity": "school", "processing.venue": "school-building", "power.staff-decided": None,
        "power.best-interests": True, "power.children-heard": True,
        "processing.zones": [{"id": "door", "hours": "always", "incidents": "none", "children": True, "access": "members"}],
        "processing.groups": [{"id": "cleared", "name": "Pupils", "role": "pupil", "ages": ["14-17"], "ground": ["public-task"],
                               "law-says": "general-task", "law-kind": "act"}],
    }  # fmt: skip
    daytime = check(pack, CAMERA, school)
    assert level(daytime, "RP-44") == "blocker/unlawful"
    toilets = {
        "processing.zones": [
            {"id": "door", "place": "private-door", "hours": "limited", "incidents": "documented", "children": True}
        ]
    }
    assert level(check(pack, CAMERA, school, toilets), "RP-44") == "major"
    inside = {"processing.zones": [{"id": "door", "place": "toilet-inside", "care-decision": False}]}
    assert level(check(pack, CAMERA, inside), "RP-44") == "blocker/unlawful"
    duty = {
        "processing.groups": [
            {"id": "cleared", "ground": ["legal-duty"], "law-says": "general-task", "law-kind": "act"}
        ]
    }
    assert level(check(pack, CAMERA, duty), "RP-11") == "major"


def test_k9_chemical_plant(pack):
    plant = {
        "purpose.purposes": [
            {"id": "main", "text": "Only trained people enter the hazardous zone", "aim": "life-health"}
        ],
        "purpose.needs": [{"id": "room", "what": "The hazardous zone", "weight": "life-limb"}],
    }
    assert blockers(check(pack, plant)) == []
    office = check(
        pack,
        plant,
        {
            "purpose.needs": [
                {"id": "room"},
                {
                    "id": "office",
                    "what": "The office door",
                    "group": ["cleared"],
                    "incidents": "none",
                    "weight": "convenience",
                    "covered": True,
                },
            ]
        },
    )
    assert level(office, "RP-52") == "major"
    assert rules(office)["RP-52"].rows == ("office",)
    clock = check(pack, plant, {"purpose.presence-record": ["working-time"]})
    assert level(clock, "RP-14") == "blocker/unlawful"
    general = check(
        pack, plant, {"processing.groups": [{"id": "cleared", "agreement": "general", "law-says": "general-task"}]}
    )
    assert level(general, "RP-14") == "major"
    duty = check(
        pack,
        plant,
        {
            "processing.groups": [
                {
                    "id": "cleared",
                    "ground": ["legal-duty"],
                    "agreement": "none",
                    "law-says": "general-task",
                    "law-kind": "act",
                }
            ]
        },
    )
    assert level(duty, "RP-11") == "blocker/unlawful"


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("phone unlock on the device", [GYM, {"processing.groups": [{"id": "cleared", "joins": "stored"}], "processing.template-location": "own-token"}]),
        ("a high-security room with card templates", []),
        ("a gym with an equal staffed entry", [GYM]),
        ("anonymous people-counting", [CAMERA, {"processing.technology": ["analytics"], "processing.masking": "edge-count", "safeguards.accuracy": "own-users",
                                                "processing.items": [], "start.arguments": []}]),
        ("alarm-triggered cameras in a warehouse at night", [CAMERA, {"processing.zones": [{"id": "door", "place": "work-area", "hours": "event"}]}]),
        ("a passport gate with its own statute", [
            {"start.body-type": "public-body", "start.activity": "transport", "start.public-task": "power", "processing.venue": "station-airport",
             "power.staff-decided": None, "processing.template-location": "own-token",
             "purpose.purposes": [{"id": "main", "text": "Check that the passport is the holder's", "use": "id-check", "aim": "legal-duty"}],
             "processing.groups": [{"id": "cleared", "name": "Travellers", "role": "traveller", "depends-for": [], "ground": ["public-task"],
                                    "special-ground": ["public-interest"], "law-says": "names-means", "law-kind": "act", "agreement": None}]},
        ]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_not_stopped_outright(pack, name, changes):
    evaluation = check(pack, *changes)
    assert [b for b in blockers(evaluation) if "unlawful" in b and "established" in b] == []
    assert evaluation.outcome != "do-not-launch"

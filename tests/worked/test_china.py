"""The twelve Chinese test deployments of the dossier: what the patterns must conclude, judged from its table before they were run.

Each deployment is the complete one (`complete-china.yaml`, an office door at its best) with changes. What a row of the table calls "ok" may
carry minor points ("ok with review"); what it calls a blocker is one, of the kind that the dossier's rule gives it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from support.china import (
    AIRPORT,
    BANK,
    CANTEEN,
    CARD_WOULD_DO,
    DORMITORY,
    DUTY_ONLY,
    GYM,
    HOME,
    HOSPITAL,
    HOTEL,
    INCOMPLETE,
    KINDERGARTEN,
    LAUNCH,
    LIVE,
    NO_CONSENT,
    NOT_SHOWN,
    PARENT,
    PUPILS,
    SALES,
    STAMPS,
    TENANTS,
    UNLAWFUL,
    check,
    face_only,
    people,
)
from support.controls import blockers, level, rules


class Row(NamedTuple):
    """A row of the table: answers, outcomes allowed, levels that must be found, and rules that must raise nothing."""

    changes: tuple[dict[str, Any], ...]
    outcomes: tuple[str, ...]
    found: dict[str, str]
    silent: tuple[str, ...] = ()


STOP = ("do-not-launch",)
COMPLETE_FIRST = ("complete-assessment-first",)
ASK_OFTEN = ("CN-R01", "CN-R04", "CN-R06", "CN-R41", "CN-R47")


TABLE = {
    "1 home, card for all": Row(HOME, LAUNCH, {
        "CN-R24": "ok", "CN-R23": "ok", "CN-R56": "ok", "CN-R40": "ok", "CN-R24b": "note", "CN-R11": "note"}, (*ASK_OFTEN, "CN-R47b")),
    "1 home, no card for tenants": Row((*HOME, CARD_WOULD_DO, TENANTS), STOP, {"CN-R24": UNLAWFUL, "CN-R01": UNLAWFUL}),
    "2 sales office": Row(SALES, STOP, {
        "CN-R41": UNLAWFUL, "CN-R11": UNLAWFUL, "CN-R15": UNLAWFUL, "CN-R26": "major", "CN-R32": INCOMPLETE, "CN-R56": UNLAWFUL}),
    "3 dormitory, lens in rooms": Row((*DORMITORY, {"processing.zones": [{"id": "door", "place": "sleeping", "care-decision": False}]}), STOP, {
        "CN-R14": UNLAWFUL}),
    "3 dormitory, face-only door": Row((*DORMITORY, *face_only()), STOP, {"CN-R01": UNLAWFUL, "CN-R56": "ok"}, ("CN-R14",)),
    "3 dormitory, door with card, adults": Row(DORMITORY, LAUNCH, {"CN-R21": "ok", "CN-R56": "ok"}, (*ASK_OFTEN, "CN-R14")),
    "3 dormitory, door with card, pupils": Row((*DORMITORY, *PUPILS), LAUNCH, {"CN-R21": "minor", "CN-R20": "minor"}, (*ASK_OFTEN, "CN-R14")),
    "4 bank, option": Row(BANK, LAUNCH, {"CN-R42": "ok", "CN-R49": "ok", "CN-R02": "none"}, (*ASK_OFTEN, "CN-R08")),
    "4 bank, forced, identity only": Row((*BANK, DUTY_ONLY, *face_only(law_says="identity-only")), STOP, {
        "CN-R42": UNLAWFUL, "CN-R02": UNLAWFUL, "CN-R49": UNLAWFUL}),
    "4 bank, forced, no rule found": Row(
        (*BANK, DUTY_ONLY, *face_only(law_kind=None, law_cite=None)), STOP, {"CN-R42": UNLAWFUL, "CN-R02": UNLAWFUL}),
    # "Incomplete while the rule is unchecked" holds of the face; that the bank keeps no staffed window is settled without any rule (R49).
    "4 bank, forced, rule unchecked": Row(
        (*BANK, DUTY_ONLY, *face_only(law_says="unknown", law_kind=None, law_cite=None)), STOP, {
            "CN-R42": NOT_SHOWN, "CN-R02": NOT_SHOWN, "CN-R49": UNLAWFUL}),
    "5 airport, manual lane": Row(AIRPORT, LAUNCH, {"CN-R50": "ok", "CN-R13": "ok", "CN-R02": "none"}, (*ASK_OFTEN, "CN-R13a")),
    "5 airport, compulsory, none found": Row(
        (*AIRPORT, DUTY_ONLY, *face_only(law_kind=None, law_cite=None)), STOP, {"CN-R50": UNLAWFUL, "CN-R02": UNLAWFUL}),
    "5 airport, compulsory, unchecked": Row(
        (*AIRPORT, DUTY_ONLY, *face_only(law_says="unknown", law_kind=None, law_cite=None)), COMPLETE_FIRST, {
            "CN-R50": NOT_SHOWN, "CN-R02": NOT_SHOWN}),
    "6 office": Row((), LAUNCH, {"CN-R22": "ok", "CN-R23": "ok", "CN-R29": "ok", "CN-R56": "ok", "CN-R40": "ok"}, ASK_OFTEN),
    "6 office, no reason beside the card": Row(({"necessity.why-body": "asserted"},), LAUNCH, {"CN-R56": "major", "CN-R22": "ok"}),
    "6 office, no reason at all": Row(({"necessity.why-body": "none", "necessity.why-body-text": None},), COMPLETE_FIRST, {"CN-R56": INCOMPLETE}),
    "7 hotel, face forced": Row(
        (*HOTEL, *face_only(ground=["legal-duty"], law_says="identity-only", law_kind="act", law_cite="Hotel measures, Art. 6", **NO_CONSENT)),
        STOP, {"CN-R25": UNLAWFUL, "CN-R42": UNLAWFUL}),
    "7 hotel, guest without document": Row(HOTEL, LAUNCH, {"CN-R25": "ok"}, (*ASK_OFTEN, "CN-R42")),
    "8 hospital, staffed window": Row(HOSPITAL, LAUNCH, {"CN-R49": "ok", "CN-R11": "minor", "CN-R23": "ok", "CN-R29": "ok"}, ASK_OFTEN),
    "8 hospital, face only": Row((*HOSPITAL, *face_only()), STOP, {"CN-R49": UNLAWFUL, "CN-R01": UNLAWFUL}),
    "9 gym, face only": Row((*GYM, *face_only()), STOP, {"CN-R01": UNLAWFUL, "CN-R25": UNLAWFUL, "CN-R04": UNLAWFUL}),
    "9 gym, opt-in lane": Row(GYM, LAUNCH, {"CN-R25": "minor", "CN-R11": "minor"}, (*ASK_OFTEN, "CN-R09", "CN-R09a")),
    "9 gym, template not deleted": Row((*GYM, LIVE, {"safeguards.deletion-refused": True}), STOP, {"CN-R09a": UNLAWFUL}),
    "10 canteen, face only": Row((*CANTEEN, *face_only()), STOP, {"CN-R52": UNLAWFUL, "CN-R01": UNLAWFUL}),
    "10 canteen, meal card": Row(CANTEEN, LAUNCH, {"CN-R52": "ok", "CN-R23": "ok", "CN-R56": "ok"}, ASK_OFTEN),
    "11 kindergarten, optional": Row(KINDERGARTEN, LAUNCH, {"CN-R48": "ok", "CN-R18": "ok"}, (*ASK_OFTEN, "CN-R19", "CN-R35", "CN-R35b")),
    "11 kindergarten, points missing": Row((*KINDERGARTEN, {"safeguards.minors-audit": False}), LAUNCH, {"CN-R48": "minor"}),
    "11 kindergarten, no guardian": Row((*KINDERGARTEN, people(consent_by="nobody")), STOP, {"CN-R48": UNLAWFUL, "CN-R18": UNLAWFUL}),
    "11 kindergarten, sole face": Row((*KINDERGARTEN, *face_only()), STOP, {"CN-R48": UNLAWFUL, "CN-R01": UNLAWFUL}),
    "11 kindergarten, parents' vote instead": Row(
        (*KINDERGARTEN, {"power.collective-approval": True}, people(consent_by="nobody")), STOP, {"CN-R24b": UNLAWFUL, "CN-R48": UNLAWFUL}),
    "11 kindergarten, parents' vote beside": Row((*KINDERGARTEN, {"power.collective-approval": True}), LAUNCH, {"CN-R24b": "note", "CN-R48": "ok"}),
    "12 parent's cloud": Row(PARENT, STOP, {"CN-R51": UNLAWFUL, "CN-R29": UNLAWFUL, "CN-R37": UNLAWFUL, "CN-R22": "major"}),
    "12 local matching, time stamps": Row(STAMPS, LAUNCH, {"CN-R51": "minor", "CN-R29": "ok"}, (*ASK_OFTEN, "CN-R22", "CN-R37")),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_the_table_of_the_dossier(pack, name):
    row = TABLE[name]
    evaluation = check(pack, *row.changes)
    said = {rule: level(evaluation, rule) for rule in row.found}
    assert said == row.found
    assert evaluation.outcome in row.outcomes, (
        blockers(evaluation),
        [f.id for f in evaluation.findings if f.severity == "major"],
    )
    for rule in row.silent:
        assert level(evaluation, rule) in ("none", "ok", "note", "minor"), rule
    assert evaluation.regime("cn").due.word == "yes"
    assert {r.regime.id: r.outcome for r in evaluation.regimes if r.regime.id != "cn"} == {
        "eu": "not-applicable",
        "se": "not-applicable",
    }


@pytest.mark.parametrize(
    "name", [name for name, row in TABLE.items() if row.outcomes == LAUNCH and row.found.get("CN-R56") != "major"]
)
def test_what_the_table_calls_ok_has_no_major_point_and_asks_for_a_review(pack, name):
    evaluation = check(pack, *TABLE[name].changes)
    assert blockers(evaluation) == []
    assert [
        f.id for f in evaluation.findings if f.severity == "major"
    ] == [] or name == "11 kindergarten, points missing"
    if not any(f.severity == "major" for f in evaluation.findings):
        assert rules(evaluation)["CN-R40"].severity == "ok"


@pytest.mark.parametrize(
    "name", [name for name, row in TABLE.items() if row.outcomes == LAUNCH and row.found.get("CN-R56") != "major"]
)
def test_asserted_necessity_adds_a_major_and_none_a_blocker_to_every_sound_row(pack, name):
    asserted = check(pack, *TABLE[name].changes, {"necessity.why-body": "asserted"})
    assert level(asserted, "CN-R56") == "major"
    assert level(asserted, "CN-R40") == "none"
    none = check(pack, *TABLE[name].changes, {"necessity.why-body": "none", "necessity.why-body-text": None})
    assert level(none, "CN-R56") == INCOMPLETE
    assert none.outcome in (*COMPLETE_FIRST, *STOP)


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.outcomes == LAUNCH])
def test_without_an_assessment_that_was_finished_before_no_running_system_is_sound(pack, name):
    evaluation = check(
        pack,
        *TABLE[name].changes,
        LIVE,
        {"start.existing-assessment": "none", "start.existing-before-start": None, "start.existing-gaps": None},
    )
    assert level(evaluation, "CN-R32") == INCOMPLETE
    assert evaluation.outcome in (*COMPLETE_FIRST, *STOP)


def test_points_that_the_table_calls_arguable_are_printed_so(pack):
    for name, rule in (("8 hospital, staffed window", "CN-R11"), ("9 gym, opt-in lane", "CN-R11"), ("9 gym, opt-in lane", "CN-R25"),
                       ("9 gym, template not deleted", "CN-R09a"), ("12 local matching, time stamps", "CN-R51")):  # fmt: skip
        assert rules(check(pack, *TABLE[name].changes))[rule].grade.arguable, (name, rule)


def test_the_sales_office_cites_the_penalties_and_says_delete(pack):
    finding = rules(check(pack, *SALES))["CN-R41"]
    assert "case-salesoffice-2021" in {c.authority.id for c in finding.citations}
    assert any("elete" in remedy for remedy in finding.remedies)


def test_the_tenants_are_named(pack):
    found = rules(check(pack, *TABLE["1 home, no card for tenants"].changes))
    assert found["CN-R24"].rows == ("tenants",)
    assert found["CN-R01"].rows == ("tenants",)

"""The twelve Chinese test deployments of the dossier: what the patterns must conclude, judged from its table before they were run.

Each deployment is the complete one (`complete-china.yaml`, an office door at its best) with changes. What a row of the table calls "ok" may
carry minor points ("ok with review"); what it calls a blocker is one, of the kind that the dossier's rule gives it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from test_controls import blockers, level, rules

from dpia.assessment.answers import assessment_from_plain
from dpia.content.source import Source, parse
from dpia.engine.evaluation import Evaluation, evaluate

HERE = Path(__file__).parent
TODAY = "2026-11-21"
LAUNCH = ("launch", "launch-with-conditions")
UNLAWFUL = "blocker/unlawful"
INCOMPLETE = "blocker/incomplete"
NOT_SHOWN = "blocker/incomplete?"


def check(pack, *changes: dict[str, Any], as_of: str = TODAY) -> Evaluation:
    """The complete Chinese deployment with changes, each applied on top of the one before."""
    base = parse((HERE / "complete-china.yaml").read_text("utf-8"), "complete-china.yaml")
    state = assessment_from_plain(pack, as_of, base.data, source=base)
    for change in changes:
        state = assessment_from_plain(pack, as_of, change, base=state, source=Source("change", change))
    return evaluate(pack, state)


def people(**cells: object) -> dict[str, Any]:
    """A change of cells of the row of people; `_` stands for the hyphen."""
    return {"processing.groups": [{"id": "people", **{name.replace("_", "-"): value for name, value in cells.items()}}]}


NO_CONSENT: dict[str, Any] = dict.fromkeys(("consent_by", "consent_form", "consent_record", "withdraw", "free_proof"))
NO_OTHER_WAY: dict[str, Any] = {
    "other_way": [],
    "other_way_quality": None,
    "other_way_told": None,
    "refusal_cost": ["access-lost"],
}
# The way that the rows presume beside a face that is forced: a card does it, though slower. Nobody claims a rule of the State.
CARD_WOULD_DO: dict[str, Any] = {"alternatives.ladder": [{"id": "card", "reaches": "slower"}]}
PUBLIC_DOOR: dict[str, Any] = {
    "processing.zones": [{"id": "door", "access": "public"}],
    "start.video-system": "other-public",
}


def setting(
    activity: str, venue: str, use: str = "entry", text: str = "Let people in who choose it", **main: object
) -> dict[str, Any]:
    """Another trade and place, without staff among the people."""
    return {
        "start.activity": activity, "processing.venue": venue, "power.staff-decided": None, "purpose.presence-record": [],
        "purpose.purposes": [{"id": "main", "text": text, "use": use, **main}], "power.speaks": ["own-voice"],
    }  # fmt: skip


def face_only(**cells: object) -> tuple[dict[str, Any], ...]:
    """The face as the only way, although a card would do; without a rule of the State unless `cells` name one."""
    return (CARD_WOULD_DO, people(**{**NO_OTHER_WAY, "law_says": "none", **cells}))


class Row(NamedTuple):
    """A row of the table: answers, outcomes allowed, levels that must be found, and rules that must raise nothing."""

    changes: tuple[dict[str, Any], ...]
    outcomes: tuple[str, ...]
    found: dict[str, str]
    silent: tuple[str, ...] = ()


STOP = ("do-not-launch",)
COMPLETE_FIRST = ("complete-assessment-first",)
ASK_OFTEN = ("CN-R01", "CN-R04", "CN-R06", "CN-R41", "CN-R47")

# 1 Residential gate. The owners' vote is a note only, visitors come in by code and are not read.
HOME = (
    setting("housing", "home-building"),
    people(name="Owners, tenants and members of the household", role="resident", depends_for=["home"]),
    {"processing.groups": [
        {"id": "visitors", "name": "Visitors and couriers", "role": "visitor", "ages": ["adult"], "number": 500, "joins": "none", "depends-for": [],
         "can-avoid": True},
    ], "processing.zones": [{"id": "door", "name": "Gate", "access": "members"}], "power.collective-approval": True},
)  # fmt: skip
TENANTS = {
    "processing.groups": [
        {"id": "tenants", "name": "Tenants", "role": "resident", "ages": ["adult"], "number": 200, "joins": "stored", "depends-for": ["home"],
         "can-avoid": False, "refusal-cost": ["access-lost"], "other-way": [], "law-says": "none", "ground": ["consent"], "consent-by": "person",
         "consent-form": "separate", "consent-record": "signed", "withdraw": "easy", "free-proof": False},
    ]
}  # fmt: skip

# 2 Sales office with hidden cameras that match visitors with the agents' lists of clients and sort them.
SALES = (
    setting("sales-office", "shop", use="analytics", text="Settle the commission of agents", aim="commercial", serves="operator"),
    PUBLIC_DOOR,
    people(name="Visitors of the sales office", role="customer", depends_for=[], can_avoid=True, ground=[], **NO_CONSENT, other_way=[], other_way_quality=None, other_way_told=None),
    {
        "processing.technology": ["identify", "categorise"], "processing.traits": ["habits"], "processing.announced": "hidden",
        "processing.trigger": "automatic", "processing.reach": "passers-by", "processing.others-handling": "compared", "processing.lists": [],
        "start.stage": "live", "start.begin-date": "2026-03-01", "start.changed-since": [], "start.existing-assessment": "none",
        "start.existing-gaps": None, "necessity.why-body": "none", "necessity.why-body-text": None, "safeguards.notice": "none",
        "safeguards.notice-items": None, "safeguards.notice-versions": None, "processing.zones": [{"id": "door", "sign": "none"}],
        "processing.masking": "none",
    },
)  # fmt: skip

# 3 Dormitory: lens inside the rooms, face-only door of the building, door with card (adults, and pupils of 14 to 17 with guardians).
DORMITORY = (
    setting("university", "dormitory-door"),
    people(name="Students", role="student", depends_for=["education", "home"]),
    {"processing.zones": [{"id": "door", "access": "members"}]},
)
PUPILS = (
    {"start.activity": "school", "safeguards.minors-audit": True, "decision.filings": ["minors-audit"], "power.best-interests": True,
     "power.children-heard": True, "safeguards.notice-versions": ["child", "guardian", "disability"],
     "safeguards.rights": ["access", "copy", "correct", "delete", "object", "withdraw", "review", "guardian"],
     "processing.zones": [{"id": "door", "children": True}]},
    people(name="Pupils", role="pupil", ages=["14-17"], consent_by="both", can_judge=True),
)  # fmt: skip

# 4 Bank counter with a statutory identity duty.
BANK = (
    setting("finance", "bank", use="id-check", text="Check the identity of customers", aim="legal-duty", serves="both"),
    PUBLIC_DOOR,
    {"purpose.check-today": "by-rule", "purpose.check-means": ["document", "staff"]},
    people(name="Customers", role="customer", depends_for=[], can_avoid=True, ground=["legal-duty", "consent"], law_says="identity-only",
           law_kind="act", law_cite="Anti-Money Laundering Law, Arts. 28-29", other_way=["document", "staff"]),
)  # fmt: skip
DUTY_ONLY = people(ground=["legal-duty"], **NO_CONSENT)

# 5 Airport security lane, run by the responsible operator, with a manual lane.
AIRPORT = (
    setting("transport", "station-airport", use="public-safety", text="Know who enters the secure area", aim="public-security", serves="both"),
    {"processing.zones": [{"id": "door", "access": "public", "incidents": "documented"}], "start.video-system": "required",
     "start.security-duty-holder": True, "decision.filings": ["police-video"], "purpose.check-today": "by-rule",
     "purpose.check-means": ["document", "staff"], "purpose.needs": [
        {"id": "lane", "what": "The security lane", "group": ["people"], "incidents": "documented", "weight": "life-limb", "covered": True}]},
    people(name="Travellers", role="traveller", depends_for=[], can_avoid=True, ground=["legal-duty", "consent"], law_says="identity-only",
           law_kind="act", law_cite="Counter-Terrorism Law, Art. 21", other_way=["document", "staff"]),
)  # fmt: skip

# 7 Hotel check-in: document shown and face forced; guest without a document who can agree or bring the certificate of the police.
HOTEL = (
    setting("hotel", "hotel", use="id-check", text="Register guests", aim="legal-duty", serves="both"),
    PUBLIC_DOOR,
    {"purpose.check-today": "by-rule", "purpose.check-means": ["document", "staff"]},
    people(name="Guests", role="customer", depends_for=[], can_avoid=True, other_way=["document", "staff"]),
)

# 8 Hospital check-in by face beside a staffed window.
HOSPITAL = (
    setting("health", "care", use="id-check", text="Check patients in", aim="identity-assurance", serves="both"),
    PUBLIC_DOOR,
    {"start.video-system": "required", "decision.filings": ["police-video"], "purpose.check-means": ["card-code", "staff"],
     "start.public-task": "service"},
    people(name="Patients", role="patient", depends_for=["care"], other_way=["card", "staff"]),
)  # fmt: skip

# 9 Gym.
GYM = (
    setting("leisure", "leisure"), PUBLIC_DOOR,
    people(name="Members", role="customer", depends_for=[], can_avoid=True, other_way=["code", "staff"]),
    {"power.contracts-lose-old-way": False},
)  # fmt: skip
LIVE = {"start.stage": "live", "start.begin-date": "2026-03-01", "start.existing-before-start": True, "start.changed-since": [],
        "safeguards.incident": "none", "safeguards.deletion-refused": False, "safeguards.old-data": False}  # fmt: skip

# 10 Factory canteen.
CANTEEN = (
    {
        "purpose.purposes": [{"id": "main", "text": "Pay for lunch", "use": "payment"}],
        "processing.zones": [{"id": "door", "name": "Till"}],
    },
)

# 11 Kindergarten pick-up.
KINDERGARTEN = (
    setting("preschool", "school-building", use="pickup", text="Hand children over to the right adults", aim="life-health", serves="both"),
    {"processing.zones": [{"id": "door", "access": "members", "children": True}], "power.child-rules": True, "power.best-interests": True,
     "power.children-heard": True, "safeguards.minors-audit": True, "decision.filings": ["minors-audit"],
     "safeguards.notice-versions": ["child", "guardian", "disability"], "power.speaks": ["guardians"],
     "safeguards.rights": ["access", "copy", "correct", "delete", "object", "withdraw", "review", "guardian"]},
    people(name="Children", role="pupil", ages=["under-13"], depends_for=["care"], consent_by="guardian", can_judge=False,
           other_way=["card", "staff"]),
    {"processing.groups": [
        {"id": "adults", "name": "Collecting adults", "role": "guardian", "ages": ["adult"], "number": 160, "joins": "stored", "depends-for": ["care"],
         "can-avoid": False, "refusal-cost": [], "other-way": ["card", "staff"], "other-way-quality": "equal", "other-way-told": "in-request",
         "free-proof": True, "ground": ["consent"], "consent-by": "person", "consent-form": "separate", "consent-record": "signed",
         "withdraw": "easy"},
    ]},
)  # fmt: skip

# 12 Foreign parent's cloud system for staff, under a blanket clause; then local matching and time stamps only.
PARENT = (
    people(ground=["staff-rules"], **NO_CONSENT),
    {"power.staff-decided": "employer-alone", "processing.template-location": "cloud", "basis.storage-exception": "none",
     "start.critical-infrastructure": False, "safeguards.sent-abroad-year": 80, "safeguards.transfers": [
        {"id": "parent", "to": "Parent company abroad", "data": "body", "route": "none", "body-needed": False, "foreign-request": False}],
     "processing.parties": [{"id": "parent", "name": "Parent company", "role": "decides-too", "contract": "complete", "own-use": "none",
                             "receives-ground": False, "exit": True}]},
)  # fmt: skip
STAMPS = (
    people(ground=["staff-rules", "consent"]),
    {"power.staff-decided": "staff-procedure", "start.critical-infrastructure": False, "safeguards.sent-abroad-year": 80,
     "safeguards.transfers": [
        {"id": "parent", "to": "Parent company abroad", "data": "personal", "route": "exception", "foreign-request": False}],
     "processing.parties": [{"id": "parent", "name": "Parent company", "role": "on-instruction", "contract": "complete", "own-use": "none",
                             "exit": True}]},
)  # fmt: skip

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
    assert any("elete" in remedy for remedy in finding.grade.remedies)


def test_the_tenants_are_named(pack):
    found = rules(check(pack, *TABLE["1 home, no card for tenants"].changes))
    assert found["CN-R24"].rows == ("tenants",)
    assert found["CN-R01"].rows == ("tenants",)

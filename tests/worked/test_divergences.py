"""One set of answers serves every law: where the laws differ, the same answer leads to different findings, and neither law switches the other off.

One deployment in Sweden and in China, sound in both (a gym with an opt-in lane beside code and staff); each test changes what the row of the
table speaks of (Chinese dossier, section 3, divergences 1 to 16; and the conflicts between the dossiers that the questions settle).
"""

from __future__ import annotations

from typing import Any

import pytest
from support.both_laws import check, due, levels, outcomes
from support.china import (
    CARD_WOULD_DO,
    LAUNCH,
    LIVE,
    NO_CONSENT,
    PUPILS,
    people,
    setting,
)
from support.controls import blockers, level, rules

from dpia.engine.completeness import completeness
from dpia.engine.evaluation import Evaluation
from dpia.engine.tasks import tasks


def test_the_base_is_sound_in_both(pack):
    evaluation = check(pack)
    assert outcomes(evaluation) == ("launch-with-conditions", "launch-with-conditions")
    assert due(evaluation) == ("yes", "yes")
    assert [f.id for f in evaluation.findings if f.severity in ("blocker", "major")] == []


# --- 1 China lists, Europe weighs -------------------------------------------------------------------------------------

# A card and a list: no camera, no body data. Europe meets no criterion (children: one).
CARD = {
    "processing.technology": ["log-only"], "processing.zones": None, "safeguards.auto-outcomes": [], "safeguards.human-check": None,
    "safeguards.undo": None, "safeguards.accuracy": None, "processing.modality": None, "start.existing-assessment": "none",
    "start.existing-law": None, "start.existing-gaps": None, "processing.new-technology": False, "processing.watches": False,
    "processing.published": False,
    "processing.items": [{"id": "code", "kind": "identity"}],
    "processing.groups": [{"id": "people", "joins": "recorded", "special-ground": None, "ground": ["contract"], "consent-by": None, "consent-form": None,
                           "consent-record": None, "withdraw": None, "free-proof": None}],
}  # fmt: skip
LOW = {"start.low-risk-reason": "Only a list of names; the officer agrees that high risk is unlikely."}
TRIGGERS: dict[str, dict[str, Any]] = {
    "pipl55-1": {"processing.groups": [{"id": "people", "ages": ["under-13"]}]},
    "pipl55-2": {"processing.predicts": ["economy"]},
    "pipl55-3": {"processing.parties": [
        {"id": "host", "name": "Host", "role": "on-instruction", "contract": "complete", "own-use": "none", "exit": True}]},
    "pipl55-4": {"safeguards.transfers": [
        {"id": "abroad", "to": "Group office", "data": "personal", "route": "exception", "leaves": ["china"], "foreign-request": False}],
        "safeguards.sent-abroad-year": 10},
}  # fmt: skip


def test_with_no_trigger_neither_law_asks(pack):
    assert due(check(pack, CARD)) == ("no", "no")


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_a_european_no_never_switches_the_chinese_duty_off(pack, trigger):
    """Each case of Art. 55 alone is enough; a reasoned "low risk" for Europe changes nothing in China."""
    evaluation = check(pack, CARD, TRIGGERS[trigger], LOW)
    assert due(evaluation) == ("no", "yes")
    result = evaluation.regime("cn").due
    assert result is not None
    assert {c.criterion.id for c in result.criteria if c.verdict.truth == 2} == {trigger}
    assert level(evaluation, "RP-23") == "none"
    assert "CN-R32" in rules(evaluation)
    running = check(pack, CARD, TRIGGERS[trigger], LOW, LIVE, {"start.existing-before-start": None})
    assert due(running) == ("no", "yes")
    assert level(running, "CN-R32") == "blocker/incomplete"
    assert running.regime("cn").outcome not in LAUNCH


def test_an_assessment_for_one_law_does_not_serve_the_other(pack):
    for law, europe, china in ((["gdpr"], "ok", "blocker/incomplete"), (["pipl"], "blocker/incomplete", "ok")):
        running = check(pack, LIVE, {"start.existing-law": law})
        assert (level(running, "RP-23") in ("ok", "none"), level(running, "CN-R32")) == (europe == "ok", china), law


# --- 2 and 16 prior consultation --------------------------------------------------------------------------------------

HIGH = {
    "risks.register": [
        {"id": "leak", "likelihood-after": "medium", "severity-after": "very-high", "level-after": "high"}
    ],
}


def test_a_high_risk_that_remains_is_asked_about_in_europe_and_ends_the_plan_in_china(pack):
    evaluation = check(pack, HIGH)
    assert levels(evaluation, "RP-29", "CN-R57") == ("blocker/consult", "blocker/unlawful")
    assert outcomes(evaluation) == ("consult-authority-first", "do-not-launch")


def test_no_chinese_rule_can_send_anybody_to_an_authority_for_advice(pack):
    for rule in pack.rules.values():
        if rule.regime == "cn":
            assert all(grade.kind != "consult" and grade.if_unknown != "consult" for grade in rule.grades), rule.id
    assert not pack.regimes["cn"].prior_consultation
    assert pack.regimes["eu"].prior_consultation


def test_china_files_by_volume_even_where_the_risk_is_low(pack):
    """The number alone; Europe has no filing, and the number no finding of its own kind."""
    many = {"processing.stored-people": 100_000, "decision.group-count": False}
    timely = check(pack, many, {"decision.filing-100k": "in-time"})
    late = check(pack, many, {"decision.filing-100k": "overdue"})
    assert level(timely, "CN-R34") in ("ok", "note")
    assert level(late, "CN-R34") == "major"
    assert not any("fil" in f.rule.title.lower() for f in late.findings if f.regime in ("eu", "se"))
    assert level(check(pack, {"processing.stored-people": 79_999}), "CN-R34") == "ok"


# --- 3 imbalance ------------------------------------------------------------------------------------------------------

SCHOOL = (
    *PUPILS,
    {"start.body-type": "public-body", "start.public-task": "service", "processing.venue": "classroom", "basis.case-kind": None,
     "purpose.purposes": [{"id": "main", "text": "Take attendance", "use": "attendance", "aim": "save-time", "serves": "operator"}],
     "purpose.presence-record": ["absence"]},
    people(name="Pupils", role="pupil", depends_for=["education"], can_avoid=False, free_proof=False),
)  # fmt: skip


def test_imbalance_decides_in_europe_and_warns_in_china(pack):
    evaluation = check(pack, *SCHOOL)
    assert level(evaluation, "RP-03") == "blocker/unlawful"
    assert level(evaluation, "CN-R23") == "major"
    free = check(pack, *SCHOOL, people(free_proof=True))
    assert level(free, "CN-R23") == "ok"


def test_no_chinese_rule_says_that_consent_is_void_for_imbalance(pack):
    """China has no such rule; the work is done by coercion, necessity for the service and other ways."""
    rule = pack.rules["CN-R23"]
    assert {grade.severity for grade in rule.grades} == {"major", "minor", "ok"}
    text = " ".join((rule.rule, *(f"{grade.title} {grade.text} {grade.conclusion}" for grade in rule.grades))).lower()
    assert "invalid because" not in text
    assert "is void" not in text


# --- 4 grounds --------------------------------------------------------------------------------------------------------


def test_own_interest_is_a_ground_in_europe_and_none_in_china(pack):
    evaluation = check(pack, people(ground=["legitimate-interest"]), {"basis.balance-written": True})
    assert level(evaluation, "CN-R08") == "blocker/unlawful"
    assert level(evaluation, "RP-10") not in ("blocker/unlawful", "blocker/incomplete")
    assert level(evaluation, "RP-54") == "none"


def test_a_ground_is_never_enough_for_faces_in_europe(pack):
    """Article 9 asks for an exception beside the ground; China knows no second layer."""
    evaluation = check(pack, people(special_ground=[]))
    assert level(evaluation, "RP-09") == "blocker/unlawful"
    assert evaluation.regime("cn").outcome in LAUNCH


def test_staff_rules_are_a_ground_of_their_own_only_in_china(pack):
    staff = (setting("workplace", "office-factory"), people(name="Staff", role="staff", depends_for=["work"], can_avoid=False,
                                                              ground=["staff-rules"], **NO_CONSENT), {"power.staff-decided": "staff-procedure"}, CARD_WOULD_DO)  # fmt: skip
    evaluation = check(pack, *staff)
    assert level(evaluation, "CN-R41") == "none"
    assert level(evaluation, "CN-R08") == "major"  # the face itself is not indispensable beside a card
    assert (
        level(check(pack, *staff, people(special_ground=[])), "RP-09") == "blocker/unlawful"
    )  # and it is no exception of Article 9
    alone = check(pack, *staff, {"power.staff-decided": "employer-alone"})
    assert level(alone, "CN-R22") == "major"  # one question for both laws: the Chinese procedure is not met
    assert level(alone, "RP-48") in ("major", "minor")  # and neither is the Swedish negotiation


# --- 5 and 6 children -------------------------------------------------------------------------------------------------


def test_every_datum_of_a_child_under_14_is_sensitive_in_china_alone(pack):
    evaluation = check(pack, CARD, TRIGGERS["pipl55-1"])
    assert "sensitive-information-of-group" in pack.facts
    assert level(evaluation, "RP-08") == "none"
    assert level(evaluation, "RP-09") == "none"
    assert level(evaluation, "CN-R19") != "none"


@pytest.mark.parametrize(
    ("age", "guardian", "young", "child"),
    [
        ("under-13", True, False, True),
        ("age-13", True, False, True),
        ("14-17", False, True, True),
        ("adult", False, False, False),
    ],
)
def test_13_14_and_18(pack, age, guardian, young, child):
    """China asks for the guardian under 14 and looks at 14 to 17 apart; the European child ends at 18; Sweden's 13 is for online services."""
    evaluation = check(pack, people(ages=[age], consent_by="person"))
    assert (level(evaluation, "CN-R18") == "blocker/unlawful") == guardian
    assert (level(evaluation, "CN-R20") != "none") == young
    assert (level(evaluation, "RP-21") != "none") == child
    audit = check(pack, people(ages=[age]), {"safeguards.minors-audit": False, "decision.filings": []})
    missed = {name for name in ("CN-R35", "CN-R35b", "CN-R35c", "CN-R35d") if level(audit, name) == "major"}
    assert bool(missed) == child
    assert level(evaluation, "RP-07") == "none"  # the age of 13 is no defect of its own


def test_the_swedish_age_of_13_is_no_argument_in_china(pack):
    for arguments in ([], ["over-13"]):
        evaluation = check(pack, people(ages=["age-13"], consent_by="person"), {"start.arguments": arguments})
        assert level(evaluation, "CN-R18") == "blocker/unlawful", arguments


# --- 7 public space ---------------------------------------------------------------------------------------------------


def test_the_public_place_is_a_purpose_lock_in_china(pack):
    """The same gate, the same consent: only the lens takes in the queue, and cuts the others out at once."""
    queue = check(pack, {"processing.reach": "queue", "processing.others-handling": "cut-out"})
    assert level(queue, "CN-R11") == "blocker/unlawful"
    assert [b for b in blockers(queue) if b.startswith("RP")] == []
    indoors = check(pack, {"processing.reach": "queue", "processing.others-handling": "cut-out", "processing.venue": "office-factory",
                           "start.activity": "workplace", "processing.zones": [{"id": "door", "access": "members"}]})  # fmt: skip
    assert level(indoors, "CN-R11") == "none"  # an office of staff is no public place, and nothing here is arguably one
    lobby = check(pack, {"processing.reach": "queue", "processing.others-handling": "cut-out", "processing.venue": "lobby",
                         "start.activity": "workplace", "processing.zones": [{"id": "door", "access": "members"}]})  # fmt: skip
    assert level(lobby, "CN-R11") == "major"  # arguably one: a step lower


# --- 8 storage --------------------------------------------------------------------------------------------------------


def test_where_the_code_lies_is_a_rule_in_china_and_a_risk_in_europe(pack):
    server = {"processing.template-location": "online-server", "basis.storage-exception": "none"}
    evaluation = check(pack, server)
    assert level(evaluation, "CN-R29") == "blocker/unlawful"
    assert level(evaluation, "RP-32") in ("major", "minor")
    assert evaluation.regime("eu").outcome in LAUNCH
    agreed = check(pack, server, {"basis.storage-exception": "separate-consent"})
    assert level(agreed, "CN-R29") in ("major", "minor")
    assert level(agreed, "RP-32") == level(evaluation, "RP-32")  # consent to the sending is no European point


# --- 9 keeping the assessment -----------------------------------------------------------------------------------------


def test_three_years_are_asked_in_china_alone_and_of_the_report_not_of_faces(pack):
    two, three = check(pack, {"decision.keep-years": 2}), check(pack, {"decision.keep-years": 3})
    assert levels(two, "CN-R33c") == ("major",)
    assert level(three, "CN-R33c") == "ok"
    europe = lambda e: {(f.id, f.truth) for f in e.findings if f.regime in ("eu", "se")}  # noqa: E731
    assert europe(two) == europe(three)
    text = pack.rules["CN-R33c"].rule
    assert "not for the data of people's faces" in " ".join(text.split())


# --- 10 public bodies -------------------------------------------------------------------------------------------------


def test_a_public_school_is_public_in_sweden_and_an_ordinary_handler_in_china(pack):
    evaluation = check(pack, *SCHOOL)
    assert rules(evaluation)["RP-50"].grade.id == "swedish-authority"
    assert level(evaluation, "CN-R38") == "none"


def test_a_body_with_a_power_answers_by_discipline_in_china(pack):
    power = check(pack, {"start.body-type": "public-body", "start.public-task": "power", "start.activity": "public-service"},
                  people(ground=["public-task"], law_says="none", **NO_CONSENT))  # fmt: skip
    assert level(power, "CN-R38") == "blocker/unlawful"
    cited = {c.authority.id for c in rules(power)["CN-R38"].citations}
    assert "pipl-68" in cited
    assert "pipl-66" not in cited


# --- 11 burden of proof -----------------------------------------------------------------------------------------------


def test_each_law_has_a_burden_of_its_own(pack):
    evaluation = check(pack)
    assert {"pipl-69", "spc-2021-15-art-6"} <= {c.authority.id for c in rules(evaluation)["CN-R40"].citations}
    assert {"gdpr-7-1"} <= {c.authority for c in pack.rules["RP-06"].citations} | {
        c.authority for c in pack.rules["RP-03"].citations
    }
    exposure = rules(evaluation)["CN-R60"]
    assert (exposure.severity, exposure.kind) == ("note", "exposure")
    assert {c.authority.regime for c in exposure.citations} == {"cn"}


def test_consent_that_cannot_be_proved_counts_in_neither_law(pack):
    """GDPR Art. 7(1), and Art. 6 of the court's provisions with PIPL Art. 69: China sends the record back, Europe asks to fix it."""
    unproved = check(pack, people(consent_record="not-recorded"))
    assert level(unproved, "CN-R07") == "blocker/incomplete"
    assert level(unproved, "RP-06") in ("major", "blocker/incomplete", "blocker/unlawful")
    proved = check(pack)
    assert level(proved, "CN-R07") == "ok"
    assert level(proved, "RP-06") in ("none", "ok", "note")


# --- 12 and 13 content and method -------------------------------------------------------------------------------------


def test_three_items_four_items_and_the_european_four(pack):
    elements = {m.id: [e.id for e in m.elements] for m in pack.content.completeness}
    assert [e for e in elements["pipl-56"] if e.startswith("56-")] == ["56-1", "56-2", "56-3"]
    assert [e for e in elements["measures-2025-9"] if e.startswith("9-")] == ["9-1", "9-2", "9-3", "9-4"]
    cited = {e.authority for m in pack.content.completeness if m.regime == "eu" for e in m.elements}
    assert {"gdpr-35-7-a", "gdpr-35-7-b", "gdpr-35-7-c", "gdpr-35-7-d"} <= cited


def missing(evaluation: Evaluation) -> set[str]:
    return {
        f"{result.map.id}/{e.element.id}"
        for result in completeness(evaluation)
        for e in result.elements
        if e.state == "missing"
    }


def test_a_report_with_the_four_items_satisfies_both_lists(pack):
    """What is missing of the three items of Art. 56 is missing of the four of Art. 9; the four ask for more, and the rule says so."""
    whole = check(pack)
    states = {
        r.map.id: {e.element.id: e.state for e in r.elements}
        for r in completeness(whole)
        if r.map.id in ("pipl-56", "measures-2025-9")
    }
    assert {state for elements in states.values() for state in elements.values()} <= {"answered", "not-applicable"}
    assert missing(whole) & {"pipl-56/56-1", "measures-2025-9/9-1"} == set()
    pairs: dict[str, tuple[str, dict[str, Any]]] = {
        "56-1": ("9-1", {"necessity.balance": "none", "necessity.balance-text": None}),
        "56-3": ("9-4", {"risks.measures": []}),
    }
    for three, (four, change) in pairs.items():
        lacking = check(pack, change)
        assert {f"pipl-56/{three}", f"measures-2025-9/{four}"} <= missing(lacking), three
        assert level(lacking, "CN-R33") == "blocker/incomplete", three
    no_harm = check(pack, {"risks.register": [{"id": "leak", "event": "chilling"}]})
    assert "measures-2025-9/9-3" in missing(no_harm)
    assert "pipl-56/56-2" not in missing(no_harm)
    assert level(no_harm, "CN-R33") == "blocker/incomplete"


def test_the_four_impact_dimensions_and_what_europe_adds_can_be_recorded(pack):
    """GB/T 39335: autonomous decision, differential treatment, reputation or distress, property; then dignity, movement, chilling effect."""
    columns = {c.id: {o.id for o in c.options} for c in pack.questions["risks.register"].columns}
    assert {"control-loss", "pressure", "discrimination", "exclusion", "chilling"} <= columns["event"]
    assert {"equality", "health", "money-time", "dignity", "movement"} <= columns["right"]


# --- 14 incidents -----------------------------------------------------------------------------------------------------


def test_the_clocks_differ(pack):
    authorities = lambda name: {c.authority for c in pack.rules[name].citations}  # noqa: E731
    assert {"pipl-57", "incident-2025-4"} <= authorities("CN-R45")
    assert "gdpr-33-34" in authorities("RP-49")
    running = check(pack, LIVE, {"safeguards.incident": "not-reported"})
    by_id = {due_task.task.id: due_task.task for due_task in tasks(running)}
    assert {"eu-breach", "cn-incident"} <= set(by_id)
    assert "72 hours" in by_id["eu-breach"].text
    assert "72 hours" not in by_id["cn-incident"].text


# --- transfers ------------------------------------------------------


@pytest.mark.parametrize(
    ("leaves", "europe", "china"), [(["eu"], True, False), (["china"], False, True), (["eu", "china"], True, True)]
)
def test_each_law_looks_at_what_leaves_its_own_territory(pack, leaves, europe, china):
    transfer = {
        "id": "abroad",
        "to": "Group office",
        "data": "body",
        "route": "none",
        "leaves": leaves,
        "body-needed": False,
        "foreign-request": False,
    }
    evaluation = check(
        pack,
        {"safeguards.transfers": [transfer], "safeguards.sent-abroad-year": 10, "start.critical-infrastructure": False},
    )
    assert (level(evaluation, "RP-37c") == "blocker/unlawful") == europe
    assert (level(evaluation, "CN-R37") == "blocker/unlawful") == china


# --- 15 artificial-intelligence law -----------------------------------------------------------------------------------


def test_the_ai_act_is_european(pack):
    for rule in pack.rules.values():
        cited = {c.authority for c in (*rule.citations, *(c for g in rule.grades for c in g.citations))}
        if any(name.startswith("aia-") for name in cited):
            assert rule.regime in ("eu", "se"), rule.id
    assert any(
        c.authority.startswith("aia-")
        for g in pack.rules["RP-38"].grades
        for c in (*pack.rules["RP-38"].citations, *g.citations)
    )


def test_no_rule_of_one_law_cites_the_other(pack):
    for rule in pack.rules.values():
        for name in {c.authority for c in (*rule.citations, *(c for g in rule.grades for c in g.citations))}:
            home = pack.authorities[name].regime
            assert (home == "cn") == (rule.regime == "cn"), (rule.id, name)

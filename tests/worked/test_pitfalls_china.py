"""The pitfalls of the Chinese dossier that content avoids; the list of all stands in `test_pitfalls.py`."""

from __future__ import annotations

import re

import pytest
from support.china import GYM, HOSPITAL, LIVE, face_only, people, setting
from support.china import check as check_china
from support.content_texts import cite, statement, texts, uses
from support.controls import level, rules

from dpia.engine.tasks import tasks


def test_nothing_rests_on_the_draft_of_2023(pack):
    assert pack.authorities["frt-draft-2023"].rank == "draft"
    assert {role for _, role in uses(pack, "frt-draft-2023")} <= {"explains", "horizon"}
    for name, text in texts(pack):
        if name.startswith("CN-R34"):
            assert "10,000 " not in text.replace("100,000", ""), name


def test_measures_are_called_measures(pack):
    measures, court = pack.instruments["frt-measures-2025"].cite, pack.instruments["spc-2021-15"].cite
    assert measures["en"].startswith("Measures ")
    assert "办法" in measures["zh"]
    assert "Provisions" not in measures["en"]
    assert "Provisions" in court["en"]
    assert "规定" in court["zh"]


def test_article_10_is_the_only_method_not_the_first(pack):
    assert "only verification method" in statement(pack, "frt-measures-2025-art-10")
    for name, text in texts(pack):
        if name.startswith(("CN-R01", "CN-R02", "CN-R03")):
            assert "prefer" not in text.lower(), name


def test_separate_consent_is_asked_only_where_consent_is_the_ground(pack):
    from support.china import NO_CONSENT

    other = check_china(pack, people(ground=["staff-rules"], **NO_CONSENT))
    assert level(other, "CN-R07") == "none"
    assert level(other, "CN-R06") == "none"


def test_the_handler_is_the_controller(pack):
    """个人信息处理者 is never rendered as "processor"."""
    for name, authority in pack.authorities.items():
        if name.startswith(("pipl-", "frt-measures", "ndsmr")):
            assert not re.search(r"\bpersonal[- ]information processor", authority.statement["en"], re.IGNORECASE), name
    for name, text in texts(pack):
        if name.startswith("CN-"):
            assert not re.search(
                r"\bprocessors?\b", text.replace("what European law calls the processor", ""), re.IGNORECASE
            ), name


def test_the_thirty_days_of_video_are_no_period_for_templates(pack):
    assert "Art. 7" in statement(pack, "psvr-17")
    assert {role for _, role in uses(pack, "psvr-17")} <= {"explains", "contrary"}


def test_the_filing_counts_stored_persons_and_working_days(pack):
    said = statement(pack, "frt-measures-2025-art-15")
    assert "100,000 persons" in said
    assert "30 working days" in said
    column = pack.questions["processing.stored-people"]
    assert "different people" in column.text
    assert "once" in column.help
    filing = next(task for task in pack.content.tasks if task.id == "cn-filing")
    assert filing.within is not None
    assert filing.within.working_days == 30


def test_only_fault_is_presumed(pack):
    found = rules(check_china(pack))
    assert "damage and causation remain for the claimant" in " ".join(found["CN-R40"].rule.rule.split())
    assert "infringement, damage and causation stay for the claimant" in " ".join(found["CN-R60"].grade.text.split())
    for name, text in texts(pack):
        if name.startswith("CN-"):
            assert not re.search(
                r"(?:burden of proof is|burden is) reversed|damage is presumed|causation is presumed", text.lower()
            ), name


def test_guo_bing_is_told_as_it_was(pack):
    first, second = statement(pack, "case-guobing-1"), statement(pack, "case-guobing-2")
    assert "lawful, legitimate and necessary in principle" in first
    assert "No deception" in second
    for name, text in texts(pack):
        if "Guo Bing" in text:
            assert "refund" not in text.lower(), name
            assert "illegal" not in text.lower(), name


def test_unverified_dockets_say_so(pack):
    for name in ("case-guobing-2", "case-gu-tianjin"):
        assert "unverified" in cite(pack, name), name
        assert "unverified" in str(pack.authorities[name].identifiers), name


def test_standards_are_standards(pack):
    for name, authority in pack.authorities.items():
        if name.startswith("gbt-"):
            assert authority.rank == "standard", name
    for rule in pack.rules.values():
        if rule.regime == "cn" and all(c.authority.startswith("gbt-") for c in rule.citations if c.role == "supports"):
            assert all(grade.severity != "blocker" for grade in rule.grades), rule.id


def test_an_interview_is_no_regulation(pack):
    assert pack.authorities["moe-2019-statement"].rank == "guidance"
    assert {role for _, role in uses(pack, "moe-2019-statement")} <= {"explains"}
    assert "that is not law" in " ".join(pack.rules["CN-R21"].rule.split())


def test_exports_of_faces_know_no_hundred_thousand(pack):
    """The line for sensitive information lies at 10,000 and an export of one face already needs a route."""
    assert "10,000" in statement(pack, "xborder-2024-7")
    export = {
        "start.critical-infrastructure": False, "safeguards.sent-abroad-year": 50, "processing.template-location": "cloud",
        "basis.storage-exception": "separate-consent",
        "safeguards.transfers": [{"id": "abroad", "to": "Parent", "data": "body", "route": "none", "body-needed": True, "foreign-request": False}],
    }  # fmt: skip
    assert level(check_china(pack, export), "CN-R37") == "blocker/unlawful"


def test_the_takeaway_on_imbalance_is_no_chinese_law(pack):
    authority = pack.authorities["mingdun-2021-opinions"]
    assert authority.rank == "literature"
    assert "CN-R23" not in {rule for rule, role in uses(pack, authority.id) if role == "supports"}


def test_the_three_dates_of_the_measures(pack):
    instrument = pack.instruments["frt-measures-2025"]
    assert instrument.date == "2025-03-13"
    assert instrument.in_force is not None
    assert instrument.in_force.from_ == "2025-06-01"
    for name, authority in pack.authorities.items():
        if name.startswith("frt-measures-2025-art-"):
            assert authority.in_force is not None, name
            assert authority.in_force.from_ == "2025-06-01", name


@pytest.mark.parametrize("kind", ["local", "own-rule"])
def test_local_rules_are_not_the_state(pack, kind):
    forced = face_only(ground=["other-law", "consent"], law_says="names-means", law_kind=kind, law_cite="Notice 1")
    assert level(check_china(pack, *forced), "CN-R02") == "blocker/unlawful"
    national = face_only(ground=["other-law", "consent"], law_says="names-means", law_kind="act", law_cite="Act 1")
    assert level(check_china(pack, *national), "CN-R02") == "ok"


def test_a_bare_match_is_arguably_no_automated_decision(pack):
    finding = rules(check_china(pack))["CN-R16"]
    assert (finding.severity, finding.grade.arguable) == ("minor", True)


def test_a_filing_is_no_approval(pack):
    for name, text in texts(pack):
        if name.startswith(("CN-R34", "CN-R35")):
            assert not re.search(r"approv(?:al|ed) by|licen[cs]e", text, re.IGNORECASE), name


# --- China: pitfalls that a rule prevents, each shown at work ----------------------------------------------------------


def test_a_fingerprint_is_another_way_in_the_letter_only(pack):
    evaluation = check_china(pack, people(other_way=["fingerprint"]))
    assert (level(evaluation, "CN-R01"), level(evaluation, "CN-R03a")) == ("ok", "major")
    assert level(check_china(pack, people(other_way=["fingerprint", "card"])), "CN-R03a") == "none"


def test_separate_is_not_written_and_a_signature_is_not_separate(pack):
    def levels(form: str, record: str, *, demanded: bool) -> tuple[str, ...]:
        evaluation = check_china(
            pack, people(consent_form=form, consent_record=record), {"basis.written-demanded": demanded}
        )
        return tuple(level(evaluation, rule) for rule in ("CN-R06", "CN-R07", "CN-R07a"))

    assert levels("separate", "logged", demanded=False) == ("none", "ok", "none")
    assert levels("separate", "logged", demanded=True) == ("none", "ok", "blocker/unlawful")
    assert levels("separate", "signed", demanded=True) == ("none", "ok", "none")
    assert levels("bundled", "signed", demanded=False)[0] == "blocker/unlawful"


def test_verifying_identifying_and_analysing_are_three_things(pack):
    said = statement(pack, "frt-measures-2025-art-19").lower()
    assert "one-to-one" in said or "one to one" in said
    assert "many" in said
    assert "analyse" in statement(pack, "spc-2021-15-art-2").lower()
    silent = {
        "necessity.why-body": "none",
        "necessity.why-body-text": None,
        "processing.reach": "queue",
        "processing.others-handling": "cut-out",
    }
    one, many = (
        check_china(pack, silent, {"processing.technology": [how], "processing.lists": []})
        for how in ("verify", "identify")
    )
    assert (level(one, "CN-R56"), level(many, "CN-R56")) == (
        "blocker/incomplete",
        "blocker/unlawful",
    )  # sought among many in a queue
    assert (level(one, "CN-R15"), level(many, "CN-R15")) == ("none", "none")
    analysed = check_china(
        pack, {"processing.technology": ["categorise"], "processing.traits": ["age"], "processing.masking": "none"}
    )
    assert level(analysed, "CN-R15") == "major"
    assert level(analysed, "CN-R01") == "none"


QUEUE = {"processing.reach": "queue", "processing.others-handling": "cut-out"}


def test_the_safety_of_a_company_is_not_public_security(pack):
    own = check_china(
        pack,
        *GYM,
        QUEUE,
        {"purpose.purposes": [{"id": "main", "text": "Keep thieves out", "use": "monitoring", "aim": "property"}]},
    )
    assert (level(own, "CN-R11"), level(own, "CN-R13")) == ("blocker/unlawful", "none")
    named = {"purpose.purposes": [{"id": "main", "text": "Watch for danger", "use": "public-safety", "aim": "public-security"}],
             "start.security-duty-holder": True, "purpose.needs": []}  # fmt: skip
    public = check_china(pack, *GYM, QUEUE, named)
    assert (level(public, "CN-R11"), level(public, "CN-R13")) == (
        "none",
        "blocker/unlawful",
    )  # named, and not even asserted
    stranger = check_china(pack, *GYM, QUEUE, named, {"start.security-duty-holder": False})
    assert level(stranger, "CN-R13a") == "blocker/unlawful"


def test_staff_areas_of_a_shop_are_not_open_to_the_public(pack):
    shop = (setting("shop", "shop"), people(name="Customers", role="customer", depends_for=[], can_avoid=True))
    back = {"processing.zones": [{"id": "door", "access": "staff", "sign": "none"}]}
    front = {"processing.zones": [{"id": "door", "access": "members", "sign": "none"}]}
    assert level(check_china(pack, *shop, back), "CN-R12") == "none"
    assert level(check_china(pack, *shop, front), "CN-R12") == "major"


def test_separate_consent_does_not_permit_the_installation(pack):
    """Art. 26 relaxes the use: with everybody's separate consent the gate stays arguable, and general capture stays out."""
    chosen = rules(check_china(pack, *GYM))["CN-R11"]
    assert (chosen.severity, chosen.grade.arguable) == ("minor", True)
    assert level(check_china(pack, *GYM, QUEUE), "CN-R11") == "blocker/unlawful"
    assert (
        level(
            check_china(pack, *GYM, {"purpose.purposes": [{"id": "main", "text": "Advertise", "use": "marketing"}]}),
            "CN-R11",
        )
        == "major"
    )


def test_four_filings_that_do_not_replace_each_other(pack):
    big = (
        *GYM, LIVE, people(ages=["14-17", "adult"], consent_by="both", can_judge=True),
        {"processing.stored-people": 100_000, "processing.all-people": 1_000_000, "decision.filing-100k": "overdue", "decision.group-count": False,
         "start.video-system": "required", "consulted.officer": True, "safeguards.minors-audit": True},
    )  # fmt: skip
    duties = {"CN-R34": "faces", "CN-R35": "police-video", "CN-R35b": "officer", "CN-R35c": "minors-audit"}
    none = check_china(pack, *big, {"decision.filings": []})
    assert {rule: level(none, rule) for rule in duties} == dict.fromkeys(duties, "major")
    due = {d.task.id: d.task.authority for d in tasks(none)}
    assert {"cn-filing", "cn-officer-report", "cn-minors-audit-report", "cn-police-video"} <= set(due)
    for rule, filing in duties.items():
        made = check_china(
            pack,
            *big,
            {"decision.filing-100k": "filed", "decision.filings": []}
            if filing == "faces"
            else {"decision.filings": [filing]},
        )
        assert {r for r in duties if level(made, r) == "major"} == set(duties) - {rule}, rule


def test_local_law_is_named_for_its_place_only(pack):
    places = {"sh-data-22-23": "Shanghai", "sz-data-19": "Shenzhen", "hz-property-50": "Hangzhou"}
    for name, place in places.items():
        found = [
            c
            for rule in pack.rules.values()
            for c in (*rule.citations, *(c for g in rule.grades for c in g.citations))
            if c.authority == name
        ]
        assert found, name
        assert {(c.role, c.pinpoint) for c in found} == {("explains", f"only in {place}")}, name
    for rule in ("CN-R01", "CN-R24"):
        assert "stricter" in pack.rules[rule].rule


def test_the_cybersecurity_law_has_two_numberings(pack):
    for name in ("csl-2016-41", "csl-2016-43"):
        assert pack.authorities[name].in_force_on("2025-12-31"), name
        assert not pack.authorities[name].in_force_on("2026-01-01"), name
    assert not pack.authorities["csl-2025-42"].in_force_on("2025-12-31")
    assert pack.authorities["csl-2025-42"].in_force_on("2026-01-01")
    for rule in pack.rules.values():
        today = rule.in_force.contains("2026-11-21")
        assert not (today and {c.authority for c in rule.citations} & {"csl-2016-41", "csl-2016-43"}), rule.id
    for name in ("spc-2021-15-art-6", "spc-2021-15-art-14"):
        said = f"{statement(pack, name)} {pack.authorities[name].notes}"
        assert "Civil Procedure" not in said or "now" in said or "renumbered" in said, name


def test_necessity_does_not_lift_the_second_sentence_of_article_10(pack):
    needed = {
        "necessity.service-needs-body": "remote-check",
        "alternatives.ladder": [{"id": "card", "reaches": "fails"}],
    }
    forced = rules(check_china(pack, *face_only(), needed))["CN-R05"]
    assert (forced.severity, forced.kind, forced.grade.id, forced.grade.arguable) == (
        "blocker",
        "unlawful",
        "no-way-for-refusers",
        True,
    )
    named = face_only(ground=["other-law", "consent"], law_says="names-means", law_kind="act", law_cite="Act 1")
    assert level(check_china(pack, *named, needed), "CN-R05") != "blocker/unlawful"


def test_the_exemption_for_staff_does_not_free_the_face(pack):
    export = {
        "start.critical-infrastructure": False, "safeguards.sent-abroad-year": 50, "processing.template-location": "cloud",
        "basis.storage-exception": "none",
        "safeguards.transfers": [{"id": "abroad", "to": "Parent", "data": "body", "route": "exception", "body-needed": False, "foreign-request": False}],
    }  # fmt: skip
    evaluation = check_china(pack, export)
    assert {rule: level(evaluation, rule) for rule in ("CN-R37", "CN-R29", "CN-R51")} == {
        "CN-R37": "major", "CN-R29": "blocker/unlawful", "CN-R51": "blocker/unlawful"}  # fmt: skip


@pytest.mark.parametrize(
    ("who", "said"), [("person", "none"), ("other-person", "blocker/unlawful"), ("guardian", "blocker/unlawful")]
)
def test_nobody_consents_for_another_adult(pack, who, said):
    guests = people(name="Visitors", role="visitor", ages=["adult"], depends_for=[], can_avoid=True, consent_by=who)
    assert level(check_china(pack, *GYM, guests), "CN-R47") == said


def test_an_app_is_no_manual_channel(pack):
    assert level(check_china(pack, *HOSPITAL), "CN-R49") == "ok"
    assert level(check_china(pack, *HOSPITAL, people(other_way=["app", "code"])), "CN-R49") == "blocker/unlawful"


def test_many_authorities_act(pack):
    """Police, market supervision, procuratorates, education and cyberspace authorities: each stands in a rule."""
    for name in ("case-pipia-police-2025", "case-salesoffice-2021", "case-spp-2026-chongqing", "case-spp-scenic-chongqing", "case-spp-gym-wuxi",
                 "case-huaihua-2025", "campaign-2025", "hotel-notices-2024", "moe-50-2021"):  # fmt: skip
        assert uses(pack, name), name


def test_a_departmental_rule_is_no_statute(pack):
    """The Measures and the other rules of ministries cannot create a basis; they are not printed as statute."""
    for name, authority in pack.authorities.items():
        if name.startswith("frt-measures-2025-art-"):
            assert authority.attribution == "rule", name
    assert pack.authorities["pipl-28"].attribution == pack.authorities["psvr-7"].attribution == "statute"
    assert pack.authorities["spc-2021-15-art-4"].attribution == "judicial-interpretation"
    for name, grades in {
        "CN-R05": ["no-way-for-refusers"],
        "CN-R29": ["sent-without-exception"],
        "CN-R02": ["no-national-rule"],
    }.items():
        for grade in pack.rules[name].grades:
            assert grade.id not in grades or grade.attribution == "rule", (name, grade.id)


def test_public_security_and_signs_are_rendered_as_they_are(pack):
    for name, text in texts(pack):
        if name.startswith("CN-"):
            assert "national security" not in text.lower(), name
    unsigned = check_china(
        pack, *GYM, {"safeguards.notice": "layered", "processing.zones": [{"id": "door", "sign": "none"}]}
    )
    assert level(unsigned, "CN-R26") == "ok"  # the full notice exists
    assert level(unsigned, "CN-R12") == "major"  # and is no sign

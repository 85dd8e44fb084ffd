"""The pitfalls of both law dossiers (Part D, 1 to 62, and section 4.1, 1 to 49): each is a test here, or something named here prevents it.

A name in the tables is a rule, a fact, an authority, a test function, or the code of a problem that the content check reports; the names are
shown to exist. Pitfalls of data (dates, addressees, caps, citations) are asserted on the data of the authorities.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from support.china import GYM, HOSPITAL, LIVE, face_only, people, setting
from support.china import check as check_china
from support.controls import level, rules
from support.skelleftea import changed_groups
from support.skelleftea import check as check_skelleftea

from dpia.engine.tasks import tasks
from dpia.i18n import Translator
from dpia.wording import ATTRIBUTIONS, Words

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent


@cache
def known_tests() -> frozenset[str]:
    return frozenset(
        name for path in TESTS.rglob("test_*.py") for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
    )


@cache
def problem_codes() -> frozenset[str]:
    files = (ROOT / "dpia" / "lint").glob("*.py")
    return frozenset(code for file in files for code in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', file.read_text("utf-8")))


EU = {
    1: ("test_fine_caps_of_swedish_authorities",),
    2: ("test_addressee_and_date_of_skelleftea",),
    3: ("test_article_5_is_not_pinpointed_as_the_authoritys",),
    4: ("test_the_listed_breaches_and_the_reasoning_on_article_6",),
    5: ("test_the_court_history_of_skelleftea",),
    6: ("test_di_2021_5595_is_nowhere",),
    7: (
        "test_wp248_has_nine_criteria_and_four_blocks",
        "test_every_row_of_annex_2_is_in_the_map_and_only_the_tools_own_are_added",
    ),
    8: ("test_article_35_7_has_four_items",),
    9: ("test_recitals_are_no_law_and_recital_43_says_unlikely",),
    10: ("test_opinion_11_2024_decides_neither_article_6_nor_9",),
    11: ("test_law_enforcement_rulings_speak_by_analogy",),
    12: ("test_c_61_22_did_not_strike_fingerprints_down",),
    13: ("test_must_not_produce", "test_biometrics_are_prohibited_unless", "RP-09"),
    14: ("test_a_public_task_is_no_exception_of_article_9", "RP-03", "RP-09", "RP-12"),
    15: ("test_a_complete_assessment_removes_the_formal_gaps_and_nothing_else", "RP-47"),
    16: (
        "RP-30",
        "test_silence_of_the_authority_approves_nothing",
        "test_consultation_periods_run_from_the_day_on_which_the_authority_was_asked",
    ),
    17: ("test_the_positive_control_comes_out_without_a_blocker_and_with_the_duty", "RP-29"),
    18: (
        "test_nothing_says_that_face_recognition_is_banned",
        "test_must_not_produce",
        "imy-nfc-2019",
        "imy-work-biometrics",
    ),
    19: ("test_no_rule_speaks_as_a_judge", "test_where_the_dossier_gives_no_law_the_voice_is_our_own"),
    20: ("test_free_refusal_does_not_save_consent", "test_k7_library"),
    21: ("RP-07", "test_13_14_and_18"),
    22: ("RP-08", "RP-31", "test_the_proposal_on_verification_supports_nothing"),
    23: ("RP-08", "test_pictures_of_cameras_are_no_templates"),
    24: ("RP-45", "test_a_protected_template_is_a_template"),
    25: ("test_a_public_task_is_no_exception_of_article_9", "RP-11", "RP-12"),
    26: ("test_skelleftea_is_not_large_scale",),
    27: ("RP-26", "test_a_risk_to_the_organisation_is_no_risk_to_people"),
    28: ("RP-15", "RP-18", "test_a_slower_way_still_suffices"),
    29: ("test_a_card_of_ones_own_helps_storage_and_nothing_else",),
    30: ("test_a_rubber_stamp_is_no_human_decision", "RP-35"),
    31: ("test_consents_collected_are_no_views", "RP-28"),
    32: ("test_training_the_suppliers_product_is_a_use_of_its_own", "RP-37b"),
    33: ("test_a_paper_by_somebody_else_is_no_assessment", "RP-23"),
    34: ("test_an_independent_school_does_not_escape", "se-skollag-26a-4"),
    35: ("test_camera_permits_ended_on_1_april_2025", "RP-40d"),
    36: ("test_dates_of_the_ai_act",),
    37: ("test_the_proposal_on_verification_supports_nothing", "draft-supports"),
    38: ("test_the_edpb_template_is_a_draft", "draft-supports"),
    39: ("test_the_police_act_is_no_support_for_anybody_else",),
    40: ("test_the_privacy_framework_carries_its_appeal",),
    41: ("test_a_fine_needs_fault",),
    42: ("test_every_authority_has_a_mark", "no-support"),
    43: ("test_the_voices_are_apart",),
    44: (
        "test_blockers_never_weigh_as_unlawful_when_unknown",
        "test_not_shown_findings_do_not_speak_as_if_they_were_established",
    ),
    45: ("test_must_produce",),
    46: (
        "test_contest_with_a_reason_and_an_authority_of_ones_own",
        "test_contested_findings_are_printed_as_the_controllers_own",
    ),
    47: ("RP-15", "test_k1_gym"),
    48: ("test_k8_plain_cameras",),
    49: ("RP-41", "test_k3_stadium_watch_list"),
    50: ("test_cameras_inform_under_article_13", "RP-39"),
    51: ("test_an_agreement_opens_the_door_and_necessity_stays", "RP-14"),
    52: ("test_k6_police_van_is_out_of_scope", "out-of-scope-police"),
    53: ("test_the_fine_for_offence_data_rests_on_national_law",),
    54: ("test_municipal_companies_have_the_caps_of_undertakings",),
    55: ("RP-47", "test_a_formal_gap_is_our_reading_beyond_articles_26_and_30"),
    56: ("test_ra_2008_83_is_cited_as_older_law",),
    57: ("test_the_fee_of_c_252_21_is_no_licence",),
    58: ("test_k1_gym", "RP-06"),
    59: ("test_a_way_that_nobody_is_told_of_counts_in_neither_law", "RP-07b"),
    60: ("test_a_permit_not_yet_asked_for_is_authorisation_first", "RP-41"),
    61: ("test_renaming_the_purpose_moves_nothing",),
    62: ("RP-52", "test_need_has_a_place"),
}

CN = {
    1: ("test_nothing_rests_on_the_draft_of_2023", "draft-supports"),
    2: ("test_measures_are_called_measures",),
    3: ("test_article_10_is_the_only_method_not_the_first", "CN-R01"),
    4: ("test_a_fingerprint_is_another_way_in_the_letter_only", "CN-R03a"),
    5: ("test_asserted_necessity_adds_a_major_and_none_a_blocker_to_every_sound_row", "CN-R56"),
    6: ("CN-R08", "test_separate_consent_is_asked_only_where_consent_is_the_ground"),
    7: ("test_own_interest_is_a_ground_in_europe_and_none_in_china", "CN-R08"),
    8: ("test_the_handler_is_the_controller",),
    9: ("test_separate_is_not_written_and_a_signature_is_not_separate", "CN-R07", "CN-R07a"),
    10: ("test_verifying_identifying_and_analysing_are_three_things", "CN-R15"),
    11: ("test_verifying_identifying_and_analysing_are_three_things",),
    12: ("test_the_safety_of_a_company_is_not_public_security", "CN-R13"),
    13: ("test_staff_areas_of_a_shop_are_not_open_to_the_public", "public-place", "public-place-arguable"),
    14: ("test_separate_consent_does_not_permit_the_installation", "CN-R11"),
    15: ("test_the_thirty_days_of_video_are_no_period_for_templates",),
    16: ("test_four_filings_that_do_not_replace_each_other", "CN-R34", "CN-R35", "CN-R35b", "CN-R35c", "CN-R35d"),
    17: (
        "test_the_filing_counts_stored_persons_and_working_days",
        "test_filing_at_100_000_shows_the_period_and_no_date_that_no_answer_gives",
    ),
    18: ("test_three_years_are_asked_in_china_alone_and_of_the_report_not_of_faces",),
    19: ("no-consultation", "test_no_chinese_rule_can_send_anybody_to_an_authority_for_advice"),
    20: ("test_only_fault_is_presumed",),
    21: ("test_no_norm_is_cited_on_a_day_on_which_it_was_not_in_force",),
    22: ("test_guo_bing_is_told_as_it_was",),
    23: ("test_unverified_dockets_say_so",),
    24: ("test_standards_are_standards",),
    25: ("test_an_interview_is_no_regulation",),
    26: ("test_13_14_and_18",),
    27: ("test_a_public_school_is_public_in_sweden_and_an_ordinary_handler_in_china", "CN-R21"),
    28: ("test_local_law_is_named_for_its_place_only",),
    29: ("test_the_cybersecurity_law_has_two_numberings",),
    30: ("test_exports_of_faces_know_no_hundred_thousand",),
    31: ("test_training_on_faces_is_assessed_first_and_this_record_can_be_that_assessment", "CN-R44"),
    32: (
        "test_every_authority_is_there_under_the_law_it_belongs_to",
        "test_an_authority_that_no_dossier_carries_has_a_reason",
    ),
    33: (
        "test_no_chinese_rule_says_that_consent_is_void_for_imbalance",
        "test_the_takeaway_on_imbalance_is_no_chinese_law",
    ),
    34: ("test_the_three_dates_of_the_measures",),
    35: ("CN-R42",),
    36: ("test_necessity_does_not_lift_the_second_sentence_of_article_10", "CN-R05"),
    37: ("test_local_rules_are_not_the_state", "CN-R02"),
    38: ("test_a_bare_match_is_arguably_no_automated_decision",),
    39: ("test_the_exemption_for_staff_does_not_free_the_face", "CN-R37", "CN-R51"),
    40: ("test_nobody_consents_for_another_adult", "CN-R47"),
    41: ("test_an_app_is_no_manual_channel", "CN-R49"),
    42: ("test_many_authorities_act",),
    43: ("test_the_filing_counts_stored_persons_and_working_days",),
    44: ("test_a_filing_is_no_approval", "test_a_departmental_rule_is_no_statute"),
    45: ("test_public_security_and_signs_are_rendered_as_they_are",),
    46: ("test_asserted_necessity_adds_a_major_and_none_a_blocker_to_every_sound_row",),
    47: ("CN-R24b",),
    48: ("test_the_tenants_are_named",),
    49: ("test_the_old_and_the_new_patterns_never_run_together",),
}


PREVENTED = {"eu-se": EU, "cn": CN}


def test_every_pitfall_has_its_place():
    assert {dossier: sorted(table) for dossier, table in PREVENTED.items()} == {
        "eu-se": list(range(1, 63)),
        "cn": list(range(1, 50)),
    }
    assert all(names for table in PREVENTED.values() for names in table.values())


@pytest.mark.parametrize(
    "name", sorted({name for table in PREVENTED.values() for names in table.values() for name in names})
)
def test_what_prevents_a_pitfall_exists(pack, name):
    assert (
        name in known_tests()
        or name in pack.rules
        or name in pack.facts
        or name in pack.authorities
        or name in problem_codes()
    )


def statement(pack, name: str) -> str:
    return str(pack.authorities[name].statement["en"])


def cite(pack, name: str) -> str:
    return str(pack.authorities[name].cite["en"])


def texts(pack) -> list[tuple[str, str]]:
    """Everything that a rule can print, with its id."""
    return [
        (f"{rule.id}/{grade.id}", " ".join((rule.rule, grade.title, grade.text, grade.conclusion, *grade.remedy_texts)))
        for rule in pack.rules.values()
        for grade in rule.grades
    ]


def sentences(pack) -> list[tuple[str, str]]:
    """Every sentence that a rule can print, with its id."""
    return [
        (name, sentence)
        for name, text in texts(pack)
        for sentence in re.split(
            r"(?<=[.:;])\s+(?=[A-Z])", " ".join(re.sub(r"\b(Arts?|ref|kap|paras?)\.", r"\1", text).split())
        )
    ]


def of_skelleftea(sentence: str) -> bool:
    """Whether a sentence says what the Swedish authority decided."""
    return (
        re.search(
            r"Skellefte|Swedish authority (?:held|found|warned|counted|did not)|the authority (?:held|found)", sentence
        )
        is not None
    )


def uses(pack, name: str) -> list[tuple[str, str]]:
    """Rule and role, wherever an authority is cited."""
    return [
        (rule.id, citation.role)
        for rule in pack.rules.values()
        for citation in (*rule.citations, *(c for grade in rule.grades for c in grade.citations))
        if citation.authority == name
    ]


# --- Europe and Sweden ------------------------------------------------------------------------------------------------


def test_fine_caps_of_swedish_authorities(pack):
    fine = statement(pack, "imy-2019-2221-fine")
    for words in ("SEK 200,000", "SEK 5m", "SEK 10m"):
        assert words in fine
    caps = statement(pack, "se-dpl-6-2")
    assert re.search(r"SEK 5m for infringements under Art 83\(4\).*SEK 10m for those under Art 83\(5\)", caps)
    finding = rules(check_skelleftea(pack))["RP-50"]
    assert finding.grade.id == "swedish-authority"
    assert "se-dpl-6-2" in {c.authority.id for c in finding.citations if c.role == "supports"}
    said = " ".join((finding.grade.title, finding.grade.text, finding.grade.conclusion))
    assert "EUR" not in said
    assert not re.search(r"(?:ceiling|up to|at most)[^.]*SEK 200,000", said)


def test_addressee_and_date_of_skelleftea(pack):
    heads = [a for name, a in pack.authorities.items() if name.startswith("imy-2019-2221-")]
    assert len(heads) >= 12
    for authority in heads:
        assert authority.date == "2019-08-20", authority.id
        assert "Gymnasienämnden" in authority.cite["en"], authority.id
        assert authority.cite["en"].startswith("Datainspektionen (now IMY)"), authority.id
        assert authority.identifiers["dnr"] == "DI-2019-2221", authority.id


def test_article_5_is_not_pinpointed_as_the_authoritys(pack):
    for name, authority in pack.authorities.items():
        if name.startswith("imy-2019-2221-"):
            assert "5(1)(c)" not in f"{authority.cite['en']} {authority.statement['en']}", name
    assert "(Art 5)" in cite(pack, "imy-2019-2221-necessity")
    for name, sentence in sentences(pack):
        assert not (of_skelleftea(sentence) and "5(1)(" in sentence), (name, sentence)


def test_the_listed_breaches_and_the_reasoning_on_article_6(pack):
    assert "Art 6" in statement(pack, "imy-2019-2221-lawful-basis")
    assert "Arts 5 and 9" in statement(pack, "imy-2019-2221-fine")
    assert "Art 6" not in statement(pack, "imy-2019-2221-fine")
    breaches = {
        number
        for name, authority in pack.authorities.items()
        if name.startswith("imy-2019-2221-")
        for number in re.findall(r"Breach of Art (\d+)", authority.statement["en"])
    }
    assert breaches == {"5", "9", "35", "36"}
    for name, sentence in sentences(pack):
        if of_skelleftea(sentence):
            found = re.findall(r"breach(?:es)? of Arts? ?(?:icle )?(\d+)", sentence)
            assert set(found) <= breaches, (name, sentence)


def test_the_court_history_of_skelleftea(pack):
    first, second = pack.authorities["fr-stockholm-20577-19"], pack.authorities["kamr-stockholm-5888-20"]
    assert (first.date, first.identifiers["case"]) == ("2020-08-14", "20577-19")
    assert (second.date, second.identifiers["case"], second.status) == ("2021-06-22", "5888-20", "secondary")
    assert "Leave to appeal refused" in statement(pack, "hfd-skelleftea")
    assert pack.authorities["hfd-skelleftea"].date is None
    printed = [*texts(pack), *((name, f"{cite(pack, name)} {statement(pack, name)}") for name in pack.authorities)]
    for name, text in printed:
        assert "not appealed" not in text.lower(), name
        assert "1 March 2021" not in text or "Kammarr" not in text, name
    words = Words(pack, (evaluation := check_skelleftea(pack)).assessment, Translator())
    second_cited = next(c for c in rules(evaluation)["RP-03"].citations if c.authority is second)
    assert "secondary sources only" in words.cited(second_cited)


def test_di_2021_5595_is_nowhere(pack):
    for name, authority in pack.authorities.items():
        assert "2021-5595" not in str(authority.identifiers) + authority.cite["en"] + authority.statement["en"], name
    assert not any("2021-5595" in text for _, text in texts(pack))


def test_wp248_has_nine_criteria_and_four_blocks(pack):
    assert [name for name in pack.authorities if re.fullmatch(r"wp248-c\d+", name)] == [
        f"wp248-c{n}" for n in range(1, 10)
    ]
    assert {name for name in pack.authorities if re.fullmatch(r"wp248-a2-[a-z]", name)} == {
        f"wp248-a2-{block}" for block in "abcd"
    }
    for name, authority in pack.authorities.items():
        if name.startswith("wp248-"):
            assert authority.cite["en"].startswith("WP29"), name
            assert authority.rank == "guideline", name
    assert len(pack.regimes["eu"].due.criteria) == 9


def test_article_35_7_has_four_items(pack):
    assert [n for n in pack.authorities if n.startswith("gdpr-35-7-")] == [f"gdpr-35-7-{letter}" for letter in "abcd"]
    assert {"gdpr-35-2", "gdpr-35-9"} <= set(pack.authorities)


def test_recitals_are_no_law_and_recital_43_says_unlikely(pack):
    for name, authority in pack.authorities.items():
        assert (authority.rank == "recital") == bool(re.fullmatch(r"(gdpr|aia)-r\d+(-\d+)?", name)), name
    assert "unlikely" in statement(pack, "gdpr-r43")
    assert "impossible" not in statement(pack, "gdpr-r43")
    for rule in pack.rules.values():
        for grade in rule.grades:
            if grade.severity == "blocker":
                support = [c.authority for c in (*rule.citations, *grade.citations) if c.role == "supports"]
                assert any(pack.authorities[name].rank != "recital" for name in support), (rule.id, grade.id)


def test_opinion_11_2024_decides_neither_article_6_nor_9(pack):
    said = statement(pack, "edpb-op-11-2024")
    assert "Arts 5(1)(e), 5(1)(f), 25 and 32 only" in said
    assert "does not decide the basis under Art 6 or Art 9" in said
    for name in pack.authorities:
        if name.startswith("edpb-op-11-2024"):
            assert {role for _, role in uses(pack, name)} <= {"by-analogy", "explains", "contrary"}, name


def test_law_enforcement_rulings_speak_by_analogy(pack):
    for name in ("cjeu-c205-21", "cjeu-c80-23", "cjeu-c118-22", "cjeu-c57-23", "cjeu-c371-24", "edpb-5-2022"):
        assert [use for use in uses(pack, name) if use[1] == "supports"] == [], name
    citing = {rule for rule, _ in uses(pack, "cjeu-c205-21")}
    assert citing <= {rule for rule, _ in uses(pack, "cjeu-c57-23")}


def test_c_61_22_did_not_strike_fingerprints_down(pack):
    said = statement(pack, "cjeu-c61-22")
    assert "justified in substance" in said
    assert "wrong legal basis" in said
    told = [sentence for _, sentence in sentences(pack) if "C-61/22" in sentence]
    assert told
    assert not any(re.search(r"struck|invalid|unlawful|annul", sentence) for sentence in told), told


def test_no_rule_speaks_as_a_judge(pack):
    for name, text in texts(pack):
        assert not re.search(
            r"you have infringed|\bimpossible\b|\bbanned by (?:imy|the authority)\b", text, re.IGNORECASE
        ), name
    for rule in pack.rules.values():
        for grade in rule.grades:
            opening = (
                "On the date of this assessment" if rule.id.startswith(("CN-H06", "CN-H07")) else "On the answers given"
            )
            assert grade.conclusion.startswith(opening), (rule.id, grade.id)


def test_pictures_of_cameras_are_no_templates(pack):
    from support.controls import CAMERA
    from support.controls import check as check_control

    assert level(check_control(pack, CAMERA), "RP-08") == "none"


def test_skelleftea_is_not_large_scale(pack):
    due = check_skelleftea(pack).regime("eu").due
    assert due is not None
    assert {c.criterion.id: c.verdict.truth for c in due.criteria if c.criterion.id in ("art35-3-b", "wp248-c5")} == {
        "art35-3-b": 0,
        "wp248-c5": 0,
    }


def test_a_rubber_stamp_is_no_human_decision(pack):
    cells = {
        "safeguards__auto_outcomes": ["discipline"],
        "safeguards__undo": "later",
        "safeguards__auto_ground": "none",
    }
    stamped = level(check_skelleftea(pack, **cells, safeguards__human_check="formal"), "RP-35")
    parts = ["sees-data", "may-depart", "has-time"]
    real = level(
        check_skelleftea(pack, **cells, safeguards__human_check="real", safeguards__review_parts=parts), "RP-35"
    )
    none = level(check_skelleftea(pack, **cells, safeguards__human_check="none"), "RP-35")
    assert (none, stamped, real) == ("blocker/unlawful", "major", "ok")


def test_camera_permits_ended_on_1_april_2025(pack):
    assert "1 April 2025" in statement(pack, "se-kbl")
    assert "1 April 2025" in " ".join(text for name, text in texts(pack) if name.startswith("RP-40d"))
    assert not any("1 May 2025" in text for name, text in texts(pack) if name.startswith("RP-"))


def test_dates_of_the_ai_act(pack):
    start = {name: a.in_force.from_ for name, a in pack.authorities.items() if name.startswith("aia-") and a.in_force}
    assert {start[name] for name in ("aia-annex3-1", "aia-annex3-3", "aia-annex3-4")} == {"2027-12-02"}
    assert {start[name] for name in ("aia-5-1-e", "aia-5-1-f", "aia-5-1-g", "aia-5-1-h")} == {"2025-02-02"}
    assert {start[name] for name in ("aia-14-5", "aia-26-7", "aia-26-9", "aia-27", "aia-49")} == {"2027-12-02"}
    assert start["aia-50-3"] == "2026-08-02"
    for name, sentence in sentences(pack):
        assert "2 August 2026" not in sentence or "50(3)" in sentence, (name, sentence)


def test_the_proposal_on_verification_supports_nothing(pack):
    for name in ("omnibus-2025-837", "edpb-jo-2-2026", "omnibus-iv-art30"):
        assert {role for _, role in uses(pack, name)} <= {"explains", "horizon"}, name
    assert pack.authorities["omnibus-2025-837"].rank == "proposal"
    assert statement(pack, "omnibus-2025-837").startswith("Not law.")
    assert not any("96 hours" in text for _, text in texts(pack))


def test_the_edpb_template_is_a_draft(pack):
    assert pack.authorities["edpb-dpia-template"].rank == "draft"
    assert {role for _, role in uses(pack, "edpb-dpia-template")} <= {"explains", "horizon"}


def test_the_police_act_is_no_support_for_anybody_else(pack):
    assert "not usable by schools or businesses" in statement(pack, "se-frt-police-2026")
    assert {role for _, role in uses(pack, "se-frt-police-2026")} <= {"explains", "contrary", "horizon"}
    assert pack.authorities["se-frt-police-2026"].in_force.from_ == "2026-07-01"


def test_the_privacy_framework_carries_its_appeal(pack):
    known = " ".join(
        f"{a.statement['en']} {a.notes}" for n, a in pack.authorities.items() if n in ("dpf-2023-1795", "gc-t553-23")
    )
    assert "C-703/25 P" in known


def test_a_fine_needs_fault(pack):
    assert "intentional or negligent" in statement(pack, "cjeu-c807-21")
    assert "RP-50" in {rule for rule, role in uses(pack, "cjeu-c807-21") if role == "supports"}
    assert "requires intent or negligence" in pack.rules["RP-50"].rule
    assert not any("strict liability" in text.lower() for _, text in texts(pack))


def test_every_authority_has_a_mark(pack):
    for authority in pack.authorities.values():
        assert authority.status in ("text-read", "page-read", "secondary", "partial", "unverified"), authority.id
        assert authority.cite["en"], authority.id
        assert authority.statement["en"], authority.id
        assert authority.checked_on, authority.id
    words = Words(pack, (evaluation := check_skelleftea(pack)).assessment, Translator())
    printed = {"unverified": "unverified", "partial": "partly checked", "secondary": "secondary sources only"}
    seen = set()
    for finding in evaluation.findings:
        for cited in finding.citations:
            if (mark := printed.get(cited.authority.status)) is not None:
                assert mark in words.cited(cited), cited.authority.id
                seen.add(mark)
    assert seen == set(printed.values())


def test_the_voices_are_apart(pack):
    voices = {finding.attribution for finding in check_skelleftea(pack).findings}
    assert {"statute", "authority-held", "own-view"} <= voices
    assert len(set(ATTRIBUTIONS.values())) == len(ATTRIBUTIONS)
    words = Words(pack, (evaluation := check_skelleftea(pack)).assessment, Translator())
    heard = set()
    for finding in evaluation.findings:
        for cited in finding.citations:
            expected = {"decision": "authority held", "judgment": "court held"}.get(cited.authority.rank)
            if cited.role == "by-analogy":
                expected = "by analogy"
            if expected:
                assert f"[{expected}" in words.cited(cited), (finding.id, cited.authority.id)
                heard.add(expected)
    assert heard == {"authority held", "court held", "by analogy"}


def test_the_fine_for_offence_data_rests_on_national_law(pack):
    assert "Art 10" in statement(pack, "se-dpl-6-3")
    assert pack.authorities["se-dpl-6-3"].status == "text-read"
    assert {"RP-42", "RP-50"} & {rule for rule, _ in uses(pack, "se-dpl-6-3")}


def test_municipal_companies_have_the_caps_of_undertakings(pack):
    assert "SEK 16m" in statement(pack, "imy-2021-sl")
    assert rules(check_skelleftea(pack, start__body_type="public-company"))["RP-50"].grade.id == "undertaking"


def test_ra_2008_83_is_cited_as_older_law(pack):
    assert "former Personuppgiftslagen" in statement(pack, "ra-2008-83")
    assert {role for _, role in uses(pack, "ra-2008-83")} <= {"contrary", "explains"}
    assert "ra-2008-83" in {c.authority.id for c in rules(check_skelleftea(pack))["RP-03"].citations}
    assert re.search(r"RÅ 2008 ref\. 83 [^.]*: older law", " ".join(pack.rules["RP-03"].rule.split()))


def test_the_fee_of_c_252_21_is_no_licence(pack):
    for name, text in texts(pack):
        assert "appropriate fee" not in text or "no licence to price a door" in text, name


def test_biometrics_are_prohibited_unless(pack):
    finding = rules(check_skelleftea(pack))["RP-08"]
    said = " ".join(finding.grade.text.split())
    assert "prohibited unless an exception of Art. 9(2) applies, and a basis under Art. 6 is needed as well" in said
    for name, sentence in sentences(pack):
        if name.startswith("RP-") and re.search(r"biometric|body code|template", sentence, re.IGNORECASE):
            assert not re.search(r"\b(?:is|are) (?:prohibited|forbidden)(?! unless)", sentence), (name, sentence)


def test_a_public_task_is_no_exception_of_article_9(pack):
    """A task laid down in law answers Art. 6(1)(e) at most: without an exception it does not lift the prohibition, and as one it fails."""
    consent = dict.fromkeys(("consent_by", "can_judge", "consent_form", "consent_record", "withdraw", "free_proof"))
    bare = changed_groups(pack, ground=["public-task"], special_ground=[], **consent)
    assert level(check_skelleftea(pack, processing__groups=bare), "RP-09") == "blocker/unlawful"
    claimed = check_skelleftea(
        pack,
        processing__groups=changed_groups(pack, ground=["public-task"], special_ground=["public-interest"], **consent),
    )
    assert level(claimed, "RP-12") == "blocker/unlawful"
    assert level(claimed, "RP-03") == "none"


def test_silence_of_the_authority_approves_nothing(pack):
    assert "No answer within the time is not approval" in statement(pack, "gdpr-36-2")
    assert "silence is not approval" in " ".join(pack.rules["RP-29"].rule.split())
    assert level(check_skelleftea(pack, consulted__authority="waiting"), "RP-29") == "blocker/consult"
    for name, sentence in sentences(pack):
        if name.startswith("RP-"):
            assert not re.search(r"approv(?:al|ed|es) (?:by|of|from) (?:imy|the authority)", sentence, re.IGNORECASE), (
                name,
                sentence,
            )


def test_nothing_says_that_face_recognition_is_banned(pack):
    for name, text in texts(pack):
        if name.startswith("RP-"):
            assert not re.search(
                r"\bbans? (?:on |the use of )*(?:face|facial|biometric)|\bbanned\b|\billegal in (?:sweden|schools)",
                text,
                re.IGNORECASE,
            ), name
    assert "accepted" in statement(pack, "imy-nfc-2019")
    assert "security grounds weigh more" in statement(pack, "imy-work-biometrics")


def test_where_the_dossier_gives_no_law_the_voice_is_our_own(pack):
    """Severities that the tool draws itself are printed in its own voice."""
    findings = rules(check_skelleftea(pack))
    for rule in ("RP-26b", "RP-47", "RP-52"):
        assert findings[rule].attribution == "own-view", rule


def test_a_protected_template_is_a_template(pack):
    measures = ["key-apart", "names-apart", "not-reusable", "revocable", "split-sites"]
    changed = check_skelleftea(pack, processing__storage_measures=measures, start__arguments=["no-personal-data"])
    assert level(changed, "RP-08") == "note"
    assert level(changed, "RP-45") == "major"
    assert level(changed, "RP-12") == "blocker/unlawful"


def test_a_risk_to_the_organisation_is_no_risk_to_people(pack):
    fine = {
        "id": "fine", "event": "own", "what": "The board is fined and named in the press", "groups": [], "source": "the authority", "right": [],
        "likelihood": "medium", "severity": "medium", "likelihood-after": "low", "severity-after": "low", "level-after": "low",
    }  # fmt: skip
    finding = rules(check_skelleftea(pack, risks__register=[fine]))["RP-26"]
    assert (finding.grade.id, finding.kind, finding.truth) == ("risks-not-assessed", "incomplete", "established")
    assert "pupils" in finding.rows


@pytest.mark.parametrize("reaches", ["as-well", "slower"])
def test_a_slower_way_still_suffices(pack, reaches):
    hand = {"id": "hand", "reaches": reaches}
    assert level(check_skelleftea(pack, alternatives__ladder=[hand]), "RP-15") == "blocker/unlawful"


def test_consents_collected_are_no_views(pack):
    """Every consent is signed and logged, and still nobody was asked for views."""
    logged = changed_groups(pack, consent_record="logged", consent_by="both")
    assert level(check_skelleftea(pack, processing__groups=logged), "RP-28") == "major?"
    assert "not a way of seeking views" in statement(pack, "wp248-views")


def test_training_the_suppliers_product_is_a_use_of_its_own(pack):
    trained = check_skelleftea(
        pack, processing__parties=[{"id": "supplier", "role": "on-instruction", "own-use": "without-ground"}]
    )
    assert level(trained, "RP-37b") == "blocker/unlawful"


def test_a_paper_by_somebody_else_is_no_assessment(pack):
    """A paper called finished, whoever wrote it, fills no gap of this record."""
    paper = check_skelleftea(
        pack, start__existing_assessment="complete", start__existing_before_start=True, start__existing_gaps=[]
    )
    assert level(paper, "RP-23") == "ok"
    for rule in ("RP-25", "RP-26", "RP-26b"):
        assert level(paper, rule) == "blocker/incomplete", rule
    for rule in ("RP-03", "RP-12", "RP-15"):
        assert level(paper, rule) == "blocker/unlawful", rule


@pytest.mark.parametrize("body", ["company", "association"])
def test_an_independent_school_does_not_escape(pack, body):
    private = check_skelleftea(pack, start__body_type=body)
    assert level(private, "RP-13") == "blocker/unlawful"
    assert level(private, "RP-03") == "blocker/unlawful"
    assert "by analogy" in " ".join(rules(private)["RP-03"].grade.text.split())


def test_cameras_inform_under_article_13(pack):
    assert "Art 13, not Art 14" in statement(pack, "cjeu-c422-24")
    assert "RP-39" in {rule for rule, role in uses(pack, "cjeu-c422-24") if role == "supports"}
    assert "so that Art. 13 applies" in " ".join(pack.rules["RP-39"].rule.split())


def test_an_agreement_opens_the_door_and_necessity_stays(pack):
    assert "RP-14" in {rule for rule, role in uses(pack, "cjeu-c65-23") if role == "supports"}
    assert "full judicial review of necessity" in " ".join(pack.rules["RP-14"].rule.split())


def test_a_formal_gap_is_our_reading_beyond_articles_26_and_30(pack):
    assert re.search(r"Art 26.*Art 30", statement(pack, "cjeu-c60-22"))
    assert "our own reading" in " ".join(pack.rules["RP-47"].rule.split())
    assert {grade.attribution for grade in pack.rules["RP-47"].grades} == {"own-view"}
    for rule in ("RP-23", "RP-24", "RP-25", "RP-26", "RP-26b", "RP-27", "RP-28", "RP-29"):
        assert "unlawful" not in {grade.kind for grade in pack.rules[rule].grades}, rule


def test_need_has_a_place(pack):
    """A need that is documented at one place does not carry another."""
    vault = {
        "id": "vault",
        "what": "The chemistry store",
        "group": ["pupils"],
        "incidents": "documented",
        "weight": "life-limb",
        "covered": True,
    }
    lessons = {"id": "lessons"}
    finding = rules(check_skelleftea(pack, purpose__needs=[lessons, vault]))["RP-52"]
    assert finding.rows == ("lessons",)


# --- China ------------------------------------------------------------------------------------------------------------


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
    assert "Art 7" in statement(pack, "psvr-17")
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

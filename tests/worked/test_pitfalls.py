"""The pitfalls of both law dossiers (Part D, 1 to 62, and section 4.1, 1 to 49): each is a test here, or something named here prevents it.

A name in the tables is a rule, a fact, an authority, a test function, or the code of a problem that the content check reports; the names are
shown to exist. Pitfalls of data (dates, addressees, caps, citations) are asserted on the data of the authorities.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

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

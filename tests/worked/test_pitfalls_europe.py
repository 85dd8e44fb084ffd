"""The pitfalls of the European and Swedish dossier that content avoids; the list of all stands in `test_pitfalls.py`."""

from __future__ import annotations

import re

import pytest
from support.content_texts import cite, of_skelleftea, sentences, statement, texts, uses
from support.controls import level, rules
from support.skelleftea import changed_groups
from support.skelleftea import check as check_skelleftea

from dpia.i18n import Translator
from dpia.wording import ATTRIBUTIONS, Words


def test_fine_caps_of_swedish_authorities(pack):
    fine = statement(pack, "imy-2019-2221-fine")
    for words in ("SEK 200,000", "SEK 5m", "SEK 10m"):
        assert words in fine
    caps = statement(pack, "se-dpl-6-2")
    assert re.search(r"SEK 5m for infringements under Art. 83\(4\).*SEK 10m for those under Art. 83\(5\)", caps)
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
    assert "(Art. 5)" in cite(pack, "imy-2019-2221-necessity")
    for name, sentence in sentences(pack):
        assert not (of_skelleftea(sentence) and "5(1)(" in sentence), (name, sentence)


def test_the_listed_breaches_and_the_reasoning_on_article_6(pack):
    assert "Art. 6" in statement(pack, "imy-2019-2221-lawful-basis")
    assert "Arts. 5 and 9" in statement(pack, "imy-2019-2221-fine")
    assert "Art. 6" not in statement(pack, "imy-2019-2221-fine")
    breaches = {
        number
        for name, authority in pack.authorities.items()
        if name.startswith("imy-2019-2221-")
        for number in re.findall(r"Breach of Art\. (\d+)", authority.statement["en"])
    }
    assert breaches == {"5", "9", "35", "36"}
    for name, sentence in sentences(pack):
        if of_skelleftea(sentence):
            found = re.findall(r"breach(?:es)? of (?:Arts?\.|Article) (\d+)", sentence)
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
    assert "Arts. 5(1)(e), 5(1)(f), 25 and 32 only" in said
    assert "does not decide the basis under Art. 6 or Art. 9" in said
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
    assert "Art. 10" in statement(pack, "se-dpl-6-3")
    assert pack.authorities["se-dpl-6-3"].status == "text-read"
    assert {"RP-42", "RP-50"} & {rule for rule, _ in uses(pack, "se-dpl-6-3")}


def test_municipal_companies_have_the_caps_of_undertakings(pack):
    assert "SEK 16m" in statement(pack, "imy-2021-sl")
    assert rules(check_skelleftea(pack, start__body_type="public-company"))["RP-50"].grade.id == "public-company"


@pytest.mark.parametrize("body", ["public-body", "public-company", "company"])
def test_the_fines_of_an_undertaking_say_no_more_than_is_cited(pack, body):
    found = rules(check_skelleftea(pack, start__body_type=body))["RP-50"]
    said, cited = found.grade.text, {one.authority.id for one in found.citations}
    assert "Camera Surveillance Act" not in said
    assert ("SEK 8m" in said) == ("imy-2021-sl" in cited) == (body == "public-company")
    assert "SEK 8m" not in said or "its final judgment was not found" in said


@pytest.mark.parametrize(
    ("day", "technology", "said"),
    [("2026-11-21", "plain-video", True), ("2026-11-21", "identify", False), ("2025-03-31", "plain-video", False)],
)
def test_the_fines_of_the_camera_act_are_said_of_cameras_and_from_its_day_on(pack, day, technology, said):
    found = rules(check_skelleftea(pack, day, processing__technology=[technology]))
    assert ("RP-50c" in found) == said
    assert not said or "se-kbl-15-25" in {one.authority.id for one in found["RP-50c"].citations}


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
    assert "Art. 13, not Art. 14" in statement(pack, "cjeu-c422-24")
    assert "RP-39" in {rule for rule, role in uses(pack, "cjeu-c422-24") if role == "supports"}
    assert "so that Art. 13 applies" in " ".join(pack.rules["RP-39"].rule.split())


def test_an_agreement_opens_the_door_and_necessity_stays(pack):
    assert "RP-14" in {rule for rule, role in uses(pack, "cjeu-c65-23") if role == "supports"}
    assert "full judicial review of necessity" in " ".join(pack.rules["RP-14"].rule.split())


def test_a_formal_gap_is_our_reading_beyond_articles_26_and_30(pack):
    assert re.search(r"Art. 26.*Art. 30", statement(pack, "cjeu-c60-22"))
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

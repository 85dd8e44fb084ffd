"""The Skellefteå school as the dossier expects it: what must be found, what must not, and what moves when one fact does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.skelleftea import by_rule, changed_groups, check

from dpia.assessment.answers_file import assessment_from_plain
from dpia.engine.completeness import completeness
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.wording import Words

MUST = [
    # row, rule, severity, kind, authorities to print
    ("F1", "RP-01", "major", None, ["imy-2019-2221-pilot"]),
    ("F2", "RP-02", "major", None, ["imy-2019-2221-necessity", "imy-2019-2221-fine"]),
    (
        "F3",
        "RP-03",
        "blocker",
        "unlawful",
        ["gdpr-4-11", "gdpr-7-4", "gdpr-r43", "imy-2019-2221-consent", "fr-stockholm-20577-19"],
    ),
    ("F3", "RP-07", "blocker", "unlawful", ["imy-2019-2221-consent"]),
    ("F4", "RP-11", "blocker", "unlawful", ["gdpr-6-3", "imy-2019-2221-lawful-basis", "se-rf-2-6"]),
    ("F5", "RP-08", "note", "gateway", ["gdpr-4-14", "gdpr-9-1", "imy-2019-2221-art9"]),
    ("F6", "RP-12", "blocker", "unlawful", ["gdpr-9-2-g"]),
    ("F6", "RP-13", "blocker", "unlawful", ["se-dpl-3-3", "imy-2019-2221-searchban"]),
    ("F7", "RP-15", "blocker", "unlawful", ["gdpr-5-1-c", "gdpr-r39", "imy-2019-2221-necessity"]),
    ("F7", "RP-16", "blocker", "incomplete", ["imy-2019-2221-necessity"]),
    ("F7", "RP-18", "blocker", "unlawful", ["imy-2019-2221-necessity"]),
    ("F8", "RP-22", "note", "duty", ["wp248-two-criteria", "imy-35-4-list"]),
    ("F8", "RP-23", "blocker", "incomplete", ["imy-2019-2221-dpia"]),
    ("F9", "RP-25", "blocker", "incomplete", ["gdpr-35-7-b", "imy-2019-2221-dpia"]),
    ("F10", "RP-26", "blocker", "incomplete", ["gdpr-35-7-c", "imy-2019-2221-dpia"]),
    ("F11", "RP-29", "blocker", "consult", ["gdpr-36-1", "imy-2019-2221-prior-consultation"]),
    ("F11", "RP-30", "note", "weight", ["gdpr-36-1", "gdpr-36-2", "imy-2019-2221-prior-consultation"]),
    ("F12", "RP-21", "note", "weight", ["gdpr-r38", "imy-2019-2221-fine"]),
    ("F13", "RP-50", "note", "exposure", ["se-dpl-6-2"]),
]

OWN_VIEW = [
    # "should produce, as the tool's own view, never as IMY's": rule, severity, truth
    ("RP-07b", "major", "not-shown"), ("RP-52", "blocker", "established"), ("RP-26b", "blocker", "established"),
    ("RP-53", "major", "not-shown"), ("RP-33", "major", "not-shown"), ("RP-31", "major", "established"), ("RP-32", "major", "established"),
    ("RP-27", "major", "not-shown"), ("RP-28", "major", "not-shown"), ("RP-36", "major", "not-shown"), ("RP-37a", "major", "not-shown"),
    ("RP-37c", "blocker", "not-shown"), ("RP-34", "blocker", "not-shown"), ("RP-35", "blocker", "not-shown"),
]  # fmt: skip


@pytest.fixture(scope="module")
def found(pack):
    return check(pack)


def test_the_outcome_is_one_point(found):
    assert (found.outcome, found.best, found.worst) == ("do-not-launch",) * 3
    assert {r.regime.id: r.outcome for r in found.regimes} == {
        "eu": "do-not-launch",
        "se": "do-not-launch",
        "cn": "not-applicable",
    }
    assert found.regime("eu").due.word == "yes"
    met = {c.criterion.id for c in found.regime("eu").due.criteria if c.verdict.truth == 2}
    assert met == {"wp248-c3", "wp248-c4", "wp248-c7", "wp248-c8"}
    assert found.masked == ()


@pytest.mark.parametrize(
    ("row", "rule", "severity", "kind", "authorities"), MUST, ids=lambda v: v if isinstance(v, str) else ""
)
def test_must_produce(found, row, rule, severity, kind, authorities):
    finding = by_rule(found)[rule]
    assert (finding.severity, finding.kind, finding.truth) == (severity, kind, "established")
    cited = {c.authority.id for c in finding.citations}
    assert set(authorities) <= cited


@pytest.mark.parametrize(("rule", "severity", "truth"), OWN_VIEW, ids=lambda v: v if isinstance(v, str) else "")
def test_should_produce_as_own_view_never_as_the_authoritys(found, rule, severity, truth):
    finding = by_rule(found)[rule]
    assert (finding.severity, finding.truth) == (severity, truth)
    decisions = {
        c.authority.id for c in finding.citations if c.authority.id.startswith("imy-2019-2221") and c.role == "supports"
    }
    assert not decisions
    assert finding.attribution != "authority-held"


def test_consent_names_the_pupils_and_the_form_is_not_attacked(found):
    findings = by_rule(found)
    assert findings["RP-03"].rows == ("pupils",)
    assert findings["RP-03"].grade.id == "control-measure"
    assert "RP-06" not in findings


def test_must_not_produce(pack, found):
    words = Words(pack, found.assessment, Translator())
    for finding in found.findings:
        supports = {
            c.authority.id
            for c in finding.citations
            if c.role in ("supports", "by-analogy") and c.authority.id.startswith("imy-2019-2221")
        }
        if finding.rule.id in ("RP-32", "RP-33", "RP-35", "RP-37a", "RP-37b", "RP-37c", "RP-39", "RP-46", "RP-49"):
            assert supports <= {"imy-2019-2221-controller"}, finding.id
        assert not any(c.authority.id.startswith("aia-") and c.role == "supports" for c in finding.citations), (
            finding.id
        )
        text = " ".join((words.title(finding), words.text(finding), words.conclusion(finding))).lower()
        for word in ("banned", "is prohibited by imy", "impossible", "you have infringed", "camera permit was missing"):
            assert word not in text, (finding.id, word)
    due = found.regime("eu").due
    for criterion in due.criteria:
        if criterion.criterion.id in ("art35-3-b", "wp248-c5"):
            assert criterion.verdict.truth == 0


def test_what_is_younger_than_the_day_or_undated_is_marked(pack, found):
    words = Words(pack, found.assessment, Translator())
    cited = {c.authority.id: c for finding in found.findings for c in finding.citations}
    for name in (
        "fr-stockholm-20577-19",
        "kamr-stockholm-5888-20",
        "imy-2019-7782",
        "imy-2023-1647",
        "imy-blog-2022-frt",
        "edpb-op-11-2024",
    ):
        assert "decided later" in words.cited(cited[name]), name
    for name in ("imy-work-biometrics", "imy-frt-guidance", "imy-forhandssamrad"):
        assert "undated, perhaps later" in words.cited(cited[name]), name
    for name in ("imy-2019-2221-consent", "ra-2008-83", "wp248-timing", "gdpr-9-1"):
        assert "later" not in words.cited(cited[name]), name


def test_no_norm_that_was_not_in_force_is_cited(found):
    for finding in found.findings:
        for cited in finding.citations:
            assert cited.authority.in_force_on("2019-08-20"), (finding.id, cited.authority.id)


ROLL_CALL = {
    "processing__technology": ["log-only"], "safeguards__auto_outcomes": [], "processing__predicts": [], "processing__combines": False,
    "processing__new_technology": False, "processing__watches": False,
    "processing__items": [{"id": i, "remove": True} for i in ("template", "enrol", "live")],
}  # fmt: skip


def test_roll_call_without_a_camera_removes_the_core_and_the_duty(pack):
    """Or a QR code: no body feature, no camera."""
    consent = dict.fromkeys(
        ("consent_by", "can_judge", "consent_form", "consent_record", "withdraw", "free_proof", "special_ground")
    )
    evaluation = check(
        pack, **ROLL_CALL, processing__groups=changed_groups(pack, ground=["public-task"], joins="recorded", **consent)
    )
    now = by_rule(evaluation)
    gone = ("RP-03", "RP-07", "RP-08", "RP-11", "RP-12", "RP-13", "RP-15", "RP-16", "RP-18", "RP-52")
    for rule in (*gone, "RP-23", "RP-25", "RP-26", "RP-26b", "RP-29", "RP-30"):
        assert rule not in now, rule
    due = evaluation.regime("eu").due
    assert (due.word, due.met) == ("no", 1)
    assert evaluation.outcome not in ("do-not-launch", "consult-authority-first")


def test_free_refusal_does_not_save_consent(pack):
    now = by_rule(check(pack, processing__groups=changed_groups(pack, free_proof=True)))
    assert now["RP-03"].id == "RP-03/control-measure"
    assert (now["RP-03"].kind, now["RP-03"].truth) == ("unlawful", "established")


@pytest.mark.parametrize("aim", ["public-security", "identity-assurance"])
def test_renaming_the_purpose_moves_nothing(pack, aim):
    now = by_rule(check(pack, purpose__purposes=[{"id": "main", "aim": aim}]))
    for rule in ("RP-03", "RP-15", "RP-18"):
        assert (now[rule].kind, now[rule].truth) == ("unlawful", "established"), rule


VOLUNTARY = {
    "purpose__purposes": [{"id": "main", "use": "extra", "aim": "convenience", "serves": "both"}],
    "purpose__presence_record": [],
}


def test_a_voluntary_extra_turns_on_proof_of_free_refusal(pack):
    cells = {
        "ground": ["consent"],
        "special_ground": ["consent"],
        "consent_by": "both",
        "law_says": None,
        "law_kind": None,
        "law_cite": None,
    }
    unproved = by_rule(check(pack, **VOLUNTARY, processing__groups=changed_groups(pack, free_proof=False, **cells)))
    assert (unproved["RP-03"].kind, unproved["RP-03"].truth) == ("incomplete", "established")
    proved = by_rule(
        check(
            pack, **VOLUNTARY, power__best_interests=True, power__children_heard=True,
            processing__groups=changed_groups(pack, free_proof=True, **cells),
        )
    )  # fmt: skip
    assert proved["RP-03"].severity == "minor"
    assert "RP-12" not in proved
    assert (proved["RP-15"].severity, "pupils" in proved["RP-15"].rows) == ("major", True)
    assert "RP-13" not in proved
    gains = dict(
        VOLUNTARY, purpose__purposes=[{"id": "main", "use": "extra", "aim": "convenience", "serves": "operator"}]
    )
    only_school = by_rule(
        check(
            pack, **gains, power__best_interests=True, power__children_heard=True,
            processing__groups=changed_groups(pack, free_proof=True, **cells),
        )
    )  # fmt: skip
    assert only_school["RP-15"].severity == "blocker"
    assert only_school["RP-15"].grade.arguable


def test_a_card_of_ones_own_helps_storage_and_nothing_else(pack):
    now = by_rule(
        check(
            pack, processing__technology=["verify"], processing__template_location="own-token", processing__trigger="person",
            processing__reach="joined-only", processing__others_handling=None, alternatives__bio_how="in-use", alternatives__bio_why_not=None,
        )
    )  # fmt: skip
    for rule in ("RP-03", "RP-11", "RP-12", "RP-15", "RP-18"):
        assert (now[rule].kind, now[rule].truth) == ("unlawful", "established"), rule
    assert "RP-08" in now
    assert "RP-31" not in now
    assert now["RP-32"].severity == "ok"


def test_the_whole_municipality_adds_scale_and_redesign(pack):
    evaluation = check(
        pack, processing__scale="wide", processing__stored_people=2000, start__stage="live", start__trial_weeks=None,
        processing__groups=changed_groups(pack, number=2000),
    )  # fmt: skip
    met = {c.criterion.id for c in evaluation.regime("eu").due.criteria if c.verdict.truth == 2}
    assert {"wp248-c5", "art35-3-b"} <= met
    now = by_rule(evaluation)
    assert (now["RP-32"].severity, now["RP-32"].kind) == ("blocker", "unlawful")
    assert now["RP-03"].kind == "unlawful"


def test_adult_members_of_a_gym_are_another_case(pack):
    now = check(
        pack, start__body_type="company", start__activity="leisure", start__public_task="neither", processing__venue="leisure",
        purpose__presence_record=["entry-log"], purpose__check_today="for-service",
        purpose__purposes=[{"id": "main", "text": "Let members in", "use": "entry", "aim": "convenience", "serves": "both"}],
        processing__trigger="person", processing__reach="joined-only", processing__others_handling=None,
        start__police_work="no", purpose__check_means=["staff"], alternatives__old_stays=True,
        processing__groups=[
            {"id": "pupils", "name": "Members", "role": "customer", "ages": ["adult"], "depends-for": [], "can-avoid": True, "consent-by": "person",
             "ground": ["consent"], "special-ground": ["consent"], "other-way": ["staff", "card"], "law-says": None, "law-kind": None, "law-cite": None,
             "can-judge": None},
            {"id": "decliners", "remove": True}, {"id": "staff", "remove": True},
        ],
    )  # fmt: skip
    findings = by_rule(now)
    assert "RP-03" not in findings
    assert findings["RP-05"].severity == "ok"
    for rule in ("RP-11", "RP-13", "RP-12", "RP-21"):
        assert rule not in findings, rule
    assert findings["RP-16"].severity == "major"
    assert findings["RP-32"].severity == "major"
    assert not [f.id for f in now.findings if f.kind == "unlawful" and f.truth == "established"]
    assert now.outcome == "complete-assessment-first"


COMPLETE = {
    "processing__groups": [{"id": "decliners", "joins": "none"}, {"id": "staff", "joins": "none"}],
    "start__existing_assessment": "complete", "start__existing_before_start": True, "start__existing_gaps": [],
    "necessity__balance": "reasons", "necessity__why_body": "reasoned", "necessity__effect_evidence": "reasoned",
    "necessity__balance_text": "Weighed in writing.", "safeguards__auto_delete": True, "safeguards__codes": "None applies.",
    "risks__register": [
        {"id": f"r-{group}", "event": "control-loss", "what": "Loss of control", "groups": [group], "source": "the operator", "right": ["privacy"],
         "likelihood": "medium", "severity": "medium", "likelihood-after": "low", "severity-after": "medium", "level-after": "medium"}
        for group in ("pupils",)
    ],
    "risks__measures": [
        {"id": "m1", "what": "Deletion", "risk": ["r-pupils"], "works": "tested", "owner": "The head", "due": "2019-09-01", "state": "done"}
    ],
    "risks__catalogue_done": True,
    "processing__items": [
        {"id": i, "needed": True, "purpose": ["main"], "reason": "Needed", "kept": 1, "kept-unit": "months", "ends": "use-over", "recipients": "Teachers",
         "longer-than-use": "not-longer", "vendor-default": "examined", "from-refusers": False}
        for i in ("template", "enrol", "live", "name", "presence")
    ],
    "alternatives__ladder": [{"id": i, "why-not": "records", "claims-fact": None} for i in ("hand", "tag", "app")],
}  # fmt: skip


def test_a_complete_assessment_removes_the_formal_gaps_and_nothing_else(pack):
    evaluation = check(pack, **COMPLETE)
    now = by_rule(evaluation)
    for rule in ("RP-23", "RP-25", "RP-26", "RP-26b", "RP-29"):
        assert rule not in now or now[rule].severity in ("ok", "note"), now.get(rule) and now[rule].id
    found = by_rule(check(pack))
    for rule in ("RP-01", "RP-02", "RP-08", "RP-22"):
        assert now[rule].id == found[rule].id, rule
    for rule in ("RP-03", "RP-11", "RP-12", "RP-13", "RP-15", "RP-18"):
        assert (now[rule].kind, now[rule].truth) == ("unlawful", "established"), rule
    assert evaluation.outcome == "do-not-launch"


def test_a_law_that_names_the_means_reopens_the_ground_and_not_the_necessity(pack):
    cells = {
        "ground": ["public-task"],
        "special_ground": ["public-interest"],
        "law_says": "names-means",
        "law_kind": "act",
    }
    consent = dict.fromkeys(("consent_by", "can_judge", "consent_form", "consent_record", "withdraw", "free_proof"))
    now = by_rule(check(pack, processing__groups=changed_groups(pack, **cells, **consent)))
    assert "RP-12" not in now
    assert "RP-03" not in now
    assert now["RP-11"].severity == "ok"
    assert now["RP-41"].severity == "major"
    assert (now["RP-15"].kind, now["RP-15"].truth) == ("unlawful", "established")
    assert "RP-52" in now


def test_a_permit_not_yet_asked_for_is_authorisation_first(pack):
    cells = {
        "ground": ["public-task"],
        "special_ground": ["public-interest"],
        "law_says": "names-via-permit",
        "law_kind": "act",
    }
    consent = dict.fromkeys(("consent_by", "can_judge", "consent_form", "consent_record", "withdraw", "free_proof"))
    now = by_rule(check(pack, basis__permit="not-yet", processing__groups=changed_groups(pack, **cells, **consent)))
    assert (now["RP-41"].severity, now["RP-41"].kind) == ("blocker", "consult")
    assert "RP-03" not in now
    assert now["RP-15"].kind == "unlawful"
    live = by_rule(
        check(
            pack,
            basis__permit="not-yet",
            start__stage="live",
            processing__groups=changed_groups(pack, **cells, **consent),
        )
    )
    assert live["RP-41"].kind == "unlawful"


def test_the_record_lacks_what_the_authority_named(pack, found):
    maps = {result.map.id: result for result in completeness(found)}
    assert maps, "no completeness maps"
    assert not any(result.complete for result in maps.values())


def test_as_of_today_the_findings_stand(pack):
    example = pack.example("skelleftea")
    state = replace(assessment_from_plain(pack, example.as_of, example.answers), as_of="2026-11-21")
    assert evaluate(pack, state).outcome == "do-not-launch"

"""Guo Bing v Hangzhou Safari Park as the dossier expects it: under the law of 2019, and under the law of today."""

from __future__ import annotations

from typing import Any

import pytest
from support.controls import blockers, level, rules

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.source import Source
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.i18n import Translator
from dpia.wording import Words

THEN, TODAY = "2019-11-01", "2026-11-21"
HOLDERS = "holders"


def check(pack, as_of: str, *changes: dict[str, Any]) -> Evaluation:
    """The example as of a date, with changes, each applied on top of the one before."""
    state = assessment_from_plain(pack, as_of, pack.example("hangzhou-safari-park").answers)
    for change in changes:
        state = assessment_from_plain(pack, as_of, change, base=state, source=Source("change", change))
    return evaluate(pack, state)


def holders(**cells: object) -> dict[str, Any]:
    return {"processing.groups": [{"id": HOLDERS, **{name.replace("_", "-"): value for name, value in cells.items()}}]}


# --- as of 1 November 2019 (dossier 2.2 and 1.4) ----------------------------------------------------------------------

IN_2019 = {
    "CN-H01": ("note/weight", ["csl-2016-41", "consumer-law-29"], ["case-guobing-1", "case-guobing-2"]),
    "CN-H02": (
        "blocker/unlawful",
        ["contract-law-1999-60-77-107", "contract-law-1999-39-41"],
        ["case-guobing-1", "case-guobing-2"],
    ),
    "CN-H03": ("blocker/unlawful", ["csl-2016-41", "consumer-law-29"], ["case-guobing-2"]),
    "CN-H04": ("blocker/unlawful", ["csl-2016-43"], ["case-guobing-2"]),
    "CN-H05": ("note/weight", ["consumer-law-26", "consumer-law-29"], ["case-guobing-1", "case-guobing-2"]),
    "CN-H06": ("note/duty", ["gbt-35273-2017"], []),
    "CN-H07": ("note/exposure", ["consumer-law-56"], []),
    "CN-H09": ("blocker/unlawful", ["csl-2016-41", "consumer-law-29"], ["case-guobing-1"]),
}


@pytest.fixture(scope="module")
def then(pack):
    return check(pack, THEN)


def test_exactly_the_findings_of_the_time(then):
    """CN-H08 is silent: the park gave notices and claimed agreement. No rule of later law runs beside them."""
    assert {f.rule.id: f"{f.severity}/{f.kind}" for f in then.findings} == {
        rule: said[0] for rule, said in IN_2019.items()
    }
    assert {f.truth for f in then.findings} == {"established"}
    assert (then.outcome, then.best, then.worst) == ("do-not-launch",) * 3
    assert {r.regime.id: r.outcome for r in then.regimes} == {
        "cn": "do-not-launch",
        "eu": "not-applicable",
        "se": "not-applicable",
    }


@pytest.mark.parametrize("rule", IN_2019)
def test_the_law_of_the_time_and_the_later_judgments(then, rule):
    finding = rules(then)[rule]
    cited = {c.authority.id for c in finding.citations}
    assert set(IN_2019[rule][1]) <= cited
    assert sorted(c.authority.id for c in finding.citations if c.decided_later) == IN_2019[rule][2]


def test_no_norm_that_was_not_in_force_is_cited(then):
    for finding in then.findings:
        for cited in finding.citations:
            assert cited.authority.in_force_on(THEN), (finding.id, cited.authority.id)
            assert not cited.authority.id.startswith(("pipl", "spc-2021", "frt-", "civil-code", "ndsmr", "psvr")), (
                finding.id,
                cited.authority.id,
            )


def test_nothing_is_said_of_consent_in_the_sense_of_later_law(pack, then):
    """ "Separate consent" did not exist as a term of law; the courts did not find fraud, voidness or a ruling on the policy as such."""
    words = Words(pack, then.assessment, Translator())
    for finding in then.findings:
        text = " ".join((words.title(finding), words.text(finding), words.conclusion(finding))).lower()
        for never in ("refund", "fraud was", "you have infringed", "is void"):
            assert never not in text, (finding.id, never)
    open_point = rules(then)["CN-H05"]
    said = f"{open_point.grade.title} {open_point.grade.text}".lower()
    assert "not decide" in said or "open" in said


def test_a_hidden_or_unasked_capture_would_have_been_cn_h08(pack):
    assert level(check(pack, THEN, {"processing.announced": "hidden"}), "CN-H08") == "blocker/unlawful"


CORRECTED = {
    "power.contract-change": "agreed", "processing.record-source": ["in-person"], "safeguards.old-data": False, "purpose.reconsent": None,
    "necessity.why-body": "reasoned",
    "processing.items": [{"id": "fingerprint", "remove": True}, *({"id": i, "needed": True} for i in ("face-template", "photo", "name", "phone"))],
}  # fmt: skip


def test_an_agreed_change_with_deletion_and_a_fresh_picture_takes_the_blockers_away(pack):
    fixed = check(pack, THEN, CORRECTED)
    assert blockers(fixed) == []
    assert {f.severity for f in fixed.findings} == {"note"}


def test_notes_alone_are_no_launch(pack):
    """A launch needs a rule that could have blocked: its gate open, and its blockers found not to hold.

    The fixed park was judged by such rules of 2019. Before the first of them there are only notes, or nothing at all.
    """
    assert check(pack, THEN, CORRECTED).outcome == "launch"
    early = check(pack, "1998-01-01", CORRECTED)
    assert early.outcome == "out-of-scope"


@pytest.mark.parametrize(
    ("as_of", "present"),
    [
        ("2014-03-14", {"CN-H02"}),
        ("2017-05-31", {"CN-H02", "CN-H01", "CN-H03", "CN-H05", "CN-H07", "CN-H09"}),
        ("2017-06-01", {"CN-H02", "CN-H01", "CN-H03", "CN-H04", "CN-H05", "CN-H07", "CN-H09"}),
        ("2018-05-01", {"CN-H02", "CN-H01", "CN-H03", "CN-H04", "CN-H05", "CN-H06", "CN-H07", "CN-H09"}),
        ("2020-12-31", {"CN-H02", "CN-H01", "CN-H03", "CN-H04", "CN-H05", "CN-H06", "CN-H07", "CN-H09"}),
    ],
)
def test_each_finding_from_the_day_its_first_norm_was_in_force(pack, as_of, present):
    """Dossier 1.4. A lettered limb (CN-H03a and so on) stands for its number before the law of 2017."""
    found = {f.rule.id.rstrip("abcdef") for f in check(pack, as_of).findings}
    assert found == present


@pytest.mark.parametrize("as_of", ["2021-01-01", "2021-08-01", "2021-11-01", "2025-06-01", TODAY])
def test_the_old_and_the_new_patterns_never_run_together(pack, as_of):
    found = {f.rule.id for f in check(pack, as_of).findings}
    assert found
    assert not [rule for rule in found if rule.startswith("CN-H")]


@pytest.mark.parametrize(
    "as_of",
    [THEN, "2021-01-01", "2021-07-31", "2021-08-01", "2021-10-31", "2021-11-01", "2025-05-31", "2025-06-01", TODAY],
)
def test_no_norm_is_cited_on_a_day_on_which_it_was_not_in_force(pack, as_of):
    for finding in check(pack, as_of).findings:
        for cited in finding.citations:
            assert cited.role == "horizon" or cited.authority.in_force_on(as_of), (finding.id, cited.authority.id)


# --- as of today (dossier 2.3) ----------------------------------------------------------------------------------------

# The park relied on its contract and claimed that holders had agreed; the texts are taken as 2.3 takes them: the claimed agreement is
# tested as consent, and "cannot enter normally" is a consequence that was threatened.
CONTRACT_ONLY = holders(
    ground=["contract"], consent_by=None, consent_form=None, consent_record=None, withdraw=None, free_proof=None
)  # fmt: skip


@pytest.fixture(scope="module")
def now(pack):
    return check(pack, TODAY)


def test_today_it_may_not_go_on(now):
    assert (now.outcome, now.best, now.worst) == ("do-not-launch",) * 3
    assert now.regime("cn").due.word == "yes"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("CN-R01", "blocker/unlawful"), ("CN-R25", "blocker/unlawful"),  # the only method, although card, QR or staff would do
        ("CN-R04", "blocker/unlawful"), ("CN-R10", "blocker/unlawful"),  # "no face, no entry"
        ("CN-R07", "blocker/unlawful"), ("CN-R06", "none"),  # no separate consent: silence, and nothing bundled
        ("CN-R09", "major?"), ("CN-R09a", "blocker/incomplete?"),  # whether anybody asked for deletion before the suit is not known
        ("CN-R31", "blocker/unlawful"),  # the photo of the card turned into a template
        ("CN-R08", "major"),  # a contract does not need the face
        ("CN-R26", "major?"),  # what the notice says is not known
        ("CN-R56", "major"),  # "system upgraded" is an assertion
        ("CN-R32", "blocker/incomplete?"),  # whether anything was assessed is not known
        ("CN-R34", "ok"),  # 10,000 stored persons: far below the filing
        ("CN-R11", "blocker/incomplete?"), ("CN-R12", "major?"),  # what the lens takes, and the sign, are not known
        ("CN-R29", "blocker/incomplete?"),  # where the templates lie is not known
        ("CN-R28b", "major"),  # the fingerprints remained when the gates were gone
    ],
)  # fmt: skip
def test_today_row_by_row_on_the_facts_that_are_known(now, rule, said):
    assert level(now, rule) == said


@pytest.mark.parametrize(
    ("change", "rule", "said"),
    [
        ({"necessity.why-body": "none", "necessity.why-body-text": None}, "CN-R56", "blocker/unlawful"),
        ({"safeguards.deletion-refused": True}, "CN-R09a", "blocker/unlawful"),
        (
            {"start.existing-assessment": "none", "start.existing-before-start": None, "start.existing-gaps": None},
            "CN-R32",
            "blocker/incomplete",
        ),
        ({"processing.stored-people": 99_999, "decision.filing-100k": "in-time"}, "CN-R34", "minor"),
        ({"processing.reach": "queue"}, "CN-R11", "blocker/unlawful"),
        (
            {"processing.template-location": "online-server", "basis.storage-exception": "none"},
            "CN-R29",
            "blocker/unlawful",
        ),
        (
            {"processing.template-location": "online-server", "basis.storage-exception": "unknown"},
            "CN-R29",
            "blocker/incomplete?",
        ),
        (
            holders(other_way=["fingerprint"], other_way_quality="equal", other_way_told="in-request", refusal_cost=[]),
            "CN-R03a",
            "major",
        ),
    ],
)
def test_today_what_the_dossier_tells_to_ask_for(pack, change, rule, said):
    assert level(check(pack, TODAY, change), rule) == said


def test_today_deletion_refused_to_one_who_was_asked_for_consent_is_a_blocker_for_that_data_and_arguable(pack):
    refused = {"safeguards.deletion-refused": True}
    finding = rules(check(pack, TODAY, refused))["CN-R09a"]
    assert (finding.severity, finding.kind, finding.truth, finding.grade.arguable) == (
        "blocker",
        "unlawful",
        "established",
        True,
    )
    assert level(check(pack, TODAY, CONTRACT_ONLY, refused), "CN-R09a") == "major"


def test_today_a_contract_alone_fails_too_since_entry_does_not_need_the_face(pack):
    evaluation = check(pack, TODAY, CONTRACT_ONLY)
    assert level(evaluation, "CN-R08") == "major"
    assert [level(evaluation, rule) for rule in ("CN-R04", "CN-R07", "CN-R10")] == ["none"] * 3
    assert evaluation.outcome == "do-not-launch"


CHILD = {
    "processing.groups": [
        {"id": "children", "name": "Children on family cards", "role": "customer", "ages": ["under-13"], "number": 100, "joins": "stored",
         "depends-for": [], "can-avoid": True, "refusal-cost": ["access-lost"], "other-way": [], "law-says": "none", "ground": ["consent"],
         "consent-by": "nobody", "consent-form": "bundled", "consent-record": "not-recorded", "withdraw": "cannot"},
    ]
}  # fmt: skip


def test_today_children_on_family_cards(pack, now):
    for rule in ("CN-R18", "CN-R19", "CN-R35b"):
        assert level(now, rule) in ("none", "major?"), rule
    found = check(
        pack, TODAY, CHILD, {"power.child-rules": False, "safeguards.minors-audit": False, "decision.filings": []}
    )
    assert level(found, "CN-R18") == "blocker/unlawful"
    assert rules(found)["CN-R18"].rows == ("children",)
    assert level(found, "CN-R19") == "major"


def test_today_the_civil_exposure_is_printed(now):
    cited = {c.authority.id for c in rules(now)["CN-R60"].citations}
    assert {
        "pipl-69",
        "pipl-70",
        "spc-2021-15-art-6",
        "spc-2021-15-art-8",
        "spc-2021-15-art-9",
        "spc-2021-15-art-14",
    } <= cited


def test_today_the_comparison_with_a_scenic_area(now):
    assert "case-spp-scenic-chongqing" in {c.authority.id for c in rules(now)["CN-R25"].citations}


def test_the_remedied_version_is_ok_with_review(pack):
    """Staff check or QR as an equal lane, face by choice, template in the device, deleted with the card, a written reason, assessment done.

    It is built on the complete deployment: the remedied park is a new design, with everything asked and written down.
    """
    from support.china import GYM
    from support.china import check as complete

    park = complete(
        pack, *GYM,
        {"processing.groups": [{"id": "people", "name": "Annual-card holders", "number": 10_000}], "processing.stored-people": 10_000,
         "processing.scale": "wide",
         "necessity.why-body-text": "Holders with children in their arms pass without a card."},
    )  # fmt: skip
    assert blockers(park) == []
    assert park.outcome in ("launch", "launch-with-conditions")
    assert level(park, "CN-R40") == "ok"
    assert level(park, "CN-R56") == "ok"
    assert level(park, "CN-R11") == "minor"
    assert rules(park)["CN-R11"].grade.arguable


def test_no_assessment_was_due_before_the_law_that_asks_for_one(pack):
    assert check(pack, THEN).regime("cn").due.word == "no"
    assert check(pack, TODAY).regime("cn").due.word == "yes"

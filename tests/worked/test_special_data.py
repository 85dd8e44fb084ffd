"""Special categories of data without a body feature: an exception is asked for, the law behind it, and separate consent in China.

`staff-diagnoses.yaml` is laid over the deployment of the setting for other high-risk systems: an employer plans shifts by the diagnoses of
its staff, everything else is in order. The general test below holds, for every deployment of this suite and its twin on health data, that
"none of these" is never better than "I don't know".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.sources import source

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import UNKNOWN, Assessment, given
from dpia.content.pack import Pack
from dpia.content.source import Source
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, evaluate
from dpia.engine.findings import Finding
from dpia.engine.truth import NO

HERE = Path(__file__).parent
SCENARIOS = HERE.parent / "scenarios"
TODAY = "2026-11-28"
TRIAL = (SCENARIOS / "general-high-risk.yaml", HERE / "staff-diagnoses.yaml")
TRIAL_IN_CHINA = (
    SCENARIOS / "general-high-risk.yaml",
    SCENARIOS / "general-high-risk.cn.yaml",
    HERE / "staff-diagnoses.yaml",
)
UNLAWFUL, INCOMPLETE = "blocker/unlawful", "blocker/incomplete"
LAUNCH = ("launch", "launch-with-conditions")


@cache
def laid(pack: Pack, *files: Path) -> Assessment:
    """Answers files, each on top of the one before."""
    if not files:
        return Assessment(TODAY, TODAY)
    last = source(files[-1])
    return assessment_from_plain(pack, TODAY, last.data, base=laid(pack, *files[:-1]), source=last)


def check(pack: Pack, *changes: dict[str, Any], base: tuple[Path, ...] = TRIAL) -> Evaluation:
    """The answers of files with changes, each on top of the one before."""
    state = laid(pack, *base)
    for change in changes:
        state = assessment_from_plain(pack, TODAY, change, base=state, source=Source("change", change))
    return evaluate(pack, state)


def staff(**cells: Any) -> dict[str, Any]:
    """A change of the group `staff`; `_` stands for the hyphen of a column."""
    return {"processing.groups": [{"id": "staff", **{name.replace("_", "-"): value for name, value in cells.items()}}]}


def finding(evaluation: Evaluation, rule: str) -> Finding | None:
    return next((found for found in evaluation.findings if found.rule.id == rule), None)


def level(evaluation: Evaluation, rule: str) -> str:
    """`none`, or severity (and kind) of what a rule says, with `?` where it is not established."""
    found = finding(evaluation, rule)
    if found is None:
        return "none"
    word = f"{found.severity}/{found.kind}" if found.severity == "blocker" else found.severity
    return word if found.truth == "established" else f"{word}?"


def outcomes(evaluation: Evaluation) -> dict[str, str]:
    return {regime: evaluation.regime(regime).outcome for regime in ("eu", "se", "cn")}


# --- the trial, under European law ----------------------------------------------------------------------------------------


def test_no_exception_for_health_data_stops_the_launch(pack):
    evaluation = check(pack)
    assert outcomes(evaluation) == {"eu": "do-not-launch", "se": "do-not-launch", "cn": "not-applicable"}
    assert level(evaluation, "RP-09") == UNLAWFUL
    assert [finding(evaluation, "RP-09").grade.id, *finding(evaluation, "RP-09").rows] == ["none-stated", "staff"]
    assert evaluation.best == "do-not-launch"
    assert level(evaluation, "RP-08") == "none"  # nothing biometric is claimed


def test_an_exception_that_is_not_known_or_not_answered_does_not_pass(pack):
    unknown = check(pack, staff(special_ground="unknown"))
    assert unknown.outcome == "complete-assessment-first"
    assert level(unknown, "RP-09") == f"{INCOMPLETE}?"
    absent = check(pack, staff(special_ground=None))
    assert absent.outcome not in LAUNCH
    assert finding(absent, "RP-09").truth == "open"


@pytest.mark.parametrize("shows", [["special"], ["special", "money"]])
def test_other_special_data_count_as_health_does(pack, shows):
    other = {"processing.items": [{"id": "diag", "kind": "other", "shows": shows}]}
    assert level(check(pack, other), "RP-09") == UNLAWFUL
    assert level(check(pack, {"processing.items": [{"id": "diag", "kind": "other", "shows": []}]}), "RP-09") == "none"


OFFICE = {"start.body-type": "public-body", "start.activity": "public-service", "start.public-task": "power"}


@pytest.mark.parametrize(("exception", "rule"), [("public-interest", "RP-12"), ("health", "RP-43")])
@pytest.mark.parametrize("ground", [["contract"], ["public-task"]])
def test_a_public_body_without_a_law_is_stopped(pack, exception, rule, ground):
    change = staff(ground=ground, special_ground=[exception], law_says="none")
    evaluation = check(pack, OFFICE, change)
    assert evaluation.outcome == "do-not-launch"
    assert level(evaluation, rule) == UNLAWFUL
    assert level(evaluation, "RP-11") == (UNLAWFUL if ground == ["public-task"] else "none")
    unknown = check(
        pack,
        OFFICE,
        change,
        staff(law_says="unknown", law_kind="unknown", law_cite="unknown"),
        {"basis.case-kind": "single", "basis.permit": "unknown", "basis.law-safeguards": "unknown"},
    )
    assert unknown.outcome == "complete-assessment-first"
    assert level(unknown, rule) == f"{INCOMPLETE}?"


@pytest.mark.parametrize(
    ("cells", "answers", "rule"),
    [
        ({"special_ground": ["employment"], "law_says": "none", "agreement": "none"}, {}, "RP-14"),
        ({"special_ground": ["care"], "law_says": "none"}, {"basis.care-secrecy": False}, "RP-43"),
        ({"special_ground": ["vital"]}, {"basis.emergency-use": "standing"}, "RP-43"),
        ({"special_ground": ["members"]}, {}, "RP-51"),
        ({"special_ground": ["claims"]}, {"basis.claims-use": "standing"}, "RP-51"),
        ({"special_ground": ["research"], "law_says": "none"}, {"basis.research-safeguards": False}, "RP-51"),
        (
            {"special_ground": ["public-interest"], "law_says": "general-task", "law_kind": "act", "law_cite": "Act"},
            {},
            "RP-12",
        ),
        (
            {"special_ground": ["research"], "law_says": "names-via-permit", "law_kind": "act", "law_cite": "Act"},
            {"basis.permit": "refused", "basis.research-safeguards": True},
            "RP-41",
        ),
        (
            {
                "special_ground": ["consent"],
                "consent_by": "person",
                "consent_form": "separate",
                "consent_record": "signed",
                "withdraw": "easy",
            },
            {"power.pressure": []},
            "RP-04",
        ),
    ],
)
def test_an_exception_in_name_only_is_judged_as_for_body_codes(pack, cells, answers, rule):
    evaluation = check(pack, staff(**cells), answers)
    assert level(evaluation, rule) == UNLAWFUL
    assert evaluation.outcome == "do-not-launch"


@pytest.mark.parametrize(
    ("names", "stopped"), [(["staff"], ["staff"]), (["guests"], []), ([], ["staff"]), (None, ["staff"])]
)
def test_whose_data_they_are_decides_who_needs_an_exception(pack, names, stopped):
    guests = {"id": "guests", "name": "Guests", "role": "visitor", "ages": ["adult"], "joins": "recorded", "ground": ["consent"],
              "special-ground": ["consent"]}  # fmt: skip
    change: dict[str, Any] = {"processing.groups": [guests]}
    if names is not None:
        change["processing.items"] = [{"id": "diag", "about": names}]
    found = finding(check(pack, change), "RP-09")
    assert list(found.rows if found else ()) == stopped
    if found:
        assert found.truth == ("open" if names is None else "established")


def test_where_nobody_has_an_exception_it_need_not_be_said_whose_data_they_are(pack):
    guests = {
        "id": "guests",
        "name": "Guests",
        "role": "visitor",
        "ages": ["adult"],
        "joins": "recorded",
        "ground": ["consent"],
        "special-ground": [],
    }
    evaluation = check(pack, {"processing.groups": [guests]})
    assert level(evaluation, "RP-09") == UNLAWFUL
    assert finding(evaluation, "RP-09").grade.id == "none-for-anybody"


def test_offence_data_are_no_special_category(pack):
    evaluation = check(pack, {"processing.items": [{"id": "diag", "kind": "offence"}]})
    assert level(evaluation, "RP-09") == "none"
    assert level(evaluation, "RP-42") != "none"


def test_what_a_supplier_does_for_itself_and_further_uses(pack):
    vendor = {"processing.parties": [{"id": "supplier", "own-use": "without-ground"}]}
    assert level(check(pack, vendor), "RP-37b") == UNLAWFUL
    use = {
        "purpose.purposes": [
            {"id": "sale", "text": "Sell", "rank": "planned", "use": "marketing", "own-ground": False}
        ],
        "basis.grounds": [],  # asked as soon as there is a second purpose
    }
    assert (
        level(check(pack, use), "RP-20") == f"{UNLAWFUL}?"
    )  # no data are marked for it: with which it works is still to be said
    neither = {"purpose.purposes": [{"id": "sale", "works-with": []}]}
    assert level(check(pack, use, neither), "RP-20") == "major"
    marked = {"processing.items": [{"id": "diag", "purpose": ["main", "sale"]}]}
    assert level(check(pack, use, marked), "RP-20") == UNLAWFUL


# --- what must still come out clear ---------------------------------------------------------------------------------------


SICK_LEAVE = (
    staff(ground=["legal-duty"], special_ground=["employment"], law_says="names-means", law_kind="act", agreement="none",
          law_cite="Sjuklönelagen (1991:1047)"),
    {"basis.law-safeguards": "Two clerks have access; certificates go when the period to contest ends.",
     "purpose.presence-record": ["absence", "pay"],
     "purpose.purposes": [{"id": "main", "text": "Pay sick pay by certificate", "use": "entitlement", "aim": "legal-duty", "serves": "both"}]},
)  # fmt: skip
CLINIC: dict[str, Any] = {
    "start.activity": "health", "start.body-type": "public-body", "start.public-task": "service",
    "processing.groups": [
        {"id": "staff", "remove": True},
        {"id": "patients", "name": "Patients", "role": "patient", "ages": ["adult"], "number": 9000, "joins": "recorded", "depends-for": ["care"],
         "can-avoid": False, "refusal-cost": [], "other-way": [], "ground": ["public-task"], "special-ground": ["care"], "law-says": "names-means",
         "law-kind": "act", "law-cite": "Patientdatalagen (2008:355), 2 kap. 4 §"},
    ],
    "processing.health-use": ["care"], "basis.law-safeguards": "Access by task, logs, checks.", "basis.care-secrecy": True,
    "purpose.purposes": [{"id": "main", "text": "Keep the record of each patient's care", "use": "care", "aim": "care", "serves": "person"}],
    "power.staff-decided": None,
    "risks.register": [{"id": "unequal", "groups": ["patients"]}, {"id": "money", "groups": ["patients"]}],
}  # fmt: skip


def stops(evaluation: Evaluation) -> list[str]:
    return [found.id for found in evaluation.findings if found.severity in ("blocker", "major")]


def test_sick_leave_on_the_law_of_employment_is_clear(pack):
    evaluation = check(pack, *SICK_LEAVE)
    assert (evaluation.outcome, stops(evaluation)) == ("launch", [])
    assert level(evaluation, "RP-14") == "ok"
    agreed = check(
        pack,
        *SICK_LEAVE,
        staff(ground=["contract"], law_says="none", law_kind=None, law_cite=None, agreement="names-system"),
    )
    assert (agreed.outcome, stops(agreed)) == ("launch", [])
    general = check(pack, *SICK_LEAVE, staff(ground=["contract"], law_says="general-task"))
    assert (general.outcome, level(general, "RP-14")) == ("launch-with-conditions", "major")


@pytest.mark.parametrize("exception", ["care", "health"])
def test_health_care_under_the_patient_data_act_is_clear(pack, exception):
    law = {"processing.groups": [{"id": "patients", "special-ground": [exception]}]}
    evaluation = check(pack, CLINIC, law)
    assert (evaluation.outcome, stops(evaluation)) == ("launch", [])
    assert level(evaluation, "RP-43") == "ok"
    record = {"processing.groups": [{"id": "writers", "name": "Staff who write", "role": "staff", "ages": ["adult"], "joins": "recorded",
                                     "depends-for": ["work"], "can-avoid": False, "refusal-cost": [], "other-way": [], "ground": ["contract"],
                                     "special-ground": []}],
              "processing.items": [{"id": "diag", "about": ["patients"]}], "power.staff-decided": "union",
              "risks.register": [{"id": "unequal", "groups": ["patients", "writers"]}]}  # fmt: skip
    written = check(pack, CLINIC, law, record)
    assert (written.outcome, stops(written)) == ("launch", [])


def test_the_case_of_a_swedish_authority_is_not_stopped(pack):
    """The general provision of ch. 3 s. 3 of the Data Protection Act is for cases: a lawyer confirms it, and nothing blocks."""
    case = staff(role="claimant", ground=["public-task"], special_ground=["public-interest"], law_says="general-task", law_kind="act",
                 law_cite="Förvaltningslagen; dataskyddslagen 3 kap. 3 §")  # fmt: skip
    need = {
        "purpose.needs": [
            {
                "id": "aid",
                "what": "Applications for aid",
                "group": ["staff"],
                "incidents": "documented",
                "weight": "order",
                "covered": True,
            }
        ]
    }
    evaluation = check(
        pack,
        OFFICE,
        case,
        need,
        {"basis.case-kind": "formal-case", "power.staff-decided": None, "processing.tracking": []},
    )
    assert (evaluation.outcome, stops(evaluation)) == ("launch-with-conditions", ["RP-13/single-case"])


# --- China ----------------------------------------------------------------------------------------------------------------


def in_china(pack: Pack, *changes: dict[str, Any]) -> Evaluation:
    return check(pack, *changes, base=TRIAL_IN_CHINA)


def test_separate_consent_is_missing_where_the_contract_does_not_need_health_data(pack):
    evaluation = in_china(pack)
    found = finding(evaluation, "CN-R08")
    assert (found.grade.id, found.severity, found.truth, found.rows) == (
        "no-separate-consent",
        "major",
        "established",
        ("staff",),
    )
    assert evaluation.regime("cn").outcome not in LAUNCH


CONSENT = {"ground": ["consent"], "consent_by": "person", "consent_record": "signed", "withdraw": "easy"}


@pytest.mark.parametrize(
    ("form", "rule"), [("bundled", "CN-R06"), ("preticked", "CN-R06"), ("implied", "CN-R07"), ("opt-out", "CN-R07")]
)
def test_consent_that_is_not_separate_does_not_carry_health_data(pack, form, rule):
    evaluation = in_china(pack, staff(**CONSENT, consent_form=form))
    assert level(evaluation, rule) == UNLAWFUL
    assert evaluation.regime("cn").outcome == "do-not-launch"


def test_separate_consent_to_health_data_is_seen(pack):
    evaluation = in_china(pack, staff(**CONSENT, consent_form="separate"))
    assert [level(evaluation, rule) for rule in ("CN-R06", "CN-R07", "CN-R08")] == ["none", "ok", "none"]


@pytest.mark.parametrize(
    "item",
    [
        {"kind": "movement", "reason": "Safety"},
        {"kind": "contact-pay", "shows": ["money"]},
        {"kind": "other", "shows": ["special"]},
    ],
)
def test_whereabouts_accounts_and_belief_are_sensitive_in_china(pack, item):
    change = {"processing.items": [{"id": "diag", **item}]}
    assert level(in_china(pack, change, staff(**CONSENT, consent_form="implied")), "CN-R07") == UNLAWFUL
    ordinary = {"processing.items": [{"id": "diag", "kind": "presence"}]}
    assert level(in_china(pack, ordinary, staff(**CONSENT, consent_form="implied")), "CN-R07") == "none"


def test_a_statutory_duty_for_health_data_is_cited(pack):
    duty = staff(ground=["legal-duty"], law_says="none")
    assert level(in_china(pack, duty), "CN-R42") == "major"


# --- none is never better than unknown ------------------------------------------------------------------------------------

DEPLOYMENTS: list[tuple[Path, ...]] = [
    *[(path,) for path in sorted(HERE.glob("deployments*/[0-9]*.yaml"))],
    *[(path,) for path in sorted(HERE.glob("complete*.yaml"))],
    *[(path,) for path in sorted(SCENARIOS.glob("*.yaml")) if not path.name.endswith(".cn.yaml")],
    *[(path.with_suffix("").with_suffix(".yaml"), path) for path in sorted(SCENARIOS.glob("*.cn.yaml"))],
    TRIAL,
]
TWIN: dict[str, Any] = {"processing.technology": ["log-only"], "processing.watches": False}
ADVERSE = {"special-ground": given(()), "consent-form": given("implied")}


def twin(pack: Pack, state: Assessment) -> Assessment:
    """The same deployment without a body feature: a list with health data about everybody."""
    groups = [row.id for row in state.rows("processing.groups")]
    item = {
        "id": "twin",
        "kind": "health",
        "needed": True,
        "reason": "It decides.",
        "about": groups,
        "purpose": ["main"],
    }
    change = TWIN | {"processing.items": [item]}
    return assessment_from_plain(pack, TODAY, change, base=state, source=Source("twin", change))


def swaps(pack: Pack, state: Assessment) -> Iterator[tuple[str, Evaluation, Evaluation]]:
    """For each group and column that is asked: its name, what follows from the adverse answer, what from unknown."""
    before = evaluate(pack, state)
    for row in state.rows("processing.groups"):
        for column, adverse in ADVERSE.items():
            if before.evaluator.visible_cell("processing.groups", row, column).truth is not NO:
                with_none, with_unknown = (
                    evaluate(pack, state.with_cell("processing.groups", row.id, column, answer), before)
                    for answer in (adverse, UNKNOWN)
                )
                yield f"{row.id}.{column}", with_none, with_unknown


@pytest.mark.parametrize("paths", DEPLOYMENTS, ids=lambda paths: "+".join(path.stem for path in paths))
@pytest.mark.parametrize("made", ["as it is", "on health data"])
def test_none_is_never_better_than_unknown(pack, paths, made):
    state = laid(pack, *paths)
    if made == "on health data":
        state = twin(pack, state)
    rank = OUTCOME_ORDER.index
    better = []
    for name, with_none, with_unknown in swaps(pack, state):
        better += [
            (name, regime, mine, other)
            for regime, mine in outcomes(with_none).items()
            if (other := with_unknown.regime(regime).outcome) in OUTCOME_ORDER
            and mine in OUTCOME_ORDER
            and rank(mine) > rank(other)
        ]
    assert better == []


@pytest.mark.parametrize("paths", DEPLOYMENTS, ids=lambda paths: "+".join(path.stem for path in paths))
def test_no_deployment_on_health_data_passes_without_an_exception(pack, paths):
    state = twin(pack, laid(pack, *paths))
    for row in state.rows("processing.groups"):
        state = state.with_cell("processing.groups", row.id, "special-ground", given(()))
    evaluation = evaluate(pack, state)
    touched = any(row.cells.get("joins") != given("none") for row in state.rows("processing.groups"))
    if evaluation.regime("eu").outcome not in ("not-applicable", "out-of-scope") and touched:
        assert level(evaluation, "RP-09") == UNLAWFUL
        assert evaluation.regime("eu").outcome == "do-not-launch"

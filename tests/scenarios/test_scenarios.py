"""Each setting with a complete, plausible deployment: what must come out, and that presets propose and never decide.

The outcomes were taken from the dossiers' patterns and control deployments before the engine was asked.
"""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

import pytest
from support.command import dpia
from support.sources import source

from dpia.assessment.answers_file import assessment_from_plain, read_edits
from dpia.assessment.model import Assessment
from dpia.content.source import Source
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.truth import NO, UNKNOWN, YES
from dpia.lint.trial import Trial
from dpia.session import Session

HERE = Path(__file__).parent
DAY = "2026-11-21"

EXPECTED: dict[str, tuple[str, dict[str, str | None]]] = {
    # scenario: outcome, rules with the grade that must be established (None: the rule must be silent)
    "school-attendance": ("do-not-launch", {
        "RP-01": "relied-on", "RP-03": "control-measure", "RP-07": "dependency-stays", "RP-15": "not-necessary", "RP-18": "control-of-presence",
        "RP-25": "not-assessed", "RP-26": "risks-not-assessed", "RP-28": "departed-silently-children", "RP-34": "filmed", "RP-44": None,
    }),
    "school-canteen-library": ("complete-assessment-first", {
        "RP-03": "refusal-not-shown", "RP-07b": "child-asked", "RP-15": "fix-consent-first", "RP-34": None, "RP-31": None, "RP-29": "reduced",
        "RP-53": "needed-and-examined",
    }),
    "workplace-attendance": ("do-not-launch", {
        "RP-04": "time-and-attendance", "RP-10b": "not-indispensable", "RP-15": "not-necessary", "RP-18": "control-of-presence-elsewhere",
        "RP-48": "not-negotiated", "RP-03": None, "RP-34": None,
    }),
    "workplace-access": ("launch-with-conditions", {
        "RP-14": "carried", "RP-15": None, "RP-18": None, "RP-32": "own-token", "RP-52": "documented", "RP-48": "settled", "RP-36": "no-own-test",
        "RP-03": None, "RP-04": None,
    }),
    "customer-entry": ("launch-with-conditions", {
        "RP-05": "equal-way", "RP-18": "own-convenience", "RP-31": "one-to-many", "RP-32": "operator-holds", "RP-34": None, "RP-03": None,
        "RP-29": "reduced",
    }),
    "event-stadium": ("do-not-launch", {
        "RP-12": "no-adequate-law", "RP-34": "compared", "RP-42": "no-ground", "RP-52": "no-substantial-need", "RP-30": "no-cure", "RP-41": None,
    }),
    "retail": ("do-not-launch", {
        "RP-09": "none-stated", "RP-34": "compared", "RP-42": "no-ground", "RP-18": "check-nobody-asks-for", "RP-37b": "own-use-of-body-data",
        "RP-23": "started-without", "RP-12": None,
    }),
    "residential-access": ("complete-assessment-first", {
        "RP-03": "refusal-not-shown", "RP-15": "fix-consent-first", "RP-31": "narrow", "RP-34": None, "RP-35": "minor-effect", "RP-05": None,
    }),
    "exam-proctoring": ("do-not-launch", {
        "RP-03": "control-measure-elsewhere", "RP-11": "means-not-covered", "RP-35": "nominal-review", "RP-37c": "thin-clauses", "RP-27": "departed-silently",
        "RP-38": None, "RP-44": None,
    }),
    "public-space": ("do-not-launch", {
        "RP-08": "biometric", "RP-09": "none-stated", "RP-34": "compared", "RP-22a": "claimed", "RP-45": "relied-on", "RP-03": None,
    }),
    "plain-cameras": ("launch-with-conditions", {
        "RP-44": "not-justified", "RP-10": "balance-written", "RP-48": "settled", "RP-08": None, "RP-34": None, "RP-09": None, "RP-32": None,
    }),
    "general-high-risk": ("complete-assessment-first", {
        "RP-22": "mandatory-case", "RP-26": "risks-not-assessed", "RP-35": "nominal-review", "RP-25": None, "RP-08": None, "RP-44": None,
    }),
}  # fmt: skip


def plain(name: str) -> Source:
    return source(HERE / f"{name}.yaml")


@cache
def deployment(pack, name: str) -> Assessment:
    answers = plain(name)
    return assessment_from_plain(pack, DAY, answers.data, source=answers)


def presets(pack, name: str) -> Source:
    return Source(f"{name}/scenario.yaml", pack.scenario(name).presets)


def stop(pack, name: str, state: Assessment):
    return Trial(pack, state).evaluator.evaluate(pack.scenario(name).stop_when).truth


def test_every_scenario_has_a_deployment_and_the_other_way_round(pack):
    scenarios = {scenario.id for scenario in pack.content.scenarios}
    files = {path.stem for path in HERE.glob("*.yaml")}
    assert scenarios == set(EXPECTED)
    assert files == scenarios | {f"{name}.cn" for name in scenarios}, (
        "a deployment, and what differs in China, for each"
    )


@pytest.mark.parametrize("name", EXPECTED)
def test_the_deployment_is_complete_and_comes_out_as_the_dossier_says(pack, name):
    evaluation = evaluate(pack, deployment(pack, name))
    progress = evaluation.total_progress
    assert (progress.answered, evaluation.masked) == (progress.applicable, ()), "an answer too few or too many"
    outcome, rules = EXPECTED[name]
    assert evaluation.outcome == outcome
    assert evaluation.regime("eu").due.word == "yes"
    found = {finding.rule.id: finding for finding in evaluation.findings}
    for rule, grade in rules.items():
        if grade is None:
            assert rule not in found, f"{rule} should be silent"
        else:
            assert (found[rule].grade.id, found[rule].truth) == (grade, "established"), rule


def test_the_rows_that_fall_are_named(pack):
    def rows(name: str, rule: str) -> tuple[str, ...]:
        return next(f.rows for f in evaluate(pack, deployment(pack, name)).findings if f.rule.id == rule)

    assert rows("plain-cameras", "RP-44") == ("corridor",)
    assert rows("general-high-risk", "RP-26") == ("household",)
    assert rows("school-attendance", "RP-26") == ("decliners",)
    assert set(rows("retail", "RP-34")) == {"listed", "customers", "staff"}


@pytest.mark.parametrize("name", EXPECTED)
def test_fill_accepts_the_deployment(pack, name):
    session = Session.create(pack, None, as_of=DAY, scenario=name)
    edits, as_of = read_edits(plain(name), pack, session.assessment)
    assert session.apply(edits, as_of=as_of).outcome == EXPECTED[name][0]


# --- presets -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXPECTED)
def test_presets_are_proposals_and_count_as_absent(pack, name, clock):
    session = Session.create(pack, None, as_of=DAY, scenario=name, clock=clock)
    before = session.evaluation
    edits, _ = read_edits(presets(pack, name), pack, session.assessment)
    after = session.propose(edits)
    assert set(session.assessment.proposed) == set(pack.scenario(name).presets)
    assert session.assessment.answers == {}
    assert after.total_progress.answered == 0
    assert (after.outcome, [f.id for f in after.findings]) == (before.outcome, [f.id for f in before.findings])


@pytest.mark.parametrize("country", ["sweden", "china"])
@pytest.mark.parametrize("name", EXPECTED)
def test_presets_even_when_confirmed_decide_nothing(pack, name, country):
    """They say what a setting is by nature: no verdict follows from them, neither a bad nor a good one."""
    place = {"start.people-in": [country], "start.based-in": [country]}
    state = assessment_from_plain(pack, DAY, {**place, **pack.scenario(name).presets})
    evaluation = evaluate(pack, state)
    assert evaluation.outcome == "undetermined"
    settled = [f.id for f in evaluation.findings if f.truth == "established" and f.severity != "note"]
    assert settled == []


def test_no_setting_proposes_a_public_power(pack):
    """In China it would make a school a body with a delegated power, which the dossier calls unsettled: the person says so."""
    assert all(scenario.presets.get("start.public-task") != "power" for scenario in pack.content.scenarios)


def test_proposals_can_be_confirmed_one_by_one(pack, clock):
    session = Session.create(pack, None, as_of=DAY, scenario="school-attendance", clock=clock)
    session.propose(read_edits(presets(pack, "school-attendance"), pack, session.assessment)[0])
    session.confirm("start.activity")
    assert session.assessment.answers["start.activity"].value == "school"
    assert "start.activity" not in session.assessment.proposed


# --- stopping early ------------------------------------------------------------------------------------------------------


def test_school_attendance_stops_on_skelleftea_and_not_on_cards(pack):
    example = pack.example("skelleftea")
    for day in (example.as_of, DAY):
        assert stop(pack, "school-attendance", assessment_from_plain(pack, day, example.answers)) is YES
    cards = {"processing.technology": ["log-only"]}
    base = assessment_from_plain(pack, example.as_of, example.answers)
    assert stop(pack, "school-attendance", assessment_from_plain(pack, example.as_of, cards, base=base)) is NO


@pytest.mark.parametrize(
    "change",
    [
        {"processing.technology": ["log-only"]},
        {"purpose.presence-record": [], "purpose.purposes": [{"id": "main", "use": "extra"}]},
        {"processing.groups": [{"id": "pupils", "can-avoid": True}]},
        {"start.people-in": ["china"], "start.based-in": ["china"]},
    ],
    ids=["card system", "an extra", "can stay away", "China only"],
)
def test_school_attendance_goes_on_where_the_first_answers_do_not_decide(pack, change):
    base = deployment(pack, "school-attendance")
    assert stop(pack, "school-attendance", base) is YES
    assert stop(pack, "school-attendance", assessment_from_plain(pack, DAY, change, base=base)) is NO


def test_the_first_questions_with_the_presets_are_enough_to_stop(pack):
    """Only what the short track asks, and what the scenario proposes: nothing else may be needed."""
    scenario = pack.scenario("school-attendance")
    given = {}
    for name in scenario.first_questions:
        value = plain("school-attendance").data.get(name)
        if pack.questions[name].type == "table":
            asked = {column.id for column in pack.questions[name].columns if column.short_track}
            value = [{key: cell for key, cell in row.items() if key in asked | {"id"}} for row in value or []]
        given[name] = value
    given["processing.groups"] = [{**scenario.presets["processing.groups"][0], **given["processing.groups"][0]}]
    state = assessment_from_plain(pack, DAY, {**scenario.presets, **given})
    assert stop(pack, "school-attendance", state) is YES
    assert evaluate(pack, state).outcome == "do-not-launch"
    assert stop(pack, "school-attendance", Assessment(DAY, DAY)) is UNKNOWN


def test_the_page_that_stops_never_comes_before_the_engine_finds_the_same(pack):
    """Walking the first questions in their order: when the page is shown, the outcome above it is no longer undetermined."""
    scenario = pack.scenario("school-attendance")
    given = {}
    for name in scenario.first_questions:
        given[name] = scenario.presets.get(name, plain("school-attendance").data.get(name))
        state = assessment_from_plain(pack, DAY, given)
        if stop(pack, "school-attendance", state) is YES:
            break
    assert name == "purpose.purposes", "the school need not answer more than this"
    assert evaluate(pack, state).outcome == "do-not-launch"


def test_nobody_is_stopped_without_a_blocker_behind_it(pack):
    """Wherever a stop fires on a deployment, the engine finds the design indefensible as well."""
    for scenario in pack.content.scenarios:
        for name in EXPECTED:
            if scenario.stop_when is not None and stop(pack, scenario.id, deployment(pack, name)) is YES:
                assert EXPECTED[name][0] == "do-not-launch", (scenario.id, name)


# --- words ---------------------------------------------------------------------------------------------------------------


def test_what_may_be_done_instead_needs_no_body_feature_in_a_school(pack):
    rungs = {rung.rung for rung in pack.scenario("school-attendance").instead}
    assert rungs.isdisjoint({"other-bio", "own-token-bio", "central-bio", "plain-camera"})
    assert pack.scenario("school-attendance").guidance[0].startswith("First what you may do.")


@pytest.mark.parametrize("name", EXPECTED)
def test_the_ladder_begins_with_doing_nothing_and_the_measures_meet_the_risks(pack, name):
    scenario = pack.scenario(name)
    assert scenario.instead[0].rung == "nothing"
    assert scenario.presets["alternatives.ladder"][0]["rung"] == "nothing"
    against = {risk for measure in pack.content.measures if measure.id in scenario.measures for risk in measure.against}
    assert set(scenario.risks) <= against
    assert all(len(text) <= 600 for text in scenario.guidance)


@pytest.mark.parametrize("name", EXPECTED)
def test_guidance_names_its_law_and_claims_nothing_absolute(pack, name):
    scenario = pack.scenario(name)
    assert scenario.law
    assert {pack.authorities[law].regime for law in scenario.law} >= {"eu", "cn"}
    text = " ".join([*scenario.guidance, scenario.stop_text, *(rung.text for rung in scenario.instead)]).lower()
    for word in ("impossible", "banned", "infring", "illegal", "gdpr-compliant"):
        assert word not in text, word


# --- references ----------------------------------------------------------------------------------------------------------

BROKEN = [
    # file, text, what stands there instead, the code and a word of the problem
    ("scenarios/retail/scenario.yaml", "risks: [covert,", "risks: [alien, covert,", "unknown-risk", "alien"),
    ("scenarios/retail/scenario.yaml", "measures: [no-body-feature,", "measures: [magic, no-body-feature,", "unknown-measure", "magic"),
    ("scenarios/retail/scenario.yaml", "  - gdpr-r32\n", "  - gdpr-r999\n", "unknown-authority", "gdpr-r999"),
    ("scenarios/retail/scenario.yaml", "- rung: card", "- rung: teleport", "unknown-rung", "teleport"),
    ("scenarios/retail/scenario.yaml", "start.activity: shop", "start.activitie: shop", "unknown-question", "start.activitie"),
    ("scenarios/retail/scenario.yaml", "  - processing.lists\n", "  - processing.list\n", "unknown-question", "processing.list"),
    ("scenarios/retail/scenario.yaml", "{ask: start.body-type}", "{ask: start.body-typ}", "unknown-question", "start.body-typ"),
    ("scenarios/retail/scenario.yaml", "{ask: processing.scale}", "{ask: processing.steps}", "lane-type", "fixed answers"),
    ("scenarios/retail/scenario.yaml", "{ask: processing.predicts}", "{ask: processing.trigger}", "lane-why", "why"),
    ("scenarios/retail/scenario.yaml", "{ask: processing.combines}", "{ask: processing.combines, propose: true}", "lane-proposal", "proposes"),
    ("scenarios/school-attendance/scenario.yaml", "{fact: attendance-use}", "{fact: attendance-used}", "unknown-fact", "attendance-used"),
    ("regimes/eu/completeness.yaml", "- processing.groups.ages", "- processing.groups.age", "unknown-question", "processing.groups.age"),
    ("regimes/eu/completeness.yaml", "answered_by: [processing.steps]", "answered_by: [processing.items]", "bare-table", "processing.items"),
    ("regimes/eu/completeness.yaml", "authority: gdpr-35-8", "authority: gdpr-35-88", "unknown-authority", "gdpr-35-88"),
    ("regimes/eu/completeness.yaml", "id: 35-9", "id: 35-2", "duplicate-id", "35-2"),
    ("regimes/eu/tasks.yaml", "counts_from: decision.review-date", "counts_from: start.title", "no-date", "start.title"),
    ("regimes/eu/tasks.yaml", "rows: risks.measures", "rows: risks.measure", "unknown-table", "risks.measure"),
    ("regimes/cn/tasks.yaml", "id: cn-keep", "id: cn-incident", "duplicate-id", "cn-incident"),
]  # fmt: skip


def test_every_broken_reference_is_named_in_its_file(tmp_path):
    from dpia import resources
    from dpia.lint.check import check_content

    root = tmp_path / "questionnaires"
    shutil.copytree(resources.data_root("questionnaires"), root)
    for file, old, new, _, _ in BROKEN:
        text = (root / file).read_text("utf-8")
        assert old in text, old
        (root / file).write_text(text.replace(old, new, 1), "utf-8")
    found = [(problem.file, problem.code, str(problem)) for problem in check_content(root).problems]
    for file, _, _, code, word in BROKEN:
        assert any(f == file and c == code and word in text for f, c, text in found), (file, code, word)


# --- the command ---------------------------------------------------------------------------------------------------------


def test_new_proposes_the_presets_of_a_scenario(pack, tmp_path):
    path = tmp_path / "school.dpia.json"
    assert dpia("new", str(path), "--scenario", "school-attendance")[0] == 0
    data = json.loads(path.read_text("utf-8"))["assessment"]
    assert data["scenario"] == "school-attendance"
    assert data["answers"] == {}
    assert set(data["proposed"]) == set(pack.scenario("school-attendance").presets)
    assert dpia("verify", str(path))[0] == 0
    code, out, _ = dpia("check", str(path), "--json")
    assert code == 0
    assert json.loads(out)["progress"]["answered"] == 0


def test_new_with_an_unknown_scenario_says_which_there_are_and_makes_no_file(pack, tmp_path):
    path = tmp_path / "x.dpia.json"
    code, out, err = dpia("new", str(path), "--scenario", "school-attendence")
    assert (code, out, list(tmp_path.iterdir())) == (2, "", [])
    assert "school-attendance" in err
    assert "Did you mean" in err
    assert all(scenario.id in err for scenario in pack.content.scenarios)
    assert "Did you mean" not in dpia("new", str(path), "--scenario", "zzz")[2]


def test_check_json_holds_completeness_and_tasks(tmp_path):
    path = tmp_path / "s.dpia.json"
    assert dpia("example", "skelleftea", str(path))[0] == 0
    data = json.loads(dpia("check", str(path), "--json")[1])
    maps = {item["id"]: {element["id"]: element for element in item["elements"]} for item in data["completeness"]}
    assert maps["gdpr-35"]["35-7-b"]["state"] == "missing"
    assert maps["wp248-annex-2"]["art-22"]["added_by_tool"] is True
    assert {"question": "necessity.balance", "row": None, "column": None, "answer": "none"} in maps["gdpr-35"][
        "35-7-b"
    ]["lacking"]
    review = next(task for task in data["tasks"] if task["id"] == "eu-review")
    assert (review["truth"], review["due"], review["authority"]) == ("yes", None, "gdpr-35-11")
    assert review["waits_for"]["question"] == "decision.review-date"


def test_check_json_names_the_row_that_a_task_is_about(pack):
    from dpia.cli.check_json import check_json
    from dpia.i18n import Translator

    evaluation: Evaluation = evaluate(pack, deployment(pack, "workplace-access"))
    measures = [task for task in check_json(evaluation, Translator())["tasks"] if task["id"] == "eu-measure"]
    assert [(task["row"]["row"], task["due"]) for task in measures] == [("panel", "2027-02-15"), ("chip", "2027-02-15")]
    assert measures[0]["row"]["name"].startswith("Control room")


@pytest.mark.parametrize("name", EXPECTED)
def test_the_commands_take_every_answers_file(pack, name, tmp_path):
    """`dpia new --scenario`, `dpia fill` with the deployment and then with what differs in China, `dpia check`: as a person does it."""
    path = tmp_path / f"{name}.dpia.json"
    assert dpia("new", str(path), "--scenario", name)[0] == 0
    state = None
    for answers, law in ((name, "eu"), (f"{name}.cn", "cn")):
        code, _, err = dpia("fill", str(path), "--from", str(HERE / f"{answers}.yaml"))
        assert code == 0, err
        assert dpia("verify", str(path))[0] == 0
        given = plain(answers)
        state = assessment_from_plain(pack, DAY, given.data, base=state, source=given)
        outcome = evaluate(pack, state).outcome  # which is what the tables say
        code, out, _ = dpia("check", str(path), "--json", "--as-of", DAY)
        data = json.loads(out)
        assert (code, data["outcome"], data["regimes"][law]) == (0, outcome, outcome)
        assert data["progress"]["answered"] == data["progress"]["applicable"]
    assert not json.loads(path.read_text("utf-8"))["assessment"].get("proposed"), (
        "a proposal that no answer took the place of"
    )

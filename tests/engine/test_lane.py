"""The quick lane on the real settings: it ends within its room and says no more than the answers allow, whatever they are."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from dpia.assessment.answers_file import assessment_from_plain, read_edits
from dpia.assessment.model import UNKNOWN, Answer, Assessment, Row, given
from dpia.content.loader import load_pack
from dpia.content.names import CONTROLLER, TITLE
from dpia.content.pack import Pack
from dpia.content.scenario import Scenario
from dpia.content.source import Source
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.evaluator import Evaluator
from dpia.engine.lane import MAX_QUESTIONS, NAMING, conclude, lane, place_in, proposal, row_with
from dpia.engine.truth import UNKNOWN as NOT_KNOWN
from dpia.engine.truth import YES, Ref
from dpia.i18n import Translator
from dpia.wording import Words
from dpia.wording.lane import due as due_words
from dpia.wording.lane import reasons, verdict

DAY = "2026-11-29"
SETTINGS = [scenario.id for scenario in load_pack().content.scenarios]

Chooser = Callable[[Ref], Answer]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def begun(pack: Pack, scenario: Scenario) -> Assessment:
    return _begun(pack, scenario.id)


@cache
def _begun(pack: Pack, name: str) -> Assessment:
    state = Assessment(DAY, DAY)
    presets = pack.scenario(name).presets
    proposed = read_edits(Source(name, presets), pack, state)[0]
    return replace(state, scenario=name, proposed={edit.question: edit.answer for edit in proposed if edit.answer})


def put(pack: Pack, state: Assessment, scenario: Scenario, ref: Ref, answer: Answer) -> Assessment:
    if ref.column is None:
        return state.with_answer(ref.question, answer)
    row = row_with(Evaluator(pack, state), state, scenario, ref, answer)
    others = tuple(one for one in state.rows(ref.question) if one.id != row.id)
    return state.with_answer(ref.question, given((*others, row)))


def options(pack: Pack, ref: Ref) -> list[Answer]:
    spec = pack.questions[ref.question] if ref.column is None else pack.columns[ref.question, ref.column]
    if spec.type == "boolean":
        return [given(True), given(False)]
    if spec.type == "choice":
        return [given(option.id) for option in spec.options]
    return [given(()), *(given((option.id,)) for option in spec.options)]


def scripted(pack: Pack, answers: Mapping[str, Any], otherwise: Chooser) -> Chooser:
    """The answers named `question` or `table.column`, and something else where none is named."""

    def choose(ref: Ref) -> Answer:
        name = f"{ref.question}.{ref.column}" if ref.column else ref.question
        if name not in answers:
            return otherwise(ref)
        value = answers[name]
        return given(tuple(value)) if isinstance(value, list) else given(value)

    return choose


def walk(pack: Pack, scenario: Scenario, choose: Chooser) -> tuple[Evaluation, list[Ref]]:
    """Answer one question after the other until none is left, and what follows then."""
    state, asked = begun(pack, scenario), []
    evaluation = evaluate(pack, state)
    while (ref := lane(evaluation, scenario).next) is not None:
        assert ref not in asked, "asked twice"
        asked.append(ref)
        state = put(pack, state, scenario, ref, choose(ref))
        evaluation = evaluate(pack, state, evaluation)
        assert len(asked) + len(NAMING) <= MAX_QUESTIONS
    return evaluation, asked


def to_the_end(pack: Pack, scenario: Scenario, choose: Chooser) -> tuple[Assessment, list[Ref]]:
    """The same without judging on the way: as long as a lane can be, in a fraction of the time."""
    state, asked = begun(pack, scenario), []
    while (ref := place_in(Evaluator(pack, state), state, scenario).next) is not None:
        assert ref not in asked, "asked twice"
        asked.append(ref)
        state = put(pack, state, scenario, ref, choose(ref))
        assert len(asked) + len(NAMING) <= MAX_QUESTIONS
    return state, asked


def honest(evaluation: Evaluation) -> None:
    """What is said holds for the evaluation, and something is said."""
    end = conclude(evaluation)
    stops = [finding for finding in evaluation.findings if finding.blocks]
    assert (end.kind == "stop") == (evaluation.outcome == "do-not-launch")
    assert end.stops == len(stops)
    if end.kind == "stop":
        assert any(finding.kind == "unlawful" for finding in stops)
        assert end.weightiest[0] in stops
        assert end.weightiest[0].citations
    elif end.kind == "hold":
        assert stops
        assert evaluation.outcome in ("complete-assessment-first", "consult-authority-first")
    elif end.kind == "so-far":
        assert not stops, "it says that nothing is against it"
        assert end.decides, "it says what decides next"
        assert all(evaluation.assessment.answer(*ref[:3]) in (None, UNKNOWN) for ref in end.decides)
        assert end.best != "undetermined", "undetermined alone is no answer"
    elif end.kind == "outside":
        assert evaluation.outcome in ("out-of-scope", "not-applicable")
    else:
        assert evaluation.outcome in ("launch", "launch-with-conditions")
    words = Words(evaluation.pack, evaluation.assessment, Translator())
    said = " ".join(verdict(words, evaluation, end))
    assert ("Nothing" in said) == (end.kind == "so-far")
    assert said.startswith("No: ") == (end.kind == "stop")
    assert end.kind == "outside" or said.count(". ") == 1, "two sentences"
    assert len(reasons(words, end)) <= 3
    assert ("is due before the start" in " ".join(due_words(words, end))) == any(due == "yes" for _, due in end.due)
    for result, due in end.due:
        assert evaluation.governs[result.regime.id].truth is YES
        assert (due == "open") == (result.due is not None and result.due.truth is NOT_KNOWN)


WELL = {
    "start.people-in": ["sweden"], "start.based-in": ["sweden"], "start.police-work": "no",
    "start.body-type": "company", "processing.technology": ["log-only"], "processing.watches": False,
    "processing.groups.joins": "recorded", "processing.groups.ground": ["contract"],
}  # fmt: skip
SWEDEN = {"start.people-in": ["sweden"], "start.based-in": ["sweden"], "start.police-work": "no"}


@pytest.mark.parametrize("name", SETTINGS)
def test_every_path_ends_in_time_and_honestly(pack, name):
    """Random paths from everywhere, one that knows nothing, and one on which all seems well."""
    scenario = pack.scenario(name)
    for seed in range(12):
        chance = random.Random(f"{name}{seed}")
        state, _ = to_the_end(pack, scenario, lambda ref: chance.choice([*options(pack, ref), UNKNOWN]))  # noqa: B023
    honest(evaluate(pack, state))
    state, asked = to_the_end(pack, scenario, lambda ref: UNKNOWN)
    assert asked, "there is a lane"
    honest(evaluate(pack, state))
    state, _ = to_the_end(pack, scenario, scripted(pack, WELL, lambda ref: options(pack, ref)[0]))
    evaluation = evaluate(pack, state)
    honest(evaluation)
    assert conclude(evaluation).kind != "stop", "a card is not stopped"


FACE = {"processing.modality": ["face"], "processing.groups.joins": "stored", "processing.groups.can-avoid": False}
STOPPED: dict[str, tuple[str, dict[str, Any]]] = {
    "Skellefteå": (
        "school-attendance",
        {**SWEDEN, **FACE, "start.body-type": "public-body", "processing.technology": ["identify"]},
    ),
    "a private school": (
        "school-attendance",
        {**SWEDEN, **FACE, "start.body-type": "company", "processing.technology": ["verify"]},
    ),
    "a time clock by finger, on consent": (
        "workplace-attendance",
        {
            **SWEDEN, **FACE, "start.body-type": "company", "processing.technology": ["verify"],
            "processing.modality": ["finger"], "processing.groups.ground": ["consent"],
            "processing.groups.special-ground": ["consent"],
        },
    ),
    "a shop that knows thieves again": (
        "retail",
        {
            **SWEDEN, **FACE, "start.body-type": "company", "processing.technology": ["identify"],
            "processing.groups.special-ground": [], "purpose.check-today": "none",
        },
    ),
    "a club in China where the face is the only way in": (
        "customer-entry",
        {
            **FACE, "start.people-in": ["china"], "start.body-type": "company", "start.police-work": "no",
            "processing.technology": ["verify"], "processing.groups.other-way": [], "processing.groups.law-says": "none",
        },
    ),
    "a house in China where the face is the only way in, it is not known how": (
        "residential-access",
        {
            **FACE, "start.people-in": ["china"], "start.body-type": "company", "start.police-work": "no",
            "processing.technology": ["recognise"], "processing.groups.other-way": [], "processing.groups.law-says": "none",
        },
    ),
    "attendance at a canteen that pupils cannot stay away from, on consent": (
        "school-canteen-library",
        {
            **SWEDEN, **FACE, "start.body-type": "public-body", "processing.technology": ["verify"],
            "processing.groups.ground": ["consent"], "processing.groups.special-ground": ["consent"],
            "purpose.purposes.use": "attendance",
        },
    ),
    "pupils who could stay away, for order, on no ground": (
        "school-attendance",
        {
            **SWEDEN, **FACE, "start.body-type": "public-body", "processing.technology": ["identify"],
            "processing.groups.can-avoid": True, "purpose.purposes.use": "discipline",
            "processing.groups.ground": [], "processing.groups.special-ground": ["public-interest"],
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", STOPPED)
def test_a_design_that_must_stop_is_stopped(pack, what):
    name, answers = STOPPED[what]
    scenario = pack.scenario(name)
    choose = scripted(pack, answers, lambda ref: proposal(begun(pack, scenario), scenario, ref) or UNKNOWN)
    state, asked = to_the_end(pack, scenario, choose)
    evaluation = evaluate(pack, state)
    honest(evaluation)
    assert conclude(evaluation).kind == "stop"
    assert conclude(evaluation).weightiest[0].truth == "established"
    where = lane(evaluation, scenario)
    assert (where.next, where.settled) == (None, True)
    assert where.expected == len(asked) + 2, "the names are still asked"
    assert where.before(None) == Ref(CONTROLLER)
    assert where.before(Ref(TITLE)) == where.answered[-1]
    assert where.before(where.answered[0]) is None


@pytest.mark.parametrize(
    "instead", [{"processing.groups.law-says": "names-means"}, {"processing.groups.other-way": ["card"]}]
)
def test_a_face_that_a_law_names_or_that_is_not_the_only_way_is_not_stopped(pack, instead):
    name, answers = STOPPED["a club in China where the face is the only way in"]
    scenario = pack.scenario(name)
    choose = scripted(
        pack, {**answers, **instead}, lambda ref: proposal(begun(pack, scenario), scenario, ref) or UNKNOWN
    )
    evaluation, _ = walk(pack, scenario, choose)
    honest(evaluation)
    assert conclude(evaluation).kind != "stop"


def test_nothing_more_is_asked_once_the_answers_settle_it(pack):
    name, answers = STOPPED["a time clock by finger, on consent"]
    scenario = pack.scenario(name)
    choose = scripted(pack, answers, lambda ref: proposal(begun(pack, scenario), scenario, ref) or UNKNOWN)
    _, asked = to_the_end(pack, scenario, choose)
    evaluation, earlier = walk(pack, scenario, choose)
    assert conclude(evaluation).kind == "stop"
    assert earlier == asked[: len(earlier)]


def test_a_card_is_not_stopped_and_a_wrong_turn_costs_no_more_questions(pack):
    scenario = pack.scenario("school-attendance")
    state = begun(pack, scenario)
    for name in ("start.people-in", "start.based-in"):
        state = put(pack, state, scenario, Ref(name), given(("sweden",)))
    state = put(pack, state, scenario, Ref("start.body-type"), given("public-body"))
    state = put(pack, state, scenario, Ref("processing.technology"), given(("identify",)))
    state = put(pack, state, scenario, Ref("processing.modality"), given(("face",)))
    state = put(pack, state, scenario, Ref("processing.technology"), given(("log-only",)))
    where = place_in(Evaluator(pack, state), state, scenario)
    assert Ref("processing.modality") not in where.answered, "no longer asked"
    count = 5
    while (ref := place_in(Evaluator(pack, state), state, scenario).next) is not None:
        state = put(pack, state, scenario, ref, options(pack, ref)[-1])
        count += 1
    assert count <= MAX_QUESTIONS - len(NAMING)
    evaluation = evaluate(pack, state)
    honest(evaluation)
    assert conclude(evaluation).kind in ("so-far", "clear")


@pytest.mark.parametrize("name", ["school-attendance", "school-canteen-library", "exam-proctoring"])
@pytest.mark.parametrize("unknown", ["start.based-in", "start.people-in", "start.body-type", "start.activity"])
def test_one_thing_that_a_school_does_not_know_leaves_no_law_open(pack, name, unknown):
    """A school in Sweden whose kind of body or activity was left unknown is asked what else decides."""
    scenario = pack.scenario(name)
    known = {key: value for key, value in {**SWEDEN, "start.body-type": "association"}.items() if key != unknown}
    known |= {} if unknown == "start.activity" else {"start.activity": "school"}
    state, _ = to_the_end(pack, scenario, scripted(pack, known, lambda ref: UNKNOWN))
    evaluation = evaluate(pack, state)
    honest(evaluation)
    assert conclude(evaluation).governed


@pytest.mark.parametrize("name", ["school-attendance", "school-canteen-library"])
def test_two_things_that_a_school_does_not_know_are_said_to_decide(pack, name):
    """Neither what it is nor what it does: which law governs stays open, and the end says so and by what."""
    scenario = pack.scenario(name)
    known = {
        **FACE,
        "start.people-in": ["sweden"],
        "start.based-in": ["sweden"],
        "processing.technology": ["recognise"],
    }
    state, _ = to_the_end(pack, scenario, scripted(pack, known, lambda ref: UNKNOWN))
    evaluation = evaluate(pack, state)
    honest(evaluation)
    end = conclude(evaluation)
    assert (end.kind, end.governed) == ("so-far", False)
    assert end.decides[:2] == (Ref("start.body-type"), Ref("start.activity"))
    assert "which law governs is still open" in verdict(Words(pack, state, Translator()), evaluation, end)[0]


GROUNDS = ("ground", "special-ground", "law-says")
"""The legal grounds of the people concerned: without one any design stops, whatever the technology."""


@pytest.mark.parametrize("place", ["sweden", "china"])
@pytest.mark.parametrize("name", SETTINGS)
def test_nothing_against_it_is_not_said_before_the_grounds_were_asked(pack, name, place):
    """On paths from everywhere: no ground that was not asked could stop what the end lets stand."""
    scenario = pack.scenario(name)
    for technology in (["recognise"], ["identify"], ["log-only"], ["score"]):
        chance = random.Random(f"{name}{place}{technology}")
        fixed = {
            "start.people-in": [place], "start.based-in": [place], "start.police-work": "no",
            "processing.technology": technology, "processing.modality": ["face"], "processing.groups.joins": "stored",
            "start.body-type": chance.choice(["public-body", "company", "association"]),
        }  # fmt: skip

        def otherwise(ref: Ref, chance: random.Random = chance) -> Answer:
            return proposal(begun(pack, scenario), scenario, ref) or chance.choice(options(pack, ref))

        state, _ = to_the_end(pack, scenario, scripted(pack, fixed, otherwise))
        evaluation = evaluate(pack, state)
        if conclude(evaluation).kind == "so-far":
            assert list(waiting(evaluation)) == [], state.answers


FREEDOM = ("can-avoid", "other-way")
"""What decides whether consent of people who depend on the body is free: whether they can stay away, or have another way."""


@pytest.mark.parametrize("name", SETTINGS)
def test_nothing_against_consent_is_not_said_before_it_was_asked_whether_it_is_free(pack, name):
    """In every setting: of those who depend on a body the lane asks what alone would stop their consent."""
    scenario = pack.scenario(name)
    for use, role in (("attendance", None), ("payment", None), ("attendance", "pupil"), ("attendance", "staff")):
        fixed = {
            **SWEDEN, "start.body-type": "public-body", "processing.technology": ["verify"], "processing.modality": ["face"],
            "processing.groups.joins": "stored", "processing.groups.ground": ["consent"],
            "processing.groups.special-ground": ["consent"], "purpose.purposes.use": use,
        }  # fmt: skip
        fixed |= {"processing.groups.role": role} if role is not None else {}
        choose = scripted(pack, fixed, lambda ref: proposal(begun(pack, scenario), scenario, ref) or UNKNOWN)
        state, _ = to_the_end(pack, scenario, choose)
        evaluation = evaluate(pack, state)
        if conclude(evaluation).kind == "so-far":
            assert list(waiting(evaluation, FREEDOM)) == [], (use, role)


def waiting(evaluation: Evaluation, columns: tuple[str, ...] = GROUNDS) -> Iterator[str]:
    """The cells that are surely asked, have no answer, and stop the design with one that can be given."""
    pack, state, table = evaluation.pack, evaluation.assessment, "processing.groups"
    [row] = state.rows(table)
    for column in columns:
        if column in row.cells or evaluation.evaluator.visible_cell(table, row, column).truth is not YES:
            continue
        for answer in options(pack, Ref(table, row.id, column)):
            changed = given((Row(row.id, {**row.cells, column: answer}),))
            if evaluate(pack, state.with_answer(table, changed), evaluation).outcome == "do-not-launch":
                yield column
                break


NEVER = {"ground", "special-ground", "law-says", "consent-by", "consent-form", "can-avoid", "refusal-cost", "other-way"}


def test_nothing_that_is_judged_is_proposed(pack):
    for scenario in pack.content.scenarios:
        for step in scenario.lane:
            if step.propose:
                assert step.ask.split(".")[-1] not in NEVER, (scenario.id, step.ask)
                assert step.ask.split(".")[0] in ("start", "processing", "purpose"), (scenario.id, step.ask)


def test_settings_stand_in_the_order_of_their_use(pack):
    ranks = [scenario.rank for scenario in pack.content.scenarios]
    assert sorted(ranks) == list(range(1, len(ranks) + 1))
    assert next(item for item in pack.content.scenarios if item.rank == 1).id == "school-attendance"
    assert max(pack.content.scenarios, key=lambda item: item.rank).title == "Another setting"


def test_a_way_to_compare_with_is_one_that_can_be_answered(pack):
    options_of_rung = pack.columns["alternatives.ladder", "rung"].options
    ways = [option.compare_with for option in options_of_rung if option.compare_with is not None]
    assert len(ways) >= 5
    for way in ways:
        assessment_from_plain(pack, DAY, way)
    with_a_way = {
        scenario.id
        for scenario in pack.content.scenarios
        if any(option.compare_with for option in options_of_rung if option.id in {way.rung for way in scenario.instead})
    }
    assert {"school-attendance", "school-canteen-library", "workplace-attendance", "retail"} <= with_a_way

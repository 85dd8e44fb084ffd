"""The invariants of the reasoning, on the real content."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from support.controls import CAMERA, GYM, LIBRARY, ONE_TO_MANY, STADIUM, check
from support.deployments import everywhere

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.itemwise import answer_of, known_items
from dpia.assessment.model import UNKNOWN, Answer, Assessment, given, not_applicable
from dpia.assessment.partial import HAVE, LACK, NOT_KNOWN, PartialList
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.truth import Ref

SOFT = ("launch-with-conditions", "launch")
TODAY = "2026-11-21"
EVERYWHERE = {
    "start.people-in": ["sweden", "china"],
    "start.police-work": "no",
    "start.household-view": "beyond",
    "start.body-type": "company",
}


def test_all_absent_is_undetermined_with_nothing_against_it(pack):
    evaluation = evaluate(pack, Assessment(TODAY, TODAY))
    assert evaluation.outcome == "undetermined"
    assert [f.id for f in evaluation.findings if f.truth != "open"] == []


@pytest.mark.parametrize("scoped", [True, False], ids=["where known", "nothing known"])
def test_ignorance_never_launches(pack, scoped):
    answers = dict.fromkeys(pack.questions, UNKNOWN)
    if scoped:
        answers |= assessment_from_plain(pack, TODAY, EVERYWHERE).answers
    assert evaluate(pack, Assessment(TODAY, TODAY, answers=answers)).outcome not in SOFT


def test_everything_not_applicable_never_launches(pack):
    """Most questions refuse "not applicable" when a file is read; the reasoning does not lean on that."""
    answers = dict.fromkeys(pack.questions, not_applicable("for the test"))
    assert evaluate(pack, Assessment(TODAY, TODAY, answers=answers)).outcome not in SOFT


def test_all_unknown_establishes_nothing_unlawful(pack):
    evaluation = evaluate(pack, Assessment(TODAY, TODAY, answers=dict.fromkeys(pack.questions, UNKNOWN)))
    assert [f.id for f in evaluation.findings if f.kind == "unlawful"] == []


@pytest.fixture(scope="module")
def bases(pack) -> dict[str, Evaluation]:
    example = pack.example("skelleftea")
    found = {"skelleftea": evaluate(pack, assessment_from_plain(pack, example.as_of, example.answers))}
    changes = {
        "gym": (GYM, ONE_TO_MANY),
        "library": (LIBRARY,),
        "stadium": (STADIUM, {"basis.permit": "refused"}),
        "camera": (CAMERA,),
        "room": (),
    }
    found.update({name: check(pack, *parts) for name, parts in changes.items()})
    return found


def turned(state: Assessment, ref: Ref, answer: Answer | None) -> Assessment:
    if ref.row is None or ref.column is None:
        return state.with_answer(ref.question, answer)
    return state.with_cell(ref.question, ref.row, ref.column, answer)


@pytest.mark.parametrize("name", ["skelleftea", "gym", "library", "stadium", "camera", "room"])
def test_turning_given_into_unknown_never_leads_to_a_launch(bases, pack, name):
    before = bases[name]
    leaves = [Ref(*leaf[:3]) for leaf in before.assessment.leaves() if leaf[3].given]
    assert leaves
    softened = []
    for ref in leaves:
        after = evaluate(pack, turned(before.assessment, ref, UNKNOWN), before)
        if before.outcome not in SOFT and after.outcome in SOFT:
            softened.append(ref)
    assert softened == []


@pytest.mark.parametrize("name", ["skelleftea", "gym", "camera"])
def test_turning_one_item_of_a_list_into_unknown_or_absent_never_leads_to_a_launch(bases, pack, name):
    """As for whole answers; nor does a rule then block that did not, save that what is unknown is not assessed."""
    before = bases[name]
    was = {f.rule.id for f in before.findings if f.truth == "established" and f.severity == "blocker"}
    turned_items = softened = 0
    for place, known, options in item_lists(pack, before.assessment):
        for item in options:
            for state in (NOT_KNOWN, None):
                answer = answer_of(known.with_state(item, state), options)
                after = evaluate(pack, turned(before.assessment, place, answer), before)
                turned_items += 1
                softened += before.outcome not in SOFT and after.outcome in SOFT
                new = [f for f in after.findings if f.truth == "established" and f.blocks and f.rule.id not in was]
                assert [f.id for f in new if state is None or f.kind != "incomplete"] == [], (place, item, state)
    assert turned_items > 100
    assert softened == 0


def item_lists(pack, state: Assessment) -> Iterator[tuple[Ref, PartialList, list[str]]]:
    """Every list of several that is given: where it stands, what it says of each item, and its options."""
    for question, row, column, answer in state.leaves():
        field = pack.questions[question] if column is None else pack.columns[question, column]
        if field.type == "choices" and field.options and answer.given:
            options = [option.id for option in field.options]
            yield Ref(question, row, column), known_items(answer, options), options


@pytest.mark.parametrize("name", ["skelleftea", "gym", "stadium"])
def test_however_the_open_items_turn_out_the_outcome_lies_in_the_range(bases, pack, name):
    """Of items at which nobody has looked; to have said "unknown" is a fact of its own, which some rules judge."""
    from dpia.engine.evaluation import OUTCOME_ORDER

    before, order = bases[name], OUTCOME_ORDER.index
    tried = 0
    for place, known, options in item_lists(pack, before.assessment):
        partly = known.with_state(options[0], None).with_state(options[1], None)
        open_ = evaluate(pack, turned(before.assessment, place, answer_of(partly, options)), before)
        for first, second in itertools.product((HAVE, LACK), repeat=2):
            whole = partly.with_state(options[0], first).with_state(options[1], second)
            then = evaluate(pack, turned(before.assessment, place, answer_of(whole, options)), open_)
            if then.outcome != "undetermined":
                tried += 1
                assert order(open_.worst) <= order(then.outcome) <= order(open_.best), (place, first, second)
    assert tried > 20


@pytest.mark.parametrize("name", ["skelleftea", "gym"])
def test_each_item_said_by_itself_gives_the_same_as_the_plain_list(bases, pack, name):
    before = bases[name]
    state = before.assessment
    for place, known, _ in item_lists(pack, state):
        state = turned(state, place, given(known))
    assert state != before.assessment
    after = evaluate(pack, state)
    assert [(f.id, f.truth, f.severity) for f in after.findings] == [
        (f.id, f.truth, f.severity) for f in before.findings
    ]
    assert [(one.outcome, one.best, one.worst) for one in after.regimes] == [
        (one.outcome, one.best, one.worst) for one in before.regimes
    ]


@pytest.mark.parametrize("name", ["skelleftea", "gym", "library", "stadium", "camera", "room"])
def test_an_answer_added_never_flips_an_established_finding(bases, pack, name):
    """Taking an answer away never establishes anything (the same, seen from the other side), save by unmasking."""
    before = bases[name]
    was = {f.rule.id: f for f in before.findings}
    for leaf in before.assessment.leaves():
        ref = Ref(*leaf[:3])
        after = evaluate(pack, turned(before.assessment, ref, None), before)
        for finding in after.findings:
            if finding.truth == "established" and finding.severity == "blocker":
                mine = was.get(finding.rule.id)
                assert mine is not None, (ref, finding.id)
                assert mine.severity == "blocker", (ref, finding.id, mine.id)


@pytest.mark.parametrize("name", ["skelleftea", "gym", "stadium", "camera"])
def test_judging_only_what_changed_gives_the_same(bases, pack, name):
    before = bases[name]
    for leaf in list(before.assessment.leaves())[::5]:
        state = turned(before.assessment, Ref(*leaf[:3]), UNKNOWN)
        quick, whole = evaluate(pack, state, before), evaluate(pack, state)
        assert quick.findings == whole.findings
        assert quick.regimes == whole.regimes


ROWS = (
    "scenarios/retail",
    "scenarios/exam-proctoring.cn",
    "deployments/10-congress-badges",
    "deployments/04-street-door-faces",
)


@pytest.mark.parametrize("name", ROWS)
def test_judging_only_the_row_that_changed_gives_the_same(pack, name):
    """What speaks of the other rows of a table is kept, unless it looks at more than its own row."""
    state = everywhere(pack)[name]
    before = evaluate(pack, state)
    cells = [Ref(*leaf[:3]) for leaf in state.leaves() if leaf[1] is not None]
    assert len({ref.question for ref in cells}) > 5
    for ref in cells[::3]:
        for answer in (UNKNOWN, None):
            changed = turned(state, ref, answer)
            quick, whole = evaluate(pack, changed, before), evaluate(pack, changed)
            assert quick.findings == whole.findings, ref
            assert quick.regimes == whole.regimes, ref
            assert quick.masked == whole.masked, ref


def test_the_range_brackets_the_outcome(bases):
    from dpia.engine.evaluation import OUTCOME_ORDER

    for name, evaluation in bases.items():
        order = OUTCOME_ORDER.index
        assert order(evaluation.worst) <= order(evaluation.best), name
        if evaluation.outcome != "undetermined":
            assert order(evaluation.worst) <= order(evaluation.outcome) <= order(evaluation.best), name

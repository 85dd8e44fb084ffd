"""What would change a blocker: what is said to lift it lifts it, and no smaller set does."""

from __future__ import annotations

import pytest

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import given
from dpia.assessment.partial import PartialList
from dpia.engine.counterfactual import WouldChange, all_changes, would_change
from dpia.engine.design import with_changes
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.lifting import MAX_CHANGES


@pytest.fixture(scope="module")
def example(pack) -> Evaluation:
    found = pack.example("skelleftea")
    return evaluate(pack, assessment_from_plain(pack, found.as_of, found.answers))


def stands(evaluation: Evaluation, finding: str | None) -> bool:
    """Whether the rule of a finding still weighs as blocker or major, also where it waits for an answer."""
    rule = finding.partition("/")[0]
    return any(found.rule.id == rule and found.severity in ("blocker", "major") for found in evaluation.findings)


def single(evaluation: Evaluation) -> list[WouldChange]:
    """The sets for one finding each, without the combined one."""
    return [change for change in all_changes(evaluation) if change.finding is not None and change.edits]


def test_what_is_said_to_lift_a_blocker_lifts_it(pack, example):
    sets = single(example)
    assert len(sets) > 5
    for change in sets:
        after = evaluate(pack, with_changes(example.assessment, change.edits))
        assert not stands(after, change.finding), change
        assert after.outcome == change.outcome_then


def test_what_lifts_a_blocker_lifts_it_where_the_lists_are_known_in_part(pack, example):
    """Only what is there is said of each list that design can change, and that the first option that is not is unknown."""
    state = example.assessment
    for question, row, name, answer in list(state.leaves()):
        field = pack.questions[question] if name is None else pack.columns[question, name]
        if field.type == "choices" and field.design and isinstance(answer.value, tuple):
            lacking = [option.id for option in field.options if option.id not in answer.value]
            partly = given(PartialList(answer.value, (), tuple(lacking[:1])))
            state = state.with_answer(question, partly) if row is None else state.with_cell(question, row, name, partly)
    evaluation = evaluate(pack, state)
    sets = single(evaluation)
    assert len(sets) >= 4
    assert any(isinstance(edit.before.value, PartialList) for change in sets for edit in change.edits if edit.before)
    for change in sets:
        after = evaluate(pack, with_changes(state, change.edits))
        assert not stands(after, change.finding), change
        assert after.outcome == change.outcome_then


def test_no_part_of_a_set_is_enough(pack, example):
    several = [change for change in single(example) if len(change.edits) > 1]
    assert several
    for change in several:
        for left_out in change.edits:
            part = tuple(edit for edit in change.edits if edit is not left_out)
            assert stands(evaluate(pack, with_changes(example.assessment, part)), change.finding), change


def test_more_rows_than_changes_are_not_tried_one_by_one(pack):
    """Five groups without another way: each would need its own change, and no set of three lifts five."""
    rows = [
        {"id": f"g{n}", "name": f"Group {n}", "role": "customer", "ages": ["adult"], "joins": "stored", "depends-for": [], "can-avoid": True,
         "other-way": [], "refusal-cost": ["access-lost"], "ground": ["consent"], "special-ground": ["consent"], "consent-by": "person",
         "consent-form": "separate"}
        for n in range(MAX_CHANGES + 2)
    ]  # fmt: skip
    answers = {
        "start.body-type": "company", "start.activity": "leisure", "start.people-in": ["sweden"], "start.based-in": ["sweden"], "start.police-work": "no",
        "processing.technology": ["verify"], "processing.modality": ["face"], "processing.groups": rows, "purpose.presence-record": [],
        "purpose.purposes": [{"id": "main", "rank": "main", "use": "entry"}],
    }  # fmt: skip
    evaluation = evaluate(pack, assessment_from_plain(pack, "2026-11-21", answers))
    finding = next(found for found in evaluation.findings if found.rule.id == "RP-05" and found.severity == "blocker")
    assert len(finding.rows) > MAX_CHANGES
    for change in would_change(evaluation, finding):
        assert all(edit.ref.question != "processing.groups" for edit in change.edits)

"""What would change a blocker: what is said to lift it lifts it, and no smaller set does."""

from __future__ import annotations

import pytest

from dpia.assessment.answers import assessment_from_plain
from dpia.engine.counterfactual import MAX_CHANGES, all_changes, with_changes, would_change
from dpia.engine.evaluation import Evaluation, evaluate


@pytest.fixture(scope="module")
def example(pack) -> Evaluation:
    found = pack.example("skelleftea")
    return evaluate(pack, assessment_from_plain(pack, found.as_of, found.answers))


def stands(evaluation: Evaluation, finding: str) -> bool:
    """Whether the rule of a finding still blocks, also where it waits for an answer."""
    rule = finding.partition("/")[0]
    return any(found.rule.id == rule and found.severity == "blocker" for found in evaluation.findings)


def test_what_is_said_to_lift_a_blocker_lifts_it(pack, example):
    sets = [change for change in all_changes(example) if change.edits]
    assert len(sets) > 5
    for change in sets:
        after = evaluate(pack, with_changes(example.assessment, change.edits))
        assert not stands(after, change.finding), change
        assert after.outcome == change.outcome_then


def test_no_part_of_a_set_is_enough(pack, example):
    several = [change for change in all_changes(example) if len(change.edits) > 1]
    for change in several:
        for left_out in change.edits:
            part = tuple(edit for edit in change.edits if edit is not left_out)
            assert stands(evaluate(pack, with_changes(example.assessment, part)), change.finding), change


def test_more_rows_than_changes_are_not_tried_one_by_one(pack):
    """Five groups without another way: each would need its own change, and no set of three mends five."""
    rows = [
        {"id": f"g{n}", "name": f"Group {n}", "role": "customer", "ages": ["adult"], "joins": "stored", "depends-for": [], "can-avoid": True,
         "other-way": [], "refusal-cost": ["access-lost"], "ground": ["consent"], "special-ground": ["consent"], "consent-by": "person",
         "consent-form": "separate"}
        for n in range(MAX_CHANGES + 2)
    ]  # fmt: skip
    answers = {
        "start.body-type": "company", "start.activity": "leisure", "start.people-in": ["sweden"], "start.based-in": ["sweden"], "start.police-work": False,
        "processing.technology": ["verify"], "processing.modality": ["face"], "processing.groups": rows, "purpose.presence-record": [],
        "purpose.purposes": [{"id": "main", "rank": "main", "use": "entry"}],
    }  # fmt: skip
    evaluation = evaluate(pack, assessment_from_plain(pack, "2026-11-21", answers))
    finding = next(found for found in evaluation.findings if found.rule.id == "RP-05" and found.severity == "blocker")
    assert len(finding.rows) > MAX_CHANGES
    for change in would_change(evaluation, finding):
        assert all(edit.ref.question != "processing.groups" for edit in change.edits)

"""None is never better than unknown: over every deployment that the tests judge, and its twins on records.

An adverse answer is nowhere better than "unknown", and "unknown" nowhere better than an adequate or favourable answer; what nobody knows
establishes nothing unlawful, and an adverse answer brings no rule to find that all is in order. What answers mean stands in the content,
and so do the rules that read one otherwise (`differs`), each with its reason. A sample of the swaps is tried, the same in each run;
DPIA_SWAPS=all (`make swaps`) tries each.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from support.deployments import named, with_twins
from support.swaps import Swapper, sampled

from dpia.content.loader import load_pack
from dpia.content.question import Column, Question
from dpia.engine.evaluation import Evaluation
from dpia.engine.truth import UNKNOWN as NOT_DECIDED

PACK = load_pack()
ONE_IN = 1 if os.environ.get("DPIA_SWAPS") == "all" else 30
NAMES = with_twins(PACK)


@pytest.mark.parametrize("name", NAMES)
def test_none_is_never_better_than_unknown(name):
    swapper = Swapper(PACK, named(PACK, name))
    outcomes = [result.outcome for result in swapper.before.regimes]
    assert "undetermined" not in outcomes, "nothing can be compared with a deployment that waits for an answer"
    swaps = [swap for swap in swapper.swaps() if sampled(swap, name, ONE_IN)]
    assert [str(one) for swap in swaps for one in swapper.breaks(swap)] == []
    assert list(gaps(swapper.before)) == []


def gaps(evaluation: Evaluation) -> Iterator[str]:
    """Criteria that nobody answered, where no assessment is said to be due: "no" rests on an answer that somebody gave."""
    for result in evaluation.regimes:
        for one in result.due.criteria if result.due is not None and result.due.word == "no" else ():
            answers = [evaluation.assessment.answer(ref.question, ref.row, ref.column) for ref in one.verdict.because]
            if one.verdict.truth is NOT_DECIDED:
                yield f"{one.criterion.id} is open"
            elif evaluation.no_assessment_due and not any(answer is not None and answer.given for answer in answers):
                yield f"{one.criterion.id} rests on no answer"


def test_some_deployment_needs_no_assessment():
    assert any(
        Swapper(PACK, named(PACK, name)).before.no_assessment_due for name in NAMES if name.startswith("controls")
    )


def test_swaps_of_both_kinds_are_tried():
    swaps = Swapper(PACK, named(PACK, "skelleftea")).swaps()
    assert {swap.kind for swap in swaps} == {"adverse", "good", "fact"}
    assert any(swap.name.startswith("lack:") for swap in swaps)
    assert len([swap for swap in swaps if sampled(swap, "skelleftea", 30)]) > 5


@pytest.mark.skipif(ONE_IN > 1, reason="needs every swap")
def test_each_exception_is_needed():
    """Without it the property breaks somewhere, for one of its answers."""
    questions: dict[tuple[str, str | None], Question | Column] = {(one.id, None): one for one in PACK.content.questions}
    unused = {
        (question, column, entry.answers, rule)
        for (question, column), field in (questions | dict(PACK.columns)).items()
        for entry in field.differs
        for rule in entry.rules
    }
    for name in NAMES:
        swapper = Swapper(PACK, named(PACK, name))
        for swap in swapper.swaps():
            mine = {one for one in unused if one[:2] == (swap.ref.question, swap.ref.column) and swap.listed in one[2]}
            broken = {rule for one in swapper.breaks(swap, exceptions=False) for rule in one.rules} if mine else set()
            unused -= {one for one in mine if one[3] in broken}
        if not unused:
            break
    assert unused == set()

"""Whoever answers "no" or "none" to what the law asks for is never better off than who does not know."""

from __future__ import annotations

import pytest
from support.deployments import everywhere

from dpia.assessment.model import UNKNOWN, Assessment, Value, given
from dpia.content.loader import load_pack
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, evaluate
from dpia.engine.truth import Ref

PACK = load_pack()
ADVERSE: dict[tuple[str, str | None], Value] = {
    ("necessity.narrowed", None): (),
    ("necessity.balance", None): "none",
    ("necessity.why-body", None): "none",
    ("necessity.effect-evidence", None): "none",
    ("safeguards.notice", None): "none",
    ("safeguards.rights", None): (),
    ("safeguards.breach-plan", None): False,
    ("safeguards.accuracy", None): "none",
    ("basis.balance-written", None): False,
    ("basis.without-body", None): True,
    ("risks.catalogue-done", None): False,
    ("processing.items", "needed"): False,
    ("processing.items", "ends"): "nothing",
    ("processing.items", "longer-than-use"): "no-reason",
    ("processing.groups", "ground"): (),
    ("processing.groups", "special-ground"): (),
    ("processing.parties", "contract"): "none",
    ("processing.parties", "own-use"): "without-ground",
    ("safeguards.transfers", "route"): "none",
}
# A question that such an answer opens is answered in the same vein, or not known either; left open it would be another matter.
OPENS: dict[tuple[str, str | None], tuple[str, bool]] = {
    ("processing.items", "longer-than-use"): ("shorter-offered", False)
}
DEPLOYMENTS = [name for name, _ in everywhere(PACK) if ".cn" not in name and "hangzhou" not in name]


def put(state: Assessment, ref: Ref, value: Value | None) -> Assessment:
    answer = UNKNOWN if value is None else given(value)
    if ref.row is None or ref.column is None:
        return state.with_answer(ref.question, answer)
    return state.with_cell(ref.question, ref.row, ref.column, answer)


def step(evaluation: Evaluation) -> int:
    """The step of the ladder, the gravest first; outside it there is nothing to compare."""
    outcome = evaluation.regime("eu").outcome
    return OUTCOME_ORDER.index(outcome) if outcome in OUTCOME_ORDER else -1


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_none_is_never_better_than_not_known(name):
    state = dict(everywhere(PACK))[name]
    before = evaluate(PACK, state)
    better = []
    for question, row, column, answer in state.leaves():
        value = ADVERSE.get((question, column))
        if value is None or not answer.given:
            continue
        ref = Ref(question, row, column)
        blank, said = put(state, ref, None), put(state, ref, value)
        if (question, column) in OPENS:
            opened, next_value = OPENS[question, column]
            blank = put(blank, Ref(question, row, opened), None)
            said = put(said, Ref(question, row, opened), next_value)
        unknown, adverse = evaluate(PACK, blank, before), evaluate(PACK, said, before)
        if step(adverse) > step(unknown) >= 0:
            better.append((str(ref), unknown.regime("eu").outcome, adverse.regime("eu").outcome))
    assert better == []

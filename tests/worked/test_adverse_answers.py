"""Whoever answers "no" or "none" to what the law asks for is never better off than who does not know."""

from __future__ import annotations

import pytest
from support.deployments import everywhere
from support.twins import twin

from dpia.assessment.model import UNKNOWN, Assessment, Value, given
from dpia.content.loader import load_pack
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, evaluate
from dpia.engine.truth import NO, Ref

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
# Of several answers against the controller the worst: that is what not to know may hide.
ADVERSE_IN_CHINA: dict[tuple[str, str | None], Value] = {
    ("start.existing-assessment", None): "none",
    ("start.existing-before-start", None): False,
    ("start.reassessed", None): False,
    ("start.security-duty-holder", None): False,
    ("processing.announced", None): "hidden",
    ("processing.storage-measures", None): (),
    ("processing.others-handling", None): "compared",
    ("processing.groups", "ground"): (),
    ("processing.groups", "consent-form"): "implied",
    ("processing.groups", "consent-by"): "nobody",
    ("processing.groups", "consent-record"): "not-recorded",
    ("processing.groups", "withdraw"): "cannot",
    ("processing.groups", "law-says"): "none",
    ("processing.groups", "law-kind"): "own-rule",
    ("processing.groups", "other-way-quality"): "unusable",
    ("processing.groups", "other-way-told"): "denied",
    ("processing.groups", "free-proof"): False,
    ("processing.items", "needed"): False,
    ("processing.items", "ends"): "nothing",
    ("processing.items", "longer-than-use"): "no-reason",
    ("processing.zones", "sign"): "none",
    ("processing.parties", "contract"): "none",
    ("processing.parties", "own-use"): "without-ground",
    ("processing.parties", "receives-ground"): False,
    ("processing.parties", "exit"): False,
    ("purpose.reconsent", None): False,
    ("purpose.lock", None): "none",
    ("purpose.purposes", "own-ground"): False,
    ("purpose.purposes", "single"): False,
    ("purpose.needs", "incidents"): "none",
    ("necessity.why-body", None): "none",
    ("necessity.balance", None): "none",
    ("necessity.narrowed", None): (),
    ("necessity.effect-evidence", None): "none",
    ("alternatives.ladder", "why-not"): "none",
    ("power.collective-approval", None): True,
    ("power.child-rules", None): False,
    ("power.staff-decided", None): "employer-alone",
    ("power.contract-change", None): "not-told",
    ("basis.storage-exception", None): "none",
    ("basis.emergency-use", None): "standing",
    ("basis.without-body", None): True,
    ("basis.written-demanded", None): True,
    ("safeguards.notice", None): "none",
    ("safeguards.notice-items", None): (),
    ("safeguards.notice-versions", None): (),
    ("safeguards.rights", None): (),
    ("safeguards.security", None): (),
    ("safeguards.training", None): False,
    ("safeguards.breach-plan", None): False,
    ("safeguards.minors-audit", None): False,
    ("safeguards.end-plan", None): False,
    ("safeguards.auto-delete", None): False,
    ("safeguards.fallback", None): False,
    ("safeguards.accuracy", None): "none",
    ("safeguards.human-check", None): "none",
    ("safeguards.undo", None): "never",
    ("safeguards.incident", None): "not-reported",
    ("safeguards.deletion-refused", None): True,
    ("safeguards.old-data", None): True,
    ("safeguards.list-rules", None): (),
    ("safeguards.transfers", "route"): "none",
    ("safeguards.transfers", "body-needed"): False,
    ("risks.measures", "works"): "none",
    ("risks.register", "level-after"): "high",
    ("consulted.officer", None): False,
    ("decision.filings", None): (),
    ("decision.filing-100k", None): "overdue",
    ("decision.keep-years", None): 0,
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


def step(evaluation: Evaluation, regime: str = "eu") -> int:
    """The step of the ladder, the gravest first; outside it there is nothing to compare."""
    outcome = evaluation.regime(regime).outcome
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


# --- China: the same over more answers, and over the twins on records -------------------------------------------------------------

IN_CHINA = [name for name, state in everywhere(PACK) if step(evaluate(PACK, state), "cn") >= 0]


def asked(evaluation: Evaluation, ref: Ref) -> bool:
    if ref.row is None or ref.column is None:
        return evaluation.evaluator.visible(ref.question).truth is not NO
    row = next(one for one in evaluation.assessment.rows(ref.question) if one.id == ref.row)
    return evaluation.evaluator.visible_cell(ref.question, row, ref.column).truth is not NO


@pytest.mark.parametrize("place", ADVERSE_IN_CHINA, ids=str)
def test_each_adverse_answer_is_one_of_its_question(place):
    question, column = place
    field = PACK.questions[question] if column is None else PACK.columns[question, column]
    value = ADVERSE_IN_CHINA[place]
    assert value in ((), True, False, 0) or value in [option.id for option in field.options]


@pytest.mark.parametrize("kind", [None, "health", "identity"], ids=["as it is", "on health data", "on a list"])
@pytest.mark.parametrize("name", IN_CHINA)
def test_what_is_not_there_is_never_better_than_what_nobody_knows_in_china(name, kind):
    state = dict(everywhere(PACK))[name]
    if kind is not None:
        state = twin(PACK, state, kind)
    before = evaluate(PACK, state)
    better = []
    for question, row, column, _ in state.leaves():
        value, ref = ADVERSE_IN_CHINA.get((question, column)), Ref(question, row, column)
        if value is None or (row is not None and column is None) or not asked(before, ref):
            continue
        unknown = evaluate(PACK, put(state, ref, None), before)
        adverse = evaluate(PACK, put(state, ref, value), before)
        if step(adverse, "cn") > step(unknown, "cn") >= 0:
            better.append((str(ref), unknown.regime("cn").outcome, adverse.regime("cn").outcome))
    assert better == []

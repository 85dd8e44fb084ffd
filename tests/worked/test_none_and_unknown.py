"""China: to say that something is not there never leads to a better outcome than not to know.

Over each deployment on which Chinese law is in force and its twins on records: the adverse answer in place of the given one, and "I don't
know" in its place. Of several answers against the controller the worst counts, since that is what not to know may hide.
"""

from __future__ import annotations

from typing import Any

import pytest
from support.deployments import everywhere
from support.twins import twin

from dpia.assessment.model import UNKNOWN, Answer, Assessment, given
from dpia.content.loader import load_pack
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, evaluate
from dpia.engine.truth import NO

PACK = load_pack()
NOTHING: tuple[str, ...] = ()
ADVERSE: dict[str, Any] = {
    "start.existing-assessment": "none",
    "start.existing-before-start": False,
    "start.reassessed": False,
    "start.security-duty-holder": False,
    "processing.announced": "hidden",
    "processing.storage-measures": NOTHING,
    "processing.others-handling": "compared",
    "processing.groups.ground": NOTHING,
    "processing.groups.consent-form": "implied",
    "processing.groups.consent-by": "nobody",
    "processing.groups.consent-record": "not-recorded",
    "processing.groups.withdraw": "cannot",
    "processing.groups.law-says": "none",
    "processing.groups.law-kind": "own-rule",
    "processing.groups.other-way-quality": "unusable",
    "processing.groups.other-way-told": "denied",
    "processing.groups.free-proof": False,
    "processing.items.needed": False,
    "processing.items.ends": "nothing",
    "processing.items.longer-than-use": "no-reason",
    "processing.zones.sign": "none",
    "processing.parties.contract": "none",
    "processing.parties.own-use": "without-ground",
    "processing.parties.receives-ground": False,
    "processing.parties.exit": False,
    "purpose.reconsent": False,
    "purpose.lock": "none",
    "purpose.purposes.own-ground": False,
    "purpose.purposes.single": False,
    "purpose.needs.incidents": "none",
    "necessity.why-body": "none",
    "necessity.balance": "none",
    "necessity.narrowed": NOTHING,
    "necessity.effect-evidence": "none",
    "alternatives.ladder.why-not": "none",
    "power.collective-approval": True,
    "power.child-rules": False,
    "power.staff-decided": "employer-alone",
    "power.contract-change": "not-told",
    "basis.storage-exception": "none",
    "basis.emergency-use": "standing",
    "basis.without-body": True,
    "basis.written-demanded": True,
    "safeguards.notice": "none",
    "safeguards.notice-items": NOTHING,
    "safeguards.notice-versions": NOTHING,
    "safeguards.rights": NOTHING,
    "safeguards.security": NOTHING,
    "safeguards.training": False,
    "safeguards.breach-plan": False,
    "safeguards.minors-audit": False,
    "safeguards.end-plan": False,
    "safeguards.auto-delete": False,
    "safeguards.fallback": False,
    "safeguards.accuracy": "none",
    "safeguards.human-check": "none",
    "safeguards.undo": "never",
    "safeguards.incident": "not-reported",
    "safeguards.deletion-refused": True,
    "safeguards.old-data": True,
    "safeguards.list-rules": NOTHING,
    "safeguards.transfers.route": "none",
    "safeguards.transfers.body-needed": False,
    "risks.measures.works": "none",
    "risks.register.level-after": "high",
    "consulted.officer": False,
    "decision.filings": NOTHING,
    "decision.filing-100k": "overdue",
    "decision.keep-years": 0,
}


def china(evaluation: Evaluation) -> str:
    return evaluation.regime("cn").outcome


DEPLOYMENTS = [name for name, state in everywhere(PACK) if china(evaluate(PACK, state)) in OUTCOME_ORDER]


def put(state: Assessment, question: str, row: str | None, column: str | None, answer: Answer) -> Assessment:
    if row is None or column is None:
        return state.with_answer(question, answer)
    return state.with_cell(question, row, column, answer)


def asked(evaluation: Evaluation, question: str, row: str | None, column: str | None) -> bool:
    if row is None or column is None:
        return evaluation.evaluator.visible(question).truth is not NO
    held = next(one for one in evaluation.assessment.rows(question) if one.id == row)
    return evaluation.evaluator.visible_cell(question, held, column).truth is not NO


def test_each_adverse_answer_is_one():
    for name, value in ADVERSE.items():
        section, question, *column = name.split(".")
        field = PACK.columns[f"{section}.{question}", column[0]] if column else PACK.questions[name]
        assert value in ((), True, False, 0) or value in [option.id for option in field.options], name


@pytest.mark.parametrize("kind", [None, "health", "identity"], ids=["as it is", "on health data", "on a list"])
@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_what_is_not_there_is_never_better_than_what_nobody_knows(name, kind):
    state = dict(everywhere(PACK))[name]
    if kind is not None:
        state = twin(PACK, state, kind)
    before = evaluate(PACK, state)
    better = []
    for question, row, column, _ in state.leaves():
        where = (question, row, column)
        key = question if column is None else f"{question}.{column}"
        if key not in ADVERSE or (row is not None and column is None) or not asked(before, *where):
            continue
        without = china(evaluate(PACK, put(state, *where, given(ADVERSE[key])), before))
        unknown = china(evaluate(PACK, put(state, *where, UNKNOWN), before))
        if {without, unknown} <= set(OUTCOME_ORDER) and OUTCOME_ORDER.index(without) > OUTCOME_ORDER.index(unknown):
            better.append((key, row, without, unknown))
    assert better == []

"""Close pairs: a deployment that is lawful in all respects, and the same with one defect of one provision of general law.

The twin is not stopped, and the defect is, on the facts alone: also if all that is open turned out well. Both are written in `twins.yaml`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.source import parse
from dpia.engine.evaluation import Evaluation, evaluate

HERE = Path(__file__).parent
AS_OF = "2026-11-28"
ORDINARY: dict[str, Any] = parse((HERE / "ordinary.yaml").read_text("utf-8"), "ordinary.yaml").data
TWINS: dict[str, Any] = parse((HERE / "twins.yaml").read_text("utf-8"), "twins.yaml").data
STOPPED = ("do-not-launch", "complete-assessment-first")
CLEARED = ("launch", "launch-with-conditions")
PAIRS = [
    pytest.param(setting, defect, id=f"{setting}: {defect}")
    for defect, one in TWINS["defects"].items()
    for setting in one["in"]
]


def sound(setting: str) -> dict[str, Any]:
    """The answers of a setting without defect; whoever is affected is affected by each risk and each need."""
    answers = {**ORDINARY, **TWINS["live"], **TWINS["settings"][setting]}
    groups = [row["id"] for row in answers["processing.groups"]]
    answers["risks.register"] = [{**row, "groups": groups} for row in answers["risks.register"]]
    answers["purpose.needs"] = [{**row, "group": groups} for row in answers["purpose.needs"]]
    return without_blanks({key: answer for key, answer in answers.items() if not key.startswith("decision.outcome")})


def flawed(setting: str, defect: str) -> dict[str, Any]:
    one = TWINS["defects"][defect]
    answers = {**sound(setting), **one.get("answers", {})}
    for table, columns in one.get("columns", {}).items():
        answers[table] = [{**row, **columns} for row in answers[table]]
    for table, row in one.get("add", {}).items():
        answers[table] = [*answers[table], row]
    return without_blanks(answers)


def without_blanks(answers: dict[str, Any]) -> dict[str, Any]:
    return {
        key: [
            {column: cell for column, cell in row.items() if cell is not None} if isinstance(row, dict) else row
            for row in answer
        ]
        if isinstance(answer, list)
        else answer
        for key, answer in answers.items()
        if answer is not None
    }


@cache
def judged(pack, setting: str, defect: str = "") -> Evaluation:
    answers = flawed(setting, defect) if defect else sound(setting)
    return evaluate(pack, assessment_from_plain(pack, AS_OF, answers))


@pytest.mark.parametrize("setting", TWINS["settings"])
def test_what_is_lawful_in_all_respects_is_not_stopped(pack, setting):
    evaluation = judged(pack, setting)
    assert evaluation.outcome in CLEARED
    assert [finding.id for finding in evaluation.findings if finding.severity == "blocker"] == []


@pytest.mark.parametrize(("setting", "defect"), PAIRS)
def test_one_defect_stops_it_on_the_facts_alone(pack, setting, defect):
    evaluation = judged(pack, setting, defect)
    assert evaluation.best in STOPPED
    rules = TWINS["defects"][defect]["rule"]
    found = {
        finding.rule.id
        for finding in evaluation.findings
        if finding.severity == "blocker" and finding.truth == "established"
    }
    assert found & set(rules if isinstance(rules, list) else [rules])


def test_every_provision_is_tried_in_settings_of_many_kinds():
    assert len(TWINS["settings"]) >= 12
    assert len({one["provision"] for one in TWINS["defects"].values()}) >= 14
    assert {setting for one in TWINS["defects"].values() for setting in one["in"]} == set(TWINS["settings"])

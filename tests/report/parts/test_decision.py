"""The decision as people took it, beside the outcome."""

from __future__ import annotations

import pytest
from support.report_parts import MakeReport, part, words_of
from support.reports import Rendered


@pytest.mark.parametrize(
    ("decided", "departs"), [("start", True), ("ask-first", True), ("change", False), ("stop", False)]
)
def test_a_decision_against_the_outcome_is_printed_with_its_reason(
    skelleftea: Rendered, make_report: MakeReport, decided: str, departs: bool
) -> None:
    example = skelleftea.evaluation.pack.example("skelleftea")
    assert example is not None
    answers = {**example.answers, "decision.outcome": decided, "decision.reason": "BECAUSE-WE-SAY-SO"}
    text = words_of(part(make_report(answers, day=example.as_of), "decision"))
    assert ("The decision departs from the outcome" in text) is departs
    assert "BECAUSE-WE-SAY-SO" in text


def test_a_running_system_is_suspended(skelleftea: Rendered, make_report: MakeReport) -> None:
    example = skelleftea.evaluation.pack.example("skelleftea")
    assert example is not None
    report = make_report({**example.answers, "start.stage": "live"}, day=example.as_of)
    assert "Suspend" in words_of(report.summary)
    assert "The system runs already" in words_of(part(report, "decision"))

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


@pytest.mark.parametrize(
    ("answers", "signs", "does_not"),
    [
        ({"start.people-in": ["sweden"], "start.based-in": ["sweden"], "consulted.officer": True}, "Data protection", "Personal"),
        ({"start.people-in": ["sweden"], "start.based-in": ["sweden"], "consulted.officer": False}, "", "officer"),
        ({"start.people-in": ["china"], "start.based-in": ["china"], "consulted.officer": "unknown"}, "", "officer"),
        ({"start.people-in": ["china"], "start.based-in": ["china"], "consulted.officer": True}, "Personal information protection", "Data protection"),
    ],
)  # fmt: skip
def test_an_officer_signs_where_the_law_has_one_and_as_it_calls_him(make_report, answers, signs, does_not):
    report = make_report({"start.body-type": "company", "start.police-work": "no", **answers})
    roles = [row.cells[0][0].text for row in report.cover.signatures.rows]
    assert (roles[0], roles[-1]) == ("For the controller", "Legal review")
    assert len(roles) == (3 if signs else 2)
    assert all(signs in role for role in roles[1:-1])
    assert not any(does_not in role for role in roles)

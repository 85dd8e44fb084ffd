"""The decision beside the outcome: who decides otherwise says why."""

from __future__ import annotations

import pytest
from support.driver import wizard

from dpia.assessment.model import given
from dpia.engine import decision
from dpia.session import Session
from dpia.tui.screens.assessment import AssessmentScreen


async def test_the_outcome_of_each_law_stands_beside_the_decision(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("decision.outcome")
        text = ui.flat
        for part in (
            "On the answers given, the outcome of the wizard is:",
            "EU Undetermined (at best launch, at worst do not launch)",
            "Answers that may decide are still missing.",
        ):
            assert part in text, part


async def test_a_decision_against_the_outcome_asks_for_the_reason(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("decision.outcome")
        await ui.press("1", "enter")
        await ui.wait_for_text("A decision against the outcome")
        assert "The outcome of the wizard is: Undetermined." in ui.flat
        await ui.press("escape")
        await ui.wait_for_screen(AssessmentScreen)
        await ui.go("decision.reason")
        assert "Required: the decision goes against the outcome." in ui.flat
        assert "goes against this outcome. The report prints it" in ui.flat
        await ui.type("We know better [/")
        await ui.press("tab")
        assert ui.answer("decision.reason") == given("We know better [/")
        assert "Required" not in ui.text


async def test_the_reason_may_be_given_at_once(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("decision.outcome")
        await ui.press("1", "enter")
        await ui.wait_for_text("A decision against the outcome")
        await ui.type("Because")
        await ui.press("ctrl+s")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.answer("decision.reason") == given("Because")


async def test_a_more_careful_decision_needs_no_reason(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("decision.outcome")
        await ui.press("5", "enter")
        assert isinstance(ui.app.screen, AssessmentScreen)
        assert ui.answer("decision.outcome") == given("stop")
        assert "Required" not in ui.text


@pytest.mark.parametrize(
    ("people", "choice", "against"),
    [
        ("sweden", "start", True),
        ("sweden", "start-conditions", True),
        ("sweden", "change", False),
        ("sweden", "stop", False),
        ("other", "start", False),
    ],
)
def test_what_goes_against_an_outcome(pack, people, choice, against):
    with Session.create(pack, None) as session:
        session.answer("start.people-in", given((people,)))
        evaluation = session.answer("decision.outcome", given(choice))
        assert evaluation.outcome == ("undetermined" if people == "sweden" else "out-of-scope")
        assert decision.departs(evaluation) is against
        assert decision.reason_missing(evaluation) is against

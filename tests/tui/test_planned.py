"""An answer that is planned: said with a key, shown beside it and among the conditions, taken back with the same key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.driver import wizard

from dpia.assessment.answers import Edit
from dpia.assessment.model import Intention, given
from dpia.assessment.partial import PartialList
from dpia.session import Session

ADA = Intention("Ada", "2027-03-01")
TOLD = "power.told"


async def test_a_given_answer_becomes_planned_and_is_so_again(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go(TOLD)
        await ui.press("f12")
        assert any("Give the answer that is planned first" in message for message in ui.told)
        await ui.press("y", "enter")
        await ui.go(TOLD)
        await ui.press("f12")
        await ui.wait_for_text("Who sees to it? May stay empty.")
        await ui.type("Ada\n")
        await ui.type("2027-03-01\n")
        assert ui.answer(TOLD) == replace(given(True), intended=ADA)
        assert "planned: Ada, by 1 March 2027" in ui.flat
        assert "yes → yes (planned: Ada, by 1 March 2027) (F8 undoes it)" in ui.flat
        await ui.press("tab")
        assert "planned: Ada, by 1 March 2027" in ui.flat, "also while one is elsewhere"
        await ui.go(TOLD)
        await ui.press("f12")
        assert ui.answer(TOLD) == given(True)
        await ui.press("f8")
        assert ui.answer(TOLD) == replace(given(True), intended=ADA)


async def test_owner_and_day_may_be_empty_and_a_day_is_a_day(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.count")
        await ui.type("12")
        await ui.press("f12")
        await ui.wait_for_text("Who sees to it?")
        await ui.press("enter")
        await ui.type("2027\n")
        assert "is not a date" in ui.flat
        await ui.press(*["backspace"] * 4, "enter")
        assert ui.answer("start.count") == replace(given(12), intended=Intention()), (
            "what was being typed is settled first"
        )
        assert "planned: nobody named, no date" in ui.flat


async def test_what_cannot_be_planned_is_said(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("x")
        await ui.press("f12")
        assert any("cannot be planned" in message for message in ui.told)
        assert ui.answer("start.title") == given("x")


async def test_a_list_that_is_changed_stays_planned_and_a_yes_that_becomes_no_does_not(pack, path):
    async with wizard(pack, path, new=True) as ui:
        ui.session.apply(
            [
                Edit("start.drafts", replace(given(("note",)), intended=ADA)),
                Edit(TOLD, replace(given(True), intended=ADA)),
            ]
        )
        await ui.go("start.drafts")
        await ui.press("enter")
        assert ui.answer("start.drafts") == replace(given(("note",)), intended=ADA), "passing changes nothing"
        await ui.go("start.drafts")
        await ui.press("2", "?", "enter")
        assert ui.answer("start.drafts") == replace(given(PartialList(("note",), (), ("plan",))), intended=ADA)
        await ui.go(TOLD)
        await ui.press("n", "enter")
        assert ui.answer(TOLD) == given(False)
        assert "yes (planned: Ada, by 1 March 2027) → no (F8 undoes it)" in ui.flat


async def test_the_cell_of_a_row_is_planned_too(pack, path):
    from dpia.assessment.model import Row

    with Session.create(pack, path) as session:
        session.answer("people.groups", given((Row("kids", {"joins": given(True)}),)))
    async with wizard(pack, path) as ui:
        await ui.go("people.groups", "kids", "joins")
        await ui.press("f12", "enter", "enter")
        assert ui.answer("people.groups", "kids", "joins") == replace(given(True), intended=Intention())


RUNS = "The system runs already: a plan counts as not answered."


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("planned", "Planned, and therefore a condition of the launch:"),
        ("live", RUNS),
        (None, "It counts as not answered until you say that the system does not run yet."),
    ],
)
async def test_the_conditions_stand_on_the_page_of_outcomes_and_beside_the_decision(real_pack, path, stage, said):
    name = next(q.id for q in real_pack.section_questions("safeguards") if q.type == "boolean" and not q.shown_when)
    with Session.create(real_pack, path) as session:
        session.apply([Edit(name, replace(given(True), intended=ADA))])
        if stage is not None:
            session.answer("start.stage", given(stage))
    async with wizard(real_pack, path, size=(100, 60)) as ui:
        await ui.go(name)
        assert "planned: Ada, by 1 March 2027" in ui.flat
        assert (said in ui.flat) == (stage != "planned")
        await ui.press("ctrl+o")
        assert said in ui.flat
        assert "yes (planned: Ada, by 1 March 2027)" in ui.flat
        await ui.press("escape")
        await ui.go("decision.outcome")
        ui.walk.page.body.move_to(0)
        await ui.rest()
        assert said in ui.flat
        assert "yes (planned: Ada, by 1 March 2027)" in ui.flat


async def test_a_form_that_asks_for_a_day_takes_no_year(pack, path):
    async with wizard(pack, path, new=True) as ui:
        before = ui.session.assessment.as_of
        await ui.press("ctrl+p")
        await ui.type("as-of")
        await ui.press("enter")
        await ui.wait_for_text("By the law of which day?")
        await ui.press("ctrl+u")
        await ui.type("2027\n")
        assert "is not a date" in ui.flat
        assert ui.session.assessment.as_of == before
        await ui.press("ctrl+u")
        await ui.type("2025-11-01\n")
        assert ui.session.assessment.as_of == "2025-11-01"

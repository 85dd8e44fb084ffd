"""Undo and redo in the wizard: whole actions, one line, at the field, and no further than this session without asking."""

from __future__ import annotations

from support.driver import wizard

from dpia.assessment.answers import Edit
from dpia.assessment.model import Row, given
from dpia.engine.truth import Ref
from dpia.errors import UserError
from dpia.session import Session
from dpia.tui.screens.assessment import AssessmentScreen

END = "There is nothing to take back."


async def test_undo_goes_to_the_field_and_says_one_line(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("x\n")
        await ui.press("2", "enter", "ctrl+n", "ctrl+n")
        await ui.press("f8")
        assert ui.answer("start.body-type") is None
        assert ui.at == Ref("start.body-type"), "also from another section"
        assert "undone: private company → not answered (Ctrl+Y does it again)" in ui.text
        await ui.press("f8")
        assert ui.answer("start.title") is None
        assert ui.at == Ref("start.title")
        for _ in range(3):
            await ui.press("f8")
            assert END in ui.text
        assert ui.told == [], "no stack of notes over the page"
        await ui.press("tab")
        assert END not in ui.text


async def test_redo_brings_back_what_undo_took(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("x\n")
        await ui.press("2", "enter", "f8", "f8", "ctrl+n", "ctrl+y", "ctrl+y")
        assert ui.answer("start.title") == given("x")
        assert ui.answer("start.body-type") == given("company")
        assert ui.at == Ref("start.body-type")
        assert "done again: not answered → private company (F8 undoes it)" in ui.text
        await ui.press("ctrl+y")
        assert "There is nothing to do again." in ui.text


async def test_a_confirmed_proposal_is_taken_back_whole_and_what_is_said_is_so(pack, path):
    with Session.create(pack, path) as session:
        session.propose([Edit("start.body-type", given("company"))])
    async with wizard(pack, path) as ui:
        await ui.go("start.body-type")
        await ui.press("ctrl+t", "f8")
        assert ui.answer("start.body-type") is None
        assert ui.session.assessment.proposed == {"start.body-type": given("company")}
        assert "undone: private company → not answered" in ui.text
        assert "proposed, not yet yours: private company" in ui.flat
        await ui.press("ctrl+y")
        assert ui.answer("start.body-type") == given("company")
        assert not ui.session.assessment.proposed


async def test_clearing_what_is_answered_and_proposed_is_one_action(pack, path):
    with Session.create(pack, path) as session:
        session.answer("start.body-type", given("household"))
        session.propose([Edit("start.body-type", given("company"))])
    async with wizard(pack, path) as ui:
        before = ui.session.assessment
        await ui.go("start.body-type")
        await ui.press("f7")
        assert ui.answer("start.body-type") is None
        assert not ui.session.assessment.proposed
        await ui.press("f8")
        assert ui.session.assessment == before


async def test_beyond_this_session_it_asks_first(pack, path, clock):
    with Session.create(pack, path, clock=clock, by="ada") as session:
        session.answer("start.body-type", given("company"))
    async with wizard(pack, path, clock=clock) as ui:
        await ui.type("x\n")
        await ui.press("f8", "f8")
        await ui.wait_for_text("In this session there is nothing more to undo.")
        assert "It was done on 21 November 2026 by ada: Q1.2 What kind of body are" in ui.flat
        await ui.press("enter")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.answer("start.body-type") == given("company"), "the first choice leaves it"
        await ui.press("f8", "down", "enter")
        await ui.wait_for_screen(AssessmentScreen)
        assert ui.answer("start.body-type") is None
        assert ui.at == Ref("start.body-type")
        await ui.press("ctrl+y")
        assert ui.answer("start.body-type") == given("company"), "what this session took back it brings back"


async def test_what_a_setting_proposes_is_no_change_of_this_session(pack):
    async with wizard(pack, None) as ui:
        await ui.press("n", "enter")
        await ui.wait_for_text("In which file?")
        await ui.press("ctrl+s")
        await ui.wait_for_text("A club house")
        await ui.press("escape")
        await ui.wait_for_screen(AssessmentScreen)
        await ui.press("f8")
        await ui.wait_for_text("There is nothing to take back.")
        assert ui.session.assessment.proposed, "one key does not take away what the setting proposed"
        await ui.type("A plan\n")
        await ui.press("f8", "f8")
        assert ui.answer("start.title") is None
        assert ui.session.assessment.proposed
        await ui.press("ctrl+y")
        assert ui.answer("start.title") == given("A plan")


async def test_a_cell_and_a_removed_row_come_back_where_they_were(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("people.groups")
        await ui.press("insert")
        await ui.type("Pupils\n")
        await ui.press("1", "enter", "escape", "delete", "down", "enter")
        assert ui.session.assessment.rows("people.groups") == ()
        await ui.press("ctrl+n", "f8")
        assert ui.at == Ref("people.groups")
        assert "undone: added: Pupils" in ui.text
        await ui.press("ctrl+n", "f8")
        assert ui.at == Ref("people.groups", "group-1", "role")
        assert "undone: pupil → not answered" in ui.text
        await ui.press("f8")
        assert ui.at == Ref("people.groups", "group-1", "name")
        await ui.press("f8")
        assert ui.at == Ref("people.groups")
        assert ui.session.assessment.answers == {}
        for _ in range(4):
            await ui.press("ctrl+y")
        assert ui.session.assessment.rows("people.groups") == ()
        assert "done again: removed: Pupils" in ui.text


async def test_what_could_not_be_saved_is_taken_back_first(pack, path, monkeypatch):
    import dpia.storage.held_file as module

    def full(*_, **__):
        raise UserError("Full.", code="cannot-write")

    async with wizard(pack, path, new=True) as ui:
        await ui.type("saved\n")
        monkeypatch.setattr(module, "write_atomic", full)
        await ui.press("2", "enter")
        assert "NOT SAVED: 1 answer" in ui.text
        await ui.press("f8")
        assert "NOT SAVED" not in ui.text
        assert "Not kept: Q1.2 What kind of body are you?" in ui.text
        assert ui.answer("start.title") == given("saved"), "and not something that was saved long before"


async def test_in_a_long_text_redo_is_for_the_text_first(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.type("x\n")
        await ui.press("f8")
        await ui.go("start.summary")
        await ui.type("one two")
        await ui.press("ctrl+z")
        assert ui.box.typed == ""
        await ui.press("ctrl+y")
        assert ui.box.typed == "one two"
        assert ui.answer("start.title") is None


async def test_an_action_of_many_answers_is_one_line(pack, path):
    async with wizard(pack, path, new=True) as ui:
        rows = given((Row("kids", {"name": given("Children")}),))
        ui.model.do(
            lambda: ui.session.apply(
                [Edit("start.title", given("a")), Edit("start.count", given(3)), Edit("people.groups", rows)]
            )
        )
        await ui.press("f8")
        assert ui.session.assessment.answers == {}
        assert ui.at == Ref("people.groups"), "the first that was taken back"
        assert "3 answers changed (Ctrl+Y does them again): Q2.1 Which" in ui.text

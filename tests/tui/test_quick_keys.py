"""Keys that come faster than screens change: a second Enter ends nothing below and answers nothing that nobody saw."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from support.driver import wizard
from textual.screen import Screen

import dpia.tui.screens
from dpia.engine.lane import NAMING
from dpia.storage.journal import left_behind
from dpia.tui.ending import EndingDialog, EndingScreen
from dpia.tui.forms import Choice
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.screens.jump import JumpScreen
from dpia.tui.screens.lane import LaneScreen
from dpia.tui.screens.lane_end import LaneEndScreen
from dpia.tui.widgets.finding_list import ChoiceList


def ours(kind: type[object]) -> Iterator[type[object]]:
    """Every class below a screen of Textual."""
    for below in type.__subclasses__(kind):
        yield below
        yield from ours(below)


def test_every_screen_that_ends_with_a_result_ends_once():
    for module in pkgutil.iter_modules(dpia.tui.screens.__path__):
        importlib.import_module(f"dpia.tui.screens.{module.name}")
    ending = [
        one for one in ours(Screen) if one.__module__.startswith("dpia.") and "self.dismiss(" in inspect.getsource(one)
    ]
    assert len(ending) > 8
    assert [one.__name__ for one in ending if not issubclass(one, EndingScreen | EndingDialog)] == []


@pytest.mark.parametrize("keys", [("ctrl+a", "down"), ("ctrl+f", "b")])
async def test_two_enters_in_a_list_lead_to_one_place(pack, path, keys):
    async with wizard(pack, path, new=True) as ui:
        await ui.press(*keys)
        await ui.wait_for_screen(JumpScreen)
        ui._send("enter")
        ui._send("enter")
        await ui.rest()
        stack = ui.app.screen_stack
        assert ui.walk in stack
        assert sum(isinstance(screen, FindingScreen) for screen in stack) <= 1


async def test_two_enters_in_the_lane_answer_one_question(real_pack, tmp_path):
    async with wizard(real_pack, None) as ui:
        await ui.press("enter", "enter")
        await ui.wait_for_screen(LaneScreen)
        lane = ui.app.screen.lane
        await ui.press("1")
        ui._send("enter")
        ui._send("enter")
        await ui.rest()
        assert len(lane.place.answered) == 1
        for _ in range(14):
            if lane.typed or lane.at is None:
                break
            await ui.press("f5")
        assert lane.at == NAMING[0]
        await ui.type("Gate")
        path = lane.session.path
        ui.app.screen.aside.journal.flush()
        assert [left.typed for left in ui.app.screen.aside.journal._wanted] == ["Gate"]
        ui._send("enter")
        ui._send("enter")
        await ui.rest()
        assert lane.session.assessment.answers[NAMING[0].question].value == "Gate"
        assert lane.at == NAMING[1], "a second Enter leaves nothing out"
        assert NAMING[1].question not in lane.session.assessment.answers
        assert ui.app.screen.aside is None
        assert not left_behind(path)
        await ui.press("enter")
        await ui.wait_for_screen(LaneEndScreen)
        await ui.press("f4")
        await ui.wait_for_screen(JumpScreen)
        assert "Why: the findings behind the verdict" in ui.text
        ui._send("escape")
        ui._send("escape")
        await ui.rest()
        assert isinstance(ui.app.screen, LaneEndScreen | LaneScreen)


async def test_letters_in_a_list_of_a_dialog_go_to_an_entry_and_choose_nothing(pack, path):
    chosen: list[str | None] = []
    async with wizard(pack, path, new=True) as ui:
        choices = [Choice(name.lower(), name) for name in ("Client", "Counsel", "Officer", "Supplier")]
        ui.app.choose("Whose position?", choices, chosen.append)
        await ui.rest()
        await ui.type("couns")
        assert chosen == []
        listing = ui.app.screen.query_one(ChoiceList)
        assert listing.highlighted == 1
        await ui.type("xyz")
        assert listing.highlighted is not None
        await ui.press("down", "4", "enter")
        assert chosen == ["supplier"]


async def test_digits_are_one_number_only_while_nothing_else_was_pressed(real_pack):
    """What is ticked or taken is what was highlighted: Space, an arrow and a click each end a number."""
    async with wizard(real_pack, None) as ui:
        await ui.press("a", "enter")
        await ui.wait_for_screen(LaneScreen)
        screen = ui.app.screen
        for _ in range(3):
            await ui.press("1", "enter")
        assert screen.lane.at.question == "processing.technology"
        assert len(screen.entries) > 20

        await ui.press("2")
        assert screen.list.highlighted == 1
        assert " 2 — Enter takes this one" in ui.text
        await ui.press("3")
        assert screen.list.highlighted == 22, "a number of two digits, which is shown before Enter"
        assert " 23 — Enter takes this answer" in ui.text
        await ui.press("2", "9")
        assert screen.list.highlighted == 8, "no entry has the number 29"

        await ui.press("2", "space", "3")
        assert screen.list.highlighted == 2
        await ui.press("space")
        assert screen.ticked == {screen.entries[1].tick, screen.entries[2].tick}
        for other in ("down", "end"):
            await ui.press("2", other, "3")
            assert screen.list.highlighted == 2, other
        await ui.press("2", "down", "up", "3")
        assert screen.list.highlighted == 2
        await ui.press("home", "2")
        screen.list.highlighted = 4  # as a click
        await ui.press("1")
        assert screen.list.highlighted == 0


async def test_digits_in_a_list_of_a_dialog_are_one_number_only_while_nothing_else_was_pressed(pack, path):
    async with wizard(pack, path, new=True) as ui:
        ui.app.choose("Which?", [Choice(str(n), f"entry {chr(96 + n)}") for n in range(1, 24)], lambda choice: None)
        await ui.rest()
        listing = ui.app.screen.query_one(ChoiceList)
        await ui.press("2", "3")
        assert listing.highlighted == 22
        for other in ("down", "home", "pageup"):
            await ui.press("2", other, "3")
            assert listing.highlighted == 2, other
        await ui.press("2", "down", "up", "3")
        assert listing.highlighted == 2

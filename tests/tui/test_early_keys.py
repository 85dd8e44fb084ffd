"""Keys that arrive while a screen is on its way: they reach the new screen, in their order, and commit nothing there."""

from __future__ import annotations

from pathlib import Path

from support.driver import Driver, wizard
from textual import events

from dpia.content.pack import Pack
from dpia.create import begin_in_memory, create, scenario_named
from dpia.paths import working_folder
from dpia.tui.lane_model import LaneModel
from dpia.tui.messages import FileWanted
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.lane import LaneScreen


def press_at_once(ui: Driver, *keys: str) -> None:
    """Put keys into the queue of the application, before anything comes of what was done just now."""
    for key in keys:
        ui.app.post_message(events.Key(key, key if len(key) == 1 else None))


def push_lane(ui: Driver, pack: Pack) -> LaneScreen:
    """Begin the lane as the application does it, and wait for nothing."""
    scenario = scenario_named(pack, "school-attendance")
    session = begin_in_memory(pack, scenario.id, ui.app.clock, language="en")
    lane = LaneScreen(LaneModel(session, scenario, working_folder(), ui.app.tr, ui.app.clock))
    ui.app.assessment = lane
    ui.app.push_screen(lane)
    return lane


async def test_a_key_pressed_before_the_lane_is_there_counts_in_the_lane(real_pack):
    async with wizard(real_pack, None) as ui:
        lane = push_lane(ui, real_pack)
        press_at_once(ui, "down", "down", "down", "up")
        await ui.rest()
        assert lane.list.highlighted == 1
        await ui.press("enter")
        assert lane.lane.done, "and the keys after them act at once"


async def test_an_enter_pressed_before_the_lane_is_there_answers_nothing(real_pack):
    async with wizard(real_pack, None) as ui:
        lane = push_lane(ui, real_pack)
        press_at_once(ui, "1", "enter", "enter")
        await ui.rest()
        assert (lane.list.highlighted, lane.lane.done) == (0, [])


async def test_what_is_typed_while_a_file_is_opened_stands_in_its_first_question(pack, path: Path):
    create(pack, path).close()
    async with wizard(pack, None) as ui:
        ui.app.post_message(FileWanted(path))
        press_at_once(ui, *"PlanB")
        await ui.rest()
        await ui.wait_for_screen(AssessmentScreen)
        await ui.rest()
        assert ui.walk.page._in_editor() == "PlanB"
        await ui.press("tab")
        assert ui.answer("start.title").value == "PlanB"

"""A command is declared once; keys, the line of keys, the list and the help come from there."""

from __future__ import annotations

import pytest
from support.driver import wizard

from dpia.i18n import Translator
from dpia.tui import discussion_commands, reasoning_commands
from dpia.tui.commands import ASSESSMENT, FINDING, LANGUAGE, START, both_cases, key_name
from dpia.tui.dialogs import _found_in
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.board import BoardScreen
from dpia.tui.screens.discussion import DiscussionScreen
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.screens.ladder import LadderScreen
from dpia.tui.screens.open_tasks import TasksScreen
from dpia.tui.screens.power import PowerScreen
from dpia.tui.screens.risks import RiskScreen
from dpia.tui.screens.start import StartScreen
from dpia.tui.screens.what_if import WhatIfScreen
from dpia.tui.screens.workshop import WorkshopScreen

SCREENS = [
    (AssessmentScreen, ASSESSMENT),
    (FindingScreen, FINDING),
    (StartScreen, START),
    (DiscussionScreen, discussion_commands.DISCUSSION),
    (TasksScreen, discussion_commands.TASKS),
    (WorkshopScreen, discussion_commands.WORKSHOP),
    (BoardScreen, reasoning_commands.BOARD),
    (LadderScreen, reasoning_commands.LADDER),
    (PowerScreen, reasoning_commands.BOARD),
    (RiskScreen, reasoning_commands.RISKS),
    (WhatIfScreen, reasoning_commands.WHAT_IF),
]


@pytest.mark.parametrize(("screen", "commands"), SCREENS, ids=lambda item: getattr(item, "__name__", ""))
def test_every_command_has_an_action_and_its_keys(screen, commands):
    given = [(binding.key, binding.action) for binding in screen.BINDINGS if not binding.key.startswith("none-")]
    bound = {key: action for keys, action in given for key in keys.split(",")}
    assert commands
    for command in commands:
        assert callable(getattr(screen, f"action_{command.name}", None)), command.name
        for key in (case for one in command.keys for case in both_cases(one).split(",")):
            assert bound.pop(key) == command.name
    assert bound == {}, "no key that is not a command"


@pytest.mark.parametrize(("screen", "commands"), SCREENS, ids=lambda item: getattr(item, "__name__", ""))
def test_keys_are_used_once_and_arrive_on_every_terminal(screen, commands):
    keys = [key for command in commands for key in command.keys]
    assert len(keys) == len(set(keys))
    for key in keys:
        assert not key.startswith("alt"), key
        assert key not in ("ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+c", "ctrl+z"), (
            f"{key} is Tab, Enter, Backspace or the terminal's own"
        )


def test_names_of_keys():
    tr = Translator()
    assert [key_name(key, tr) for key in ("f1", "ctrl+n", "escape", "a", "ctrl+pagedown")] == [
        "F1",
        "Ctrl+N",
        "Esc",
        "A",
        "Ctrl+PgDn",
    ]


async def test_the_help_screen_names_every_command(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.press("f1")
        text = ui.flat
        for _ in range(8):
            await ui.press("pagedown")
            text += ui.flat
        for command in ASSESSMENT:
            there = f"{command.label}: " in text
            assert there == (command.name != LANGUAGE.name), command.label  # there is one language only
        assert "none of these, and I have looked" in text, "keys inside a question too"


async def test_the_list_of_commands_runs_what_is_chosen(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.press("ctrl+p")
        await ui.type("next sec")
        await ui.press("enter")
        await ui.wait_for_text("2/4 The people")
        await ui.press("ctrl+p")
        await ui.type("no such thing")
        await ui.press("enter")
        await ui.press("escape")
        assert ui.app.screen is ui.walk


async def test_function_keys_win_over_the_editor(pack, path):
    """Textual's own editor has F6 and F7 for itself."""
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.summary")
        await ui.type("x")
        await ui.press("f5")
        assert ui.answer("start.summary") is not None
        await ui.press("f7")
        assert ui.answer("start.summary") is None


async def test_ctrl_c_does_not_kill(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("start.body-type")
        await ui.press("ctrl+c")
        assert any("F10 leaves" in message for message in ui.told)
        assert ui.app.is_running


def test_the_commands_whose_name_was_typed_stand_before_those_that_only_say_it():
    def found(name: str) -> int:
        return _found_in(name, ["what", "if"])

    assert [found(name) for name in ("what if  w", "if so: what", "somewhat stiff", "undo")] == [0, 1, 2, 3]

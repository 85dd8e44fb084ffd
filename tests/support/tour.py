"""A tour of every screen of the wizard, for tests that look at all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from textual.screen import Screen

from dpia.engine.truth import Ref
from dpia.tui.dialogs import FormScreen, ListScreen, TextScreen
from dpia.tui.recent_files import remember
from dpia.tui.screens.files import FileScreen
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.screens.jump import JumpScreen
from dpia.tui.screens.start import StartScreen
from support.driver import Driver

ANSWERS = {
    "start.title": "Plan",
    "start.body-type": "public-body",
    "start.public-task": False,
    "start.people-in": ["sweden", "china"],
    "start.summary": "unknown",
    "start.count": 1200,
    "start.begin-date": "2026-11-02",
    "start.drafts": {"not_applicable": "none of it"},
    "people.groups": [
        {
            "id": "pupils",
            "name": "Pupils",
            "role": "pupil",
            "joins": True,
            "depends": True,
            "ages": ["child"],
            "number": 28,
        },
        {"id": "staff", "role": "staff", "joins": True, "depends": "unknown"},
    ],
    "power.told": False,
}
"""Every state and type; a blocker, a major finding, one not shown."""


async def tour(ui: Driver) -> AsyncIterator[str]:
    """Go to every screen, one after the other, and name each. Begins on an open assessment."""
    walk = ui.walk
    yield "start"
    for question in (
        "start.body-type",
        "start.people-in",
        "start.summary",
        "start.count",
        "start.begin-date",
        "start.drafts",
    ):
        await ui.go(question)
        yield question
    await ui.go("start.count")
    await ui.type("x")
    await ui.press("enter")
    yield "a number that is none"
    await ui.press("f7")
    for section in ("people", "power", "decision"):
        await ui.press("ctrl+n")
        yield section
    await ui.go("people.groups", "pupils", "name")
    yield "a card"
    await ui.go("people.parties")
    yield "an empty table"
    await ui.press("ctrl+b", "ctrl+b")
    for key, kind in (
        ("f1", TextScreen),
        ("f2", ListScreen),
        ("f4", TextScreen),
        ("ctrl+o", TextScreen),
        ("ctrl+l", TextScreen),
        ("ctrl+k", TextScreen),
        ("ctrl+p", ListScreen),
        ("f9", FormScreen),
    ):
        await ui.press(key)
        await ui.wait_for_screen(kind)
        yield key
        if kind is TextScreen:
            await ui.press("end")
            yield f"{key} to its end"
        await ui.press("escape")
        await ui.wait_for(lambda: ui.app.screen is walk, "the page")
    for key, typed in (("ctrl+f", "["), ("ctrl+a", "")):
        await ui.press(key)
        await ui.wait_for_screen(JumpScreen)
        await ui.type(typed)
        yield f"{key} {typed}"
        await ui.press("escape")
        await ui.wait_for(lambda: ui.app.screen is walk, "the page")
    for command in ("completeness", "duties", "scenario", "as_of"):
        await walk.run_action(command)
        await ui.rest()
        yield command
        await ui.press("escape")
        await ui.wait_for(lambda: ui.app.screen is walk, "the page")
    await ui.go("start.drafts")
    await ui.press("f6")
    await ui.wait_for_screen(FormScreen)
    await ui.press("ctrl+u", "ctrl+s")
    yield "not applicable"
    await ui.press("escape")
    await ui.go("people.groups")
    await ui.press("delete")
    await ui.wait_for_screen(ListScreen)
    yield "remove a row"
    await ui.press("escape")
    await ui.press("f3")
    yield "findings"
    await ui.press("escape")
    for finding in ui.model.evaluation.findings:
        ui.app.push_screen(FindingScreen(ui.model, finding))
        await ui.wait_for_screen(FindingScreen)
        yield finding.id
        await ui.press("end")
        yield f"{finding.id} to its end"
        for key in ("c", "m"):
            await ui.press(key)
            await ui.wait_for_screen(FormScreen)
            yield f"{finding.id} {key}"
            await ui.press("escape")
        await ui.press("f4")
        await ui.wait_for_screen(TextScreen)
        yield f"{finding.id} law"
        await ui.press("escape")
        await ui.press("a")
        await ui.wait_for_screen(ListScreen)
        yield f"{finding.id} a"
        await ui.press("down", "enter")
        await ui.wait_for_screen(FindingScreen)
        yield f"{finding.id} accepted"
        await ui.press("escape")
    await ui.go("decision.outcome")
    await ui.press("1", "enter")
    await ui.wait_for_screen(FormScreen)
    yield "a decision against the outcome"
    await ui.press("escape")
    await ui.press("f8")
    yield "undone"
    walk.go_to(Ref("start.count"))
    await ui.type("x")
    await ui.press("f10")
    await ui.wait_for_screen(ListScreen)
    yield "leave with something unsaved"
    await ui.press("escape")
    await ui.press("f7")
    remember(ui.session.path.with_name("gone.dpia.json"))
    ui.app.push_screen(StartScreen(ui.app.pack, ui.app.clock))
    await ui.wait_for_screen(StartScreen)
    yield "start screen"
    asked: tuple[tuple[str, type[Screen[Any]]], ...] = (("n", ListScreen), ("o", FileScreen))
    for key, wanted in asked:
        await ui.press(key)
        await ui.wait_for_screen(wanted)
        yield f"start screen {key}"
        await ui.press("escape")
    await ui.press("n", "enter")
    await ui.wait_for_screen(FormScreen)
    yield "a new assessment"
    await ui.press("escape")
    await ui.choose(f"example-{ui.app.pack.content.examples[0].id}")
    await ui.wait_for_screen(FormScreen)
    yield "an example"
    await ui.press("escape")


WORK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("discussion", ("p", "enter", "enter", "escape", "e", "enter", "escape", "c", "escape", "t", "escape")),
    ("tasks", ("n", "escape", "r", "escape", "k", "escape", "ctrl+p", "escape")),
    ("workshop", ("a", "escape", "p", "enter", "enter", "escape", "ctrl+p", "escape")),
    ("life_cycle", ("enter",)),
    ("risks", ("n", "escape")),
    ("power", ()),
    ("ladder", ("enter",)),
    ("what_if", ("a", "enter", "escape")),
    ("grid", ()),
    ("divergences", ()),
    ("merge", ()),
)
"""Commands of an assessment, each with the keys that open what can be opened on its screen."""


async def tour_of_work(ui: Driver) -> AsyncIterator[str]:
    """Go to the screens on which one reasons, speaks and signs, and to their dialogs. Begins on an open assessment."""
    for command, keys in WORK:
        await ui.walk.run_action(command)
        await ui.rest()
        yield command
        for key in keys:
            await ui.press(key)
            yield f"{command} {key}"
        for _ in range(4):
            if ui.app.screen is not ui.walk:
                await ui.press("escape")
        assert ui.app.screen is ui.walk, ui.text

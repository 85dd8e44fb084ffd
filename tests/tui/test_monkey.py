"""A monkey at the keyboard: whatever it presses, nothing breaks, and no change of an answer goes unsaid."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from support import driver
from support.driver import Driver, wizard
from textual import events

from dpia.assessment.change import Change
from dpia.create import create
from dpia.session import Session
from dpia.storage.document import read_document, verify_document
from dpia.tui import echo
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.screens.findings import FindingsScreen

LONG = int(os.environ.get("DPIA_MONKEY", "0"))
"""How many monkeys of the long run (`make monkey`); in the suite there are two, who press less."""

PRESSES = 2500 if LONG else 170
SEEDS = range(100, 100 + LONG) if LONG else range(2)

MOVING = ["tab", "shift+tab", "up", "down", "down", "home", "end", "pageup", "pagedown", "left", "right", "escape"]
DOING = ["enter", "enter", "enter", "space", "backspace", "delete", "insert", "ctrl+j", "ctrl+u", "ctrl+v", "ctrl+z"]
COMMANDS = [
    "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f8", "ctrl+y", "ctrl+y", "ctrl+p", "ctrl+n", "ctrl+n", "ctrl+b", "ctrl+g",
    "ctrl+s", "ctrl+t", "ctrl+r", "ctrl+o", "ctrl+l", "f9", "f10", "ctrl+a", "ctrl+f", "ctrl+e", "ctrl+d", "ctrl+k", "ctrl+x",
    "f11", "f12", "#",
]  # fmt: skip
ANSWERS = [["1", "enter"], ["down", "enter"], ["down", "down", "space", "tab"], ["2", "space", "0", "space", "enter"]]
LETTERS = [*"yn012 apcsew-+/[]{}$@", "å", "你", "ק", "😀", "\u0301"]
WORDS = ["they said so", "2026-11-21", "12", "sweden", "[/b] [@click=quit] {x}", "你好 שלום"]
PASTES = [
    "مرحبا\u202e\u2066 بالعالم",
    "\x00\x07\x9b2J",
    "e\u0301\u0302\u0303",
    "🇸🇪👨‍👩‍👧",
    "one\ntwo\nthree",
    "\x1b[21~\x1b[31mred",
    "a\u202eb",
    "1\n2",
    "[/]\r\n$x",
    "",
    "\n",
    "x" * 3000,
    "👩‍🏫\t表",
]
SIZES = [(80, 24), (120, 40), (60, 20), (160, 48)]


@pytest.fixture(autouse=LONG > 0)
def patience(monkeypatch):
    """A long run may share the machine with others."""
    monkeypatch.setattr(driver, "PATIENCE", 120.0)


async def one_press(ui: Driver, monkey: random.Random, coming: list[str]) -> str:
    """Something that a person might do, by accident or not, and what it was. `coming` are keys that belong together."""
    if coming:
        await ui.press(coming[0])
        return coming.pop(0)
    if ui.app.screen is not ui.walk and monkey.random() < 0.4:
        await ui.press("escape")
        return "escape"
    kinds = [MOVING, DOING, COMMANDS, LETTERS, WORDS, PASTES, SIZES, ["click"], ANSWERS]
    kind = monkey.choices(kinds, [24, 18, 14, 14, 6, 5, 1, 3, 15])[0]
    what = monkey.choice(kind)
    if kind is WORDS:
        await ui.type(what)
    elif kind is PASTES:
        assert ui.app._driver is not None
        ui.app._driver.send_message(events.Paste(what))
        await ui.rest()
    elif kind is SIZES:
        await ui.pilot.resize_terminal(*what)
        await ui.rest()
    elif what == "click":
        x, y = monkey.randrange(ui.app.size.width), monkey.randrange(ui.app.size.height)
        await ui.pilot.click(offset=(x, y))
        await ui.rest()
        what = f"click {x} {y}"
    elif kind is ANSWERS:
        coming += what
    else:
        await ui.press(what)
    return repr(what)


async def assert_said(ui: Driver, entries: tuple[Change, ...], trail: list[str]) -> None:
    """That each new entry of the log stands on the screen, when the dialogs over it are gone."""
    for _ in range(4):
        if isinstance(ui.app.screen, FindingScreen | FindingsScreen) or ui.app.screen is ui.walk:
            break
        await ui.press("escape")
    shown = ui.model.echo
    assert shown is not None
    taken_back = {change.undoes for change in entries}  # F8 settles what is being typed, and takes it back
    assert shown.entries == tuple(change for change in entries if change.n not in taken_back), trail[-8:]
    headline = " ".join(echo.headline(shown, ui.model.words).split())
    if headline[:24] in ui.flat:
        return
    assert ui.app.screen is ui.walk, f"{headline} is not on the screen after {trail[-8:]}:\n{ui.text}"
    body = ui.walk.page.body
    page = " ".join(" ".join(body.render_line(y).text.strip(" ▌┃│") for y in range(body.size.height)).split())
    for ref in shown.refs:
        said = " ".join(echo.beside(shown, ref, ui.model.words).split())
        assert said[:24] in page, f"{said} is not on the page after {trail[-8:]}:\n{ui.text}"


@pytest.mark.parametrize("seed", SEEDS)
async def test_nothing_breaks_and_nothing_changes_unsaid(pack, path: Path, seed: int, monkeypatch):
    """It may not leave and may not start processes; both can be chosen from the list of commands."""
    monkeypatch.setattr(AssessmentScreen, "action_leave", AssessmentScreen.settle)
    monkeypatch.setattr(AssessmentScreen, "action_report", AssessmentScreen.settle)
    monkey = random.Random(seed)
    create(pack, path, scenario="club").close()
    trail, coming = [""], list[str]()
    async with wizard(pack, path) as ui:
        for _ in range(PRESSES):
            known = len(ui.session.document.changes)
            trail.append(await one_press(ui, monkey, coming))
            assert ui.walk in ui.app.screen_stack, trail[-8:]
            entries = ui.session.document.changes[known:]
            if entries:
                await assert_said(ui, entries, trail)
        changes, assessment = ui.session.document.changes, ui.session.assessment
        ui.session.close()
    assert len(changes) > 10, "the monkey was not idle"
    document = read_document(path)
    assert verify_document(document) == []
    assert document.assessment == assessment
    with Session.open(pack, path) as session:
        while session.undo(earlier=True) is not None:
            pass
        assert not session.assessment.answers
        assert not session.assessment.proposed
        assert not session.assessment.responses

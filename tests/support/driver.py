"""Drives the wizard in tests: presses keys, waits for conditions and never for time, and reads the screen as text."""

from __future__ import annotations

import asyncio
import builtins
import importlib
import pkgutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen

from dpia.assessment.model import Answer
from dpia.content.pack import Pack
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.session import Session, utc_now
from dpia.tui import screens
from dpia.tui.app import DpiaApp
from dpia.tui.keymap import DECLARED, KeysInForce
from dpia.tui.screens.assessment import AssessmentScreen
from dpia.tui.view_model import ViewModel
from dpia.tui.widgets.field import QuestionBox
from dpia.tui.widgets.finding_list import ChoiceList
from support.furniture import cut

LEAST, SMALL, LARGE, HUGE = (60, 15), (80, 24), (120, 40), (160, 48)
PATIENCE = 30.0
"""Seconds until a condition that does not come true is a failure."""


_RULES: dict[object, list[RuleSet]] = {}
_PARSE = Stylesheet._parse_rules


def _parsed_once(sheet: Stylesheet, *args: Any, **kwargs: Any) -> list[RuleSet]:
    """Style sheets are the same in each wizard of a process: they are parsed once for each theme."""
    key = (args, *sorted(kwargs.items()), *sorted(sheet._variables.items()))
    if key not in _RULES:
        _RULES[key] = _PARSE(sheet, *args, **kwargs)
    return _RULES[key]


Stylesheet._parse_rules = _parsed_once  # type: ignore[assignment,method-assign]


class Driver:
    """A running wizard."""

    def __init__(self, app: DpiaApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    # --- doing ------------------------------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the wizard has come to rest."""
        for key in keys:
            self._send(key)
            await self.rest()
        self.look_at_furniture()

    async def type(self, text: str) -> None:
        """Type a text; a line feed is Enter. Characters go in as fast as from a paste."""
        for character in text:
            self._send("enter" if character == "\n" else character)
            if character == "\n":
                await self.rest()
        await self.rest()

    def _send(self, key: str) -> None:
        name = _character_to_key(key) if len(key) == 1 else key
        character = key if len(key) == 1 else {"space": " ", "plus": "+", "minus": "-"}.get(key)
        driver = self.app._driver
        assert driver is not None
        driver.send_message(events.Key(name, character))

    async def rest(self) -> None:
        """Wait until every message is handled and everything is painted.

        What is being handled has ended when every queue has given back a call that was put behind it; what it led to waits
        in some queue then, or is being handled. So no queue may hold anything, twice in a row. This is quicker than the
        pilot, which waits for the processor to be idle.
        """
        quiet, end = 0, time.monotonic() + PATIENCE
        while quiet < 2 and self.app.is_running and not self.app._exit:
            assert time.monotonic() < end, f"the wizard does not come to rest; the screen shows:\n{self.text}"
            await self.pilot._wait_for_screen()
            screen = self.app.screen if self.app._screen_stack else None
            if screen is not None and self._painting(screen):
                quiet = 0
                await asyncio.sleep(0.004)
            else:
                quiet = 0 if self._waiting(screen) else quiet + 1

    def _painting(self, screen: Screen[Any]) -> bool:
        return bool(
            screen._layout_required
            or screen._repaint_required
            or screen._dirty_widgets
            or screen._callbacks
            or screen._compositor.size != self.app.size
        )

    def _waiting(self, screen: Screen[Any] | None) -> bool:
        """Whether anybody on the screen has something to do still."""
        everybody = [self.app, *(screen.walk_children(with_self=True) if screen is not None else ())]
        return any(one.message_queue_size or one._next_callbacks for one in everybody)

    async def wait_for(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait until a condition holds. Fails with what was waited for and the screen as it is."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what or 'a condition'}; the screen shows:\n{self.text}")
            await asyncio.sleep(0.005)
            if self.app.is_running:
                await self.rest()

    async def wait_for_text(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        await self.wait_for(lambda: text in self.text, f"“{text}”")

    async def wait_for_screen(self, kind: builtins.type[Screen[Any]]) -> None:
        """Wait until a screen of a kind is on top and shows something."""
        await self.wait_for(lambda: isinstance(self.app.screen, kind) and self.flat, kind.__name__)

    async def go(self, question: str, row: str | None = None, column: str | None = None) -> None:
        """Stand on a question."""
        self.walk.go_to(Ref(question, row, column))
        await self.rest()
        assert self.at == Ref(question, row, column)

    async def open_by_name(self, words: str) -> None:
        """Call a command by its name."""
        await self.press("ctrl+p")
        await self.type(words)
        await self.press("enter")

    async def choose(self, option: str) -> None:
        """Choose an entry of the list on the screen by its id."""
        listing = self.app.screen.query_one(ChoiceList)
        listing.highlighted = listing.get_option_index(option)
        listing.action_select()
        await self.rest()

    def look_at_furniture(self) -> None:
        """Whatever a test is about: what stands around the page is wholly in sight, on any terminal of a usual size."""
        width, height = self.app.size
        if width >= LEAST[0] and height >= LEAST[1] and self.app.is_running and self.app._screen_stack:
            found = cut(self.app.screen)
            assert not found, f"{found}; the screen shows:\n{self.text}"

    # --- seeing -----------------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The screen as it is on the terminal."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def flat(self) -> str:
        """The screen as one line of words, so that wrapping does not matter."""
        return " ".join(word for word in self.text.split() if word.strip("┃│▌╭╮╰╯─▏▁▕"))

    @property
    def walk(self) -> AssessmentScreen:
        """The assessment screen, wherever it is in the stack."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, AssessmentScreen))

    @property
    def model(self) -> ViewModel:
        return self.walk.model

    @property
    def session(self) -> Session:
        return self.walk.model.session

    @property
    def box(self) -> QuestionBox:
        """The question at hand."""
        box = self.walk.page.current
        assert box is not None
        return box

    @property
    def at(self) -> Ref:
        return self.box.ref

    def answer(self, question: str, row: str | None = None, column: str | None = None) -> Answer | None:
        """An answer as the session has it."""
        return self.session.assessment.answer(question, row, column)

    @property
    def entries(self) -> int:
        """How many entries the log has."""
        return len(self.session.document.changes)

    @property
    def told(self) -> list[str]:
        """Every notification that is shown."""
        return [notification.message for notification in self.app._notifications]


@asynccontextmanager
async def wizard(
    pack: Pack,
    path: Path | None,
    *,
    size: tuple[int, int] = SMALL,
    new: bool = False,
    take_over: bool = False,
    tr: Translator | None = None,
    clock: Callable[[], Any] | None = None,
    keys: KeysInForce = DECLARED,
    notifications: bool = False,
) -> AsyncIterator[Driver]:
    """Run the wizard headless."""
    app = DpiaApp(pack, path, new=new, take_over=take_over, tr=tr or Translator(), keys=keys, clock=clock or utc_now)
    async with app.run_test(size=size, notifications=notifications) as pilot:
        ui = Driver(app, pilot)
        await ui.rest()
        yield ui


def screens_with_commands() -> list[type[Screen[Any]]]:
    """Every screen that names commands of its own."""
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")
    found: list[type[Screen[Any]]] = []
    look: list[type[Screen[Any]]] = [Screen]
    while look:
        below = look.pop().__subclasses__()
        look += below
        found += [one for one in below if getattr(one, "COMMANDS_HERE", ())]
    return found

"""Keys that arrive while a screen is on its way: they wait until it can take them, and get lost nowhere else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from textual import events
from textual.app import App
from textual.screen import Screen

Deliver = Callable[[events.Event], Awaitable[None]]

COMMITS = ("enter",)
"""Keys that would answer or choose something that nobody had seen when they were pressed: these go with the wait."""


class EarlyKeys:
    """Holds what is typed or pasted until the screen on top is there with its focus; then it goes on in its order."""

    def __init__(self, app: App[Any], deliver: Deliver) -> None:
        self._app, self._deliver = app, deliver
        self._held: list[events.Key | events.Paste] = []
        self._expected = 0
        self._asked: Screen[Any] | None = None

    def expect(self) -> None:
        """A screen will come, although the one on top could take keys still."""
        self._expected += 1

    def arrived(self) -> None:
        """What was expected has come, or will not come any more."""
        self._expected -= 1
        self._ask()

    @property
    def _ready(self) -> bool:
        stack = self._app.screen_stack
        return not self._expected and bool(stack) and _seen(stack[-1])

    def keeps(self, event: events.Event) -> bool:
        """Keep a key or a paste for later, if it cannot go on now. Everything else always goes on."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            return False
        if self._ready and not self._held:
            return False
        self._held.append(event)
        self._ask()
        return True

    def _ask(self) -> None:
        """Be called when the screen on top has been painted and what it did about the focus is done."""
        if not self._held or self._expected or not (stack := self._app.screen_stack):
            return
        screen = stack[-1]
        if self._asked is not screen:
            self._asked = screen
            if not screen.call_after_refresh(self._app.call_later, self._let_go):
                self._app.call_later(self._let_go)  # it is closing: another one is on top by then

    async def _let_go(self) -> None:
        self._asked = None
        while self._held and self._ready:
            event = self._held.pop(0)
            if not isinstance(event, events.Key) or event.key not in COMMITS:
                await self._deliver(event)
        self._ask()


def _seen(screen: Screen[Any]) -> bool:
    """Whether a screen was painted once: Textual lays it out and paints it in one go."""
    return screen.is_mounted and screen._compositor.root is not None

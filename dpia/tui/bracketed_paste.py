"""A paste reaches the program as one text, whatever is in it.

Textual's parser goes on reading escape sequences inside a bracketed paste: one that it does not know, or one that is
followed by a pause, comes out as keys. A pasted log could so answer questions. Here everything between the two marks is
taken out before Textual's parser sees it.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable
from types import ModuleType

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END as END
from textual._xterm_parser import BRACKETED_PASTE_START as START
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message


class PasteParser(XTermParser):
    """Textual's parser, with pastes taken out whole."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasted: str | None = None
        """What was pasted so far; None outside a paste."""
        self._tail = ""
        """The end of what was passed on: the beginning of a mark may have come alone."""

    def feed(self, data: str) -> Iterable[Message]:
        """Parse what the terminal sent; an empty text is the end."""
        if not data:
            yield from super().feed(data)
        while data:
            data = yield from self._outside(data) if self._pasted is None else self._inside(data)

    def _outside(self, data: str) -> Generator[Message, None, str]:
        """Pass on everything up to the next paste; what is left."""
        seen = self._tail + data
        start = seen.find(START)
        if start < 0:
            self._tail = seen[1 - len(START) :]
            yield from super().feed(data)
            return ""
        end = start + len(START) - len(self._tail)
        self._tail, self._pasted = "", ""
        yield from super().feed(data[:end])
        return data[end:]

    def _inside(self, data: str) -> Generator[Message, None, str]:
        """Gather what is pasted; at its end tell it. What is left."""
        assert self._pasted is not None
        self._pasted += data
        # A text may hold the end mark itself, to let its rest pass as keys: the last mark before another paste counts.
        following = self._pasted.find(START)
        end = self._pasted.rfind(END, 0, following if following >= 0 else len(self._pasted))
        if end < 0:
            end = self._pasted.find(END)
        if end < 0:
            return ""
        text, rest = self._pasted[:end], self._pasted[end + len(END) :]
        self._pasted = None
        for message in super().feed(END):
            if not isinstance(message, events.Paste):
                yield message
        yield events.Paste(text.replace("\x00", ""))
        return rest


def take_pastes_whole(driver: type[Driver]) -> type[Driver]:
    """Let a driver of Textual use the parser above; drivers without a terminal have none."""
    for base in driver.__mro__:
        module = sys.modules.get(base.__module__)
        for place in (module, getattr(module, "win32", None)):
            if isinstance(place, ModuleType) and getattr(place, "XTermParser", None) is XTermParser:
                vars(place)["XTermParser"] = PasteParser
    return driver

"""The streams and signals of the process, as the dialogue needs them."""

from __future__ import annotations

import contextlib
import io
import select
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TextIO

from dpia.control_chars import replaced
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.plain.dialogue import Dialogue
from dpia.plain.quick import walk_lane
from dpia.plain.speaking import Channel, Ended
from dpia.session import Session, utc_now
from dpia.tui.lane_model import LaneModel
from dpia.tui.view_model import ViewModel

LINE_LIMIT = 100_000
"""Characters of one line; nobody types more, and an answer takes less."""

AT_ONCE = 0.01
"""Seconds within which a pasted line follows the one before; nobody types one so soon."""


def talk(session: Session, tr: Translator, *, quick: bool = False) -> bool:
    """Walk an open session on the standard streams. Whether everything that was answered is saved. Raises UserError."""
    view = ViewModel(session, tr)
    lane = _lane(view) if quick else None
    with _signals() as gate:
        channel = Channel(_reader(sys.stdin, gate), _writer(sys.stdout, gate), tr, gate.whole, _waiting(sys.stdin))
        if lane is not None and not walk_lane(lane, channel):
            return Dialogue(lane.view, channel).all_saved()
        return Dialogue(lane.view if lane is not None else view, channel).run()


def _lane(view: ViewModel) -> LaneModel:
    """The quick lane of the setting. Raises UserError where there is none."""
    path, scenario = view.session.path, view.scenario
    if scenario is None or not scenario.lane:
        raise UserError(
            N_("The quick lane belongs to a setting, and this assessment was begun without one."),
            hint=N_("Leave --quick out, or begin with: dpia new FILE --scenario S"),
            code="no-lane",
        )
    return LaneModel(view.session, scenario, path.parent if path is not None else Path(), view.tr, utc_now)


class _Gate:
    """Whether a signal ends the dialogue now, or when the change that is being written is whole."""

    def __init__(self) -> None:
        self.ended = False
        self._closed = 0

    def end(self, _number: int, _frame: FrameType | None) -> None:
        """What a signal does."""
        if not self.ended:
            self.ended = True
            if not self._closed:
                raise Ended

    @contextlib.contextmanager
    def whole(self) -> Iterator[None]:
        """What is done in here is done whole."""
        self._closed += 1
        try:
            yield
        finally:
            self._closed -= 1


@contextlib.contextmanager
def _signals() -> Iterator[_Gate]:
    """SIGTERM and SIGHUP end the dialogue as the end of input does."""
    gate = _Gate()
    before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            with contextlib.suppress(ValueError):  # not in the main thread
                before[number] = signal.signal(number, gate.end)
    try:
        yield gate
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _reader(stream: TextIO | None, gate: _Gate) -> Callable[[], str]:
    """Lines of a stream. What is no text of its encoding becomes characters that are taken out, and said."""
    if isinstance(stream, io.TextIOWrapper) and not stream.closed:
        stream.reconfigure(errors="surrogateescape")

    def read() -> str:
        if gate.ended or stream is None:
            raise Ended
        try:
            line = stream.readline(LINE_LIMIT)
            rest = line
            while len(rest) == LINE_LIMIT and not rest.endswith("\n"):  # the rest of a line is no line of its own
                rest = stream.readline(LINE_LIMIT)
        except (OSError, ValueError):  # the terminal is gone, or the stream was closed
            gate.ended = True
            raise Ended from None
        if not line:
            gate.ended = True
            raise Ended
        return line.rstrip("\r\n")

    return read


def _waiting(stream: TextIO | None) -> Callable[[], bool]:
    """Whether a terminal has another line already. In a pipe all lines may be there, and each is meant by itself."""
    if stream is None or stream.closed or not stream.isatty() or sys.platform == "win32":
        return lambda: False

    def waiting() -> bool:
        try:
            return bool(select.select([stream], [], [], AT_ONCE)[0])
        except (OSError, ValueError):
            return False

    return waiting


def _writer(stream: TextIO | None, gate: _Gate) -> Callable[[str], None]:
    """Text to a stream, made harmless; nobody who reads any more ends the dialogue."""

    def write(text: str) -> None:
        if stream is None:
            raise Ended
        try:
            stream.write(replaced(text))
            stream.flush()
        except (OSError, ValueError):
            gate.ended = True
            raise Ended from None

    return write

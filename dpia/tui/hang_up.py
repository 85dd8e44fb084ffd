"""The end that nobody chose: a closed terminal, a lost connection, a request of the system to stop."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable

LOOK_EVERY = 2.0
"""Seconds between two looks whether the terminal is still there."""


def on_signals(end: Callable[[], None]) -> None:
    """Call `end` for SIGHUP and SIGTERM; where the system knows neither, or another loop runs, nothing is done."""
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(number, end)


def terminal_is_gone() -> bool:
    """Whether the terminal that we read from was closed. False where standard input is none.

    In a browser the terminal is the server that started us: another parent means that it is gone.
    """
    if _shown_elsewhere:
        return os.getppid() != _parent
    try:
        import termios
    except ImportError:  # Windows closes the program with its window
        return False
    try:
        if sys.__stdin__ is None or not sys.__stdin__.isatty():
            return _was_a_terminal
        termios.tcgetattr(sys.__stdin__.fileno())
    except (termios.error, OSError, ValueError):
        return True
    return False


def _began_on_a_terminal() -> bool:
    try:
        return sys.__stdin__ is not None and sys.__stdin__.isatty()
    except ValueError:
        return False


_shown_elsewhere, _parent = "TEXTUAL_DRIVER" in os.environ, os.getppid()
_was_a_terminal = _began_on_a_terminal()

"""Runs cases with their bounds: two seconds of the processor and 500 MB each."""

from __future__ import annotations

import contextlib
import shutil
import signal
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from support.memory import forget_peak, peak_megabytes

from .targets import Broken, Target

SECONDS, MEGABYTES = 2.0, 500
TRIES = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that broke a bound or a promise."""

    number: int
    what: str


class TooSlow(BaseException):
    """It took too long. No handler for errors may take it for one."""


@contextlib.contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raises TooSlow after so many seconds of the processor."""

    def stop(_number: int, frame: FrameType | None) -> None:
        place = f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}" if frame is not None else "?"
        raise TooSlow(place)

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def run_case(target: Target, number: int, seed: int, base: Path) -> tuple[bool, Failure | None]:
    """Whether the input of a case was accepted, and what it broke.

    What is too slow is tried again, and counts if it always is: where a machine is a guest of another, the clock of the
    processor goes on while a busy host leaves the process waiting.
    """
    accepted, failure, slow = _once(target, number, seed, base)
    for _ in range(TRIES - 1):
        if slow:
            accepted, failure, slow = _once(target, number, seed, base)
    return accepted, failure


def _once(target: Target, number: int, seed: int, base: Path) -> tuple[bool, Failure | None, bool]:
    """What `run_case` says, and whether it was too slow."""
    data = target.case(number, seed)
    folder = Path(tempfile.mkdtemp(dir=base))
    forget_peak()
    before = peak_megabytes()
    try:
        with bounded(SECONDS):
            accepted = target.judge(data, folder)
    except Broken as error:
        return False, Failure(number, str(error)), False
    except TooSlow as error:
        return False, Failure(number, f"over {SECONDS} s, at {error}"), True
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {str(error)[:200]}"
        return False, Failure(number, what), False
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if (more := peak_megabytes() - before) > MEGABYTES:
        return accepted, Failure(number, f"{more:.0f} MB"), False
    return accepted, None, False

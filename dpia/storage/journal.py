"""What is typed and not in the file yet, kept aside for its owner alone, so that no sudden end takes it.

One file for each time that an assessment is open, in a folder of ours alone. It is replaced as one types, a moment
after the key and in a thread of its own, holds what is not settled and nothing else, and is gone as soon as nothing
is. Its name is a digest of where the assessment lies and says nothing of it. Who has it open holds the system's lock on
it, which the kernel gives back at whatever end: what can be locked was left behind, and is offered at the next open.
It is not forced onto the disk: it outlives the program, and not a power failure. What nobody comes back to is removed
after half a year (`KEPT_DAYS`).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import secrets
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dpia import resources
from dpia.atomic import followed, write_atomic
from dpia.errors import UserError
from dpia.paths import close, exists
from dpia.private_files import open_own, own_folder
from dpia.storage.encryption import Envelope, is_encrypted
from dpia.storage.system_lock import take

KEPT_DAYS = 180
"""Days after which what was left behind is removed, if nobody came back to it and its file is not known to be there."""

DELAY = 0.25
"""Seconds from a key until what was typed is written: what a sudden end may take."""

_FORMAT = "dpia-typed-1"
_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Text as it stands in a field (`typed`), or an answer that could not be saved (JSON; None clears).

    Text of a form has the title of the form, and no question.
    """

    question: str
    row: str | None = None
    column: str | None = None
    typed: str | None = None
    answer: Any = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """What was left behind when an assessment was open last, and when it was written."""

    file: Path
    at: dt.datetime
    entries: tuple[Unsettled, ...]

    def discard(self) -> None:
        """Remove it."""
        with contextlib.suppress(OSError):
            self.file.unlink()


class Journal:
    """What is unsettled in one assessment that is open."""

    def __init__(self, assessment: Path, envelope: Envelope | None = None) -> None:
        """In an envelope, that of an encrypted assessment, what is typed is encrypted too."""
        self._envelope = envelope
        self.problem = ""
        """Why nothing can be kept aside, as the system says it; empty if it can."""
        self._name = f"{_key(assessment)}.{secrets.token_hex(4)}.json"
        self._wanted: tuple[Unsettled, ...] = ()
        self._written: tuple[Unsettled, ...] = ()
        self._handle: int | None = None
        self._writing = threading.Lock()
        self._news, self._closing = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def keep(self, entries: Sequence[Unsettled]) -> None:
        """This, and nothing else, is unsettled now. Returns at once; it is written a moment later."""
        entries = tuple(entries)
        if entries == self._wanted:
            return
        self._wanted = entries
        self._news.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()

    def flush(self) -> None:
        """Write what is unsettled now, if it is not written yet."""
        with self._writing:
            wanted = self._wanted
            if wanted == self._written:
                return
            try:
                self._write(wanted)
            except (OSError, UserError, ValueError) as error:
                self.problem = (error.strerror if isinstance(error, OSError) else None) or str(error)
            else:
                self.problem, self._written = "", wanted

    def close(self) -> None:
        """Write what is unsettled, which stays, and let others have it."""
        self._closing.set()
        self._news.set()
        if self._thread is not None:
            self._thread.join()
        self.flush()
        self._let_go()

    def _run(self) -> None:
        while not self._closing.is_set():  # asked after the news are cleared: `close` may come in between
            self._news.wait()
            self._closing.wait(DELAY)  # meanwhile more is typed, and written with it
            self._news.clear()
            self.flush()

    def _write(self, entries: tuple[Unsettled, ...]) -> None:
        file = _folder() / self._name
        if not entries:
            file.unlink(missing_ok=True)
            self._let_go()
            return
        parts = [{name: getattr(entry, name) for name in Unsettled.__slots__} for entry in entries]
        data = json.dumps({"format": _FORMAT, "unsettled": parts}, ensure_ascii=True).encode()
        if self._envelope is not None:
            data = self._envelope.sealed(data)
        write_atomic(file, data, durable=False)
        self._let_go()
        self._handle = open_own(file, _LARGEST)
        take(self._handle)

    def _let_go(self) -> None:
        if self._handle is not None:
            close(self._handle)
            self._handle = None


def left_behind(assessment: Path, envelope: Envelope | None = None) -> list[Left]:
    """What was left behind of an assessment, the oldest first, without what somebody has open now. Never raises.

    What was typed into an encrypted one is found only with its envelope.
    """
    found = []
    with contextlib.suppress(OSError, UserError):
        for file in _folder().glob(f"{_key(assessment)}.*.json"):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError, UserError):
                found.append(_read(file, envelope))
    return sorted((left for left in found if left is not None), key=lambda left: left.at)


def sweep(there: Iterable[Path], now: dt.datetime) -> None:
    """Remove what was left behind long ago, of files that are gone for all that is known. Never raises.

    Nothing says of which file it was. So what belongs to a file of `there` that exists stays, however old it is, and
    so does what somebody has open.
    """
    known = {_key(path) for path in there if exists(path)}
    oldest = (now - dt.timedelta(days=KEPT_DAYS)).timestamp()
    with contextlib.suppress(OSError, UserError):
        for file in _folder().iterdir():
            if file.name.partition(".")[0] in known:
                continue
            with contextlib.suppress(OSError):
                if file.lstat().st_mtime < oldest and _nobody_has(file):
                    file.unlink()


def _nobody_has(file: Path) -> bool:
    handle = open_own(file, _LARGEST)
    try:
        return take(handle) is not False
    finally:
        close(handle)


def _read(file: Path, envelope: Envelope | None) -> Left | None:
    """None if somebody has it open. Raises OSError, KeyError, and what JSON may raise, if it is not what we wrote."""
    handle = open_own(file, _LARGEST)
    with os.fdopen(handle, "rb") as stream:
        if take(handle) is False:
            return None
        at = dt.datetime.fromtimestamp(os.fstat(handle).st_mtime, dt.UTC)
        raw = stream.read()
    if is_encrypted(raw):
        if envelope is None:
            return None
        raw = envelope.opened(raw, file.name)
    data = json.loads(raw)
    if data["format"] != _FORMAT:
        return None
    entries = tuple(Unsettled(**part) for part in data["unsettled"])
    for entry in entries:
        texts = [entry.question, entry.title, *(x for x in (entry.row, entry.column, entry.typed) if x is not None)]
        if not all(isinstance(text, str) for text in texts):
            raise TypeError(file)
    return Left(file, at, entries)


def _folder() -> Path:
    return own_folder(resources.state_dir() / "typed")


def _key(assessment: Path) -> str:
    """A name for where an assessment lies, from which nobody reads what it is called."""
    return hashlib.sha256(os.fsencode(followed(assessment).absolute())).hexdigest()[:32]

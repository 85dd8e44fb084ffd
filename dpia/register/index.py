"""What the register read last, so that only what changed is read again. It may be deleted at any time.

Entries are kept under the digest of the bytes that they were made of, and files under their size, times and number on
the disk, as in the index of git: one that has none of these changed, and was quiet when it was read, is not read again
(`again` reads all). Titles are text of answers, so folder and file are for their owner alone. A row whose checksum does
not hold is no row, an index that is damaged is made anew, and without one everything is read: it costs only time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from dpia import resources
from dpia.errors import UserError
from dpia.private_files import open_own, own_folder
from dpia.register.entry import RegisterEntry

NAME = "register.sqlite"
_LARGEST = 2_000_000_000
_QUIET = 2_000_000_000
"""Nanoseconds that a file must have been left alone when it was read: times on disks are coarse."""

_STATES = 4
"""Of how many states of content and program the judgments are kept, so that it can be told what moved."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS state
  (state TEXT PRIMARY KEY, used INTEGER NOT NULL, content TEXT NOT NULL, version TEXT NOT NULL, parts TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS file (path BLOB PRIMARY KEY, mark TEXT NOT NULL, digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS entry
  (state TEXT NOT NULL, digest TEXT NOT NULL, data TEXT NOT NULL, checksum TEXT NOT NULL, PRIMARY KEY (state, digest));
"""


@dataclass(frozen=True, slots=True)
class JudgedBy:
    """All on which an entry rests besides the file: `key` names program, content and language.

    Of the content also its digest, its version, and digests of rules and facts, to tell which of them changed.
    """

    key: str
    content: str
    version: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when it was read: its mark, and the digest of its bytes."""

    mark: str
    digest: str


class RegisterIndex:
    """The index of this user; as a context it is closed at the end. Whatever fails, it then knows nothing."""

    def __init__(self, state: JudgedBy) -> None:
        """Only what was judged in this state counts."""
        self._state = state
        self._base: sqlite3.Connection | None = None

    def __enter__(self) -> RegisterIndex:
        for _ in range(2):
            with contextlib.suppress(OSError, UserError, sqlite3.Error):
                self._base = _opened(self._state)
                break
            self._remove()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.close()

    def files(self) -> dict[bytes, Seen]:
        """What was read, by path."""
        rows = self._rows("SELECT path, mark, digest FROM file")
        return {bytes(path): Seen(str(mark), str(digest)) for path, mark, digest in rows}

    def digests(self) -> dict[str, RegisterEntry | None]:
        """All entries by the digest of their bytes; None: they carry no assessment."""
        return self._entries(self._state.key)

    def earlier(self) -> tuple[JudgedBy, dict[str, RegisterEntry | None]] | None:
        """The latest state of other content in which something was judged, and those entries; None if there is none."""
        query = "SELECT state, content, version, parts FROM state WHERE content <> ? ORDER BY used DESC"
        for key, content, version, parts in self._rows(query, self._state.content):
            with contextlib.suppress(ValueError):
                if entries := self._entries(key):
                    return JudgedBy(key, content, version, json.loads(parts)), entries
        return None

    def _entries(self, state: str) -> dict[str, RegisterEntry | None]:
        found: dict[str, RegisterEntry | None] = {}
        for digest, data, checksum in self._rows("SELECT digest, data, checksum FROM entry WHERE state = ?", state):
            if _checksum(state, digest, data) == checksum:
                with contextlib.suppress(ValueError, TypeError, KeyError):
                    kept = json.loads(data)
                    found[digest] = RegisterEntry.from_json(kept) if kept is not None else None
        return found

    def keep(
        self, files: Mapping[bytes, Seen], entries: Mapping[str, RegisterEntry | None], gone: Iterable[bytes] = ()
    ) -> None:
        """Keep what was read, and drop what is gone, with all entries that no file has any more."""
        base = self._base
        if base is None:
            return
        key = self._state.key
        texts = [
            (digest, json.dumps(entry.to_json() if entry is not None else None)) for digest, entry in entries.items()
        ]
        with contextlib.suppress(sqlite3.Error), base:
            base.executemany("DELETE FROM file WHERE path = ?", [(path,) for path in gone])
            base.executemany(
                "INSERT OR REPLACE INTO file VALUES (?, ?, ?)",
                [(path, seen.mark, seen.digest) for path, seen in files.items()],
            )
            base.executemany(
                "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)",
                [(key, digest, text, _checksum(key, digest, text)) for digest, text in texts],
            )
            base.execute("DELETE FROM entry WHERE digest NOT IN (SELECT digest FROM file)")

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        if self._base is None:
            return []
        try:
            return self._base.execute(query, values).fetchall()
        except sqlite3.Error:
            self.__exit__(None, None, None)
            self._base = None
            self._remove()
            return []

    @staticmethod
    def _remove() -> None:
        """What is no index of ours makes room for one. What is no plain file, or of somebody else, stays."""
        with contextlib.suppress(OSError, UserError):
            path = _folder() / NAME
            for name in (path, path.with_name(f"{NAME}-journal")):
                if not name.is_dir():
                    name.unlink(missing_ok=True)


def mark_of(found: os.stat_result) -> str:
    """What changes when a file does; empty of one that was written a moment ago, of which that is not sure."""
    latest = max(found.st_mtime_ns, found.st_ctime_ns)
    if not time.time_ns() - latest - _QUIET >= 0:
        return ""
    return f"{found.st_dev} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _folder() -> Path:
    return own_folder(resources.cache_dir() / "register")


def _opened(state: JudgedBy) -> sqlite3.Connection:
    """Raises OSError if what is there is not ours alone, sqlite3.Error if it is damaged, UserError."""
    path = _folder() / NAME
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    os.close(open_own(path, _LARGEST))  # no link, ours, and in a folder into which nobody else can put anything
    base = sqlite3.connect(path, timeout=5)
    try:
        base.execute("PRAGMA secure_delete = ON")
        base.execute("PRAGMA synchronous = OFF")
        base.executescript(_SCHEMA)
        with base:
            values = (state.key, time.time_ns(), state.content, state.version, json.dumps(dict(state.parts)))
            base.execute("INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, ?)", values)
            base.execute(
                "DELETE FROM state WHERE state NOT IN (SELECT state FROM state ORDER BY used DESC LIMIT ?)", (_STATES,)
            )
            base.execute("DELETE FROM entry WHERE state NOT IN (SELECT state FROM state)")
    except BaseException:
        base.close()
        raise
    return base


def _checksum(state: str, digest: str, text: str) -> str:
    return hashlib.sha256(f"{state}\n{digest}\n{text}".encode("utf-8", "surrogateescape")).hexdigest()

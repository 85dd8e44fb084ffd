"""Who has the file open: at most one at a time, and nobody once the process has ended.

The lock is the file `.NAME.lock` beside the assessment. It is made by a step that cannot replace another, so that one
holder is sure across machines too, and whoever made it keeps the system's own lock on it, which the kernel gives back
when the process ends in whatever way: where that lock can be had, the holder is dead. Nothing is concluded from process
ids, which are used again. Every step that looks and then acts is done under the guard `.NAME.lock.guard`, a lock of the
same kind that is held for milliseconds; a save is such a step, so nobody takes a file over in the middle of one.

A lock of another machine, or on a file system without locks, is given up by nobody but a person (take-over).
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import stat
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dpia.atomic import remove_odd, sweep, write_atomic
from dpia.control_chars import replaced
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import close
from dpia.storage.system_lock import take as _take

PATIENCE = 2.0
"""Seconds to wait for the guard: many times what a save takes."""

HALF_MADE = 60.0
"""Seconds after which a lock that says nothing was left by a process that died while it made it."""

_LARGEST = 4096
"""Bytes of a lock that are read."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a file open, where, and since when (UTC, ISO)."""

    who: str
    host: str
    since: str
    pid: int = 0


NOBODY_KNOWS = Holder("?", "?", "?")


class Locked(UserError):
    """Somebody else has the file open."""

    def __init__(self, path: Path, holder: Holder) -> None:
        super().__init__(
            N_("{path} is in use: {who} on {host} has it open since {since}."),
            hint=N_("Close it there, or take it over with --take-over if nobody works in it."),
            code="locked",
            path=path,
            who=holder.who,
            host=holder.host,
            since=holder.since.replace("T", " ").replace("Z", " UTC"),
        )
        self.path = path
        self.holder = holder


class Lock:
    """The lock of one file."""

    def __init__(self, path: Path, me: Holder) -> None:
        self.path = path.with_name(f".{path.name}.lock")
        self.target = path
        self.me = me
        self._guard = self.path.with_name(self.path.name + ".guard")
        self._token = secrets.token_hex(8)
        self._handle: int | None = None
        """The lock file, open and locked, for as long as it is held."""

    def acquire(self, *, take_over: bool = False) -> None:
        """Take the lock, with `take_over` from whoever has it. Raises Locked if another lives, UserError."""
        if self._handle is not None:
            return
        if take_over:
            remove_odd(self._guard)
        with self._guarded():
            if not take_over and (holder := self._living()) is not None:
                raise Locked(self.target, holder)
            self._make()
            sweep(self.target)
            sweep(self.path)

    @contextlib.contextmanager
    def saving(self) -> Iterator[bool]:
        """For the time of a save: whether the lock is still ours. One that is gone is made again. Raises UserError."""
        with self._guarded():
            if not os.path.lexists(self.path):
                self._let_go()
                self._make()
            yield self._mine()

    def release(self) -> None:
        """Give the lock back, if it is still ours."""
        if self._handle is None:
            return
        with contextlib.suppress(UserError, OSError), self._guarded():
            mine = self._mine()
            self._let_go()
            if mine:
                self.path.unlink()
        self._let_go()

    def holder(self) -> Holder | None:
        """Who holds the file open, or None."""
        return self._examined(lambda handle: _read(handle)[0])

    # --- inside: under the guard --------------------------------------------------------------------------------------

    def _living(self) -> Holder | None:
        """Who holds the lock and has not died, as far as can be known; or None."""

        def alive(handle: int) -> Holder | None:
            holder, _ = _read(handle)
            if not _take(handle):  # a process of this machine has it, or nobody can tell
                return holder
            if holder is NOBODY_KNOWS:
                return holder if time.time() - os.fstat(handle).st_mtime < HALF_MADE else None
            return holder if holder.host != self.me.host else None

        return self._examined(alive)

    def _examined(self, find: Callable[[int], Holder | None]) -> Holder | None:
        """What is found in the lock file; None if there is none, and nobody knows if it cannot be opened."""
        try:
            handle = _open(self.path)
        except FileNotFoundError:
            return None
        except OSError:
            return NOBODY_KNOWS
        try:
            return find(handle)
        finally:
            close(handle)

    def _make(self) -> None:
        """Put our lock in the place of whatever is there."""
        try:
            mode = self.target.stat().st_mode & 0o666  # whoever may read the file may read who has it open
        except OSError:
            mode = 0o600
        text = {"who": self.me.who, "host": self.me.host, "since": self.me.since, "pid": self.me.pid}
        data = json.dumps({**text, "token": self._token}).encode()
        try:
            remove_odd(self.path)
            self.path.unlink(missing_ok=True)
            write_atomic(self.path, data, new=True, mode=mode, durable=False)
            self._handle = _open(self.path)
        except OSError as error:
            raise self._unwritable(error) from None
        except UserError as error:
            if error.code == "exists":  # another machine was quicker
                raise Locked(self.target, self.holder() or NOBODY_KNOWS) from None
            raise
        _take(self._handle)

    def _mine(self) -> bool:
        try:
            handle = _open(self.path)
        except OSError:
            return False
        try:
            return _read(handle)[1] == self._token
        finally:
            close(handle)

    def _let_go(self) -> None:
        if self._handle is not None:
            close(self._handle)
            self._handle = None

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """One process of this machine at a time. Raises Locked if another does not finish, UserError."""
        path = self._guard
        try:
            handle = self._take_guard(path)
        except OSError as error:
            raise self._unwritable(error) from None
        try:
            yield
        finally:
            if os.name == "nt":  # where a file that is open cannot be removed
                close(handle)
            with contextlib.suppress(OSError):
                path.unlink()
            if os.name != "nt":
                close(handle)

    def _unwritable(self, error: OSError) -> UserError:
        return UserError(
            N_("Cannot open {path} for writing: {reason}."),
            hint=N_("Check the free space and the rights on the folder."),
            code="cannot-write",
            path=self.target,
            reason=error.strerror or str(error),
        )

    def _take_guard(self, path: Path) -> int:
        deadline = time.monotonic() + PATIENCE
        while True:
            handle = _open(path, create=True)
            # Whoever had it before has removed the file: then this is the lock on one that is there no more.
            if _take(handle) is not False and _is(path, handle):
                return handle
            close(handle)
            if time.monotonic() > deadline:
                raise Locked(self.target, self.holder() or NOBODY_KNOWS)
            time.sleep(0.002)


def _open(path: Path, *, create: bool = False) -> int:
    """Open a file that may be anything: no link is followed, no pipe waited for."""
    flags = os.O_CREAT if create else 0
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    try:
        return os.open(path, os.O_RDWR | flags, 0o666)
    except PermissionError:  # another user's
        return os.open(path, os.O_RDONLY | flags, 0o666)


def _is(path: Path, handle: int) -> bool:
    """Whether a path still leads to an open file."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(handle))
    except OSError:
        return False


def _read(handle: int) -> tuple[Holder, str]:
    """Who made a lock, and its token."""
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return NOBODY_KNOWS, ""
        os.lseek(handle, 0, os.SEEK_SET)
        data = json.loads(os.read(handle, _LARGEST).decode())
        who, host, since, pid = (data[name] for name in ("who", "host", "since", "pid"))
        if isinstance(who, str) and isinstance(host, str) and isinstance(since, str) and isinstance(pid, int):
            return Holder(who[:80], host[:80], since[:40], pid), str(data.get("token", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return NOBODY_KNOWS, ""


def locked(path: Path, by: str, since: str, *, take_over: bool) -> Lock:
    """The lock of a file, held by this process. Raises Locked."""
    lock = Lock(path, Holder(by, socket.gethostname(), since, os.getpid()))
    lock.acquire(take_over=take_over)
    return lock


@contextlib.contextmanager
def released_on_error(lock: Lock | None) -> Iterator[None]:
    """Give the lock back if what is done while opening fails."""
    try:
        yield
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def user_name() -> str:
    """Who is at the keyboard, as the system knows it: by the account, and not by what the environment claims."""
    try:
        if sys.platform == "win32":
            return replaced(os.getlogin())
        import pwd

        return replaced(pwd.getpwuid(os.getuid()).pw_name)
    except (KeyError, OSError, ImportError):
        return "unknown user" if sys.platform == "win32" else f"user {os.getuid()}"

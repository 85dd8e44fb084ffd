"""Who has the file open: a courtesy between people, not a guarantee (that is compare-before-replace in the session)."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from dpia.errors import DpiaError


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a file open, where, and since when (UTC, ISO)."""

    who: str
    host: str
    since: str
    pid: int = 0


class Locked(DpiaError):
    """Somebody else has the file open."""

    def __init__(self, path: Path, holder: Holder) -> None:
        super().__init__(f"{path} is open: {holder.who} on {holder.host} since {holder.since}")
        self.path = path
        self.holder = holder


class Lock:
    """The lock of one file, `.NAME.lock` beside it; made by exclusive creation, so that shared drives do."""

    def __init__(self, path: Path, me: Holder) -> None:
        self.path = path.with_name(f".{path.name}.lock")
        self.target = path
        self.me = me
        self._held = False

    def acquire(self, *, take_over: bool = False) -> None:
        """Take the lock. Raises Locked if another holder lives; a lock of a dead process on this host is taken over."""
        from filelock import SoftFileLock, Timeout

        if self._held:
            return
        holder = self.holder()
        if holder is not None and (take_over or self._dead(holder)):
            with contextlib.suppress(OSError):
                self.path.unlink()
        guard = SoftFileLock(self.path.with_name(self.path.name + ".guard"), timeout=2)
        try:
            with guard:
                if self.path.exists():
                    raise Locked(self.target, self.holder() or Holder("?", "?", "?"))
                handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "w", encoding="utf-8") as stream:
                    json.dump(
                        {"who": self.me.who, "host": self.me.host, "since": self.me.since, "pid": self.me.pid}, stream
                    )
                self._held = True
        except Timeout:
            raise Locked(self.target, self.holder() or Holder("?", "?", "?")) from None

    def release(self) -> None:
        """Give the lock back, if it is still ours."""
        if self._held and self.holder() == self.me:
            with contextlib.suppress(OSError):
                self.path.unlink()
        self._held = False

    def holder(self) -> Holder | None:
        """Who holds the file open, or None."""
        try:
            data = json.loads(self.path.read_text("utf-8"))
            return Holder(
                str(data["who"])[:80], str(data["host"])[:80], str(data["since"])[:40], int(data.get("pid", 0))
            )
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            return Holder("?", "?", "?")

    def _dead(self, holder: Holder) -> bool:
        """Whether the holder was a process of this host that is gone."""
        if holder.host != self.me.host or holder.pid <= 0:
            return False
        try:
            os.kill(holder.pid, 0)
        except ProcessLookupError:
            return True
        except OSError:
            return False
        return False

"""Makes one call to the operating system fail, or the process die at it, by standing in front of the module `os`.

Counted are the calls by which files are made, changed, named, locked and looked at. A stream over a descriptor is
stood in front of as well, since its writing never passes through the module.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

Mode = Literal["once", "for ever", "after", "kill before", "kill after"]
MODES: tuple[Mode, ...] = ("once", "for ever", "after", "kill before", "kill after")

KILLED = 137
"""How a child that was killed ends, as with `kill -9`: nothing is flushed, nothing is given back but by the kernel."""

_DENIED = (errno.EACCES, errno.EIO)
ERRORS: dict[str, tuple[int, ...]] = {
    "open": (errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EMFILE),
    "write": (errno.ENOSPC, errno.EIO),
    "flush": (errno.ENOSPC, errno.EIO),
    "close": (errno.EIO, errno.ENOSPC),
    "read": (errno.EIO,),
    "fsync": (errno.EIO, errno.EINVAL, errno.ENOSPC),
    "replace": _DENIED,
    "rename": _DENIED,
    "link": (errno.EPERM, errno.EMLINK),
    "unlink": _DENIED,
    "mkdir": (errno.EROFS, errno.ENOSPC),
    "rmdir": _DENIED,
    "fchmod": (errno.EPERM,),
    "fchown": (errno.EPERM,),
    "stat": _DENIED,
    "lstat": _DENIED,
    "fstat": (errno.EIO,),
    "scandir": _DENIED,
    "flock": (errno.ENOLCK, errno.EIO),
}
"""How each call fails on real disks: full, read-only, broken, without rights, or of a kind that cannot do it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens at the call of that number (from 1), which has that name."""

    call: int
    name: str
    mode: Mode
    error: int = 0

    def __str__(self) -> str:
        code = f" {errno.errorcode[self.error]}" if self.error else ""
        return f"call {self.call} ({self.name}): {self.mode}{code}"


def faults_of(names: list[str]) -> list[Fault]:
    """Every fault of a course of calls, in order."""
    found = []
    for number, name in enumerate(names, 1):
        for mode in MODES:
            errors = (0,) if mode.startswith("kill") else ERRORS[name]
            found += [Fault(number, name, mode, error) for error in (errors[:1] if mode == "after" else errors)]
    return found


class Injector:
    """Stands in front of the calls of this process, for good: it is installed in a child that ends."""

    def __init__(self, fault: Fault | None = None) -> None:
        self.fault = fault
        self.names: list[str] = []
        """The calls so far."""
        self._paused = False

    def install(self) -> None:
        """Stand in front of the calls."""
        for name in ("open", "read", "close", "fsync", "replace", "rename", "link", "unlink", "mkdir", "rmdir",
                     "fchmod", "fchown", "stat", "lstat", "fstat", "scandir"):  # fmt: skip
            setattr(os, name, self._before(name, getattr(os, name)))
        fcntl.flock = self._before("flock", fcntl.flock)
        opened = os.fdopen
        os.fdopen = lambda *args, **kwargs: _Stream(opened(*args, **kwargs), self)  # type: ignore[assignment]

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Calls in between are neither counted nor fail."""
        self._paused = True
        try:
            yield
        finally:
            self._paused = False

    def call(self, name: str, do: Callable[[], Any], half: Callable[[], Any] | None = None) -> Any:
        """Do a call, or what the fault makes of it. `half` is what a write has done when it fails or is killed."""
        if self._paused:
            return do()
        self.names.append(name)
        fault = self.fault
        if fault is None or not self._meets(fault, name):
            return do()
        if fault.mode in ("after", "kill after") or (name == "close" and fault.mode != "kill before"):
            do()  # a descriptor is closed whatever the answer
        elif half is not None:
            half()
        if fault.mode.startswith("kill"):
            os._exit(KILLED)
        raise OSError(fault.error, os.strerror(fault.error))

    def _meets(self, fault: Fault, name: str) -> bool:
        if fault.mode == "for ever":
            return len(self.names) >= fault.call and name == fault.name
        return len(self.names) == fault.call

    def _before(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **kwargs: self.call(name, lambda: real(*args, **kwargs))


class _Stream:
    """A stream over a descriptor. What it buffers is lost by a kill, and half of a failing write arrives."""

    def __init__(self, stream: Any, injector: Injector) -> None:
        self._stream, self._injector = stream, injector

    def write(self, data: bytes) -> int:
        stream = self._stream

        def half() -> None:
            stream.write(data[: len(data) // 2])
            stream.flush()

        count: int = self._injector.call("write", lambda: stream.write(data), half)
        return count

    def flush(self) -> None:
        self._injector.call("flush", self._stream.flush)

    def read(self, *args: int) -> Any:
        return self._injector.call("read", lambda: self._stream.read(*args))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._injector.call("close", self._stream.close)
        finally:
            if isinstance(self._stream, io.IOBase) and not self._stream.closed:
                self._stream.close()

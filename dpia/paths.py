"""Paths that somebody names: what they lead to without an error of the system, and reading that costs what it may.

A name may be too long, lie in a folder that nobody may look into, or lead to a pipe, a device or a file without end.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

from dpia.errors import UserError, cut
from dpia.i18n_marks import N_


class NoPlainFile(OSError):
    """It is a pipe, a device or a socket: nothing that could be read to its end."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "a pipe or a device is no file", str(path))


class TooLarge(OSError):
    """The file has more bytes than were asked for."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(errno.EFBIG, "the file is too large", str(path))
        self.size = size


def read_plain(path: Path, limit: int) -> bytes:
    """All bytes of a plain file. Nothing is waited for, and no more than `limit` is read.

    Raises:
        NoPlainFile: it is something else.
        TooLarge: it has more than `limit` bytes.
        OSError: it cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(found.st_mode):
            raise NoPlainFile(path)
        if found.st_size > limit:
            raise TooLarge(path, found.st_size)
        # Files of the system say that they have no bytes, others grow, and some have nothing to say at present.
        data = file.read(limit + 1) or b""
    if len(data) > limit:
        raise TooLarge(path, len(data))
    return data


def close(handle: int) -> None:
    """Give a descriptor back. Whatever the system answers it is free, and a save is not undone by an answer.

    Not for what was written and is not synced: there the answer may be the first word of a failure.
    """
    with contextlib.suppress(OSError):
        os.close(handle)


def expanded(path: Path) -> Path:
    """The path with `~` and `~name` put in full. Raises UserError if there is no such person."""
    try:
        return path.expanduser()
    except RuntimeError:
        raise UserError(
            N_("There is no home folder {path}."),
            hint=N_("Write the path in full, or ./~name for a name that begins so."),
            code="no-home",
            path=path.parts[0],
        ) from None


def working_folder() -> Path:
    """The folder that somebody works in; their home if it was removed meanwhile."""
    try:
        return Path.cwd()
    except OSError:
        return expanded(Path("~"))


def refused(error: OSError) -> UserError:
    """What the system refused, and where, as one message: nothing that anybody foresaw, and no bug either."""
    reason = error.strerror or type(error).__name__
    if error.filename is None:
        return UserError(N_("Cannot write the result: {reason}."), hint=N_("Check the free space."), reason=reason)
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else error.filename
    return UserError(N_("Cannot use {path}: {reason}."), code="refused", path=cut(name), reason=reason)


def exists(path: Path) -> bool:
    """Whether there is something, as far as anybody may know."""
    return os.path.exists(path)  # noqa: PTH110 - which raises nothing, other than that of pathlib


def is_file(path: Path) -> bool:
    """Whether it is a file, as far as anybody may know."""
    return os.path.isfile(path)  # noqa: PTH113


def is_dir(path: Path) -> bool:
    """Whether it is a folder, as far as anybody may know."""
    return os.path.isdir(path)  # noqa: PTH112


def named_pdf(path: Path) -> bool:
    """Whether a file is named as a PDF is; a folder is none, whatever its name."""
    return path.suffix.lower() == ".pdf" and not is_dir(path)

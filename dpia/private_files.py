"""Folders and files that are for their owner alone: the cache, and what is kept aside of what is typed.

No link is followed, nothing that somebody else owns or may write is read, and nothing is put where others may look.
Elsewhere than on POSIX the folder of the user is closed to others by its list of rights.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from dpia.paths import close


def own_folder(path: Path) -> Path:
    """The folder, made if it is not there. Raises OSError if what is there is not a folder of ours alone."""
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or not _ours(found, 0o077):
        raise PermissionError(f"{path} is not ours alone")
    return path


def open_own(path: Path, limit: int) -> int:
    """A plain file of ours, open for reading, that nobody else may write and that has no other name. Raises OSError."""
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    handle = os.open(path, flags)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or not _ours(found, 0o022) or found.st_nlink != 1:
            raise PermissionError(f"{path} is not ours alone")
        if found.st_size > limit:
            raise OSError(f"{path} is too large")
    except BaseException:
        close(handle)
        raise
    return handle


def read_own(path: Path, limit: int) -> bytes:
    """All bytes of such a file, of which there may be so many. Raises OSError."""
    with os.fdopen(open_own(path, limit), "rb") as file:
        return file.read()


def _ours(found: os.stat_result, forbidden: int) -> bool:
    """Whether a file or folder belongs to who runs the program, without the rights that are forbidden."""
    if os.name != "posix":
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & forbidden

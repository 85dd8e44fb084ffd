"""Replace a file so that at every instant either the old or the new content is there, whole.

Own code since the library for it is dead: temporary file in the same folder, fsync, replace, fsync of the folder. The
generation before is kept beside the file as `NAME.bak`.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from dpia.errors import UserError
from dpia.i18n_marks import N_

_RETRY = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between tries on Windows while a virus scanner or sync client holds the target; 2.5 s in all."""


def write_atomic(
    path: Path, data: bytes, *, keep_previous: bool = False, pause: Callable[[float], None] = time.sleep
) -> None:
    """Write the file whole or not at all, readable by its owner only if it is new.

    Raises UserError if the disk is full, the folder is read-only, or the like; the old content then still stands.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if keep_previous and path.exists():
            _keep(path)
        _replace(temporary, path, pause)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise UserError(
            N_("Cannot write {path}: {reason}."),
            hint=N_("Nothing was changed. Check the free space and the rights on the folder."),
            code="cannot-write",
            path=path,
            reason=error.strerror or str(error),
        ) from None


def _keep(path: Path) -> None:
    """Keep the present generation as NAME.bak: a hard link where the disk can, else a copy; never a gap."""
    backup = path.with_name(f"{path.name}.bak")
    staging = path.with_name(f".{path.name}.{secrets.token_hex(4)}.bak")
    try:
        os.link(path, staging)
    except OSError:
        handle = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(path.read_bytes())
    staging.replace(backup)


def _replace(source: Path, target: Path, pause: Callable[[float], None]) -> None:
    for wait in (*_RETRY, None):
        try:
            source.replace(target)
            return
        except OSError as error:
            if wait is None or getattr(error, "winerror", None) not in (5, 32, 33):
                raise
            pause(wait)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Write a file so that at every instant either the old or the new content is there, whole: the one place that does.

Own code since the library for it is dead: temporary file in the same folder, fsync, rename, fsync of the folder. What
is on disk decides what is reported: up to the rename nothing was changed, from then on the file is the new one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Callable
from pathlib import Path

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import close

_RETRY = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between tries on Windows while a virus scanner or sync client holds the target; 2.5 s in all."""

_NO_SYNC = frozenset(
    {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF, errno.EACCES, errno.EPERM}
)
"""How file systems that cannot sync a folder say so: SMB, shared folders of virtual machines, WSL."""


ABANDONED = 3600.0
"""Seconds after which nobody is still writing a file."""

OTHER_NAMES = N_("{path} has other names on this disk (hard links). They keep what is there now, and do not follow.")


class NotConfirmed(UserError):
    """The file is the new one, but the disk did not confirm that it would survive a power failure."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            N_("{path} was written, but the disk did not confirm it: {reason}."),
            hint=N_("Check the disk, and keep a copy elsewhere."),
            code="not-confirmed",
            path=path,
            reason=reason,
        )


def write_atomic(
    path: Path,
    data: bytes,
    *,
    new: bool = False,
    mode: int = 0o600,
    keep_previous: bool = False,
    durable: bool = True,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Write the file whole or not at all.

    A link is followed to its file, which keeps its mode and group.

    Args:
        path: the file.
        data: its new content.
        new: make the file, and never replace one.
        mode: permissions of a file that was not there before; by default for its owner only.
        keep_previous: keep the content before as `NAME.bak`, where that can be done.
        durable: wait for the disk. Without it a power failure may lose what was written, but never a part of it.
        pause: waits the seconds between two tries.

    Raises:
        UserError: nothing was changed, because the file is there already (code `exists`, with `new`), is
            write-protected (`write-protected`), or cannot be written (`cannot-write`: full disk, rights, and the like).
        NotConfirmed: it was written all the same.
    """
    target = path if new else followed(path)
    if not new:
        refuse_protected(target)
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        written = _write(temporary, data, target, mode, durable)
        if keep_previous:
            _keep(target)
        _put(temporary, target, written, new, pause)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if new and isinstance(error, FileExistsError):
            raise UserError(
                N_("{path} exists already."), hint=N_("Choose another name, or open it."), code="exists", path=path
            ) from None
        raise UserError(
            N_("Cannot write {path}: {reason}."),
            hint=N_("Nothing was changed. Check the free space and the rights on the folder."),
            code="cannot-write",
            path=path,
            reason=error.strerror or str(error),
        ) from None
    if durable:
        _sync_folder(path, target.parent)


def followed(path: Path) -> Path:
    """The file that a symbolic link leads to, which may not be there yet; any other path as it is."""
    return path.resolve() if os.path.islink(path) else path  # noqa: PTH114 - which raises nothing


def refuse_protected(path: Path) -> None:
    """Raises UserError if the file is there and may not be written, even where its folder would let it be replaced."""
    try:
        protected = not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK)
    except OSError:
        return
    if protected:
        raise UserError(
            N_("{path} is write-protected."),
            hint=N_("Nothing was changed. Ask whoever protected it, or use a copy."),
            code="write-protected",
            path=path,
        )


def other_names(path: Path) -> int:
    """How many other names the file has (hard links), which keep its present content when it is replaced.

    The version before that a save has kept may be one for a moment; it does not count.
    """
    try:
        found = path.stat()
        before = path.with_name(f"{path.name}.bak")
        return found.st_nlink - 1 - (os.path.exists(before) and os.path.samestat(before.lstat(), found))  # noqa: PTH110
    except OSError:
        return 0


def remove_odd(path: Path) -> None:
    """Remove what is no file from the place of one. A folder that holds something is put aside under another name."""
    with contextlib.suppress(OSError):
        kind = path.lstat().st_mode
        if stat.S_ISDIR(kind):
            try:
                path.rmdir()
            except OSError:
                path.rename(path.with_name(f"{path.name}.{secrets.token_hex(4)}.aside"))
        elif not stat.S_ISREG(kind):
            path.unlink()


def sweep(path: Path, *, older_than: float = 0) -> None:
    """Remove what killed processes left of writing this file.

    Only for who alone may write it; anybody else names seconds after which nobody is writing any more.
    """
    latest = time.time() - older_than
    left = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.(?:tmp|bak)")
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        for name in [entry.name for entry in entries if left.fullmatch(entry.name)]:
            with contextlib.suppress(OSError):
                if not older_than or path.with_name(name).lstat().st_mtime < latest:
                    path.with_name(name).unlink()


def _write(temporary: Path, data: bytes, target: Path, mode: int, durable: bool) -> os.stat_result:
    """A file beside the target, with the mode and group of the target if that is there."""
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        if hasattr(os, "fchmod"):  # Windows has neither
            os.fchmod(handle, _owned_as(handle, target, mode))
        if durable:
            os.fsync(handle)
        return os.fstat(handle)


def _owned_as(handle: int, target: Path, mode: int) -> int:
    """Give an open file the group of another, and return the mode for it: without rights for a wrong group."""
    try:
        wanted = target.stat()
    except OSError:
        return mode
    mode = wanted.st_mode & 0o777
    if wanted.st_gid != os.fstat(handle).st_gid:
        try:
            os.fchown(handle, -1, wanted.st_gid)
        except OSError:
            mode &= 0o707
    return mode


def _keep(path: Path) -> None:
    """Keep the present content as NAME.bak: a hard link where the disk can, else a copy; never a gap.

    The file itself is safe without: what stands in the way (a folder of that name) does not stop a save.
    """
    staging = path.with_name(f".{path.name}.{secrets.token_hex(4)}.bak")
    try:
        try:
            os.link(path, staging)
        except FileNotFoundError:
            return
        except OSError:
            handle = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(path.read_bytes())
        staging.replace(path.with_name(f"{path.name}.bak"))
        staging.unlink(missing_ok=True)  # which stays where both were names of one file already
    except OSError:
        with contextlib.suppress(OSError):
            staging.unlink()


def _put(temporary: Path, target: Path, written: os.stat_result, new: bool, pause: Callable[[float], None]) -> None:
    """Give the temporary file its name. Raises OSError only if the name then stands for another file."""
    try:
        if new:
            _name_new(temporary, target)
        else:
            _replace(temporary, target, pause)
    except OSError:
        try:  # a network drive may answer that it failed to a request that it has carried out
            found = target.stat()
        except OSError:
            found = None
        if found is None or not os.path.samestat(found, written):
            raise
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _name_new(temporary: Path, target: Path) -> None:
    """Raises FileExistsError where the name is taken."""
    if os.name == "nt":
        temporary.rename(target)  # which replaces nothing on Windows
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            temporary.replace(target)
        except OSError:
            target.unlink()
            raise
    else:
        with contextlib.suppress(OSError):  # the file has its name; what stays is swept
            temporary.unlink()


def move_new(source: Path, target: Path) -> None:
    """Give a file another name in its folder, and never replace one. Raises FileExistsError, OSError."""
    _name_new(source, target)
    if os.path.lexists(source):  # it has both names: the old one must go, or the move was none
        try:
            source.unlink()
        except OSError:
            with contextlib.suppress(OSError):
                target.unlink()
            raise


def _replace(source: Path, target: Path, pause: Callable[[float], None]) -> None:
    for wait in (*_RETRY, None):
        try:
            source.replace(target)
            return
        except OSError as error:
            if wait is None or getattr(error, "winerror", None) not in (5, 32, 33):
                raise
            pause(wait)


def _sync_folder(path: Path, folder: Path) -> None:
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # a folder that may be written and not read
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise NotConfirmed(path, error.strerror or str(error)) from None
    finally:
        close(handle)

"""The compiled content in the cache: made by its owner alone, read only if every bit is what was written.

A cache must never decide anything: what is not whole, not ours, or not where it was put is compiled anew. So the folder
is for its owner alone, no link is followed, and a checksum over all bytes and the name comes before anything is made of
them. Whoever can write as the owner can change the program too; against them nothing helps.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import stat
import sys
from pathlib import Path

from dpia import resources
from dpia.atomic import write_atomic
from dpia.content.base import Model
from dpia.content.pack import Content
from dpia.errors import UserError

KEPT = 5
"""How many compiled states of the content stay in the cache."""

_MAGIC = b"dpia compiled content 2\n"
_SUM = hashlib.sha256().digest_size
_LARGEST = 100_000_000


def read_compiled(key: str) -> Content | None:
    """The content that was kept under that key; None if there is none, or it is not exactly what was kept."""
    try:
        data = _read(_folder() / key)
    except (OSError, UserError):
        return None
    head, payload = data[: len(_MAGIC) + _SUM], memoryview(data)[len(_MAGIC) + _SUM :]
    if head != _MAGIC + _checksum(key, payload):
        return None
    try:
        content = _Unpickler(payload).load()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it can be made again
        return None
    return content if isinstance(content, Content) else None


def write_compiled(key: str, content: Content) -> None:
    """Keep compiled content; a cache that cannot be written only costs time."""
    with contextlib.suppress(OSError, UserError):
        folder, payload = _folder(), pickle.dumps(content, protocol=5)
        _make_room(folder, key)
        write_atomic(folder / key, _MAGIC + _checksum(key, payload) + payload, new=True, durable=False)


def _checksum(key: str, payload: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(f"{key}\n".encode())
    digest.update(payload)
    return digest.digest()


def _folder() -> Path:
    """A folder of our own, for its owner alone. Raises OSError if what is there is anything else, UserError."""
    folder = resources.cache_dir() / "content"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or not _ours(found, 0o077):
        raise PermissionError(f"{folder} is not ours alone")
    return folder


def _read(path: Path) -> bytes:
    """The bytes of a plain file of ours that nobody else may write and that has no other name. Raises OSError."""
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or not _ours(found, 0o022) or found.st_nlink != 1:
            raise PermissionError(f"{path} is not ours alone")
        if found.st_size > _LARGEST:
            raise OSError(f"{path} is too large")
        return file.read()


def _ours(found: os.stat_result, forbidden: int) -> bool:
    """Whether a file or folder belongs to who runs the program, without the rights that are forbidden."""
    if os.name != "posix":  # elsewhere the folder of the user is closed to others by its list of rights
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & forbidden


def _make_room(folder: Path, key: str) -> None:
    """Remove what lies in the place of the key, and the oldest of the others."""
    with contextlib.suppress(FileNotFoundError):
        (folder / key).unlink()
    for old in sorted(folder.iterdir(), key=lambda file: file.lstat().st_mtime)[: 1 - KEPT]:
        old.unlink(missing_ok=True)


class _Unpickler(pickle.Unpickler):
    """Makes content models and nothing else, so that a file put into the cache cannot run anything."""

    def __init__(self, payload: memoryview) -> None:
        super().__init__(io.BytesIO(payload))

    def find_class(self, module: str, name: str) -> type[Model]:
        found = getattr(sys.modules.get(module), name, None)
        if isinstance(found, type) and issubclass(found, Model):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no content model")

"""The compiled content in the cache: made by its owner alone, read only if every bit is what was written.

A cache must never decide anything: what is not whole, not ours, or not where it was put is compiled anew. So the folder
is for its owner alone, no link is followed, and a checksum over all bytes and the name comes before anything is made of
them. Whoever can write as the owner can change the program too; against them nothing helps.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import pickle
import sys
from pathlib import Path

from dpia import resources
from dpia.atomic import write_atomic
from dpia.collector import collector_off
from dpia.content.base import Model
from dpia.content.pack import Content
from dpia.errors import UserError
from dpia.private_files import own_folder, read_own

KEPT = 5
"""How many compiled states of the content stay in the cache."""

_MAGIC = b"dpia compiled content 2\n"
_SUM = hashlib.sha256().digest_size
_LARGEST = 100_000_000


def read_compiled(key: str) -> Content | None:
    """The content that was kept under that key; None if there is none, or it is not exactly what was kept."""
    try:
        data = read_own(_folder() / key, _LARGEST)
    except (OSError, UserError):
        return None
    head, payload = data[: len(_MAGIC) + _SUM], memoryview(data)[len(_MAGIC) + _SUM :]
    if head != _MAGIC + _checksum(key, payload):
        return None
    try:
        with collector_off():  # all that is made here stays
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
    """Raises OSError if what is there is not a folder of ours alone, UserError."""
    return own_folder(resources.cache_dir() / "content")


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

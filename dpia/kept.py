"""What was made of files and is kept in the cache: made by its owner alone, read only if every bit is what was written.

A cache must never decide anything: what is not whole, not ours, or not where it was put is made anew. So the folder is
for its owner alone, no link is followed, and a checksum over all bytes and the name comes before anything is made of
them. Whoever can write as the owner can change the program too; against them nothing helps.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from dpia import resources
from dpia.atomic import write_atomic
from dpia.errors import UserError
from dpia.private_files import own_folder, read_own

_SUM = hashlib.sha256().digest_size
_LARGEST = 100_000_000


class Kept:
    """One folder of the cache.

    Args:
        folder: its name.
        magic: the first bytes of each file, which say its form.
        states: how many files stay; the oldest go.
    """

    def __init__(self, folder: str, magic: bytes, states: int) -> None:
        self.name = folder
        self.magic = magic
        self.states = states

    def read(self, key: str) -> memoryview | None:
        """What was kept under that key; None if there is nothing, or it is not exactly what was kept."""
        try:
            data = read_own(self._folder() / key, _LARGEST)
        except (OSError, UserError):
            return None
        size = len(self.magic) + _SUM
        payload = memoryview(data)[size:]
        return payload if data[:size] == self.magic + checksum(key, payload) else None

    def write(self, key: str, payload: bytes) -> None:
        """Keep it; a cache that cannot be written only costs time."""
        with contextlib.suppress(OSError, UserError):
            folder = self._folder()
            self._make_room(folder, key)
            write_atomic(folder / key, self.magic + checksum(key, payload) + payload, new=True, durable=False)

    def _folder(self) -> Path:
        """Raises OSError if what is there is not a folder of ours alone, UserError."""
        return own_folder(resources.cache_dir() / self.name)

    def _make_room(self, folder: Path, key: str) -> None:
        """Remove what lies in the place of the key, and the oldest of the others."""
        with contextlib.suppress(FileNotFoundError):
            (folder / key).unlink()
        for old in sorted(folder.iterdir(), key=lambda file: file.lstat().st_mtime)[: 1 - self.states]:
            old.unlink(missing_ok=True)


def checksum(key: str, payload: bytes | memoryview) -> bytes:
    """The sum that stands before the bytes that are kept under a key."""
    digest = hashlib.sha256(f"{key}\n".encode())
    digest.update(payload)
    return digest.digest()

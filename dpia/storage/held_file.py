"""A file that this process alone may write: its lock, what was written last, and for whom it is encrypted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

from dpia.atomic import write_atomic
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import read_plain
from dpia.storage.conflicts import conflict_names
from dpia.storage.encryption import SUFFIX, Envelope
from dpia.storage.lock import Lock, locked, released_on_error
from dpia.storage.proof import written_new

CONFLICT = "conflict"
"""Code of the error of a save that went into a copy, since somebody else has the file."""


class HeldFile:
    """A file under its lock. Nothing of an encrypted one lies open on the disk."""

    def __init__(self, path: Path, lock: Lock, on_disk: bytes, envelope: Envelope | None) -> None:
        self.path = path
        self._lock = lock
        self._on_disk = on_disk
        self._envelope = envelope

    @classmethod
    def made(
        cls, path: Path, data: bytes, *, by: str, since: str, take_over: bool = False, envelope: Envelope | None = None
    ) -> HeldFile:
        """Make a file of these bytes, once and whole; in an envelope it is encrypted. Never overwrites.

        Raises UserError: there is no new file, save where the disk did not confirm it (NotConfirmed).
        """
        if os.path.lexists(path):  # said early; that nothing is replaced is seen to when writing
            raise UserError(
                N_("{path} exists already."), hint=N_("Choose another name, or open it."), code="exists", path=path
            )
        if envelope is None and path.suffix == SUFFIX:
            raise UserError(
                N_("Nothing says for whom {path} is to be encrypted."),
                hint=N_("dpia new FILE --encrypt; or leave .age out, and encrypt it then."), code="not-encrypted",
                path=path,
            )  # fmt: skip
        lock = locked(path, by, since, take_over=take_over)
        with released_on_error(lock):
            written = _sealed(data, envelope)
            write_atomic(path, written, new=True)
        return cls(path, lock, written, envelope)

    def save(self, data: bytes) -> None:
        """Write these bytes in the place of what was written last.

        Raises NotConfirmed: they are in the file all the same. UserError: they are not; with the code `CONFLICT` they
        are in a copy, which it names, since somebody else has the file now.
        """
        written = _sealed(data, self._envelope)
        with self._lock.saving() as ours:
            if not ours:
                self._conflict(N_("{path} was taken over by somebody else meanwhile."), written)
            if self._changed_elsewhere():
                self._conflict(N_("{path} was changed by somebody else meanwhile."), written)
            before, self._on_disk = self._on_disk, written
            try:
                write_atomic(self.path, written, keep_previous=True)
            except UserError as error:
                if error.code != "not-confirmed":
                    self._on_disk = before
                raise

    def close(self) -> None:
        """Give the lock back."""
        self._lock.release()

    def _changed_elsewhere(self) -> bool:
        """Whether the file is not the one that was written last; a file that cannot be read may be another one."""
        try:
            return read_plain(self.path, len(self._on_disk)) != self._on_disk
        except FileNotFoundError:
            return False
        except OSError:
            return True

    def _conflict(self, message: str, written: bytes) -> NoReturn:
        """Keep both versions, and say so."""
        copies = conflict_names(self.path, encrypted=self._envelope is not None)
        copy = next(copy for copy in copies if written_new(copy, written))
        raise UserError(
            message,
            hint=N_("Your version is saved as {copy}. Open the file again: the wizard merges the two; or dpia merge."),
            code=CONFLICT, path=self.path, copy=copy,
        )  # fmt: skip


def _sealed(data: bytes, envelope: Envelope | None) -> bytes:
    return envelope.sealed(data) if envelope is not None else data

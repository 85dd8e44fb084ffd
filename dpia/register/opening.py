"""With what encrypted files are opened for a register: keys, and one passphrase that is tried on each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dpia.errors import UserError
from dpia.i18n import Translator, explain
from dpia.i18n_marks import N_
from dpia.register.entry import RegisterEntry
from dpia.storage.encryption import KEYS, SUFFIX, plain

NOT_OPENED = frozenset({"key-needed", "no-passphrase", "wrong-passphrase", "no-library"})
"""Codes of errors which say that a file stays closed, and not that it is damaged."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Texts of identity files, and a passphrase. It is empty where nothing is to be opened."""

    identities: tuple[str, ...] = field(default=(), repr=False)
    passphrase: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.identities or self.passphrase)

    def use(self) -> None:
        """Have these keys in this process. Raises UserError if one is none."""
        KEYS.forget()
        for text in self.identities:
            KEYS.add_identities(text, "--identity")
        if self.passphrase:
            KEYS.ask = lambda _name: self.passphrase

    def opened(self, data: bytes, path: Path, tr: Translator) -> bytes | RegisterEntry:
        """What an encrypted file holds, or the entry of one that stays closed. Raises UserError if it is damaged."""
        if not self:
            return closed(tr(N_("It is encrypted and was not opened.")))
        try:
            return plain(data, path.name)
        except UserError as error:
            if error.code not in NOT_OPENED:
                raise
            return closed(explain(error, tr))


def closed(problem: str) -> RegisterEntry:
    """The entry of a file into which nobody could look."""
    return RegisterEntry(problem=problem, encrypted=True, closed=True)


def inner(path: Path) -> Path:
    """The name of what an encrypted file holds."""
    return path.with_suffix("") if path.suffix.lower() == SUFFIX else path

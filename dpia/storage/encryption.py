"""Files for a passphrase or for recipients, in the age format: `NAME.dpia.json.age`.

Such a file is two armoured age files, one below the other. The first, the *key block*, holds a secret key of this
file alone, for the passphrase or for the recipients. The second holds the assessment, for that key. So a save costs a
millisecond and needs neither passphrase nor recipients, though a passphrase takes a second to try; and the key block
stays as it is. Both open with the tool `age` alone; docs/confidentiality.md says how.

What is opened once stays open for this process: its memory holds the key, and nothing writes it to the disk.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import read_plain

SUFFIX = ".age"
"""What is added to the name of a file that is encrypted."""

LONGER = 1.5
"""So many times longer than what it holds an encrypted file is at most; and a key block."""

SHORTEST_PASSPHRASE = 8

_BEGIN, _END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
_KEY_BLOCK_LIMIT = 200_000
_IDENTITIES_LIMIT = 1_000_000
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how a key begins

Ask = Callable[[str], str]
"""Asks for the passphrase of a file of that name, without echo. Raises UserError where nobody can be asked."""


def is_encrypted(data: bytes) -> bool:
    """Whether bytes are such a file."""
    return data.startswith(_BEGIN)


@dataclass(frozen=True, slots=True)
class Envelope:
    """The key block of a file, and its secret key."""

    key_block: bytes
    identity: str = field(repr=False)

    def sealed(self, data: bytes) -> bytes:
        """The file that holds these bytes."""
        age = _age()
        key = age.x25519.Identity.from_str(self.identity)
        return self.key_block + _lines(age.encrypt(data, [key.to_public()], armored=True))

    def opened(self, data: bytes, name: str) -> bytes:
        """What such a file holds. Raises UserError if it is damaged, or of another key."""
        _, content = _blocks(data, name)
        age = _age()
        try:
            return bytes(age.decrypt(content, [age.x25519.Identity.from_str(self.identity)]))
        except (age.DecryptError, ValueError) as error:
            raise _damaged(name, str(error)) from None


class Keys:
    """The keys that this process has, and how it gets others."""

    def __init__(self) -> None:
        self.ask: Ask | None = None
        self._known: dict[str, str] = {}
        self._identities: list[Any] = []
        self.given: tuple[str, ...] = ()
        """The texts of the keys that were given, for a process that this one starts; they never go to a disk."""

    def forget(self) -> None:
        """Have no key any more, and nobody to ask."""
        self.ask = None
        self._known.clear()
        self._identities.clear()
        self.given = ()

    def add_identities(self, text: str, name: str) -> None:
        """Take keys from the text of an identity file of age, or an SSH key without passphrase. Raises UserError."""
        age = _age()
        found: list[Any] = []
        try:
            for line in text.splitlines():
                if line.strip().startswith(_SECRET):
                    found.append(age.x25519.Identity.from_str(line.strip()))
            if not found:
                found.append(age.ssh.Identity.from_buffer(text.encode()))
        except (age.IdentityError, ValueError):
            found = []
        if not found:
            raise UserError(
                N_("{path} holds no key that opens age files."),
                hint=N_("A key begins with AGE-SECRET-KEY-; one that has a passphrase of its own is not read."),
                code="identity", path=name,
            )  # fmt: skip
        self._identities += found
        self.given += (text,)

    def envelope(self, data: bytes, name: str) -> Envelope:
        """The envelope of an encrypted file; asks if it must. Raises UserError: nobody to ask, wrong, or damaged."""
        key_block, content = _blocks(data, name)
        place = hashlib.sha256(key_block).hexdigest()
        if place not in self._known:
            by_passphrase = _is_for_passphrase(key_block, name)
            if self._identities and (found := self._by_identity(key_block, content)) is not None:
                self._known[place] = found
            elif by_passphrase and self.ask is not None:
                self._known[place] = _by_passphrase(key_block, self._asked(self.ask, name), name)
            else:
                raise self._nobody(name, by_passphrase=by_passphrase)
        return Envelope(key_block, self._known[place])

    def try_passphrase(self, data: bytes, passphrase: str, name: str) -> None:
        """Open a file with a passphrase that somebody gave. Raises UserError if it is wrong."""
        key_block, _ = _blocks(data, name)
        self._known[hashlib.sha256(key_block).hexdigest()] = _by_passphrase(key_block, passphrase, name)

    def _asked(self, ask: Ask, name: str) -> str:
        try:
            return ask(name)
        except UserError as error:
            if error.code != "no-passphrase" or not self._identities:
                raise
            raise self._nobody(name, by_passphrase=True) from None

    def _nobody(self, name: str, *, by_passphrase: bool) -> UserError:
        return _nobody(name, by_passphrase=by_passphrase, tried=bool(self._identities))

    def _by_identity(self, key_block: bytes, content: bytes) -> str | None:
        """The key of a file by the keys at hand: they open its key block, or one of them is that key itself."""
        age = _age()
        for identity in self._identities:
            with contextlib.suppress(age.DecryptError, ValueError):
                return _secret(age.decrypt(key_block, [identity]))
        for identity in (one for one in self._identities if str(one).startswith(_SECRET)):
            with contextlib.suppress(age.DecryptError, ValueError):
                age.decrypt(content, [identity])
                return str(identity)
        return None

    def keep(self, envelope: Envelope) -> None:
        """Remember the key of an envelope that was made here."""
        self._known[hashlib.sha256(envelope.key_block).hexdigest()] = envelope.identity


KEYS = Keys()
"""Those of this process."""


def plain(data: bytes, name: str) -> bytes:
    """What a file holds: of one that is not encrypted, the bytes themselves. Raises UserError if it does not open."""
    return KEYS.envelope(data, name).opened(data, name) if is_encrypted(data) else data


def envelope_of(data: bytes, name: str) -> Envelope | None:
    """The envelope of a file; None of one that is not encrypted. Raises UserError as `plain`."""
    return KEYS.envelope(data, name) if is_encrypted(data) else None


def for_passphrase(passphrase: str) -> Envelope:
    """A new envelope. Raises UserError if the passphrase is too short."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UserError(
            N_("A passphrase has at least {count} characters."), hint=N_("Better: five words that nobody would guess."),
            code="passphrase", count=SHORTEST_PASSPHRASE,
        )  # fmt: skip
    age = _age()
    identity = str(age.x25519.Identity.generate())
    return _new(age.passphrase.encrypt(identity.encode(), passphrase, armored=True), identity)


def for_recipients(recipients: Sequence[str]) -> Envelope:
    """A new envelope for those who have the keys of these recipients (`age1…`, or `ssh-…`). Raises UserError."""
    age = _age()
    known = []
    for text in recipients:
        try:
            known.append(
                age.ssh.Recipient.from_str(text) if text.startswith("ssh-") else age.x25519.Recipient.from_str(text)
            )
        except (age.RecipientError, ValueError):
            raise UserError(
                N_("“{name}” is no recipient."), hint=N_("One begins with age1 or ssh-; age-keygen makes such keys."),
                code="recipient", name=text[:80],
            ) from None  # fmt: skip
    identity = str(age.x25519.Identity.generate())
    return _new(age.encrypt(identity.encode(), known, armored=True), identity)


def read_identities(path: Path) -> str:
    """The text of an identity file. Raises UserError."""
    try:
        return read_plain(path, _IDENTITIES_LIMIT).decode()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(N_("Cannot read {path}: {reason}."), code="unreadable", path=path, reason=reason) from None
    except UnicodeDecodeError:
        raise UserError(N_("{path} is not a text file."), code="not-text", path=path) from None


def usable() -> bool:
    """Whether the library is installed."""
    try:
        _age()
    except UserError:
        return False
    return True


def _new(key_block: bytes, identity: str) -> Envelope:
    envelope = Envelope(_lines(key_block), identity)
    KEYS.keep(envelope)
    return envelope


def _by_passphrase(key_block: bytes, passphrase: str, name: str) -> str:
    age = _age()
    try:
        return _secret(age.passphrase.decrypt(key_block, passphrase))
    except (age.DecryptError, ValueError):
        raise UserError(
            N_("{path} does not open with that passphrase."), hint=N_("Try again; nothing was changed."),
            code="wrong-passphrase", path=name,
        ) from None  # fmt: skip


def _secret(data: bytes) -> str:
    """Raises ValueError if what was opened is no key."""
    text = bytes(data).decode("ascii").strip()
    if not text.startswith(_SECRET):
        raise ValueError("no key")
    return text


def _blocks(data: bytes, name: str) -> tuple[bytes, bytes]:
    """The key block and the content, each from its first to its last line. Raises UserError."""
    end = data.find(_END, 0, _KEY_BLOCK_LIMIT)
    second = data.find(_BEGIN, end) if end > 0 else -1
    if not data.startswith(_BEGIN) or second < 0 or data[end + len(_END) : second].strip():
        raise _damaged(name, "it is not two age files, one below the other")
    return _lines(data[: end + len(_END)]), data[second:]


def _is_for_passphrase(key_block: bytes, name: str) -> bool:
    try:
        head = base64.b64decode(key_block.splitlines()[1], validate=True)
    except (binascii.Error, ValueError, IndexError) as error:
        raise _damaged(name, str(error)) from None
    return b"\n-> scrypt " in head


def _lines(block: bytes) -> bytes:
    return block.replace(b"\r\n", b"\n").strip() + b"\n"


def _damaged(name: str, reason: str) -> UserError:
    return UserError(
        N_("{path} is damaged: {reason}."), hint=N_("If there is a {path}.bak beside it, that is the version before."),
        code="damaged", path=name, reason=reason[:200],
    )  # fmt: skip


def _nobody(name: str, *, by_passphrase: bool, tried: bool) -> UserError:
    if tried:
        return UserError(
            N_("{path} is encrypted, and none of the given keys opens it."),
            hint=N_("Give the right one: --identity KEYFILE."), code="key-needed", path=name,
        )  # fmt: skip
    hint = N_("Where nobody can be asked, give a key: --identity KEYFILE.")
    if by_passphrase:
        return UserError(
            N_("{path} is encrypted, and nobody can be asked for its passphrase here."), hint=hint,
            code="no-passphrase", path=name,
        )  # fmt: skip
    return UserError(
        N_("{path} is encrypted for recipients."), hint=N_("Give your key: --identity KEYFILE."), code="key-needed",
        path=name,
    )  # fmt: skip


def _age() -> Any:
    try:
        import pyrage
    except ImportError:
        raise UserError(
            N_("Encryption needs a library that is not installed here."),
            hint=N_("Install it: pip install 'dpia-wizard[encrypt]'"), code="no-library",
        ) from None  # fmt: skip
    return pyrage


def recipients_in(text: str) -> Iterable[str]:
    """The recipients of a recipients file of age: one a line, without comments."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]

"""Detached signatures, as `ssh-keygen -Y sign` and `minisign -S` write them, checked by libraries for these formats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.seal.extra import library
from dpia.seal.messages import Sealed

SSH, MINISIGN = "ssh-keygen", "minisign"

NAMESPACES = ("dpia", "file")
"""What `ssh-keygen -Y sign -n` may have been told; `file` is what its manual uses for files."""

_ARMOUR = b"-----BEGIN SSH SIGNATURE-----"
_ALGORITHMS = ("ssh-", "ecdsa-", "sk-")


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that holds: of what, made with which tool and key, and what it says itself (covered by it)."""

    of: Sealed
    tool: str
    key: str
    comment: str = ""


def check(signature: bytes, key: bytes, candidates: Iterable[Sealed]) -> Signed | None:
    """Whose message of these the signature signs with the key; None if none of them.

    Raises UserError if signature or key cannot be read, or is of a kind that cannot be checked.
    """
    try:
        return _ssh(signature, key, candidates) if _ARMOUR in signature else _minisign(signature, key, candidates)
    except (ValueError, NotImplementedError, AssertionError, IndexError, UnicodeDecodeError) as error:
        raise UserError(
            N_("The signature or the key cannot be read: {reason}."),
            hint=N_("Signatures of ssh-keygen -Y sign (ed25519, RSA) and of minisign, with the public key."),
            code="signature", reason=str(error)[:200] or type(error).__name__,
        ) from None  # fmt: skip


def _ssh(signature: bytes, key: bytes, candidates: Iterable[Sealed]) -> Signed | None:
    sshsig: Any = library("sshsig")
    keys = [sshsig.PublicKey.from_openssh_str(line) for line in _ssh_keys(key)]
    if not keys:
        raise ValueError("there is no public key of ssh-keygen in the key file")
    for sealed in candidates:
        for namespace in NAMESPACES:
            try:
                found = sshsig.verify(sealed.data, signature, keys, namespace)
            except sshsig.InvalidSignature:
                continue
            return Signed(sealed, SSH, f"SHA256:{found.sha256_str().removeprefix('SHA256:')}")
    return None


def _ssh_keys(text: bytes) -> list[str]:
    """The keys of a `.pub` file, or of a file of allowed signers."""
    found = []
    for line in text.decode("utf-8").splitlines():
        parts = line.split()
        for index, part in enumerate(parts[:-1]):
            if part.startswith(_ALGORITHMS) and not line.startswith("#"):
                found.append(f"{part} {parts[index + 1]}")
                break
    return found


def _minisign(signature: bytes, key: bytes, candidates: Iterable[Sealed]) -> Signed | None:
    minisign: Any = library("minisign")
    read = minisign.Signature.from_bytes(signature)
    lines = key.strip().splitlines()
    public = minisign.PublicKey.from_base64(lines[-1])
    for sealed in candidates:
        try:
            public.verify(sealed.data, read)
        except minisign.VerifyError:
            continue
        return Signed(sealed, MINISIGN, lines[-1].decode("ascii"), read.trusted_comment)
    return None

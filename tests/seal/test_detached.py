"""Detached signatures hold for what they sign and for nothing else, and say of which entry that is."""

from __future__ import annotations

from pathlib import Path

import minisign
import pytest

from dpia.errors import UserError
from dpia.seal import detached
from dpia.seal.extra import library
from dpia.seal.messages import Sealed, head_bytes

KEPT = Path(__file__).parent / "kept"
HEAD = f"{7:064d}"
OF_HEAD = [Sealed(None, b"{}"), Sealed(2, head_bytes("f" * 64)), Sealed(1, head_bytes(HEAD))]


@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_a_signature_of_ssh_keygen_holds_for_its_head_alone(kind):
    signature, key = (KEPT / f"{kind}.sig").read_bytes(), (KEPT / f"{kind}.pub").read_bytes()
    found = detached.check(signature, key, OF_HEAD)
    assert found is not None
    assert (found.of.entry, found.tool) == (1, "ssh-keygen")
    assert found.key.startswith("SHA256:")
    assert detached.check(signature, b'ada@example.com namespaces="dpia" ' + key, OF_HEAD) == found
    other = (KEPT / ("rsa.pub" if kind == "ed25519" else "ed25519.pub")).read_bytes()
    assert detached.check(signature, other, OF_HEAD) is None
    assert detached.check(signature, key, OF_HEAD[:2]) is None
    assert detached.check(signature, key, [Sealed(1, HEAD.encode() + b" \n")]) is None


def test_a_signature_of_minisign_holds_with_its_comment():
    pair = minisign.KeyPair.generate()
    signature = bytes(pair.secret_key.sign(head_bytes(HEAD), trusted_comment="the board"))
    key = bytes(pair.public_key)
    found = detached.check(signature, key, OF_HEAD)
    assert found is not None
    assert (found.of.entry, found.tool, found.comment) == (1, "minisign", "the board")
    assert detached.check(signature, key.splitlines()[-1], OF_HEAD) is not None  # the key alone
    assert detached.check(signature, bytes(minisign.KeyPair.generate().public_key), OF_HEAD) is None
    assert detached.check(signature.replace(b"the board", b"the Board"), key, OF_HEAD) is None


@pytest.mark.parametrize(
    ("signature", "key"),
    [
        (b"", b""),
        (b"\xff\xfe", b"x"),
        (b"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n", b"ssh-ed25519 AAAA"),
        (b"-----BEGIN SSH SIGNATURE-----\n", b"nothing"),
        (b"untrusted comment: a\nRUQ=\ntrusted comment: b\nAAAA\n", b"RWQ="),
    ],
)
def test_what_is_no_signature_is_refused_with_one_message(signature, key):
    with pytest.raises(UserError) as caught:
        detached.check(signature, key, OF_HEAD)
    assert caught.value.code == "signature"


def test_a_damaged_signature_does_not_hold():
    signature, key = (KEPT / "ed25519.sig").read_bytes(), (KEPT / "ed25519.pub").read_bytes()
    line = signature.splitlines()[3]
    changed = signature.replace(line, line[:10] + (b"A" if line[10:11] != b"A" else b"B") + line[11:])
    assert detached.check(changed, key, OF_HEAD) is None


def test_a_library_that_is_not_there_is_named_with_the_fix(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "sshsig", None)
    with pytest.raises(UserError, match=r"pip install 'dpia-wizard\[sign\]'"):
        library("sshsig")

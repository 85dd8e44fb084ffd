"""Time stamps that were made elsewhere: of what, when, by whom, and what does not hold."""

from __future__ import annotations

import asyncio
import hashlib

import pytest
from support.authority import authority

from dpia.errors import UserError
from dpia.seal import timestamp
from dpia.seal.messages import Sealed, head_bytes

HEAD = head_bytes(f"{7:064d}")
OF_HEAD = [Sealed(None, b"{}"), Sealed(3, head_bytes("f" * 64)), Sealed(2, HEAD)]


def token(message: bytes = HEAD, algorithm: str = "sha256") -> bytes:
    """The bare token; `response` wraps it as an authority sends it."""
    made = authority().stamper
    digest = hashlib.new(algorithm, message).digest()
    found: bytes = asyncio.run(made.async_timestamp(digest, algorithm)).dump()
    return found


def response(bare: bytes) -> bytes:
    from asn1crypto import cms, tsp

    data: bytes = tsp.TimeStampResp(
        {"status": {"status": "granted"}, "time_stamp_token": cms.ContentInfo.load(bare)}
    ).dump()
    return data


def test_a_stamp_says_of_what_when_and_by_whom():
    bare = token()
    for data in (bare, response(bare)):
        found = timestamp.check(data, authority().root, OF_HEAD)
        assert found is not None
        assert (found.of.entry, f"{found.at:%Y-%m-%d %H:%M}") == (2, "2026-11-21 12:00")
        assert "Test stamps" in found.by
    assert timestamp.check(bare, authority().root, OF_HEAD[:2]) is None


def test_a_stamp_under_another_authority_or_altered_does_not_hold():
    bare = token()
    with pytest.raises(UserError, match="none of them vouches"):
        timestamp.check(bare, authority("Other CA").root, OF_HEAD)
    at = bare.rindex(hashlib.sha256(HEAD).digest()[:8])
    forged = bare.replace(hashlib.sha256(HEAD).digest(), hashlib.sha256(b"{}").digest())
    assert at > 0
    with pytest.raises(UserError, match="broken"):
        timestamp.check(forged, authority().root, OF_HEAD)


@pytest.mark.parametrize("data", [b"", b"\x30\x03\x02\x01\x00", b"text", b"\x30\x84\xff\xff\xff\xff"])
def test_what_is_no_stamp_is_refused_with_one_message(data):
    with pytest.raises(UserError) as caught:
        timestamp.check(data, authority().root, OF_HEAD)
    assert caught.value.code == "timestamp"
    with pytest.raises(UserError) as caught:
        timestamp.check(token(), data, OF_HEAD)
    assert caught.value.code == "certificate"


def test_a_digest_that_is_not_good_enough_is_refused():
    with pytest.raises(UserError, match="sha1"):
        timestamp.check(token(algorithm="sha1"), authority().root, OF_HEAD)

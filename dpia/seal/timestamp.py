"""Time-stamp tokens (RFC 3161) that were made elsewhere, checked without a network."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.seal.certificates import Trusted, silent
from dpia.seal.extra import library
from dpia.seal.messages import Sealed

_HASHES = ("sha256", "sha384", "sha512")


@dataclass(frozen=True, slots=True)
class Stamped:
    """A time stamp that holds: of what, when (UTC), and by whom."""

    of: Sealed
    at: dt.datetime
    by: str


def check(token: bytes, trusted: bytes, candidates: Iterable[Sealed]) -> Stamped | None:
    """Which of these messages the token is of, signed by an authority under the certificates; None if of none.

    Raises UserError if it cannot be read, or its signature does not hold under the certificates.
    """
    try:
        signed = _signed_data(token)
        info = signed["encap_content_info"]["content"].parsed
        at, imprint = info["gen_time"].native, info["message_imprint"]
        algorithm, digest = imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _unreadable(str(error)) from None
    if algorithm not in _HASHES:
        raise _unreadable(f"it uses the digest {algorithm}")
    found = next((one for one in candidates if hashlib.new(algorithm, one.data).digest() == digest), None)
    return Stamped(found, at.astimezone(dt.UTC), _vouched(signed, Trusted.read(trusted), at, digest)) if found else None


def _signed_data(token: bytes) -> Any:
    """What is signed: of a response of an authority, or of the bare token."""
    tsp: Any = library("asn1crypto.tsp")
    cms: Any = library("asn1crypto.cms")
    try:
        content = tsp.TimeStampResp.load(token, strict=True)["time_stamp_token"]
        content["content_type"].native  # noqa: B018  it is read only when it is looked at
    except (ValueError, TypeError):
        content = cms.ContentInfo.load(token, strict=True)
    if content["content_type"].native != "signed_data":
        raise ValueError("it holds no token")
    return content["content"]


def _vouched(signed: Any, trusted: Trusted, at: dt.datetime, digest: bytes) -> str:
    """By whom it is signed. Raises UserError unless the signature holds, under the certificates as of that time."""
    generic: Any = library("pyhanko.sign.validation.generic_cms")
    errors: Any = library("pyhanko.sign.validation.errors")
    status_module: Any = library("pyhanko.sign.validation.status")
    with silent():
        try:
            told = asyncio.run(generic.validate_tst_signed_data(signed, trusted.context(at), lambda _: digest))
            status = status_module.TimestampSignatureStatus(**told)
        except (errors.SignatureValidationError, ValueError, TypeError, KeyError) as error:
            raise _refused(str(error)) from None
    if not (status.intact and status.valid):
        raise _refused("its signature is broken")
    if not status.trusted:
        raise _refused("none of them vouches for its authority")
    return str(status.signing_cert.subject.human_friendly)


def _refused(reason: str) -> UserError:
    return UserError(
        N_("The time stamp does not hold under the certificates: {reason}."),
        hint=N_("Name the file with the root certificate of the time-stamp authority."),
        code="timestamp", reason=reason[:200],
    )  # fmt: skip


def _unreadable(reason: str) -> UserError:
    return UserError(
        N_("The time stamp cannot be read: {reason}."),
        hint=N_("A response of a time-stamp authority (.tsr), as “openssl ts -query” asks for it, or its token."),
        code="timestamp", reason=reason[:200],
    )  # fmt: skip

"""Time-stamp tokens (RFC 3161) that were made elsewhere, checked without a network."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.seal.certificates import certificates, is_root
from dpia.seal.library import library
from dpia.seal.messages import Sealed

_HASHES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}


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
    client: Any = library("rfc3161_client")
    try:
        response = client.decode_timestamp_response(_as_response(token))
        info = response.tst_info
        imprint = info.message_imprint
        algorithm, digest = imprint.hash_algorithm.dotted_string, imprint.message
    except ValueError as error:
        raise _unreadable(error) from None
    if algorithm not in _HASHES:
        raise _unreadable(ValueError(f"it uses the digest {algorithm}"))
    found = next((one for one in candidates if hashlib.new(_HASHES[algorithm], one.data).digest() == digest), None)
    if found is None:
        return None
    given = certificates(trusted)
    builder = client.VerifierBuilder()
    for certificate in given:
        add = builder.add_root_certificate if is_root(certificate) else builder.add_intermediate_certificate
        builder = add(certificate)
    try:
        builder.build().verify(response, digest)
    except (client.VerificationError, ValueError) as error:
        raise UserError(
            N_("The time stamp does not hold under the certificates: {reason}."),
            hint=N_("Name the file with the root certificate of the time-stamp authority."),
            code="timestamp", reason=str(error)[:200],
        ) from None  # fmt: skip
    return Stamped(found, info.gen_time.astimezone(dt.UTC), _authority(response))


def _as_response(token: bytes) -> bytes:
    """The token as a response of an authority, which it is already or is made from the bare token."""
    tsp: Any = library("asn1crypto.tsp")
    cms: Any = library("asn1crypto.cms")
    try:
        bare = cms.ContentInfo.load(token)
        if bare["content_type"].native != "signed_data":
            return token
        response: bytes = tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": bare}).dump()
    except (ValueError, TypeError):
        return token
    return response


def _authority(response: Any) -> str:
    """The subject of the certificate that signed, as the token carries it."""
    x509: Any = library("cryptography.x509")
    for signer in response.signed_data.signer_infos:
        for raw in response.signed_data.certificates:
            certificate = x509.load_der_x509_certificate(raw)
            if (certificate.issuer, certificate.serial_number) == (signer.issuer, signer.serial_number):
                return str(certificate.subject.rfc4514_string())
    return "?"


def _unreadable(error: Exception) -> UserError:
    return UserError(
        N_("The time stamp cannot be read: {reason}."),
        hint=N_("A response of a time-stamp authority (.tsr), as “openssl ts -query” asks for it."),
        code="timestamp", reason=str(error)[:200],
    )  # fmt: skip

"""Signatures in a PDF (PAdES): put in with a key of one's own, and checked. Nothing is fetched from a network."""

from __future__ import annotations

import datetime as dt
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.seal.certificates import certificates, is_root
from dpia.seal.library import library


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """A signature in a PDF."""

    field: str
    signer: str
    intact: bool
    """What it covers is what was signed."""
    trusted: bool | None
    """Whether its certificate leads to one that was given; None where none was given."""
    whole: bool
    """Whether it covers the file to its end, or only later signatures follow."""
    at: str
    """When, by its own account (ISO), or as its time stamp says."""
    stamped: bool
    """Whether a time stamp under the same certificates says when."""
    why: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return self.intact and self.whole and self.trusted is not False


def carries_signature(data: bytes) -> bool:
    """Whether a PDF seems to hold a signature."""
    return b"/ByteRange" in data


def sign(pdf: bytes, pkcs12: bytes, passphrase: str, *, reason: str = "") -> bytes:
    """The PDF with an invisible signature added after its end, and nothing before it changed.

    Raises UserError if the key cannot be used.
    """
    signers: Any = library("pyhanko.sign.signers")
    fields: Any = library("pyhanko.sign.fields")
    writing: Any = library("pyhanko.pdf_utils.incremental_writer")
    with _silent():
        try:
            signer = signers.SimpleSigner.load_pkcs12_data(pkcs12, [], passphrase.encode() or None)
        except (ValueError, TypeError) as error:
            raise UserError(
                N_("The key cannot be used: {reason}."), hint=N_("A PKCS #12 file (.p12, .pfx) and its passphrase."),
                code="key", reason=str(error)[:200],
            ) from None  # fmt: skip
        if signer is None:
            raise UserError(N_("The key file holds no key with a certificate."), code="key")
        writer = writing.IncrementalPdfFileWriter(io.BytesIO(pdf))
        taken = {name for name, *_ in fields.enumerate_sig_fields(writer.prev)}
        name = next(name for name in (f"Signature{n}" for n in range(1, 1_000)) if name not in taken)
        metadata = signers.PdfSignatureMetadata(
            field_name=name, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, reason=reason or None
        )
        signed: bytes = signers.sign_pdf(writer, metadata, signer, output=io.BytesIO()).getvalue()
    return signed


def check(pdf: bytes, trusted: bytes | None) -> list[PdfSignature]:
    """The signatures of a PDF, in their order. Raises UserError if it cannot be read as one."""
    reading: Any = library("pyhanko.pdf_utils.reader")
    roots: list[Any] = []
    others: list[Any] = []
    for certificate in certificates(trusted) if trusted is not None else ():
        (roots if is_root(certificate) else others).append(_converted(certificate))
    with _silent():
        try:
            reader = reading.PdfFileReader(io.BytesIO(pdf))
            embedded = list(reader.embedded_regular_signatures)
            return [_checked(one, roots, others, given=trusted is not None) for one in embedded]
        except Exception as error:  # a PDF may be anybody's: the reader fails in any way
            raise UserError(
                N_("The signatures in the PDF cannot be read: {reason}."), code="pdf-signature",
                reason=str(error)[:200] or type(error).__name__,
            ) from error  # fmt: skip


def _checked(embedded: Any, roots: list[Any], others: list[Any], *, given: bool) -> PdfSignature:
    validation: Any = library("pyhanko.sign.validation")
    validator: Any = library("pyhanko_certvalidator")
    status_module: Any = library("pyhanko.sign.validation.status")
    coverage = status_module.SignatureCoverageLevel
    moment = embedded.self_reported_timestamp
    # Judged as of the time that the signature names: whether that time is true is said apart.
    context = validator.ValidationContext(
        trust_roots=roots, other_certs=others, allow_fetching=False, moment=moment, revocation_mode="soft-fail",
        best_signature_time=moment,
    )  # fmt: skip
    status = validation.validate_pdf_signature(embedded, context, context)
    stamped = status.timestamp_validity is not None and status.timestamp_validity.trusted
    at = status.timestamp_validity.timestamp if stamped else moment
    whole = status.coverage == coverage.ENTIRE_FILE or (
        status.coverage == coverage.ENTIRE_REVISION and bool(status.docmdp_ok)
    )
    trusted = bool(status.trusted) if given else None
    why = "" if trusted is not False else str(getattr(status, "trust_problem_indic", "") or "")
    return PdfSignature(
        str(embedded.field_name), str(status.signing_cert.subject.human_friendly),
        bool(status.intact and status.valid), trusted, whole, _iso(at), bool(stamped), why,
    )  # fmt: skip


def _iso(at: dt.datetime | None) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else ""


def _converted(certificate: Any) -> Any:
    """A certificate as the library of PDF signatures takes it."""
    encoding: Any = library("cryptography.hazmat.primitives.serialization")
    x509: Any = library("asn1crypto.x509")
    return x509.Certificate.load(certificate.public_bytes(encoding.Encoding.DER))


@contextmanager
def _silent() -> Iterator[None]:
    """The library reports what it thinks of a certificate in its own log; we say it in our words."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)

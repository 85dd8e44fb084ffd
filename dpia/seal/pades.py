"""Signatures in a PDF (PAdES): put in with a key of one's own, and checked. Nothing is fetched from a network."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.seal.certificates import Trusted, silent
from dpia.seal.extra import library

_LARGEST_STREAM = 24_000_000
"""Bytes that a stream may inflate to: a long report and its assessment."""


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
    with silent():
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
    judged_by = Trusted.read(trusted) if trusted is not None else None
    with silent():
        try:
            reader = reading.PdfFileReader(io.BytesIO(pdf), decode_limits=_limits())
            embedded = list(reader.embedded_regular_signatures)
            return [_checked(one, judged_by) for one in embedded]
        except Exception as error:  # a PDF may be anybody's: the reader fails in any way
            raise UserError(
                N_("The signatures in the PDF cannot be read: {reason}."), code="pdf-signature",
                reason=str(error)[:200] or type(error).__name__,
            ) from error  # fmt: skip


def _limits() -> Any:
    """What reading a PDF of anybody's may cost."""
    limits: Any = library("pyhanko.pdf_utils.decode_limits")
    return limits.DecodeLimits(per_stream=limits.StreamDecodeLimits(max_output_size=_LARGEST_STREAM))


def _checked(embedded: Any, trusted: Trusted | None) -> PdfSignature:
    validation: Any = library("pyhanko.sign.validation")
    status_module: Any = library("pyhanko.sign.validation.status")
    coverage = status_module.SignatureCoverageLevel
    moment = embedded.self_reported_timestamp
    # Judged as of the time that the signature names: whether that time is true is said apart.
    context = (trusted or Trusted()).context(moment)
    status = validation.validate_pdf_signature(embedded, context, context)
    stamped = status.timestamp_validity is not None and status.timestamp_validity.trusted
    at = status.timestamp_validity.timestamp if stamped else moment
    whole = status.coverage == coverage.ENTIRE_FILE or (
        status.coverage == coverage.ENTIRE_REVISION and bool(status.docmdp_ok)
    )
    vouched = bool(status.trusted) if trusted is not None else None
    why = "" if vouched is not False else str(getattr(status, "trust_problem_indic", "") or "")
    return PdfSignature(
        str(embedded.field_name), str(status.signing_cert.subject.human_friendly),
        bool(status.intact and status.valid), vouched, whole, _iso(at), bool(stamped), why,
    )  # fmt: skip


def _iso(at: dt.datetime | None) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else ""

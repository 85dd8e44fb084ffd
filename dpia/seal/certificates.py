"""Certificates as a person gives them: one or several, PEM or DER."""

from __future__ import annotations

from typing import Any

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.seal.library import library


def certificates(data: bytes) -> list[Any]:
    """The certificates in a file (of `cryptography`). Raises UserError if there is none."""
    x509: Any = library("cryptography.x509")
    try:
        if b"-----BEGIN" in data:
            return list(x509.load_pem_x509_certificates(data))
        return [x509.load_der_x509_certificate(data)]
    except ValueError as error:
        raise UserError(
            N_("The certificate cannot be read: {reason}."), hint=N_("A file in PEM or DER, with one or several."),
            code="certificate", reason=str(error)[:200],
        ) from None  # fmt: skip


def is_root(certificate: Any) -> bool:
    """Whether it names itself as its issuer: such a one is trusted because the person gave it."""
    return bool(certificate.issuer == certificate.subject)

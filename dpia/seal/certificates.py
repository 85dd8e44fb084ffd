"""Certificates that a person trusts, and the ground on which others are judged by them. Nothing is fetched."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.seal.extra import library


@dataclass(frozen=True)
class Trusted:
    """Certificates: those that are trusted by themselves, and those that may stand between."""

    roots: tuple[Any, ...] = ()
    between: tuple[Any, ...] = ()

    @classmethod
    def read(cls, data: bytes) -> Trusted:
        """The certificates of a file, PEM or DER, one or several. Raises UserError if there is none.

        Those that issued themselves are roots; where none did, all of them are: the person named them.
        """
        keys: Any = library("pyhanko.keys")
        try:
            found = list(keys.load_certs_from_pemder_data(data))
            roots = tuple(one for one in found if one.issuer == one.subject)
        except (ValueError, TypeError, OSError) as error:
            raise UserError(
                N_("The certificate cannot be read: {reason}."), hint=N_("A file in PEM or DER, with one or several."),
                code="certificate", reason=str(error)[:200],
            ) from None  # fmt: skip
        if not found:
            raise UserError(N_("The file of certificates holds none."), code="certificate")
        return cls(roots or tuple(found), tuple(one for one in found if one not in roots) if roots else ())

    def context(self, moment: dt.datetime | None) -> Any:
        """The ground on which certificates are judged, as of a moment. Revocation is not looked up."""
        validator: Any = library("pyhanko_certvalidator")
        return validator.ValidationContext(
            trust_roots=list(self.roots), other_certs=list(self.between), allow_fetching=False, moment=moment,
            best_signature_time=moment, revocation_mode="soft-fail",
        )  # fmt: skip


@contextmanager
def silent() -> Iterator[None]:
    """The library says in its own log what it thinks of a certificate; we say it in our words."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)

"""Seals from outside: `dpia verify --signature, --timestamp, --certificate`, and `dpia seal`, which signs a report."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dpia.cli.language import interface
from dpia.cli.output import OK, tell
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import read_plain
from dpia.storage.document import Document

_LARGEST = 1_000_000
"""Bytes of a signature, key, token, certificate or key file."""


class Checks(Protocol):
    """Where what was found is said."""

    def add(self, message: str, **params: object) -> None:
        """A problem."""

    def say(self, message: str, **params: object) -> None:
        """What holds, or could not be checked."""


@dataclass(frozen=True, slots=True)
class Seals:
    """What was given to check against: the bytes of a signature with its key, of a token, of certificates."""

    signature: bytes | None = None
    key: bytes | None = None
    timestamp: bytes | None = None
    certificate: bytes | None = None

    @classmethod
    def read(cls, signature: Path | None, key: Path | None, timestamp: Path | None, certificate: Path | None) -> Seals:
        """Read the files. Raises UserError, also where one is named without the other that it needs."""
        if (signature is None) != (key is None):
            raise UserError(N_("--signature and --key go together."), hint=N_("--key names the public key."))
        if timestamp is not None and certificate is None:
            raise UserError(
                N_("--timestamp needs --certificate."), hint=N_("It names the root certificate of the authority.")
            )
        return cls(*(_bytes(path) if path is not None else None for path in (signature, key, timestamp, certificate)))

    @property
    def only_for_pdf(self) -> bool:
        """Whether certificates were given, and only signatures in a PDF could be checked with them."""
        return self.certificate is not None and self.timestamp is None

    def check(self, data: bytes, document: Document, checks: Checks) -> None:
        """Whether signature and time stamp are of the file, or of its record at an entry of the log."""
        from dpia.seal import detached, timestamp
        from dpia.seal.messages import messages

        if self.signature is not None and self.key is not None:
            signed = detached.check(self.signature, self.key, messages(data, document))
            if signed is None:
                checks.add(N_("the signature is of another file or head, or was not made with this key"))
            else:
                said = N_("the signature ({tool}) holds: key {key}{comment}")
                comment = interface().semicolon + signed.comment if signed.comment else ""
                checks.say(said, tool=signed.tool, key=signed.key[:60], comment=comment[:200])
                _say_of(signed.of.entry, document, checks)
        if self.timestamp is not None and self.certificate is not None:
            stamped = timestamp.check(self.timestamp, self.certificate, messages(data, document))
            if stamped is None:
                checks.add(N_("the time stamp is of another file or head"))
            else:
                at = stamped.at.strftime("%Y-%m-%d %H:%M:%S UTC")
                checks.say(N_("the time stamp holds: {at}, by {by}"), at=at, by=stamped.by[:200])
                _say_of(stamped.of.entry, document, checks)

    def check_pdf(self, data: bytes, checks: Checks) -> None:
        """The signatures in a PDF, each with what is known of it."""
        from dpia.seal import pades
        from dpia.seal.extra import missing

        if not pades.carries_signature(data):
            if self.only_for_pdf:
                checks.add(N_("the PDF carries no signature"))
            return
        if missing() and self.certificate is None:
            checks.say(
                N_("THE SIGNATURE IN THE PDF IS NOT CHECKED: {command}"), command="pip install 'dpia-wizard[sign]'"
            )
            return
        for one in pades.check(data, self.certificate):
            told = {"field": one.field, "signer": one.signer[:200], "at": one.at or "?", "why": one.why[:200]}
            if not one.intact:
                checks.add(N_("the signature {field} in the PDF is broken ({signer})"), **told)
            elif not one.whole:
                checks.add(N_("the PDF was changed after the signature {field} ({signer})"), **told)
            elif one.trusted is False:
                checks.add(N_("the signature {field} in the PDF is of a certificate that those given do not vouch for "
                              "({signer})"), **told)  # fmt: skip
            elif one.trusted is None:
                words = N_(
                    "the signature {field} in the PDF is intact; WHOSE IT IS IS NOT CHECKED (it says: {signer}); name "
                    "the certificate that you trust: --certificate CERT"
                )
                checks.say(words, **told)
            elif one.stamped:
                checks.say(N_("the signature {field} in the PDF holds: {signer}, time-stamped {at}"), **told)
            else:
                checks.say(N_("the signature {field} in the PDF holds: {signer}, by its own clock {at}; whether the "
                              "certificate was revoked is not checked"), **told)  # fmt: skip


def _say_of(entry: int | None, document: Document, checks: Checks) -> None:
    """What was sealed, and how much came since."""
    count = len(document.changes)
    if entry is None:
        checks.say(N_("it is of this file, byte for byte"))
    elif entry == count:
        checks.say(N_("it is of the head of the last entry"))
    else:
        checks.say(N_("it is of the head of entry {n}; {later} were added since"), n=entry, later=count - entry)


def seal(file: Path, pkcs12: Path, passphrase_file: Path | None, because: str, output: Path) -> int:
    """Write a report anew with a signature added after its end."""
    from dpia.atomic import write_atomic
    from dpia.report.embedded import bounded_reader, note_in
    from dpia.seal import pades

    if output.suffix.lower() != ".pdf":
        raise UserError(N_("A sealed report ends in .pdf."), hint=N_("-o OUT.pdf"), code="suffix")
    data = _bytes(file, 64_000_000)
    with bounded_reader(data, str(file)) as reader:
        if not note_in(reader):
            tell(N_("note: {path} does not say that this program made it"), path=file)
    signed = pades.sign(data, _bytes(pkcs12), _passphrase(passphrase_file), reason=because)
    write_atomic(output, signed, new=True)
    found = pades.check(signed, None)
    tell(N_("Wrote {path}, signed as: {signer}."), path=output, signer=found[-1].signer)
    tell(N_("Check it: dpia verify {path} --certificate CERT"), path=output)
    return OK


def _passphrase(file: Path | None) -> str:
    """The passphrase from a file, or typed unseen. It is never taken from the command line, which others can read."""
    if file is not None:
        try:
            return (_bytes(file).decode("utf-8").splitlines() or [""])[0]
        except UnicodeDecodeError:
            raise UserError(N_("{path} is not a text file."), code="not-text", path=file) from None
    if not sys.stdin.isatty():
        raise UserError(N_("There is no terminal to ask for the passphrase."), hint=N_("--passphrase-file F"))
    import getpass

    return getpass.getpass(interface()(N_("Passphrase of the key: ")))


def _bytes(path: Path, limit: int = _LARGEST) -> bytes:
    try:
        return read_plain(path, limit)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
        raise UserError(N_("Cannot read {path}: {reason}."), code="unreadable", path=path, reason=reason) from None

"""`dpia encrypt` and `dpia decrypt`: a file takes the place of the other, proven to hold the same."""

from __future__ import annotations

import contextlib
import glob
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dpia.cli.output import OK, tell
from dpia.errors import UserError
from dpia.i18n import Enumeration
from dpia.i18n_marks import N_
from dpia.paths import named_pdf

if TYPE_CHECKING:
    from dpia.storage.encryption import Envelope


def encrypt(file: Path, recipients: list[str], recipients_file: Path | None, keep: bool) -> int:
    """Put an encrypted file in the place of a file, and remove that with its version before."""
    from dpia.create import load_document
    from dpia.storage.document import read_bytes
    from dpia.storage.encryption import SUFFIX, is_encrypted
    from dpia.storage.journal import left_behind

    data = read_bytes(file)
    if is_encrypted(data):
        raise UserError(N_("{path} is encrypted already."), code="encrypted", path=file)
    if named_pdf(file):
        raise UserError(
            N_("{path} is a PDF; encrypt the assessment."), hint=N_("A report: dpia report FILE -o NAME.pdf.age"),
            code="usage", path=file,
        )  # fmt: skip
    load_document(file)
    if left_behind(file):
        raise UserError(
            N_("Something that was typed into {path} may not be in it."), hint=N_("dpia open shows it; encrypt then."),
            code="left-behind", path=file,
        )  # fmt: skip
    target = file.with_name(file.name + SUFFIX)
    _refuse_existing(target)
    envelope = envelope_for(str(target), recipients, recipients_file)
    _in_place_of(file, target, lambda data: envelope.sealed(data), keep=keep)
    if keep:
        tell(N_("Wrote {target}. {path} is still there, and is not encrypted."), target=target, path=file)
        return OK
    tell(N_("{target} has taken the place of {path}, which was removed with its version before."),
         target=target, path=file)  # fmt: skip
    tell(N_("Other copies and the free space of the disk may still hold it. Without its key nobody opens it."))
    others = sorted(file.parent.glob(f"{glob.escape(file.name.removesuffix('.dpia.json'))}.conflict-*.dpia.json*"))
    others = [path for path in others if SUFFIX not in path.suffixes]
    if others:
        tell(N_("These copies are not encrypted: {names}"), names=Enumeration(path.name for path in others[:5]))
    return OK


def decrypt(file: Path, output: Path | None, keep: bool) -> int:
    """Put an open file in the place of an encrypted one; with an output the encrypted one stays."""
    from dpia.storage.document import read_bytes
    from dpia.storage.encryption import SUFFIX, is_encrypted, plain

    data = read_bytes(file)
    if not is_encrypted(data):
        raise UserError(N_("{path} is not encrypted."), code="not-encrypted", path=file)
    if output is None and file.suffix != SUFFIX:
        raise UserError(
            N_("{path} does not end in .age."), hint=N_("Name what is to be written: -o OUT"), code="usage", path=file
        )
    target = output if output is not None else file.with_name(file.name.removesuffix(SUFFIX))
    _refuse_existing(target)
    _in_place_of(file, target, lambda data: plain(data, str(file)), keep=keep or output is not None)
    tell(N_("Wrote {target}. It is NOT ENCRYPTED."), target=target)
    return OK


def envelope_for(name: str, recipients: list[str], recipients_file: Path | None) -> Envelope:
    """A new envelope: for recipients, or for a passphrase that is asked for twice. Raises UserError."""
    from dpia.cli.keys import ask_new_passphrase
    from dpia.storage.encryption import for_passphrase, for_recipients, read_identities, recipients_in

    known = [*recipients, *(recipients_in(read_identities(recipients_file)) if recipients_file is not None else ())]
    if known or recipients_file is not None:
        if not known:
            raise UserError(N_("{path} names no recipient."), code="recipient", path=recipients_file)
        return for_recipients(known)
    return for_passphrase(ask_new_passphrase(name))


def _in_place_of(file: Path, target: Path, turned: Callable[[bytes], bytes], *, keep: bool) -> None:
    """Write the target out of the file while nobody else has that open, prove it, and remove the file."""
    from dpia.atomic import followed, refuse_protected, write_atomic
    from dpia.session import utc_now
    from dpia.storage.document import read_bytes
    from dpia.storage.encryption import envelope_of, plain
    from dpia.storage.lock import Holder, Lock, user_name

    file = followed(file)
    if not keep:
        refuse_protected(file)
    since = utc_now().strftime("%Y-%m-%dT%H:%M:%SZ")
    lock = Lock(file, Holder(user_name(), socket.gethostname(), since, os.getpid()))
    lock.acquire()
    try:
        data = read_bytes(file)
        made = turned(data)
        write_atomic(target, made, new=True)
        written = read_bytes(target)
        if written != made or plain(written, str(target)) != plain(data, str(file)):
            with contextlib.suppress(OSError):
                target.unlink()
            raise UserError(
                N_("{path} does not read as what was written."), hint=N_("Nothing was changed. Check the disk."),
                code="cannot-write", path=target,
            )  # fmt: skip
        envelope_of(written, str(target))
        if not keep:
            for gone in (file, file.with_name(f"{file.name}.bak")):
                with contextlib.suppress(FileNotFoundError):
                    gone.unlink()
    finally:
        lock.release()


def _refuse_existing(target: Path) -> None:
    if os.path.lexists(target):
        raise UserError(N_("{path} exists already."), hint=N_("Move it away first."), code="exists", path=target)

"""Keys for encrypted files on the command line: identity files, and passphrases asked for without echo."""

from __future__ import annotations

import getpass
import sys
import warnings
from pathlib import Path

from dpia.control_chars import replaced
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.storage.encryption import KEYS, read_identities

FROM_INPUT = Path("-")
"""Stands for keys that come by the standard input, as the wizard gives them to the process that renders a report."""

_LONGEST = 10_000


def use_keys(identities: list[Path] | None) -> None:
    """Have these keys for the command, and a person who can be asked. Raises UserError."""
    KEYS.forget()
    KEYS.ask = ask_passphrase
    for path in identities or ():
        if path == FROM_INPUT:
            KEYS.add_identities(sys.stdin.read(_LONGEST), str(path))
        else:
            KEYS.add_identities(read_identities(path), str(path))


def ask_passphrase(name: str) -> str:
    """The passphrase of a file. Raises UserError where there is no terminal."""
    return _asked(Translator()(N_("Passphrase of {path}: "), path=name), name)


def ask_new_passphrase(name: str) -> str:
    """A passphrase for a file, given twice. Raises UserError where there is no terminal, or they differ."""
    tr = Translator()
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError(
            N_("Nobody can be asked for a passphrase here."), hint=N_("Encrypt for recipients: --recipient age1…"),
            code="no-passphrase",
        )  # fmt: skip
    first = _asked(tr(N_("New passphrase for {path}: "), path=name), name)
    if _asked(tr(N_("The same again: ")), name) != first:
        raise UserError(N_("The two passphrases differ."), hint=N_("Nothing was changed."), code="passphrase")
    return first


def _asked(prompt: str, name: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError(
            N_("{path} is encrypted, and nobody can be asked for its passphrase here."),
            hint=N_("Where nobody can be asked, give a key: --identity KEYFILE."), code="no-passphrase", path=name,
        )  # fmt: skip
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # it would be shown as it is typed
            return getpass.getpass(replaced(prompt))
    except (getpass.GetPassWarning, EOFError):
        raise UserError(
            N_("No passphrase was given for {path}."), hint=N_("This terminal cannot hide what is typed."),
            code="no-passphrase", path=name,
        ) from None  # fmt: skip

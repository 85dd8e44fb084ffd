"""The arguments of the commands that make another file of one: `redact`, `encrypt`, `decrypt`."""

from __future__ import annotations

from pathlib import Path

from dpia.cli import commands
from dpia.cli.arguments_register import Add
from dpia.i18n import Translator
from dpia.i18n_marks import N_


def add_to(add: Add, tr: Translator) -> None:
    """Declare the commands."""
    words = N_("Make a copy without the answers that you choose, and without what its log says of them.")
    redact = add("redact", commands.redact, words)
    text = N_("NAME.dpia.json, or a PDF report that carries its assessment.")
    redact.add_argument("file", metavar="FILE", type=Path, help=tr(text))
    words = N_("Leave out what the content proposes under this tag; may be given several times.")
    redact.add_argument("--tag", metavar="T", action="append", default=[], help=tr(words))
    words = N_("Leave out this question, or table.column; several times for several.")
    redact.add_argument("--question", metavar="ID", action="append", default=[], help=tr(words))
    words = N_("The copy to make; NAME.redacted.dpia.json by default. Never overwrites.")
    redact.add_argument("-o", "--output", metavar="OUT", type=Path, help=tr(words))

    words = N_("Encrypt a file for a passphrase or for recipients; NAME.dpia.json.age takes its place.")
    encrypt = add("encrypt", commands.encrypt, words)
    encrypt.add_argument("file", metavar="FILE", type=Path, help=tr(N_("NAME.dpia.json.")))
    words = N_("For whoever has the key of this recipient, age1… or ssh-…; several times for several.")
    encrypt.add_argument("--recipient", metavar="R", action="append", default=[], help=tr(words))
    words = N_("For the recipients in this file, one a line.")
    encrypt.add_argument("--recipients-file", metavar="F", type=Path, help=tr(words))
    encrypt.add_argument("--keep", action="store_true", help=tr(N_("Leave the file beside the encrypted one.")))

    words = N_("Open an encrypted file for good; NAME.dpia.json takes its place.")
    decrypt = add("decrypt", commands.decrypt, words)
    decrypt.add_argument("file", metavar="FILE", type=Path, help=tr(N_("NAME.dpia.json.age, or NAME.pdf.age.")))
    words = N_("Write into this file, and leave the encrypted one.")
    decrypt.add_argument("-o", "--output", metavar="OUT", type=Path, help=tr(words))
    decrypt.add_argument("--keep", action="store_true", help=tr(N_("Leave the encrypted file beside it.")))

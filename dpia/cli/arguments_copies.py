"""The arguments of the commands that make other copies of a file: `redact`."""

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

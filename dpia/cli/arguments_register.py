"""The arguments of the commands on a folder of assessments: `register`, `recheck`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from dpia.cli import commands
from dpia.i18n import Translator
from dpia.i18n_marks import N_

Add = Callable[[str, Callable[..., int] | None, str], argparse.ArgumentParser]


def add_to(add: Add, tr: Translator) -> None:
    """Declare the commands."""
    words = N_("List all assessments below a folder: outcome, status, review, what is overdue, whether records hold.")
    register = add("register", commands.register, words)
    _folder(register, tr)
    form = register.add_mutually_exclusive_group()
    for name, text in (
        ("json", N_("For programs.")),
        ("csv", N_("A table in UTF-8, without formulas.")),
        ("xlsx", N_("A sheet, texts only; with -o.")),
        ("ics", N_("Reviews and due dates for a calendar.")),
    ):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, default="text", help=tr(text))
    register.add_argument("-o", "--output", metavar="OUT", type=Path, help=tr(N_("Write into this file.")))
    register.add_argument("--again", action="store_true", help=tr(N_("Read all files, the unchanged too.")))
    several = N_("Only these outcomes, such as do-not-launch,launch; a wrong name lists them all.")
    register.add_argument("--outcome", metavar="O", type=_names, default=frozenset(), help=tr(several))
    several = N_("Only these, such as draft,due-for-review; a wrong name lists them all.")
    register.add_argument("--status", metavar="S", type=_names, default=frozenset(), help=tr(several))
    words = N_("Only where a name has this part: the controller, who decided, signed or wrote, who is to do something.")
    register.add_argument("--owner", metavar="NAME", default="", help=tr(words))
    words = N_("Only where these words stand in the title, the name of the file, or one of those names.")
    register.add_argument("--text", metavar="WORDS", default="", help=tr(words))
    words = N_("Only where the day of something has passed; whether it was done, the records do not say.")
    register.add_argument("--overdue", action="store_true", help=tr(words))
    words = N_("Only what was made with other content, or is judged by the law of a day not checked up to.")
    register.add_argument("--out-of-date", dest="outdated", action="store_true", help=tr(words))
    signed = register.add_mutually_exclusive_group()
    words = N_("Only where a revision is signed and holds.")
    signed.add_argument("--signed", action="store_const", const=True, default=None, help=tr(words))
    words = N_("Only where none is.")
    signed.add_argument("--unsigned", dest="signed", action="store_const", const=False, help=tr(words))
    words = N_("Only records that do not hold, and files that cannot be read.")
    register.add_argument("--broken", action="store_true", help=tr(words))

    words = N_("With --identity or --passphrase: write OUT all the same, which is not encrypted.")
    register.add_argument("--plain", action="store_true", help=tr(words))

    words = N_("Judge all assessments below a folder anew and list what moved; nothing is written to them.")
    recheck = add("recheck", commands.recheck, words)
    _folder(recheck, tr)
    words = N_("Compare with this content, a folder that holds questionnaires/; else with the last judgment known.")
    recheck.add_argument("--before", metavar="CONTENT", type=Path, help=tr(words))
    recheck.add_argument("--json", dest="as_json", action="store_true", help=tr(N_("For programs.")))


def _folder(to: argparse.ArgumentParser, tr: Translator) -> None:
    to.add_argument("folder", metavar="DIR", type=Path, help=tr(N_("The folder; folders in it are looked into too.")))
    words = N_(
        "Ask once for a passphrase, and try it on every encrypted file; without it, and a key, these are named only."
    )
    to.add_argument("--passphrase", action="store_true", help=tr(words))


def _names(text: str) -> frozenset[str]:
    return frozenset(part for part in text.replace(",", " ").split() if part)

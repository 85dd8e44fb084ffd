"""What `argparse` itself says, through our catalogue: it has no other way in than the names in its own module.

And its help in lines that fit, where a Chinese character takes two cells.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager

from dpia.cells import lines
from dpia.i18n import Translator
from dpia.i18n_marks import N_

_WORDS = (
    N_("usage: "), N_("positional arguments"), N_("options"), N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"), N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"), N_("one of the arguments %s is required"), N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"), N_("expected one argument"), N_("expected at most one argument"),
    N_("expected at least one argument"), N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"), N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
)  # fmt: skip
"""Those of its messages that our command line can bring about. What it has beside these stays English."""


class Help(argparse.HelpFormatter):
    """Help whose lines are broken by cells, and whose colons are those of the language."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return lines(text, width, "", "")

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(lines(text, width, indent, indent))

    def format_help(self) -> str:
        """The whole; argparse sets a western colon behind each heading, and a blank behind the first word."""
        return _HEADING.sub("：", super().format_help())


class HelpAsIs(Help):
    """The same, with the text below as it was written."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "".join(indent + line for line in text.splitlines(keepends=True))


_HEADING = re.compile(r"(?<=[\u4e00-\u9fff]):(?=\n)|： ")


@contextmanager
def usage_in(tr: Translator) -> Iterator[None]:
    """While this lasts, argparse speaks the language of the translator."""
    before = argparse.__dict__["_"]
    setattr(argparse, "_", lambda text: tr(text) if text in _WORDS else text)  # noqa: B010 - mypy knows no such name
    try:
        yield
    finally:
        setattr(argparse, "_", before)  # noqa: B010

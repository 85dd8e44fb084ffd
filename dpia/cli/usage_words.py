"""What `argparse` itself says, through our catalogue: it has no other way in than the names in its own module."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

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


@contextmanager
def usage_in(tr: Translator) -> Iterator[None]:
    """While this lasts, argparse speaks the language of the translator."""
    before = argparse.__dict__["_"]
    setattr(argparse, "_", lambda text: tr(text) if text in _WORDS else text)  # noqa: B010 - mypy knows no such name
    try:
        yield
    finally:
        setattr(argparse, "_", before)  # noqa: B010

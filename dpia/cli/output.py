"""The only writer to the terminal: results on stdout, all else on stderr, and errors as one clear message."""

from __future__ import annotations

import json
import sys
from typing import Any

from dpia import i18n
from dpia.errors import ProblemsFound, UserError
from dpia.i18n import Translator

OK, NO, BAD_INPUT, FAIL_ON = 0, 1, 2, 3
"""Exit codes: done; the answer is "no"; bad usage or input; `--fail-on` reached."""

_CONTROL = dict.fromkeys((*range(9), *range(11, 32), 127, *range(128, 160), *range(8234, 8239), *range(8294, 8298)))


def clean(text: str) -> str:
    """Text without control characters, so that an answer cannot steer the terminal."""
    return text.translate(_CONTROL)


def out(text: str = "") -> None:
    """A line of the result."""
    sys.stdout.write(clean(text) + "\n")


def out_json(data: Any) -> None:
    """A result for programs."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def say(text: str) -> None:
    """A line beside the result."""
    sys.stderr.write(clean(text) + "\n")


def tell(message: str, **params: object) -> None:
    """A line beside the result, through the catalogue."""
    say(Translator()(message, **params))


def explain(error: UserError | ProblemsFound, tr: Translator) -> str:
    """The message of an error in the language at hand."""
    if isinstance(error, ProblemsFound):
        return "\n".join(str(problem) for problem in error.problems)
    return i18n.explain(error, tr)

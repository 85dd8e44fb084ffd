"""The only writer to the terminal: results on stdout, all else on stderr, and errors as one clear message."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from dpia import i18n
from dpia.cli.language import interface
from dpia.control_chars import escaped, one_line
from dpia.errors import ProblemsFound, UserError
from dpia.i18n import Translator
from dpia.indented import indented

OK, NO, BAD_INPUT, FAIL_ON = 0, 1, 2, 3
"""Exit codes: done; the answer is "no"; bad usage or input; `--fail-on` reached."""


def out(text: str = "", *, now: bool = False) -> None:
    """A line of the result, and never more: what a name or an answer holds begins no line of its own.

    `now` where the command goes on for long, and a pipe would hold it back till its end.
    """
    sys.stdout.write(one_line(text) + "\n")
    if now:
        sys.stdout.flush()


def out_json(data: Any) -> None:
    """A result for programs."""
    out_json_text(json_text(data))


def out_json_text(text: str) -> None:
    """A result for programs that is JSON already."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):  # elsewhere a sign would take the place, and it would be JSON no more
        text = json.dumps(json.loads(text), indent=2) + "\n"
    sys.stdout.write(text)


def json_text(data: Any) -> str:
    """JSON as it is printed and written: UTF-8 as it is, but nothing in it that a terminal obeys."""
    return escaped(indented(data, 2)) + "\n"


def json_lines(data: Mapping[str, Any], name: str, items: Iterable[Any]) -> str:
    """As `json_text`, with a list under that name of which each item is one line: so ten thousand are quick."""
    head = json.dumps(dict(data), ensure_ascii=False, indent=2).removesuffix("\n}")
    lines = ",\n".join(f"    {json.dumps(item, ensure_ascii=False)}" for item in items)
    return escaped(f"{head},\n  {json.dumps(name)}: [{lines and chr(10) + lines + chr(10) + '  '}]\n}}\n")


def out_file(data: bytes) -> None:
    """A file as the result. Whoever made it has replaced what a terminal obeys."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:  # somebody reads the text of this process
        sys.stdout.write(data.decode())
    else:
        buffer.write(data)


def say(text: str) -> None:
    """A line beside the result, as `out`."""
    sys.stderr.write(one_line(text) + "\n")


def tell(message: str, **params: object) -> None:
    """A line beside the result, through the catalogue."""
    say(interface()(message, **params))


def explained(error: UserError | ProblemsFound, tr: Translator) -> list[str]:
    """The message of an error in the language at hand; of several problems a line each."""
    if isinstance(error, ProblemsFound):
        return [i18n.explain_at(problem, tr) for problem in error.problems]
    return [i18n.explain(error, tr)]

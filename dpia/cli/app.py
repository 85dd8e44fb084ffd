"""The command line as a whole: parse, run the command, and turn every error into one clear message and an exit code."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import TextIO

from dpia.cli.arguments import parse
from dpia.cli.commands import check, new, open_, report, start
from dpia.cli.language import chosen_interface, interface, speak, take_option
from dpia.cli.output import BAD_INPUT, OK, explained, say
from dpia.collector import collect_seldom, never_collect
from dpia.errors import DpiaError, ProblemsFound, UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.paths import refused

WIZARD = (start, new, open_)
"""The commands that show the wizard, which itself begins to look for garbage when its first screen stands."""

ONCE = (check, report)
"""Commands that look at one file and end: looking for circles would take a tenth of their time."""


def main() -> None:
    """Run the command line; the exit code says how it went. No traceback reaches a user."""
    tr = interface()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that is not UTF-8 still shows every message
    try:
        named, arguments = take_option(sys.argv[1:])
        tr = chosen_interface(named)
        speak(tr)
        command, options = parse(arguments, tr)
        if command not in (*WIZARD, *ONCE):
            collect_seldom()
        code = command(**options)
        sys.stdout.flush()  # here, where it can be said, and not when Python ends
    except (UserError, ProblemsFound) as error:
        for line in explained(error, tr):
            say(line)
        code = BAD_INPUT
    except DpiaError as error:
        say(str(error))
        code = BAD_INPUT
    except BrokenPipeError:
        _silence(sys.stdout)
        code = OK
    except OSError as error:
        _silence(sys.stdout)  # it may be full, and Python would complain once more
        for line in explained(refused(error), tr):
            say(line)
        code = BAD_INPUT
    except KeyboardInterrupt:
        say(tr(N_("Stopped. Every answer committed so far is saved.")))
        code = 130
    except Exception as error:
        if os.environ.get("DPIA_DEBUG"):
            raise
        say(_bug(error, tr))
        code = BAD_INPUT
    never_collect()
    sys.exit(code)


def _silence(stream: TextIO) -> None:
    """Let what is still to be written to a stream go nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _bug(error: Exception, tr: Translator) -> str:
    """One line about a bug: its kind and the place in our code, nothing of what the user typed."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return tr(
        N_("This is an error in the program ({kind} at {place}). Nothing that was saved is lost. Please report it."),
        kind=type(error).__name__,
        place=place,
    )

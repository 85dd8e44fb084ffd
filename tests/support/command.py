"""The command line, run in this process."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import NamedTuple


class Done(NamedTuple):
    """What a command left: exit code and both streams."""

    returncode: int
    stdout: str
    stderr: str


def dpia(*args: object, cwd: Path | None = None) -> Done:
    """Run a command without a terminal, in another folder if one is given."""
    from dpia.__main__ import main

    out, err, code = io.StringIO(), io.StringIO(), 0
    argv, here = sys.argv, Path.cwd()
    sys.argv = ["dpia", *map(str, args)]
    os.chdir(cwd or here)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as stop:
        code = int(stop.code or 0)
    finally:
        sys.argv = argv
        os.chdir(here)
    return Done(code, out.getvalue(), err.getvalue())


def assert_one_message(done: Done, *parts: str) -> None:
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert done.stdout == ""
    for part in parts:
        assert part in done.stderr, done.stderr

"""The program in a terminal of its own: what remains on the screen when it ends, well or badly."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="needs a pseudo terminal")

PACK = Path(__file__).parent / "pack"
RUN = """
import sys
from pathlib import Path
from dpia.content.loader import load_pack
from dpia.tui.app import run
from dpia.tui.screens.assessment import AssessmentScreen
{patch}
sys.exit(run(Path(sys.argv[1]), new=True, pack=load_pack(Path(sys.argv[2]))))
"""


class Terminal:
    """A process with a terminal, and everything that it wrote."""

    def __init__(self, path: Path, patch: str = "") -> None:
        master, slave = pty.openpty()
        self.fd, self.seen = master, ""
        argv = [sys.executable, "-c", RUN.format(patch=patch), str(path), str(PACK)]
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLUMNS": "80",
            "LINES": "24",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        self.process = subprocess.Popen(
            argv, stdin=slave, stdout=slave, stderr=slave, env=environment, close_fds=True, start_new_session=True
        )
        os.close(slave)

    def read(self) -> bool:
        """Take in what there is; False at the end."""
        if select.select([self.fd], [], [], 0.05)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return False
            self.seen += data.decode("utf-8", "replace")
            return bool(data)
        return self.process.poll() is None

    def until(self, text: str) -> None:
        end = time.monotonic() + 30
        while text not in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.seen):
            assert self.read(), f"it ended without “{text}”: {self.seen[-500:]!r}"
            assert time.monotonic() < end, f"waited in vain for “{text}”: {self.seen[-500:]!r}"

    def end(self) -> int:
        stop = time.monotonic() + 30
        while self.read():
            assert time.monotonic() < stop, "it does not end"
        code = self.process.wait(timeout=30)
        os.close(self.fd)
        return code


def test_it_starts_answers_and_leaves(path):
    terminal = Terminal(path)
    terminal.until("What do you call this project?")
    os.write(terminal.fd, "Café\r".encode())
    terminal.until("municipal school")
    os.write(terminal.fd, b"\x1b[21~")
    assert terminal.end() == 0
    assert json.loads(path.read_text())["assessment"]["answers"]["start.title"] == {"given": "Café"}
    assert terminal.seen.rstrip().endswith("\x1b[?1049l") or "\x1b[?1049l" in terminal.seen, (
        "the screen from before is back"
    )


def test_a_bug_shows_no_traceback(path):
    terminal = Terminal(
        path,
        "def broken(self):\n    secret = 'confidential'\n    raise ValueError(secret)\nAssessmentScreen.action_undo = broken",
    )
    terminal.until("What do you call this project?")
    os.write(terminal.fd, b"\x1b[19~")
    assert terminal.end() == 2
    last = terminal.seen[terminal.seen.rindex("\x1b[?1049l") :]
    assert "This is an error in the program (ValueError)." in last
    assert "Traceback" not in last
    assert "confidential" not in terminal.seen
    assert path.exists(), "what was saved is there"
    assert not path.with_name(f".{path.name}.lock").exists(), "and the file is given back"


def test_killed_at_any_time_the_file_can_be_opened_again(path):
    terminal = Terminal(path)
    terminal.until("What do you call this project?")
    os.write(terminal.fd, b"kept\r")
    terminal.until("saved")
    end = time.monotonic() + 30
    while "kept" not in path.read_text():
        terminal.read()
        assert time.monotonic() < end
    os.kill(terminal.process.pid, signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL
    again = Terminal(path, "from dpia.tui import app\nrun = lambda path, new, pack: app.run(path, pack=pack)")
    again.until("kept")
    os.write(again.fd, b"\x1b[21~")
    assert again.end() == 0

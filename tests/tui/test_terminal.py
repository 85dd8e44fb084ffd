"""The program in a terminal of its own: what remains on the screen when it ends, well or badly."""

from __future__ import annotations

import json
import os
import signal
import time

import pytest

pytest.importorskip("pty", reason="needs a pseudo terminal")

from support.terminal import PACK, Terminal

from dpia.content.loader import load_pack
from dpia.session import Session


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


def test_killed_at_any_time_the_file_can_be_opened_again_and_what_was_typed_is_offered(path):
    typed = path.parent / "state" / "typed"
    terminal = Terminal(path)
    terminal.until("What do you call this project?")
    os.write(terminal.fd, b"kept\r")
    terminal.until("municipal school")
    os.write(terminal.fd, b"\x1b[A")
    terminal.until("Enter goes on, the answer stays.")
    end = time.monotonic() + 30
    os.write(terminal.fd, b" and not lost")
    while not any("not lost" in file.read_text() for file in typed.glob("*.json")):
        terminal.read()
        assert time.monotonic() < end
    os.kill(terminal.process.pid, signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL
    again = Terminal(path, "from dpia.tui import app\nrun = lambda path, new, **more: app.run(path, **more)")
    again.until("1 entry was typed here earlier and is not in the file.")
    os.write(again.fd, b"\r")
    again.until("kept and not lost")
    os.write(again.fd, b"\x1b[21~")
    assert again.end() == 0
    assert "kept and not lost" in path.read_text()
    assert not list(typed.iterdir()), "what is settled is kept aside no more"


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "closed"])
def test_a_lost_terminal_ends_it_and_keeps_what_is_typed(path, how):
    """No process that nobody sees, no lock that stays, and what was typed is an answer."""
    terminal = Terminal(path)
    terminal.until("Empty: no answer.")
    terminal.seen = ""
    os.write(terminal.fd, b"Gate")
    terminal.until("Gate")  # what the keys do stands there from the beginning, and may be painted again
    if how == "closed":
        os.close(terminal.fd)
    else:
        terminal.process.send_signal(getattr(signal, how))
    assert terminal.process.wait(timeout=30) == 0
    with Session.open(load_pack(PACK), path) as session:  # nobody has it open any more
        assert session.assessment.answers["start.title"].value == "Gate", "all that had arrived when it ended"

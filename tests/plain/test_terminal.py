"""The command as a whole: streams, signals, and the ways in which a terminal goes away."""

from __future__ import annotations

import io
import signal
import subprocess
import sys

import pytest
from support.command import assert_one_message, dpia

from dpia.create import create
from dpia.plain import terminal
from dpia.plain.speaking import Ended
from dpia.session import Session
from dpia.storage.document import read_document
from dpia.storage.journal import Journal, Unsettled


@pytest.fixture
def file(real_pack, path):
    create(real_pack, path, scenario="school-attendance").close()
    return path


def typed(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    raw = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw, encoding="utf-8"))


def test_through_a_pipe(file, monkeypatch):
    typed(monkeypatch, "/find 1.1\r\nOur trial\n/find 1.10\n1")
    done = dpia("fill", file, "--plain")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "Everything is saved." in done.stdout
    answers = read_document(file).assessment.answers
    assert answers["start.title"].value == "Our trial"
    assert answers["start.people-in"].value == ("sweden",), "a last line without an end is a line"


def test_what_is_no_text_and_a_line_without_end(file, monkeypatch):
    typed(monkeypatch, b"/find 1.1\n\xff\xfeName\n/find 1.1\n" + b"x" * 300_000 + b"\n/find 1.2\n/where\n")
    done = dpia("fill", file, "--plain")
    assert "2 control characters were removed." in done.stdout
    assert done.stdout.count("There is no command") == 0
    assert "The text has 100000 characters; at most 20000." in done.stdout
    assert read_document(file).assessment.answers["start.title"].value == "Name"


def test_a_closed_stream(file, monkeypatch):
    closed = io.TextIOWrapper(io.BytesIO())
    closed.close()
    monkeypatch.setattr(sys, "stdin", closed)
    assert dpia("fill", file, "--plain").returncode == 0


def test_the_quick_lane_first(file, monkeypatch):
    typed(monkeypatch, "1\n/leave\n")
    done = dpia("fill", file, "--plain", "--quick")
    assert done.returncode == 0
    assert "The quick lane: Attendance in a school." in done.stdout
    assert "Everything is saved." in done.stdout


def test_what_the_wizard_kept_aside_is_said(file, monkeypatch):
    journal = Journal(file)
    journal.keep([Unsettled("start.title", None, None, title="Title", typed="half a na")])
    journal.close()
    typed(monkeypatch, "")
    assert "may not be in the file; dpia open shows it" in dpia("fill", file, "--plain").stderr


def test_bad_usage(file, real_pack, tmp_path, monkeypatch):
    typed(monkeypatch, "")
    assert_one_message(dpia("fill", tmp_path / "none.dpia.json", "--plain"), "none.dpia.json")
    assert_one_message(dpia("fill", file, "--quick", "--from", "x.yaml"), "--quick goes with --plain")
    assert_one_message(dpia("fill", file), "--plain")
    assert_one_message(dpia("fill", tmp_path / "a.pdf", "--plain"), "is a PDF")
    create(real_pack, tmp_path / "bare.dpia.json").close()
    assert_one_message(dpia("fill", tmp_path / "bare.dpia.json", "--plain", "--quick"), "dpia new FILE --scenario S")


def test_who_has_the_file_open_is_said(file, real_pack, monkeypatch):
    typed(monkeypatch, "")
    with Session.open(real_pack, file):
        assert_one_message(dpia("fill", file, "--plain"), "--take-over")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_walk_but_cuts_no_change_in_two(name):
    number = getattr(signal, name)
    before = signal.getsignal(number)
    with terminal._signals(), pytest.raises(Ended):
        signal.raise_signal(number)
    with terminal._signals() as gate:
        with gate.whole():
            signal.raise_signal(number)
        assert gate.ended, "the next line is not read"
        with pytest.raises(Ended):
            terminal._reader(io.StringIO("more\n"), gate)()
    assert signal.getsignal(number) == before


def test_nobody_who_reads_any_more_ends_the_walk():
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with terminal._signals() as gate:
        for stream in (Gone(), None):
            with pytest.raises(Ended):
                terminal._writer(stream, gate)("text")
        with pytest.raises(Ended):
            terminal._reader(io.StringIO("more\n"), gate)()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_real_process_whose_terminal_hangs_up_keeps_the_text_that_was_begun(file, real_pack):
    command = [sys.executable, "-m", "dpia", "fill", str(file), "--plain"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdin.write("/find 1.1\nOur trial\n/find 1.2\nbegun\n")
    child.stdin.flush()
    said = ""
    while not said.endswith("> + "):
        said += child.stdout.read(1)
    child.send_signal(signal.SIGHUP)
    rest, problems = child.communicate(timeout=30)
    assert (child.returncode, problems) == (0, "")
    assert "Everything is saved." in rest
    answers = read_document(file).assessment.answers
    assert answers["start.title"].value == "Our trial"
    assert answers["start.summary"].value == "begun"
    Session.open(real_pack, file).close()

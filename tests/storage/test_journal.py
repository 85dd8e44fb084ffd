"""What is typed and not in the file: kept aside for its owner alone, offered once whoever typed it is gone."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dpia.storage.journal import KEPT_DAYS, Journal, Unsettled, left_behind, sweep

posix = pytest.mark.skipif(os.name != "posix", reason="owners, modes and links of POSIX")

TYPED = (Unsettled("start.title", typed="Högåsskolan \ud800"), Unsettled("t", "r-1", "c", answer={"unknown": True}))


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DPIA_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def path(tmp_path: Path, state: Path) -> Path:
    return tmp_path / "Secret project.dpia.json"


def files(state: Path) -> list[Path]:
    return list((state / "typed").iterdir())


def left(path: Path, entries: tuple[Unsettled, ...] = TYPED) -> None:
    journal = Journal(path)
    journal.keep(entries)
    journal.close()


def test_it_is_written_a_moment_after_the_key_without_waiting_for_it(path, state, monkeypatch):
    written, write = threading.Event(), Journal._write

    def told(journal: Journal, entries: tuple[Unsettled, ...]) -> None:
        assert threading.current_thread() is not threading.main_thread()
        write(journal, entries)
        written.set()

    monkeypatch.setattr(Journal, "_write", told)
    journal = Journal(path)
    journal.keep(TYPED)
    assert written.wait(30)
    assert [json.loads(file.read_text())["unsettled"][0]["typed"] for file in files(state)] == [TYPED[0].typed]
    journal.close()


def test_it_ends_though_it_is_closed_just_as_it_begins_to_write(path):
    class JustThen(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            self.set()  # what `close` does, from another thread, after the wait ran out
            journal._news.set()
            return False

    journal = Journal(path)
    journal._closing = JustThen()
    journal.keep(TYPED)
    assert journal._thread is not None
    journal._thread.join(30)
    assert not journal._thread.is_alive()
    journal.close()


def test_it_holds_what_is_unsettled_and_nothing_else(path, state):
    journal = Journal(path)
    for entries in (TYPED, TYPED[1:]):
        journal.keep(entries)
        journal.flush()
    [file] = files(state)
    assert "Högåsskolan" not in json.dumps(json.loads(file.read_text()), ensure_ascii=False)
    journal.keep(())
    journal.flush()
    assert files(state) == []
    journal.close()


def test_it_is_offered_once_nobody_has_it_open(path):
    journal = Journal(path)
    journal.keep(TYPED)
    journal.flush()
    assert left_behind(path) == [], "it is open"
    journal.close()
    [found] = left_behind(path)
    assert found.entries == TYPED
    assert left_behind(path.with_name("other.dpia.json")) == []
    found.discard()
    assert left_behind(path) == []


@posix
def test_of_a_process_that_was_killed_too(path):
    script = """if True:
        import os, signal, sys
        from pathlib import Path
        from dpia.storage.journal import Journal, Unsettled
        journal = Journal(Path(sys.argv[1]))
        journal.keep([Unsettled("start.title", typed="half")])
        journal.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    """
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert [entry.typed for found in left_behind(path) for entry in found.entries] == ["half"]


def test_two_who_have_one_file_open_do_not_write_over_each_other(path):
    left(path, TYPED[:1])
    left(path, TYPED[1:])
    assert sorted(len(found.entries) for found in left_behind(path)) == [1, 1]


@posix
def test_it_is_for_its_owner_alone_and_its_name_says_nothing(path, state):
    left(path)
    [file] = files(state)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert "ecret" not in file.name
    assert "ecret" not in file.read_text()


@posix
def test_a_link_leads_to_the_same(path, tmp_path):
    path.write_text("{}")
    left(path)
    link = tmp_path / "link"
    link.symlink_to(path)
    assert len(left_behind(link)) == 1


@posix
@pytest.mark.parametrize("mode", [0o755, 0o770])
def test_a_folder_that_others_may_enter_takes_nothing_and_it_is_said(path, state, mode):
    left(path)
    (state / "typed").chmod(mode)
    assert left_behind(path) == []
    journal = Journal(path)
    journal.keep(TYPED)
    journal.flush()
    assert journal.problem
    assert len(files(state)) == 1
    journal.close()


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b"\xff", b"[" * 9_000, b'{"format": "dpia-typed-1", "unsettled": [{}]}', b'{"format": "dpia-typed-1", "unsettled": [{"question": 1}]}', b'{"format": "dpia-typed-1", "unsettled": [{"question": "a", "run": 1}]}', b'{"format": "dpia-typed-1", "unsettled": [{"question": "a", "typed": 1}]}'],
)  # fmt: skip
def test_what_we_did_not_write_is_nothing(path, state, data):
    left(path)
    [file] = files(state)
    file.write_bytes(data)
    assert left_behind(path) == []


@posix
def test_no_link_is_followed(path, state, tmp_path):
    left(path)
    [file] = files(state)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert left_behind(path) == []


def test_what_nobody_came_back_to_goes_after_half_a_year_unless_its_file_is_there(path, state, clock):
    there, gone, young = path, path.with_name("gone.dpia.json"), path.with_name("young.dpia.json")
    there.write_text("{}", "utf-8")
    held = Journal(path.with_name("held.dpia.json"))
    for journal in (Journal(there), Journal(gone), Journal(young), held):
        journal.keep(TYPED)
        journal.flush()
        if journal is not held:
            journal.close()
    old = (clock.now - dt.timedelta(days=KEPT_DAYS, minutes=1)).timestamp()
    for file in files(state):
        os.utime(file, (old, old))
    for left in left_behind(young):
        os.utime(left.file, (old + 120, old + 120))
    sweep([there, gone], clock.now)
    assert [bool(left_behind(one)) for one in (there, gone, young)] == [True, False, True]
    assert len(files(state)) == 3, "what somebody has open stays"
    held.close()
    sweep([], clock.now)
    assert [bool(left_behind(one)) for one in (there, young)] == [False, True]

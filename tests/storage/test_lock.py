"""The lock: one holder at most, nobody after a death, and always a way in for a person."""

from __future__ import annotations

import errno
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from support.processes import together, workers

from dpia.errors import UserError
from dpia.storage import lock as module
from dpia.storage.lock import Holder, Lock, Locked

SINCE = "2026-11-21T12:00:00Z"
HERE = socket.gethostname()
posix = pytest.mark.skipif(os.name != "posix", reason="locks of POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.dpia.json"
    made.write_text("{}")
    return made


def me(who: str = "ada", host: str = HERE) -> Holder:
    return Holder(who, host, SINCE, os.getpid())


def lock_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def write_lock(path: Path, host: str = HERE, pid: int = 1) -> Path:
    """A lock as a process leaves it that has died."""
    file = lock_file(path)
    file.write_text(json.dumps({"who": "bo", "host": host, "since": SINCE, "pid": pid, "token": "x"}))
    return file


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


SETUP = """
    import os
    from pathlib import Path
    from dpia.storage.lock import Holder, Lock, Locked

    held = []

    def act(what, path, host):
        if what == "release":
            held.pop().release()
            return "released"
        lock = Lock(Path(path), Holder(f"worker {sys.argv[1]}", host, "2026-11-21T12:00:00Z", os.getpid()))
        try:
            lock.acquire()
        except Locked:
            return "locked"
        held.append(lock)
        return "held"
"""


@posix
def test_of_four_processes_that_find_a_dead_holder_one_gets_the_lock(path):
    """In each round all four are told before any has answered; two holders or none would be seen at once."""
    with workers(4, SETUP, path.parent) as four:
        for _ in range(300):
            write_lock(path)
            answers = together(four, "acquire", str(path), HERE)
            assert sorted(answers) == ["held", "locked", "locked", "locked"]
            assert four[answers.index("held")].ask("release", str(path), HERE) == "released"
            assert names(path.parent) == {path.name}


@posix
def test_of_four_processes_that_find_none_one_gets_the_lock(path):
    with workers(4, SETUP, path.parent) as four:
        for _ in range(60):
            answers = together(four, "acquire", str(path), HERE)
            assert answers.count("held") == 1
            four[answers.index("held")].ask("release", str(path), HERE)


@posix
def test_who_has_died_holds_nothing_and_who_lives_does(path):
    with workers(1, SETUP, path.parent) as [worker]:
        assert worker.ask("acquire", str(path), HERE) == "held"
        with pytest.raises(Locked) as error:
            Lock(path, me()).acquire()
        assert error.value.holder.who == "worker 0"
        worker.kill()
        lock = Lock(path, me())
        lock.acquire()
        lock.release()


def test_a_process_id_that_is_used_again_locks_nobody_out(path):
    write_lock(path, pid=os.getpid())
    Lock(path, me()).acquire()


def test_a_process_id_that_is_gone_lets_nobody_in(path):
    """Whoever holds the lock lives, in whatever space of process ids."""
    first = Lock(path, Holder("ada", HERE, SINCE, 2**22 + 1))
    first.acquire()
    with pytest.raises(Locked):
        Lock(path, me("bo")).acquire()


def test_a_lock_of_another_machine_waits_for_a_person(path):
    write_lock(path, host="elsewhere")
    with pytest.raises(Locked) as error:
        Lock(path, me()).acquire()
    assert str(error.value).startswith(f"{path} is in use: bo on elsewhere has it open since 2026-11-21 12:00:00 UTC.")
    assert "--take-over" in str(error.value)
    Lock(path, me()).acquire(take_over=True)


ODD: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "half": lambda file: file.write_bytes(b'{"who": "a'),
    "no text": lambda file: file.write_bytes(b"\xff\xfe\x00"),
    "a number too large": lambda file: file.write_text('{"who": "a", "host": "b", "since": "c", "pid": 1e400}'),
    "nested": lambda file: file.write_text("[" * 4000),
    "large": lambda file: file.write_bytes(b" " * 5_000_000),
    "wrong types": lambda file: file.write_text('{"who": [], "host": 1, "since": null, "pid": "x"}'),
    "a list": lambda file: file.write_text("[]"),
    "a pipe": lambda file: os.mkfifo(file),
    "a link": lambda file: file.symlink_to("/dev/zero"),
    "a folder": lambda file: file.mkdir(),
}


@posix
@pytest.mark.parametrize("kind", ODD)
def test_whatever_lies_there_is_a_lock_that_a_person_can_take_over(path, kind):
    ODD[kind](lock_file(path))
    lock = Lock(path, me())
    with pytest.raises(Locked) as error:
        lock.acquire()
    assert error.value.holder.who == "?"
    lock.acquire(take_over=True)
    assert lock.holder() == me()
    lock.release()
    assert names(path.parent) == {path.name}


@posix
@pytest.mark.parametrize("kind", ["empty", "half", "a pipe"])
def test_what_has_said_nothing_for_a_while_was_left_by_a_death(path, kind):
    file = lock_file(path)
    ODD[kind](file)
    long_ago = file.stat().st_mtime - 2 * module.HALF_MADE
    os.utime(file, (long_ago, long_ago))
    Lock(path, me()).acquire()


def test_a_guard_that_a_process_left_when_it_died_is_in_nobodys_way(path):
    path.with_name(f".{path.name}.lock.guard").write_text("")
    lock = Lock(path, me())
    lock.acquire()
    lock.release()
    assert names(path.parent) == {path.name}


@posix
@pytest.mark.parametrize("kind", ["a pipe", "a link", "a folder"])
@pytest.mark.parametrize("name", ["lock", "lock.guard"])
def test_take_over_removes_whatever_lies_in_the_way(path, kind, name):
    ODD[kind](path.with_name(f".{path.name}.{name}"))
    lock = Lock(path, me())
    lock.acquire(take_over=True)
    with lock.saving() as ours:
        assert ours
    lock.release()
    assert names(path.parent) == {path.name}


@posix
def test_a_folder_with_something_in_it_is_put_aside_and_not_removed(path):
    folder = lock_file(path)
    folder.mkdir()
    (folder / "mine").write_text("kept")
    Lock(path, me()).acquire(take_over=True)
    assert [file.read_text() for file in path.parent.glob(".*.aside/mine")] == ["kept"]


def test_who_lost_the_lock_does_not_remove_that_of_another(path):
    first, second = Lock(path, me("ada")), Lock(path, me("bo"))
    first.acquire()
    second.acquire(take_over=True)
    with first.saving() as ours:
        assert not ours
    first.release()
    assert second.holder() == me("bo")
    with second.saving() as ours:
        assert ours


def test_a_lock_that_somebody_removed_is_made_again(path):
    lock = Lock(path, me())
    lock.acquire()
    lock_file(path).unlink()
    with lock.saving() as ours:
        assert ours
    with pytest.raises(Locked):
        Lock(path, me("bo")).acquire()


@posix
def test_nobody_takes_over_in_the_middle_of_a_save(path, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    first, second = Lock(path, me("ada")), Lock(path, me("bo"))
    first.acquire()
    with first.saving() as ours:
        assert ours
        with pytest.raises(Locked):
            second.acquire(take_over=True)
    second.acquire(take_over=True)


@posix
def test_where_the_file_system_has_no_locks_only_a_person_takes_over(path, monkeypatch):
    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("fcntl.flock", none)
    first, second = Lock(path, me("ada")), Lock(path, me("bo"))
    first.acquire()
    with pytest.raises(Locked):
        second.acquire()
    second.acquire(take_over=True)
    second.release()
    write_lock(path)
    with pytest.raises(Locked):
        Lock(path, me()).acquire()


def test_a_lock_that_cannot_be_made_is_one_message_and_leaves_nothing(path, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(UserError) as error:
        Lock(path, me()).acquire()
    assert error.value.code == "cannot-write"
    assert names(path.parent) == {path.name}


@posix
def test_who_may_read_the_file_may_read_who_has_it(path):
    path.chmod(0o640)
    Lock(path, me()).acquire()
    assert lock_file(path).stat().st_mode & 0o777 == 0o640

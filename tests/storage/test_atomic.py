"""Replacing a file: whole or not at all, and what is said is what is on disk."""

from __future__ import annotations

import ast
import errno
import os
from pathlib import Path

import pytest

import dpia
from dpia.atomic import ABANDONED, NotConfirmed, sweep, write_atomic
from dpia.errors import UserError

posix = pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.json"
    made.write_bytes(b"old")
    return made


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def failing(*codes: int):
    """A call that fails with these errors, one after the other, and then works as it did."""
    left = list(codes)

    def wrapped(call):
        def one(*args, **kwargs):
            if left:
                raise OSError(left.pop(0), "made to fail")
            return call(*args, **kwargs)

        return one

    return wrapped


def test_replaced_with_the_version_before_beside_it(path):
    write_atomic(path, b"new", keep_previous=True)
    assert (path.read_bytes(), path.with_name("a.json.bak").read_bytes()) == (b"new", b"old")
    assert names(path.parent) == {"a.json", "a.json.bak"}


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "no hard links"])
def test_a_new_file_never_takes_the_place_of_another(path, monkeypatch, links):
    if not links:
        monkeypatch.setattr(os, "link", failing(*[errno.EPERM] * 9)(os.link))
    with pytest.raises(UserError) as error:
        write_atomic(path, b"new", new=True)
    assert error.value.code == "exists"
    other = path.with_name("b.json")
    write_atomic(other, b"new", new=True)
    assert (path.read_bytes(), other.read_bytes()) == (b"old", b"new")
    assert names(path.parent) == {"a.json", "b.json"}


@posix
def test_not_even_of_a_link_that_leads_nowhere(path):
    link = path.with_name("link.json")
    link.symlink_to("nothing.json")
    with pytest.raises(UserError, match="exists already"):
        write_atomic(link, b"new", new=True)
    assert names(path.parent) == {"a.json", "link.json"}


@posix
def test_a_link_is_followed_and_stays(path):
    link = path.parent / "folder" / "link.json"
    link.parent.mkdir()
    link.symlink_to(path)
    write_atomic(link, b"new", keep_previous=True)
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert names(path.parent) == {"a.json", "a.json.bak", "folder"}
    assert names(link.parent) == {"link.json"}


@posix
def test_the_mode_stays_whatever_the_process_would_give(path):
    path.chmod(0o664)
    before = os.umask(0o077)
    try:
        write_atomic(path, b"new")
        write_atomic(path.with_name("b.json"), b"new")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o664
    assert path.with_name("b.json").stat().st_mode & 0o777 == 0o600


@posix
def test_where_the_group_cannot_stay_its_rights_go(path, monkeypatch):
    path.chmod(0o660)
    monkeypatch.setattr(os, "fchown", failing(errno.EPERM)(os.fchown))
    found = path.stat()
    fields = [*found[:5], found.st_gid + 1, *found[6:10]]
    stat = Path.stat
    monkeypatch.setattr(
        Path, "stat", lambda self, **options: os.stat_result(fields) if self == path else stat(self, **options)
    )
    write_atomic(path, b"new")
    monkeypatch.undo()
    assert path.stat().st_mode & 0o777 == 0o600


@posix
def test_what_is_write_protected_is_not_replaced(path):
    path.chmod(0o444)
    with pytest.raises(UserError) as error:
        write_atomic(path, b"new")
    assert error.value.code == "write-protected"
    assert path.read_bytes() == b"old"
    assert names(path.parent) == {"a.json"}


@pytest.mark.parametrize("call", ["open", "fsync", "fchmod"])
def test_before_the_rename_nothing_was_changed(path, monkeypatch, call):
    monkeypatch.setattr(os, call, failing(errno.ENOSPC)(getattr(os, call)))
    with pytest.raises(UserError) as error:
        write_atomic(path, b"new", keep_previous=True)
    assert error.value.code == "cannot-write"
    assert path.read_bytes() == b"old"
    assert names(path.parent) == {"a.json"}


def second_sync(code: int, sync=os.fsync):
    """Syncing the file works, syncing its folder fails."""
    calls = []

    def one(handle):
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(code, "made to fail")
        sync(handle)

    return one


@posix
@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES])
def test_a_folder_that_cannot_be_synced_is_no_failure(path, monkeypatch, code):
    monkeypatch.setattr(os, "fsync", second_sync(code))
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"


@posix
def test_after_the_rename_it_is_not_said_that_nothing_was_changed(path, monkeypatch):
    monkeypatch.setattr(os, "fsync", second_sync(errno.EIO))
    with pytest.raises(NotConfirmed) as error:
        write_atomic(path, b"new")
    assert "was written" in str(error.value)
    assert path.read_bytes() == b"new"
    assert names(path.parent) == {"a.json"}


@pytest.mark.parametrize("new", [True, False], ids=["new", "replaced"])
def test_a_rename_that_failed_by_its_answer_alone_is_done(path, monkeypatch, new):
    """As network drives answer to a request that was sent twice."""
    owner, call = (os, "link") if new else (Path, "replace")
    real = getattr(owner, call)

    def done_and_failed(*args, **kwargs):
        real(*args, **kwargs)
        raise FileExistsError(errno.EEXIST, "sent twice")

    monkeypatch.setattr(owner, call, done_and_failed)
    target = path.with_name("b.json") if new else path
    write_atomic(target, b"new", new=new)
    monkeypatch.undo()
    assert target.read_bytes() == b"new"
    assert names(path.parent) == {"a.json", target.name}


def test_a_folder_in_the_place_of_the_version_before_stops_no_save(path):
    path.with_name("a.json.bak").mkdir()
    write_atomic(path, b"new", keep_previous=True)
    assert path.read_bytes() == b"new"
    assert names(path.parent) == {"a.json", "a.json.bak"}


def test_what_killed_processes_left_is_swept_and_nothing_else(path):
    left = {".a.json.0123abcd.tmp", ".a.json.0123abcd.bak"}
    kept = {".a.json.lock", ".b.json.0123abcd.tmp", ".a.json.0123abcd.tmp.txt", "a.json.bak", ".aXjson.0123abcd.tmp"}
    for name in left | kept:
        path.with_name(name).write_bytes(b"text of somebody")
    sweep(path)
    assert names(path.parent) == kept | {"a.json"}


def test_who_does_not_write_alone_sweeps_only_what_is_old(path):
    old, new = path.with_name(".a.json.0123abcd.tmp"), path.with_name(".a.json.4567abcd.tmp")
    for file in (old, new):
        file.write_bytes(b"text of somebody")
    long_ago = old.stat().st_mtime - 2 * ABANDONED
    os.utime(old, (long_ago, long_ago))
    sweep(path, older_than=ABANDONED)
    assert names(path.parent) == {"a.json", new.name}


def test_files_are_replaced_in_one_module_only():
    """No second copy of this: whoever renames, links or syncs files does so through `dpia.atomic`."""
    root = Path(dpia.__file__).parent
    wrong = []
    for file in sorted(root.rglob("*.py")):
        if file == root / "atomic.py":
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            name = node.func.attr
            path_replace = name == "replace" and len(node.args) == 1 and not node.keywords
            os_call = (
                isinstance(node.func.value, ast.Name) and node.func.value.id == "os" and name in ("link", "replace")
            )
            if path_replace or os_call or name in ("fsync", "rename", "renames", "hardlink_to", "mkstemp"):
                wrong.append(f"{file.relative_to(root)}:{node.lineno} {name}")
    assert wrong == []

"""Encrypted files: every command reads them, every save stays encrypted, and nothing of an answer lies open on the disk."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pyrage
import pytest
from support.command import assert_one_message, dpia

from dpia.assessment.model import given
from dpia.cli import keys
from dpia.content.loader import load_pack
from dpia.content.names import TITLE
from dpia.create import create
from dpia.errors import UserError
from dpia.session import Session
from dpia.storage import encryption
from dpia.storage.document import parse_document, read_document
from dpia.storage.encryption import KEYS, Envelope, for_recipients
from dpia.storage.journal import Journal, Unsettled, left_behind

BLOCK = (Path(__file__).parent / "formats/key-block.age").read_bytes()
"""The key block of a file for a passphrase, with so little work as no tool of today would ask for."""
PASSPHRASE = "correct horse battery"
SECRET = "Zebra crossing of Anna Andersson"


@pytest.fixture(autouse=True)
def no_keys():
    KEYS.forget()
    yield
    KEYS.forget()


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("DPIA_STATE_DIR", str(tmp_path / "state"))


@pytest.fixture
def key(tmp_path):
    """An identity file; beside it, as `.pub`, the recipient."""
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"# created today\n{identity}\n")
    (tmp_path / "key.txt.pub").write_text(f"# me\n{identity.to_public()}\n")
    return tmp_path / "key.txt"


@pytest.fixture
def file(tmp_path):
    """An assessment that is encrypted for the passphrase."""
    (tmp_path / "papers").mkdir()
    path = tmp_path / "papers/a.dpia.json.age"
    envelope = by_passphrase()
    session = create(load_pack(), path, envelope=envelope)
    session.answer(TITLE, given(f"{SECRET} first"))
    session.answer(TITLE, given(SECRET))
    session.close()
    KEYS.forget()
    return path


def by_passphrase() -> Envelope:
    KEYS.try_passphrase(BLOCK + BLOCK, PASSPHRASE, "block")
    [identity] = KEYS._known.values()
    return Envelope(BLOCK, identity)


def lies_open(folder: Path, *texts: str) -> list[str]:
    """The files, and names of files, in which a part of a text stands."""
    parts = [text.encode() for text in texts]
    found = []
    for path in folder.rglob("*"):
        data = os.fsencode(path) + (path.read_bytes() if path.is_file() else b"")
        found += [str(path) for part in parts if part in data or json.dumps(part.decode()).encode() in data]
    return found


def test_nothing_of_an_answer_lies_open(file, tmp_path):
    """Saves, the version before, a conflict, what is typed: all of it encrypted, in the folder and in ours."""
    KEYS.ask = lambda name: PASSPHRASE
    pack = load_pack()
    session = Session.open(pack, file)
    session.answer(TITLE, given(f"{SECRET} more"))
    journal = Journal(file, session.envelope)
    journal.keep([Unsettled(TITLE, typed=f"{SECRET} typed")])
    journal.flush()
    file.write_bytes(file.read_bytes() + b"\n")  # somebody else was there
    with pytest.raises(UserError) as caught:
        session.answer(TITLE, given(f"{SECRET} in conflict"))
    assert caught.value.code == "conflict"
    session.close()
    journal.close()

    names = {path.name for path in file.parent.iterdir()}
    assert {"a.dpia.json.age", "a.dpia.json.age.bak", "a.conflict-1.dpia.json.age"} <= names
    assert len(list((tmp_path / "state/typed").iterdir())) == 1
    assert lies_open(tmp_path, SECRET, "Zebra", "Anna Andersson", PASSPHRASE) == []

    conflict = read_document(file.parent / "a.conflict-1.dpia.json.age")
    assert conflict.assessment.answers[TITLE].value == f"{SECRET} in conflict"
    assert read_document(file.parent / "a.dpia.json.age.bak").flaws == ()
    assert left_behind(file) == [], "only who can open the file is told what was typed"
    [left] = left_behind(file, session.envelope)
    assert left.entries[0].typed == f"{SECRET} typed"


def test_a_save_asks_for_nothing_and_keeps_the_key_block(file):
    asked: list[str] = []

    def ask(name: str) -> str:
        asked.append(name)
        return PASSPHRASE

    KEYS.ask = ask
    with Session.open(load_pack(), file) as session:
        for n in range(3):
            session.answer(TITLE, given(f"title {n}"))
    assert asked == [str(file)]
    data = file.read_bytes()
    assert data.startswith(BLOCK)
    assert data.count(b"-----BEGIN AGE ENCRYPTED FILE-----") == 2


def test_both_parts_open_with_the_tool_alone(file):
    """As docs/confidentiality.md says: the passphrase opens the first part, which is a key that opens the second."""
    first, second = (b"-----BEGIN" + part for part in file.read_bytes().split(b"-----BEGIN")[1:])
    identity = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(first, PASSPHRASE).decode())
    assert parse_document(pyrage.decrypt(second, [identity]), "x").assessment.answers[TITLE].value == SECRET


def test_what_does_not_open_is_said_in_one_message(file, key, tmp_path):
    assert_one_message(dpia("check", file), "encrypted", "--identity")
    assert_one_message(dpia("check", file, "--identity", key), "none of the given keys")
    assert_one_message(dpia("check", file, "--identity", tmp_path / "key.txt.pub"), "no key")
    assert_one_message(dpia("check", file, "--identity", tmp_path / "none"), "none")
    KEYS.ask = lambda name: "wrong"
    with pytest.raises(UserError) as caught:
        read_document(file)
    assert caught.value.code == "wrong-passphrase"
    KEYS.try_passphrase(file.read_bytes(), PASSPHRASE, "a")
    data = file.read_bytes()
    middle = len(BLOCK) + 400
    for damage in (BLOCK, data[:-80], data[:middle] + b"A" * 8 + data[middle + 8 :], data[:30] + b"\n", BLOCK + BLOCK):
        with pytest.raises(UserError) as caught:
            parse_document(damage, "x")
        assert caught.value.code in ("damaged", "not-json"), damage[:100]


def test_a_file_for_recipients_on_the_command_line(tmp_path, key):
    papers = tmp_path / "papers"
    papers.mkdir()
    file, closed = papers / "b.dpia.json", papers / "b.dpia.json.age"
    with create(load_pack(), file) as session:
        session.answer(TITLE, given(SECRET))
        session.answer(TITLE, given(f"{SECRET} again"))
    before = file.read_bytes()
    assert_one_message(dpia("encrypt", file), "--recipient")
    assert_one_message(dpia("encrypt", file, "--recipient", "age1nobody"), "age1nobody")
    done = dpia("encrypt", file, "--recipients-file", tmp_path / "key.txt.pub")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in papers.iterdir()] == ["b.dpia.json.age"]
    assert lies_open(papers, "Zebra") == []

    mine = ("--identity", key)
    assert_one_message(dpia("check", closed), "for recipients", "--identity")
    assert dpia("verify", closed, *mine).returncode == 0
    assert "Zebra crossing" in dpia("log", closed, *mine).stdout
    answers = tmp_path / "answers.yaml"
    answers.write_text("start.title: Another title\n")
    assert dpia("fill", closed, "--from", answers, *mine).returncode == 0
    assert "Another" in dpia("show", closed, "--at", "6", *mine).stdout
    assert_one_message(dpia("report", closed, "-o", papers / "b.md", *mine), "would not be", "--plain-report")
    assert_one_message(dpia("dates", closed, "-o", papers / "b.ics", *mine), "would not be", "--plain")
    assert dpia("dates", closed, "-o", papers / "b.ics.age", *mine).returncode == 0
    assert lies_open(papers, "Zebra") == []
    (papers / "b.ics.age").unlink()
    assert dpia("report", closed, "-o", papers / "b.md.age", *mine).returncode == 0
    assert_one_message(
        dpia("redact", closed, "--tag", "names", "-o", papers / "c.dpia.json.age", *mine), "not encrypted"
    )
    plain = papers / "plain.dpia.json"
    create(load_pack(), plain).close()
    assert_one_message(dpia("merge", plain, plain, closed, "-o", papers / "m", *mine), "would not be")
    assert dpia("merge", closed, closed, closed, "-o", papers / "m.dpia.json.age", *mine).returncode == 0
    assert dpia("verify", papers / "m.dpia.json.age", *mine).returncode == 0
    assert_one_message(dpia("example", "skelleftea", papers / "e.dpia.json.age"), "for whom")
    plain.unlink()
    assert lies_open(papers, "Zebra", "Another title") == []
    register = dpia("register", papers)
    assert "It is encrypted and was not opened" in register.stdout

    assert dpia("decrypt", papers / "b.md.age", "-o", tmp_path / "b.md", *mine).returncode == 0
    assert "Another title" in (tmp_path / "b.md").read_text()
    assert dpia("decrypt", closed, *mine).returncode == 0
    assert not closed.exists()
    assert len(read_document(file).changes) == len(json.loads(before)["changes"]) + 1


def test_a_passphrase_is_asked_for_twice(monkeypatch, tmp_path):
    given_now: list[str] = []
    monkeypatch.setattr(sys, "stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setattr(keys.getpass, "getpass", lambda prompt: given_now.pop(0))
    given_now += ["one two three", "one two tree"]
    with pytest.raises(UserError, match="differ"):
        keys.ask_new_passphrase("x")
    with pytest.raises(UserError, match="at least"):
        encryption.for_passphrase("short")
    given_now += ["x"]
    assert keys.ask_passphrase("x") == "x"


async def test_the_key_goes_to_the_report_by_a_pipe(monkeypatch, tmp_path):
    from dpia.tui import report_process

    seen: dict[str, Any] = {}

    async def started(*args: str, **options: object) -> None:
        seen.update(args=args, env=options["env"], stdin=options["stdin"])
        raise OSError(5, "stop here")

    monkeypatch.setattr(asyncio, "create_subprocess_exec", started)
    await report_process.render(
        tmp_path / "a.dpia.json.age", tmp_path / "a.pdf", print, profile="full", lang="en", identity="AGE-SECRET-KEY-1X"
    )
    assert "AGE-SECRET" not in " ".join(seen["args"]) + str(seen["env"])
    assert "--plain-report" in seen["args"]


def test_recipients_of_ssh_keys_are_taken():
    with pytest.raises(UserError, match="ssh-rsa"):
        for_recipients(["ssh-rsa nonsense"])

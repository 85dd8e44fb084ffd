"""Names and places that the system refuses: one clear message each, exit code 2, and never "an error in the program"."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from support.command import assert_one_message, dpia

from dpia.isolation import own_command

LONG = "n" * 300
posix = pytest.mark.skipif(os.name != "posix", reason="names, modes and devices of POSIX")


def run(
    folder: Path, *arguments: str | bytes, stdout: int | IO[bytes] = subprocess.PIPE, encoding: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own, as it is started from a shell."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    if encoding:
        environment["PYTHONIOENCODING"] = encoding
    return subprocess.run(
        [sys.executable, "-m", "dpia", *arguments],
        cwd=folder,
        check=False,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=environment,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("awkward")
    assert run(folder, "example", "skelleftea", "s").returncode == 0
    return folder


def one_message(done: subprocess.CompletedProcess[bytes], words: str = "") -> None:
    said = done.stderr.decode().removeprefix("Writing the report …\n")
    assert done.returncode == 2, said
    assert said.count("\n") == 1, said
    assert words in said
    for bad in ("error in the program", "Traceback", "Exception ignored"):
        assert bad not in said


NOWHERE = [
        ("new", "~nosuch-person/a"), ("example", "skelleftea", "~nosuch-person/a"), ("new", LONG), ("new", f"{LONG}/a"), ("check", LONG), ("check", f"{LONG}/a"),
        ("verify", LONG), ("open", LONG), ("fill", LONG, "--from", "none.yaml"), ("fill", "s.dpia.json", "--from", LONG), ("report", LONG, "-o", "a.md"),
        ("report", "s.dpia.json", "-o", f"{LONG}.md"), ("report", "s.dpia.json", "-o", f"{LONG}/a.md"), ("content", "check", LONG), ("content", "schema", LONG),
        ("check", "s.dpia.json/inside"), ("new", "s.dpia.json/inside"), ("report", "s.dpia.json", "-o", "s.dpia.json/a.md"),
]  # fmt: skip


@posix
@pytest.mark.parametrize("arguments", NOWHERE)
def test_a_name_that_leads_nowhere_is_one_message(folder, arguments):
    done = dpia(*arguments, cwd=folder)
    assert_one_message(done._replace(stderr=done.stderr.removeprefix("Writing the report …\n")))
    assert "error in the program" not in done.stderr


@posix
@pytest.mark.parametrize("arguments", [NOWHERE[0], NOWHERE[4], NOWHERE[11]])
def test_nor_does_a_process_say_more_when_it_ends(folder, arguments):
    one_message(run(folder, *arguments))


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root reads and writes everywhere")
@pytest.mark.parametrize("mode", [0o000, 0o400, 0o100])
def test_a_folder_that_may_not_be_used_is_one_message(folder, mode):
    closed = folder / "closed"
    closed.mkdir(exist_ok=True)
    closed.chmod(mode)
    try:
        for arguments in (
            ("new", "closed/a"),
            ("check", "closed/a.dpia.json"),
            ("report", "s.dpia.json", "-o", "closed/a.md"),
        ):
            one_message(run(folder, *arguments))
    finally:
        closed.chmod(0o700)


@posix
@pytest.mark.parametrize("arguments", [("check", "s.dpia.json"), ("check", "s.dpia.json", "--json"), ("questions",), ("verify", "s.dpia.json"), ("authorities",), ("example",)])  # fmt: skip
def test_a_full_disk_behind_the_output_is_said_once(folder, arguments):
    if not os.path.exists("/dev/full"):  # noqa: PTH110
        pytest.skip("no /dev/full on this system")
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        one_message(run(folder, *arguments, stdout=full), "No space left on device")


@posix
def test_a_reader_that_went_away_is_no_error(folder):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        done = run(folder, "check", "s.dpia.json", stdout=gone)
    assert (done.returncode, done.stderr) == (0, b"")


@posix
def test_a_name_that_is_not_utf_8_works_in_every_command(folder):
    name = b"r\xe4v"
    file = name + b".dpia.json"
    for words in (("example", "skelleftea", name), ("check", file), ("report", file, "-o", name + b".md")):
        done = run(folder, *words)
        assert done.returncode == 0, (words, done.stderr)
        assert b"error in the program" not in done.stderr
    for in_process in (
        ("check", file, "--json"), ("verify", file), ("report", file, "-o", name + b".html"), ("report", file, "-o", name + b".json"),
    ):  # fmt: skip
        told = dpia(*(os.fsdecode(word) for word in in_process), cwd=folder)
        assert told.returncode == 0, (in_process, told.stderr)
        assert "error in the program" not in told.stderr
    one_message(run(folder, "check", b"\xff.dpia.json"))


@posix
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_json_is_json_whatever_the_output_can_show(folder, encoding):
    done = run(folder, "check", "s.dpia.json", "--json", encoding=encoding)
    plain = json.loads(dpia("check", "s.dpia.json", "--json", cwd=folder).stdout)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode(encoding)) == plain


def test_the_program_of_the_wizard_is_the_same(folder):
    """Reports that the wizard asks for are made by the same program, isolated."""
    done = subprocess.run(own_command("check", LONG), cwd=folder, capture_output=True, check=False)
    one_message(done)


@posix
def test_no_name_and_no_answer_forges_a_line(folder, tmp_path):
    """What stands after a line feed in them would else read as a line of the program."""
    forged = "FORGED.dpia.json: intact"
    name = f"plan\n{forged}.dpia.json"
    (tmp_path / name).write_bytes((folder / "s.dpia.json").read_bytes())
    text = json.dumps(f"Gate\n{forged}")
    (tmp_path / "a.yaml").write_text(f"start.title: {text}\nstart.controller-name: {text}\n", encoding="utf-8")
    (tmp_path / f"not\n{forged}").write_bytes(b"[")
    commands: list[tuple[str, ...]] = [
        ("fill", name, "--from", "a.yaml"), ("verify", name), ("log", name), ("diff", name, name), ("register", "."), ("dates", name), ("status", name),
        ("sign", name, "--name", forged, "--role", "author"), ("report", name, "-o", f"r\n{forged}.json"), ("check", f"gone\n{forged}"), ("check", f"not\n{forged}"),
        ("show", name, "--at", "9999"), ("head", name, "-o", f"head\n{forged}"), ("merge", name, name, "-o", name), ("fill", name, "--from", f"not\n{forged}"),
        ("redact", name, "--question", f"x\n{forged}", "-o", "x"), ("new", f"new\n{forged}"),
    ]  # fmt: skip
    said = []
    for arguments in commands:
        done = dpia(*arguments, cwd=tmp_path)
        said += [(arguments, line) for line in (done.stdout + done.stderr).splitlines()]
    assert not [item for item in said if item[1].lstrip().startswith("FORGED")], said
    assert sum(f"⏎{forged}" in line for _, line in said) >= 10, "they are shown on one line"

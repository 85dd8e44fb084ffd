"""Files that would cost more than they may: refused by their kind or by a bound, in one short line, in any command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from support.hostile_pdf import bomb, pdf_with

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and limits of POSIX")

SECONDS, MEGABYTES = 4, 500
"""Of the processor: twice what the slowest takes on a machine of its own. And of memory."""

SCRIPT = """
import contextlib, io, json, sys, time
from dpia.__main__ import main
from dpia.content.loader import load_pack
from support.memory import peak_megabytes

load_pack()
for line in sys.stdin:
    sys.argv, said, code = ["dpia", *json.loads(line)], io.StringIO(), 0
    start = time.process_time()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            main()
    except SystemExit as stop:
        code = stop.code
    used = time.process_time() - start
    print(json.dumps([code, said.getvalue(), used, peak_megabytes()]), flush=True)
"""


def envelope(**parts: object) -> bytes:
    whole = {
        "format": "dpia-assessment", "format_version": 2, "content": {"id": "a", "version": "1", "digest": "0"},
        "assessment": {"as_of": "2026-01-01", "created": "2026-01-01"}, "changes": [],
    }  # fmt: skip
    return json.dumps({**whole, **parts}).encode()


KEY = "k" * 4_800_000
CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "one-key": ("a.dpia.json", lambda: envelope(**{KEY * 4: 1})),
    "one-question": ("b.dpia.json", lambda: envelope(assessment={"as_of": "2026-01-01", "created": "2026-01-01", "answers": {KEY: 7}})),
    "one-value": ("c.dpia.json", lambda: envelope(format_version=KEY)),
    "one-entry": ("d.dpia.json", lambda: envelope(changes=[{KEY: 1}])),
    "many-lists": ("e.dpia.json", lambda: b"[" + b"[]," * 6_000_000 + b"[]]"),
    "many-numbers": ("t.dpia.json", lambda: envelope(changes=[list(range(2_200_000))])),
    "many-keys": ("u.dpia.json", lambda: envelope(changes=[{str(n): 1 for n in range(300_000)}])),
    "deep": ("f.dpia.json", lambda: b"[" * 10_000_000),
    "open-text": ("g.dpia.json", lambda: b'{"' + b"\\" * 10_000_000),
    "a-huge-number": ("h.dpia.json", lambda: envelope(changes=9).replace(b"9", b"9" * 1_000_000)),
    "inflating": ("i.pdf", lambda: pdf_with(["a.dpia.json"], bomb(300_000_000))),
    "many-attachments": ("j.pdf", lambda: pdf_with([f"{n}.dpia.json" for n in range(20)], bomb(70_000_000))),
    "two-attachments": ("k.pdf", lambda: pdf_with(["a.dpia.json", "b.dpia.json"], zlib.compress(envelope()))),
    "no-zlib": ("l.pdf", lambda: pdf_with(["a.dpia.json"], b"x" * 10_000_000)),
    "unknown-keys": ("m.yaml", lambda: b"".join(b"unknown-key-%d: 1\n" % n for n in range(220_000))),
    "unknown-columns": ("n.yaml", lambda: b"processing.groups:\n" + b"".join(b"  - {id: r%d, colour: 1, height: 2}\n" % n for n in range(90))),
    "many-rows": ("s.yaml", lambda: b"processing.groups:\n" + b"".join(b"  - {id: r%d, name: A}\n" % n for n in range(9_000))),
    "one-yaml-key": ("o.yaml", lambda: b'? "' + KEY.encode() + b'"\n: 1\n'),
    "the-same-key": ("p.yaml", lambda: (b'? "' + KEY[:2_000_000].encode() + b'"\n: 1\n') * 2),
    "options": ("q.yaml", lambda: b"processing.lists: [" + b",".join(b"x%d" % n for n in range(25_000)) + b"]\n"),
    "deep-yaml": ("r.yaml", lambda: b"[" * 4_000_000),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("costly")
    os.mkfifo(folder / "pipe.dpia.json")
    os.mkfifo(folder / "pipe.yaml")
    os.mkfifo(folder / "pipe.pdf")
    return folder


@pytest.fixture(scope="module")
def run(folder):
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def ask(*arguments: str) -> tuple[int, str]:
            process.stdin.write(json.dumps(arguments) + "\n")
            process.stdin.flush()
            code, said, seconds, megabytes = json.loads(process.stdout.readline())
            assert seconds < SECONDS, f"{seconds:.1f} s"
            assert megabytes < MEGABYTES, f"{megabytes:.0f} MB"
            return code, said

        ask("new", "ours")
        yield ask
        process.stdin.close()


def one_short_line(code: int, said: str) -> None:
    assert code == 2, said[:300]
    assert said.count("\n") == 1, said[:300]
    assert len(said) < 600
    assert "error in the program" not in said


@pytest.mark.parametrize("name", CASES)
def test_what_costs_too_much_is_refused_in_one_line(run, folder, name):
    file, make = CASES[name]
    (folder / file).write_bytes(make())
    if file.endswith(".yaml"):
        code, said = run("fill", "ours.dpia.json", "--from", file)
        if name == "unknown-columns":
            assert (code, said.count("\n")) == (2, 101), "a hundred, and that there may be more"
        else:
            one_short_line(code, said)
        return
    for command in ("verify", "check"):
        one_short_line(*run(command, file))
    (folder / file).unlink()


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/full", "/proc/self/mem", "/proc/self/status", "/proc", "pipe.dpia.json", "pipe.pdf"])  # fmt: skip
@pytest.mark.parametrize("command", ["check", "verify", "fill", "report"])
def test_what_is_no_file_is_refused_by_its_kind(run, name, command):
    if not os.path.lexists(name) and name.startswith("/"):
        pytest.skip("not on this system")
    more = {"fill": ["--from", "none.yaml"], "report": ["-o", "out.md"]}
    one_short_line(*run(command, name, *more.get(command, [])))


@pytest.mark.parametrize("name", ["/dev/zero", "/proc", "pipe.yaml"])
def test_answers_come_from_a_file_too(run, name):
    one_short_line(*run("fill", "ours.dpia.json", "--from", name))


def test_a_hundred_problems_of_unknown_questions_are_enough(run, folder):
    (folder / "many.yaml").write_text("".join(f"start.titel-{n}: 1\n" for n in range(5_000)))
    code, said = run("fill", "ours.dpia.json", "--from", "many.yaml")
    assert (code, said.count("\n")) == (2, 101)
    assert said.splitlines()[-1].endswith("There may be more.")

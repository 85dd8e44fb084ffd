"""A share of the faults that `make faults` tries whole: each call of the system fails, or the process dies at it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a run is a child that is forked")
def test_no_promise_is_broken_whichever_call_fails(tmp_path):
    command = [sys.executable, "-m", "tests.faults", "--share", "80", "--seed", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path), "DPIA_STATE_DIR": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    runs, broken = (int(word) for word in done.stdout.splitlines()[-1].split() if word.isdigit())
    assert runs > 50
    assert broken == 0


def test_the_harness_sees_an_answer_that_is_lost(tmp_path, monkeypatch):
    """A save that says so and writes nothing is found."""
    from faults.operations import OPERATIONS
    from faults.runs import Told, broken, prepared

    monkeypatch.setenv("DPIA_STATE_DIR", str(tmp_path))
    [operation] = [operation for operation in OPERATIONS if operation.name == "answer"]
    with prepared(operation, tmp_path) as folder:
        [wrong] = broken(operation, folder, Told(acknowledged=[3]))
    assert wrong.startswith("lost: 3")

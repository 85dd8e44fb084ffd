"""In the made-up language nothing that is in a catalogue or in the content is printed in English."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import dpia
from support.english import left_in


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made-up") / "s.dpia.json"
    assert dpia("example", "skelleftea", path).returncode == 0
    return path


def test_english_would_be_found():
    assert len(left_in(dpia("questions").stdout)) > 100


@pytest.mark.parametrize("words", [("example",), ("questions",), ("authorities", "consent"), ("check", "FILE")])
def test_the_command_line(assessment, words):
    done = dpia("--lang", "x-pseudo", *(assessment if word == "FILE" else word for word in words))
    assert "⟦" in done.stdout + done.stderr
    assert left_in(done.stdout + done.stderr) == []


def test_the_report(assessment, tmp_path):
    out = tmp_path / "r.md"
    assert dpia("report", assessment, "-o", out, "--lang", "x-pseudo").returncode == 0
    assert left_in(out.read_text("utf-8")) == []

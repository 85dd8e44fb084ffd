"""A record that does not hold: every command says so, and judges all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import dpia
from support.hand_edits import edit, entry

from dpia.report.reported_file import templates_digest

SMALL = Path(__file__).parents[1] / "tui" / "pack"
"""Content of a few questions, whose report is short."""


@pytest.fixture(scope="module")
def flawed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("flawed") / "s.dpia.json"
    assert dpia("example", "skelleftea", path)[0] == 0
    edit(path, lambda data: entry(data, 9).update(by="eve"))
    return path


def test_check_says_it_and_judges_all_the_same(flawed):
    code, out, said = dpia("check", flawed)
    assert (code, said.count("\n")) == (0, 1)
    assert "THE RECORD DOES NOT HOLD: entry 9 was altered." in said
    assert "9 was altered" not in out
    code, out, _ = dpia("check", flawed, "--json")
    assert (code, json.loads(out)["record_flaws"]) == (0, ["entry 9 was altered"])


def test_fill_says_it(flawed, tmp_path):
    (tmp_path / "answers.yaml").write_text("start.title: Another\n")
    code, _, said = dpia("fill", flawed, "--from", tmp_path / "answers.yaml")
    assert code == 0
    assert "entry 9 was altered" in said


def test_verify_says_it_and_answers_no(flawed):
    code, out, _ = dpia("verify", flawed)
    assert (code, out.strip().rpartition(": ")[2]) == (1, "entry 9 was altered")


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_report_prints_it_on_the_cover_and_in_the_record(flawed, tmp_path, form):
    code, _, said = dpia("report", flawed, "-o", tmp_path / f"r.{form}")
    assert code == 0, said
    text = (tmp_path / f"r.{form}").read_text("utf-8")
    assert "entry 9 was altered" in said
    assert text.count("entry 9 was altered") == 2
    assert text.index("entry 9 was altered") < text.index("Summary")


def test_a_report_in_json_says_it(flawed, tmp_path):
    assert dpia("report", flawed, "-o", tmp_path / "r.json")[0] == 0
    assert json.loads((tmp_path / "r.json").read_bytes())["record_flaws"] == ["entry 9 was altered"]


def test_the_record_names_the_templates(flawed, tmp_path):
    assert dpia("report", flawed, "-o", tmp_path / "t.html")[0] == 0
    assert templates_digest() in (tmp_path / "t.html").read_text("utf-8")

"""`dpia check`: the contract of its JSON, the exit code, and why a law gets no outcome."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import dpia


def test_check_json_has_the_shape_of_the_contract(example):
    data = json.loads(dpia("check", example, "--json", cwd=example.parent).stdout)
    keys = {"outcome", "as_of", "as_of_note", "range", "regimes", "assessment_due", "findings", "progress", "content"}
    assert keys <= set(data)
    assert data["outcome"] == "do-not-launch"
    assert data["as_of"] == "2019-08-20"
    finding = data["findings"][0]
    assert {
        "id",
        "rule",
        "regime",
        "severity",
        "kind",
        "truth",
        "title",
        "text",
        "attribution",
        "authorities",
        "because",
        "missing",
        "remedies",
    } <= set(finding)
    assert {"id", "pinpoint", "attribution", "role", "status", "cite"} <= set(finding["authorities"][0])
    assert {"question", "row", "column", "answer"} <= set(finding["because"][0])
    assert data["assessment_due"]["eu"]["due"] == "yes"
    assert "would_change" not in data


def test_would_change_is_there_on_demand(example):
    data = json.loads(dpia("check", example, "--json", "--would-change", cwd=example.parent).stdout)
    assert {change["finding"].split("/")[0] for change in data["would_change"] if change["finding"]} >= {
        "RP-03",
        "RP-12",
        "RP-15",
    }
    assert any(change["set"] for change in data["would_change"])


@pytest.mark.parametrize(("level", "code"), [("blocker", 3), ("major", 3), ("blocker,open", 3)])
def test_fail_on(example, level, code):
    assert dpia("check", example, "--fail-on", level, cwd=example.parent).returncode == code


def filled(folder: Path, answers: str) -> Path:
    """A new assessment with the answers given."""
    (folder / "answers.yaml").write_text(answers, "utf-8")
    assert dpia("new", "a", cwd=folder).returncode == 0
    assert dpia("fill", "a.dpia.json", "--from", "answers.yaml", cwd=folder).returncode == 0
    return folder / "a.dpia.json"


def test_out_of_scope_says_why(tmp_path):
    police = "start.people-in: [sweden]\nstart.based-in: [sweden]\nstart.body-type: public-body\nstart.activity: other\nstart.police-work: authority\n"
    run = dpia("check", filled(tmp_path, police), cwd=tmp_path)
    assert "eu: Out of scope\n      The GDPR does not reach" in run.stdout
    assert "Brottsdatalagen" in run.stdout
    assert "assessment due" not in run.stdout


def test_where_no_law_governs_that_is_said(tmp_path):
    path = filled(tmp_path, "start.people-in: [other]\nstart.based-in: [other]\n")
    run = dpia("check", path, cwd=tmp_path)
    assert run.stdout.count(": Not applicable") == 3
    assert "none of the laws that are covered here governs" in run.stdout
    assert dpia("report", path, "-o", "a.md", cwd=tmp_path).returncode == 0
    text = (tmp_path / "a.md").read_text("utf-8")
    assert "none of the laws that are covered here governs" in text
    assert "No rule was applied" in text
    assert "stands in the way" not in text


def test_a_day_before_the_law_is_out_of_scope_because_of_the_day(example, tmp_path):
    run = dpia("check", example, "--as-of", "2018-05-24", cwd=tmp_path)
    assert "On 24 May 2018 none of its rules here that can stop a launch was in force." in " ".join(run.stdout.split())
    assert "household" not in run.stdout
    assert "assessment due" not in run.stdout
    assert dpia("report", example, "--as-of", "2018-05-24", "-o", tmp_path / "a.md", cwd=tmp_path).returncode == 0
    assert "household within" not in (tmp_path / "a.md").read_text("utf-8").split("Answers")[0]


def test_laws_part_only_where_something_is_found(tmp_path):
    dpia("new", "empty", cwd=tmp_path)
    assert "The laws differ" not in dpia("check", "empty.dpia.json", cwd=tmp_path).stdout


@pytest.mark.parametrize("day", ["2018-05-24", "2019-08-20", "2021-08-15", "2030-01-01"])
def test_any_day_is_judged(example, tmp_path, day):
    run = dpia("check", example, "--as-of", day, cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert f"As of:   {day}" in run.stdout
    assert ("was checked to" in run.stdout) == (day > "2026")

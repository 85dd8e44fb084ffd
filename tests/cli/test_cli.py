"""The command line as a whole: help, lists, filling in and following the log."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import assert_one_message, dpia


def test_as_a_process_of_its_own(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "dpia", "check", "none.dpia.json"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (2, "")
    assert "none.dpia.json" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_is_not_utf_8_shows_every_message(tmp_path, encoding):
    name = b"\xff\x1b]52;c;eA==\x07" + "räv人.dpia.json".encode()
    run = subprocess.run(
        [sys.executable, "-m", "dpia", "check", name], cwd=tmp_path, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert run.returncode == 2
    assert run.stderr.startswith(b"There is no file "), run.stderr
    assert b"\x1b" not in run.stderr
    assert run.stderr.count(b"\n") == 1


def test_lists(folder):
    questions = json.loads(dpia("questions", "--json", cwd=folder).stdout)
    from dpia.content.loader import load_pack

    assert len(questions) == len(load_pack().questions)
    assert {"id", "section", "type", "text", "help", "options", "applies_when"} <= set(questions[0])
    found = json.loads(dpia("authorities", "imy-2019-2221-consent", "--json", cwd=folder).stdout)
    assert found[0]["id"] == "imy-2019-2221-consent"
    assert {
        "id",
        "rank",
        "regime",
        "citation",
        "statement",
        "url",
        "status",
        "checked_on",
        "in_force_from",
        "in_force_to",
        "families",
    } <= set(found[0])
    assert "skelleftea" in dpia("example", cwd=folder).stdout


def test_fill_changes_the_outcome_and_verify_follows_the_log(folder):
    path = folder / "f.dpia.json"
    assert dpia("new", path, cwd=folder).returncode == 0
    answers = folder / "a.yaml"
    answers.write_text(
        "start.title: Test\nstart.body-type: company\nprocessing.groups:\n  - {id: g, name: Guests, joins: none}\n"
    )
    assert dpia("fill", path, "--from", answers, cwd=folder).returncode == 0
    assert dpia("verify", path, cwd=folder).returncode == 0
    data = json.loads(path.read_text())
    data["assessment"]["answers"]["start.title"] = {"given": "Forged"}
    path.write_text(json.dumps(data))
    assert dpia("verify", path, cwd=folder).returncode == 1


def test_what_is_known_in_part_is_kept_shown_and_judged_item_by_item(example, tmp_path):
    """The gap that is known is reported as such; beside it stands, in one line, what of the list is not shown."""
    path, answers = tmp_path / "s.dpia.json", tmp_path / "a.yaml"
    path.write_bytes(example.read_bytes())
    known = {"have": ["who", "purpose"], "lack": ["retention"], "unknown": ["recipients"]}
    lines = [
        "safeguards.notice: layered",
        f"safeguards.notice-items: {json.dumps(known)}",
        "start.existing-assessment: draft",
        "start.existing-gaps: {have: [risks], lack: [description]}",
        "start.begin-date: 2018",
    ]
    answers.write_text("\n".join(lines) + "\n")
    assert dpia("fill", path, "--from", answers, cwd=tmp_path).returncode == 0
    assert "0 of 5 answers changed" in dpia("fill", path, "--from", answers, cwd=tmp_path).stderr
    assert dpia("verify", path, cwd=tmp_path).returncode == 0
    stored = json.loads(path.read_text())["assessment"]["answers"]
    assert stored["safeguards.notice-items"] == {"given": known}
    assert stored["start.begin-date"] == {"given": "2018"}
    judged = json.loads(dpia("check", path, "--json", cwd=tmp_path).stdout)
    (notice,) = [finding for finding in judged["findings"] if finding["rule"] == "RP-39"]
    assert (notice["severity"], notice["truth"]) == ("major", "established")
    items = [place for place in notice["because"] if place["question"] == "safeguards.notice-items"]
    assert [(place["item"], place["state"], place["answer"]) for place in items] == [("retention", "lack", known)]
    text = " ".join(dpia("check", path, cwd=tmp_path).stdout.split())
    reason = "no: How long the data are kept; not shown: Who receives the data, and where (not known) and the rest (not looked at)"
    assert reason in text
    assert dpia("report", path, "-o", "r.md", cwd=tmp_path).returncode == 0
    paper = (tmp_path / "r.md").read_text()
    assert "missing: risks to people; there: the description; not looked at: the rest" in paper
    answer = "no: how long the data are kept; not known: who receives the data, and where; not looked at: the rest"
    assert answer in paper  # once, with the question; the finding names its number
    assert "| 2018 |" in paper


def test_doctor_speaks(folder):
    done = dpia("doctor", cwd=folder)
    assert done.returncode in (0, 1)
    assert "PDF engine" in done.stdout


def test_a_report_is_the_short_record_where_no_assessment_is_due(tmp_path):
    deployments = Path(__file__).parents[1] / "worked" / "deployments"
    assert dpia("new", "tag", cwd=tmp_path).returncode == 0
    assert dpia("fill", "tag.dpia.json", "--from", deployments / "11-school-tag.yaml", cwd=tmp_path).returncode == 0
    assert "No assessment is due" in dpia("check", "tag.dpia.json", cwd=tmp_path).stdout
    done = dpia("report", "tag.dpia.json", "-o", "tag.md", cwd=tmp_path)
    assert done.returncode == 0
    assert "short record" in done.stderr
    assert (tmp_path / "tag.md").read_text("utf-8").count("\n") < 300
    assert dpia("report", "tag.dpia.json", "-o", "full.md", "--profile", "full", cwd=tmp_path).returncode == 0
    assert (tmp_path / "full.md").stat().st_size > 4 * (tmp_path / "tag.md").stat().st_size


def test_no_record_that_none_is_due_where_one_is(example, tmp_path):
    done = dpia("report", example, "-o", tmp_path / "x.pdf", "--profile", "record", cwd=tmp_path)
    assert_one_message(done, "due", "--profile full")
    assert list(tmp_path.iterdir()) == []


def test_the_help_names_what_each_command_takes(tmp_path):
    assert "PDF" not in dpia("fill", "--help", cwd=tmp_path).stdout
    assert "Which one" in dpia("example", "--help", cwd=tmp_path).stdout


def test_fill_counts_answers_and_not_entries_of_the_log(tmp_path):
    """An answer that takes the place of a proposal is two entries, and the day is no answer."""
    path, answers = tmp_path / "a.dpia.json", tmp_path / "a.yaml"
    assert dpia("new", path, "--scenario", "school-attendance", cwd=tmp_path).returncode == 0
    answers.write_text("as-of: 2026-11-28\nstart.activity: school\nstart.title: Gate\n", "utf-8")
    assert "2 of 2 answers changed" in dpia("fill", path, "--from", answers, cwd=tmp_path).stderr
    assert "0 of 2 answers changed" in dpia("fill", path, "--from", answers, cwd=tmp_path).stderr

"""Bad input: one message with place and remedy, exit code 2, nothing touched."""

from __future__ import annotations

import json
import os

import pytest
from support.command import assert_one_message, dpia

from dpia.storage.formats import FORMAT_VERSION

BAD_FILES = {
    "not JSON": b"hello", "wrong version": b'{"format": "dpia-assessment", "format_version": 99}', "another format": b'{"format": "x"}',
    "binary": bytes(range(256)) * 40, "deeply nested": b"[" * 200_000, "empty": b"", "a number": b"17",
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", ["check", "verify", "open", "report", "fill"])
def test_bad_files_exit_2_with_one_message_and_are_not_touched(tmp_path, name, command):
    path = tmp_path / "bad.dpia.json"
    path.write_bytes(BAD_FILES[name])
    answers = tmp_path / "a.yaml"
    answers.write_text("start.title: x\n")
    extra = {"report": ["-o", tmp_path / "o.pdf"], "fill": ["--from", answers]}.get(command, [])
    done = dpia(command, path, *extra, cwd=tmp_path)
    assert_one_message(done, path.name)
    assert path.read_bytes() == BAD_FILES[name]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.yaml", "bad.dpia.json"]


def test_truncated_and_hand_edited_files(example, tmp_path):
    whole = example.read_bytes()
    cut = tmp_path / "cut.dpia.json"
    cut.write_bytes(whole[: len(whole) // 2])
    assert_one_message(dpia("check", cut, cwd=tmp_path), "cut.dpia.json", "line")
    data = json.loads(whole)
    for question, value, part in [
        ("start.nonsense", {"given": 1}, "start.nonsense"), ("start.body-type", {"given": "alien"}, "alien"),
        ("start.begin-date", {"given": "2019-02-30"}, "2019-02-30"), ("start.begin-date", {"given": {"from": "2019-2"}}, "2024-05-17"),
        ("safeguards.notice-items", {"given": {"have": ["who"], "lack": ["who"]}}, "who"), ("safeguards.notice-items", {"given": {"have": ["hwo"]}}, "hwo"),
        ("start.title", {"not_applicable": "x"}, "start.title"),
    ]:  # fmt: skip
        bad = tmp_path / "edited.dpia.json"
        changed = json.loads(whole)
        changed["assessment"]["answers"][question] = value
        bad.write_text(json.dumps(changed))
        assert_one_message(dpia("check", bad, cwd=tmp_path), part)
    assert data["format_version"] == FORMAT_VERSION


def test_too_large_missing_and_folder(tmp_path):
    big = tmp_path / "big.dpia.json"
    with big.open("wb") as stream:
        stream.truncate(50_000_000)
    assert_one_message(dpia("check", big, cwd=tmp_path), "20 MB")
    assert_one_message(dpia("check", tmp_path / "none.dpia.json", cwd=tmp_path), "none.dpia.json")
    assert_one_message(dpia("check", tmp_path, cwd=tmp_path), "folder")
    assert_one_message(dpia("fill", tmp_path / "none.dpia.json", "--from", tmp_path, cwd=tmp_path))
    folder = tmp_path / "report.pdf"
    folder.mkdir()
    for command in (["check", folder], ["encrypt", folder], ["merge", folder, folder, "-o", "m"], ["status", folder]):
        assert_one_message(dpia(*command, cwd=tmp_path), "report.pdf is a folder")


BAD_ANSWERS = {
    "tabs": ("start.title: x\n\tstart.summary: y\n", "tab"), "duplicate keys": ("start.title: x\nstart.title: y\n", "twice"),
    "unknown question": ("start.titel: x\n", "start.title"), "wrong type": ("consulted.officer: maybe\n", "true or false"),
    "unknown option": ("start.body-type: companie\n", "company"), "nonsense date": ("start.begin-date: yesterday\n", "2026-11-21"),
    "unknown column": ("processing.groups:\n  - {nmae: x}\n", "name"), "a list": ("- x\n", "question-id"), "empty": ("", "empty"),
    "alias": ("a: &x 1\nb: *x\n", "Aliases"), "not applicable": ("start.title: {not_applicable: x}\n", "not applicable"),
    "twice in a list": ("safeguards.notice-items: {have: [who], unknown: [purpose, who]}\n", "a.yaml:1:59: twice: who is named twice"),
    "no such item": ("safeguards.notice-items: {lack: [retention, reciever]}\n", "a.yaml:1:45: unknown-option"),
    "no such bound": ("processing.all-people: {over: 10}\n", "at_least or more_than"), "no interval": ("start.begin-date: {from: 2024, to: 2023}\n", "no such interval"),
    "deep": ("start.title: " + "[" * 500, "deep"), "control": ('start.title: "a\\u0007b"\n', "U+0007"), "nonsense as-of": ("as-of: 2019-13-01\n", "2019-13-01"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_bad_answers_files_name_the_place_and_change_nothing(example, tmp_path, name):
    text, part = BAD_ANSWERS[name]
    answers = tmp_path / "a.yaml"
    answers.write_text(text)
    before = example.read_bytes()
    done = dpia("fill", example, "--from", answers, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert part in done.stderr
    assert "a.yaml:" in done.stderr
    assert example.read_bytes() == before


def test_all_problems_of_an_answers_file_come_in_one_pass(example, tmp_path):
    answers = tmp_path / "a.yaml"
    answers.write_text("start.titel: x\nstart.body-type: alien\nprocessing.groups:\n  - {id: a, role: boss}\n")
    done = dpia("fill", example, "--from", answers, cwd=tmp_path)
    assert [line.split(":")[1] for line in done.stderr.strip().splitlines()] == ["1", "2", "4"]


@pytest.mark.parametrize(
    ("args", "part"),
    [
        (["report", "S", "-o", "x.xyz"], ".pdf"), (["report", "S", "-o", "no/x.pdf"], "no folder"), (["report", "S", "-o", "x"], "suffix"),
        (["report", "S", "-o", "x.pdf", "--lang", "tlh"], "tlh"), (["report", "S", "-o", "x.pdf", "--profile", "short"], "short"),
        (["report", "S", "-o", "x.odt"], ".odt"), (["check", "S", "--as-of", "soon"], "soon"), (["check", "S", "--fail-on", "alien"], "--fail-on"),
        (["example", "skelleft"], "skelleftea"), (["example", "skelleftea", "S"], "exists"), (["new", "S"], "exists"), (["nonsense"], "nonsense"),
        (["check"], "FILE"), (["check", "S", "--nonsense"], "--nonsense"), (["authorities", "x", "--family", "alien"], "alien"),
        (["open", "S"], "terminal"), ([], "terminal"), (["new", "x.txt"], ".dpia.json"), (["new", "y", "--scenario", "alien"], "alien"),
    ],
)  # fmt: skip
def test_bad_usage(example, tmp_path, args, part):
    before = example.read_bytes()
    done = dpia(*[example if arg == "S" else arg for arg in args], cwd=tmp_path)
    assert_one_message(done, part)
    assert example.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_read_only_folder(tmp_path):
    tmp_path.chmod(0o500)
    assert_one_message(dpia("new", tmp_path / "x", cwd=tmp_path), "Cannot")


def test_one_problem_is_one_problem(tmp_path):
    assert dpia("content", "check", ".", cwd=tmp_path).stderr == "1 problem.\n"


def test_a_row_is_taken_away_by_true_and_by_nothing_else(example, tmp_path):
    (tmp_path / "a.yaml").write_text("processing.groups:\n  - {id: pupils, remove: yes}\n", "utf-8")
    run = dpia("fill", example, "--from", "a.yaml", cwd=tmp_path)
    assert run.returncode == 2
    assert "write only its id and remove: true" in run.stderr


def test_an_unknown_setting_lists_the_known(tmp_path):
    run = dpia("new", "a", "--scenario", "school", cwd=tmp_path)
    assert run.returncode == 2
    assert "school-attendance" in run.stderr
    assert list(tmp_path.iterdir()) == []

"""Files that others have open, and files that carry assessments: replaced only where somebody says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import assert_one_message, dpia


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """An assessment that somebody on another machine has open."""
    path = tmp_path / "a.dpia.json"
    assert dpia("new", path, cwd=tmp_path).returncode == 0
    lock_elsewhere(path)
    return path


def lock_elsewhere(path: Path) -> None:
    holder = {"who": "Åsa", "host": "räv-7", "since": "2026-11-20T08:15:00Z", "pid": 1}
    path.with_name(f".{path.name}.lock").write_text(json.dumps(holder), "utf-8")


def test_who_has_a_file_open_is_named_and_may_be_taken_over_from(elsewhere, tmp_path):
    answers = tmp_path / "a.yaml"
    answers.write_text("start.title: Plan\n")
    before = elsewhere.read_bytes()
    done = dpia("fill", elsewhere, "--from", answers, cwd=tmp_path)
    assert_one_message(done, "is in use", "Åsa on räv-7", "2026-11-20 08:15:00 UTC", "--take-over")
    assert elsewhere.read_bytes() == before
    assert dpia("fill", elsewhere, "--from", answers, "--take-over", cwd=tmp_path).returncode == 0
    assert b"Plan" in elsewhere.read_bytes()
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.parametrize("command", [["new", "b"], ["example", "skelleftea", "b"]])
def test_creating_takes_over_too(tmp_path, command):
    lock_elsewhere(tmp_path / "b.dpia.json")
    assert_one_message(dpia(*command, cwd=tmp_path), "Åsa on räv-7")
    assert not (tmp_path / "b.dpia.json").exists()
    assert dpia(*command, "--take-over", cwd=tmp_path).returncode == 0
    assert (tmp_path / "b.dpia.json").exists()


def test_every_command_that_writes_an_assessment_takes_over(tmp_path):
    for command in ("new", "open", "example", "fill"):
        assert "--take-over" in dpia(command, "--help", cwd=tmp_path).stdout, command


def carrying(path: Path, data: bytes | None) -> bytes:
    """A PDF with an assessment attached, or with none."""
    import pikepdf

    with pikepdf.new() as made:
        made.add_blank_page()
        if data is not None:
            made.attachments["b.dpia.json"] = data
        made.save(path)
    return path.read_bytes()


def assessment_named(path: Path, source: bytes) -> bytes:
    path.write_bytes(source)
    return source


CARRIERS: dict[str, Callable[[Path, bytes], bytes]] = {
    "b.dpia.json": assessment_named,
    "renamed.json": assessment_named,
    "renamed.md": assessment_named,
    "half.json": lambda path, source: assessment_named(path, source[: len(source) // 2]),
    "empty.dpia.json": lambda path, source: assessment_named(path, b""),
    "report.pdf": carrying,
    "damaged.pdf": lambda path, source: assessment_named(path, b"%PDF-1.7\nnothing that can be read"),
    "renamed.html": carrying,
}


@pytest.mark.parametrize("name", CARRIERS)
def test_what_carries_an_assessment_is_replaced_by_force_alone(example, tmp_path, name):
    target = tmp_path / name
    before = CARRIERS[name](target, example.read_bytes())
    assert_one_message(dpia("report", example, "-o", target, cwd=tmp_path), name, "--force")
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["b.dpia.json", "renamed.md"])
def test_by_force_it_is(example, tmp_path, name):
    target = tmp_path / name
    target.write_bytes(example.read_bytes())
    assert dpia("report", example, "-o", target, "--force", cwd=tmp_path).returncode == 0
    assert target.read_bytes() != example.read_bytes()


def test_not_even_by_force_a_report_replaces_what_it_is_made_of(example, tmp_path):
    before = example.read_bytes()
    assert_one_message(dpia("report", example, "-o", example, "--force", cwd=tmp_path), "overwrite the assessment")
    assert example.read_bytes() == before


def test_other_files_are_replaced_as_ever(example, tmp_path):
    from dpia.create import carries_assessment

    for _ in range(2):
        assert dpia("report", example, "-o", tmp_path / "a.md", cwd=tmp_path).returncode == 0
        assert dpia("report", example, "-o", tmp_path / "a.json", cwd=tmp_path).returncode == 0
    carrying(tmp_path / "a.pdf", None)
    assert not carries_assessment(tmp_path / "a.pdf")


def test_an_assessment_that_appears_while_the_report_is_made_is_not_replaced(example, tmp_path, monkeypatch):
    import dpia.cli.report_json as written

    target, report_json = tmp_path / "late.dpia.json", written.report_json

    def slow(*arguments):
        target.write_text("of somebody else")
        return report_json(*arguments)

    monkeypatch.setattr(written, "report_json", slow)
    assert_one_message(dpia("report", example, "-o", target, cwd=tmp_path), "late.dpia.json", "--force")
    assert target.read_text() == "of somebody else"

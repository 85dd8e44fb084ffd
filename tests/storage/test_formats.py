"""A real file of each released format opens, keeps every answer, and proves its log."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.change import make_change, replay
from dpia.assessment.model import given
from dpia.errors import UserError
from dpia.session import Session
from dpia.storage.document import parse_document, verify_document
from dpia.storage.formats import FORMAT_VERSION, STEPS

KEPT = sorted((Path(__file__).parent / "formats").glob("*.dpia.json"))


def test_there_is_a_kept_file_of_every_format():
    kept = {json.loads(path.read_bytes())["format_version"] for path in KEPT}
    assert kept >= set(STEPS)
    assert set(STEPS) == set(range(1, FORMAT_VERSION))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_a_kept_file_keeps_its_answers_and_its_proof(path):
    raw = json.loads(path.read_bytes())
    document = parse_document(path.read_bytes(), path.name)
    assert document.assessment.to_json() == raw["assessment"]
    assert [change.to_json() for change in document.changes] == raw["changes"]
    assert verify_document(document) == []
    again = parse_document(document.to_bytes(), path.name)
    assert again == document
    assert json.loads(document.to_bytes())["format_version"] == FORMAT_VERSION
    assert replay(again.changes) == document.assessment


def newer(path: Path) -> dict[str, Any]:
    """A file as a newer minor version could write it: keys of its own, with their entries in the log."""
    document = parse_document(path.read_bytes(), path.name)
    log = [*document.changes]
    log.append(make_change(log, "2027-01-01T00:00:00Z", "bo", ("mood", "a", "b"), None, [1, {"x": None}]))
    log.append(make_change(log, "2027-01-01T00:00:00Z", "bo", ("mood", "c"), None, "gone"))
    log.append(make_change(log, "2027-01-01T00:00:00Z", "bo", ("mood", "c"), "gone", None))
    data: dict[str, Any] = json.loads(document.to_bytes())
    data["assessment"]["mood"] = {"a": {"b": [1, {"x": None}]}}
    data["changes"] = [change.to_json() for change in log]
    return {**data, "format_minor": 7, "weather": {"sun": True}}


def test_what_only_a_newer_minor_version_knows_survives_a_change(toy, clock, tmp_path):
    path = tmp_path / "a.dpia.json"
    Session.create(toy, path, clock=clock, by="ada").close()
    data = newer(path)
    path.write_text(json.dumps(data), encoding="utf-8")
    with Session.open(toy, path, clock=clock, by="ada") as session:
        assert not session.flaws
        session.answer("s.number", given(3))
        session.undo()
        session.answer("s.number", given(4))
    again = json.loads(path.read_bytes())
    assert (again["format_minor"], again["weather"]) == (7, {"sun": True})
    assert again["assessment"]["mood"] == data["assessment"]["mood"]
    assert again["changes"][: len(data["changes"])] == data["changes"]
    document = parse_document(path.read_bytes(), "a")
    assert not document.flaws
    forged = replace(document, assessment=replace(document.assessment, beyond={"mood": {"a": {"b": 2}}}))
    assert [str(flaw) for flaw in forged.flaws] == ["the log does not lead to the answers in the file"]
    del data["format_minor"]
    with pytest.raises(UserError, match="unknown key"):
        parse_document(json.dumps(data).encode(), "a")
    del data["weather"]
    with pytest.raises(UserError, match="format_minor"):
        parse_document(json.dumps({**data, "format_minor": "7"}).encode(), "a")

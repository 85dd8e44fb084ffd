"""A real file of each released format opens, keeps every answer, and proves its log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dpia.assessment.change import replay
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

"""The published schema of the file: whatever is written fits it, whatever is no such file does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given as for_every
from hypothesis import settings
from support.toy import assessments

from dpia.create import copy_example
from dpia.storage.document import ContentPin, Document
from dpia.storage.schema import document_schema

SCHEMA = jsonschema.Draft202012Validator(json.loads(document_schema()))
FORMATS = sorted((Path(__file__).parent / "formats").rglob("*.json"))


def fits(data: Any) -> bool:
    return bool(SCHEMA.is_valid(data))


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json.loads(document_schema()))


def test_every_worked_example_fits(pack, tmp_path, clock):
    assert pack.content.examples
    for example in pack.content.examples:
        path = tmp_path / f"{example.id}.dpia.json"
        copy_example(pack, example, path, clock=clock).close()
        SCHEMA.validate(json.loads(path.read_bytes()))


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.name)
def test_kept_files_of_every_format_fit(path):
    SCHEMA.validate(json.loads(path.read_bytes()))


@settings(max_examples=25, deadline=None)
@for_every(assessments())
def test_whatever_is_written_fits(state):
    SCHEMA.validate(json.loads(Document(ContentPin("a", "1", "0"), state).to_bytes()))


BREAK: list[Callable[[dict[str, Any]], object]] = [
    lambda data: data.pop("format"),
    lambda data: data.update(format="other"),
    lambda data: data.update(format_version=4),
    lambda data: data.update(more=1),
    lambda data: data["assessment"].update(as_of="2026-11"),
    lambda data: data["assessment"]["answers"].update(q={"given": 1, "unknown": True}),
    lambda data: data["assessment"]["answers"].update(q={"given": None}),
    lambda data: data["assessment"]["answers"].update(q={"given": {"have": []}}),
    lambda data: data["assessment"]["responses"].update(f={"kind": "like"}),
    lambda data: data["changes"][0].pop("prev"),
    lambda data: data["changes"][0].update(hash="x"),
]


@pytest.mark.parametrize("number", range(len(BREAK)))
def test_what_is_no_such_file_does_not_fit(number):
    data = json.loads(FORMATS[-1].read_bytes())
    BREAK[number](data)
    assert not fits(data)

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

from dpia.assessment.model import given
from dpia.create import copy_example
from dpia.errors import UserError
from dpia.session import Session
from dpia.storage.document import ContentPin, Document, parse_document
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


@pytest.mark.parametrize("schema", ["", "../schemas/assessment.schema.json", json.loads(document_schema())["$id"]])
def test_what_names_a_schema_is_read_and_written_as_it_was(schema):
    data = json.loads(FORMATS[-1].read_bytes())
    if schema:
        data["$schema"] = schema
    SCHEMA.validate(data)
    written = json.loads(parse_document(json.dumps(data).encode(), "x").to_bytes())
    assert written.get("$schema", "") == schema


@pytest.mark.parametrize("schema", [1, "a\nb", "x" * 501])
def test_a_schema_that_is_no_short_line_is_refused(schema):
    data = json.loads(FORMATS[-1].read_bytes()) | {"$schema": schema}
    with pytest.raises(UserError, match=r"\$schema"):
        parse_document(json.dumps(data).encode(), "x")


def test_a_new_file_names_the_schema_and_keeps_another(pack, tmp_path, clock):
    path = tmp_path / "x.dpia.json"
    copy_example(pack, pack.content.examples[0], path, clock=clock).close()
    data = json.loads(path.read_bytes())
    assert data["$schema"] == json.loads(document_schema())["$id"]
    path.write_text(json.dumps(data | {"$schema": "mine.json"}))
    with Session.open(pack, path, clock=clock) as session:
        session.answer("start.title", given("Another"))
    assert json.loads(path.read_bytes())["$schema"] == "mine.json"


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

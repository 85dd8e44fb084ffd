"""Generated files are committed and up to date."""

from __future__ import annotations

from pathlib import Path

from dpia.cli.json_schemas import json_schemas
from dpia.content.schema import schemas
from dpia.report.house_style_file import SCHEMA, house_style_schema
from dpia.storage.schema import NAME, document_schema

FOLDER = Path(__file__).parents[2] / "questionnaires" / "schemas"


def test_schemas_are_up_to_date():
    expected = {**schemas(), NAME: document_schema(), SCHEMA: house_style_schema(), **json_schemas()}
    assert expected
    for name, text in expected.items():
        path = FOLDER / name
        assert path.is_file(), f"{name} is missing: run `dpia content schema`"
        assert path.read_text("utf-8") == text, f"{name} is stale: run `dpia content schema`"
    assert {path.name for path in FOLDER.glob("*.json")} == set(expected)

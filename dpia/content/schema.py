"""JSON Schemas of all content files, for editors. Generated, committed, and guarded by a test."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dpia.content.loader import KINDS
from dpia.content.validation import adapter


def schemas() -> dict[str, str]:
    """File name -> schema text, for every kind of content file."""
    found = {}
    for kind, (pattern, type_) in KINDS.items():
        schema: dict[str, Any] = adapter(type_).json_schema(mode="validation")
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{kind}: {pattern}", **schema}
        found[f"{kind}.schema.json"] = json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return found


def write_schemas(folder: Path, more: Mapping[str, str]) -> list[Path]:
    """Write all schemas, and some more by their file names, to a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in {**schemas(), **more}.items():
        (folder / name).write_text(text, encoding="utf-8")
        paths.append(folder / name)
    return paths

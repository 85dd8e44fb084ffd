"""The JSON Schema of `NAME.dpia.json`, for other programs: the shape of the file, and no more than that.

The content decides whether an answer fits its question, and `dpia verify` whether the log leads to the answers.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from dpia.assessment.discussion import ENTRIES_LIMIT, KINDS, NAME_LIMIT, TEXT_LIMIT, AnyEntry
from dpia.assessment.interval import DATE_KEYS, NUMBER_KEYS
from dpia.assessment.life_cycle import NAME_LIMIT as NAME_MAX
from dpia.assessment.life_cycle import REASON_LIMIT, ROLES, STATUSES, Frozen, FrozenFinding
from dpia.assessment.partial import KEYS
from dpia.storage.document import FORMAT, SCHEMA
from dpia.storage.formats import FORMAT_MINOR, FORMAT_VERSION

NAME = "assessment.schema.json"

_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_TEXT = {"type": "string"}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    properties = {**required, **(optional or {})}
    return {"type": "object", "required": [*required], "properties": properties, "additionalProperties": False, **more}


def _entry(kind: type[AnyEntry]) -> dict[str, Any]:
    """An entry of the discussion. What is longer, or has another stance, is refused when the file is read."""
    texts: dict[str, Any] = {
        one.name: {**_TEXT, "maxLength": TEXT_LIMIT if one.name == "text" else NAME_LIMIT}
        for one in fields(kind)
        if one.name != "about"
    }
    if "done" in texts:
        texts["done"] = {"type": "boolean"}
    about = {"type": "array", "items": _TEXT, "maxItems": 4, "description": "question Q [ROW [COLUMN]]; finding F"}
    needed = {name: texts.pop(name) for name in ("at", *kind.needed)}
    return _object({"kind": {"const": kind.kind}, "about": about, **needed}, texts)


_OF_HASH = (
    "SHA-256 of this entry without its hash, as RFC 8785 writes it; "
    "of an entry whose path begins with discussion: of n, at, prev and `said`, the SHA-256 of all the rest of it"
)


def _map(of: str) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{of}"}}


def _items(of: dict[str, Any], names: str) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "patternProperties": {names: of}}


def _life_cycle() -> dict[str, Any]:
    """Status, revisions, what was signed and by whom. That its parts fit each other is checked when a file is read."""
    revision, name = r"^[1-9]\d{0,3}$", {**_TEXT, "minLength": 1, "maxLength": NAME_MAX}
    act = {"name": name, "role": {"enum": [*ROLES]}, "at": {**_TEXT, "description": "UTC, ISO 8601"}}
    reason = {"reason": {**_TEXT, "maxLength": REASON_LIMIT}}
    listed = {"type": "array", "items": _TEXT}
    finding = _object({one.name: listed if one.name in FrozenFinding.LISTS else _TEXT for one in fields(FrozenFinding)})
    texts: dict[str, Any] = {one.name: {**_TEXT, "maxLength": NAME_MAX} for one in fields(Frozen)}
    words = {**texts.pop("outcome_words"), "minLength": 1}
    record = _object(
        {
            **texts,
            "entry": {"type": "integer", "minimum": 1, "description": "up to which entry of the log was signed"},
            "head": {**_HASH, "description": "the hash of that entry"},
            "as_of": _DAY,
            "regimes": {"type": "object", "additionalProperties": _TEXT},
            "findings": {"type": "array", "items": finding},
        },
        {"outcome_words": {**words, "description": "the outcome as it was shown; records of 0.1.0 have none"}},
    )
    of = {**_HASH, "description": "SHA-256 of the record that is signed, as RFC 8785 writes it"}
    return _object(
        {},
        {
            "revisions": _items(_object(act, reason), revision),
            "status": _items(_object({**act, "status": {"enum": [*STATUSES]}}, reason), revision),
            "records": _items(record, revision),
            "signatures": _items(_object({**act, "record": of}, reason), r"^[1-9]\d{0,3}\.[1-9]\d{0,3}$"),
        },
        description="status and signatures by number of the revision",
    )


def document_schema() -> str:
    """The schema as text: JSON Schema 2020-12."""
    number: dict[str, Any] = {"type": "number"}
    intended = _object({}, {"owner": _TEXT, "due": {"anyOf": [_DAY, {"const": ""}]}})
    pin = _object({"id": _TEXT, "version": _TEXT, "digest": _TEXT})
    assessment = _object(
        {"as_of": _DAY, "created": _DAY},
        {
            "scenario": _TEXT,
            "language": {**_TEXT, "description": "of the answers, BCP 47", "maxLength": 35},
            "answers": _map("answer"),
            "proposed": _map("answer"),
            "responses": _map("response"),
            "discussion": {**_map("entry"), "maxProperties": ENTRIES_LIMIT},
            "discussion_until": _DAY,
            "life_cycle": _life_cycle(),
        },
    )
    change = _object(
        {
            "n": {"type": "integer", "minimum": 1},
            "at": {**_TEXT, "description": "UTC, ISO 8601"},
            "by": _TEXT,
            "path": {"type": "array", "items": _TEXT, "minItems": 1},
            "before": {"description": "what stood there; null: nothing"},
            "after": {"description": "what stands there from here on; null: nothing"},
            "prev": {**_HASH, "description": "the hash of the entry before; zeros for the first"},
            "hash": {**_HASH, "description": _OF_HASH},
        },
        {
            "undoes": {"type": "integer", "description": "the entry that this one takes back"},
            "group": {"type": "integer", "description": "the first entry of the action that wrote this one"},
            "withheld": {**_HASH, "description": "what `said` was, of an entry that this copy leaves out"},
        },
    )
    listed = {"type": "array", "items": _TEXT}
    value: dict[str, Any] = {
        "anyOf": [
            {"type": ["boolean", "number", "string"]},
            listed,
            {"type": "array", "items": {"$ref": "#/$defs/row"}},
            _object({}, {key: {**listed, "minItems": 1} for key in KEYS}, minProperties=1),
            _object({}, dict.fromkeys(DATE_KEYS, _TEXT), minProperties=1),
            _object({}, dict.fromkeys(NUMBER_KEYS, number), minProperties=1),
        ]
    }
    response = _object(
        {"kind": {"enum": ["accept", "contest", "measure"]}},
        dict.fromkeys(("reason", "authority", "measure", "owner", "due"), _TEXT),
    )
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": f"NAME.dpia.json, format version {FORMAT_VERSION}",
        **_object(
            {
                "format": {"const": FORMAT},
                "format_version": {"type": "integer", "minimum": 1, "maximum": FORMAT_VERSION},
                "content": {**pin, "description": "the content that the answers were given to"},
                "assessment": assessment,
                "changes": {"type": "array", "items": change},
            },
            {
                "$schema": {**_TEXT, "description": "the $id of this schema, or where a copy of it is"},
                "format_minor": {"type": "integer", "minimum": 0, "maximum": FORMAT_MINOR},
            },
        ),
        "$defs": {
            "answer": {
                "oneOf": [
                    _object({"given": value}, {"intended": intended}),
                    _object({"unknown": {"const": True}}),
                    _object({"not_applicable": _TEXT}),
                ]
            },
            "row": _object({"id": {**_TEXT, "minLength": 1}, "cells": _map("answer")}),
            "response": response,
            "entry": {"oneOf": [_entry(kind) for kind in KINDS.values()]},
        },
    }
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

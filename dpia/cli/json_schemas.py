"""The JSON Schemas of `dpia check --json` and of the report as JSON, for other programs.

Keys are added and never renamed or removed (docs/check-json.md), so the schemas allow keys that they do not know.
"""

from __future__ import annotations

import json
from typing import Any, get_args

from dpia.content.authority import Attribution, Rank, Status
from dpia.content.rule import Kind, Outcome, Role, Severity

CHECK, REPORT = "urn:dpia-wizard:schema:check:1", "urn:dpia-wizard:schema:report:1"
"""The names that `$schema` gives, and `$id` of the published files."""

_TEXT: dict[str, Any] = {"type": "string"}
_YES: dict[str, Any] = {"type": "boolean"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_DAY: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TRUTH: dict[str, Any] = {"enum": ["yes", "no", "unknown"]}


def _words(type_: Any) -> dict[str, Any]:
    """One of the words of a `Literal`, or of several joined."""
    found: list[str] = []
    for one in get_args(type_) or (type_,):
        found += get_args(one) or [one]
    return {"enum": found}


def _maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _map(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": of}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "required": [*required], "properties": {**required, **(optional or {})}}


_PLACE_KEYS: dict[str, Any] = {"question": _TEXT, "row": _maybe(_TEXT), "column": _maybe(_TEXT)}
_PLACE = _object(_PLACE_KEYS, {"item": _TEXT})
_REASON = _object({**_PLACE_KEYS, "answer": {}}, {"item": _TEXT, "state": {"enum": ["have", "lack", "unknown"]}})
_OUTCOME = _words(Outcome)
_CONTENT = _object({"id": _TEXT, "version": _TEXT, "digest": _TEXT})

_CITED = _object(
    {
        "id": _TEXT, "pinpoint": _TEXT, "attribution": _words(Attribution), "role": _words(Role),
        "status": _words(Status), "decided_later": _YES, "cite": _TEXT,
    }
)  # fmt: skip
_FINDING: dict[str, Any] = {
    "id": _TEXT, "rule": _TEXT, "regime": _TEXT, "severity": _words(Severity), "kind": _maybe(_words(Kind)),
    "truth": {"enum": ["established", "not-shown", "open"]}, "title": _TEXT, "text": _TEXT, "conclusion": _TEXT,
    "attribution": _words(Attribution), "arguable": _YES, "rows": _list(_TEXT), "also": _list(_TEXT),
    "authorities": _list(_CITED), "because": _list(_REASON), "missing": _list(_PLACE), "remedies": _list(_TEXT),
}  # fmt: skip
_CRITERION = _object(
    {"id": _TEXT, "title": _TEXT, "authority": _TEXT, "truth": _TRUTH, "enough": _YES, "because": _list(_REASON)}
)
_ELEMENT = _object(
    {
        "id": _TEXT, "title": _TEXT, "authority": _TEXT, "added_by_tool": _YES, "note": _TEXT, "state": _TEXT,
        "answered": _list(_PLACE), "unknown": _list(_PLACE), "missing": _list(_PLACE), "lacking": _list(_REASON),
    }
)  # fmt: skip
_MAP = _object(
    {"id": _TEXT, "regime": _TEXT, "title": _TEXT, "note": _TEXT, "complete": _YES, "elements": _list(_ELEMENT)}
)
_TASK = _object(
    {
        "id": _TEXT, "regime": _TEXT, "title": _TEXT, "text": _TEXT, "note": _TEXT, "authority": _TEXT, "truth": _TRUTH,
        "due": _maybe(_DAY), "waits_for": _maybe(_PLACE), "because": _list(_REASON), "missing": _list(_PLACE),
        "row": _maybe(_object({"question": _TEXT, "row": _TEXT, "name": _TEXT})),
    }
)  # fmt: skip
_SIDE = _object(
    {
        "says": _list(_object({"text": _TEXT, "authorities": _list(_TEXT), "own_view": _YES})),
        "findings": _list(_TEXT),
    }
)
_CHANGE = _object(
    {
        "finding": _maybe(_TEXT),
        "set": _list(_object({**_PLACE_KEYS, "from": {}, "to": {}})),
        "outcome_then": _maybe(_OUTCOME),
        "proven_smallest": _YES,
    }
)


def _verdict(finding: dict[str, Any]) -> dict[str, Any]:
    return {
        "outcome": _OUTCOME,
        "as_of": _DAY,
        "as_of_note": _TEXT,
        "range": _object({"best": _OUTCOME, "worst": _OUTCOME}),
        "regimes": _map(_OUTCOME),
        "assessment_due": _map(_object({"due": _TRUTH, "criteria": _list(_CRITERION)})),
        "conditions": _list(_object({**_PLACE_KEYS, "answer": {}, "owner": _TEXT, "due": _maybe(_DAY)})),
        "findings": _list(_object(finding)),
        "completeness": _list(_MAP),
        "tasks": _list(_TASK),
        "divergences": _list(_object({"id": _TEXT, "title": _TEXT, "why": _TEXT, "sides": _map(_SIDE)})),
        "progress": _object({"answered": _COUNT, "applicable": _COUNT}),
        "content": _CONTENT,
    }


_MORE: dict[str, Any] = {
    "would_change": _list(_CHANGE),
    "record_flaws": _list(_TEXT),
    "evidence": _list({"type": "object"}),
    "redacted": {"type": "object"},
}

_RESPONSE = _object(
    {"kind": {"enum": ["accept", "contest", "measure"]}},
    dict.fromkeys(("reason", "authority", "measure", "owner", "due"), _TEXT),
)
_ANSWER_KEYS: dict[str, Any] = {
    "state": {"enum": ["given", "unknown", "not-applicable", "absent"]},
    "answer": {"description": "as in an answers file; null where there is none"},
    "words": {**_TEXT, "description": "the answer as the report prints it"},
}
_ROW = _object({"id": _TEXT, "name": _TEXT, "cells": _list(_object({"column": _TEXT, "text": _TEXT, **_ANSWER_KEYS}))})
_ANSWER = _object(
    {"id": _TEXT, "number": _TEXT, "section": _TEXT, "text": _TEXT, **_ANSWER_KEYS},
    {"rows": _list(_ROW)},
)
_AUTHORITY = _object(
    {
        "id": _TEXT, "rank": _words(Rank), "regime": _TEXT, "cite": _TEXT, "statement": _TEXT, "own_reading": _TEXT,
        "status": _words(Status), "checked_on": _maybe(_TEXT), "url": _TEXT, "decided_later": _YES,
        "findings": _list(_TEXT),
    }
)  # fmt: skip


def _schema(name: str, title: str, required: dict[str, Any], optional: dict[str, Any]) -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": name,
        "title": title,
        **_object({"$schema": {"const": name}, **required}, optional),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def check_schema() -> str:
    """The schema of `dpia check --json` as text: JSON Schema 2020-12."""
    return _schema(CHECK, "dpia check --json", _verdict(_FINDING), _MORE)


def report_schema() -> str:
    """The schema of `dpia report FILE -o OUT.json` as text: the verdict, and what a report has beside it."""
    decision = _object(
        {
            "decision": _maybe(_TEXT), "words": _TEXT, "by": _TEXT, "date": _maybe(_TEXT), "reason": _TEXT,
            "conditions": _TEXT, "departs": _YES,
        }
    )  # fmt: skip
    whole = {
        **_verdict({**_FINDING, "number": _TEXT, "response": _maybe(_RESPONSE)}),
        "lang": _TEXT,
        "title": _TEXT,
        "controller": _TEXT,
        "created": _DAY,
        "outcome_words": _TEXT,
        "meaning": _TEXT,
        "decision": decision,
        "answers": _list(_ANSWER),
        "authorities": _list(_AUTHORITY),
        "record": _object({"file": _TEXT, "digest": _TEXT, "head": _TEXT, "entries": _COUNT}),
    }
    return _schema(REPORT, "dpia report FILE -o OUT.json", whole, _MORE)


def json_schemas() -> dict[str, str]:
    """File name -> schema text."""
    return {"check.schema.json": check_schema(), "report-json.schema.json": report_schema()}

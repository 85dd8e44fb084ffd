"""The twin of a deployment: the same people, purposes, grounds and safeguards, and records in place of a camera or a body feature.

A twin may be asked what the deployment was not: `completed` answers that as well as its marks allow, so that the outcome waits for nothing.
"""

from __future__ import annotations

from typing import Any

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import UNKNOWN, Answer, Assessment, given
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.truth import Ref

BODY_ITEMS = ("template", "enrol-image", "live-image", "recording", "sound")
BODY_WAYS = ("other-bio", "own-token-bio", "central-bio")
GOOD = ("favourable", "adequate")
SCOPE: dict[str, str | tuple[str, ...]] = {
    "processing.health-use": ("care",),
    "special-ground": ("consent",),
    "processing.link-key": "names",
}
"""What a completed deployment says where no answer is better than another."""


def twin(pack: Pack, state: Assessment, kind: str) -> Assessment:
    """The assessment with records of that kind (`health`, `identity`) in place of what films people or reads their bodies."""
    items = _rows(state, "processing.items")
    groups = _rows(state, "processing.groups")
    change: dict[str, Any] = {
        "processing.technology": ["log-only"],
        "processing.watches": False,
        "processing.items": _items(items, kind, groups),
    }
    if groups:
        change["processing.groups"] = [_group(row, kind) for row in groups]
    if ways := _rows(state, "alternatives.ladder"):
        change["alternatives.ladder"] = _ways(ways)
    return assessment_from_plain(pack, state.as_of, change, base=state)


def completed(pack: Pack, state: Assessment) -> Assessment:
    """The assessment with an answer wherever an open finding waits for one: the mildest by its marks, else "unknown"."""
    before: Evaluation | None = None
    while True:
        before = evaluate(pack, state, before)
        missing = {ref for finding in before.findings if finding.truth == "open" for ref in finding.missing}
        absent = [ref for ref in missing if state.answer(ref.question, ref.row, ref.column) is None]
        if not absent:
            return state
        for ref in absent:
            state = put(state, ref, _mildest(pack, ref))


def put(state: Assessment, ref: Ref, answer: Answer | None) -> Assessment:
    if ref.row is None or ref.column is None:
        return state.with_answer(ref.question, answer)
    return state.with_cell(ref.question, ref.row, ref.column, answer)


def _mildest(pack: Pack, ref: Ref) -> Answer:
    field: Question | Column = (
        pack.questions[ref.question] if ref.column is None else pack.columns[ref.question, ref.column]
    )
    if (named := SCOPE.get(ref.column or ref.question)) is not None:
        return given(named)
    if field.type == "text":
        return given("Written down.")
    if field.type == "boolean":
        return next((given(value) for value in (False, True) if field.meaning(value) in GOOD), UNKNOWN)
    if field.none_means in GOOD:
        return given(0 if field.type == "number" else ())
    good = [option.id for means in GOOD for option in field.options if field.meaning(option.id) == means]
    if not good:
        return UNKNOWN
    return given(tuple(good)) if field.type == "choices" else given(good[0])


def _rows(state: Assessment, table: str) -> list[dict[str, Any]]:
    """The given cells of each row."""
    rows: dict[str, dict[str, Any]] = {}
    for question, row, column, answer in state.leaves():
        if question == table and row is not None and column is not None:
            rows.setdefault(row, {"id": row})
            if answer.given:
                rows[row][column] = answer.value
    return list(rows.values())


def _items(rows: list[dict[str, Any]], kind: str, groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with that kind in place of body data; where there were none to take the place of, a row of its own."""
    items = [_item(row, kind, groups) for row in rows]
    if not items or (
        kind == "health"
        and not any(kind in (cells.get("kind"), row.get("kind")) for cells, row in zip(items, rows, strict=True))
    ):
        items.append({"id": "twin", "kind": kind})
    return items


def _item(row: dict[str, Any], kind: str, groups: list[dict[str, Any]]) -> dict[str, Any]:
    cells = {"id": row["id"]}
    if row.get("kind") in BODY_ITEMS:
        cells["kind"] = kind
    if len(groups) > 1:
        cells["about"] = [group["id"] for group in groups]
    return cells


def _group(row: dict[str, Any], kind: str) -> dict[str, Any]:
    """Ordinary data need no exception: whoever relied on consent as one relies on it as a ground."""
    cells = {"id": row["id"]}
    if row.get("joins") in ("stored", "compared"):
        cells["joins"] = "recorded"
    if kind != "health" and row.get("ground") and "consent" in row.get("special-ground", ()):
        cells["ground"] = list(dict.fromkeys([*row["ground"], "consent"]))
    return cells


def _ways(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The way that used a body feature, or one put in its place, is chosen and rated high, every other one low."""
    high = [row["id"] for row in rows if row.get("rung") in BODY_WAYS]
    ways: list[dict[str, Any]] = [
        {"id": row["id"], "rung": "other-plain", "chosen": True, "intrusion": "high"}
        if row["id"] in high
        else {"id": row["id"], "intrusion": "low", **({"rung": "staff"} if row.get("rung") == "plain-camera" else {})}
        for row in rows
    ]
    if not high:
        ways.append({"id": "twin", "rung": "other-plain", "reaches": "as-well", "chosen": True, "intrusion": "high"})
    return ways

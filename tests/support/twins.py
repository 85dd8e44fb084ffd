"""The twin of a deployment: the same people, purposes, grounds and safeguards, and records in place of a camera or a body feature."""

from __future__ import annotations

from typing import Any

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack

BODY_ITEMS = ("template", "enrol-image", "live-image", "recording", "sound")
BODY_WAYS = ("other-bio", "own-token-bio", "central-bio")


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

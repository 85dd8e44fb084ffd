"""The verdict as data: the keys of `dpia check --json`, which are a contract (docs/check-json.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dpia.assessment.answers import to_plain
from dpia.assessment.partial import PartialList
from dpia.cli.json_schemas import CHECK
from dpia.engine.completeness import MapResult, completeness
from dpia.engine.divergences import DivergenceFound, divergences
from dpia.engine.evaluation import Evaluation
from dpia.engine.findings import Finding
from dpia.engine.tasks import DueTask, tasks
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.wording import Words, as_of_note

if TYPE_CHECKING:
    from dpia.engine.counterfactual import WouldChange


def check_json(evaluation: Evaluation, tr: Translator) -> dict[str, Any]:
    """The evaluation in the shape of `dpia check --json` (docs/check-json.md; keys are a contract)."""
    pack, assessment = evaluation.pack, evaluation.assessment
    words = Words(pack, assessment, tr)
    progress = evaluation.total_progress
    return {
        "$schema": CHECK,
        "outcome": evaluation.outcome,
        "as_of": assessment.as_of,
        "as_of_note": as_of_note(pack, assessment, tr),
        "range": {"best": evaluation.best, "worst": evaluation.worst},
        "regimes": {result.regime.id: result.outcome for result in evaluation.regimes},
        "assessment_due": {
            result.regime.id: {
                "due": result.due.word,
                "criteria": [
                    {"id": c.criterion.id, "title": tr.content(c.criterion.title), "authority": c.criterion.authority,
                     "truth": {2: "yes", 1: "unknown", 0: "no"}[int(c.verdict.truth)], "enough": c.enough,
                     "because": [_ref_json(words, ref) for ref in c.verdict.because]}
                    for c in result.due.criteria
                ],
            }
            for result in evaluation.regimes
            if result.due is not None
        },
        "conditions": [
            {**_ref_json(words, item.ref), "owner": item.intention.owner, "due": item.intention.due or None}
            for item in evaluation.conditions
        ],
        "findings": [finding_json(words, finding) for finding in evaluation.findings],
        "completeness": [_map_json(words, result) for result in completeness(evaluation)],
        "tasks": [_task_json(words, item) for item in tasks(evaluation)],
        "divergences": [_divergence_json(tr, divergence) for divergence in divergences(evaluation)],
        "progress": {"answered": progress.answered, "applicable": progress.applicable},
        "content": {"id": pack.manifest.id, "version": pack.manifest.version, "digest": pack.digest},
    }  # fmt: skip


def finding_json(words: Words, finding: Finding) -> dict[str, Any]:
    """A finding in the shape of `dpia check --json`."""
    return {
        "id": finding.id,
        "rule": finding.rule.id,
        "regime": finding.regime,
        "severity": finding.severity,
        "kind": finding.kind,
        "truth": finding.truth,
        "title": words.title(finding),
        "text": words.text(finding),
        "conclusion": words.conclusion(finding),
        "attribution": finding.attribution,
        "arguable": finding.grade.arguable,
        "rows": list(finding.rows),
        "also": list(finding.grade.also),
        "authorities": [
            {"id": c.authority.id, "pinpoint": c.pinpoint, "attribution": c.attribution, "role": c.role,
             "status": c.authority.status, "decided_later": c.decided_later, "cite": words.cite(c.authority)}
            for c in finding.citations
        ],
        "because": [_ref_json(words, ref) for ref in finding.because],
        "missing": [_place_json(ref) for ref in finding.missing],
        "remedies": words.remedies(finding),
    }  # fmt: skip


def _map_json(words: Words, result: MapResult) -> dict[str, Any]:
    """A completeness map in the shape of `dpia check --json`."""
    tr = words.tr
    return {
        "id": result.map.id,
        "regime": result.map.regime,
        "title": tr.content(result.map.title),
        "note": tr.content(result.map.note),
        "complete": result.complete,
        "elements": [
            {"id": item.element.id, "title": tr.content(item.element.title), "authority": item.element.authority,
             "added_by_tool": item.element.added_by_tool, "note": tr.content(item.element.note), "state": item.state,
             "answered": [_place_json(ref) for ref in item.answered],
             "unknown": [_place_json(ref) for ref in item.unknown],
             "missing": [_place_json(ref) for ref in item.missing],
             "lacking": [_ref_json(words, ref) for ref in item.lacking]}
            for item in result.elements
        ],
    }  # fmt: skip


def _task_json(words: Words, item: DueTask) -> dict[str, Any]:
    """A task in the shape of `dpia check --json`; `row` names the row that it is about."""
    tr, task = words.tr, item.task
    return {
        "id": task.id,
        "regime": task.regime,
        "title": tr.content(task.title),
        "text": tr.content(task.text),
        "note": tr.content(task.note),
        "authority": task.authority,
        "truth": {2: "yes", 1: "unknown", 0: "no"}[int(item.verdict.truth)],
        "due": item.due,
        "waits_for": _place_json(item.waits_for) if item.waits_for else None,
        "row": {"question": task.rows, "row": item.row, "name": words.row(task.rows, item.row)}
        if task.rows and item.row
        else None,
        "because": [_ref_json(words, ref) for ref in item.verdict.because],
        "missing": [_place_json(ref) for ref in item.verdict.missing],
    }


def _divergence_json(tr: Translator, divergence: DivergenceFound) -> dict[str, Any]:
    """A point on which the laws differ, in the shape of `dpia check --json`."""
    return {
        "id": divergence.point.id,
        "title": tr.content(divergence.point.title),
        "why": tr.content(divergence.point.why),
        "sides": {
            side.regime.id: {
                "says": [
                    {"text": tr.content(one.text), "authorities": list(one.law), "own_view": one.own_view}
                    for one in side.says
                ],
                "findings": [finding.id for finding in side.findings],
            }
            for side in divergence.sides
        },
    }


def _place_json(ref: Ref) -> dict[str, str | None]:
    place = {"question": ref.question, "row": ref.row, "column": ref.column}
    return place if ref.item is None else {**place, "item": ref.item}


def _ref_json(words: Words, ref: Ref) -> dict[str, Any]:
    answer = words.assessment.answer(*ref[:3])
    found: dict[str, Any] = {**_place_json(ref), "answer": to_plain(answer)}
    if ref.item is not None and answer is not None and isinstance(answer.value, PartialList):
        state = answer.value.state(ref.item)
        assert state is not None, "a reason is something that somebody said"
        found["state"] = state.value
    return found


def changes_json(evaluation: Evaluation, changes: Iterable[WouldChange]) -> list[dict[str, Any]]:
    """What would lift the blockers, in the shape of `dpia check --json --would-change`.

    `finding: null` is the combined set.
    """
    return [
        {
            "finding": change.finding,
            "set": [
                {
                    "question": e.ref.question,
                    "row": e.ref.row,
                    "column": e.ref.column,
                    "from": to_plain(e.before),
                    "to": to_plain(e.after),
                }
                for e in change.edits
            ],
            "outcome_then": change.outcome_then,
            "proven_smallest": change.proven_smallest,
        }
        for change in changes
    ]

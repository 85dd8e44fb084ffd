"""The report as data: the verdict of `dpia check --json`, with title, decision, answers and authorities beside it."""

from __future__ import annotations

from typing import Any

from dpia.assessment.answers import to_plain
from dpia.assessment.model import Answer, Assessment, Row, State
from dpia.cli.check_json import check_json
from dpia.cli.json_schemas import REPORT
from dpia.content.names import (
    CONTROLLER,
    DECISION,
    DECISION_BY,
    DECISION_CONDITIONS,
    DECISION_DATE,
    DECISION_REASON,
    TITLE,
)  # fmt: skip
from dpia.content.question import Column, Question
from dpia.engine.decision import departs
from dpia.engine.evaluation import Evaluation
from dpia.engine.truth import NO
from dpia.i18n import Translator
from dpia.report.components import Components
from dpia.report.parts.findings import Reasoned
from dpia.report.reported_file import ReportedFile
from dpia.wording import Words

_STATES = {State.GIVEN: "given", State.UNKNOWN: "unknown", State.NOT_APPLICABLE: "not-applicable"}


def report_json(evaluation: Evaluation, tr: Translator, source: ReportedFile) -> dict[str, Any]:
    """The report in the shape of `report-json.schema.json`. It has every answer, as the PDF with `--answers` has."""
    words = Words(evaluation.pack, evaluation.assessment, tr, printed=True)
    verdict = check_json(evaluation, tr)
    head = {
        "$schema": REPORT,
        "lang": tr.lang,
        "title": _given(words, TITLE),
        "controller": _given(words, CONTROLLER),
        "created": evaluation.assessment.created,
        "outcome_words": words.outcome(evaluation.outcome, evaluation),
        "meaning": words.meaning(evaluation),
    }
    numbers = Reasoned(Components(evaluation, tr), "").numbers
    by_id = {finding.id: finding for finding in evaluation.findings}
    responses = evaluation.assessment.responses
    findings = [
        {
            **found,
            "number": f"F{numbers[found['id']]}",
            "title": words.title(by_id[found["id"]]),
            "text": words.text(by_id[found["id"]]),
            "conclusion": words.conclusion(by_id[found["id"]]),
            "response": responses[found["id"]].to_json() if found["id"] in responses else None,
        }
        for found in verdict["findings"]
    ]
    record = {
        "file": source.name,
        "digest": source.digest.removeprefix("sha256:"),
        "head": source.head,
        "entries": len(source.changes),
    }
    return {
        **head,
        **verdict,
        "$schema": REPORT,
        "findings": sorted(findings, key=lambda found: numbers[found["id"]]),
        "decision": _decision(evaluation, words),
        "answers": [_answer(evaluation, words, question) for question in _asked(evaluation)],
        "authorities": _authorities(evaluation, words, numbers),
        "record": record,
        **({"record_flaws": list(source.flaws)} if source.flaws else {}),
    }


def _given(words: Words, name: str) -> str:
    answer = words.assessment.answers.get(name)
    return words.answer(name) if answer is not None and answer.given else ""


def _decision(evaluation: Evaluation, words: Words) -> dict[str, Any]:
    answers = evaluation.assessment.answers
    value = {name: to_plain(one) if (one := answers.get(name)) is not None and one.given else None
             for name in (DECISION, DECISION_DATE)}  # fmt: skip
    return {
        "decision": value[DECISION],
        "words": _given(words, DECISION),
        "by": _given(words, DECISION_BY),
        "date": value[DECISION_DATE] if isinstance(value[DECISION_DATE], str) else None,
        "reason": _given(words, DECISION_REASON),
        "conditions": _given(words, DECISION_CONDITIONS),
        "departs": departs(evaluation),
    }


def _asked(evaluation: Evaluation) -> list[Question]:
    """The questions that these answers do not hide, in the order of the walk."""
    visible = evaluation.evaluator.visible
    return [one for one in evaluation.pack.content.questions if visible(one.id).truth is not NO]


def _answer(evaluation: Evaluation, words: Words, question: Question) -> dict[str, Any]:
    assessment: Assessment = evaluation.assessment
    found = {
        "id": question.id,
        "number": evaluation.pack.numbers.get(question.id, ""),
        "section": question.section,
        "text": words.asked(question),
        **_said(words, question, assessment.answers.get(question.id)),
    }
    if question.type == "table":
        found["rows"] = [_row(evaluation, words, question, row) for row in assessment.rows(question.id)]
    return found


def _row(evaluation: Evaluation, words: Words, table: Question, row: Row) -> dict[str, Any]:
    asked = [one for one in table.columns if evaluation.evaluator.visible_cell(table.id, row, one.id).truth is not NO]
    cells = [{"column": one.id, "text": words.asked(one), **_said(words, one, row.cells.get(one.id))} for one in asked]
    return {"id": row.id, "name": words.row(table.id, row.id), "cells": cells}


def _said(words: Words, field: Question | Column, answer: Answer | None) -> dict[str, Any]:
    state = "absent" if answer is None else _STATES[answer.state]
    return {"state": state, "answer": to_plain(answer), "words": words.value(field, answer)}


def _authorities(evaluation: Evaluation, words: Words, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """Every authority that a finding cites, with the numbers of the findings, in the order of the content."""
    citing: dict[str, set[int]] = {}
    for finding in evaluation.findings:
        for cited in finding.citations:
            citing.setdefault(cited.authority.id, set()).add(numbers[finding.id])
    day = evaluation.assessment.as_of
    return [
        {
            "id": one.id,
            "rank": one.rank,
            "regime": one.regime,
            "cite": words.cite(one),
            "statement": words.statement(one),
            "own_reading": words.own_reading(one),
            "status": one.status,
            "checked_on": one.checked_on or None,
            "url": one.url,
            "decided_later": one.decided_later(day),
            "findings": [f"F{number}" for number in sorted(citing[one.id])],
        }
        for one in evaluation.pack.content.authorities
        if one.id in citing
    ]

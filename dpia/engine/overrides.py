"""Rows that differ in a particular respect: a group whose ground for one purpose is not that for another.

Such a row is judged once for each of its variants. A variant is the row with some cells taken from a row of the table
that says so; its id names both, and what is concluded from it speaks of the places where people answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dpia.assessment.itemwise import known_items
from dpia.assessment.model import Assessment, Row, given
from dpia.content.pack import Pack
from dpia.content.question import Overrides, Question
from dpia.engine.evaluator import Evaluator
from dpia.engine.scope import Scope
from dpia.engine.truth import YES
from dpia.engine.variants import variant_id


def with_variants(pack: Pack, assessment: Assessment) -> Assessment:
    """The answers with a row for each variant; the assessment itself where there is none."""
    for question in pack.overriding:
        assert question.overrides is not None
        if assessment.rows(question.id) and assessment.rows(question.overrides.table):
            rows = tuple(_variants(pack, assessment, question, question.overrides))
            assessment = replace(assessment, answers={**assessment.answers, question.overrides.table: given(rows)})
    return assessment


def _variants(pack: Pack, assessment: Assessment, question: Question, overrides: Overrides) -> Iterator[Row]:
    evaluator = Evaluator(pack, assessment)
    target = pack.questions[overrides.table]
    shared = [column.id for column in question.columns if target.column(column.id) is not None]
    instead = {
        row.id
        for row in assessment.rows(question.id)
        if overrides.instead_when is not None
        and evaluator.evaluate(overrides.instead_when, Scope(question.id, row)).truth is YES
    }
    for row in assessment.rows(overrides.table):
        mine = [one for one in assessment.rows(question.id) if _names(one, overrides.row, row.id)]
        if not any(one.id in instead for one in mine):
            yield row
        for one in mine:
            cells = {name: one.cells[name] for name in shared if name in one.cells}
            yield Row(variant_id(row.id, one.id), {**row.cells, **cells})


def _names(row: Row, column: str, wanted: str) -> bool:
    """Whether a row names another one."""
    cell = row.cells.get(column)
    if cell is None or not cell.given:
        return False
    return cell.value == wanted or wanted in known_items(cell, ()).have

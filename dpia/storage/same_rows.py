"""Rows that two people added under one id, and that are not the same: the later one gets another. Pure.

Ids are made from the noun of the table and a number, so whoever works on a copy makes the same ones. What names such a
row (cells of other tables, entries of the discussion) names it by its new id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dpia.assessment.change import Change
from dpia.assessment.model import Answer, Assessment, Row, given
from dpia.assessment.partial import PartialList
from dpia.assessment.row_changes import unused_ids
from dpia.content.pack import Pack
from dpia.content.question import Question

Names = Mapping[str, Mapping[str, str]]
"""By table: which id of a row becomes which."""


def apart(pack: Pack, base: Assessment, first: Assessment, second: Assessment, log: Iterable[Change]) -> Assessment:
    """The second assessment, with other ids for rows that are not those of the first under the same id.

    No id is used that stands in the log.
    """
    names: dict[str, dict[str, str]] = {}
    entries = tuple(log)
    for table in pack.questions.values():
        if table.type != "table":
            continue
        rows = [{row.id: row for row in state.rows(table.id)} for state in (base, first, second)]
        there, ours, theirs = rows
        twins = [id_ for id_ in theirs if id_ in ours and id_ not in there and not _same(table, ours[id_], theirs[id_])]
        free = unused_ids(table.id, table.row_noun, (*ours.values(), *theirs.values()), entries, len(twins))
        if twins:
            names[table.id] = dict(zip(twins, free, strict=True))
    return _renamed(pack, second, names) if names else second


def _same(table: Question, one: Row, other: Row) -> bool:
    """Whether two rows are meant to be one: they are called the same, or neither is called anything."""
    return all(one.cells.get(column.id) == other.cells.get(column.id) for column in table.label_columns)


def _renamed(pack: Pack, state: Assessment, names: Names) -> Assessment:
    said = {
        name: replace(entry, about=_about(entry.about, names)) if len(entry.about) > 2 else entry
        for name, entry in state.discussion.items()
    }
    answers, proposed = (
        {question: _table(pack, question, answer, names) for question, answer in held.items()}
        for held in (state.answers, state.proposed)
    )
    return replace(state, answers=answers, proposed=proposed, discussion=said)


def _about(target: tuple[str, ...], names: Names) -> tuple[str, ...]:
    row = names.get(target[1], {}).get(target[2], target[2])
    return (*target[:2], row, *target[3:])


def _table(pack: Pack, question: str, answer: Answer, names: Names) -> Answer:
    rows = answer.value
    if not isinstance(rows, tuple) or not any(isinstance(row, Row) for row in rows):
        return answer
    own = names.get(question, {})
    named = []
    for row in rows:
        if isinstance(row, Row):
            cells = {name: _cell(pack, question, name, cell, names) for name, cell in row.cells.items()}
            named.append(Row(own.get(row.id, row.id), cells))
    return replace(answer, value=given(tuple(named)).value)


def _cell(pack: Pack, table: str, column: str, cell: Answer, names: Names) -> Answer:
    spec = pack.columns.get((table, column))
    ids = names.get(spec.options_from or "", {}) if spec is not None else {}
    value = cell.value
    if not ids:
        return cell
    if isinstance(value, str):
        return replace(cell, value=ids.get(value, value))
    if isinstance(value, PartialList):
        parts = ([ids.get(item, item) for item in items] for items in (value.have, value.lack, value.unknown))
        return replace(cell, value=PartialList(*map(tuple, parts)))
    if isinstance(value, tuple):
        return replace(cell, value=tuple(ids.get(item, item) for item in value if isinstance(item, str)))
    return cell

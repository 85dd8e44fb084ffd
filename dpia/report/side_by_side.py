"""Rows of a table side by side, as columns: those of which the same is said share one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dpia.assessment.model import Row
from dpia.i18n_marks import N_
from dpia.report.components import Components, per_cent, plain, shortened
from dpia.report.model import Block, Table, TableRow

_HEAD = 125
"""Characters of the names at the head of one column: two of them at most; where there are more they stand below."""


def side_by_side(
    components: Components,
    caption: str,
    table: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Row],
    kind: Literal["", "compact"] = "",
) -> list[Block]:
    """Rows of a table side by side, three at a time, with its columns as lines; rows that say the same together.

    Args:
        components: of the report.
        caption: of each table.
        table: id of the question.
        columns: id and words of each column that is shown.
        rows: the rows of the table.
        kind: how the tables are set.
    """
    blocks: list[Block] = []
    p, tr = components, components.tr
    alike: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        said = (row.cells.get(name) if p.asked_cell(table, row, name) else False for name, _ in columns)
        alike.setdefault(tuple(said), []).append(row)
    groups = list(alike.values())
    for start in range(0, len(groups), 3):
        chunk = groups[start : start + 3]
        asked = [pair for pair in columns if any(p.asked_cell(table, row, pair[0]) for row, *_ in chunk)]
        body = [TableRow((plain(words), *(p.cell(table, row, name) for row, *_ in chunk))) for name, words in asked]
        if body:
            head, below = [tr(N_("Point"))], list[Block]()
            for same in chunk:
                names = [p.words.row(table, row.id) for row in same]
                head.append(tr.series(shortened(name, 60) for name in names))
                if len(head[-1]) > _HEAD:
                    count = tr(N_("and {count} others"), count=len(names) - 1)
                    head[-1] = f"{shortened(names[0], 60)}{tr.blank}{count}"
                    below.append(p.note(f"{head[-1]}{tr.colon}{tr.series(names)}{tr.stop}"))
            widths = per_cent([34, *[22] * len(chunk)])
            blocks += [Table(caption, tuple(head), tuple(body), widths, kind, p.anchor(table)), *below]
            for row in (row for same in chunk for row in same):
                for name, _ in asked:
                    p.printing(table, row.id, name)
    return blocks

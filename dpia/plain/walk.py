"""Which question comes when: all fields in the order of the walk, the rows of a table right behind it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from dpia.assessment.itemwise import overall_state
from dpia.content.search import fold
from dpia.engine.truth import Ref
from dpia.tui.view_model import Place, ViewModel

_NUMBER = re.compile(r"[Qq]?([0-9]{1,4})\.([0-9]{1,4})(?:\.([0-9]{1,4})\.([0-9]{1,4}))?\Z")

FOUND = 20
"""How many questions a search lists."""


def fields(view: ViewModel) -> list[Ref]:
    """Every field that is asked on these answers; the cells of a row in the section that asks them."""
    return list(_all_fields(view))


def _all_fields(view: ViewModel) -> Iterator[Ref]:
    for section in view.pack.sections:
        for item in view.items(Place(section.id)):
            if not view.asked(item):
                continue
            if not item.cards:
                yield item.ref
            if view.pack.questions[item.ref.question].type == "table":
                for row in view.session.assessment.rows(item.ref.question):
                    cells = view.items(Place(section.id, item.ref.question, row.id))
                    yield from (cell.ref for cell in cells if view.asked(cell))


def is_open(view: ViewModel, ref: Ref) -> bool:
    """Whether nobody has answered it; a list that is known in part is open as long as an item is."""
    return overall_state(view.spec(ref), view.session.assessment.answer(*ref[:3])) is None


def next_open(view: ViewModel, at: Ref | None, passed: Collection[Ref]) -> Ref | None:
    """The next open field that was not passed: first those that decide most in the setting, then after this one."""
    order = fields(view)
    first = [Ref(name) for name in (view.scenario.first_questions if view.scenario is not None else ())]
    here = order.index(at) + 1 if at in order else 0
    candidates = [*(ref for ref in first if ref in order), *order[here:], *order[:here]]
    return next((ref for ref in candidates if ref != at and ref not in passed and is_open(view, ref)), None)


def before(view: ViewModel, at: Ref | None) -> Ref | None:
    """The field before this one; the last one from the end; None at the first."""
    order = fields(view)
    index = order.index(at) if at in order else len(order)
    return order[index - 1] if index else None


def number_of(view: ViewModel, ref: Ref) -> str:
    """“Q2.5”, the number on the screen and in print; of a cell also its row and its place in it: “Q2.5.1.3”."""
    number = view.pack.numbers[ref.question]
    rows = [row.id for row in view.session.assessment.rows(ref.question)]
    if ref.column is None or ref.row not in rows:
        return number
    column = [column.id for column in view.pack.questions[ref.question].columns].index(ref.column)
    return f"{number}.{rows.index(ref.row) + 1}.{column + 1}"


def numbered(view: ViewModel, text: str) -> Ref | None:
    """The field of a number such as “2.5” or “Q2.5”, asked or not; None if the text is no number of a field."""
    match = _NUMBER.match(text.strip())
    if match is None:
        return None
    wanted = f"Q{int(match[1])}.{int(match[2])}"
    ref = next((Ref(question) for question, number in view.pack.numbers.items() if number == wanted), None)
    if ref is None or match[3] is None:
        return ref
    rows, columns = view.session.assessment.rows(ref.question), view.pack.questions[ref.question].columns
    row, column = int(match[3]), int(match[4])
    if not (1 <= row <= len(rows) and 1 <= column <= len(columns)):
        return None
    return Ref(ref.question, rows[row - 1].id, columns[column - 1].id)


def looks_like_number(text: str) -> bool:
    """Whether a text means a number, rather than words."""
    return _NUMBER.match(text.strip()) is not None


def found(view: ViewModel, words: str) -> list[Ref]:
    """The fields that are asked and have all of these words in the question, its help, or its answer."""
    wanted = fold(words).split()
    return [ref for ref in fields(view) if all(word in _text(view, ref) for word in wanted)] if wanted else []


def _text(view: ViewModel, ref: Ref) -> str:
    spec = view.spec(ref)
    parts = (spec.text, spec.help)
    answer = view.words.answer(*ref[:3]) if not is_open(view, ref) else ""
    return fold(" ".join([*(view.tr.content(part) for part in parts if part), answer]))

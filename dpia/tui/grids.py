"""Tables seen from two sides at once: data and the purposes that they serve, purposes and groups with their grounds.

Which grids there are follows from the content: from each column that names rows of another table, and from each table
that says how it is there in a particular respect. No Textual in here; what is changed goes through the view model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dpia.assessment.itemwise import answer_of, known_items
from dpia.assessment.model import UNKNOWN, Answer, Row, State, given
from dpia.assessment.partial import HAVE, LACK, NOT_KNOWN, PartialList
from dpia.content.question import Column, Overrides, Question
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui.item_marks import CYCLE, MARK_KEYS, OTHERS_NO, SIGNS
from dpia.tui.view_model import Item, Result, ViewModel
from dpia.wording.partly import STATES

OPTION_KEYS = "123456789abcdefghijklmnop"

Keys = Sequence[tuple[str, str]]
"""Keys and what they do to the cell at hand."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, in short and in full; `own`: said for this very cell, not for the whole row or column."""

    short: str
    full: str
    own: bool = True


class Grid:
    """Rows of one table against rows of another one."""

    def __init__(self, model: ViewModel, table: Question, down: str, across: str) -> None:
        self.model, self.tr = model, model.tr
        self.table, self.down, self.across = table, down, across

    @property
    def title(self) -> str:
        """What is seen against what."""
        rows, columns = (
            self.tr.content(self.model.pack.questions[table].row_noun) for table in (self.down, self.across)
        )
        return self.tr(N_("{rows} × {columns}"), rows=rows.capitalize(), columns=columns)

    @property
    def about(self) -> str:
        """The question that the cells answer."""
        raise NotImplementedError

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it shows or writes."""
        return tuple(dict.fromkeys((self.table.id, self.down, self.across)))

    def rows(self) -> list[tuple[str, str]]:
        """Id and name of each row."""
        return self._names(self.down)

    def columns(self) -> list[tuple[str, str]]:
        """Id and name of each column."""
        return self._names(self.across)

    def _names(self, table: str) -> list[tuple[str, str]]:
        return [(row.id, self.model.row_name(table, row.id)) for row in self.model.session.assessment.rows(table)]

    def asked(self) -> bool:
        """Whether the table is asked at all on the present answers."""
        return self.model.asked(Item(Ref(self.table.id)))

    def legend(self) -> Keys:
        """What the keys do."""
        raise NotImplementedError

    def cell(self, row: str, column: str) -> Cell:
        """What stands in a cell."""
        raise NotImplementedError

    def press(self, row: str, column: str, key: str) -> Result | str | None:
        """What became of a key: a change, why there is none, or None if the key means nothing."""
        raise NotImplementedError

    def place(self, row: str, column: str) -> Ref:
        """The question behind a cell."""
        raise NotImplementedError


class ItemGrid(Grid):
    """Of each row, which rows of another table it names: item by item."""

    def __init__(self, model: ViewModel, table: Question, column: Column) -> None:
        assert column.options_from is not None
        super().__init__(model, table, table.id, column.options_from)
        self.column = column

    @property
    def about(self) -> str:
        """The column."""
        return self.model.words.question(self.table.id, self.column.id)

    def legend(self) -> Keys:
        """The keys of lists of several."""
        words = {state: self.tr(STATES[state]) for state in MARK_KEYS.values()}
        marks = [(key, f"{SIGNS[state]} {words[state]}") for key, state in MARK_KEYS.items()]
        return [("Space", self.tr(N_("the next mark"))), *marks, (OTHERS_NO, self.tr(N_("all others of the row: no")))]

    def place(self, row: str, column: str) -> Ref:
        """The cell of the table."""
        return Ref(self.table.id, row, self.column.id)

    def _asked_of(self, row: str) -> bool:
        return self.model.asked(Item(Ref(self.table.id, row, self.column.id)))

    def _known(self, row: str) -> tuple[PartialList, list[str]]:
        options = [one for one, _ in self.columns()]
        answer = self.model.session.assessment.answer(self.table.id, row, self.column.id)
        return known_items(answer, options).of(options), options

    def cell(self, row: str, column: str) -> Cell:
        """The state of one item."""
        if not self._asked_of(row):
            return Cell("/", self.tr(N_("not asked of this row")), own=False)
        state = self._known(row)[0].state(column)
        return Cell(SIGNS[state], self.tr(STATES[state]))

    def press(self, row: str, column: str, key: str) -> Result | str | None:
        """Mark one item, or the others of the row."""
        if key not in MARK_KEYS and key not in ("space", OTHERS_NO):
            return None
        if not self._asked_of(row):
            return self.tr(N_("This is not asked of this row on the present answers."))
        known, options = self._known(row)
        if key == OTHERS_NO:
            known = known.with_rest(LACK, options)
        else:
            state = CYCLE[known.state(column)] if key == "space" else MARK_KEYS[key]
            known = known.with_state(column, state)
        return self.model.commit(self.place(row, column), answer_of(known, options))


class GroundGrid(Grid):
    """Purposes against groups: what is relied on for each, where a row of its own says so, or else for the whole group.

    A row may speak of several purposes and groups; a change of one cell takes that cell out of it.
    """

    def __init__(self, model: ViewModel, table: Question, overrides: Overrides, other: Column, layer: Column) -> None:
        assert other.options_from is not None
        super().__init__(model, table, other.options_from, overrides.table)
        self.overrides, self.other, self.layer = overrides, other, layer

    @property
    def about(self) -> str:
        """The column of grounds."""
        return self.model.words.question(self.table.id, self.layer.id)

    def legend(self) -> Keys:
        """One key for each option."""
        options = zip(OPTION_KEYS, self.layer.options, strict=False)
        keys = [(key, self.tr.content(option.text, self.layer.id, option.id)) for key, option in options]
        return [*keys, ("?", self.tr(STATES[NOT_KNOWN])), (".", self.tr(N_("as for the group")))]

    def place(self, row: str, column: str) -> Ref:
        """The row that speaks of the cell alone or of several; else what is said of the group."""
        mine = self._speaking(row, column)
        return Ref(self.table.id, mine[0].id, self.layer.id) if mine else Ref(self.across, column, self.layer.id)

    def _speaking(self, purpose: str, group: str) -> list[Row]:
        return [
            row
            for row in self.model.session.assessment.rows(self.table.id)
            if purpose in _named(row, self.other.id) and group in _named(row, self.overrides.row)
        ]

    def cell(self, row: str, column: str) -> Cell:
        """What is relied on; what holds for the whole group stands in brackets."""
        mine = self._speaking(row, column)
        words = self.model.words
        if mine:
            text = words.tr.series(words.answer(self.table.id, one.id, self.layer.id) for one in mine)
            return Cell(text, text)
        text = words.answer(self.across, column, self.layer.id)
        return Cell(
            self.tr.in_brackets(text).strip(), self.tr(N_("as for the whole group: {ground}"), ground=text), own=False
        )

    def press(self, row: str, column: str, key: str) -> Result | str | None:
        """Tick or untick a ground for this cell, say that it is not known, or go back to what holds for the group."""
        option = next((o.id for k, o in zip(OPTION_KEYS, self.layer.options, strict=False) if k == key), None)
        if option is None and key not in ("?", "."):
            return None
        mine = self._speaking(row, column)
        if len(mine) > 1:
            return self.tr(N_("Several rows speak of this. Enter goes to the first; change it there."))
        if key == "." and not mine:
            return self.tr(N_("This holds for the whole group already. Enter goes there."))
        now = mine[0].cells.get(self.layer.id) if mine else None
        answer = None if key == "." else UNKNOWN if option is None else _toggled(now, option, self.layer)
        if mine and _plain(mine[0], self.other.id) == (row,) and _plain(mine[0], self.overrides.row) == (column,):
            if key == ".":
                return self.model.do(
                    lambda: self.model.session.remove_row(self.table.id, mine[0].id), Ref(self.table.id)
                )
            return self.model.commit(Ref(self.table.id, mine[0].id, self.layer.id), answer)
        if mine and not (_plain(mine[0], self.other.id) and _plain(mine[0], self.overrides.row)):
            return self.tr(N_("The row that speaks of this is known in part. Enter goes there; change it there."))
        rows = list(self._without(mine[0], row, column)) if mine else []
        if answer is not None:
            cells = {self.other.id: given((row,)), self.overrides.row: given((column,)), self.layer.id: answer}
            rows.append(Row("", {**(mine[0].cells if mine else {}), **cells}))
        return self.model.do(lambda: self.model.session.put_rows(self.table.id, rows), Ref(self.table.id))

    def _without(self, row: Row, purpose: str, group: str) -> Iterator[Row]:
        """The row without one of its cells: the other purposes, and for this purpose the other groups."""
        purposes = tuple(one for one in _plain(row, self.other.id) if one != purpose)
        groups = tuple(one for one in _plain(row, self.overrides.row) if one != group)
        if purposes:
            yield row.with_cell(self.other.id, given(purposes))
        if groups:
            cells = {**row.cells, self.other.id: given((purpose,)), self.overrides.row: given(groups)}
            yield Row("" if purposes else row.id, cells)


def _named(row: Row, column: str) -> tuple[str, ...]:
    cell = row.cells.get(column)
    return known_items(cell, ()).have if cell is not None else ()


def _plain(row: Row, column: str) -> tuple[str, ...]:
    """The rows named by a plain list; nothing where the list is known in part."""
    cell = row.cells.get(column)
    return tuple(map(str, cell.value)) if cell is not None and isinstance(cell.value, tuple) else ()


def _toggled(answer: Answer | None, option: str, layer: Column) -> Answer | None:
    """The answer with one option more or less; None where none is left."""
    options = [one.id for one in layer.options]
    if answer is None or answer.state is not State.GIVEN:
        return given((option,))
    known = known_items(answer, options)
    known = known.with_state(option, LACK if known.state(option) is HAVE else HAVE)
    made = answer_of(known, options)
    return None if not known.have else made if made is None else replace(made, intended=answer.intended)


def grids_of(model: ViewModel) -> list[Grid]:
    """Every grid of the content, those with rows on both sides."""
    grids: list[Grid] = []
    for table in model.pack.questions.values():
        overrides = table.overrides
        if overrides is not None:
            target = model.pack.questions[overrides.table]
            naming = [one for one in table.columns if one.options_from is not None and one.id != overrides.row]
            shared = [one for one in table.columns if one.type == "choices" and one.options and target.column(one.id)]
            grids += [GroundGrid(model, table, overrides, naming[0], one) for one in shared[:1] if naming]
        else:
            columns = [column for column in table.columns if column.options_from and column.type == "choices"]
            grids += [ItemGrid(model, table, column) for column in columns]
    return [grid for grid in grids if grid.asked() and grid.rows() and grid.columns()]

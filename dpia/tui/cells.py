"""The cells of one table side by side, as the screens of alternatives, power and risks show and change them.

No Textual in here; what is changed goes through the view model, cell by cell, and is echoed and taken back as anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dpia.assessment.itemwise import answer_of, known_items
from dpia.assessment.model import UNKNOWN, Answer, Row, State, given
from dpia.assessment.partial import HAVE, LACK, NOT_KNOWN, PartialList
from dpia.content.question import Column, Question
from dpia.engine.findings import Finding
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui.commands import key_name
from dpia.tui.finding_diff import ordered
from dpia.tui.grids import Cell, Grid, Keys
from dpia.tui.item_marks import OTHERS_NO, SIGNS
from dpia.tui.view_model import FieldView, Item, Result, ViewModel

DIGITS = "123456789"
CELL_KEYS = frozenset((*DIGITS, "0", OTHERS_NO, "?", ".", "delete"))
"""Keys that change the cell at hand."""


class CellGrid(Grid):
    """Rows of a table against columns of it."""

    def __init__(self, model: ViewModel, table: Question, columns: Sequence[Column]) -> None:
        super().__init__(model, table, table.id, table.id)
        self.shown = {column.id: column for column in columns}

    @property
    def title(self) -> str:
        """What the table asks."""
        return self.tr.content(self.table.text)

    @property
    def about(self) -> str:
        """Nothing more."""
        return ""

    def columns(self) -> list[tuple[str, str]]:
        """Id and short name of each column."""
        return [(name, self.model.words.label(self.table.id, name)) for name in self.shown]

    def place(self, row: str, column: str) -> Ref:
        """The cell itself."""
        return Ref(self.table.id, row, column)

    def answer(self, row: str, column: str) -> Answer | None:
        """What is answered in a cell; also what could not be saved yet."""
        ref = self.place(row, column)
        unsaved = self.model.unsaved
        return unsaved[ref] if ref in unsaved else self.model.session.assessment.answer(*ref[:3])

    def asked_of(self, row: str, column: str) -> bool:
        """Whether the cell is asked on the present answers."""
        return column in self.shown and self.model.asked(Item(self.place(row, column)))

    def view(self, row: str, column: str) -> FieldView:
        """Everything that is known of a cell."""
        spec = self.shown[column]
        return self.model.view(Item(self.place(row, column)), spec.section or self.table.section)

    def cell(self, row: str, column: str) -> Cell:
        """The answer in a cell, with its question in full."""
        question = self.model.words.question(self.table.id, column)
        if not self.asked_of(row, column):
            words = self.tr(N_("not asked of this row on the present answers"))
            return Cell("–", self.tr.sentences((question, words)), own=False)
        answer = self.answer(row, column)
        full = self.tr.sentences((question, self.model.words.value(self.shown[column], answer)))
        if self.place(row, column) in self.model.unsaved:
            full += self.tr.in_brackets(self.tr(N_("not saved yet")))
            return Cell(f"! {self.short(row, column, answer)}", full)
        return Cell(self.short(row, column, answer), full, own=answer is not None)

    def short(self, row: str, column: str, answer: Answer | None) -> str:
        """An answer in a few cells."""
        if answer is None:
            return "·"
        if answer.state is State.UNKNOWN:
            return "?"
        if isinstance(answer.value, PartialList):
            return self._partly(column, answer.value)
        return self.model.words.value(self.shown[column], answer).replace("\n", " ")

    def _partly(self, column: str, known: PartialList) -> str:
        """A list known in part: what is there, then how many are not, are not known, or not looked at."""
        have = [self.model.words.option(self.table.id, column, item) for item in known.have]
        options = [option.id for option in self.shown[column].options]
        rest = {
            SIGNS[LACK]: len(known.lack),
            SIGNS[NOT_KNOWN]: len(known.unknown),
            SIGNS[None]: len(known.absent(options)),
        }
        return " ".join([self.tr.series(have), *(f"{sign}{count}" for sign, count in rest.items() if count)]).strip()

    # --- changing -----------------------------------------------------------------------------------------------------

    def legend(self) -> Keys:
        """Keys that mean the same in each cell."""
        enter = key_name("enter", self.tr)
        return [(enter, self.tr(N_("answer from a list or in a line"))), ("?", self.tr(N_("I don’t know"))),
                (".", self.tr(N_("unanswered")))]  # fmt: skip

    def keys_of(self, row: str, column: str) -> Keys:
        """The keys of one cell: a digit for each option."""
        if not self.asked_of(row, column):
            return []
        view = self.view(row, column)
        keys = list(zip(DIGITS, (option.text for option in view.options), strict=False))
        if view.type == "choices" and view.options:
            if not self.shown[column].exhaustive:
                keys.append(("0", self.tr(N_("none of these, and I have looked"))))
            keys.append((OTHERS_NO, self.tr(N_("all others: no"))))
        return [*keys, *self.legend()]

    def press(self, row: str, column: str, key: str) -> Result | str | None:
        """What became of a key: a change, why there is none, or None if the key means nothing."""
        meant = self.meant(row, column, key, self.answer(row, column))
        return self.set(row, column, meant[0]) if isinstance(meant, tuple) else meant

    def meant(self, row: str, column: str, key: str, now: Answer | None) -> tuple[Answer | None] | str | None:
        """What a key makes of an answer, in a tuple of one; why nothing; or None if the key means nothing."""
        if key not in CELL_KEYS:
            return None
        if not self.asked_of(row, column):
            return self.tr(N_("This is not asked of this row on the present answers."))
        if key in ("?", ".", "delete"):
            return (UNKNOWN if key == "?" else None,)
        view = self.view(row, column)
        if view.type == "choices":
            return self._mark(key, now, [str(option.value) for option in view.options])
        if key in DIGITS and DIGITS.index(key) < len(view.options):
            return (given(view.options[DIGITS.index(key)].value),)
        return None

    @staticmethod
    def _mark(key: str, now: Answer | None, options: Sequence[str]) -> tuple[Answer | None] | None:
        if key == "0":
            return (given(()),) if options else None
        known = known_items(now, options)
        if key == OTHERS_NO:
            known = known.with_rest(LACK, options)
        elif DIGITS.index(key) < len(options):
            item = options[DIGITS.index(key)]
            known = known.with_state(item, LACK if known.state(item) is HAVE else HAVE)
        else:
            return None
        return (answer_of(known, options),)

    def set(self, row: str, column: str, answer: Answer | None) -> Result:
        """Settle a cell."""
        return self.model.commit(self.place(row, column), answer)

    def add(self, cells: dict[str, Answer]) -> Result:
        """Add a row with these cells, as one action."""
        table = self.table.id
        return self.model.do(lambda: self.model.session.put_rows(table, [Row("", cells)]), Ref(table))

    def remove(self, row: str) -> Result:
        """Remove a row with its answers."""
        return self.model.do(lambda: self.model.session.remove_row(self.table.id, row), Ref(self.table.id))

    @property
    def label(self) -> Column:
        """The column that names the rows."""
        return self.table.label_columns[0]

    # --- what follows -------------------------------------------------------------------------------------------------

    def served(self) -> tuple[str, ...]:
        """The rules that the columns shown serve, in the order of the columns."""
        return served_by(self.model, self.shown.values())


def served_by(model: ViewModel, fields: Iterable[Question | Column]) -> tuple[str, ...]:
    """The rules that fields serve, each once."""
    names = (name for field in fields for name in field.serves)
    return tuple(dict.fromkeys(name for name in names if name in model.pack.rules))


def findings_of(model: ViewModel, rules: Sequence[str]) -> list[Finding]:
    """What these rules find now, what stands first and gravest, notes and what is in order left out."""
    wanted = set(rules)
    return [
        finding
        for finding in ordered(model.evaluation.findings)
        if finding.rule.id in wanted and finding.severity in ("blocker", "major", "minor")
    ]


def gone_of(model: ViewModel, rules: Sequence[str]) -> list[Finding]:
    """What these rules found before the last action and find no more."""
    return [finding for finding in model.moves.gone if finding.rule.id in set(rules)]

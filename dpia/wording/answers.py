"""Words for what people answered: values, rows, and the places where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dpia.assessment.interval import Interval
from dpia.assessment.itemwise import known_items
from dpia.assessment.model import Answer, Assessment, Intention, Row, State
from dpia.assessment.partial import PartialList, item_changes
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.engine.intentions import LaunchCondition
from dpia.engine.scope import UNANSWERED_ROW
from dpia.engine.truth import Ref, by_place
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.wording.partly import interval_words, list_words, state_words


class AnswerWords:
    """Words about the answers of one assessment, in one language.

    `printed`: as a report puts them, in the third person, and not as they are asked.
    """

    def __init__(self, pack: Pack, assessment: Assessment, tr: Translator, *, printed: bool = False) -> None:
        self.pack = pack
        self.assessment = assessment
        self.tr = tr
        self.printed = printed

    def answer(self, question: str, row: str | None = None, column: str | None = None) -> str:
        """An answer in words; “not answered” if absent."""
        return self.value(self._field(question, column), self.assessment.answer(question, row, column))

    def value(self, field: Question | Column | None, answer: Answer | None) -> str:
        """An answer to a field in words."""
        if answer is None:
            return self.tr(N_("not answered"))
        if answer.state is State.UNKNOWN:
            return self.tr(N_("unknown"))
        if answer.state is State.NOT_APPLICABLE:
            return self.tr(N_("not applicable: {reason}"), reason=answer.reason)
        if answer.intended is not None:
            return self._intended(self.value(field, replace(answer, intended=None)), answer.intended)
        value = answer.value
        if isinstance(value, bool):
            return self.tr(N_("yes")) if value else self.tr(N_("no"))
        if isinstance(value, tuple):
            if not value:
                return self.tr(N_("none"))
            if isinstance(value[0], Row):
                return self.tr.plural("{count} row", "{count} rows", len(value))
            return self._listed(field, [str(item) for item in value])
        if isinstance(value, PartialList):
            return list_words(value, field, lambda item: self._inside(field, item), self.tr)
        unit = self.tr.content(field.unit) if field is not None and field.unit else ""
        if isinstance(value, Interval):
            return interval_words(value, unit, self.tr)
        if isinstance(value, int | float):
            return f"{self.tr.number(value)}{self.tr.blank}{unit}".rstrip()
        if field is not None and field.type == "choice":
            return self._option(field, str(value))
        if field is not None and field.type == "date":
            return self.tr.date(str(value))
        return str(value)

    def _intended(self, value: str, intention: Intention) -> str:
        """A planned answer in words: “yes (planned: the IT manager, by 1 March 2027)”."""
        who_and_when = self.who_and_when(intention)
        return self.tr(N_("{value} (planned: {who_and_when})"), value=value, who_and_when=who_and_when)

    def who_and_when(self, intention: Intention) -> str:
        """Who sees to a plan, by which day: “the IT manager, by 1 March 2027”."""
        tr = self.tr
        owner = intention.owner or tr(N_("nobody named"))
        if not intention.due:
            return tr(N_("{owner}, no date"), owner=owner)
        return tr(N_("{owner}, by {day}"), owner=owner, day=tr.date(intention.due))

    def itemwise(self, field: Question | Column, answer: Answer | None) -> str:
        """An answer in words; of a list that names what is missing both what is missing and what is there."""
        if not field.reversed or answer is None or not isinstance(answer.value, tuple):
            return self.value(field, answer)
        known = known_items(answer, [option.id for option in field.options])
        return list_words(known, field, lambda item: self._inside(field, item), self.tr)

    def unplanned(self, condition: LaunchCondition) -> str:
        """The answer that a condition is about, without saying again that it is planned."""
        field = self._field(condition.ref.question, condition.ref.column)
        return self.value(field, replace(condition.answer, intended=None))

    def proposal(self, question: Question, answer: Answer) -> str:
        """A proposed answer in words; a table with every cell, so that nobody confirms what cannot be seen."""
        rows = [row for row in answer.value if isinstance(row, Row)] if isinstance(answer.value, tuple) else []
        if not rows:
            return self.value(question, answer)
        cells = self.tr.series(self._proposed_row(question, row) for row in rows)
        return f"{self.value(question, answer)}{self.tr.colon}{cells}"

    def _proposed_row(self, table: Question, row: Row) -> str:
        label = self.label_column(table, row)
        name = self.value(label, row.cells[label.id]) if label is not None else row.id
        cells = [
            self.tr.answered(self.asked(column), self.value(column, row.cells[column.id]))
            for column in table.columns
            if column.id in row.cells and column is not label
        ]
        return f"{name}{self.tr.in_brackets(self.tr.series(cells))}" if cells else name

    def _listed(self, field: Question | Column | None, items: Sequence[str]) -> str:
        """Options as a list: on paper with semicolons, since they are clauses with commas of their own."""
        if not self.printed:
            return self.tr.join([self._option(field, item) for item in items])
        return self.tr.series([self._option(field, items[0]), *(self._inside(field, item) for item in items[1:])])

    def _inside(self, field: Question | Column | None, item: str) -> str:
        """An option as it stands inside a list: on paper in lower case, save for names and what people typed."""
        text = self._option(field, item)
        option = field.option(item) if field is not None else None
        if not self.printed or option is None or option.capital or text[1:2].isupper():
            return text
        return text[:1].lower() + text[1:]

    def _option(self, field: Question | Column | None, option: str) -> str:
        if isinstance(field, Column) and field.options_from:
            return self.row(field.options_from, option)
        if field is None:
            return option
        text = field.printed_option(option) if self.printed else field.option_text(option)
        return self.tr.content(text, field.id, option)

    def item_changes(self, field: Question | Column | None, before: Answer | None, after: Answer | None) -> list[str]:
        """What became of single items, “retention: not looked at → no”.

        Empty for lists that speak of every item, save where they name what is missing: “risks” alone says little.
        """
        partly = any(one is not None and isinstance(one.value, PartialList) for one in (before, after))
        if field is None or not (partly or field.reversed):
            return []
        options = [option.id for option in field.options]
        words = state_words(field)
        return [
            self.tr(
                N_("{item}: {before} → {after}"),
                item=self._option(field, item),
                before=self.tr(words[was]),
                after=self.tr(words[now]),
            )
            for item, was, now in item_changes(known_items(before, options), known_items(after, options), options)
        ]

    def option(self, question: str, column: str | None, option: str) -> str:
        """The words of an option, or the name of the row that it stands for."""
        return self._option(self._field(question, column), option)

    def row(self, table: str, row_id: str) -> str:
        """The name of a row: its labelling cell in words, or “group 2” as long as it has none; its id if it is gone."""
        question = self.pack.questions.get(table)
        row = self.assessment.row(table, row_id)
        if question is None or row is None:
            return row_id
        label = self.label_column(question, row)
        if label is not None:
            return self.value(label, row.cells[label.id])
        number = 1 + [one.id for one in self.assessment.rows(table)].index(row_id)
        return self.tr(N_("{noun} {number}"), noun=self.tr.content(question.row_noun), number=number)

    @staticmethod
    def label_column(table: Question, row: Row) -> Column | None:
        """The column that names this row: the first labelling one that is given."""
        cells = ((column, row.cells.get(column.id)) for column in table.label_columns)
        return next((column for column, cell in cells if cell is not None and cell.given), None)

    def rows(self, table: str, ids: Iterable[str]) -> str:
        """Names of rows in words: “pupils and staff”; two rows of one name (two codes, two pictures) are named once."""
        return self.tr.join(self._names(table, ids))

    def _names(self, table: str, ids: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self.row(table, row_id) for row_id in ids))

    def question(self, question: str, column: str | None = None) -> str:
        """The text of a question or column."""
        field = self._field(question, column)
        return self.asked(field) if field is not None else question

    def asked(self, field: Question | Column) -> str:
        """The words of a question or column: as it is asked, or as a report puts it."""
        return self.tr.content(field.printed if self.printed else field.text)

    def label(self, question: str, column: str | None = None) -> str:
        """The short name of a question or column; its text where it has none."""
        field = self._field(question, column)
        if field is None:
            return question
        return self.tr.content(field.short) if field.short else self.asked(field)

    def _field(self, question: str, column: str | None) -> Question | Column | None:
        return self.pack.questions.get(question) if column is None else self.pack.columns.get((question, column))

    def ref(self, ref: Ref, items: Sequence[str] = ()) -> str:
        """A place in words: the question, of which row, and which items of its list."""
        text = self.question(ref.question, ref.column)
        if ref.item is not None:
            items = (ref.item,)
        where = [self.row(ref.question, ref.row)] if ref.row is not None and ref.row != UNANSWERED_ROW else []
        if items:
            field = self._field(ref.question, ref.column)
            where.append(self.tr.join([self._option(field, item) for item in items]))
        return self.tr(N_("{question} ({row})"), question=text, row=self.tr.colon.join(where)) if where else text

    def refs(self, refs: Iterable[Ref], limit: int) -> list[str]:
        """The first places in words; the items of one list together."""
        return [self.ref(place, items) for place, items in list(by_place(refs).items())[:limit]]

    def because(self, ref: Ref, items: Sequence[str] = ()) -> str:
        """A reason in words: the place and the answer that stands there, or what it says of these items."""
        if ref.item is not None:
            items, ref = (ref.item,), ref.place
        return self.tr(N_("{question} — {answer}"), question=self.ref(ref), answer=self.reason(ref, items))

    def reason(self, ref: Ref, items: Sequence[str] = ()) -> str:
        """The answer at a place; of a list that is known in part, what it says of these items and what it leaves."""
        field, answer = self._field(ref.question, ref.column), self.assessment.answer(*ref[:3])
        if items and answer is not None and isinstance(answer.value, PartialList):
            return list_words(answer.value, field, lambda item: self._inside(field, item), self.tr, items)
        return self.value(field, answer)

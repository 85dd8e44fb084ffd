"""An answers file: YAML with a line for each answer, read against the questions. All problems are found in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dpia.assessment.answers import ROW_ID, AnswerError, Edit, at_most_once, read_value
from dpia.assessment.model import Answer, Assessment, Row, check_date, given
from dpia.content.pack import Pack
from dpia.content.question import ROW_LIMIT, Column, Question
from dpia.content.source import Source
from dpia.errors import Problem, ProblemsFound, cut, nearest

PROBLEMS_LIMIT = 100
"""How many problems of one answers file are listed."""

NOT_APPLICABLE_WORDS = ("not-applicable", "not applicable", "not_applicable", "n/a")
"""What people write where `{not_applicable: reason}` is meant."""


def read_edits(
    source: Source, pack: Pack, assessment: Assessment, *, as_entered: bool = True
) -> tuple[list[Edit], str | None]:
    """The edits that an answers file asks for, and its as-of date if it names one.

    Rows that contradict each other are refused where somebody enters them; what is not `as_entered` may hold some, as
    older files do. Raises ProblemsFound with every problem in the file.
    """
    if not isinstance(source.data, dict):
        raise ProblemsFound(
            [source.problem((), "not-answers", "An answers file is a list of “question-id: value” lines.")]
        )
    reader = _Reader(source, pack, assessment, source.data, as_entered)
    try:
        edits, as_of = reader.edits(), reader.as_of()
    except _Enough:
        more = source.problem((), "and-more", "There may be more.")
        raise ProblemsFound([*reader.problems, more]) from None
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return edits, as_of


def assessment_from_plain(
    pack: Pack, as_of: str, answers: Mapping[str, Any], *, base: Assessment | None = None, source: Source | None = None
) -> Assessment:
    """An assessment made in memory from plain answers (worked examples, cases). Raises ProblemsFound."""
    state = base or Assessment(as_of, as_of)
    edits, day = read_edits(source or Source("answers", dict(answers)), pack, state, as_entered=False)
    for edit in edits:
        state = state.with_answer(edit.question, edit.answer)
    return replace(state, as_of=day or as_of)


class _Enough(Exception):
    """More problems than anybody reads."""


class _Reader:
    def __init__(
        self, source: Source, pack: Pack, assessment: Assessment, data: Mapping[Any, Any], as_entered: bool
    ) -> None:
        self.as_entered = as_entered
        self.source, self.pack, self.assessment, self.data = source, pack, assessment, data
        self.problems: list[Problem] = []
        self.by_number = {number.removeprefix("Q"): name for name, number in pack.numbers.items()}
        self.written = {self._id(key): key for key in [*data][::-1]}
        """Question -> the key under which the file has it: the id, or the number."""
        self.row_ids = {name: self._ids(name) for name, one in pack.questions.items() if one.type == "table"}
        """The row ids that each table has or gets, for columns that name rows."""

    def _ids(self, table: str) -> tuple[str, ...]:
        found = [row.id for row in self.assessment.rows(table)]
        raw = self.data.get(self.written.get(table, table))
        if isinstance(raw, list):
            found += [str(item["id"]) for item in raw if isinstance(item, dict) and "id" in item]
        return tuple(dict.fromkeys(found))

    def _refuse(self, path: tuple[object, ...], error: AnswerError) -> None:
        if len(self.problems) >= PROBLEMS_LIMIT:
            raise _Enough
        place = (*path, *error.path)
        self.problems.append(self.source.problem(place, error.code, error.message, error.hint, **error.params))

    def _id(self, key: Any) -> Any:
        """The question that a key names: by its id, or by its number as it is printed."""
        return self.by_number.get(key.removeprefix("Q"), key) if isinstance(key, str) else key

    def as_of(self) -> str | None:
        """The day whose law judges, if the file names one."""
        if "as-of" not in self.data:
            return None
        raw = self.data["as-of"]
        try:
            return check_date(raw, "")
        except ValueError:
            message, hint = "“{found}” is not a date.", "Write it as 2026-11-21."
            self._refuse(("as-of",), AnswerError("not-a-date", message, hint, found=cut(raw, 40)))
            return None

    def edits(self) -> list[Edit]:
        """What the file asks for, without what is wrong."""
        found = []
        for key, raw in self.data.items():
            if key == "as-of":
                continue
            name = self._id(key)
            question = self.pack.questions.get(name)
            try:
                if question is None:
                    raise self._no_question(name)
                if key != self.written[name]:
                    message = "{name} and {other} are the same question; the answer stands twice."
                    raise AnswerError("twice", message, "Keep one.", name=cut(self.written[name]), other=cut(key))
                found.append(Edit(name, None if raw is None else self._answer(question, raw)))
            except AnswerError as error:
                self._refuse((key,), error)
        return found

    def _no_question(self, name: object) -> AnswerError:
        close = nearest(str(name), self.pack.questions)
        hint = "Did you mean {close}?" if close else "See: dpia questions"
        message = "There is no question {name}."
        return AnswerError("unknown-question", message, hint, name=cut(name), close=close)

    def _answer(self, question: Question, raw: Any) -> Answer:
        if question.type == "table" and isinstance(raw, list):
            return self._rows(question, raw)
        return self._value(question, raw)

    def _value(self, field: Question | Column, raw: Any) -> Answer:
        if isinstance(raw, str) and raw.strip().lower() in NOT_APPLICABLE_WORDS:
            raise _said_not_applicable(field)
        table = field.options_from if isinstance(field, Column) else None
        rows = self.row_ids.get(table or "", ())
        if table is not None and not rows and raw not in ([], "unknown"):
            message = "It names rows of {table}, which has none."
            hint = "Add rows to {table} first, or in the same file."
            raise AnswerError("no-rows", message, hint, table=table)
        return read_value(field, raw, rows=rows)

    def _rows(self, question: Question, raw: list[Any]) -> Answer:
        if len(raw) > 2 * ROW_LIMIT:  # all that are there taken away, and as many put in
            raise AnswerError("too-many-rows", "A table takes at most {limit} rows.", limit=ROW_LIMIT)
        with_ids = bool(raw) and all(isinstance(item, dict) and ("id" in item) for item in raw)
        rows = {row.id: row for row in self.assessment.rows(question.id)} if with_ids else {}
        seen: set[str] = set()
        for index, item in enumerate(raw):
            try:
                row_id = _row_id(question, index, item)
                if row_id in seen:
                    raise AnswerError("twice", "Two rows have the id {id}.", path=("id",), id=row_id)
            except AnswerError as error:
                self._refuse((self.written[question.id], index), error)
                continue
            seen.add(row_id)
            if item.get("remove") is True and set(item) == {"id", "remove"}:
                rows.pop(row_id, None)
                continue
            rows[row_id] = Row(row_id, self._cells(question, index, item, rows.get(row_id)))
            try:
                if self.as_entered:
                    at_most_once(question, rows.values(), row_id)
            except AnswerError as error:
                self._refuse((self.written[question.id], index), error)
        if len(rows) > ROW_LIMIT:
            raise AnswerError("too-many-rows", "A table takes at most {limit} rows.", limit=ROW_LIMIT)
        return given(tuple(rows.values()))

    def _cells(self, question: Question, index: int, item: Mapping[str, Any], old: Row | None) -> dict[str, Answer]:
        cells = dict(old.cells) if old is not None else {}
        for name, value in item.items():
            if name == "id":
                continue
            column = question.column(name)
            try:
                if column is None:
                    raise _no_column(question, name)
                if value is None:
                    cells.pop(name, None)
                else:
                    cells[name] = self._value(column, value)
            except AnswerError as error:
                self._refuse((self.written[question.id], index, name), error)
        return cells


def _row_id(question: Question, index: int, item: Any) -> str:
    if not isinstance(item, dict):
        raise AnswerError("wrong-type", "A row is a list of “column: value” lines.")
    row_id = str(item.get("id", f"{question.row_noun.replace(' ', '-')}-{index + 1}"))
    if not ROW_ID.match(row_id):
        message, hint = "“{id}” is no row id.", "Use letters, digits, - and _."
        raise AnswerError("row-id", message, hint, path=("id",), id=row_id[:40])
    return row_id


def _no_column(question: Question, name: object) -> AnswerError:
    close = nearest(str(name), [column.id for column in question.columns])
    hint = "Did you mean {close}?" if close else ""
    if name == "remove":
        hint = "To take the row away write only its id and remove: true."
    message = "{table} has no column {name}."
    return AnswerError("unknown-column", message, hint, table=question.id, name=cut(name), close=close)


def _said_not_applicable(field: Question | Column) -> AnswerError:
    if field.not_applicable:
        return AnswerError("not-applicable", "“Not applicable” needs a reason.", "Write {{not_applicable: reason}}.")
    hint = "Answer it, say unknown, or write {{text: …}} if these words are the answer."
    return AnswerError("not-applicable", "This question does not take “not applicable”.", hint)

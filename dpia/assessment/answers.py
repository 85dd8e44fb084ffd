"""Plain values (from an answers file or a form) to answers, checked against the question; and back.

Every check has a code; the wording is a template for the catalogue.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dpia import control_chars
from dpia.assessment.interval import DATE_KEYS, NUMBER_KEYS, End, Interval, check_partial_date
from dpia.assessment.itemwise import answer_of
from dpia.assessment.model import (
    UNKNOWN,
    Answer,
    Assessment,
    Intention,
    Response,
    Row,
    Value,
    check_date,
    given,
    not_applicable,
)
from dpia.assessment.partial import KEYS as ITEM_KEYS
from dpia.assessment.partial import ItemTwice, PartialList
from dpia.content.pack import Pack
from dpia.content.question import ROW_LIMIT, Column, Question
from dpia.errors import cut, nearest
from dpia.i18n import Enumeration

TEXT_LIMIT = 20_000
"""Characters in one text answer: some eight printed pages."""

ROW_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\Z")


class AnswerError(ValueError):
    """A value that does not fit its question: code, message template, hint and parameters."""

    def __init__(
        self, code: str, message: str, hint: str = "", /, *, path: tuple[object, ...] = (), **params: object
    ) -> None:
        super().__init__(message.format(**params))
        self.code, self.message, self.hint, self.params, self.path = code, message, hint, params, path


@dataclass(frozen=True, slots=True)
class Edit:
    """One answer to set (None clears). With `row` and `column` it is a cell."""

    question: str
    answer: Answer | None
    row: str | None = None
    column: str | None = None


def read_value(field: Question | Column, raw: Any, *, rows: Iterable[str] = (), stored: bool = False) -> Answer:
    """The answer that a plain value stands for. `rows` are the ids that a column with `options_from` may name.

    Raises AnswerError. Tables are read by `read_rows`. An answer that is `stored` already may hold control characters:
    an earlier version took some of them, and they are made harmless wherever text goes out.
    """
    answer = _read(field, raw, tuple(rows))
    for text in (answer.reason or answer.value, answer.intended.owner if answer.intended is not None else None):
        if not stored and isinstance(text, str):
            _refuse_controls(text)
    return answer


def _refuse_controls(text: str) -> None:
    if char := control_chars.find(text):
        message = "The text holds a control character ({char})."
        raise AnswerError("control-character", message, "Remove it.", char=char)


def _read(field: Question | Column, raw: Any, rows: tuple[str, ...]) -> Answer:
    if raw == "unknown":
        return UNKNOWN
    if isinstance(raw, dict):
        if set(raw) == {"not_applicable"}:
            if not field.not_applicable:
                raise AnswerError(
                    "not-applicable", "This question does not take “not applicable”.", "Answer it, or say unknown."
                )
            return not_applicable(_text(raw["not_applicable"]))
        if "intended" in raw:
            return _intended(field, raw, rows)
        if set(raw) == {"text"} and field.type == "text":
            return given(_text(raw["text"]))
        if field.type == "choices":
            return _partial(field, raw, rows)
        if field.type in ("date", "number"):
            return given(_interval(field, raw, rows))
        raise AnswerError("wrong-type", "An object is no answer here.", "Write the value itself.")
    return given(_READERS[field.type](field, raw, rows))


def _intended(field: Question | Column, raw: Mapping[str, Any], rows: tuple[str, ...]) -> Answer:
    """An answer that will be so: the answer itself, who sees to it, and by when."""
    form = "Write {{intended: answer, owner: name, due: 2026-11-21}}."
    if wrong := set(raw) - {"intended", "owner", "due"}:
        found = _show(sorted(wrong, key=str)[0])
        raise AnswerError("wrong-type", "There is no {found} in an intended answer.", form, found=found)
    if field.type not in INTENDABLE:
        raise AnswerError("not-intended", "This cannot be intended: only what will be done can.", "Write the answer.")
    answer = _read(field, raw["intended"], rows)
    if not answer.given or answer.intended is not None:
        raise AnswerError("not-intended", "Only a given answer can be intended.", form)
    owner = _text(raw["owner"]) if raw.get("owner") is not None else ""
    due = check_day(raw["due"], path=("due",)) if raw.get("due") is not None else ""
    return replace(answer, intended=Intention(owner, due))


def check_day(raw: Any, *, path: tuple[object, ...] = ()) -> str:
    """The value if it is a whole day, `2026-11-21`. Raises AnswerError."""
    try:
        return check_date(raw, "")
    except ValueError:
        raise AnswerError(
            "not-a-date", "“{found}” is not a date.", "Write it as 2026-11-21.", path=path, found=cut(raw, 40)
        ) from None


INTENDABLE = ("boolean", "choice", "choices", "number")
"""What can be planned. A date is a fact, a text says itself what it is, and a table is planned cell by cell."""


def _boolean(field: Question | Column, raw: Any, rows: tuple[str, ...]) -> bool:
    if isinstance(raw, bool):
        return raw
    raise AnswerError(
        "wrong-type", "Expected true or false, found {found}.", "Write true, false or unknown.", found=_show(raw)
    )


def _choice(field: Question | Column, raw: Any, rows: tuple[str, ...]) -> str:
    options = _options(field, rows)
    if isinstance(raw, str) and raw in options:
        return raw
    raise _unknown_option(raw, options)


def _choices(field: Question | Column, raw: Any, rows: tuple[str, ...]) -> tuple[str, ...]:
    options = _options(field, rows)
    if not isinstance(raw, list | tuple):
        raise AnswerError(
            "wrong-type", "Expected a list, found {found}.", "Write [a, b]; [] means none.", found=_show(raw)
        )
    _items(raw, options, ())
    if (again := next((n for n, item in enumerate(raw) if item in raw[:n]), None)) is not None:
        raise AnswerError("twice", "An option is named twice.", "Name each option once.", path=(again,))
    order = {option: index for index, option in enumerate(options)}
    return tuple(sorted(raw, key=order.__getitem__))


def _items(raw: Sequence[Any], options: tuple[str, ...], path: tuple[object, ...]) -> None:
    """Refuse what is no option, at its place in the list."""
    for index, item in enumerate(raw):
        if item not in options:
            raise _unknown_option(item, options, (*path, index))


def _partial(field: Question | Column, raw: Mapping[str, Any], rows: tuple[str, ...]) -> Answer:
    """A list of which only some items are known; the plain list or “unknown” where it says as much as they do."""
    options = _options(field, rows)
    for key, items in raw.items():
        if key not in ITEM_KEYS:
            raise AnswerError(
                "wrong-type",
                "There is no {found} in a list that is known in part.",
                "It takes have, lack and unknown, each with a list of options.",
                path=(key,),
                found=_show(key),
            )
        if not isinstance(items, list | tuple):
            raise AnswerError(
                "wrong-type", "Expected a list, found {found}.", "Write [a, b].", path=(key,), found=_show(items)
            )
        _items(items, options, (key,))
    try:
        known = PartialList(**{key: tuple(items) for key, items in raw.items()})
    except ItemTwice as error:
        raise AnswerError(
            "twice",
            "{item} is named twice.",
            "Name each item once: under have, under lack or under unknown.",
            path=(error.key, error.index),
            item=error.item,
        ) from None
    answer = answer_of(known, options)
    if answer is None:
        raise AnswerError(
            "says-nothing",
            "This names no option.",
            "Write [] for none, unknown where nothing is known, or null to clear the answer.",
        )
    return answer


def _options(field: Question | Column, rows: tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(field, Column) and field.options_from:
        return rows
    return tuple(option.id for option in field.options)


def _unknown_option(raw: Any, options: tuple[str, ...], path: tuple[object, ...] = ()) -> AnswerError:
    close = nearest(str(raw), options)
    hint = "Did you mean {close}?" if close else "It takes: {options}."
    return AnswerError(
        "unknown-option",
        "There is no option {found}.",
        hint,
        path=path,
        found=_show(raw),
        close=close,
        options=Enumeration(options),
    )


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise AnswerError("wrong-type", "Expected text, found {found}.", "Put it in quotes.", found=_show(raw))
    text = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise AnswerError("empty-text", "The text is empty.", "Write something, or clear the answer with null.")
    if len(text) > TEXT_LIMIT:
        raise AnswerError(
            "too-long", "The text has {count} characters; at most {limit}.", count=len(text), limit=TEXT_LIMIT
        )
    return text


def _number(field: Question | Column, raw: Any, rows: tuple[str, ...]) -> int | float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not _finite(raw):
        raise AnswerError(
            "wrong-type", "Expected a number, found {found}.", "Write it as 1200 or 12.5.", found=_show(raw)
        )
    low, high = _limits(field)
    if raw < low:
        raise AnswerError("too-small", "The number must be at least {limit}.", limit=f"{low:g}")
    if raw > high:
        raise AnswerError("too-large", "The number must be at most {limit}.", limit=f"{high:g}")
    return int(raw) if raw == int(raw) else raw


def _finite(number: int | float) -> bool:
    """Whether a number is one. A whole number is, however large, though it may not be one of the machine."""
    return isinstance(number, int) or math.isfinite(number)


def _limits(field: Question | Column) -> tuple[float, float]:
    return field.minimum if field.minimum is not None else 0, field.maximum if field.maximum is not None else 1e12


def _date(field: Question | Column, raw: Any, rows: tuple[str, ...]) -> str:
    """A year, a month or a day; a year may be written as a number."""
    try:
        return check_partial_date(str(raw) if type(raw) is int else raw)
    except ValueError:
        raise AnswerError(
            "not-a-date",
            "“{found}” is not a date.",
            "Write it as 2026-11-21, or 2026-11 or 2026 if no more is known.",
            found=cut(raw, 40),
        ) from None


_END_READERS: dict[str, Callable[[Question | Column, Any, tuple[str, ...]], End]] = {"date": _date, "number": _number}
_INTERVAL_HINTS = {
    "date": "It takes from or after, and to or before.",
    "number": "It takes at_least or more_than, and at_most or less_than.",
}


def _interval(field: Question | Column, raw: Mapping[str, Any], rows: tuple[str, ...]) -> Interval | End:
    """A date or number known by its bounds."""
    ends: dict[str, End] = {}
    for key, end in raw.items():
        if key not in (DATE_KEYS if field.type == "date" else NUMBER_KEYS):
            raise AnswerError(
                "wrong-type", "There is no {found} here.", _INTERVAL_HINTS[field.type], path=(key,), found=_show(key)
            )
        try:
            ends[key] = _END_READERS[field.type](field, end, rows)
        except AnswerError as error:
            error.path = (key,)
            raise
    try:
        found = Interval.from_json(ends).normal()
        if field.type == "number" and len(ends) == 1:  # something must be left within the limits of the question
            low, high = _limits(field)
            limit = {"at_most": high} if ends.keys() & {"at_least", "more_than"} else {"at_least": low}
            Interval.from_json({**limit, **ends})
        return found
    except ValueError:
        raise AnswerError(
            "no-interval", "There is no such interval.", _INTERVAL_HINTS[field.type], found=_show(dict(raw))
        ) from None


_READERS: dict[str, Callable[[Question | Column, Any, tuple[str, ...]], Value]] = {
    "boolean": _boolean,
    "choice": _choice,
    "choices": _choices,
    "text": lambda field, raw, rows: _text(raw),
    "number": _number,
    "date": _date,
    "table": lambda field, raw, rows: _no_table(raw),
}


def _no_table(raw: Any) -> str:
    raise AnswerError("wrong-type", "Expected a list of rows, found {found}.", "Write [] for none.", found=_show(raw))


def _show(raw: Any) -> str:
    text = (
        "nothing"
        if raw is None
        else repr(raw)
        if isinstance(raw, str)
        else str(raw).lower()
        if isinstance(raw, bool)
        else str(raw)
    )
    return text if len(text) <= 40 else text[:37] + "…"


def check_answer(
    pack: Pack,
    assessment: Assessment,
    question_id: str,
    answer: Answer,
    row: str | None = None,
    column: str | None = None,
    *,
    stored: bool = False,
) -> Answer:
    """The answer in its one form. Raises AnswerError where the question cannot take it. File and wizard come this way.

    An answer that is `stored` stands in the file already (see `read_value`).
    """
    question = pack.questions.get(question_id)
    if question is None:
        raise AnswerError("unknown-question", "There is no question {name}.", name=cut(question_id))
    if question.type == "table" and column is None:
        if not answer.given:
            if not (answer == UNKNOWN or question.not_applicable):
                raise AnswerError("not-applicable", "This question does not take “not applicable”.")
            return answer
        if answer.intended is not None:
            raise AnswerError("not-intended", "A table cannot be intended as a whole.", "Say so cell by cell.")
        if not isinstance(answer.value, tuple):
            raise AnswerError("wrong-type", "Expected a list of rows, found {found}.", found=_show(answer.value))
        rows = answer.value
        if len(rows) > ROW_LIMIT:
            raise AnswerError("too-many-rows", "A table takes at most {limit} rows.", limit=ROW_LIMIT)
        for item in rows:
            if not isinstance(item, Row) or not ROW_ID.match(item.id):
                raise AnswerError("wrong-type", "Expected a list of rows, found {found}.", found=_show(answer.value))
            for name, cell in item.cells.items():
                check_answer(pack, assessment, question_id, cell, item.id, name, stored=stored)
            if not stored:
                at_most_once(question, (one for one in rows if isinstance(one, Row)), item.id)
        return answer
    field: Question | Column | None = question if column is None else question.column(column)
    if field is None:
        raise AnswerError("unknown-column", "{table} has no column {name}.", table=question_id, name=cut(column))
    references: Iterable[str] = ()
    if isinstance(field, Column) and field.options_from:
        # A row that was removed may still be named; that is the finding's business, not a broken file.
        named = answer.value.named if isinstance(answer.value, PartialList) else answer.value
        references = named if isinstance(named, tuple) else ()  # type: ignore[assignment]
        if isinstance(answer.value, PartialList):  # of which it speaks of all only if it names each that is there
            references = dict.fromkeys((*(row.id for row in assessment.rows(field.options_from)), *references))
    raw = to_plain(answer)
    if isinstance(raw, str) and answer.given and field.type == "text":
        raw = {"text": raw}
    checked = read_value(field, raw, rows=references, stored=stored)
    if row is not None and column is not None and not stored and assessment.row(question_id, row) is not None:
        at_most_once(question, assessment.with_cell(question_id, row, column, checked).rows(question_id), row)
    return checked


def at_most_once(question: Question, rows: Iterable[Row], row: str) -> None:
    """Refuse a row with an option that another row has and only one may have. Raises AnswerError."""
    found = {one.id: one for one in rows}
    for column in question.columns:
        for option in column.options:
            having = [one.id for one in found.values() if _has(one, column.id, option.id)] if option.once else []
            if row in having and len(having) > 1:
                other = next(one for one in having if one != row)
                message = "Only one row can be “{option}”; {other} is."
                params = {"option": option.text, "other": other}
                raise AnswerError("only-one", message, option.once, path=(column.id,), **params)


def _has(row: Row, column: str, option: str) -> bool:
    cell = row.cells.get(column)
    return cell is not None and cell.given and cell.value == option


def check_response(response: Response) -> None:
    """Raises AnswerError if a response says what cannot be kept, by the rules for texts and days."""
    for text in (response.reason, response.authority, response.measure, response.owner):
        if text:
            _refuse_controls(_text(text))
    if response.due:
        check_day(response.due, path=("due",))


def to_plain(answer: Answer | None) -> Any:
    """The answer as it is written in an answers file."""
    if answer is None:
        return None
    if answer == UNKNOWN:
        return "unknown"
    if not answer.given:
        return {"not_applicable": answer.reason}
    if answer.intended is not None:
        return {"intended": to_plain(replace(answer, intended=None)), **answer.intended.to_json()}
    if isinstance(answer.value, tuple):
        return [
            {"id": item.id, **{name: to_plain(cell) for name, cell in item.cells.items()}}
            if isinstance(item, Row)
            else item
            for item in answer.value
        ]
    if isinstance(answer.value, PartialList | Interval):
        return answer.value.to_json()
    if answer.value == "unknown":
        return {"text": answer.value}
    return answer.value

"""An assessment: frozen, plain, and convertible to JSON and back without loss.

Only what people said is kept. Findings, outcomes and completeness are always computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Any, Literal

from dpia import dates
from dpia.assessment.discussion import ENTRIES_LIMIT, ENTRY_ID, AnyEntry, entry_from_json
from dpia.assessment.interval import Interval, check_partial_date
from dpia.assessment.life_cycle import LifeCycle
from dpia.assessment.partial import KEYS as ITEM_KEYS
from dpia.assessment.partial import PartialList

_TAG, _TAG_LIMIT = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"), 35
"""The form of a BCP 47 tag, and the characters that an implementation must at least take (RFC 5646, 4.4.1)."""


class State(Enum):
    """The state of an answer that is there; one that is not there is *absent*."""

    GIVEN = "given"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


Value = bool | int | float | str | tuple[str, ...] | tuple["Row", ...] | PartialList | Interval
"""boolean, number, choice or text or date (perhaps only its month or year), choices (ids in order), rows; choices of
which only some are known; a date or number known by its bounds."""


@dataclass(frozen=True, slots=True)
class Intention:
    """That an answer is not so yet but will be: who sees to it, and by which day (ISO); empty where nobody said."""

    owner: str = ""
    due: str = ""

    def to_json(self) -> dict[str, str]:
        """What is said."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}

    @classmethod
    def from_json(cls, data: Any) -> Intention:
        """Read the form in the file. Raises ValueError."""
        if not isinstance(data, dict) or set(data) - {"owner", "due"}:
            raise ValueError("intended: has an owner and a due date, and nothing else")
        if not all(isinstance(value, str) for value in data.values()):
            raise ValueError("intended: owner and due are texts")
        if data.get("due"):
            check_date(data["due"], "intended.due")
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a value, "I do not know", or "not applicable" with a reason.

    A given answer may be `intended`: it is judged as if it were so, and becomes a condition of the launch.
    """

    state: State
    value: Value | None = None
    reason: str = ""
    intended: Intention | None = None

    @property
    def given(self) -> bool:
        """Whether a value was given."""
        return self.state is State.GIVEN

    def to_json(self) -> dict[str, Any]:
        """The form in the file: `{"given": value}`, `{"unknown": true}` or `{"not_applicable": reason}`.

        An intended answer has the key `intended` beside `given`.
        """
        if self.state is State.UNKNOWN:
            return {"unknown": True}
        if self.state is State.NOT_APPLICABLE:
            return {"not_applicable": self.reason}
        data: dict[str, Any] = {"given": self.value}
        if isinstance(self.value, tuple):
            data["given"] = [item.to_json() if isinstance(item, Row) else item for item in self.value]
        elif isinstance(self.value, PartialList | Interval):
            data["given"] = self.value.to_json()
        if self.intended is not None:
            data["intended"] = self.intended.to_json()
        return data

    @classmethod
    def from_json(cls, data: Any) -> Answer:
        """Read the form in the file. Raises ValueError with what is wrong."""
        if isinstance(data, dict) and set(data) == {"given", "intended"}:
            return replace(cls.from_json({"given": data["given"]}), intended=Intention.from_json(data["intended"]))
        if not isinstance(data, dict) or len(data) != 1:
            raise ValueError("an answer is an object with one of: given, unknown, not_applicable")
        match data:
            case {"unknown": True}:
                return UNKNOWN
            case {"not_applicable": str(reason)}:
                return cls(State.NOT_APPLICABLE, reason=reason)
            case {"given": list(items)} if any(isinstance(item, dict) for item in items):
                rows = tuple(Row.from_json(item) for item in items)
                if len({row.id for row in rows}) != len(rows):
                    raise ValueError("two rows have the same id")
                return cls(State.GIVEN, rows)
            case {"given": list(items)}:
                if not all(isinstance(item, str) for item in items):
                    raise ValueError("a list holds ids of options, or rows")
                return cls(State.GIVEN, tuple(items))
            case {"given": dict(known)}:
                read = PartialList.from_json if set(known) & set(ITEM_KEYS) else Interval.from_json
                return cls(State.GIVEN, read(known))
            case {"given": bool() | int() | float() | str() as value}:
                return cls(State.GIVEN, value)
        raise ValueError("an answer is an object with one of: given, unknown, not_applicable")


UNKNOWN = Answer(State.UNKNOWN)


def given(value: Value) -> Answer:
    """A given answer."""
    return Answer(State.GIVEN, value)


def not_applicable(reason: str) -> Answer:
    """A "not applicable" with its reason."""
    return Answer(State.NOT_APPLICABLE, reason=reason)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a stable id and the answers in its columns."""

    id: str
    cells: Mapping[str, Answer] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """`{"id": …, "cells": {column: answer}}`, columns in alphabetical order."""
        return {"id": self.id, "cells": {name: self.cells[name].to_json() for name in sorted(self.cells)}}

    @classmethod
    def from_json(cls, data: Any) -> Row:
        """Read a row. Raises ValueError."""
        match data:
            case {"id": str(row_id), "cells": dict(cells)} if len(data) == 2 and row_id:
                return cls(row_id, {str(name): Answer.from_json(cell) for name, cell in cells.items()})
        raise ValueError("a row is an object with id and cells")

    def with_cell(self, column: str, answer: Answer | None) -> Row:
        """The row with one cell set, or cleared by None."""
        cells = dict(self.cells)
        cells.pop(column, None)
        if answer is not None:
            cells[column] = answer
        return Row(self.id, cells)


@dataclass(frozen=True, slots=True)
class Response:
    """What the person answers to a finding. The outcome never changes by it."""

    kind: Literal["accept", "contest", "measure"]
    reason: str = ""
    authority: str = ""
    measure: str = ""
    owner: str = ""
    due: str = ""

    def to_json(self) -> dict[str, str]:
        """All fields that are not empty."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}

    @classmethod
    def from_json(cls, data: Any) -> Response:
        """Read a response. Raises ValueError."""
        if not isinstance(data, dict) or data.get("kind") not in ("accept", "contest", "measure"):
            raise ValueError("a response has kind: accept, contest or measure")
        if set(data) - set(cls.__slots__) or not all(isinstance(value, str) for value in data.values()):
            raise ValueError("a response has only texts: kind, reason, authority, measure, owner, due")
        if data.get("due"):  # an earlier version took a month or a year
            check_partial_date(data["due"])
        return cls(**data)


@dataclass(frozen=True)
class Assessment:
    """The snapshot: what is known now.

    `as_of` and `created` are ISO dates; `created` is set once and dates the report. `proposed` holds answers
    that somebody (a scenario, an import) suggests; they count as absent until confirmed. `discussion` holds what was
    said about it, by random ids, and `discussion_until` the day (ISO) until which that is kept, if there is one:
    nothing rests on either. `life_cycle` says whether it is signed, and what was signed. `language` (BCP 47) is the one
    in which the answers are written; empty where nobody has said.
    """

    as_of: str
    created: str
    scenario: str | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    proposed: Mapping[str, Answer] = field(default_factory=dict)
    responses: Mapping[str, Response] = field(default_factory=dict)
    discussion: Mapping[str, AnyEntry] = field(default_factory=dict)
    discussion_until: str = ""
    life_cycle: LifeCycle = field(default_factory=LifeCycle)
    language: str = ""
    beyond: Mapping[str, Any] = field(default_factory=dict)
    """What a newer minor version of the format wrote and this one does not know, as JSON: kept as it is."""

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table; none if it is absent, unknown or not applicable."""
        answer = self.answers.get(table)
        if answer is None or not answer.given or not isinstance(answer.value, tuple):
            return ()
        rows = answer.value
        return rows if rows and isinstance(rows[0], Row) else ()  # a list holds rows, or ids of options

    @cached_property
    def plans(self) -> bool:
        """Whether some answer or cell is intended."""
        return any(
            answer.intended is not None
            or any(cell.intended is not None for row in self.rows(name) for cell in row.cells.values())
            for name, answer in self.answers.items()
        )

    def row(self, table: str, row_id: str) -> Row | None:
        """The row of that id, or None."""
        return next((row for row in self.rows(table) if row.id == row_id), None)

    def answer(self, question: str, row: str | None = None, column: str | None = None) -> Answer | None:
        """An answer, or a cell if row and column are given; None if absent."""
        if row is None or column is None:
            return self.answers.get(question)
        found = self.row(question, row)
        return found.cells.get(column) if found else None

    def with_answer(self, question: str, answer: Answer | None) -> Assessment:
        """The assessment with one answer set, or cleared by None."""
        answers = dict(self.answers)
        answers.pop(question, None)
        if answer is not None:
            answers[question] = answer
        return replace(self, answers=answers)

    def with_cell(self, table: str, row_id: str, column: str, answer: Answer | None) -> Assessment:
        """The assessment with one cell set, or cleared by None. Raises KeyError if there is no such row."""
        rows = self.rows(table)
        if not any(row.id == row_id for row in rows):
            raise KeyError(row_id)
        changed = tuple(row.with_cell(column, answer) if row.id == row_id else row for row in rows)
        return self.with_answer(table, given(changed))

    def leaves(self) -> Iterator[tuple[str, str | None, str | None, Answer]]:
        """All answers and cells as (question, row, column, answer)."""
        for question, answer in self.answers.items():
            yield question, None, None, answer
            for row in self.rows(question):
                for column, cell in row.cells.items():
                    yield question, row.id, column, cell

    def to_json(self) -> dict[str, Any]:
        """The snapshot in the file; keys in a fixed order, answers by id."""
        data: dict[str, Any] = {"as_of": self.as_of, "created": self.created}
        if self.scenario:
            data["scenario"] = self.scenario
        if self.language:
            data["language"] = self.language
        data["answers"] = {name: self.answers[name].to_json() for name in sorted(self.answers)}
        if self.proposed:
            data["proposed"] = {name: self.proposed[name].to_json() for name in sorted(self.proposed)}
        data["responses"] = {name: self.responses[name].to_json() for name in sorted(self.responses)}
        if self.discussion:
            data["discussion"] = {name: self.discussion[name].to_json() for name in sorted(self.discussion)}
        if self.discussion_until:
            data["discussion_until"] = self.discussion_until
        if self.life_cycle:
            data["life_cycle"] = self.life_cycle.to_json()
        return {**data, **self.beyond}

    def with_beyond(self, path: tuple[str, ...], after: Any) -> Assessment:
        """With what is not known set at a place, or taken away by None."""
        return replace(self, beyond=_set(self.beyond, path, after))

    def at_beyond(self, path: tuple[str, ...]) -> Any:
        """What stands at a place that is not known; None if nothing does."""
        found: Any = self.beyond
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        return found

    @classmethod
    def from_json(cls, data: Any, *, newer: bool = False) -> Assessment:
        """Read a snapshot. Raises ValueError whose text begins with the place.

        What is not known is kept if the file is of a `newer` minor version, and refused otherwise.
        """
        if not isinstance(data, dict):
            raise ValueError("assessment: must be an object")
        extra = set(data) - KEYS
        if extra and not newer:
            raise ValueError(f"assessment: unknown key {sorted(extra)[0]}")
        for name in ("as_of", "created"):
            check_date(data.get(name), f"assessment.{name}")
        maps: dict[str, dict[str, Any]] = {}
        for name, reader in (
            ("answers", Answer.from_json),
            ("proposed", Answer.from_json),
            ("responses", Response.from_json),
            ("discussion", entry_from_json),
        ):
            entries = data.get(name, {})
            if not isinstance(entries, dict):
                raise ValueError(f"assessment.{name}: must be an object")
            maps[name] = {}
            for key, value in entries.items():
                try:
                    maps[name][key] = reader(value)
                except ValueError as error:
                    raise ValueError(f"assessment.{name}.{key}: {error}") from None
        scenario = data.get("scenario")
        if scenario is not None and not isinstance(scenario, str):
            raise ValueError("assessment.scenario: must be text")
        check_discussion_ids(maps["discussion"])
        until = data.get("discussion_until", "")
        if "discussion_until" in data:
            check_date(until, "assessment.discussion_until")
        life = LifeCycle.from_json(data["life_cycle"]) if "life_cycle" in data else LifeCycle()
        language = check_language(data["language"]) if "language" in data else ""
        return cls(data["as_of"], data["created"], scenario, **maps, discussion_until=until, life_cycle=life,
                   language=language, beyond={name: data[name] for name in sorted(extra)})  # fmt: skip


def check_language(tag: Any) -> str:
    """The tag of a language as BCP 47 writes it, such as `sv` or `zh-Hans`. Raises ValueError."""
    if not isinstance(tag, str) or len(tag) > _TAG_LIMIT or not _TAG.fullmatch(tag):
        raise ValueError("language: must be a tag such as sv or zh-Hans")
    return tag


def _set(tree: Mapping[str, Any], path: tuple[str, ...], after: Any) -> dict[str, Any]:
    """The tree with a value at a place; nothing is left empty where one was taken away."""
    name, *rest = path
    inner = tree.get(name)
    value = _set(inner if isinstance(inner, dict) else {}, tuple(rest), after) or None if rest else after
    changed = {key: old for key, old in tree.items() if key != name}
    return changed if value is None else {**changed, name: value}


KEYS = frozenset(
    {
        "as_of", "created", "scenario", "answers", "proposed", "responses", "discussion", "discussion_until",
        "life_cycle", "language",
    }
)  # fmt: skip
"""The keys of a snapshot."""


def check_discussion_ids(entries: Mapping[str, AnyEntry]) -> None:
    """Raises ValueError if there are too many entries, or an id is none."""
    if len(entries) > ENTRIES_LIMIT:
        raise ValueError(f"assessment.discussion: has more than {ENTRIES_LIMIT} entries")
    for name in entries:
        if not ENTRY_ID.fullmatch(name):
            raise ValueError(f"assessment.discussion: “{name[:40]}” is no id")


def check_date(value: Any, place: str) -> str:
    """The value if it is an ISO date `YYYY-MM-DD` that exists; ValueError otherwise."""
    try:
        return dates.day(value).isoformat()
    except ValueError:
        raise ValueError(f"{place}: must be a date such as 2026-11-21") from None

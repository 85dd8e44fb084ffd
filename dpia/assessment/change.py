"""The log: every change with who, when, before and after, each entry chained to the one before by its hash.

The chain shows accidental or naive edits. Against a determined insider it proves something only if its head is kept
elsewhere too: printed in the report, signed, or time-stamped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dpia.assessment.model import Answer, Assessment, Response, Row, given

GENESIS = "0" * 64
"""The "previous hash" of the first entry."""

PathParts = tuple[str, ...]


class LogError(ValueError):
    """The log cannot be followed: which entry, and why."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry; `path` is a place in the snapshot.

    `answers Q` · `answers Q ROW` (a row comes or goes; its JSON carries `index`) · `answers Q ROW COLUMN` ·
    `proposed Q` · `responses FINDING` · `as_of` · `created` · `scenario`. `before` and `after` are
    JSON, None for "absent". `undoes` is the number of the entry that this one takes back.
    """

    n: int
    at: str
    by: str
    path: PathParts
    before: Any
    after: Any
    undoes: int | None
    prev: str
    hash: str

    def to_json(self) -> dict[str, Any]:
        """The entry in the file."""
        return {
            **_body(self.n, self.at, self.by, self.path, self.before, self.after, self.undoes, self.prev),
            "hash": self.hash,
        }

    @classmethod
    def from_json(cls, data: Any) -> Change:
        """Read an entry. Raises ValueError."""
        if not isinstance(data, dict):
            raise ValueError("an entry of the log is an object")
        keys = {"n", "at", "by", "path", "before", "after", "prev", "hash"}
        if set(data) - {"undoes"} != keys:
            raise ValueError("an entry of the log has n, at, by, path, before, after, prev, hash and perhaps undoes")
        path = data["path"]
        if not isinstance(path, list) or not path or not all(isinstance(part, str) for part in path):
            raise ValueError("the path of an entry is a list of names")
        if not isinstance(data["n"], int) or not all(
            isinstance(data[key], str) for key in ("at", "by", "prev", "hash")
        ):
            raise ValueError("an entry of the log has a wrong type")
        return cls(
            data["n"],
            data["at"],
            data["by"],
            tuple(path),
            data["before"],
            data["after"],
            data.get("undoes"),
            data["prev"],
            data["hash"],
        )


def make_change(
    log: Sequence[Change], at: str, by: str, path: PathParts, before: Any, after: Any, undoes: int | None = None
) -> Change:
    """The next entry of a log. `at` is a UTC instant in ISO form."""
    n, prev = (log[-1].n + 1, log[-1].hash) if log else (1, GENESIS)
    return Change(
        n, at, by, path, before, after, undoes, prev, _hash(_body(n, at, by, path, before, after, undoes, prev))
    )


def verify_chain(log: Iterable[Change]) -> None:
    """Check numbers, links and hashes. Raises LogError naming the first entry that does not hold."""
    prev, expected = GENESIS, 1
    for change in log:
        body = _body(
            change.n, change.at, change.by, change.path, change.before, change.after, change.undoes, change.prev
        )
        if change.n != expected:
            raise LogError(f"entry {expected} is missing")
        if change.prev != prev:
            raise LogError(f"entry {change.n} does not follow the one before it")
        if _hash(body) != change.hash:
            raise LogError(f"entry {change.n} was altered")
        prev, expected = change.hash, expected + 1


def replay(log: Iterable[Change]) -> Assessment:
    """The snapshot that a log leads to. Raises LogError."""
    state: Assessment | None = None
    start: dict[str, Any] = {}
    for change in log:
        try:
            if state is None:
                start[change.path[0]] = change.after
                if {"as_of", "created"} <= set(start):
                    state = Assessment.from_json({**start, "answers": {}, "responses": {}})
                continue
            state = apply(state, change.path, change.after)
        except (ValueError, KeyError, IndexError) as error:
            raise LogError(f"entry {change.n} cannot be applied: {error}") from None
    if state is None:
        raise LogError("the log does not begin with as_of and created")
    return state


def apply(state: Assessment, path: PathParts, after: Any) -> Assessment:
    """The snapshot after one change. Raises ValueError or KeyError if the path does not fit."""
    match path:
        case ("as_of",):
            return replace(state, as_of=after)
        case ("scenario",):
            return replace(state, scenario=after)
        case ("answers", question):
            return state.with_answer(question, None if after is None else Answer.from_json(after))
        case ("answers", question, row_id):
            return _with_row(state, question, row_id, after)
        case ("answers", question, row_id, column):
            return state.with_cell(question, row_id, column, None if after is None else Answer.from_json(after))
        case ("proposed", question):
            proposed = dict(state.proposed)
            proposed.pop(question, None)
            if after is not None:
                proposed[question] = Answer.from_json(after)
            return replace(state, proposed=proposed)
        case ("responses", finding):
            responses = dict(state.responses)
            responses.pop(finding, None)
            if after is not None:
                responses[finding] = Response.from_json(after)
            return replace(state, responses=responses)
    raise ValueError(f"no such place: {'/'.join(path)}")


def read(state: Assessment, path: PathParts) -> Any:
    """What stands at a path, as JSON; None if absent."""
    match path:
        case ("as_of",):
            return state.as_of
        case ("scenario",):
            return state.scenario
        case ("answers", question):
            answer = state.answers.get(question)
            return answer.to_json() if answer else None
        case ("answers", question, row_id):
            rows = state.rows(question)
            return next(
                ({"index": i, "cells": row.to_json()["cells"]} for i, row in enumerate(rows) if row.id == row_id), None
            )
        case ("answers", question, row_id, column):
            cell = state.answer(question, row_id, column)
            return cell.to_json() if cell else None
        case ("proposed", question):
            proposal = state.proposed.get(question)
            return proposal.to_json() if proposal else None
        case ("responses", finding):
            response = state.responses.get(finding)
            return response.to_json() if response else None
    raise ValueError(f"no such place: {'/'.join(path)}")


def _with_row(state: Assessment, question: str, row_id: str, after: Any) -> Assessment:
    rows = [row for row in state.rows(question) if row.id != row_id]
    if after is not None:
        row = Row.from_json({"id": row_id, "cells": after["cells"]})
        rows.insert(min(int(after["index"]), len(rows)), row)
    return state.with_answer(question, given(tuple(rows)))


def _body(
    n: int, at: str, by: str, path: PathParts, before: Any, after: Any, undoes: int | None, prev: str
) -> dict[str, Any]:
    body: dict[str, Any] = {"n": n, "at": at, "by": by, "path": list(path), "before": before, "after": after}
    if undoes is not None:
        body["undoes"] = undoes
    body["prev"] = prev
    return body


def _hash(body: dict[str, Any]) -> str:
    import rfc8785

    return hashlib.sha256(rfc8785.dumps(body)).hexdigest()

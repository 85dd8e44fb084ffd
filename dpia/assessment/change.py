"""The log: every change with who, when, before and after, each entry chained to the one before by its hash.

The chain shows accidental or naive edits. Against a determined insider it proves something only if its head is kept
elsewhere too: printed in the report, signed, or time-stamped.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dpia import dates
from dpia.assessment.canonical import canonical
from dpia.assessment.discussion import entry_from_json
from dpia.assessment.life_cycle import LIFE_CYCLE
from dpia.assessment.model import (
    KEYS,
    Answer,
    Assessment,
    Response,
    Row,
    check_date,
    check_discussion_ids,
    check_language,
    given,
)
from dpia.i18n_marks import N_

GENESIS = "0" * 64
"""The "previous hash" of the first entry."""

PathParts = tuple[str, ...]

CONTENT: PathParts = ("content",)
"""Where the log says which content the answers are given to. It is no part of the snapshot."""

REDACTION: PathParts = ("redaction",)
"""Where the log of a redacted copy says so, in its last entry. It is no part of the snapshot."""

DISCUSSION, DISCUSSION_UNTIL = "discussion", "discussion_until"
"""Where a path begins that belongs to the discussion, which is internal: a reduced copy leaves such entries out."""

LANGUAGE: PathParts = ("language",)
"""Where the language of the answers stands."""

_BEGINNING: tuple[PathParts, ...] = (("created",), ("as_of",), ("scenario",), LANGUAGE, CONTENT)
"""Places that the first entries of a log fill."""


class LogError(ValueError):
    """The log does not hold: which entry, and why. `message` is a template that `params` fill."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message.format(**params))
        self.message, self.params = message, params
        self.hint = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry; `path` is a place in the snapshot.

    `answers Q` · `answers Q ROW` (a row comes or goes; its JSON carries `index`) · `answers Q ROW COLUMN` ·
    `proposed Q` · `responses FINDING` · `discussion ENTRY` · `discussion_until` · `as_of` · `created` · `scenario` ·
    `language` ·
    `life_cycle PART NAME` (see `LifeCycle`) · `redaction` (how a copy is redacted; its last entry) ·
    `content` (id, version and digest of what holds from here on). `before` and `after` are JSON, None for "absent".
    `undoes` is the number of the entry that this one takes back. `group` is the number of the first entry of the action
    that wrote this one; only actions of several entries carry it.

    The hash of an entry of the discussion covers a digest of what it says and not the words, so that a reduced copy can
    leave these out: then `withheld` is that digest, and of all else only number, time and hashes are there. The chain
    still holds, and proves that what is not there was of the discussion.
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
    group: int | None = None
    withheld: str = ""

    def to_json(self) -> dict[str, Any]:
        """The entry in the file."""
        return {
            **_body(self.n, self.at, self.by, self.path, self.before, self.after, self.undoes, self.prev, self.group),
            **({"withheld": self.withheld} if self.withheld else {}),
            "hash": self.hash,
        }

    @classmethod
    def from_json(cls, data: Any) -> Change:
        """Read an entry. Raises ValueError."""
        if not isinstance(data, dict):
            raise ValueError("an entry of the log is an object")
        keys = {"n", "at", "by", "path", "before", "after", "prev", "hash"}
        if set(data) - {"undoes", "group", "withheld"} != keys:
            raise ValueError(
                "an entry of the log has n, at, by, path, before, after, prev, hash and perhaps undoes, group, withheld"
            )
        if "withheld" in data:
            if {name: data.get(name) for name in _NOTHING} != _NOTHING:
                raise ValueError("an entry of the log that is withheld says nothing but its number, time and hashes")
            if not isinstance(data["withheld"], str) or not _DIGEST.fullmatch(data["withheld"]):
                raise ValueError("an entry of the log that is withheld has the digest of what it said")
        path = data["path"]
        if not isinstance(path, list) or not path or not all(isinstance(part, str) for part in path):
            raise ValueError("the path of an entry is a list of names")
        numbers = [data["n"], *(data[key] for key in ("undoes", "group") if key in data)]
        if not all(type(number) is int for number in numbers) or not all(
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
            data.get("group"),
            data.get("withheld", ""),
        )

    def emptied(self) -> Change:
        """The entry without what it says, for a reduced copy."""
        body = _body(self.n, self.at, self.by, self.path, self.before, self.after, self.undoes, self.prev, self.group)
        return Change(self.n, self.at, "", (DISCUSSION,), None, None, None, self.prev, self.hash, None, _said(body))


_DIGEST = re.compile(r"[0-9a-f]{64}")

_NOTHING = {"by": "", "path": [DISCUSSION], "before": None, "after": None, "undoes": None, "group": None}
"""What an entry of the log says that is withheld."""


@dataclass(frozen=True, slots=True)
class Action:
    """What a person did at once: one entry of the log, or several that stand or fall together."""

    entries: tuple[Change, ...]

    @property
    def first(self) -> int:
        """The number of its first entry."""
        return self.entries[0].n

    @property
    def undoes(self) -> int | None:
        """An entry of the action that this one takes back; None if it takes nothing back."""
        return self.entries[0].undoes

    @property
    def inverse(self) -> list[tuple[PathParts, Any, int]]:
        """What takes it back, in order: place, value, and the number of the entry that is taken back."""
        return [(change.path, change.before, change.n) for change in reversed(self.entries)]


def actions(log: Iterable[Change]) -> list[Action]:
    """The log as actions, the first first. Entries of an older file that name no group are one action each."""
    found: list[list[Change]] = []
    for change in log:
        if found and change.group is not None and change.group == found[-1][0].group:
            found[-1].append(change)
        else:
            found.append([change])
    return [Action(tuple(entries)) for entries in found]


def undo_and_redo(log: Iterable[Change]) -> tuple[list[Action], list[Action]]:
    """The actions that stand, and those that took one back and can be taken back themselves; the latest last.

    How the assessment began (`created`, `as_of`, `scenario`) is no action, nor is the step to another content: nobody
    did it, and answers under content that is gone cannot be judged. Nor is what belongs to the life cycle: who signed
    has signed; nor in which language the answers are written. Whatever is done anew ends redoing.
    """
    standing: list[Action] = []
    taken_back: list[Action] = []
    home: dict[int, list[Action]] = {}
    for action in actions(log):
        first = action.entries[0]
        if first.path in (REDACTION, LANGUAGE) or first.withheld or first.path[0] == LIFE_CYCLE:
            continue
        if action.undoes is None:
            if any(
                change.path == CONTENT or (change.path in _BEGINNING and change.before is None)
                for change in action.entries
            ):
                continue
            taken_back.clear()
            here = standing
        else:
            source = home.get(action.undoes, standing)
            here = taken_back if source is standing else standing
            source[:] = [other for other in source if action.undoes not in {change.n for change in other.entries}]
        here.append(action)
        home.update({change.n: here for change in action.entries})
    return standing, taken_back


def is_discussion(path: Sequence[str]) -> bool:
    """Whether a place belongs to the discussion."""
    return path[0] in (DISCUSSION, DISCUSSION_UNTIL)


def make_change(
    log: Sequence[Change],
    at: str,
    by: str,
    path: PathParts,
    before: Any,
    after: Any,
    undoes: int | None = None,
    group: int | None = None,
) -> Change:
    """The next entry of a log. `at` is a UTC instant in ISO form."""
    n, prev = (log[-1].n + 1, log[-1].hash) if log else (1, GENESIS)
    body = _body(n, at, by, path, before, after, undoes, prev, group)
    return Change(n, at, by, path, before, after, undoes, prev, _hash(body), group)


def verify_chain(log: Iterable[Change]) -> None:
    """Check numbers, times, links and hashes. Raises LogError naming the first entry that does not hold."""
    prev, expected = GENESIS, 1
    for change in log:
        if change.n != expected:
            raise LogError(N_("entry {n} is missing"), n=expected)
        if change.prev != prev:
            raise LogError(N_("entry {n} does not follow the one before it"), n=change.n)
        try:
            whole = _hash_of(change) == change.hash
        except (ValueError, RecursionError):  # a number that no honest entry holds
            whole = False
        if not whole:
            raise LogError(N_("entry {n} was altered"), n=change.n)
        try:
            dates.instant(change.at)
        except ValueError:
            raise LogError(N_("entry {n} says no time: “{at}”"), n=change.n, at=change.at[:40]) from None
        prev, expected = change.hash, expected + 1


def turned_back(times: Iterable[str]) -> int | None:
    """The place, from 0, of the first time in a log that lies before the one before it; None if time only goes on.

    That proves no forgery: clocks are set back, and two machines differ. It is said and not judged.
    """
    before = ""
    for place, at in enumerate(times):
        if at < before:
            return place
        before = at
    return None


def replay(log: Iterable[Change], *, newer: bool = False) -> Assessment:
    """The snapshot that a log leads to. Raises LogError; of a `newer` minor version not for places that are not known.

    Each entry must find what it says that it found (`before`): else a snapshot that was changed behind the back of the
    log would be in order again as soon as somebody changes the same answer.
    """
    state: Assessment | None = None
    start: dict[str, Any] = {}
    content: Any = None
    for change in log:
        if change.withheld or change.path == REDACTION:  # no answer rests on either
            continue
        try:
            if state is None:
                start[change.path[0]] = change.after
                if {"as_of", "created"} <= set(start):
                    state = Assessment.from_json({**start, "answers": {}, "responses": {}})
                continue
            found = content if change.path == CONTENT else read(state, change.path)
            if change.path == CONTENT:
                content = change.after
            else:
                state = apply(state, change.path, change.after, newer=newer)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            raise LogError(N_("entry {n} cannot be applied: {reason}"), n=change.n, reason=str(error)[:200]) from None
        first_named = change.path == CONTENT and found is None  # files of format 1 did not name it before
        if not first_named and not same_json(found, change.before):
            raise LogError(N_("entry {n} changes what no entry before it wrote"), n=change.n)
    if state is None:
        raise LogError(N_("the log does not begin with as_of and created"))
    return state


def same_json(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON: for Python `true` and `1` are equal, in a file they are not."""
    if one is None or other is None:
        return one is other
    return bool(one == other) and json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def apply(state: Assessment, path: PathParts, after: Any, *, newer: bool = False) -> Assessment:
    """The snapshot after one change. Raises ValueError or KeyError if the path does not fit.

    Places that are not known are taken in a file of a `newer` minor version.
    """
    match path:
        case ("content",):
            return state
        case ("as_of",):
            return replace(state, as_of=check_date(after, "as_of"))
        case ("scenario",):
            if after is not None and not isinstance(after, str):
                raise ValueError("scenario: must be text")
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
        case ("discussion", entry):
            discussion = dict(state.discussion)
            discussion.pop(entry, None)
            if after is not None:
                discussion[entry] = entry_from_json(after)
            check_discussion_ids(discussion)
            return replace(state, discussion=discussion)
        case ("life_cycle", kind, name):
            return replace(state, life_cycle=state.life_cycle.with_item(kind, name, after))
        case ("language",):
            return replace(state, language="" if after is None else check_language(after))
        case ("discussion_until",):
            return replace(state, discussion_until="" if after is None else check_date(after, "discussion_until"))
    if newer and path[0] not in KEYS:
        return state.with_beyond(path, after)
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
        case ("discussion", entry):
            said = state.discussion.get(entry)
            return said.to_json() if said else None
        case ("life_cycle", kind, name):
            return state.life_cycle.read(kind, name)
        case ("language",):
            return state.language or None
        case ("discussion_until",):
            return state.discussion_until or None
    if path[0] not in KEYS:
        return state.at_beyond(path)
    raise ValueError(f"no such place: {'/'.join(path)}")


def in_parts(state: Assessment, path: PathParts, after: Any) -> list[tuple[PathParts, Any]]:
    """A change of a whole table as changes of the rows and cells that differ; any other change as it is.

    So the log keeps what was done and not the whole table twice. The changes must be applied in their order.
    """
    if len(path) != 2 or path[0] != "answers" or not isinstance(after, dict):
        return [(path, after)]
    before, rows = state.answers.get(path[1]), Answer.from_json(after).value
    if before is None or not isinstance(before.value, tuple) or not isinstance(rows, tuple):
        return [(path, after)]
    was = {item.id: item for item in before.value if isinstance(item, Row)}
    now = {item.id: item for item in rows if isinstance(item, Row)}
    if not (was or now) or len(was) != len(before.value) or len(now) != len(rows):
        return [(path, after)]
    parts: list[tuple[PathParts, Any]] = [((*path, gone), None) for gone in was if gone not in now]
    for index, (row_id, row) in enumerate(now.items()):
        if row_id not in was:
            parts.append(((*path, row_id), {"index": index, "cells": row.to_json()["cells"]}))
            continue
        old = was[row_id].cells
        for column in sorted({*old, *row.cells}):
            if (cell := row.cells.get(column)) != old.get(column):
                parts.append(((*path, row_id, column), cell.to_json() if cell else None))
    reached = state
    for part in parts:
        reached = apply(reached, *part)
    whole = apply(state, path, after)
    return parts if reached == whole else [(path, after)]  # rows that changed places are written whole


def _with_row(state: Assessment, question: str, row_id: str, after: Any) -> Assessment:
    rows = [row for row in state.rows(question) if row.id != row_id]
    if after is not None:
        row = Row.from_json({"id": row_id, "cells": after["cells"]})
        rows.insert(min(int(after["index"]), len(rows)), row)
    return state.with_answer(question, given(tuple(rows)))


def _body(
    n: int,
    at: str,
    by: str,
    path: PathParts,
    before: Any,
    after: Any,
    undoes: int | None,
    prev: str,
    group: int | None,
) -> dict[str, Any]:
    body: dict[str, Any] = {"n": n, "at": at, "by": by, "path": list(path), "before": before, "after": after}
    if undoes is not None:
        body["undoes"] = undoes
    if group is not None:
        body["group"] = group
    body["prev"] = prev
    return body


def _hash_of(change: Change) -> str:
    if change.withheld:
        return _sha256(_covered(change.n, change.at, change.withheld, change.prev))
    body = change.to_json()
    del body["hash"]
    return _hash(body)


def _hash(body: dict[str, Any]) -> str:
    if is_discussion(body["path"]):
        body = _covered(body["n"], body["at"], _said(body), body["prev"])
    return _sha256(body)


def _covered(n: int, at: str, said: str, prev: str) -> dict[str, Any]:
    """What the hash of an entry of the discussion covers."""
    return {"n": n, "at": at, "said": said, "prev": prev}


def _said(body: dict[str, Any]) -> str:
    """The digest of what an entry says. Nobody can try out what that was: the random id of the entry is in its path."""
    return _sha256({name: value for name, value in body.items() if name not in ("n", "at", "prev")})


def _sha256(data: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()

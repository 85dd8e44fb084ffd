"""What a record said earlier, and how two records differ. Pure: the log is read, nothing is written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from dpia.assessment.change import CONTENT, LANGUAGE, Change, LogError, PathParts, read, replay, same_json
from dpia.assessment.model import Assessment
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.storage.document import ContentPin, Document

_HASH = re.compile(r"[0-9a-f]{8,64}")

Relation = Literal["same", "earlier", "later", "apart", "unrelated"]


@dataclass(frozen=True, slots=True)
class Then:
    """What stood after an entry of the log: the answers, and under which content they were given."""

    entry: Change
    assessment: Assessment
    content_version: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A place whose JSON differs; None for "absent"."""

    path: PathParts
    before: Any
    after: Any


def then(document: Document, at: str) -> Then:
    """What stood at an entry of the log: its number, the beginning of its hash, or a day (UTC), at the end of it.

    Raises UserError if there is no such entry, or the log does not hold and nobody can tell what stood.
    """
    if document.flaws:
        raise UserError(
            N_("The record does not hold, so nobody can tell what stood then: {reason}."),
            hint=N_("dpia log shows its entries as they are."), code="flawed", reason=str(document.flaws[0]),
        )  # fmt: skip
    entry = _entry(document.changes, at.strip().lower())
    log = document.changes[: entry.n]
    try:
        assessment = replay(log, newer=document.newer)
    except LogError:  # between the entries with which a file begins
        raise UserError(
            N_("At entry {n} nothing stood yet."), hint=N_("Name a later one."), code="no-entry", n=entry.n
        ) from None
    return Then(entry, assessment, _version(document, entry.n))


def _entry(log: tuple[Change, ...], at: str) -> Change:
    found: list[Change] = []
    if _is_day(at):
        found = [change for change in log if change.at[:10] <= at]
    elif at.isdecimal() and len(at) < 8:
        found = [change for change in log if change.n == int(at)]
    elif _HASH.fullmatch(at):
        found = [change for change in log if change.hash.startswith(at)]
    else:
        raise UserError(
            N_("“{at}” names no entry."),
            hint=N_("Give the number of an entry, the beginning of its hash, or a day such as 2026-11-21."),
            code="no-entry", at=at[:80],
        )  # fmt: skip
    if not found:
        raise UserError(
            N_("There is no entry {at}; the log has {count}, the first of {day}."),
            hint=N_("dpia log lists them."),
            code="no-entry", at=at, count=len(log), day=log[0].at[:10] if log else "–",
        )  # fmt: skip
    return found[-1]


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _version(document: Document, n: int) -> str:
    """The content under which answers were given at an entry; files of format 1 name it with the first step."""
    pin = document.content.to_json()
    for change in reversed([change for change in document.changes if change.path == CONTENT]):
        if change.n <= n:
            return str(change.after["version"])
        pin = change.before if change.before is not None else pin
    return ContentPin(**pin).version


def relation(one: Document, other: Document) -> Relation:
    """How two records relate by their logs: whether the first is the other, or an earlier or later state of it."""
    shared = shared_entries(one, other)
    if not shared:
        return "unrelated"
    first, second = len(one.changes) == shared, len(other.changes) == shared
    return "same" if first and second else "earlier" if first else "later" if second else "apart"


def shared_entries(one: Document, other: Document) -> int:
    """How many entries two logs have in common from the beginning."""
    return next(
        (n for n, (a, b) in enumerate(zip(one.changes, other.changes, strict=False)) if a != b),
        min(len(one.changes), len(other.changes)),
    )


def differences(one: Assessment, other: Assessment) -> list[Difference]:
    """The places at which two assessments differ; a table whose rows both have is compared by row and cell."""
    places: list[PathParts] = [("as_of",), ("scenario",), LANGUAGE]
    for question in dict.fromkeys((*one.answers, *other.answers)):
        places += _places(question, one, other)
    places += [("proposed", question) for question in dict.fromkeys((*one.proposed, *other.proposed))]
    places += [("responses", finding) for finding in dict.fromkeys((*one.responses, *other.responses))]
    places += [("discussion", name) for name in dict.fromkeys((*one.discussion, *other.discussion))]
    places.append(("discussion_until",))
    found = (Difference(path, read(one, path), read(other, path)) for path in places)
    return [item for item in found if not same_json(item.before, item.after)]


def _places(question: str, one: Assessment, other: Assessment) -> Iterable[PathParts]:
    rows = [{row.id: row for row in state.rows(question)} for state in (one, other)]
    if not all(rows):
        return [("answers", question)]
    places: list[PathParts] = []
    for row in dict.fromkeys((*rows[0], *rows[1])):
        if row in rows[0] and row in rows[1]:
            columns = dict.fromkeys((*rows[0][row].cells, *rows[1][row].cells))
            places += [("answers", question, row, column) for column in columns]
        else:
            places.append(("answers", question, row))
    return places

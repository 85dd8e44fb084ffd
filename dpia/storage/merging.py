"""Two courses of one assessment brought together: place by place, against the state from which both began. Pure.

What one of them alone changed is taken, and so is what both changed alike. A row that both added under one id is one
row if both call it the same, and is merged cell by cell; otherwise these are two rows, and both stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from dpia.assessment.answers import check_answer
from dpia.assessment.carry_over import carry_over
from dpia.assessment.change import DISCUSSION, DISCUSSION_UNTIL, Change, PathParts, apply, read, same_json
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.storage.document import Document
from dpia.storage.history import Difference, differences, shared_entries, then
from dpia.storage.redacting import redaction_of
from dpia.storage.same_rows import apart

Side = Literal["first", "second", "both"]
"""What a person chose at a place on which the two differ."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both changed, in two ways; or one changed a part of what the other changed as a whole."""

    first: Difference
    second: Difference


@dataclass(frozen=True, slots=True)
class Merged:
    """What the second changed and the first did not, what both changed alike, and what only a person can decide."""

    taken: tuple[Difference, ...]
    conflicts: tuple[Conflict, ...]
    alike: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """Conflicts that are decided together: the place that holds them all, and what each side changed in it."""

    path: PathParts
    first: tuple[Difference, ...]
    second: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class TwoCourses:
    """Two courses of one assessment since they parted. Rows of the second bear the ids that they have once merged."""

    base: Assessment
    first: Assessment
    second: Assessment
    merged: Merged
    clashes: tuple[Clash, ...]


def compared(pack: Pack, base: Assessment, one: Document, other: Document, *, log_from: int = 0) -> TwoCourses:
    """What has to be decided and what is taken when the second document is brought into the first.

    `log_from` is how many entries of both logs are the same. All states are read as today's content reads them.
    """
    first, second = (carry_over(pack, doc.content.version, doc.assessment).assessment for doc in (one, other))
    if any(change.withheld for change in other.changes):  # it was left out of that copy, and nobody took it away
        until = second.discussion_until or base.discussion_until
        second = replace(second, discussion={**base.discussion, **second.discussion}, discussion_until=until)
    second = apart(pack, base, first, second, (*one.changes, *other.changes[log_from:]))
    merged = merge(base, first, second)
    return TwoCourses(base, first, second, merged, clashes(merged.conflicts))


def common_beginning(pack: Pack, one: Document, other: Document) -> Assessment:
    """What stood at the last entry that two logs have in common, as today's content reads it: no third file is needed.

    Raises UserError: a record does not hold, or the two have no beginning in common.
    """
    for document in (one, other):
        if document.flaws:
            reason = str(document.flaws[0])
            raise UserError(N_("The record does not hold: {reason}."), code="flawed", reason=reason)
    shared = shared_entries(one, other)
    try:
        found = then(one, str(shared))
    except UserError:
        raise UserError(
            N_("The two have no beginning in common: they are different assessments."),
            hint=N_("dpia diff shows what differs."),
            code="unrelated",
        ) from None
    return carry_over(pack, found.content_version, found.assessment).assessment


def refuse_signed(one: Document, other: Document, name: Path, other_name: Path) -> None:
    """Raises UserError where a signature would be lost: with the order in which it can be done, if there is one."""
    ours, theirs = one.assessment.life_cycle, other.assessment.life_cycle
    if unknown := set(theirs.records) - set(ours.records):
        first = N_("dpia merge {other} {one} -o OUT: what is signed goes first.")
        revised = N_(
            "Begin a new revision of what is signed, which takes the changes: dpia revise {other} --name N --role R "
            "--because REASON. Then name it first: dpia merge {other} {one} -o OUT"
        )
        raise UserError(
            N_("Revision {number} is signed in {other}, not in {one}; a signature is not merged. Nothing was written."),
            hint=revised if theirs.closed else first,
            code="signed", number=min(unknown, key=int), one=name, other=other_name,
        )  # fmt: skip
    both = set(theirs.records) & set(ours.records)
    if apart := [number for number in both if ours.records[number] != theirs.records[number]]:
        raise UserError(
            N_("Revision {number} is signed in {one} and in {other}, each over something else. Nothing was written."),
            hint=N_("A person decides which of the two holds; dpia diff {one} {other} lists what differs."),
            code="signed", number=min(apart, key=int), one=name, other=other_name,
        )  # fmt: skip


def refuse_closed(document: Document, name: Path, paths: Iterable[PathParts]) -> None:
    """Raises UserError where a record takes no changes, and there are some beside those of the discussion."""
    life = document.assessment.life_cycle
    if life.closed and any(path[0] not in (DISCUSSION, DISCUSSION_UNTIL) for path in paths):
        raise UserError(
            N_("Revision {number} of {one} is signed or has ended and takes no changes. Nothing was written."),
            hint=N_("Begin a new one, then merge: dpia revise {one} --name N --role R --because REASON"),
            code="signed", number=life.revision, one=name,
        )  # fmt: skip


def refuse_redacted(document: Document, name: Path) -> None:
    """Raises UserError for a redacted copy: what it leaves out would look as if it had been taken away."""
    if redaction_of(document) is not None:
        raise UserError(
            N_("{path} is a redacted copy, and lacks answers that nobody took away; it is not merged."),
            hint=N_("Merge the whole record."), code="redacted", path=name,
        )  # fmt: skip


def merge(base: Assessment, first: Assessment, second: Assessment) -> Merged:
    """What has to be changed in the first so that it holds what the second changed since the base, too."""
    ours, theirs = differences(base, first), differences(base, second)
    taken: list[Difference] = []
    conflicts: list[Conflict] = []
    alike: list[Difference] = []
    for item in theirs:
        against = [mine for mine in ours if _overlap(mine.path, item.path)]
        if not against:
            taken.append(item)
        elif len(against) == 1 and (parts := _parts(against[0], item)) is not None:
            taken += parts.taken
            conflicts += parts.conflicts
            alike += parts.alike
        elif all(mine.path == item.path and same_json(mine.after, item.after) for mine in against):
            alike.append(item)
        else:
            conflicts += [Conflict(mine, item) for mine in against]
    return Merged(tuple(taken), tuple(conflicts), tuple(alike))


def clashes(conflicts: Iterable[Conflict]) -> tuple[Clash, ...]:
    """Conflicts by the place that holds them: whoever keeps a row decides about all that the other changed in it."""
    found: dict[PathParts, Clash] = {}
    for one in conflicts:
        path = min(one.first.path, one.second.path, key=len)
        before = found.get(path, Clash(path, (), ()))
        first = before.first if one.first in before.first else (*before.first, one.first)
        second = before.second if one.second in before.second else (*before.second, one.second)
        found[path] = Clash(path, first, second)
    return tuple(found.values())


def joined(pack: Pack, comparison: TwoCourses, clash: Clash) -> Any:
    """Both answers as one (JSON), where that makes sense: texts below each other, and all items of two lists.

    None where it does not.
    """
    match clash.path:
        case ("answers", question):
            field = pack.questions.get(question)
            column = None
        case ("answers", question, _, name):
            field, column = None, pack.columns.get((question, name))
        case _:
            return None
    spec = field or column
    one, other = (_plain(read(state, clash.path)) for state in (comparison.first, comparison.second))
    if spec is None or one is None or other is None:
        return None
    if spec.type == "text" and isinstance(one, str) and isinstance(other, str):
        return {"given": one + ("\n\n" if spec.multiline else " / ") + other}
    if spec.type == "choices" and isinstance(one, list) and isinstance(other, list):
        return {"given": list(dict.fromkeys((*one, *other)))}
    return None


def settled(pack: Pack, comparison: TwoCourses, chosen: Mapping[PathParts, Side]) -> tuple[Difference, ...]:
    """What has to be changed in the first, when of each clash it is chosen which side stands.

    Raises KeyError for a clash of which nothing is chosen, ValueError where both cannot be one.
    """
    changes = list(comparison.merged.taken)
    for clash in comparison.clashes:
        side, before = chosen[clash.path], read(comparison.first, clash.path)
        if side == "first":
            continue
        after = read(comparison.second, clash.path) if side == "second" else joined(pack, comparison, clash)
        if side == "both" and after is None:
            raise ValueError("/".join(clash.path))
        changes.append(Difference(clash.path, before, after))
    return tuple(changes)


def last_entry(log: tuple[Change, ...], path: PathParts) -> Change | None:
    """The last entry of a log that wrote at a place, or around it: who did it, and when."""
    return next((change for change in reversed(log) if _overlap(change.path, path)), None)


def fits(pack: Pack, state: Assessment, changes: Iterable[tuple[PathParts, Any]]) -> None:
    """Raises ValueError (an AnswerError says where) or KeyError if an assessment cannot hold the changes together."""
    touched: dict[str, None] = {}
    for path, after in changes:
        state = apply(state, path, after)
        if path[0] in ("answers", "proposed"):
            touched[path[1]] = None
    for question in touched:
        for answers in (state.answers, state.proposed):
            if question in answers:
                check_answer(pack, state, question, answers[question], stored=True)


def _overlap(one: PathParts, other: PathParts) -> bool:
    """Whether one place is the other, or lies in it."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _plain(answer: Any) -> Any:
    """The value of a given answer that is not only intended."""
    return answer["given"] if isinstance(answer, dict) and set(answer) == {"given"} else None


def _parts(mine: Difference, item: Difference) -> Merged | None:
    """What becomes of a table that both began, by its rows, or of a row that both added, by its cells; else None."""
    if mine.path != item.path or item.path[0] != "answers":
        return None
    if len(item.path) == 2:
        return _rows(mine, item)
    if len(item.path) == 3 and item.before is None and mine.after is not None and item.after is not None:
        return _cells(item.path, mine.after["cells"], item.after["cells"])
    return None


def _rows(mine: Difference, item: Difference) -> Merged | None:
    ours, theirs = _by_id(mine.after), _by_id(item.after)
    if ours is None or theirs is None or _by_id(item.before):
        return None
    found = Merged((), ())
    for index, (row, cells) in enumerate(theirs.items()):
        path = (*item.path, row)
        if row in ours:
            more = _cells(path, ours[row], cells)
        else:
            more = Merged((Difference(path, None, {"index": len(ours) + index, "cells": cells}),), ())
        found = Merged(found.taken + more.taken, found.conflicts + more.conflicts, found.alike + more.alike)
    return found


def _cells(path: PathParts, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    taken, conflicts, alike = [], [], []
    for column, after in theirs.items():
        item = Difference((*path, column), None, after)
        if column not in ours:
            taken.append(item)
        elif same_json(ours[column], after):
            alike.append(item)
        else:
            conflicts.append(Conflict(Difference(item.path, None, ours[column]), item))
    return Merged(tuple(taken), tuple(conflicts), tuple(alike))


def _by_id(answer: Any) -> dict[str, Any] | None:
    """The cells of the rows of a table by their ids; None if it is no table with rows."""
    rows = _plain(answer)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        return None
    return {row["id"]: row["cells"] for row in rows}

"""Two courses of one assessment brought together: place by place, against the state from which both began. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dpia.assessment.answers import check_answer
from dpia.assessment.change import Change, PathParts, apply, same_json
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.storage.history import Difference, differences


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both changed, in two ways; or one changed a part of what the other changed as a whole."""

    first: Difference
    second: Difference


@dataclass(frozen=True, slots=True)
class Merged:
    """What the second changed and the first did not, and what only a person can decide."""

    taken: tuple[Difference, ...]
    conflicts: tuple[Conflict, ...]


def merge(base: Assessment, first: Assessment, second: Assessment) -> Merged:
    """What has to be changed in the first so that it holds what the second changed since the base, too."""
    ours, theirs = differences(base, first), differences(base, second)
    taken: list[Difference] = []
    conflicts: list[Conflict] = []
    for item in theirs:
        against = [mine for mine in ours if _overlap(mine.path, item.path)]
        if not against:
            taken.append(item)
        elif not all(mine.path == item.path and _same(mine.after, item.after) for mine in against):
            conflicts += [Conflict(mine, item) for mine in against]
    return Merged(tuple(taken), tuple(conflicts))


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


def _same(one: Any, other: Any) -> bool:
    """Whether both changed it alike; where a row stands among the others does not count."""
    if isinstance(one, dict) and isinstance(other, dict) and "cells" in one and "cells" in other:
        return same_json(one["cells"], other["cells"])
    return same_json(one, other)

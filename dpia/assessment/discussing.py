"""Changes of the discussion, checked: entries that come, change or go, and a name that is taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dpia.assessment.answers import AnswerError, check_day
from dpia.assessment.change import DISCUSSION, DISCUSSION_UNTIL, PathParts
from dpia.assessment.discussion import ENTRIES_LIMIT, AnyEntry, DiscussionError, checked, without_name
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.i18n_marks import N_

Discussed = Mapping[str, AnyEntry | None]
"""Entries by their ids; None for one that goes."""


def discussion_changes(
    pack: Pack, assessment: Assessment, entries: Discussed, until: str | None = None
) -> list[tuple[PathParts, Any]]:
    """The places in the snapshot and what shall stand there.

    Args:
        pack: knows the questions that an entry may be about.
        assessment: what is there.
        entries: what comes, takes the place of what has the same id, or goes.
        until: the day (ISO) until which the discussion is kept; empty for none, None to leave it.

    Raises:
        AnswerError: an entry says what cannot be kept, there are too many, or it is no day.
    """
    changes: list[tuple[PathParts, Any]] = []
    for name, entry in entries.items():
        if entry is not None:
            _check(pack, assessment, entry, new=name not in assessment.discussion)
        changes.append(((DISCUSSION, name), entry.to_json() if entry is not None else None))
    there = {*assessment.discussion, *entries} - {name for name, entry in entries.items() if entry is None}
    if len(there) > ENTRIES_LIMIT:
        raise AnswerError("discussion", "A discussion takes at most {limit} entries.", limit=ENTRIES_LIMIT)
    if until:
        check_day(until)
    if until is not None:
        changes.append(((DISCUSSION_UNTIL,), until or None))
    return changes


def _check(pack: Pack, assessment: Assessment, entry: AnyEntry, *, new: bool) -> None:
    try:
        checked(entry)
    except DiscussionError as error:
        raise AnswerError("discussion", error.message, "", path=(), **error.params) from None
    match entry.about if new else ():  # what an older entry is about may have gone since
        case ("question", question, *_) if question not in pack.questions:
            raise AnswerError("unknown-question", N_("There is no question {name}."), name=question)
        case ("question", question, row, *_) if assessment.row(question, row) is None:
            raise AnswerError("unknown-row", N_("{table} has no row {row}."), table=question, row=row)
        case ("question", question, _, column) if (question, column) not in pack.columns:
            raise AnswerError("unknown-column", N_("{table} has no column {name}."), table=question, name=column)


def named_otherwise(assessment: Assessment, name: str, instead: str = "") -> Discussed:
    """The entries in which a name stands, with another in its place, or none.

    Neither answers nor what the log says of earlier states changes by it.
    """
    name, instead = name.strip(), instead.strip()
    if not name:
        return {}
    changed = {key: without_name(entry, name, instead) for key, entry in assessment.discussion.items()}
    return {key: entry for key, entry in changed.items() if entry != assessment.discussion[key]}


def removed(assessment: Assessment) -> Discussed:
    """All entries, to be removed."""
    return dict.fromkeys(assessment.discussion)

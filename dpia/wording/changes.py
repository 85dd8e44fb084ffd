"""What entries of the log did, in words: of which fields they speak, and old → new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dpia.assessment.change import Change
from dpia.assessment.discussion import entry_from_json
from dpia.assessment.life_cycle import LIFE_CYCLE
from dpia.assessment.model import Answer, Response, Row
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.engine.truth import Ref
from dpia.i18n import LANGUAGES
from dpia.i18n_marks import N_
from dpia.wording import Words
from dpia.wording.discussion import entry_words, target_words
from dpia.wording.life_cycle import life_cycle_words

NAMED = 3
"""How many fields of one action are named."""

LONGEST = 60
"""How many characters of a value are shown: enough to recognise it."""


def ref_of(change: Change) -> Ref | None:
    """The field that an entry of the log speaks of; None for anything else, such as a response or the date."""
    match change.path:
        case ("answers", question, row, column):
            return Ref(question, row, column)
        case ("answers" | "proposed", question, *_):
            return Ref(question)
    return None


def subject(entries: Sequence[Change], words: Words) -> str:
    """What an action speaks of: its fields, the response to a finding, the date."""
    refs = [ref for ref in dict.fromkeys(map(ref_of, entries)) if ref is not None]
    if not refs:
        return _other(entries[0], words)
    text = words.tr.series(words.ref(ref) for ref in refs[:NAMED])
    more = len(refs) - NAMED
    return text + words.tr.and_more(more)


def change_words(change: Change, words: Words) -> str:
    """What an entry of the log did: old → new, or which row came or went."""
    tr, path = words.tr, change.path
    if change.withheld:
        return tr(N_("left out of this copy"))
    if path[0] == "answers" and len(path) == 3:
        text = N_("removed: {name}") if change.after is None else N_("added: {name}")
        return tr(text, name=_row_name(words.pack, path[1], path[2], change, words))
    if items := _items(change, words):
        return items
    if path[0] == LIFE_CYCLE:
        return life_cycle_words(path, change.after, words.tr)
    before, after = short_pair(value_words(path, change.before, words), value_words(path, change.after, words))
    if path[0] == "proposed":
        return tr(N_("proposal {before} → {after}"), before=before, after=after)
    return f"{before} → {after}"


def _items(change: Change, words: Words) -> str:
    """What became of the items of a list that is, or was, known in part; else empty."""
    match change.path:
        case ("answers", question):
            field: Question | Column | None = words.pack.questions.get(question)
        case ("answers", question, _, column):
            field = words.pack.columns.get((question, column))
        case _:
            return ""
    changes = words.item_changes(field, _answer(change.before), _answer(change.after))
    more = len(changes) - NAMED
    text = words.tr.series(changes[:NAMED])
    return text + words.tr.and_more(more)


def value_words(path: tuple[str, ...], value: Any, words: Words) -> str:
    """What stood at a place, or stands there now."""
    tr, pack = words.tr, words.pack
    match path:
        case ("answers", question):
            return words.value(pack.questions.get(question), _answer(value))
        case ("proposed", question):
            return words.value(pack.questions.get(question), _answer(value)) if value else tr(N_("none"))
        case ("answers", question, _, column):
            return words.value(pack.columns.get((question, column)), _answer(value))
        case ("responses", _):
            return _response(Response.from_json(value), words) if value else tr(N_("no response"))
        case ("discussion", _) if value:
            return entry_words(entry_from_json(value), words)
        case ("as_of",) | ("created",) | ("discussion_until",) if value:
            return tr.date(value)
        case ("language",) if value:
            return LANGUAGES.get(str(value), str(value))
        case ("content",) if value:
            return str(value["version"])
        case ("redaction",) if value:
            return tr(N_("answers were left out"))
    return tr(N_("none")) if value is None else str(value)


RESPONSES = {"accept": N_("accepted"), "contest": N_("contested"), "measure": N_("measure promised")}
"""What a person answered to a finding, in a word."""


def _response(response: Response, words: Words) -> str:
    said = response.reason or response.measure
    text = words.tr(RESPONSES[response.kind])
    return f"{text}{words.tr.in_brackets(said)}" if said else text


def _answer(value: Any) -> Answer | None:
    return Answer.from_json(value) if value is not None else None


def _other(change: Change, words: Words) -> str:
    """What an entry speaks of that is no field."""
    if change.path[0] == "responses":
        return words.tr(N_("the response to {finding}"), finding=change.path[1])
    if change.path[0] == "discussion" and not change.withheld:
        about = entry_from_json(change.after if change.after is not None else change.before).about
        return words.tr(N_("the discussion of {what}"), what=target_words(about, words))
    if change.path[0] == LIFE_CYCLE:
        return words.tr(N_("revision {number}"), number=change.path[-1].split(".")[0])
    if change.path[0] in _OTHERS:
        return words.tr(_OTHERS[change.path[0]])
    return words.tr(N_("something of a newer version, “{name}”"), name=short("/".join(change.path)))


_OTHERS = {"created": N_("begun"), "as_of": N_("the as-of date"), "scenario": N_("the setting"),
           "language": N_("the language of the answers"), "content": N_("the content"),
           "redaction": N_("this copy"),
           "discussion": N_("the discussion"), "discussion_until": N_("how long the discussion is kept")}  # fmt: skip
"""What entries speak of with which a file begins, and of the whole discussion."""


def _row_name(pack: Pack, table: str, row_id: str, change: Change, words: Words) -> str:
    """The name of a row that came or went: its labelling cell as it was; without one its name now, or what it is."""
    question = pack.questions.get(table)
    state = change.after if change.after is not None else change.before
    row = Row.from_json({"id": row_id, "cells": state["cells"]})
    if question is None:
        return row_id
    label = words.label_column(question, row)
    if label is not None:
        return short(words.value(label, row.cells[label.id]))
    there = words.assessment.row(table, row_id) is not None
    return short(words.row(table, row_id)) if there else words.tr.content(question.row_noun)


def short(text: str, start: int = 0) -> str:
    """A value on one line: its beginning, or what stands around the character at `start`."""
    line = " ".join(text.split())
    if start:
        line = "…" + line[start:].lstrip()
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def short_pair(before: str, after: str) -> tuple[str, str]:
    """Two values of one field, shortened so that it shows where they differ.

    >>> short_pair("a" * 100 + " old", "a" * 100 + " new")
    ('…aaaaaaaaaaaaaaaaaaa old', '…aaaaaaaaaaaaaaaaaaa new')
    """
    first, second = " ".join(before.split()), " ".join(after.split())
    same = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    start = same - LONGEST // 3 if same > LONGEST // 2 else 0
    return short(first, start), short(second, start)

"""What the last action wrote, in words: old → new, and the key that undoes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dpia.assessment.change import Change
from dpia.assessment.model import Answer, Response, Row
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.wording import Words

Kind = Literal["done", "undone", "redone"]

NAMED = 3
"""How many fields of one action are named."""

LONGEST = 60
"""How many characters of a value are shown: enough to recognise it."""


@dataclass(frozen=True, slots=True)
class Echo:
    """The entries that one action added to the log, and whether it took back or brought back another."""

    kind: Kind
    entries: tuple[Change, ...]

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The fields that changed, in the order of the log; a row that came or went is a change of its table."""
        return tuple(dict.fromkeys(ref for ref in map(ref_of, self.entries) if ref is not None))


def ref_of(change: Change) -> Ref | None:
    """The field that an entry of the log speaks of; None for a response or the date."""
    match change.path:
        case ("answers", question, row, column):
            return Ref(question, row, column)
        case ("answers" | "proposed", question, *_):
            return Ref(question)
    return None


def beside(echo: Echo, ref: Ref, words: Words) -> str:
    """What is said below a field: “no → yes (F8 undoes it)”, or nothing if it did not change."""
    mine = [change for change in echo.entries if ref_of(change) == ref]
    if not mine:
        return ""
    return f"{_told(echo, mine, words)} ({_way_back(echo, 1, words)})"


def headline(echo: Echo, words: Words) -> str:
    """The same for the line that says what the last action did, with the field that it speaks of."""
    tr, refs = words.tr, echo.refs
    if len(refs) > 1:
        text = tr.plural("{count} answer changed", "{count} answers changed", len(refs))
        key = _way_back(echo, len(refs), words)
        return tr(N_("{text} ({key}): {what}"), text=text, key=key, what=subject(echo.entries, words))
    text = _told(echo, echo.entries, words)
    return tr(N_("{text} ({key}): {what}"), text=text, key=_way_back(echo, 1, words), what=subject(echo.entries, words))


def told(echo: Echo, words: Words) -> str:
    """The field that an action speaks of and old → new, without a key: for those who have none."""
    return words.tr(N_("{what} — {change}"), what=subject(echo.entries, words), change=_told(echo, echo.entries, words))


def subject(entries: Sequence[Change], words: Words) -> str:
    """What an action speaks of: its fields, the response to a finding, the date."""
    refs = [ref for ref in dict.fromkeys(map(ref_of, entries)) if ref is not None]
    if not refs:
        return _other(entries[0], words)
    text = "; ".join(words.ref(ref) for ref in refs[:NAMED])
    more = len(refs) - NAMED
    return text + (" " + words.tr.plural("and {count} more", "and {count} more", more) if more > 0 else "")


def _way_back(echo: Echo, count: int, words: Words) -> str:
    if echo.kind == "undone":
        return words.tr.plural("Ctrl+Y does it again", "Ctrl+Y does them again", count)
    return words.tr.plural("F8 undoes it", "F8 undoes them", count)


def _told(echo: Echo, entries: Sequence[Change], words: Words) -> str:
    """Old → new. That a proposal went goes without saying where an answer took its place."""
    tr = words.tr
    shown = [change for change in entries if change.path[0] != "proposed"] or entries
    texts = [_change(change, words) for change in shown]
    text = "; ".join(text for text in texts if text)
    if echo.kind == "undone":
        return tr(N_("undone: {change}"), change=text)
    return tr(N_("done again: {change}"), change=text) if echo.kind == "redone" else text


def _change(change: Change, words: Words) -> str:
    tr, path = words.tr, change.path
    if path[0] == "answers" and len(path) == 3:
        text = N_("removed: {name}") if change.after is None else N_("added: {name}")
        return tr(text, name=_row_name(words.pack, path[1], path[2], change, words))
    if items := _items(change, words):
        return items
    before, after = short_pair(_value(path, change.before, words), _value(path, change.after, words))
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
    text = "; ".join(changes[:NAMED])
    return text + (" " + words.tr.plural("and {count} more", "and {count} more", more) if more > 0 else "")


def _value(path: tuple[str, ...], value: Any, words: Words) -> str:
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
        case ("as_of",):
            return tr.date(value)
    return str(value)


RESPONSES = {"accept": N_("accepted"), "contest": N_("contested"), "measure": N_("measure promised")}
"""What a person answered to a finding, in a word."""


def _response(response: Response, words: Words) -> str:
    said = response.reason or response.measure
    text = words.tr(RESPONSES[response.kind])
    return f"{text} ({said})" if said else text


def _answer(value: Any) -> Answer | None:
    return Answer.from_json(value) if value is not None else None


def _other(change: Change, words: Words) -> str:
    """What an entry speaks of that is no field."""
    if change.path[0] == "responses":
        return words.tr(N_("the response to {finding}"), finding=change.path[1])
    return words.tr(N_("the as-of date"))


def _row_name(pack: Pack, table: str, row_id: str, change: Change, words: Words) -> str:
    """The name of a row that came or went: its labelling cell, or its id."""
    question = pack.questions.get(table)
    state = change.after if change.after is not None else change.before
    row = Row.from_json({"id": row_id, "cells": state["cells"]})
    label = words.label_column(question, row) if question is not None else None
    return short(words.value(label, row.cells[label.id])) if label is not None else row_id


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

"""Answers given under earlier content, as today's content reads them. Pure: nothing is written here.

A file names the version of the content that its answers were given to. What the content says of later versions
(`core/migrations.yaml`, and `since` on options) is applied to the answers in memory; the session logs it, as one action
of its own, together with the first change that a person makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dpia.assessment.change import PathParts, apply, read
from dpia.assessment.model import Assessment
from dpia.content.migration import Migration, version_number
from dpia.content.pack import Pack
from dpia.content.question import Column, Question

Json = Any


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """An older assessment under today's content, and what was done for it."""

    assessment: Assessment
    changes: tuple[tuple[PathParts, Json], ...] = ()
    """Places and what stands there now, as the log writes them."""
    replaced: tuple[Migration, ...] = ()
    """What was carried over without loss."""
    asked: tuple[Migration, ...] = ()
    """Answers that could mean several things today: they stand as proposals."""
    widened: tuple[str, ...] = ()
    """Questions whose list has entries today that nobody was asked about."""
    new: tuple[str, ...] = ()
    """Questions and tables that are new or have new columns since."""

    @property
    def empty(self) -> bool:
        """Whether the content of the file asks nothing that it did not ask then."""
        return not (self.changes or self.new)


def carry_over(pack: Pack, version: str, state: Assessment) -> CarriedOver:
    """The answers given under content of that version, as the content of `pack` reads them."""
    made_with = version_number(version)
    if made_with >= version_number(pack.manifest.version):
        return CarriedOver(state)
    work = _Work(pack, made_with, state)
    work.run()
    return CarriedOver(
        work.state, tuple(work.changes), tuple(work.replaced), tuple(work.asked), tuple(work.widened), work.new()
    )


class _Work:
    def __init__(self, pack: Pack, made_with: tuple[int, ...], state: Assessment) -> None:
        self.pack, self.made_with, self.state = pack, made_with, state
        self.migrations = sorted(
            (item for item in pack.content.migrations if self.later(item.version)),
            key=lambda item: version_number(item.version),
        )
        self.changes: list[tuple[PathParts, Json]] = []
        self.replaced: list[Migration] = []
        self.asked: list[Migration] = []
        self.widened: list[str] = []

    def later(self, version: str) -> bool:
        """Whether that version came after the one under which the answers were given."""
        return version_number(version) > self.made_with

    def run(self) -> None:
        for migration in self.migrations:
            if migration.renamed is not None:
                self._rename(migration, migration.renamed)
            else:
                self._exchange(migration)
        for question in self.pack.content.questions:
            self._widen(question)

    def new(self) -> tuple[str, ...]:
        """Questions that came later, or tables with rows that have columns that came later."""
        return tuple(
            question.id
            for question in self.pack.content.questions
            if self.later(question.since)
            or (self.state.rows(question.id) and any(self.later(column.since) for column in question.columns))
        )

    # --- one change of the content ------------------------------------------------------------------------------------

    def _rename(self, migration: Migration, name: str) -> None:
        if migration.column is None:
            for kind in ("answers", "proposed"):
                before = read(self.state, (kind, migration.question))
                if before is not None:
                    self._put((kind, migration.question), None)
                    self._put((kind, name), before)
                    self.replaced.append(migration)
            return
        for path, before in self._places(migration.question, migration.column):
            self._put(path, None)
            self._put((*path[:-1], name), before)
            self.replaced.append(migration)
        self._in_proposed_rows(migration, lambda cells: _renamed(cells, str(migration.column), name))

    def _exchange(self, migration: Migration) -> None:
        touched = False
        for path, before in self._places(*migration.place):
            after = _exchanged(before, migration)
            if after is None:
                continue
            touched = True
            if migration.ask:
                self._ask(path, before)
            else:
                self._put(path, after)
        if migration.column is None:
            path = ("proposed", migration.question)
            after = _exchanged(read(self.state, path), migration)
            if after is not None and not migration.ask:
                self._put(path, after)
        else:
            column = migration.column
            self._in_proposed_rows(
                migration, lambda cells: {**cells, column: _exchanged(cells.get(column), migration) or cells[column]}
                if column in cells and not migration.ask else cells,
            )  # fmt: skip
        if touched:
            (self.asked if migration.ask else self.replaced).append(migration)

    def _ask(self, path: PathParts, before: Json) -> None:
        """Take an answer back and propose it: a person confirms it, or says what is meant."""
        question = path[1]
        if len(path) == 2:
            self._put(path, None)
            self._put(("proposed", question), before)
            return
        table = read(self.state, ("answers", question))
        proposed = read(self.state, ("proposed", question)) or table
        kept = [dict(row) for row in proposed["given"]]
        if not any(row["id"] == path[2] for row in kept):
            kept.append({"id": path[2], "cells": {}})
        kept = [{**row, "cells": {**row["cells"], path[3]: before}} if row["id"] == path[2] else row for row in kept]
        self._put(path, None)
        self._put(("proposed", question), {"given": kept})

    def _widen(self, question: Question) -> None:
        """A list of several speaks of the entries that it had when it was answered, and of no later ones."""
        fields: Iterable[Question | Column] = question.columns or (question,)
        for field in fields:
            added = [option.id for option in field.options if self.later(option.since)]
            if field.type != "choices" or not added:
                continue
            column = field.id if isinstance(field, Column) else None
            for path, before in self._places(question.id, column):
                items = before.get("given")
                if not isinstance(items, list) or set(items) & set(added):
                    continue
                known = [option.id for option in field.options if option.id not in added]
                lack = [option for option in known if option not in items]
                known_in_part = {"have": items, "lack": lack}
                self._put(path, {"given": {key: names for key, names in known_in_part.items() if names}})
                if question.id not in self.widened:
                    self.widened.append(question.id)

    # --- places -------------------------------------------------------------------------------------------------------

    def _places(self, question: str, column: str | None) -> list[tuple[PathParts, Json]]:
        """Where an answer of that question or column stands, with what it is."""
        if column is None:
            before = read(self.state, ("answers", question))
            return [] if before is None else [(("answers", question), before)]
        return [
            (("answers", question, row.id, column), row.cells[column].to_json())
            for row in self.state.rows(question)
            if column in row.cells
        ]

    def _in_proposed_rows(self, migration: Migration, change: Callable[[dict[str, Json]], dict[str, Json]]) -> None:
        path = ("proposed", migration.question)
        before = read(self.state, path)
        if before is None or not isinstance(before.get("given"), list):
            return
        rows = [{**row, "cells": change(row["cells"])} for row in before["given"] if isinstance(row, dict)]
        if rows and rows != before["given"]:
            self._put(path, {"given": rows})

    def _put(self, path: PathParts, after: Json) -> None:
        self.state = apply(self.state, path, after)
        self.changes.append((path, after))


def _renamed(cells: dict[str, Json], old: str, new: str) -> dict[str, Json]:
    return {(new if name == old else name): cell for name, cell in cells.items()}


def _exchanged(answer: Json, migration: Migration) -> Json | None:
    """The answer with the new value in place of the old; None if it does not have the old one."""
    old, new = migration.option, migration.option if migration.ask else migration.becomes
    value = answer.get("given") if isinstance(answer, dict) else None
    if isinstance(value, dict):
        lists = {state: items for state, items in value.items() if isinstance(items, list)}
        if not any(old in items for items in lists.values()):
            return None
        return {"given": {**value, **{state: list(_each(items, old, new)) for state, items in lists.items()}}}
    if isinstance(value, list):
        return {"given": list(_each(value, old, new))} if old in value else None
    return {"given": new} if value == old and type(value) is type(old) else None


def _each(items: Iterable[Json], old: Json, new: Json) -> Iterator[Json]:
    seen = set()
    for item in items:
        kept = new if item == old else item
        if kept not in seen:
            seen.add(kept)
            yield kept

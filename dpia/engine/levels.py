"""What the conditions of a pack say of one assessment, worked out once and remembered; without reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from dpia.assessment.model import Answer, Assessment, Row, State
from dpia.content.condition import Condition
from dpia.content.dependencies import Dependencies
from dpia.content.pack import Pack
from dpia.engine.compiled import Compiled, Judge, compiled
from dpia.engine.scope import UNANSWERED_ROW, Scope
from dpia.engine.truth import Level, any_of
from dpia.engine.variants import own_id, source_id

_Place = tuple[str, str]
_Key = TypeVar("_Key", str, _Place)
_Known = TypeVar("_Known")
_Memo = dict[_Key, dict[str | None, _Known]]
"""What is known of facts, columns or tables, row by row."""


class Levels:
    """Facts, visibility and rows of one assessment. What is remembered may be taken over by another: see `keep`."""

    def __init__(self, pack: Pack, assessment: Assessment) -> None:
        self.pack = pack
        self.assessment = assessment
        self.answers: Mapping[str, Answer] = assessment.answers
        self.compiled: Compiled = compiled(pack)
        self._facts: _Memo[str, Level] = {}
        self._asked: dict[str, Level] = {}
        self._cells: _Memo[_Place, Level] = {}
        self._counts: _Memo[str, Level] = {}
        self._rows: dict[str, tuple[Sequence[Row], Level]] = {}
        self._by_id: dict[str, dict[str, Row]] = {}
        self._varied: dict[str, dict[str, list[Row]]] = {}
        self._owned: set[int] = set()
        """Of what is remembered row by row, that which no other evaluator has, since some rows have changed."""
        self.moved: dict[str, frozenset[str]] = {}
        """Of tables in which nothing but rows has changed since the evaluator kept from, the rows that have."""

    # --- taken over -------------------------------------------------------------------------------------------------

    def keep(self, old: Levels, changed: frozenset[str], reads: Dependencies) -> None:
        """Take over from an earlier evaluator what reads nothing of what has changed (see `Dependencies`).

        Of a table in which cells have changed, what speaks of another row stays too, unless it reads beyond that row.
        """
        self.moved = self._moved_rows(old, changed)
        for question, level in old._asked.items():
            if changed.isdisjoint(reads.asked[question, None]):
                self._asked[question] = level
        self._keep_facts(self._facts, old._facts, changed, reads)
        self._keep_cells(self._cells, old._cells, changed, reads)
        for table in reads.considered:
            read, beyond = reads.considered[table], reads.considered_beyond[table]
            self._take(self._counts, old._counts, table, table, changed, read, beyond)

    def _keep_facts(
        self, mine: _Memo[str, _Known], old: _Memo[str, _Known], changed: frozenset[str], reads: Dependencies
    ) -> None:
        for name, read in reads.facts.items():
            self._take(mine, old, name, self.pack.facts[name].row, changed, read, reads.facts_beyond.get(name))

    def _keep_cells(
        self, mine: _Memo[_Place, _Known], old: _Memo[_Place, _Known], changed: frozenset[str], reads: Dependencies
    ) -> None:
        for place in self.compiled.hidden_columns:
            self._take(mine, old, place, place[0], changed, reads.asked[place], reads.asked_beyond[place])

    def _take(
        self,
        mine: _Memo[_Key, _Known],
        old: _Memo[_Key, _Known],
        name: _Key,
        table: str | None,
        changed: frozenset[str],
        read: frozenset[str],
        beyond: frozenset[str] | None,
    ) -> None:
        """Take over what is known row by row: all of it, so that both add to it, or only that of rows that stand."""
        if changed.isdisjoint(read):
            mine[name] = old.setdefault(name, {})
            return
        moved = self.moved.get(table) if table is not None else None
        if name in old and moved is not None and beyond is not None and changed.isdisjoint(beyond):
            mine[name] = kept = dict(old[name])
            for row in (None, UNANSWERED_ROW, *moved):
                kept.pop(row, None)
            self._owned.add(id(kept))

    def _moved_rows(self, old: Levels, changed: frozenset[str]) -> dict[str, frozenset[str]]:
        """The rows that are not as they were, of the tables in which nothing but cells has changed."""
        moved: dict[str, frozenset[str]] = {}
        for table in {name.partition(":")[0] for name in changed} - changed:
            pairs = zip(old.assessment.rows(table), self.assessment.rows(table), strict=True)
            moved[table] = frozenset(one.id for one, other in pairs if one is not other and one != other)
        return moved

    def share(self, other: Levels) -> None:
        """Begin with all that another evaluator knows, where nothing of it can be otherwise here."""
        self._facts, self._cells = other._shared(other._facts), other._shared(other._cells)
        self._counts = other._shared(other._counts)
        self._asked = dict(other._asked)

    def _shared(self, memo: _Memo[_Key, _Known]) -> _Memo[_Key, _Known]:
        return {name: dict(by_row) if id(by_row) in self._owned else by_row for name, by_row in memo.items()}

    # --- judging ----------------------------------------------------------------------------------------------------

    def judge(self, node: Condition, table: str | None = None) -> Judge:
        """A condition as a function; `table` is that of the row at hand."""
        return self.compiled.judge(node, table)

    def level(self, node: Condition, scope: Scope | None = None) -> Level:
        """What a condition says; `scope` is the row that `column:` nodes speak of."""
        return self.compiled.judge(node, scope.table if scope is not None else None)(self, scope)

    def fact_at(self, name: str, row: Row | None) -> Level:
        """What a fact says of a row, or without one; a row fact without a row means "some considered row"."""
        by_row = self._facts.get(name)
        if by_row is None:
            by_row = self._facts[name] = {}
        key = row.id if row is not None else None
        level = by_row.get(key)
        if level is None:
            fact = self.pack.facts[name]
            if fact.row is None:
                level = self.compiled.judge(fact.when, None)(self, None)
            elif row is not None:
                level = self.compiled.judge(fact.when, fact.row)(self, Scope(fact.row, row))
            else:
                level = self.compiled.some(fact.row, fact.when, considered=True)(self, None)
            by_row[key] = level
        return level

    def found(self, wanted: object) -> Level:
        """Whether there is such a finding: not asked of one who knows of none."""
        raise AssertionError("a finding: node was evaluated before there are findings")

    # --- rows -------------------------------------------------------------------------------------------------------

    def rows_at(self, table: str) -> tuple[Sequence[Row], Level]:
        """The rows of a table, and whether these are all: YES, or not settled (absent, unknown, or perhaps hidden).

        An absent or unknown table has one stand-in row, whose cells are absent or unknown with it.
        """
        known = self._rows.get(table)
        if known is None:
            known = self._rows[table] = self._find_rows(table)
        return known

    def _find_rows(self, table: str) -> tuple[Sequence[Row], Level]:
        visible = self.asked(table)
        stand_in = (Row(UNANSWERED_ROW),)
        if visible is Level.NO:
            excluded = self.excluded(table)
            return (() if excluded is Level.YES else stand_in), excluded
        answer = self.answers.get(table)
        if answer is None:
            return stand_in, Level.OPEN
        if answer.state is State.NOT_APPLICABLE:
            return (), Level.YES
        if answer.state is State.UNKNOWN:
            return stand_in, Level.OPEN if visible is Level.OPEN else Level.UNKNOWN
        found = self.assessment.rows(table)
        if visible is Level.YES:
            return found, Level.YES
        excluded = self.excluded(table)
        perhaps = () if excluded is Level.YES else stand_in
        return (*found, *perhaps), Level.OPEN if Level.OPEN in (visible, excluded) else Level.UNKNOWN

    def excluded(self, question: str) -> Level:
        """Whether a hidden question does not apply: YES, unless content names what excludes it and that is not so."""
        by = self.pack.questions[question].excluded_by
        level = Level.YES if by is None else self.level(by)
        return Level.UNKNOWN if level is Level.NO else level

    def row(self, table: str, row_id: str | None) -> Row | None:
        """The row of that id among those of the table, the stand-in too; None if there is none."""
        if table not in self._by_id:
            self._by_id[table] = {row.id: row for row in self.rows_at(table)[0]}
        return self._by_id[table].get(row_id or "")

    def counts(self, table: str, row: Row) -> Level:
        """Whether rules and row facts run over this row."""
        condition = self.pack.questions[table].considered_when
        if condition is None:
            return Level.YES
        by_row = self._counts.setdefault(table, {})
        level = by_row.get(row.id)
        if level is None:
            level = by_row[row.id] = self.compiled.judge(condition, table)(self, Scope(table, row))
        return level

    # --- visibility -------------------------------------------------------------------------------------------------

    def asked(self, question: str) -> Level:
        """Whether a question is asked. Not settled means: shown, since it may matter."""
        level = self._asked.get(question)
        if level is None:
            condition = self.pack.questions[question].shown_when
            level = self._asked[question] = (
                Level.YES if condition is None else self.compiled.judge(condition, None)(self, None)
            )
        return level

    def cell_asked(self, table: str, row: Row, column: str) -> Level:
        """Whether a column is asked of a row (the table itself being asked), or of some variant of it."""
        place = (table, column)
        by_row = self._cells.get(place)
        if by_row is None:
            by_row = self._cells[place] = {}
        level = by_row.get(row.id)
        if level is None:
            condition = self.pack.columns[place].shown_when
            if condition is None:
                level = Level.YES
            else:
                judge = self.compiled.judge(condition, table)
                level = any_of(judge(self, Scope(table, one)) for one in self.variants(table).get(row.id, (row,)))
            by_row[row.id] = level
        return level

    def variants(self, table: str) -> dict[str, list[Row]]:
        """The rows under which a row of a table is judged, where it has variants."""
        if table not in self._varied:
            found: dict[str, list[Row]] = {}
            if any(one.overrides is not None and one.overrides.table == table for one in self.pack.overriding):
                rows = self.assessment.rows(table)
                varied = {own_id(row.id) for row in rows if source_id(row.id)}
                for row in rows:
                    if own_id(row.id) in varied:
                        found.setdefault(own_id(row.id), []).append(row)
            self._varied[table] = found
        return self._varied[table]

"""What the conditions of a pack say of one assessment, worked out once and remembered; without reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from dpia.assessment.model import Answer, Assessment, Row, State
from dpia.content.condition import Condition
from dpia.content.dependencies import COUNTS, EXCLUDED, Dependencies, Key
from dpia.content.pack import Pack
from dpia.engine.compiled import Compiled, Judge, compiled
from dpia.engine.scope import UNANSWERED_ROW, Scope
from dpia.engine.truth import Level, Reasons, any_of
from dpia.engine.variants import own_id, source_id


class Memo:
    """What is known of a fact, a question, a column or a table, row by row (None: without a row)."""

    __slots__ = ("levels", "parts", "reasons")

    def __init__(self) -> None:
        self.levels: dict[str | None, Level] = {}
        self.reasons: dict[str | None, Reasons] = {}
        self.parts: dict[str | None, dict[int, Reasons]] = {}
        """Of a rule: the reasons of its grades by their place, and of its gate."""

    def without(self, rows: frozenset[str]) -> Memo:
        """What is known of all rows but these; what was said without a row, or of any row, is left out too."""
        kept = Memo()
        kept.levels.update(self.levels)
        kept.reasons.update(self.reasons)
        kept.parts.update(self.parts)
        for row in (None, UNANSWERED_ROW, *rows):
            kept.levels.pop(row, None)
            kept.reasons.pop(row, None)
            kept.parts.pop(row, None)
        return kept


class Levels:
    """Facts, visibility and rows of one assessment. What is remembered may be taken over by another: see `keep`."""

    def __init__(self, pack: Pack, assessment: Assessment) -> None:
        self.pack = pack
        self.assessment = assessment
        self.answers: Mapping[str, Answer] = assessment.answers
        self.compiled: Compiled = compiled(pack)
        self._memos: dict[Key, Memo] = {}
        self.settled: dict[int, Level] = {}
        self._rows: dict[str, tuple[Sequence[Row], Level]] = {}
        self._by_id: dict[str, dict[str, Row]] = {}
        self._varied: dict[str, dict[str, list[Row]]] = {}
        self._before: _TakenOver | None = None
        """What is taken over when it is first asked for."""
        self.moved: dict[str, frozenset[str]] = {}
        """Of tables of which rows have changed since the evaluator kept from, these rows."""

    def _memo(self, key: Key) -> Memo:
        memo = self._memos.get(key)
        if memo is None:
            memo = self._memos[key] = Memo() if self._before is None else self._before.memo(key)
        return memo

    def remembers(self, key: Key) -> bool:
        """Whether it may have been asked, here or where what is known was taken over from."""
        return key in self._memos or (self._before is not None and self._before.remembers(key))

    # --- taken over -------------------------------------------------------------------------------------------------

    def keep(self, old: Levels, changed: frozenset[str], reads: Dependencies) -> None:
        """Take over from an earlier evaluator what reads nothing of what has changed (see `Dependencies`).

        What both know alike they go on to add to together. Of a table of which rows have changed, what speaks of
        another row stays too, unless it reads beyond that row.
        """
        self.moved = self._moved_rows(old, changed)
        untouched, by_row = standing(reads, changed)
        known = old._memos
        self._memos = {key: known[key] for key in untouched if key in known}
        for key, table in by_row.items():
            if table in self.moved and key in known:
                self._memos[key] = known[key].without(self.moved[table])

    def look_back(self, old: Levels, changed: frozenset[str], reads: Dependencies) -> None:
        """As `keep`, but each thing is taken over when it is first asked for, and the earlier evaluator stays at hand.

        For a search: of a thousand evaluators each is asked a little, and none outlives the first.
        """
        self.moved = self._moved_rows(old, changed)
        untouched, by_row = standing(reads, changed)
        self._before = _TakenOver(old, untouched, by_row, self.moved)

    def _moved_rows(self, old: Levels, changed: frozenset[str]) -> dict[str, frozenset[str]]:
        """The rows that are not as they were, are new or are gone, of the tables of which rows have changed."""
        moved: dict[str, frozenset[str]] = {}
        for table in {name.partition(":")[0] for name in changed}:
            before, after = old.assessment.rows(table), self.assessment.rows(table)
            if table not in changed:
                pairs = zip(before, after, strict=True)
                moved[table] = frozenset(one.id for one, other in pairs if one is not other and one != other)
            elif before and after and not old.variants(table) and not self.variants(table):
                mine, theirs = {row.id: row for row in after}, {row.id: row for row in before}
                moved[table] = frozenset(name for name in mine | theirs if mine.get(name) != theirs.get(name))
        return moved

    # --- judging ----------------------------------------------------------------------------------------------------

    def judge(self, node: Condition, table: str | None = None) -> Judge:
        """A condition as a function; `table` is that of the row at hand."""
        return self.compiled.judge(node, table)

    def level(self, node: Condition, scope: Scope | None = None) -> Level:
        """What a condition says; `scope` is the row that `column:` nodes speak of."""
        return self.compiled.judge(node, scope.table if scope is not None else None)(self, scope)

    def fact_at(self, name: str, row: Row | None) -> Level:
        """What a fact says of a row, or without one; a row fact without a row means "some considered row"."""
        levels = (self._memos.get(name) or self._memo(name)).levels
        key = row.id if row is not None else None
        level = levels.get(key)
        if level is None:
            fact = self.pack.facts[name]
            if fact.row is None:
                level = self.compiled.judge(fact.when, None)(self, None)
            elif row is not None:
                level = self.compiled.judge(fact.when, fact.row)(self, Scope(fact.row, row))
            else:
                level = self.compiled.some(fact.row, fact.when, considered=True)(self, None)
            levels[key] = level
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
            # A table that only says in which respect rows of another differ says nothing until it has rows.
            differs = self.pack.questions[table].overrides is not None
            return ((), Level.YES) if differs else (stand_in, Level.OPEN)
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
        if by is None:
            return Level.YES
        levels = (self._memos.get((question, EXCLUDED)) or self._memo((question, EXCLUDED))).levels
        level = levels.get(None)
        if level is None:
            level = self.compiled.judge(by, None)(self, None)
            level = levels[None] = Level.UNKNOWN if level is Level.NO else level
        return level

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
        levels = (self._memos.get((table, COUNTS)) or self._memo((table, COUNTS))).levels
        level = levels.get(row.id)
        if level is None:
            level = levels[row.id] = self.compiled.judge(condition, table)(self, Scope(table, row))
        return level

    # --- visibility -------------------------------------------------------------------------------------------------

    def asked(self, question: str) -> Level:
        """Whether a question is asked. Not settled means: shown, since it may matter."""
        condition = self.pack.questions[question].shown_when
        if condition is None:
            return Level.YES
        levels = (self._memos.get(question) or self._memo(question)).levels
        level = levels.get(None)
        if level is None:
            level = levels[None] = self.compiled.judge(condition, None)(self, None)
        return level

    def cell_asked(self, table: str, row: Row, column: str) -> Level:
        """Whether a column is asked of a row (the table itself being asked), or of some variant of it."""
        condition = self.pack.columns[table, column].shown_when
        if condition is None:
            return Level.YES
        levels = (self._memos.get((table, column)) or self._memo((table, column))).levels
        level = levels.get(row.id)
        if level is None:
            judge = self.compiled.judge(condition, table)
            variants = self.variants(table).get(row.id, (row,))
            level = levels[row.id] = any_of(judge(self, Scope(table, one)) for one in variants)
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


class _TakenOver:
    """What an earlier evaluator knows and what still holds of it."""

    __slots__ = ("by_row", "moved", "old", "untouched")

    def __init__(
        self, old: Levels, untouched: frozenset[Key], by_row: Mapping[Key, str], moved: Mapping[str, frozenset[str]]
    ) -> None:
        self.old, self.untouched, self.by_row, self.moved = old, untouched, by_row, moved

    def memo(self, key: Key) -> Memo:
        """The same one where nothing of it can be otherwise; else what still holds, to go on with alone."""
        if key in self.untouched:
            return self.old._memo(key)
        table = self.by_row.get(key)
        if table is not None and table in self.moved and self.old.remembers(key):
            return self.old._memo(key).without(self.moved[table])
        return Memo()

    def remembers(self, key: Key) -> bool:
        """Whether something of it may still hold."""
        return (key in self.untouched or self.by_row.get(key) in self.moved) and self.old.remembers(key)


@lru_cache(maxsize=1024)
def standing(reads: Dependencies, changed: frozenset[str]) -> tuple[frozenset[Key], Mapping[Key, str]]:
    """What reads nothing of what has changed; and what does so of rows that have not changed, with its table."""
    untouched: set[Key] = set()
    by_row: dict[Key, str] = {}
    for key, (read, table, beyond) in reads.remembered.items():
        if changed.isdisjoint(read):
            untouched.add(key)
        elif table is not None and changed.isdisjoint(beyond):
            by_row[key] = table
    return frozenset(untouched), by_row

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
        kept = self.copied()
        for row in (None, UNANSWERED_ROW, *rows):
            kept.levels.pop(row, None)
            kept.reasons.pop(row, None)
            kept.parts.pop(row, None)
        return kept

    def copied(self) -> Memo:
        """The same, to go on with alone."""
        kept = Memo()
        kept.levels.update(self.levels)
        if self.reasons:
            kept.reasons.update(self.reasons)
        if self.parts:
            kept.parts.update(self.parts)
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
        self._partly: tuple[Key, ...] = ()
        """What was taken over without some rows, so that no other evaluator has the same."""
        self.moved: dict[str, frozenset[str]] = {}
        """Of tables of which rows have changed since the evaluator kept from, these rows."""

    def _memo(self, key: Key) -> Memo:
        memo = self._memos.get(key)
        if memo is None:
            memo = self._memos[key] = Memo()
        return memo

    def remembers(self, key: Key) -> bool:
        """Whether it may have been asked."""
        return key in self._memos

    # --- taken over -------------------------------------------------------------------------------------------------

    def keep(self, old: Levels, changed: frozenset[str], reads: Dependencies, *, ahead: bool = False) -> None:
        """Take over from an earlier evaluator what reads nothing of what has changed (see `Dependencies`).

        What both know alike they go on to add to together; with `ahead`, also what neither has been asked yet. Of a
        table of which rows have changed, what speaks of another row stays too, unless it reads beyond that row.
        """
        self.moved = self._moved_rows(old, changed)
        untouched, by_row = standing(reads, changed)
        known = old._memos
        if ahead:
            self._memos = {key: old._memo(key) for key in untouched}
        else:
            self._memos = {key: known[key] for key in untouched if key in known}
        self._partly = tuple(key for key, table in by_row if table in self.moved and key in old._memos)
        for key, table in by_row:
            if table in self.moved and key in old._memos:
                self._memos[key] = old._memos[key].without(self.moved[table])

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

    def share(self, other: Levels) -> None:
        """Begin with all that another evaluator knows, where nothing of it can be otherwise here."""
        self._memos = {**other._memos, **{key: other._memos[key].copied() for key in other._partly}}

    # --- judging ----------------------------------------------------------------------------------------------------

    def judge(self, node: Condition, table: str | None = None) -> Judge:
        """A condition as a function; `table` is that of the row at hand."""
        return self.compiled.judge(node, table)

    def level(self, node: Condition, scope: Scope | None = None) -> Level:
        """What a condition says; `scope` is the row that `column:` nodes speak of."""
        return self.compiled.judge(node, scope.table if scope is not None else None)(self, scope)

    def fact_at(self, name: str, row: Row | None) -> Level:
        """What a fact says of a row, or without one; a row fact without a row means "some considered row"."""
        levels = self._memo(name).levels
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
        levels = self._memo((question, EXCLUDED)).levels
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
        levels = self._memo((table, COUNTS)).levels
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
        levels = self._memo(question).levels
        level = levels.get(None)
        if level is None:
            level = levels[None] = self.compiled.judge(condition, None)(self, None)
        return level

    def cell_asked(self, table: str, row: Row, column: str) -> Level:
        """Whether a column is asked of a row (the table itself being asked), or of some variant of it."""
        condition = self.pack.columns[table, column].shown_when
        if condition is None:
            return Level.YES
        levels = self._memo((table, column)).levels
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


@lru_cache(maxsize=1024)
def standing(reads: Dependencies, changed: frozenset[str]) -> tuple[tuple[Key, ...], tuple[tuple[Key, str], ...]]:
    """What reads nothing of what has changed; and what does so of rows that have not changed, with its table."""
    untouched: list[Key] = []
    by_row: list[tuple[Key, str]] = []
    for key, (read, table, beyond) in reads.remembered.items():
        if changed.isdisjoint(read):
            untouched.append(key)
        elif table is not None and changed.isdisjoint(beyond):
            by_row.append((key, table))
    return tuple(untouched), tuple(by_row)

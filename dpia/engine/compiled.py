"""The conditions of a pack as functions: what they say of some answers, without the reasons.

A condition is made into a function once for a pack, when it is first asked for. The function stops at the first part
that decides. Why a condition says what it says is `dpia.engine.evaluator`'s to find, for whoever reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from dpia.assessment.model import Answer, Row
from dpia.content.condition import (
    All,
    Always,
    AnyOf,
    ColumnTest,
    Condition,
    Count,
    Every,
    FactRef,
    FindingFilter,
    FindingTest,
    Not,
    QuestionTest,
    Some,
    Test,
    children,
)
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.engine.answer_tests import ASKING, AnswerTest, answer_test, if_hidden
from dpia.engine.scope import UNANSWERED_ROW, Scope
from dpia.engine.truth import Level, all_of
from dpia.engine.variants import own_id

NO, UNKNOWN, OPEN, YES = Level.NO, Level.UNKNOWN, Level.OPEN, Level.YES


class KnownAnswers(Protocol):
    """What a condition is judged on: the answers, and what is known already of rows, questions and facts."""

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers by question."""

    def rows_at(self, table: str) -> tuple[Sequence[Row], Level]:
        """The rows of a table, and whether these are all."""

    @property
    def settled(self) -> dict[int, Level]:
        """What was found already of conditions that speak of no row at hand, by the id of their node."""

    def asked(self, question: str) -> Level:
        """Whether a question is asked."""

    def excluded(self, question: str) -> Level:
        """Whether a question that is hidden does not apply."""

    def cell_asked(self, table: str, row: Row, column: str) -> Level:
        """Whether a column is asked of a row."""

    def counts(self, table: str, row: Row) -> Level:
        """Whether rules and row facts run over a row."""

    def fact_at(self, name: str, row: Row | None) -> Level:
        """What a fact says, of a row if it is one of rows."""

    def found(self, wanted: FindingFilter) -> Level:
        """Whether there is such a finding."""


Judge = Callable[[KnownAnswers, Scope | None], Level]
"""A condition: what it says, at a row if it speaks of one."""


class Compiled:
    """The conditions of one pack as functions."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._judges: dict[tuple[int, str | None], tuple[Condition, Judge]] = {}
        self._tests: dict[tuple[int, str | None], tuple[Test, AnswerTest]] = {}

    def judge(self, node: Condition, table: str | None) -> Judge:
        """A condition as a function; `table` is that of the row at hand."""
        key = (id(node), table)
        made = self._judges.get(key)
        if made is None:  # the node is kept with it, so that its id stays its own
            made = self._judges[key] = (node, _MAKERS[type(node)](self, node, table))
        return made[1]

    def test(self, node: Test, table: str | None, field: Question | Column) -> AnswerTest:
        """A test on the answer to a question or, with its table, in a column."""
        key = (id(node), table)
        made = self._tests.get(key)
        if made is None:
            made = self._tests[key] = (node, answer_test(node, field))
        return made[1]

    # --- tests on answers -------------------------------------------------------------------------------------------

    def _question(self, node: QuestionTest, table: str | None) -> Judge:
        name, field = node.question, self.pack.questions[node.question]
        test = self.test(node, None, field)
        if field.shown_when is None:
            return lambda known, scope: test(known.answers.get(name), scope)
        unsure = _unsure(node, test, lambda known, scope: known.excluded(name))

        def judge(known: KnownAnswers, scope: Scope | None) -> Level:
            visible = known.asked(name)
            answer = known.answers.get(name)
            return test(answer, scope) if visible is YES else unsure(known, scope, visible, answer)

        return judge

    def _column(self, node: ColumnTest, table: str | None) -> Judge:
        mine, name = column_of(node, table)
        field = self.pack.columns[mine, name]
        test = self.test(node, mine, field)
        unsure = _unsure(node, test, self.judge(field.excluded_by, table) if field.excluded_by is not None else None)
        outer = mine != table
        always = field.shown_when is None

        def judge(known: KnownAnswers, scope: Scope | None) -> Level:
            assert scope is not None
            row = scope.row_of(mine) if outer else scope.row
            if row is None:
                raise AssertionError(f"column {node.column} outside of a row of {mine}")
            if row.id == UNANSWERED_ROW:  # as absent, as unknown or as hidden as its table
                return OPEN if known.asked(mine) is not NO and mine not in known.answers else UNKNOWN
            answer = row.cells.get(name)
            visible = YES if always else known.cell_asked(mine, row, name)
            return test(answer, scope) if visible is YES else unsure(known, scope, visible, answer)

        return judge

    # --- combinations -----------------------------------------------------------------------------------------------

    def _all(self, node: All, table: str | None) -> Judge:
        parts = tuple(self.judge(part, table) for part in node.all)

        def judge(known: KnownAnswers, scope: Scope | None) -> Level:
            found = YES
            for part in parts:
                level = part(known, scope)
                if level is NO:
                    return level
                if level is not YES and found is not OPEN:
                    found = level
            return found

        return judge

    def _any(self, node: AnyOf, table: str | None) -> Judge:
        parts = tuple(self.judge(part, table) for part in node.any)

        def judge(known: KnownAnswers, scope: Scope | None) -> Level:
            found = NO
            for part in parts:
                level = part(known, scope)
                if level is YES:
                    return level
                if level > found:
                    found = level
            return found

        return judge

    def _not(self, node: Not, table: str | None) -> Judge:
        part = self.judge(node.not_, table)
        return lambda known, scope: part(known, scope).opposite

    def _fact(self, node: FactRef, table: str | None) -> Judge:
        name, over = node.fact, self.pack.facts[node.fact].row
        if over is None or table is None:
            return lambda known, scope: known.fact_at(name, None)
        return lambda known, scope: known.fact_at(name, scope.row_of(over) if scope is not None else None)

    # --- rows -------------------------------------------------------------------------------------------------------

    def some(self, table: str, where: Condition, considered: bool) -> Judge:
        """Whether some row fits."""
        return self._some_row(table, self.judge(where, table), considered)

    def _some_row(self, table: str, fits: Judge, considered: bool) -> Judge:
        counting = considered and self.pack.questions[table].considered_when is not None

        def judge(known: KnownAnswers, scope: Scope | None) -> Level:
            rows, whole = known.rows_at(table)
            found = NO
            for row in rows:
                level = fits(known, Scope(table, row, scope))
                if counting and level is not NO:
                    level = all_of((known.counts(table, row), level))
                if level is YES:
                    return whole
                if level > found:
                    found = level
            return found if found is NO or whole is YES else max(found, whole)

        return judge

    def _once(self, node: Condition, table: str | None, judge: Judge) -> Judge:
        """The function; where it says the same at each row that may be at hand, asked once."""
        if table is None or not self._speaks_of_its_own(node, frozenset()):
            return judge
        key = id(node)

        def once(known: KnownAnswers, scope: Scope | None) -> Level:
            level = known.settled.get(key)
            if level is None:
                level = known.settled[key] = judge(known, None)
            return level

        return once

    def _speaks_of_its_own(self, node: Condition, own: frozenset[str]) -> bool:
        """Whether a condition speaks of no rows but those that it goes over itself, of these tables."""
        match node:
            case QuestionTest() | ColumnTest():
                prefix = column_of(node, "")[0] if isinstance(node, ColumnTest) else ""
                return (not prefix or prefix in own) and (node.contains_row is None or node.contains_row in own)
            case FactRef():
                over = self.pack.facts[node.fact].row
                return over is None or over in own
            case Some(some=over) | Every(every=over):
                own |= {over}
            case Count(count=count) if count.rows is not None:
                own |= {count.rows}
            case FindingTest():
                return False
        return all(self._speaks_of_its_own(child, own) for child in children(node))

    def _some(self, node: Some, table: str | None) -> Judge:
        return self._once(node, table, self.some(node.some, node.where, node.considered))

    def _every(self, node: Every, table: str | None) -> Judge:
        fits = self.judge(node.where, node.every)
        some = self._some_row(node.every, lambda known, scope: fits(known, scope).opposite, node.considered)
        return self._once(node, table, lambda known, scope: some(known, scope).opposite)

    def _count(self, node: Count, table: str | None) -> Judge:
        count = node.count
        low, high = count.window
        if count.of is not None:
            parts = tuple(self.judge(part, table) for part in count.of)
            return lambda known, scope: counted([part(known, scope) for part in parts], YES, low, high)
        assert count.rows is not None
        assert count.where is not None
        over, fits, considered = count.rows, self.judge(count.where, count.rows), count.considered

        def judge(known: KnownAnswers, scope: Scope | None) -> Level:
            rows, whole = known.rows_at(over)
            by_row: dict[str, Level] = {}
            for row in rows:
                level = fits(known, Scope(over, row, scope))
                if considered and level is not NO:
                    level = all_of((known.counts(over, row), level))
                own = own_id(row.id)
                by_row[own] = max(by_row.get(own, NO), level)  # a row holds where one of its variants does
            return counted(by_row.values(), whole, low, high)

        return self._once(node, table, judge)

    # --- others -----------------------------------------------------------------------------------------------------

    def _finding(self, node: FindingTest, table: str | None) -> Judge:
        wanted = node.finding
        return lambda known, scope: known.found(wanted)

    def _always(self, node: Always, table: str | None) -> Judge:
        level = YES if node.always else NO
        return lambda known, scope: level


def _unsure(
    node: Test, test: AnswerTest, excluded_by: Judge | None
) -> Callable[[KnownAnswers, Scope | None, Level, Answer | None], Level]:
    """The test where the field is hidden or may be: it holds only if it does whether or not the field is asked."""
    hidden, asking = if_hidden(node), node.operator in ASKING

    def unsure(known: KnownAnswers, scope: Scope | None, visible: Level, answer: Answer | None) -> Level:
        excluded = YES if excluded_by is None or asking else excluded_by(known, scope)
        if visible is NO:
            return hidden if excluded is YES else OPEN if excluded is OPEN else UNKNOWN
        level = test(answer, scope)
        if level is hidden and excluded is YES:
            return level
        return OPEN if OPEN in (level, visible, excluded) else UNKNOWN

    return unsure


def column_of(node: ColumnTest, table: str | None) -> tuple[str, str]:
    """The table and the column that a test reads; `table` is that of the row at hand."""
    prefix, _, name = node.column.rpartition(".")
    if not prefix and table is None:
        raise AssertionError(f"column {node.column} outside of a row")  # content check refuses such content
    return prefix or str(table), name


def counted(parts: Any, whole: Level, low: float, high: float) -> Level:
    """Whether so many of the parts hold; where there may be more of them than are known, any number may."""
    certain = sum(part is YES for part in parts)
    possible = sum(part is not NO for part in parts)
    if whole is not YES:  # more rows than we know of, or none at all
        certain, possible = 0, len(parts) + 1_000
    if low <= certain and possible <= high:
        return YES
    if certain > high or possible < low:
        return NO
    return OPEN if whole is OPEN or OPEN in parts else UNKNOWN


_MAKERS: dict[type, Callable[[Compiled, Any, str | None], Judge]] = {
    QuestionTest: Compiled._question,
    ColumnTest: Compiled._column,
    All: Compiled._all,
    AnyOf: Compiled._any,
    Not: Compiled._not,
    FactRef: Compiled._fact,
    Some: Compiled._some,
    Every: Compiled._every,
    Count: Compiled._count,
    FindingTest: Compiled._finding,
    Always: Compiled._always,
}


@lru_cache(maxsize=4)
def compiled(pack: Pack) -> Compiled:
    """The conditions of a pack as functions."""
    return Compiled(pack)

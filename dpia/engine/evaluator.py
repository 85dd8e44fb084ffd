"""Conditions over answers: three-valued, with reasons. The semantics are those of docs/authoring.md.

One `Evaluator` serves one assessment; facts, visibility and rows are worked out once and remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dpia.assessment.interval import Interval, bounds_of
from dpia.assessment.model import Answer, Assessment, Row, State
from dpia.assessment.partial import PartialList
from dpia.content.condition import (
    All,
    Always,
    AnyOf,
    ColumnTest,
    Condition,
    Count,
    CountOf,
    Every,
    FactRef,
    FindingFilter,
    FindingTest,
    Not,
    QuestionTest,
    Some,
    Test,
)
from dpia.content.dependencies import Dependencies
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.engine.partly import bounds_truth, list_verdict
from dpia.engine.truth import (
    FALSE,
    NO,
    TRUE,
    UNKNOWN,
    YES,
    Ref,
    Truth,
    Verdict,
    conjunction,
    disjunction,
    invert,
    unique,
)
from dpia.engine.variants import own_id, source_id

UNANSWERED_ROW = "?"
"""Id of the row that stands for "whatever rows there may be" in a table that is absent or unknown."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The row at hand, and the rows around it."""

    table: str
    row: Row
    outer: Scope | None = None

    def row_of(self, table: str) -> Row | None:
        """The nearest row of that table, or None."""
        scope: Scope | None = self
        while scope is not None:
            if scope.table == table:
                return scope.row
            scope = scope.outer
        return None


class Evaluator:
    """Truth of conditions on one assessment. `find` answers `finding:` nodes, once findings are there."""

    def __init__(
        self, pack: Pack, assessment: Assessment, find: Callable[[FindingFilter], Verdict] | None = None
    ) -> None:
        self.pack = pack
        self.assessment = assessment
        self.find = find
        self._facts: dict[tuple[str, str | None], Verdict] = {}
        self._visible: dict[tuple[str, str | None, str | None], Verdict] = {}
        self._considered: dict[tuple[str, str], Verdict] = {}
        self._by_row: dict[str, dict[str, list[Row]]] = {}
        self.same_rows: dict[str, frozenset[str]] = {}
        """Of tables in which nothing but cells has changed since the evaluator kept from, the rows that have not."""

    def keep(self, old: Evaluator, changed: frozenset[str], reads: Dependencies) -> None:
        """Take over from an earlier evaluator what reads nothing of what has changed (see `Dependencies`).

        Of a table in which cells have changed, what speaks of another row stays too, unless it reads beyond that row.
        """
        self.same_rows = self._same_rows(old, changed)

        def stays(table: str | None, row: str | None, read: frozenset[str], beyond: frozenset[str] | None) -> bool:
            if changed.isdisjoint(read):
                return True
            same = self.same_rows.get(table) if table is not None else None
            return same is not None and row in same and beyond is not None and changed.isdisjoint(beyond)

        for fact_key, verdict in old._facts.items():
            name, row = fact_key
            if stays(self.pack.facts[name].row, row, reads.facts[name], reads.facts_beyond.get(name)):
                self._facts[fact_key] = verdict
        for visible_key, verdict in old._visible.items():
            question, row, column = visible_key
            beyond = reads.asked_beyond[question, column] if column is not None else None
            if stays(question, row, reads.asked[question, column], beyond):
                self._visible[visible_key] = verdict
        for row_key, verdict in old._considered.items():
            table, row = row_key
            if stays(table, row, reads.considered[table], reads.considered_beyond[table]):
                self._considered[row_key] = verdict

    def _same_rows(self, old: Evaluator, changed: frozenset[str]) -> dict[str, frozenset[str]]:
        """The rows that are as they were, of the tables in which nothing but cells has changed."""
        same: dict[str, frozenset[str]] = {}
        for table in {name.partition(":")[0] for name in changed} - changed:
            pairs = zip(old.assessment.rows(table), self.assessment.rows(table), strict=True)
            same[table] = frozenset(one.id for one, other in pairs if one is other or one == other)
        return same

    def share(self, other: Evaluator) -> None:
        """Begin with all that another evaluator knows, where nothing of it can be otherwise here."""
        self._facts = dict(other._facts)
        self._visible = dict(other._visible)
        self._considered = dict(other._considered)

    # --- conditions ---------------------------------------------------------------------------------------------

    def evaluate(self, node: Condition, scope: Scope | None = None) -> Verdict:
        """The verdict on a condition; `scope` is the row that `column:` nodes speak of."""
        return _DISPATCH[type(node)](self, node, scope)

    def fact(self, name: str, scope: Scope | None = None) -> Verdict:
        """The verdict on a named fact. A row fact without a row of its table means "some considered row"."""
        fact = self.pack.facts[name]
        row = scope.row_of(fact.row) if scope is not None and fact.row is not None else None
        key = (name, row.id if row else None)
        verdict = self._facts.get(key)
        if verdict is None:
            if fact.row is None:
                verdict = self.evaluate(fact.when)
            elif row is not None:
                verdict = self.evaluate(fact.when, Scope(fact.row, row))
            else:
                verdict = self.over_rows(fact.row, fact.when, None, considered=True)
            self._facts[key] = verdict
        return verdict

    # --- rows ---------------------------------------------------------------------------------------------------

    def considered(self, table: str, row: Row) -> Verdict:
        """Whether rules and row facts run over this row."""
        condition = self.pack.questions[table].considered_when
        if condition is None:
            return TRUE
        key = (table, row.id)
        if key not in self._considered:
            self._considered[key] = self.evaluate(condition, Scope(table, row))
        return self._considered[key]

    def rows(self, table: str) -> tuple[Sequence[Row], Verdict]:
        """The rows of a table, and whether these are all: YES, or UNKNOWN (absent, unknown, or perhaps hidden).

        An absent or unknown table has one stand-in row, whose cells are absent or unknown with it.
        """
        ref = Ref(table)
        visible = self.visible(table)
        if visible.truth is NO:
            excluded = self._excluded(self.pack.questions[table], visible, None)
            return (() if excluded.truth is YES else (Row(UNANSWERED_ROW),)), excluded
        answer = self.assessment.answers.get(table)
        if answer is None:
            return (Row(UNANSWERED_ROW),), Verdict(UNKNOWN, (), unique((*visible.missing, ref)))
        if answer.state is State.NOT_APPLICABLE:
            return (), Verdict(YES, (ref, *visible.because))
        if answer.state is State.UNKNOWN:
            return (Row(UNANSWERED_ROW),), Verdict(UNKNOWN, (ref, *visible.because), visible.missing)
        found = self.assessment.rows(table)
        if visible.truth is UNKNOWN:
            excluded = self._excluded(self.pack.questions[table], visible, None)
            perhaps = () if excluded.truth is YES else (Row(UNANSWERED_ROW),)
            because = unique((ref, *visible.because, *excluded.because))
            return (*found, *perhaps), Verdict(UNKNOWN, because, unique((*visible.missing, *excluded.missing)))
        return found, Verdict(YES, (ref, *visible.because))

    def over_rows(self, table: str, where: Condition, scope: Scope | None, *, considered: bool) -> Verdict:
        """Whether some row fits."""
        rows, whole = self.rows(table)
        parts = []
        for row in rows:
            inner = self.evaluate(where, Scope(table, row, scope))
            if considered:
                inner = conjunction((self.considered(table, row), inner))
            parts.append(inner)
        found = disjunction(parts)
        if whole.truth is UNKNOWN and found.truth is not NO:
            return Verdict(UNKNOWN, unique((*whole.because, *found.because)), unique((*whole.missing, *found.missing)))
        if found.truth is NO:
            return Verdict(NO, unique((*whole.because, *found.because)))
        if found.truth is UNKNOWN:
            return found
        # That there is a row at all is a reason too.
        there = () if any(ref.question == table for ref in found.because) else (Ref(table),)
        return Verdict(YES, unique((*found.because, *there, *self.visible(table).because)))

    # --- visibility -----------------------------------------------------------------------------------------------

    def visible(self, question: str) -> Verdict:
        """Whether a question is asked. UNKNOWN means: shown, since it may matter."""
        key = (question, None, None)
        if key not in self._visible:
            condition = self.pack.questions[question].shown_when
            self._visible[key] = TRUE if condition is None else self.evaluate(condition)
        return self._visible[key]

    def visible_cell(self, table: str, row: Row, column: str) -> Verdict:
        """Whether a column is asked of a row (the table itself being asked), or of some variant of it."""
        key = (table, row.id, column)
        if key not in self._visible:
            condition = self.pack.columns[table, column].shown_when
            variants = self._variants(table).get(row.id, ()) if condition is not None else ()
            if condition is None:
                self._visible[key] = TRUE
            elif variants:
                self._visible[key] = disjunction([self.evaluate(condition, Scope(table, one)) for one in variants])
            else:
                self._visible[key] = self.evaluate(condition, Scope(table, row))
        return self._visible[key]

    def _variants(self, table: str) -> dict[str, list[Row]]:
        """The rows under which a row of a table is judged, where it has variants."""
        if table not in self._by_row:
            found: dict[str, list[Row]] = {}
            if any(one.overrides is not None and one.overrides.table == table for one in self.pack.overriding):
                rows = self.assessment.rows(table)
                varied = {own_id(row.id) for row in rows if source_id(row.id)}
                for row in rows:
                    if own_id(row.id) in varied:
                        found.setdefault(own_id(row.id), []).append(row)
            self._by_row[table] = found
        return self._by_row[table]

    def _place(self, table: str, row: Row, column: str) -> Ref:
        """Where the answer in a cell was given: the row, or the one that a variant takes the cell from."""
        source = source_id(row.id)
        if not source:
            return Ref(table, row.id, column)
        for question in self.pack.overriding:
            if question.overrides is not None and question.overrides.table == table:
                taken = self.assessment.row(question.id, source)
                if taken is not None and column in taken.cells and question.column(column) is not None:
                    return Ref(question.id, source, column)
        return Ref(table, own_id(row.id), column)

    # --- nodes ----------------------------------------------------------------------------------------------------

    def _question(self, node: QuestionTest, scope: Scope | None) -> Verdict:
        ref = Ref(node.question)
        answer = self.assessment.answers.get(node.question)
        field = self.pack.questions[node.question]
        return self._test(node, field, ref, answer, self.visible(node.question), scope)

    def _column(self, node: ColumnTest, scope: Scope | None) -> Verdict:
        if scope is None:
            raise AssertionError(f"column {node.column} outside of a row")  # content check refuses such content
        name = node.column
        if "." in name:
            table, _, name = name.rpartition(".")
        else:
            table = scope.table
        row = scope.row_of(table)
        if row is None:
            raise AssertionError(f"column {node.column} outside of a row of {table}")
        if row.id == UNANSWERED_ROW:
            return self._stand_in(node, Ref(table), name)
        ref, visible = self._place(table, row, name), self.visible_cell(table, row, name)
        return self._test(node, self.pack.columns[table, name], ref, row.cells.get(name), visible, scope)

    def _stand_in(self, node: Test, ref: Ref, column: str) -> Verdict:
        """A cell of the stand-in row is as absent, as unknown or as hidden as its table."""
        visible = self.visible(ref.question)
        if visible.truth is NO:
            return Verdict(UNKNOWN, visible.because)
        if self.assessment.answers.get(ref.question) is None:
            return Verdict(UNKNOWN, (), (ref,))
        return Verdict(UNKNOWN, (ref,))

    def _excluded(self, field: Question | Column, visible: Verdict, scope: Scope | None) -> Verdict:
        """Whether a hidden field does not apply: YES, unless content names what excludes it and that is not so."""
        if field.excluded_by is None:
            return Verdict(YES, visible.because if visible.truth is NO else ())
        excluded = self.evaluate(field.excluded_by, scope)
        because = unique((*visible.because, *excluded.because))
        return Verdict(YES, because) if excluded.truth is YES else Verdict(UNKNOWN, because, excluded.missing)

    def _test(
        self,
        node: Test,
        field: Question | Column,
        ref: Ref,
        answer: Answer | None,
        visible: Verdict,
        scope: Scope | None,
    ) -> Verdict:
        operator = node.operator
        if_hidden = _if_hidden(operator, node.operand)
        if visible.truth is NO:
            if operator in _ASKING:  # nobody can be asked to answer what is hidden
                return Verdict(if_hidden, visible.because)
            excluded = self._excluded(field, visible, scope)
            return Verdict(if_hidden, excluded.because) if excluded.truth is YES else excluded
        missing: tuple[Ref, ...] = ()
        because: tuple[Ref, ...] = (ref,)
        if answer is None:
            truth, because, missing = UNKNOWN, (), (ref,)
        elif answer.state is State.NOT_APPLICABLE:
            truth = if_hidden
        elif answer.state is State.UNKNOWN:
            truth = UNKNOWN if operator not in _ASKING else _is(False, node.operand)
        else:
            value = answer.value
            if isinstance(value, PartialList):
                truth, because, missing = self._partial(node, field, ref, value, scope)
            elif operator in _COMPARING and (field.type == "date" or isinstance(value, Interval)):
                truth = bounds_truth(operator, bounds_of(value), node.operand)
            else:
                truth = _OPERATORS[operator](value, node.operand, scope)
        if visible.truth is YES:
            return Verdict(truth, because + visible.because if visible.because else because, missing)
        excluded = TRUE if operator in _ASKING else self._excluded(field, visible, scope)
        if truth is if_hidden and truth is not UNKNOWN and excluded.truth is YES:
            return Verdict(truth, unique((*because, *excluded.because)))
        return Verdict(
            UNKNOWN,
            unique((*because, *visible.because, *excluded.because)),
            unique((*missing, *visible.missing, *excluded.missing)),
        )

    def _partial(
        self, node: Test, field: Question | Column, ref: Ref, value: PartialList, scope: Scope | None
    ) -> Verdict:
        """A test on a list of which only some items are known: on the items that it speaks of."""
        if node.operator == "contains_row":
            row = scope.row_of(node.operand) if scope else None
            if row is None:
                raise AssertionError(f"contains_row: {node.operand} outside of such a row")
            if row.id == UNANSWERED_ROW:
                return Verdict(UNKNOWN, (ref,))
            return list_verdict("contains", own_id(row.id), value, ref, None)
        open_ended = isinstance(field, Column) and field.options_from is not None
        options = None if open_ended else [option.id for option in field.options]
        return list_verdict(node.operator, node.operand, value, ref, options)

    def _count(self, node: Count, scope: Scope | None) -> Verdict:
        count: CountOf = node.count
        low, high = count.window
        whole = TRUE
        if count.of is not None:
            parts = [self.evaluate(child, scope) for child in count.of]
        else:
            assert count.rows is not None
            assert count.where is not None
            rows, whole = self.rows(count.rows)
            by_row: dict[str, list[Verdict]] = {}
            for row in rows:
                part = self.evaluate(count.where, Scope(count.rows, row, scope))
                part = conjunction((self.considered(count.rows, row), part)) if count.considered else part
                by_row.setdefault(own_id(row.id), []).append(part)
            parts = [same[0] if len(same) == 1 else disjunction(same) for same in by_row.values()]
        certain = sum(part.truth is YES for part in parts)
        possible = sum(part.truth is not NO for part in parts)
        if whole.truth is UNKNOWN:  # more rows than we know of, or none at all
            certain, possible = 0, len(parts) + 1_000
        everything = unique(ref for part in (whole, *parts) for ref in part.because)
        if low <= certain and possible <= high:
            return Verdict(YES, everything if high != float("inf") else _carrying(parts, whole))
        if certain > high:
            return Verdict(NO, _carrying(parts, whole))
        if possible < low:
            return Verdict(NO, everything)
        return Verdict(UNKNOWN, everything, unique(ref for part in (whole, *parts) for ref in part.missing))

    def _finding(self, node: FindingTest, scope: Scope | None) -> Verdict:
        if self.find is None:
            raise AssertionError("a finding: node was evaluated before there are findings")
        return self.find(node.finding)


def _carrying(parts: list[Verdict], whole: Verdict) -> tuple[Ref, ...]:
    """The answers that carry "at least so many": those of the parts that are YES, and that the rows are there."""
    return unique((*(ref for part in parts if part.truth is YES for ref in part.because), *whole.because))


def _if_hidden(operator: str, operand: Any) -> Truth:
    """What a test says of an answer that is hidden or not applicable."""
    return _is(True, operand) if operator in _ASKING else NO


def _is(value: bool, operand: Any) -> Truth:
    return YES if value is operand else NO


def _yes(value: bool) -> Truth:
    return YES if value else NO


def _same(value: Any, operand: Any) -> bool:
    """Equality that does not take true for 1."""
    return bool(value == operand) and isinstance(value, bool) is isinstance(operand, bool)


def _empty(value: Any) -> bool:
    return not value.strip() if isinstance(value, str) else value == ()


def _contains_row(value: Any, table: str, scope: Scope | None) -> Truth:
    row = scope.row_of(table) if scope else None
    if row is None:
        raise AssertionError(f"contains_row: {table} outside of such a row")
    if row.id == UNANSWERED_ROW:
        return UNKNOWN
    return _yes(isinstance(value, tuple) and own_id(row.id) in value)


_ASKING = frozenset({"answered", "known"})
"""Tests on whether somebody answered, and not on what."""

_COMPARING = frozenset({"is", "one_of", "at_least", "more_than", "at_most", "less_than"})

_OPERATORS: dict[str, Callable[[Any, Any, Scope | None], Truth]] = {
    "is": lambda value, operand, _: _yes(_same(value, operand)),
    "one_of": lambda value, operand, _: _yes(any(_same(value, item) for item in operand)),
    "contains": lambda value, operand, _: _yes(operand in value),
    "contains_any": lambda value, operand, _: _yes(any(item in value for item in operand)),
    "contains_all": lambda value, operand, _: _yes(all(item in value for item in operand)),
    "every_in": lambda value, operand, _: _yes(bool(value) and all(item in operand for item in value)),
    "contains_row": _contains_row,
    "empty": lambda value, operand, _: _is(_empty(value), operand),
    "at_least": lambda value, operand, _: _yes(value >= operand),
    "more_than": lambda value, operand, _: _yes(value > operand),
    "at_most": lambda value, operand, _: _yes(value <= operand),
    "less_than": lambda value, operand, _: _yes(value < operand),
    "answered": lambda value, operand, _: _is(True, operand),
    "known": lambda value, operand, _: _is(True, operand),
}


def _all(self: Evaluator, node: All, scope: Scope | None) -> Verdict:
    """AND that stops at the first NO: one reason is enough, and most gates are NO."""
    parts = []
    for child in node.all:
        part = self.evaluate(child, scope)
        if part.truth is NO:
            return part
        parts.append(part)
    return conjunction(parts)


def _every(self: Evaluator, node: Every, scope: Scope | None) -> Verdict:
    negated = Some(some=node.every, where=Not(not_=node.where), considered=node.considered)
    return invert(self.evaluate(negated, scope))


_DISPATCH: dict[type, Callable[[Evaluator, Any, Scope | None], Verdict]] = {
    QuestionTest: Evaluator._question,
    ColumnTest: Evaluator._column,
    All: _all,
    AnyOf: lambda self, node, scope: disjunction([self.evaluate(child, scope) for child in node.any]),
    Not: lambda self, node, scope: invert(self.evaluate(node.not_, scope)),
    FactRef: lambda self, node, scope: self.fact(node.fact, scope),
    Some: lambda self, node, scope: self.over_rows(node.some, node.where, scope, considered=node.considered),
    Every: _every,
    Count: Evaluator._count,
    FindingTest: Evaluator._finding,
    Always: lambda self, node, scope: TRUE if node.always else FALSE,
}

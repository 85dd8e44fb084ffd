"""Conditions over answers: three-valued, with reasons. The semantics are those of docs/authoring.md.

One `Evaluator` serves one assessment. What a condition says is worked out without reasons (`Levels`); the answers that
carry it, along the parts that decide, only when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import Any

from dpia.assessment.model import Answer, Assessment, Row, State
from dpia.assessment.partial import PartialList
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
)
from dpia.content.dependencies import GRADES
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.content.rule import Rule
from dpia.engine.answer_tests import ASKING, if_hidden, partial_verdict
from dpia.engine.compiled import column_of, counted
from dpia.engine.levels import Levels
from dpia.engine.scope import UNANSWERED_ROW, Scope
from dpia.engine.truth import (
    NO,
    TRUE,
    UNKNOWN,
    YES,
    Level,
    Reasons,
    Ref,
    Verdict,
    conjunction,
    disjunction,
    invert,
    merged,
    unique,
)
from dpia.engine.variants import own_id, source_id


class Evaluator(Levels):
    """Verdicts of conditions on one assessment. `find` answers `finding:` nodes, once findings are there."""

    def __init__(
        self, pack: Pack, assessment: Assessment, find: Callable[[FindingFilter], Verdict] | None = None
    ) -> None:
        super().__init__(pack, assessment)
        self.find = find

    def knowing(self, find: Callable[[FindingFilter], Verdict]) -> Evaluator:
        """The same evaluator, with all that it has worked out, for conditions that look at findings."""
        other = copy(self)
        other.find = find
        return other

    # --- verdicts ---------------------------------------------------------------------------------------------------

    def evaluate(self, node: Condition, scope: Scope | None = None) -> Verdict:
        """The verdict on a condition; `scope` is the row that `column:` nodes speak of."""
        level = self.level(node, scope)
        return Verdict.reasoned(level, lambda: self._why(node, scope, level))

    def fact(self, name: str, scope: Scope | None = None) -> Verdict:
        """The verdict on a named fact. A row fact without a row of its table means "some considered row"."""
        over = self.pack.facts[name].row
        row = scope.row_of(over) if scope is not None and over is not None else None
        level = self.fact_at(name, row)
        return Verdict.reasoned(level, lambda: self._of_fact(name, row, level))

    def found(self, wanted: Any) -> Level:
        """Whether there is such a finding."""
        return self._find(wanted).level

    def considered(self, table: str, row: Row) -> Verdict:
        """Whether rules and row facts run over this row."""
        condition = self.pack.questions[table].considered_when
        if condition is None:
            return TRUE
        level = self.counts(table, row)
        return Verdict.reasoned(level, lambda: self._why(condition, Scope(table, row), level))

    def visible(self, question: str) -> Verdict:
        """Whether a question is asked. UNKNOWN means: shown, since it may matter."""
        condition = self.pack.questions[question].shown_when
        if condition is None:
            return TRUE
        level = self.asked(question)

        def why() -> Reasons:
            known = self._memo(question).reasons
            if None not in known:
                known[None] = self._why(condition, None, level)
            return known[None]

        return Verdict.reasoned(level, why)

    def visible_cell(self, table: str, row: Row, column: str) -> Verdict:
        """Whether a column is asked of a row (the table itself being asked), or of some variant of it."""
        condition = self.pack.columns[table, column].shown_when
        if condition is None:
            return TRUE
        level = self.cell_asked(table, row, column)

        def why() -> Reasons:
            known = self._memo((table, column)).reasons
            if row.id not in known:
                variants = self.variants(table).get(row.id, (row,))
                parts = [self.evaluate(condition, Scope(table, one)) for one in variants]
                known[row.id] = parts[0].reasons if len(parts) == 1 else merged(level, parts)
            return known[row.id]

        return Verdict.reasoned(level, why)

    def rows(self, table: str) -> tuple[Sequence[Row], Verdict]:
        """The rows of a table, and whether these are all: YES, or UNKNOWN (absent, unknown, or perhaps hidden).

        An absent or unknown table has one stand-in row, whose cells are absent or unknown with it.
        """
        rows, level = self.rows_at(table)
        return rows, Verdict.reasoned(level, lambda: self._of_rows(table))

    def evaluate_part(self, rule: Rule, place: int, node: Condition, scope: Scope | None) -> Verdict:
        """The verdict on a grade of a rule, or on its gate; its reasons are remembered with the rule."""
        if rule.id in self.pack.late_rules:  # what these say hangs on findings
            return self.evaluate(node, scope)
        level = self.level(node, scope)

        def why() -> Reasons:
            row = scope.row.id if scope is not None else None
            known = self._memo((rule.id, GRADES)).parts.setdefault(row, {})
            if place not in known:
                known[place] = self._why(node, scope, level)
            return known[place]

        return Verdict.reasoned(level, why)

    # --- reasons ----------------------------------------------------------------------------------------------------

    def _why(self, node: Condition, scope: Scope | None, level: Level) -> Reasons:
        """The reasons of a condition that is of that level."""
        return _REASONS[type(node)](self, node, scope, level)

    def _of_all(self, node: All, scope: Scope | None, level: Level) -> Reasons:
        """Of an AND that is NO the first NO: one reason is enough, and most gates are NO."""
        if level is Level.NO:
            return next(self._why(child, scope, level) for child in node.all if self.level(child, scope) is level)
        if level is Level.YES:
            return self._of_each(node.all, scope, level)
        return self._of_unsettled(node.all, scope)

    def _of_any(self, node: AnyOf, scope: Scope | None, level: Level) -> Reasons:
        if level is Level.NO:
            return self._of_each(node.any, scope, level)
        if level is Level.YES:
            return self._of_each([child for child in node.any if self.level(child, scope) is level], scope, level)
        return self._of_unsettled(node.any, scope)

    def _of_each(self, nodes: Iterable[Condition], scope: Scope | None, level: Level) -> Reasons:
        """The reasons of conditions that are all of a level that decides."""
        return Reasons(unique(ref for node in nodes for ref in self._why(node, scope, level).because))

    def _of_unsettled(self, nodes: Iterable[Condition], scope: Scope | None) -> Reasons:
        """The reasons of conditions that together are not settled: as `merged`, without a verdict for each."""
        unsettled: list[Ref] = []
        settled: list[Ref] = []
        missing: list[Ref] = []
        for node in nodes:
            level = self.level(node, scope)
            why = self._why(node, scope, level)
            if level is Level.YES or level is Level.NO:
                settled += why.because
                continue
            unsettled += why.because
            if level is Level.OPEN:
                missing += why.missing
        return Reasons(unique(unsettled + settled), unique(missing))

    def _of_fact_test(self, node: FactRef, scope: Scope | None, level: Level) -> Reasons:
        over = self.pack.facts[node.fact].row
        row = scope.row_of(over) if scope is not None and over is not None else None
        return self._of_fact(node.fact, row, level)

    def _of_fact(self, name: str, row: Row | None, level: Level) -> Reasons:
        known, key = self._memo(name).reasons, row.id if row is not None else None
        if key not in known:
            fact = self.pack.facts[name]
            if fact.row is None:
                known[key] = self._why(fact.when, None, level)
            elif row is not None:
                known[key] = self._why(fact.when, Scope(fact.row, row), level)
            else:
                known[key] = self._over_rows(fact.row, fact.when, None, level, considered=True)
        return known[key]

    def _of_rows(self, table: str) -> Reasons:
        """Why these are all the rows of a table, or may not be."""
        ref, visible, answer = Ref(table), self.visible(table), self.assessment.answers.get(table)
        if visible.truth is NO:
            return self._excluded(self.pack.questions[table], visible, None).reasons
        if answer is None:
            return Reasons((), unique((*visible.missing, ref)))
        if answer.state is State.UNKNOWN:
            return Reasons((ref, *visible.because), visible.missing)
        if answer.state is State.NOT_APPLICABLE or visible.truth is YES:
            return Reasons((ref, *visible.because))
        excluded = self._excluded(self.pack.questions[table], visible, None)
        because = unique((ref, *visible.because, *excluded.because))
        return Reasons(because, unique((*visible.missing, *excluded.missing)))

    def _over_rows(
        self,
        table: str,
        where: Condition,
        scope: Scope | None,
        level: Level,
        *,
        considered: bool,
        opposite: bool = False,
    ) -> Reasons:
        """Why some row fits, or none (`opposite`: does not fit)."""
        rows, whole = self.rows(table)
        parts: list[Verdict] = []
        for row in rows:
            inner = self.evaluate(where, Scope(table, row, scope))
            inner = invert(inner) if opposite else inner
            parts.append(conjunction((self.considered(table, row), inner)) if considered else inner)
        found = disjunction(parts)
        if level is Level.NO:
            return Reasons(unique((*whole.because, *found.because)))
        if whole.truth is UNKNOWN:
            return Reasons(unique((*whole.because, *found.because)), unique((*whole.missing, *found.missing)))
        if level is not Level.YES:
            return found.reasons
        # That there is a row at all is a reason too.
        there = () if any(ref.question == table for ref in found.because) else (Ref(table),)
        return Reasons(unique((*found.because, *there, *self.visible(table).because)))

    def _of_some(self, node: Some, scope: Scope | None, level: Level) -> Reasons:
        return self._over_rows(node.some, node.where, scope, level, considered=node.considered)

    def _of_every(self, node: Every, scope: Scope | None, level: Level) -> Reasons:
        """Those of: there is no row that does not fit."""
        considered = node.considered
        return self._over_rows(node.every, node.where, scope, level.opposite, considered=considered, opposite=True)

    def _of_count(self, node: Count, scope: Scope | None, level: Level) -> Reasons:
        count = node.count
        high = count.window[1]
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
        enough = level is Level.YES and high == float("inf")
        too_many = level is Level.NO and counted([part.level for part in parts], whole.level, 0, high) is Level.NO
        if enough or too_many:
            return Reasons(_carrying(parts, whole))
        everything = unique(ref for part in (whole, *parts) for ref in part.because)
        if level in (Level.YES, Level.NO):
            return Reasons(everything)
        return Reasons(everything, unique(ref for part in (whole, *parts) for ref in part.missing))

    # --- reasons of tests -------------------------------------------------------------------------------------------

    def _of_question(self, node: QuestionTest, scope: Scope | None, level: Level) -> Reasons:
        field = self.pack.questions[node.question]
        answer = self.assessment.answers.get(node.question)
        return self._of_test(node, field, Ref(node.question), answer, self.visible(node.question), scope, level)

    def _of_column(self, node: ColumnTest, scope: Scope | None, level: Level) -> Reasons:
        assert scope is not None
        table, name = column_of(node, scope.table)
        row = scope.row_of(table)
        assert row is not None
        if row.id == UNANSWERED_ROW:  # as absent, as unknown or as hidden as its table
            visible, there = self.visible(table), (Ref(table),)
            if visible.truth is NO:
                return Reasons(visible.because)
            return Reasons((), there) if table not in self.assessment.answers else Reasons(there)
        ref, visible = self._place(table, row, name), self.visible_cell(table, row, name)
        return self._of_test(node, self.pack.columns[table, name], ref, row.cells.get(name), visible, scope, level)

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

    def _excluded(self, field: Question | Column, visible: Verdict, scope: Scope | None) -> Verdict:
        """Whether a hidden field does not apply: YES, unless content names what excludes it and that is not so."""
        if field.excluded_by is None:
            return Verdict(YES, visible.because if visible.truth is NO else ())
        excluded = self.evaluate(field.excluded_by, scope)
        because = unique((*visible.because, *excluded.because))
        return Verdict(YES, because) if excluded.truth is YES else Verdict(UNKNOWN, because, excluded.missing)

    def _of_test(
        self,
        node: Test,
        field: Question | Column,
        ref: Ref,
        answer: Answer | None,
        visible: Verdict,
        scope: Scope | None,
        level: Level,
    ) -> Reasons:
        asking = node.operator in ASKING
        if visible.truth is NO:
            # Nobody can be asked to answer what is hidden.
            return Reasons(visible.because) if asking else self._excluded(field, visible, scope).reasons
        because: tuple[Ref, ...] = (ref,)
        missing: tuple[Ref, ...] = ()
        if answer is None:
            because, missing = (), (ref,)
        elif answer.given and isinstance(answer.value, PartialList):
            because, missing = partial_verdict(node, field, ref, answer.value, scope).reasons
        if visible.truth is YES:
            return Reasons(because + visible.because if visible.because else because, missing)
        excluded = TRUE if asking else self._excluded(field, visible, scope)
        if level is if_hidden(node):
            return Reasons(unique((*because, *excluded.because)))
        return Reasons(
            unique((*because, *visible.because, *excluded.because)),
            unique((*missing, *visible.missing, *excluded.missing)),
        )

    def _find(self, wanted: FindingFilter) -> Verdict:
        if self.find is None:
            raise AssertionError("a finding: node was evaluated before there are findings")
        return self.find(wanted)


def _carrying(parts: list[Verdict], whole: Verdict) -> tuple[Ref, ...]:
    """The answers that carry "at least so many": those of the parts that are YES, and that the rows are there."""
    return unique((*(ref for part in parts if part.truth is YES for ref in part.because), *whole.because))


_REASONS: dict[type, Callable[[Evaluator, Any, Scope | None, Level], Reasons]] = {
    QuestionTest: Evaluator._of_question,
    ColumnTest: Evaluator._of_column,
    All: Evaluator._of_all,
    AnyOf: Evaluator._of_any,
    Not: lambda self, node, scope, level: self._why(node.not_, scope, level.opposite),
    FactRef: Evaluator._of_fact_test,
    Some: Evaluator._of_some,
    Every: Evaluator._of_every,
    Count: Evaluator._of_count,
    FindingTest: lambda self, node, scope, level: self._find(node.finding).reasons,
    Always: lambda self, node, scope, level: Reasons(),
}

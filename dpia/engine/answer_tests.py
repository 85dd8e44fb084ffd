"""Tests on one answer: what an operator of the content says of it, whether given, unknown, not applicable or absent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dpia.assessment.interval import Interval, bounds_of
from dpia.assessment.model import Answer, State
from dpia.assessment.partial import PartialList
from dpia.content.condition import Test
from dpia.content.question import Column, Question
from dpia.engine.partly import bounds_truth, list_verdict
from dpia.engine.scope import UNANSWERED_ROW, Scope
from dpia.engine.truth import UNKNOWN, Level, Ref, Verdict, level_of
from dpia.engine.variants import own_id

ASKING = frozenset({"answered", "known"})
"""Tests on whether somebody answered, and not on what."""

_COMPARING = frozenset({"is", "one_of", "at_least", "more_than", "at_most", "less_than"})

AnswerTest = Callable[[Answer | None, Scope | None], Level]
"""What a test says of an answer (None: absent) to a question that is asked."""


def answer_test(node: Test, field: Question | Column) -> AnswerTest:
    """The test as a function; the row at hand is that which `contains_row` looks for."""
    operator, operand, hidden = node.operator, node.operand, if_hidden(node)
    unknown = Level.UNKNOWN if operator not in ASKING else _level(operand is False)
    bounded = operator in _COMPARING
    bounded_always = bounded and field.type == "date"
    holds = _OPERATORS.get(operator)
    elsewhere = frozenset() if operator in ASKING else undecided_options(field)

    def test(answer: Answer | None, scope: Scope | None) -> Level:
        if answer is None:
            return Level.OPEN
        if answer.state is not State.GIVEN:
            return unknown if answer.state is State.UNKNOWN else hidden
        value = answer.value
        if elsewhere and isinstance(value, tuple):
            value = _as_read(field, elsewhere, value)
        if isinstance(value, PartialList):
            return partial_verdict(node, field, Ref(""), value, scope).level
        if elsewhere and value in elsewhere:
            return Level.YES if holds is not None and holds(value, operand) else Level.UNKNOWN
        if bounded_always or (bounded and isinstance(value, Interval)):
            return level_of(bounds_truth(operator, bounds_of(value), operand))
        if holds is None:
            row = row_looked_for(operand, scope)
            if row == UNANSWERED_ROW:
                return Level.UNKNOWN
            return _level(isinstance(value, tuple) and row in value)
        return Level.YES if holds(value, operand) else Level.NO

    return test


def undecided_options(field: Question | Column) -> frozenset[str]:
    """The options of a list that say “something else”, after which nothing is known of the others."""
    return frozenset(option.id for option in field.options if option.undecided)


def _as_read(field: Question | Column, elsewhere: frozenset[str], value: tuple[Any, ...]) -> Any:
    """A list as tests read it: with “something else” among its items nothing is known of those that are not there."""
    if elsewhere.isdisjoint(value):
        return value
    return PartialList(have=value, unknown=tuple(option.id for option in field.options if option.id not in value))


def partial_verdict(node: Test, field: Question | Column, ref: Ref, value: PartialList, scope: Scope | None) -> Verdict:
    """A test on a list of which only some items are known: on the items that it speaks of."""
    if node.operator == "contains_row":
        row = row_looked_for(node.operand, scope)
        if row == UNANSWERED_ROW:
            return Verdict(UNKNOWN, (ref,))
        return list_verdict("contains", row, value, ref, None)
    open_ended = isinstance(field, Column) and field.options_from is not None
    options = None if open_ended else [option.id for option in field.options]
    return list_verdict(node.operator, node.operand, value, ref, options)


def row_looked_for(table: str, scope: Scope | None) -> str:
    """The id of the row at hand of a table, as people know it."""
    row = scope.row_of(table) if scope else None
    if row is None:
        raise AssertionError(f"contains_row: {table} outside of such a row")  # content check refuses such content
    return own_id(row.id)


def if_hidden(node: Test) -> Level:
    """What a test says of an answer that is hidden or not applicable."""
    return _level(node.operator in ASKING and node.operand is True)


def _level(value: bool) -> Level:
    return Level.YES if value else Level.NO


def _same(value: Any, operand: Any) -> bool:
    """Equality that does not take true for 1."""
    return bool(value == operand) and isinstance(value, bool) is isinstance(operand, bool)


def _empty(value: Any) -> bool:
    return not value.strip() if isinstance(value, str) else value == ()


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "is": _same,
    "one_of": lambda value, operand: any(_same(value, item) for item in operand),
    "contains": lambda value, operand: operand in value,
    "contains_any": lambda value, operand: any(item in value for item in operand),
    "contains_all": lambda value, operand: all(item in value for item in operand),
    "every_in": lambda value, operand: bool(value) and all(item in operand for item in value),
    "empty": lambda value, operand: _empty(value) is operand,
    "at_least": lambda value, operand: bool(value >= operand),
    "more_than": lambda value, operand: bool(value > operand),
    "at_most": lambda value, operand: bool(value <= operand),
    "less_than": lambda value, operand: bool(value < operand),
    "answered": lambda value, operand: operand is True,
    "known": lambda value, operand: operand is True,
}
"""On a given value that is known in full; `contains_row` asks for the row at hand besides."""

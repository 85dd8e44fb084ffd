"""Conditions: a closed, typed tree. See docs/authoring.md for what each node means.

A node has exactly one operator. Which model reads a node is decided by the keys that it has, so that an error names the
one model that was meant.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any, Literal

from dpia.content.base import Limits, Model, QuestionId, RuleId, Slug, model

Scalar = bool | int | float | str

TEST_OPERATORS = (
    "is", "one_of", "contains", "contains_any", "contains_all", "every_in", "contains_row", "empty",
    "at_least", "more_than", "at_most", "less_than", "answered", "known",
)  # fmt: skip


class ByOperator:
    """Which model reads a node: the one whose operator is among its keys."""

    def __init__(self, models: dict[str, type[Model]]) -> None:
        self.models = models

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """A tagged union, so that an error names the one model that was meant."""
        operators = {found: operator for operator, found in self.models.items()}

        def operator(node: Any) -> str | None:
            if isinstance(node, dict):
                return next((key for key in self.models if key in node), None)
            return operators.get(type(node))

        return {
            "type": "tagged-union",
            "choices": {key: handler(found) for key, found in self.models.items()},
            "discriminator": operator,
            "custom_error_type": "unknown_operator",
            "custom_error_message": "Unknown operator. A node has one of: " + ", ".join(self.models),
        }


@model
class Test(Model):
    """A test on one answer: the operators shared by questions and columns; exactly one is set."""

    __test__ = False  # not a pytest class

    is_: Scalar | None = None
    one_of: tuple[Scalar, ...] | None = None
    contains: str | None = None
    contains_any: tuple[str, ...] | None = None
    contains_all: tuple[str, ...] | None = None
    every_in: tuple[str, ...] | None = None
    contains_row: QuestionId | None = None
    empty: bool | None = None
    at_least: int | float | str | None = None
    more_than: int | float | str | None = None
    at_most: int | float | str | None = None
    less_than: int | float | str | None = None
    answered: bool | None = None
    known: bool | None = None

    def __post_init__(self) -> None:
        used = [name for name in TEST_OPERATORS if getattr(self, "is_" if name == "is" else name) is not None]
        if len(used) != 1:
            raise ValueError(
                f"needs exactly one test out of {', '.join(TEST_OPERATORS)}; found {', '.join(used) or 'none'}"
            )

    @cached_property
    def operator(self) -> str:
        """The name of the operator that is set."""
        return next(name for name in TEST_OPERATORS if getattr(self, "is_" if name == "is" else name) is not None)

    @cached_property
    def operand(self) -> Any:
        """The value that the operator compares with."""
        return getattr(self, "is_" if self.operator == "is" else self.operator)


@model
class QuestionTest(Test):
    """A test on the answer to a question."""

    question: QuestionId


@model
class ColumnTest(Test):
    """A test on a column of the row at hand, or (`table.column` in full) of an enclosing row."""

    column: Annotated[str, Limits(pattern=r"^([a-z]+\.[a-z0-9-]+\.)?[a-z0-9-]+$")]


@model
class All(Model):
    """YES when every part is."""

    all: tuple[Condition, ...]


@model
class AnyOf(Model):
    """YES when some part is."""

    any: tuple[Condition, ...]


@model
class Not(Model):
    """The opposite; UNKNOWN stays UNKNOWN."""

    not_: Condition


@model
class FactRef(Model):
    """A named condition."""

    fact: Slug


@model
class Some(Model):
    """YES when some row fits."""

    some: QuestionId
    where: Condition
    considered: bool = False


@model
class Every(Model):
    """YES when every row fits (also when there are no rows)."""

    every: QuestionId
    where: Condition
    considered: bool = False


@model
class CountOf(Model):
    """How many conditions, or rows, hold; with bounds, so that a partly unknown count can already decide."""

    of: tuple[Condition, ...] | None = None
    rows: QuestionId | None = None
    where: Condition | None = None
    considered: bool = False
    at_least: int | None = None
    at_most: int | None = None
    exactly: int | None = None
    more_than: int | None = None

    def __post_init__(self) -> None:
        if (self.of is None) == (self.rows is None) or (self.rows is None) != (self.where is None):
            raise ValueError("needs either `of`, or `rows` with `where`")
        bounds = (self.at_least, self.at_most, self.exactly, self.more_than)
        if sum(bound is not None for bound in bounds) != 1:
            raise ValueError("needs exactly one of at_least, at_most, exactly, more_than")

    @property
    def window(self) -> tuple[int, float]:
        """The least and the greatest number for which the count holds."""
        if self.exactly is not None:
            return self.exactly, self.exactly
        if self.at_most is not None:
            return 0, self.at_most
        return (self.at_least if self.at_least is not None else (self.more_than or 0) + 1), float("inf")


@model
class Count(Model):
    """Wrapper that gives `count:` its place in the tree."""

    count: CountOf


@model
class FindingFilter(Model):
    """Which findings are meant; a key left out does not narrow."""

    rules: tuple[RuleId, ...] | None = None
    severities: tuple[Literal["blocker", "major", "minor", "note", "ok"], ...] | None = None
    kinds: tuple[str, ...] | None = None
    truths: tuple[Literal["established", "not-shown", "open"], ...] | None = None


@model
class FindingTest(Model):
    """YES when such a finding exists. Rules with this node run after all others."""

    finding: FindingFilter


@model
class Always(Model):
    """A constant."""

    always: bool


Condition = Annotated[
    QuestionTest | ColumnTest | All | AnyOf | Not | FactRef | Some | Every | Count | FindingTest | Always,
    ByOperator({
        "question": QuestionTest, "column": ColumnTest, "all": All, "any": AnyOf, "not": Not, "fact": FactRef,
        "some": Some, "every": Every, "count": Count, "finding": FindingTest, "always": Always,
    }),
]  # fmt: skip


def children(node: Condition) -> tuple[Condition, ...]:
    """The conditions directly below a node."""
    match node:
        case All():
            return node.all
        case AnyOf():
            return node.any
        case Not():
            return (node.not_,)
        case Some() | Every():
            return (node.where,)
        case Count(count=count):
            return count.of if count.of is not None else (count.where,) if count.where is not None else ()
        case _:
            return ()


def walk(node: Condition) -> list[Condition]:
    """A node and all nodes below it, outermost first."""
    nodes = [node]
    for child in children(node):
        nodes.extend(walk(child))
    return nodes

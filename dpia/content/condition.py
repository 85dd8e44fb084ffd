"""Conditions: a closed, typed tree. See docs/authoring.md for what each node means.

A node has exactly one operator. Which model reads a node is decided by the keys that it has, so that an error names the
one model that was meant.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal, Union

from pydantic import Discriminator, Field, Tag, model_validator

from dpia.content.base import Model, QuestionId, RuleId, Slug

Scalar = bool | int | float | str

TEST_OPERATORS = (
    "is", "one_of", "contains", "contains_any", "contains_all", "every_in", "contains_row", "empty",
    "at_least", "more_than", "at_most", "less_than", "answered",
)  # fmt: skip


class Test(Model):
    """A test on one answer: the operators shared by questions and columns; exactly one is set."""

    __test__ = False  # not a pytest class

    is_: Scalar | None = Field(default=None, alias="is")
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

    @model_validator(mode="after")
    def _one_operator(self) -> Test:
        used = [name for name in TEST_OPERATORS if self.__dict__["is_" if name == "is" else name] is not None]
        if len(used) != 1:
            raise ValueError(
                f"needs exactly one test out of {', '.join(TEST_OPERATORS)}; found {', '.join(used) or 'none'}"
            )
        return self

    @cached_property
    def operator(self) -> str:
        """The name of the operator that is set."""
        return next(name for name in TEST_OPERATORS if self.__dict__["is_" if name == "is" else name] is not None)

    @cached_property
    def operand(self) -> Any:
        """The value that the operator compares with."""
        return self.__dict__["is_" if self.operator == "is" else self.operator]


class QuestionTest(Test):
    """A test on the answer to a question."""

    question: QuestionId


class ColumnTest(Test):
    """A test on a column of the row at hand, or (`table.column` in full) of an enclosing row."""

    column: Annotated[str, Field(pattern=r"^([a-z]+\.[a-z0-9-]+\.)?[a-z0-9-]+$")]


class All(Model):
    """YES when every part is."""

    all: tuple[Condition, ...]


class AnyOf(Model):
    """YES when some part is."""

    any: tuple[Condition, ...]


class Not(Model):
    """The opposite; UNKNOWN stays UNKNOWN."""

    not_: Condition = Field(alias="not")


class FactRef(Model):
    """A named condition."""

    fact: Slug


class Some(Model):
    """YES when some row fits."""

    some: QuestionId
    where: Condition
    considered: bool = False


class Every(Model):
    """YES when every row fits (also when there are no rows)."""

    every: QuestionId
    where: Condition
    considered: bool = False


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

    @model_validator(mode="after")
    def _shape(self) -> CountOf:
        if (self.of is None) == (self.rows is None) or (self.rows is None) != (self.where is None):
            raise ValueError("needs either `of`, or `rows` with `where`")
        bounds = (self.at_least, self.at_most, self.exactly, self.more_than)
        if sum(bound is not None for bound in bounds) != 1:
            raise ValueError("needs exactly one of at_least, at_most, exactly, more_than")
        return self

    @property
    def window(self) -> tuple[int, float]:
        """The least and the greatest number for which the count holds."""
        if self.exactly is not None:
            return self.exactly, self.exactly
        if self.at_most is not None:
            return 0, self.at_most
        return (self.at_least if self.at_least is not None else (self.more_than or 0) + 1), float("inf")


class Count(Model):
    """Wrapper that gives `count:` its place in the tree."""

    count: CountOf


class FindingFilter(Model):
    """Which findings are meant; a key left out does not narrow."""

    rules: tuple[RuleId, ...] | None = None
    severities: tuple[Literal["blocker", "major", "minor", "note", "ok"], ...] | None = None
    kinds: tuple[str, ...] | None = None
    truths: tuple[Literal["established", "not-shown", "open"], ...] | None = None


class FindingTest(Model):
    """YES when such a finding exists. Rules with this node run after all others."""

    finding: FindingFilter


class Always(Model):
    """A constant."""

    always: bool


_KEYS = {
    "question": "question", "column": "column", "all": "all", "any": "any", "not": "not", "fact": "fact",
    "some": "some", "every": "every", "count": "count", "finding": "finding", "always": "always",
}  # fmt: skip


def _kind(node: Any) -> str | None:
    """The tag of a node: its operator key. Anything else is reported as an unknown operator."""
    if isinstance(node, dict):
        return next((tag for key, tag in _KEYS.items() if key in node), None)
    return _KIND_OF_MODEL.get(type(node).__name__)


_KIND_OF_MODEL = {
    "QuestionTest": "question", "ColumnTest": "column", "All": "all", "AnyOf": "any", "Not": "not", "FactRef": "fact",
    "Some": "some", "Every": "every", "Count": "count", "FindingTest": "finding", "Always": "always",
}  # fmt: skip

Condition = Annotated[
    Union[  # noqa: UP007 - the tags need the spelled-out form
        Annotated[QuestionTest, Tag("question")],
        Annotated[ColumnTest, Tag("column")],
        Annotated[All, Tag("all")],
        Annotated[AnyOf, Tag("any")],
        Annotated[Not, Tag("not")],
        Annotated[FactRef, Tag("fact")],
        Annotated[Some, Tag("some")],
        Annotated[Every, Tag("every")],
        Annotated[Count, Tag("count")],
        Annotated[FindingTest, Tag("finding")],
        Annotated[Always, Tag("always")],
    ],
    Discriminator(
        _kind,
        custom_error_type="unknown_operator",
        custom_error_message="Unknown operator. A node has one of: " + ", ".join(_KEYS),
    ),
]

for _model in (All, AnyOf, Not, Some, Every, CountOf, Count):
    _model.model_rebuild()


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

"""What a design can choose, and the answers that it could have instead."""

from __future__ import annotations

import pytest

from dpia.assessment.model import given
from dpia.assessment.partial import PartialList
from dpia.content.question import Column, Option
from dpia.engine.design import alternatives, halfway


def column(**marks: object) -> Column:
    options = (
        Option(id="a", text="A"),
        Option(id="b", text="B"),
        Option(id="c", text="C", regimes=("eu",)),
        Option(id="d", text="D", design=False),
    )
    return Column(id="x", type="choices", text="X", options=options, **marks)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("design", "before", "after"),
    [
        ("fewer", ("a", "b"), [("b",), ("a",), ()]),
        ("fewer", ("a", "d"), [("d",)]),
        ("fewer", None, [()]),
        ("more", ("a",), [("a", "b"), ("a", "c"), ("a", "b", "c")]),
        ("more", ("a", "d"), [("a", "b", "d"), ("a", "c", "d"), ("a", "b", "c", "d")]),
        (True, ("a",), [("b",), ("c",), ("a", "b"), ("a", "c")]),
        (True, ("d",), [("a", "d"), ("b", "d"), ("c", "d")]),
    ],
)
def test_a_list_changes_as_the_content_says(design, before, after):
    """What a design cannot choose it cannot give up either; none of them only where fewer are better."""
    answers = alternatives(column(design=design), None if before is None else given(before), ("eu",))
    assert [answer.value for answer in answers] == after


@pytest.mark.parametrize(
    ("design", "after"),
    [
        ("fewer", [PartialList(("a",), ("b", "c"), ("d",)), PartialList((), ("a", "b", "c"), ("d",))]),
        ("more", [PartialList(("a", "b"), ("c",), ("d",)), PartialList(("a", "c"), ("b",), ("d",)), PartialList(("a", "b", "c"), (), ("d",))]),
    ],
)  # fmt: skip
def test_of_a_list_known_in_part_a_design_decides_what_is_its_own(design, after):
    """What others decide stays as unknown as it is."""
    before = given(PartialList(("a",), ("b",), ("d",)))
    answers = list(alternatives(column(design=design), before, ("eu",)))
    assert [answer.value for answer in answers] == after
    for answer in answers:
        for nearer in halfway(column(design=design), before, answer):
            assert isinstance(nearer.value, PartialList)
            assert nearer.value.unknown == ("d",)
            assert nearer != before


def test_a_fact_of_the_world_never_changes():
    fact = Column(id="x", type="choices", text="X", options=(Option(id="a", text="A"), Option(id="b", text="B")))
    assert list(alternatives(fact, given(("a",)), ("eu",))) == []


def test_an_option_belongs_to_its_law():
    china = [answer.value for answer in alternatives(column(design=True), given(("a",)), ("cn",))]
    assert china == [("b",), ("a", "b")]


def test_a_choice_and_where_it_can_be_reached_from():
    options = (Option(id="a", text="A", design_from=("b",)), Option(id="b", text="B"), Option(id="c", text="C"))
    asked = Column(id="x", type="choice", text="X", options=options, design=True)
    assert [answer.value for answer in alternatives(asked, given("b"), ())] == ["a", "c"]
    assert [answer.value for answer in alternatives(asked, given("c"), ())] == ["b"]

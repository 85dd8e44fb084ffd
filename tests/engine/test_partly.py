"""Lists, dates and numbers that are known in part, against everything that they could turn out to be."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.toy import (
    CONDITIONS,
    DATES,
    NUMBERS,
    OPTIONS,
    assessments,
    lists,
    parse,
    partial_items,
    toy_pack,
    with_item,
)

from dpia.assessment.interval import Interval, bounds_of
from dpia.assessment.model import UNKNOWN as UNKNOWN_ANSWER
from dpia.assessment.model import Answer, Assessment
from dpia.assessment.model import given as given_answer
from dpia.assessment.partial import HAVE, LACK, NOT_KNOWN, PartialList
from dpia.content.condition import Test as ConditionTest
from dpia.content.condition import walk
from dpia.engine.evaluator import Evaluator
from dpia.engine.truth import NO, UNKNOWN, YES, Ref, Truth, Verdict

PACK = toy_pack()
relaxed = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def verdict(test: Any, answer: Answer | None, question: str = "s.many") -> Verdict:
    state = Assessment("2026-01-01", "2026-01-01", answers={question: answer} if answer is not None else {})
    return Evaluator(PACK, state).evaluate(parse(test))


def completions(answer: Answer | None) -> list[tuple[str, ...]]:
    """Every list that an answer leaves possible."""
    if answer is not None and isinstance(answer.value, tuple):
        return [answer.value]  # type: ignore[list-item]
    known = answer.value if answer is not None and isinstance(answer.value, PartialList) else PartialList()
    found = []
    for chosen in itertools.product([True, False], repeat=len(OPTIONS)):
        items = tuple(option for option, there in zip(OPTIONS, chosen, strict=True) if there)
        if set(known.have) <= set(items) and not set(known.lack) & set(items):
            found.append(items)
    return found


def agreed(truths: list[Truth]) -> Truth:
    return truths[0] if len(set(truths)) == 1 else UNKNOWN


SOME = st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True)
LIST_TESTS = st.one_of(
    st.sampled_from(OPTIONS).map(lambda item: {"question": "s.many", "contains": item}),
    SOME.map(lambda items: {"question": "s.many", "contains_any": items}),
    SOME.map(lambda items: {"question": "s.many", "contains_all": items}),
    SOME.map(lambda items: {"question": "s.many", "every_in": items}),
    st.booleans().map(lambda empty: {"question": "s.many", "empty": empty}),
    st.tuples(SOME, st.sampled_from(["at_least", "at_most", "exactly", "more_than"]), st.integers(0, len(OPTIONS))).map(
        lambda drawn: {
            "count": {"of": [{"question": "s.many", "contains": item} for item in drawn[0]], drawn[1]: drawn[2]}
        }
    ),
)


@relaxed
@given(test=LIST_TESTS, answer=lists())
def test_a_test_on_a_list_decides_as_soon_as_every_completion_agrees(test, answer):
    expected = agreed([verdict(test, given_answer(items)).truth for items in completions(answer)])
    assert verdict(test, answer).truth is expected


@relaxed
@given(test=LIST_TESTS, items=st.lists(st.sampled_from(OPTIONS), unique=True))
def test_a_plain_list_says_the_same_as_the_state_of_each_item(test, items):
    items = tuple(sorted(items))
    each = PartialList(items, tuple(option for option in OPTIONS if option not in items))
    assert verdict(test, given_answer(items)).truth is verdict(test, given_answer(each)).truth
    assert each.normal(OPTIONS) == items


@relaxed
@given(node=CONDITIONS, state=assessments())
def test_knowing_less_of_an_item_never_flips(node, state):
    """Neither “unknown” in place of what was said of an item, nor no word on it; whether it is answered may change."""
    if any(isinstance(one, ConditionTest) and one.operator == "answered" for one in _all_nodes(node)):
        return
    before = Evaluator(PACK, state).evaluate(node).truth
    for place, item, was in partial_items(state):
        for now in (NOT_KNOWN, None):
            if was in (HAVE, LACK):
                after = Evaluator(PACK, with_item(state, place, item, now)).evaluate(node).truth
                assert {before, after} != {YES, NO}


def _all_nodes(node: Any) -> list[Any]:
    """The nodes of a condition and of what hides, counts or names what it reads in the toy content."""
    facts = [fact.when for fact in PACK.content.facts]
    return [one for condition in (node, *facts) for one in walk(condition)]


PARTLY = given_answer(PartialList(("a",), ("b",), ("c",)))


@pytest.mark.parametrize(
    ("test", "truth", "because", "missing"),
    [
        ({"contains": "a"}, YES, "a", ""),
        ({"contains": "b"}, NO, "b", ""),
        ({"contains": "c"}, UNKNOWN, "c", ""),
        ({"contains_any": ["b", "c"]}, UNKNOWN, "cb", ""),
        ({"contains_any": ["a", "c"]}, YES, "a", ""),
        ({"contains_all": ["a", "b", "c"]}, NO, "b", ""),
        ({"every_in": ["a", "c"]}, YES, "ab", ""),
        ({"empty": True}, NO, "a", ""),
        ({"answered": True}, NO, "c", ""),
        ({"known": True}, YES, "ab", ""),
    ],
)
def test_the_items_that_decide_are_named(test, truth, because, missing):
    found = verdict({"question": "s.many", **test}, PARTLY)
    assert found.truth is truth
    assert {ref.item for ref in found.because} == set(because)
    assert found.missing == ()


def test_an_item_at_which_nobody_looked_is_waited_for_and_one_not_known_is_not():
    """The first leaves a finding open, the second is an answer: not shown."""
    answer = given_answer(PartialList(("a",), (), ("c",)))
    absent = verdict({"question": "s.many", "contains": "b"}, answer)
    assert (absent.truth, absent.because, absent.missing) == (UNKNOWN, (), (Ref("s.many", item="b"),))
    unknown = verdict({"question": "s.many", "contains": "c"}, answer)
    assert (unknown.truth, unknown.because, unknown.missing) == (UNKNOWN, (Ref("s.many", item="c"),), ())


@pytest.mark.parametrize(
    ("answer", "answered", "known"),
    [
        (given_answer(PartialList(("a",), ("b",), ("c",))), NO, YES),
        (given_answer(PartialList(("a",), (), ("c",))), NO, YES),
        (given_answer(PartialList((), ("a",), ())), UNKNOWN, YES),
        (given_answer(PartialList((), (), ("c",))), NO, UNKNOWN),
        (given_answer(PartialList((), (), ("a", "b", "c"))), NO, NO),
        (given_answer(PartialList(("a",), ("b",))), UNKNOWN, YES),
        (given_answer(PartialList(("a", "c"), ("b",))), YES, YES),
        (given_answer(()), YES, YES),
        (UNKNOWN_ANSWER, NO, NO),
        (None, UNKNOWN, UNKNOWN),
    ],
)
def test_whether_a_list_is_answered_and_whether_anything_of_it_is_known(answer, answered, known):
    for operator, truth in (("answered", answered), ("known", known)):
        assert verdict({"question": "s.many", operator: True}, answer).truth is truth
        assert verdict({"question": "s.many", operator: False}, answer).truth is truth.opposite


COMPARISONS = ["at_least", "more_than", "at_most", "less_than", "is"]


@relaxed
@given(operator=st.sampled_from(COMPARISONS), limit=st.integers(0, 5), value=NUMBERS)
def test_a_number_within_bounds_is_compared_as_all_that_it_could_be(operator, limit, value):
    test = {"question": "s.number", operator: limit}
    bounds = bounds_of(value)
    possible = [number / 2 for number in range(-4, 20) if bounds.holds(number / 2)]
    expected = agreed([verdict(test, given_answer(number), "s.number").truth for number in possible])
    found = verdict(test, given_answer(value), "s.number")
    assert found.truth is expected
    assert found.missing == ()  # somebody has answered


DAYS = [(dt.date(2022, 6, 1) + dt.timedelta(days=n)).isoformat() for n in range(1400)]
LIMITS = st.sampled_from(
    ["2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01", "2024-05-01", "2024-05-31", "2025-01-01"]
)


@relaxed
@given(operator=st.sampled_from(COMPARISONS), limit=LIMITS, value=DATES)
def test_a_date_known_in_part_is_compared_as_each_of_its_days(operator, limit, value):
    test = {"question": "s.day", operator: limit}
    compare = {
        "at_least": lambda day: day >= limit, "more_than": lambda day: day > limit, "at_most": lambda day: day <= limit,
        "less_than": lambda day: day < limit, "is": lambda day: day == limit,
    }[operator]  # fmt: skip
    truths = {compare(day) for day in DAYS if _may_be(value, day)}
    expected = UNKNOWN if len(truths) > 1 else YES if truths == {True} else NO
    assert verdict(test, given_answer(value), "s.day").truth is expected


def _may_be(value: Any, day: str) -> bool:
    """Whether a date could be this day, from the words themselves."""
    if not isinstance(value, Interval):
        return day.startswith(value)
    low, high = str(value.low or ""), str(value.high or "")
    above = not low or (day[: len(low)] > low if value.low_open else day[: len(low)] >= low)
    below = not high or (day[: len(high)] < high if value.high_open else day[: len(high)] <= high)
    return above and below


def test_a_list_known_in_part_counts_as_answered_only_when_nothing_is_absent():
    from dpia.engine.evaluation import evaluate

    def progress(answer: Answer) -> tuple[int, int]:
        state = Assessment("2026-01-01", "2026-01-01", answers={"s.many": answer})
        found = evaluate(PACK, state).total_progress
        return found.given, found.unknown

    assert progress(given_answer(PartialList(("a",), ("b",)))) == (0, 0)
    assert progress(PARTLY) == (0, 1)
    assert progress(given_answer(("a",))) == (1, 0)
    assert progress(UNKNOWN_ANSWER) == (0, 1)

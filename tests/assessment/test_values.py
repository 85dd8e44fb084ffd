"""Lists known in part and intervals: how they are read, the one form in which they are kept, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.toy import DATES, NUMBERS, OPTIONS, lists, toy_pack

from dpia.assessment.answers import AnswerError, check_answer, read_value, to_plain
from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.interval import Interval
from dpia.assessment.itemwise import answer_of, known_items
from dpia.assessment.model import UNKNOWN, Answer, Assessment
from dpia.assessment.model import given as given_answer
from dpia.assessment.partial import HAVE, LACK, NOT_KNOWN, ItemState, ItemTwice, PartialList, item_changes
from dpia.content.source import Source
from dpia.errors import ProblemsFound
from dpia.tui.typed import read_typed

PACK = toy_pack()
MANY, NUMBER, DAY = (PACK.questions[name] for name in ("s.many", "s.number", "s.day"))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ({"have": ["a"], "lack": ["b"]}, PartialList(("a",), ("b",))),
        ({"unknown": ["c", "a"]}, PartialList(unknown=("a", "c"))),
        ({"have": ["c", "a"], "lack": ["b"]}, ("a", "c")),
        ({"lack": ["a", "b", "c"]}, ()),
        ({"unknown": ["a", "b", "c"]}, None),
    ],
)
def test_a_list_has_one_form(written, kept):
    assert read_value(MANY, written) == (UNKNOWN if kept is None else given_answer(kept))


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        (DAY, 2024, "2024"),
        (DAY, "2024-05", "2024-05"),
        (DAY, {"before": 2024}, Interval(high="2024", high_open=True)),
        (DAY, {"after": "2024-05-17"}, Interval(low="2024-05-17", low_open=True)),
        (DAY, {"from": "2024-05", "to": "2024-06"}, Interval("2024-05", "2024-06")),
        (DAY, {"from": "2024-05", "to": "2024-05"}, "2024-05"),
        (NUMBER, {"more_than": 10000}, Interval(10000, low_open=True)),
        (NUMBER, {"at_least": 10, "at_most": 20}, Interval(10, 20)),
        (NUMBER, {"at_least": 10, "at_most": 10}, 10),
    ],
)
def test_bounds_are_kept_as_they_were_given(field, written, kept):
    assert read_value(field, written) == given_answer(kept)


@pytest.mark.parametrize(
    ("field", "written", "code", "path"),
    [
        (MANY, ["a", "d"], "unknown-option", (1,)),
        (MANY, ["a", "b", "a"], "twice", (2,)),
        (MANY, {"have": ["a"], "lack": ["b", "d"]}, "unknown-option", ("lack", 1)),
        (MANY, {"have": ["a"], "unknown": ["b", "a"]}, "twice", ("unknown", 1)),
        (MANY, {"has": ["a"]}, "wrong-type", ("has",)),
        (MANY, {"have": "a"}, "wrong-type", ("have",)),
        (MANY, {"have": []}, "says-nothing", ()),
        (PACK.questions["s.pick"], {"have": ["a"]}, "wrong-type", ()),
        (DAY, "2023-02-29", "not-a-date", ()),
        (DAY, "2024-5", "not-a-date", ()),
        (DAY, 24, "not-a-date", ()),
        (DAY, {"before": "soon"}, "not-a-date", ("before",)),
        (DAY, {"at_least": 2024}, "wrong-type", ("at_least",)),
        (DAY, {"from": 2024, "to": 2023}, "no-interval", ()),
        (DAY, {"from": 2024, "after": 2023}, "no-interval", ()),
        (DAY, {"before": "0001"}, "no-interval", ()),
        (DAY, {}, "no-interval", ()),
        (NUMBER, {"more_than": 5, "at_most": 5}, "no-interval", ()),
        (NUMBER, {"less_than": 0}, "no-interval", ()),
        (NUMBER, {"at_least": -1}, "too-small", ("at_least",)),
        (NUMBER, {"at_least": True}, "wrong-type", ("at_least",)),
    ],
)
def test_what_is_none_of_them_is_refused_at_its_place(field, written, code, path):
    with pytest.raises(AnswerError) as caught:
        read_value(field, written)
    assert (caught.value.code, caught.value.path) == (code, path)
    assert caught.value.hint or code == "too-small"


VALUES = st.one_of(
    st.tuples(st.just(MANY), lists()),
    st.tuples(st.just(NUMBER), NUMBERS.map(given_answer)),
    st.tuples(st.just(DAY), DATES.map(given_answer)),
)


@settings(max_examples=300, deadline=None)
@given(drawn=VALUES)
def test_there_and_back_in_the_file_and_in_an_answers_file(drawn):
    field, answer = drawn
    if answer is None:
        return
    assert Answer.from_json(answer.to_json()) == answer
    assert read_value(field, to_plain(answer)) == answer
    assert check_answer(PACK, Assessment("2026-01-01", "2026-01-01"), field.id, answer, stored=True) == answer


@settings(max_examples=300, deadline=None)
@given(drawn=st.one_of(st.tuples(st.just(NUMBER), NUMBERS), st.tuples(st.just(DAY), DATES)))
def test_there_and_back_as_it_is_typed(drawn):
    field, value = drawn
    typed = value.typed() if isinstance(value, Interval) else str(value)
    assert read_typed(field, typed) == given_answer(value)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (NUMBER, "> 10 000", Interval(10000, low_open=True)),
        (NUMBER, "≥10 <20", Interval(10, 20, high_open=True)),
        (NUMBER, "10–20", Interval(10, 20)),
        (DAY, "< 2024-05", Interval(high="2024-05", high_open=True)),
        (DAY, "2023 .. 2024-05", Interval("2023", "2024-05")),
    ],
)
def test_bounds_can_be_typed(field, typed, value):
    assert read_typed(field, typed) == given_answer(value)


@pytest.mark.parametrize("typed", [">", "> >5", ">5 >6", "..5", "5..", "5..x", "5..6..7"])
def test_what_is_typed_and_is_no_bound_is_refused(typed):
    with pytest.raises(AnswerError):
        read_typed(NUMBER, typed)


@given(answer=lists(), item=st.sampled_from(OPTIONS), state=st.sampled_from([*ItemState, None]))
def test_one_item_changes_and_no_other(answer, item, state):
    before = known_items(answer, OPTIONS)
    after = known_items(answer_of(before.with_state(item, state), OPTIONS), OPTIONS)
    assert after.state(item) is state
    assert item_changes(before, after, OPTIONS) == (
        [] if before.state(item) is state else [(item, before.state(item), state)]
    )


def test_the_rest_at_once():
    known = PartialList(("a",))
    assert known.with_rest(LACK, OPTIONS).normal(OPTIONS) == ("a",)
    assert known.with_rest(NOT_KNOWN, OPTIONS) == PartialList(("a",), (), ("b", "c"))
    assert known.with_rest(None, OPTIONS) == known
    assert known.with_rest(HAVE, OPTIONS).normal(OPTIONS) == ("a", "b", "c")


def test_an_item_has_one_state():
    with pytest.raises(ItemTwice):
        PartialList(("a",), ("a",))


@pytest.mark.parametrize(
    "stored",
    [{}, {"have": []}, {"have": "a"}, {"have": ["a"], "lack": ["a"]}, {"have": ["a"], "to": 1}, {"have": [1]},
     {"from": "24"}, {"from": "2024", "at_most": 5}, {"at_least": 5, "more_than": 4}, {"at_least": "x"}, {"from": "2025", "to": "2024"}],
)  # fmt: skip
def test_a_file_with_another_form_is_damaged(stored):
    with pytest.raises(ValueError, match=r"."):
        Answer.from_json({"given": stored})


def test_rows_of_another_table_may_come_so_a_list_of_them_stays_partial():
    """Named one by one they are all that there are now; whoever means “and no others” writes the plain list."""
    rows: list[dict[str, Any]] = [{"id": "r0", "peers": {"have": ["r1"], "unknown": ["r0"]}}, {"id": "r1"}]
    state = assessment_from_plain(PACK, "2026-01-01", {"s.rows": rows})
    cell = state.answer("s.rows", "r0", "peers")
    assert cell == given_answer(PartialList(("r1",), (), ("r0",)))
    assert check_answer(PACK, state, "s.rows", cell, "r0", "peers") == cell


def test_every_problem_has_its_line_and_column():
    from dpia.content.yaml_reader import YamlReader

    reader = YamlReader("a.yaml")
    data = reader.read("s.many:\n  have: [a, x]\n  lack: [b, a]\ns.day: {before: soon}\n")
    source = Source("a.yaml", data, reader.positions)
    with pytest.raises(ProblemsFound) as caught:
        assessment_from_plain(PACK, "2026-01-01", data, source=source)
    assert [(one.line, one.column, one.code) for one in caught.value.problems] == [
        (2, 13, "unknown-option"),
        (4, 9, "not-a-date"),
    ]

"""Reading YAML: positions, and nothing guessed."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.content.source import parse
from dpia.errors import ProblemsFound


def test_nothing_is_guessed():
    data = parse(
        "a: no\nb: on\nc: 12:30\nd: 2019-08-20\ne: 007\nf: true\ng: 12\nh: 1.5\ni: ~\nj: 'true'\nk: 1e3\n", "x"
    ).data
    assert data == {
        "a": "no",
        "b": "on",
        "c": "12:30",
        "d": "2019-08-20",
        "e": "007",
        "f": True,
        "g": 12,
        "h": 1.5,
        "i": None,
        "j": "true",
        "k": "1e3",
    }


def test_problems_name_line_and_column():
    source = parse("a:\n  - b: 1\n  - c: 2\n", "x.yaml")
    problem = source.problem(("a", 1, "tag of a union", "c"), "code", "message")
    assert str(problem) == "x.yaml:3:5: code: message"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\na: 2\n", "duplicate-key", 2),
        ("a: 1\n\tb: 2\n", "yaml", 2),
        ("a: &x 1\nb: *x\n", "alias", 2),
        ("", "empty", 1),
        ("a: [1, 2\n", "yaml", 2),
    ],
)
def test_what_is_refused(text, code, line):
    with pytest.raises(ProblemsFound) as error:
        parse(text, "x.yaml")
    assert (error.value.problems[0].code, error.value.problems[0].line) == (code, line)


def test_all_duplicates_are_reported_in_one_pass():
    with pytest.raises(ProblemsFound) as error:
        parse("a: 1\na: 2\nb: 1\nb: 2\n", "x.yaml")
    assert [problem.line for problem in error.value.problems] == [2, 4]


@given(text=st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_data_or_a_problem(text):
    with contextlib.suppress(ProblemsFound):
        assert parse(text, "x").positions

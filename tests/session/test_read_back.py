"""What would not be read again is refused before it takes the place of the file; and the log keeps what changed."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given as with_examples
from hypothesis import settings
from hypothesis import strategies as st
from support.toy import assessments, toy_pack

from dpia.assessment.answers import AnswerError, Edit
from dpia.assessment.change import apply, in_parts
from dpia.assessment.model import UNKNOWN, Answer, Assessment, Intention, Response, Row, State, given
from dpia.errors import UserError
from dpia.session import Session
from dpia.storage import proof
from dpia.storage.document import parse_document, read_document

HALF = "\ud83d"


@pytest.fixture
def session(tmp_path, clock):
    with Session.create(toy_pack(), tmp_path / "a.dpia.json", clock=clock, by="ada") as opened:
        yield opened


def rows(*names: str) -> Answer:
    return given(tuple(Row(name, {"name": given(name)}) for name in names))


REFUSED = [
    (Edit("s.rows", given(True)), "wrong-type"),
    (Edit("s.rows", given("text")), "wrong-type"),
    (Edit("s.rows", given(("a",))), "wrong-type"),
    (Edit("s.rows", rows("a\nb")), "wrong-type"),
    (Edit("s.rows", rows("a\n")), "wrong-type"),
    (Edit("s.rows", rows("")), "wrong-type"),
    (Edit("s.rows", rows("b" * 65)), "wrong-type"),
    (Edit("s.rows", replace(rows("a"), intended=Intention("ada"))), "not-intended"),
    (Edit("s.rows", rows(*(f"r{n}" for n in range(1_001)))), "too-many-rows"),
    (Edit("s.pick", rows("a")), "unknown-option"),
    (Edit("s.many", rows("a")), "unknown-option"),
    (Edit("s.number", given(math.inf)), "wrong-type"),
    (Edit("s.number", given(math.nan)), "wrong-type"),
    (Edit("s.number", given(10**400)), "too-large"),
    (Edit("s.rows", given((Row("a", {"name": given(HALF)}),))), "control-character"),
]


@pytest.mark.parametrize(("edit", "code"), REFUSED)
def test_an_answer_that_could_not_be_read_again_is_refused(session, edit, code):
    before = session.path.read_bytes()
    for act in (session.apply, session.propose):
        with pytest.raises(AnswerError) as error:
            act([edit])
        assert error.value.code == code
    assert session.path.read_bytes() == before


@pytest.mark.parametrize(
    "response",
    [
        Response("contest", reason=HALF), Response("measure", measure="a\x07", owner="b"), Response("measure", measure="a", owner="\u202e"),
        Response("measure", measure="a", due="next week"), Response("contest", reason="a" * 20_001),
    ],
)  # fmt: skip
def test_a_response_is_held_to_the_rules_of_answers(session, response):
    before = session.path.read_bytes()
    with pytest.raises(AnswerError):
        session.respond("RP-01/x", response)
    assert session.path.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        (("answers", "s.number"), {"given": math.inf}), (("answers", "s.flag"), {"given": HALF}), (("responses", HALF), {"kind": "accept"}),
        (("scenario",), HALF), (("answers", "s.rows", "a\ud800"), {"index": 0, "cells": {}}),
    ],
)  # fmt: skip
def test_even_what_slips_by_is_read_back_before_the_file_is_replaced(session, change):
    """Straight into the log, past all checks of answers."""
    session.answer("s.flag", given(True))
    before, document = session.path.read_bytes(), session.document
    with pytest.raises(UserError) as error:
        session._commit([change])
    assert error.value.code == "cannot-keep"
    assert "Nothing was changed." in str(error.value)
    assert session.path.read_bytes() == before
    assert session.document is document
    session.answer("s.flag", given(False))


def test_a_new_file_is_read_back_too(tmp_path, clock):
    with pytest.raises(UserError) as error:
        Session.create(toy_pack(), tmp_path / "b.dpia.json", clock=clock, by=HALF)
    assert error.value.code == "cannot-keep"
    assert list(tmp_path.glob("*b.dpia*")) == []


def test_what_would_be_too_large_is_refused_before_it_is_written(session, monkeypatch):
    session.answer("s.flag", given(True))
    before = session.path.read_bytes()
    monkeypatch.setattr(proof, "SIZE_LIMIT", len(before) + 100)
    with pytest.raises(UserError) as error:
        session.answer("s.number", given(7))
    assert error.value.code == "too-large"
    assert session.path.read_bytes() == before
    assert session.assessment.answers == read_document(session.path).assessment.answers


def test_proposed_rows_that_are_too_many_with_those_that_are_there_are_refused(session):
    session.propose([Edit("s.rows", rows(*(f"p{n}" for n in range(800))))])
    session.apply([Edit("s.rows", rows(*(f"q{n}" for n in range(400))))])
    session.propose([Edit("s.rows", rows(*(f"p{n}" for n in range(800))))])
    with pytest.raises(AnswerError) as error:
        session.confirm("s.rows")
    assert error.value.code == "too-many-rows"


# --- what the log keeps -----------------------------------------------------------------------------------------------


def test_a_cell_of_a_long_table_costs_the_log_a_cell(session):
    long = tuple(Row(f"r{n}", {"name": given("name " * 200)}) for n in range(30))
    table = given(long)
    session.answer("s.rows", table)
    size = len(session.path.read_bytes())
    changed = given(tuple(row.with_cell("pick", given("a")) if row.id == "r7" else row for row in long))
    session.answer("s.rows", changed)
    assert [change.path for change in session.document.changes[4:]] == [("answers", "s.rows", "r7", "pick")]
    assert len(session.path.read_bytes()) - size < 1000
    assert session.undo() is not None
    assert session.assessment.answers["s.rows"] == table


def test_rows_that_come_and_go_are_entries_of_one_action(session):
    session.answer("s.rows", rows("a", "b", "c"))
    session.answer("s.rows", rows("b", "d", "c"))
    entries = session.document.changes[4:]
    assert [(change.path[2:], change.group) for change in entries] == [(("a",), 5), (("d",), 5)]
    session.undo()
    assert session.assessment.answers["s.rows"] == rows("a", "b", "c")
    session.redo()
    assert session.assessment.answers["s.rows"] == rows("b", "d", "c")
    assert not read_document(session.path).flaws


def test_rows_that_change_places_are_written_whole(session):
    session.answer("s.rows", rows("a", "b"))
    session.answer("s.rows", rows("b", "a"))
    assert session.document.changes[-1].path == ("answers", "s.rows")
    assert session.assessment.answers["s.rows"] == rows("b", "a")


@with_examples(before=assessments(), after=assessments())
@settings(max_examples=80, deadline=None)
def test_the_parts_of_a_change_lead_where_the_change_leads(before: Assessment, after: Assessment):
    for name, answer in after.answers.items():
        place, wanted = ("answers", name), answer.to_json()
        state = before
        for part in in_parts(before, place, wanted):
            state = apply(state, *part)
        assert state == apply(before, place, wanted)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.text(),
    st.lists(st.text(max_size=3), max_size=3).map(tuple),
)


@with_examples(
    question=st.sampled_from(["s.flag", "s.pick", "s.many", "s.number", "s.day", "s.rows"]),
    value=VALUES, state=st.sampled_from(list(State)), column=st.sampled_from([None, "name", "pick", "many", "peers"]), row_id=st.text(max_size=4),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_whatever_is_answered_is_refused_or_read_again(question, value, state, column, row_id):
    session = Session.create(toy_pack(), None, by="ada")
    answer = UNKNOWN if state is State.UNKNOWN else Answer(state, value, reason=str(value))
    edit = Edit(question, answer) if column is None else Edit("s.rows", given((Row(row_id, {column: answer}),)))
    try:
        session.apply([edit])
    except (AnswerError, UserError):
        assert session.assessment.answers == {}
    data = session.document.to_bytes()
    assert parse_document(data, "a") == session.document
    assert not parse_document(data, "a").flaws
    assert json.loads(data)

"""The session: every commit is checked, logged, saved; nothing is lost."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dpia.assessment.answers import AnswerError, Edit
from dpia.assessment.change import replay, verify_chain
from dpia.assessment.model import UNKNOWN, Response, given, not_applicable
from dpia.errors import UserError
from dpia.session import Session
from dpia.storage.document import read_document, verify_document
from dpia.storage.lock import Locked


@pytest.fixture
def session(toy, tmp_path, clock):
    with Session.create(toy, tmp_path / "a.dpia.json", clock=clock, by="ada") as made:
        yield made


def test_each_answer_is_on_disk_when_the_call_returns(session):
    session.answer("s.flag", given(True))
    document = read_document(session.path)
    assert document.assessment.answers["s.flag"] == given(True)
    assert verify_document(document) == []
    session.answer("s.pick", not_applicable("no pick here"))
    previous = read_document(session.path.with_name("a.dpia.json.bak"))
    assert "s.pick" not in previous.assessment.answers


def test_an_equal_answer_is_no_change(session):
    session.answer("s.flag", given(True))
    entries = len(session.document.changes)
    session.answer("s.flag", given(True))
    assert len(session.document.changes) == entries


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        ("s.flag", given("yes"), "wrong-type"), ("s.pick", given("z"), "unknown-option"), ("s.number", given(True), "wrong-type"),
        ("s.flag", not_applicable("x"), "not-applicable"), ("s.none", given(1), "unknown-question"), ("s.number", given(-1), "too-small"),
        ("s.many", given(("a", "a")), "twice"),
    ],
)  # fmt: skip
def test_wrong_answers_are_refused_and_change_nothing(session, question, answer, code):
    before = session.path.read_bytes()
    with pytest.raises(AnswerError) as error:
        session.apply([Edit("s.flag", given(True)), Edit(question, answer)])
    assert error.value.code == code
    assert session.path.read_bytes() == before


def test_rows_come_and_go_and_ids_are_never_used_again(session):
    first = session.add_row("s.rows")
    second = session.add_row("s.rows")
    session.answer("s.rows", given("b"), second, "pick")
    session.remove_row("s.rows", second)
    third = session.add_row("s.rows")
    assert len({first, second, third}) == 3
    assert [row.id for row in session.assessment.rows("s.rows")] == [first, third]


def test_undo_walks_back_through_everything(session):
    session.answer("s.flag", given(True))
    row = session.add_row("s.rows")
    session.answer("s.rows", given("a"), row, "pick")
    session.remove_row("s.rows", row)
    session.undo()
    assert session.assessment.answer("s.rows", row, "pick") == given("a")
    session.undo()
    assert session.assessment.answer("s.rows", row, "pick") is None
    session.undo()
    assert "s.rows" not in session.assessment.answers
    session.undo()
    assert session.assessment.answers == {}
    assert session.undo() is None
    verify_chain(session.document.changes)
    assert replay(session.document.changes) == session.assessment


def test_responses_do_not_change_the_outcome(session):
    before = session.evaluation.outcome
    session.respond("RP-03/x", Response("contest", reason="We disagree.", authority="BGH, 1 Jan 2020"))
    assert session.evaluation.outcome == before
    assert read_document(session.path).assessment.responses["RP-03/x"].authority == "BGH, 1 Jan 2020"


def test_proposed_answers_count_only_when_confirmed(session):
    session.propose([Edit("s.flag", given(True))])
    assert "s.flag" not in session.assessment.answers
    session.confirm("s.flag")
    assert session.assessment.answers["s.flag"] == given(True)
    assert session.assessment.proposed == {}


def test_an_answer_takes_the_place_of_what_was_proposed(session):
    session.propose([Edit("s.flag", given(True))])
    session.apply([Edit("s.flag", given(False))])
    assert session.assessment.answers["s.flag"].value is False
    assert session.assessment.proposed == {}, "the report would say that it counts as not answered"


def test_a_second_session_is_told_who_and_can_take_over(session, toy, clock):
    with pytest.raises(Locked) as error:
        Session.open(toy, session.path, clock=clock, by="bo")
    assert error.value.holder.who == "ada"
    with Session.open(toy, session.path, clock=clock, by="bo", take_over=True) as other:
        other.answer("s.flag", given(False))
    with pytest.raises(UserError) as conflict:
        session.answer("s.flag", given(True))
    assert conflict.value.code == "conflict"
    copy = Path(str(conflict.value.params["copy"]))
    assert read_document(copy).assessment.answers["s.flag"] == given(True)
    assert read_document(session.path).assessment.answers["s.flag"] == given(False)


def test_the_lock_of_a_dead_process_is_taken_over(toy, tmp_path, clock):
    path = tmp_path / "a.dpia.json"
    first = Session.create(toy, path, clock=clock, by="ada")
    lock = path.with_name(f".{path.name}.lock")
    data = json.loads(lock.read_text())
    data["pid"] = 2**22 + 1  # beyond what Linux gives out by default
    lock.write_text(json.dumps(data))
    with Session.open(toy, path, clock=clock, by="bo") as other:
        assert other.assessment.created == "2026-11-21"
    del first


def test_create_never_overwrites(session, toy, clock):
    with pytest.raises(UserError) as error:
        Session.create(toy, session.path, clock=clock)
    assert error.value.code == "exists"


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_files_are_for_their_owner_only(session):
    session.answer("s.flag", UNKNOWN)
    assert session.path.stat().st_mode & 0o077 == 0
    assert session.path.with_name("a.dpia.json.bak").stat().st_mode & 0o077 == 0


def test_a_failed_write_loses_nothing(session, monkeypatch):
    session.answer("s.flag", given(True))
    before = session.path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dpia.storage.atomic.os.fsync", full)
    with pytest.raises(UserError) as error:
        session.answer("s.flag", given(False))
    assert error.value.code == "cannot-write"
    assert session.path.read_bytes() == before
    assert session.assessment.answers["s.flag"] == given(True)
    assert [p.name for p in session.path.parent.glob(".*.tmp")] == []

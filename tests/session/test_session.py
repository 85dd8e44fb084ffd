"""The session: every commit is checked, logged, saved; nothing is lost."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from dpia.assessment.answers import AnswerError, Edit
from dpia.assessment.change import replay, verify_chain
from dpia.assessment.model import UNKNOWN, Response, Row, given, not_applicable
from dpia.errors import UserError
from dpia.session import Session
from dpia.storage.document import read_document, verify_document
from dpia.storage.lock import Lock, Locked, user_name


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


def test_who_was_taken_over_from_does_not_write_into_the_file_of_the_other(session, toy, clock):
    with Session.open(toy, session.path, clock=clock, by="bo", take_over=True) as other:
        with pytest.raises(UserError) as conflict:
            session.answer("s.flag", given(True))
        assert conflict.value.code == "conflict"
        assert "taken over" in str(conflict.value)
        other.answer("s.flag", given(False))
    copy = Path(str(conflict.value.params["copy"]))
    assert read_document(copy).assessment.answers["s.flag"] == given(True)
    assert read_document(session.path).assessment.answers["s.flag"] == given(False)
    with pytest.raises(UserError) as again:
        session.answer("s.flag", given(True))
    assert again.value.code == "read-only"
    assert len(list(session.path.parent.glob("*.conflict-*"))) == 1


def test_the_same_conflict_makes_one_copy(session, toy, clock):
    """A second try with the same content, as after a message that nobody read."""
    session.answer("s.flag", given(True))
    mine = session.path.read_bytes()
    copies = set()
    for _ in range(3):
        with Session.open(toy, session.path, clock=clock, by="bo", take_over=True) as other:
            session.path.write_bytes(mine + b" ")
            with pytest.raises(UserError) as conflict:
                other.answer("s.number", given(7))
            copies.add(conflict.value.params["copy"])
        session.path.write_bytes(mine)
    assert len(copies) == 1
    assert len(list(session.path.parent.glob("*.conflict-*"))) == 1


def test_other_names_of_the_file_are_told_since_they_do_not_follow(session, toy, clock, tmp_path):
    session.answer("s.flag", given(True))
    assert session.other_names == 0
    os.link(session.path, tmp_path / "twin")
    os.link(session.path, tmp_path / "triplet")
    assert session.other_names == 2
    session.path.with_name(f"{session.path.name}.bak").unlink()
    os.link(session.path, session.path.with_name(f"{session.path.name}.bak"))
    assert session.other_names == 2, "the version before is no other name"
    session.answer("s.flag", given(False))
    assert session.other_names == 0


@pytest.mark.skipif(os.name != "posix", reason="accounts of POSIX")
@pytest.mark.parametrize("variable", ["LOGNAME", "USER", "LNAME", "USERNAME"])
def test_who_writes_is_the_account_whatever_the_environment_claims(monkeypatch, variable):
    who = user_name()
    monkeypatch.setenv(variable, "somebody else")
    assert user_name() == who != "somebody else"


@pytest.mark.skipif(os.name != "posix", reason="accounts of POSIX")
def test_an_account_without_a_name_is_its_number(monkeypatch):
    import pwd

    def nameless(number):
        raise KeyError(number)

    monkeypatch.setattr(pwd, "getpwuid", nameless)
    assert user_name() == f"user {os.getuid()}"


def before_the_lock(monkeypatch, act):
    """Let somebody else act at the last moment before the next session takes the lock."""
    acquire = Lock.acquire
    acts = [act]

    def later(self, **options):
        if acts:
            acts.pop()()
        acquire(self, **options)

    monkeypatch.setattr(Lock, "acquire", later)


def test_what_is_saved_before_the_lock_is_taken_is_not_lost(toy, tmp_path, clock, monkeypatch):
    path = tmp_path / "a.dpia.json"
    Session.create(toy, path, clock=clock, by="ada").close()

    def somebody() -> None:
        with Session.open(toy, path, clock=clock, by="bo") as other:
            other.answer("s.flag", given(True))

    before_the_lock(monkeypatch, somebody)
    with Session.open(toy, path, clock=clock, by="ada") as mine:
        mine.answer("s.number", given(3))
    document = read_document(path)
    assert document.assessment.answers == {"s.flag": given(True), "s.number": given(3)}
    assert verify_document(document) == []


def test_a_file_made_at_the_last_moment_is_not_replaced(toy, tmp_path, clock, monkeypatch):
    path = tmp_path / "a.dpia.json"
    before_the_lock(monkeypatch, lambda: path.write_text("of somebody else"))
    with pytest.raises(UserError) as error:
        Session.create(toy, path, clock=clock)
    assert error.value.code == "exists"
    assert path.read_text() == "of somebody else"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_create_never_overwrites(session, toy, clock):
    with pytest.raises(UserError) as error:
        Session.create(toy, session.path, clock=clock)
    assert error.value.code == "exists"


def test_the_file_is_given_back_if_it_cannot_be_read(toy, tmp_path, clock):
    path = tmp_path / "a.dpia.json"
    path.write_text("{}")
    with pytest.raises(UserError) as error:
        Session.open(toy, path, clock=clock)
    assert error.value.code == "not-assessment"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_closed_session_writes_no_more(session):
    session.close()
    with pytest.raises(UserError) as error:
        session.answer("s.flag", given(True))
    assert error.value.code == "read-only"


@pytest.mark.skipif(os.name != "posix", reason="links and modes of POSIX")
def test_two_names_of_one_file_are_one_file(session, toy, clock, tmp_path):
    link = tmp_path / "folder" / "link.dpia.json"
    link.parent.mkdir()
    link.symlink_to(session.path)
    with pytest.raises(Locked):
        Session.open(toy, link, clock=clock, by="bo")
    session.close()
    with Session.open(toy, link, clock=clock, by="bo") as other:
        other.answer("s.flag", given(True))
    assert link.is_symlink()
    assert read_document(session.path).assessment.answers["s.flag"] == given(True)


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_write_protected_file_is_only_read(session, toy, clock):
    session.close()
    session.path.chmod(0o444)
    with pytest.raises(UserError) as error:
        Session.open(toy, session.path, clock=clock)
    assert error.value.code == "write-protected"
    with Session.open(toy, session.path, clock=clock, read_only=True) as reader:
        assert reader.assessment.created == "2026-11-21"


def test_an_answer_that_the_disk_did_not_confirm_is_in_the_file_and_makes_no_conflict(session, monkeypatch):
    calls = []

    def second(handle):
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("dpia.atomic.os.fsync", second)
    with pytest.raises(UserError) as error:
        session.answer("s.flag", given(True))
    assert error.value.code == "not-confirmed"
    assert session.assessment.answers["s.flag"] == given(True)
    session.answer("s.number", given(3))
    assert read_document(session.path).assessment.answers == {"s.flag": given(True), "s.number": given(3)}
    assert list(session.path.parent.glob("*.conflict-*")) == []


def test_a_file_of_an_earlier_version_opens_whatever_characters_it_took(session, toy, clock):
    """New text with marks of direction or C1 is refused; what stands in a file is evidence and is read."""
    with pytest.raises(AnswerError) as error:
        session.answer("s.pick", not_applicable("a\u200eb"))
    assert error.value.code == "control-character"
    session.answer("s.pick", not_applicable("a~b"))
    session.close()
    session.path.write_text(session.path.read_text("utf-8").replace("a~b", "a\u200e\u0092b"), "utf-8")
    with Session.open(toy, session.path, clock=clock) as again:
        assert again.assessment.answers["s.pick"] == not_applicable("a\u200e\u0092b")
        again.answer("s.flag", given(True))


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

    monkeypatch.setattr("dpia.atomic.os.fsync", full)
    with pytest.raises(UserError) as error:
        session.answer("s.flag", given(False))
    assert error.value.code == "cannot-write"
    assert session.path.read_bytes() == before
    assert session.assessment.answers["s.flag"] == given(True)
    assert [p.name for p in session.path.parent.glob(".*.tmp")] == []


def test_rows_are_put_in_as_one_action_and_taken_back_as_one(session):
    session.answer("s.rows", UNKNOWN)
    before = session.assessment
    session.put_rows("s.rows", [Row("", {"pick": given("a")}), Row("", {"pick": given("b")})])
    first, second = session.assessment.rows("s.rows")
    assert (first.cells["pick"], second.cells["pick"]) == (given("a"), given("b"))
    session.undo()
    assert session.assessment == before, "also what was said of the table before"
    session.redo()
    middle, entries = session.assessment, len(session.document.changes)
    session.put_rows("s.rows", [Row(first.id, {}), Row("", {"pick": given("a")})])
    assert [row.cells for row in session.assessment.rows("s.rows")] == [{}, second.cells, {"pick": given("a")}]
    assert next(change.path[2:] for change in session.document.changes[entries:]) == (first.id, "pick"), "cell by cell"
    session.undo()
    assert session.assessment == middle
    verify_chain(session.document.changes)
    with pytest.raises(AnswerError):
        session.put_rows("s.rows", [Row("", {"pick": given("z")})])
    assert session.assessment == middle, "all of them, or none"

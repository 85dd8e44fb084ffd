"""Undo takes back whole actions and redo brings them back; the log keeps everything, and an old file reads as before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st
from support.toy import OPTIONS, toy_pack

from dpia.assessment.answers import Edit
from dpia.assessment.change import Change, actions, make_change, undo_and_redo
from dpia.assessment.interval import Interval
from dpia.assessment.model import UNKNOWN, Answer, Response, Row, given, not_applicable
from dpia.assessment.partial import PartialList
from dpia.errors import UserError
from dpia.session import Session
from dpia.storage.document import parse_document, verify_document

TOY = toy_pack()
NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Step:
    """Something that a person does; `run` does it to a session."""

    name: str
    run: Callable[[Session], object]

    def __repr__(self) -> str:
        return self.name


def step(name: str, *drawn: object, run: Callable[[Session], object]) -> Step:
    return Step(f"{name} {drawn}", run)


_ROWS = given((Row("kept", {"pick": given("a")}), Row("bare")))
_ANSWERS: dict[str, list[Answer | None]] = {
    "s.flag": [given(True), given(False), UNKNOWN, None],
    "s.pick": [given("a"), given("c"), not_applicable("why"), None],
    "s.many": [given(()), given(("a", "b")), given(PartialList(("a",), (), ("c",))), UNKNOWN, None],
    "s.number": [given(0), given(12.5), given(Interval(10, low_open=True)), None],
    "s.day": [given("2024"), given(Interval(high="2024-05")), None],
    "s.rows": [_ROWS, given(()), UNKNOWN, None],
}
_ANSWERED = st.sampled_from([(question, answer) for question, answers in _ANSWERS.items() for answer in answers])
_PROPOSED = st.sampled_from(
    [(q, answer) for q, answers in _ANSWERS.items() for answer in answers if answer is not None]
)


def _in_row(session: Session, which: int, change: Callable[[str], object]) -> None:
    rows = session.assessment.rows("s.rows")
    if rows:
        change(rows[which % len(rows)].id)


def _proposal(session: Session, which: int, change: Callable[[str], object]) -> None:
    proposed = sorted(session.assessment.proposed)
    if proposed:
        change(proposed[which % len(proposed)])


def _steps() -> st.SearchStrategy[Step]:
    which, option = st.integers(0, 3), st.sampled_from(OPTIONS)
    return st.one_of(
        _ANSWERED.map(lambda p: step("answer", *p, run=lambda s: s.answer(*p))),
        st.lists(_ANSWERED, min_size=2, max_size=4, unique_by=lambda p: p[0]).map(
            lambda many: step(
                "answer several", many, run=lambda s: s.apply([Edit(*p) for p in many], as_of="2020-02-02")
            )
        ),
        st.just(step("add a row", run=lambda s: s.add_row("s.rows"))),
        st.just(step("put rows in", run=lambda s: s.put_rows("s.rows", [*s.assessment.rows("s.rows")[:1], Row("")]))),
        which.map(lambda n: step("remove a row", n, run=lambda s: _in_row(s, n, lambda r: s.remove_row("s.rows", r)))),
        st.tuples(which, option).map(
            lambda p: step(
                "answer a cell",
                *p,
                run=lambda s: _in_row(s, p[0], lambda r: s.answer("s.rows", given(p[1]), r, "pick")),
            )
        ),
        st.lists(_PROPOSED, min_size=1, max_size=3, unique_by=lambda p: p[0]).map(
            lambda many: step("propose", many, run=lambda s: s.propose([Edit(*p) for p in many]))
        ),
        which.map(lambda n: step("confirm", n, run=lambda s: _proposal(s, n, s.confirm))),
        which.map(lambda n: step("reject", n, run=lambda s: _proposal(s, n, s.reject))),
        which.map(
            lambda n: step(
                "clear what is proposed",
                n,
                run=lambda s: _proposal(s, n, lambda q: s.apply([Edit(q, None)], reject=[q])),
            )
        ),
        st.sampled_from([Response("accept"), Response("contest", reason="No."), None]).map(
            lambda r: step("respond", r, run=lambda s: s.respond("RP-01/x", r))
        ),
        st.sampled_from(["2019-08-20", "2026-11-21"]).map(lambda d: step("as of", d, run=lambda s: s.set_as_of(d))),
    )


UNDO, REDO = Step("undo", lambda s: s.undo()), Step("redo", lambda s: s.redo())


@hypothesis_given(steps=st.lists(st.one_of(_steps(), _steps(), st.just(UNDO), st.just(REDO)), max_size=25))
@settings(max_examples=150, deadline=None)
def test_undo_restores_the_whole_assessment_and_redo_what_undo_took(steps: list[Step]):
    """Against the plainest model there is: a list of whole assessments, and where in it one stands."""
    session = Session.create(TOY, None, clock=lambda: NOW, by="ada", scenario="club")
    states, at = [session.assessment], 0
    for one in steps:
        entries = len(session.document.changes)
        if one is UNDO:
            assert (session.undo() is not None) == (at > 0)
            at = max(at - 1, 0)
        elif one is REDO:
            assert (session.redo() is not None) == (at < len(states) - 1)
            at = min(at + 1, len(states) - 1)
        else:
            one.run(session)
            if len(session.document.changes) > entries:
                states, at = [*states[: at + 1], session.assessment], at + 1
        assert session.assessment == states[at]
        assert len(session.document.changes) >= entries, "the log only grows"
    document = parse_document(session.document.to_bytes(), "x")
    assert document == session.document
    assert verify_document(document) == []
    while session.undo() is not None:
        at -= 1
        assert session.assessment == states[at]
    assert at == 0


@pytest.fixture
def session(toy, tmp_path, clock):
    with Session.create(toy, tmp_path / "a.dpia.json", clock=clock, by="ada") as made:
        yield made


def test_a_confirmed_proposal_is_one_action(session):
    session.propose([Edit("s.flag", given(True))])
    session.confirm("s.flag")
    confirmed = session.undo()
    assert confirmed is not None
    assert [change.path for change in confirmed.entries] == [("answers", "s.flag"), ("proposed", "s.flag")]
    assert session.assessment.answers == {}
    assert session.assessment.proposed == {"s.flag": given(True)}, "it is proposed again, and not answered"
    session.redo()
    assert session.assessment.answers == {"s.flag": given(True)}
    assert session.assessment.proposed == {}


def test_an_answer_and_the_proposal_that_it_replaces_are_one_action(session):
    session.propose([Edit("s.flag", given(True))])
    session.answer("s.flag", given(False))
    session.undo()
    assert session.assessment.answers == {}
    assert session.assessment.proposed == {"s.flag": given(True)}


def test_a_new_answer_ends_redoing(session):
    session.answer("s.flag", given(True))
    session.undo()
    session.answer("s.number", given(1))
    assert session.redoable is None
    assert session.redo() is None
    assert session.assessment.answers == {"s.number": given(1)}


def test_undo_and_redo_stop_where_the_session_began(session, toy, clock):
    session.answer("s.flag", given(True))
    session.answer("s.number", given(1))
    session.undo()
    session.close()
    with Session.open(toy, session.path, clock=clock, by="bo") as later:
        for action, take in ((later.undoable, later.undo), (later.redoable, later.redo)):
            assert action is not None
            assert later.is_earlier(action)
            assert take() is None
            assert later.assessment.answers == {"s.flag": given(True)}, "nothing was taken back without asking"
        later.answer("s.pick", given("a"))
        assert later.undo() is not None
        assert later.undo() is None
        assert later.undo(earlier=True) is not None
        assert later.assessment.answers == {}
        assert later.redo() is not None, "what this session took back it brings back"
        assert later.assessment.answers == {"s.flag": given(True)}


def test_what_a_setting_proposes_is_there_before_the_first_session(tmp_path, clock):
    from pathlib import Path

    from dpia.content.loader import load_pack
    from dpia.create import copy_example, create

    pack = load_pack(Path(__file__).parents[1] / "tui" / "pack")
    with create(pack, tmp_path / "a.dpia.json", scenario="club", clock=clock) as session:
        assert session.assessment.proposed
        assert session.undo() is None
    with copy_example(pack, pack.content.examples[0], tmp_path / "b.dpia.json", clock=clock) as session:
        assert session.assessment.answers
        assert session.undo() is None


def test_an_undo_that_cannot_be_saved_changes_nothing(session, monkeypatch):
    session.propose([Edit("s.flag", given(True))])
    session.confirm("s.flag")
    before = session.document

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dpia.atomic.os.fsync", full)
    with pytest.raises(UserError):
        session.undo()
    assert session.document == before


# --- the file ---------------------------------------------------------------------------------------------------------


def test_only_actions_of_several_entries_carry_a_group(session):
    session.answer("s.flag", given(True))
    session.apply([Edit("s.number", given(1)), Edit("s.pick", given("a"))])
    session.undo()
    groups = [change.group for change in session.document.changes]
    assert groups == [None, None, None, None, 5, 5, 7, 7]
    assert [change.undoes for change in session.document.changes] == [None, None, None, None, None, None, 6, 5]
    assert "group" not in session.document.changes[3].to_json()


def _old_log() -> list[Change]:
    """As earlier versions wrote it: a confirmed proposal in two entries that nothing holds together, one taken back."""
    log: list[Change] = []
    for path, before, after, undoes in [
        (("created",), None, "2026-01-01", None),
        (("as_of",), None, "2026-01-01", None),
        (("proposed", "s.flag"), None, {"given": True}, None),
        (("answers", "s.flag"), None, {"given": True}, None),
        (("proposed", "s.flag"), {"given": True}, None, None),
        (("proposed", "s.flag"), None, {"given": True}, 5),
    ]:
        log.append(make_change(log, "2026-01-01T00:00:00Z", "ada", path, before, after, undoes))
    return log


def test_a_file_without_groups_reads_and_undoes_as_before():
    log = _old_log()
    assert all("group" not in change.to_json() for change in log)
    assert [Change.from_json(change.to_json()) for change in log] == log
    assert len(actions(log)) == len(log)
    standing, taken_back = undo_and_redo(log)
    assert [action.first for action in standing] == [3, 4]
    assert [action.first for action in taken_back] == [6]


@pytest.mark.parametrize("wrong", [{"group": "4"}, {"group": True}, {"group": None}, {"undoes": "4"}, {"undoes": 1.0}])
def test_a_group_is_the_number_of_an_entry(wrong):
    data = {**_old_log()[0].to_json(), **wrong}
    with pytest.raises(ValueError, match="wrong type"):
        Change.from_json(data)


def test_the_group_is_under_the_hash():
    from dataclasses import replace

    from dpia.assessment.change import LogError, verify_chain

    log = _old_log()
    with pytest.raises(LogError, match="entry 6 was altered"):
        verify_chain([*log[:-1], replace(log[-1], group=6)])

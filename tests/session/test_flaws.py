"""A record that was changed behind the back of its log: found wherever it is read, repaired nowhere, and never in the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.hand_edits import Json, edit, entry
from support.toy import toy_pack

from dpia.assessment.change import make_change, turned_back
from dpia.assessment.model import given
from dpia.session import Session
from dpia.storage.document import parse_document, read_document


@pytest.fixture
def path(tmp_path: Path, clock: Any) -> Path:
    path = tmp_path / "a.dpia.json"
    with Session.create(toy_pack(), path, clock=clock, by="ada") as session:
        session.answer("s.number", given(7))
        session.answer("s.flag", given(True))
        session.answer("s.number", given(8))
    return path


def rechained(path: Path, change: Callable[[Json], object]) -> None:
    """Change the file by hand and compute its chain anew, as somebody who knows the format would."""
    edit(path, change)
    document = read_document(path)
    log: list[Any] = []
    for one in document.changes:
        log.append(make_change(log, one.at, one.by, one.path, one.before, one.after, one.undoes, one.group))
    path.write_bytes(replace(document, changes=tuple(log)).to_bytes())


HAND = [
    ("the log does not lead", lambda data: data["assessment"]["answers"]["s.number"].update(given=9)),
    ("the log does not lead", lambda data: data["assessment"]["answers"].pop("s.flag")),
    ("the log does not lead", lambda data: data["assessment"].update(as_of="2019-08-20")),
    ("entry 4 was altered", lambda data: entry(data, 4).update(by="eve")),
    ("entry 4 was altered", lambda data: entry(data, 4)["after"].update(given=9)),
    ("entry 4 was altered", lambda data: entry(data, 4)["after"].update(given=10**60)),
    ("entry 5 is missing", lambda data: data["changes"].pop(4)),
    ("the log names other content", lambda data: data["content"].update(digest="1" * 64)),
    ("the log does not begin", lambda data: data.update(changes=[])),
]
RECHAINED = [
    ("entry 4 says no time: “yesterday”", lambda data: entry(data, 4).update(at="yesterday")),
    ("entry 4 says no time", lambda data: entry(data, 4).update(at="2026-W47-6T12:00:00Z")),
    ("entry 2 cannot be applied", lambda data: entry(data, 2).update(after="2026-W47-6")),
    ("entry 6 changes what no entry before it wrote", lambda data: entry(data, 6)["before"].update(given=5)),
    ("entry 4 cannot be applied", lambda data: entry(data, 4).update(path=["answers", "s.rows", "row-1", "name"])),
    ("the log names other content", lambda data: entry(data, 3)["after"].update(digest="1" * 64)),
]


@pytest.mark.parametrize(("said", "change"), HAND)
def test_what_was_edited_by_hand_is_found(path, said, change):
    edit(path, change)
    [flaw] = read_document(path).flaws
    assert str(flaw).startswith(said)


@pytest.mark.parametrize(("said", "change"), RECHAINED)
def test_a_chain_that_was_computed_anew_must_lead_somewhere_too(path, said, change):
    rechained(path, change)
    [flaw] = read_document(path).flaws
    assert str(flaw).startswith(said)


def test_true_and_one_are_not_the_same_in_a_file(path):
    edit(path, lambda data: data["assessment"]["answers"]["s.flag"].update(given=1))
    [flaw] = read_document(path).flaws
    assert "does not lead" in str(flaw)


def test_what_was_edited_by_hand_is_not_in_order_again_after_the_next_change_of_the_same_answer(path, clock):
    edit(path, lambda data: data["assessment"]["answers"]["s.number"].update(given=9))
    with Session.open(toy_pack(), path, clock=clock) as session:
        assert session.flaws
        session.answer("s.number", given(10))
        assert session.flaws
    [flaw] = read_document(path).flaws
    assert str(flaw) == "entry 7 changes what no entry before it wrote"


def test_a_new_file_has_no_flaw(tmp_path, clock):
    with Session.create(toy_pack(), tmp_path / "new.dpia.json", clock=clock) as session:
        assert not session.flaws
        session.answer("s.flag", given(False))
        assert not session.flaws


def test_a_flawed_file_is_read_and_written_and_its_entries_stay(path, clock):
    edit(path, lambda data: entry(data, 4).update(by="eve"))
    before = json.loads(path.read_bytes())["changes"]
    with Session.open(toy_pack(), path, clock=clock) as session:
        session.answer("s.flag", given(False))
        assert session.assessment.answers["s.flag"].value is False
    assert json.loads(path.read_bytes())["changes"][: len(before)] == before


def test_a_clock_that_was_set_back_is_no_flaw_and_can_be_told(path, clock):
    clock.now = clock.now.replace(year=2020)
    with Session.open(toy_pack(), path, clock=clock) as session:
        session.answer("s.flag", given(False))
    document = read_document(path)
    assert not document.flaws
    assert turned_back(change.at for change in document.changes) == 6


def test_a_file_whose_time_is_no_time_shows_in_the_wizard_as_it_is(path):
    from dpia.i18n import Translator
    from dpia.tui.view_model import ViewModel

    rechained(path, lambda data: entry(data, 6).update(at="yesterday"))
    session = Session(toy_pack(), parse_document(path.read_bytes(), "a"), None)
    assert ViewModel(session, Translator()).saved_at == "yesterday"


def test_the_content_that_holds_belongs_to_the_chain(path):
    """Another pin alone is found, and so is one with an entry of its own that nobody chained."""
    edit(path, lambda data: (data["content"].update(version="9"), entry(data, 3)["after"].update(version="9")))
    [flaw] = read_document(path).flaws
    assert str(flaw) == "entry 3 was altered"

"""The discussion in the file: what can be kept, read strictly, in the log, undone, and left out of a copy."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from support import toy

from dpia.assessment.answers import AnswerError
from dpia.assessment.change import verify_chain
from dpia.assessment.discussing import named_otherwise, removed
from dpia.assessment.discussion import (
    ENTRIES_LIMIT,
    PARKED,
    AnyEntry,
    Comment,
    Decision,
    DiscussionError,
    Evidence,
    Position,
    ToDo,
    entry_from_json,
    fresh_id,
)
from dpia.assessment.model import Assessment
from dpia.errors import UserError
from dpia.session import Session
from dpia.storage.document import parse_document, verify_document
from dpia.storage.reduced import reduced, withheld

AT = "2026-11-29T09:00:00Z"
PACK = toy.toy_pack()
HERE = ("question", "s.flag")
DIGEST = "ab" * 32
EVERY_KIND: tuple[AnyEntry, ...] = (
    Comment(HERE, "Anna Berg", AT, "Ask the school."),
    Position(("finding", "R-1/grave"), "Bo", AT, "Too much.\nBy far.", "guardian", "disagree"),
    ToDo(PARKED, "Anna Berg", AT, "Read the contract", "Bo", "2026-12-24", True),
    Decision(HERE, "Anna Berg", AT, "We ask again"),
    Evidence(HERE, "Bo", AT, "", "", "contract.pdf", DIGEST, "documented"),
)


def session() -> Session:
    return Session.create(PACK, None, clock=lambda: dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC), by="Anna Berg")


@pytest.mark.parametrize("entry", EVERY_KIND, ids=lambda entry: entry.kind)
def test_every_kind_is_read_back(entry):
    assert entry_from_json(json.loads(json.dumps(entry.to_json()))) == entry


def changed(n: int, **values: Any) -> dict[str, Any]:
    return {name: value for name, value in {**EVERY_KIND[n].to_json(), **values}.items() if value is not None}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "has a kind"), ({}, "has a kind"), ({"kind": ["comment"]}, "has a kind"), (changed(0, kind="rumour"), "has a kind"),
        (changed(0, stance="agree"), "unknown key stance"), (changed(0, about="s.flag"), "list of names"), (changed(0, about=[1]), "list of names"),
        (changed(0, about=["question"]), "is about"), (changed(0, about=["law", "x"]), "is about"), (changed(0, about=["question", ""]), "is about"),
        (changed(0, text=None), "text is missing"), (changed(0, text="x" * 4_001), "4001 characters"), (changed(0, by="x" * 201), "201 characters"),
        (changed(0, text="\x1b[2J"), "U+001B"), (changed(0, by="a\nb"), "one line"), (changed(0, by=7), "wrong type"), (changed(0, at="yesterday"), "instant"),
        (changed(1, role=None), "role is missing"), (changed(1, stance="perhaps"), "one of agree"), (changed(2, due="2026-13-01"), "month"),
        (changed(2, done="yes"), "wrong type"), (changed(4, status="sworn"), "one of asserted"), (changed(4, sha256=None), "has its SHA-256"),
        (changed(4, sha256="AB" * 32), "has its SHA-256"), (changed(4, reference="x"), "not both"), (changed(4, file=None), "not both"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(data, says):
    with pytest.raises(DiscussionError, match=says.replace("+", r"\+")):
        entry_from_json(data)


@pytest.mark.parametrize(
    ("discussion", "says"),
    [
        ([], "must be an object"), ({"A b": EVERY_KIND[0].to_json()}, "is no id"), ({"a": {}}, "discussion.a"),
        ({str(n): EVERY_KIND[0].to_json() for n in range(ENTRIES_LIMIT + 1)}, "more than 2000"),
    ],
)  # fmt: skip
def test_a_file_with_a_wrong_discussion_is_refused(discussion, says):
    with pytest.raises(ValueError, match=says):
        Assessment.from_json({"as_of": "2026-11-29", "created": "2026-11-29", "discussion": discussion})


def test_entries_are_logged_undone_and_read_back():
    with session() as one:
        names = [fresh_id() for _ in EVERY_KIND]
        one.discuss(dict(zip(names, EVERY_KIND, strict=True)), until="2027-11-29")
        assert list(one.assessment.discussion.values()) == list(EVERY_KIND)
        assert one.document.flaws == ()
        assert parse_document(one.document.to_bytes(), "x") == one.document
        one.discuss({names[0]: None})
        one.undo()
        assert one.assessment.discussion[names[0]] == EVERY_KIND[0]
        one.undo()
        assert (one.assessment.discussion, one.assessment.discussion_until) == ({}, "")
        one.redo()
        assert len(one.assessment.discussion) == len(EVERY_KIND)
        one.discuss(removed(one.assessment), until="")
        assert (one.assessment.discussion, one.assessment.discussion_until) == ({}, "")
        assert verify_document(one.document) == []


@pytest.mark.parametrize(
    ("about", "code"),
    [
        (("question", "s.nothing"), "unknown-question"), (("question", "s.rows", "nobody"), "unknown-row"),
        (("question", "s.flag", "nobody"), "unknown-row"),
    ],
)  # fmt: skip
def test_an_entry_is_about_what_there_is(about, code):
    with session() as one, pytest.raises(AnswerError) as error:
        one.discuss({"a": replace(EVERY_KIND[0], about=about)})
    assert error.value.code == code
    assert one.assessment.discussion == {}


def test_a_wrong_day_and_a_wrong_entry_change_nothing():
    with session() as one:
        for wrong in ({"a": replace(EVERY_KIND[0], text="")}, {"A": EVERY_KIND[0]}):
            with pytest.raises((AnswerError, UserError, ValueError)):
                one.discuss(wrong)
        with pytest.raises(AnswerError):
            one.discuss({"a": EVERY_KIND[0]}, until="soon")
        assert one.assessment.discussion == {}


def test_a_name_goes_from_every_entry():
    with session() as one:
        mine = {
            "a": replace(EVERY_KIND[0], text="anna berg, Bob and Annabergson"),
            "b": EVERY_KIND[2],
            "c": EVERY_KIND[1],
        }
        one.discuss(mine)
        one.discuss(named_otherwise(one.assessment, "Anna Berg", "Participant 1"))
        assert one.assessment.discussion["a"] == Comment(
            HERE, "Participant 1", AT, "Participant 1, Bob and Annabergson"
        )
        assert one.assessment.discussion["b"].by == "Participant 1"
        one.discuss(named_otherwise(one.assessment, "Bo"))
        assert (one.assessment.discussion["c"].by, one.assessment.discussion["b"].to_json().get("owner")) == ("", None)
        assert "Bob" in one.assessment.discussion["a"].text
        assert named_otherwise(one.assessment, " ") == {}


def test_a_reduced_copy_says_nothing_of_the_discussion_and_still_holds():
    with session() as one:
        one.discuss({"a": EVERY_KIND[0]}, until="2027-01-01")
        one.discuss({"a": None})
        one.set_as_of("2026-11-28")
        copy = reduced(one.document)
    data = copy.to_bytes()
    assert b"Ask the school" not in data
    assert b"2027-01-01" not in data
    assert (withheld(copy), copy.head, copy.assessment.as_of) == (3, one.document.head, "2026-11-28")
    again = parse_document(data, "x")
    assert (again, again.flaws, reduced(again)) == (copy, (), copy)
    with Session(PACK, again, None, by="x") as other:  # one can go on with it
        assert other.undoable is not None
        assert other.undoable.entries[0].path == ("as_of",)
        other.discuss({"b": EVERY_KIND[3]})
        assert verify_document(other.document) == []


def test_no_entry_of_another_kind_passes_as_withheld():
    with session() as one:
        one.set_as_of("2026-11-28")
        one.discuss({"a": EVERY_KIND[0]})
    log = list(one.document.changes)
    log[-2] = log[-2].emptied()
    with pytest.raises(ValueError, match="altered"):
        verify_chain(log)
    copy = reduced(one.document)
    wrong = replace(copy.changes[-1], withheld="cd" * 32)
    with pytest.raises(ValueError, match="altered"):
        verify_chain([*copy.changes[:-1], wrong])


@pytest.mark.parametrize("changes", [{"withheld": True}, {"by": "Bo"}, {"path": ["answers", "s.flag"]}, {"after": 1}])
def test_a_withheld_entry_says_nothing_else(changes):
    with session() as one:
        one.discuss({"a": EVERY_KIND[0]})
    data = json.loads(reduced(one.document).to_bytes())
    data["changes"][-1].update(changes)
    with pytest.raises(UserError, match="withheld"):
        parse_document(json.dumps(data).encode(), "x")

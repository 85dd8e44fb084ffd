"""The quick lane line by line, over the real content: the same lane as on the screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from plain.conftest import channel_of

from dpia.create import create
from dpia.engine.lane import MAX_QUESTIONS
from dpia.i18n import Translator
from dpia.plain.quick import walk_lane
from dpia.session import utc_now
from dpia.storage.document import read_document
from dpia.tui.lane_model import LaneModel


@pytest.fixture
def lane(real_pack, path):
    with create(real_pack, path, scenario="school-attendance") as session:
        scenario = real_pack.scenario("school-attendance")
        yield LaneModel(session, scenario, path.parent, Translator(), utc_now)


def walk(lane: LaneModel, *lines: str) -> tuple[bool, str]:
    said: list[str] = []
    goes_on = walk_lane(lane, channel_of(lines, said))
    return goes_on, "".join(said)


def test_a_head_teacher_reaches_an_outcome(lane, path: Path):
    goes_on, said = walk(lane, *["1"] * (MAX_QUESTIONS - 2), "North School", "", "maybe", "yes")
    assert goes_on
    asked = re.findall(r"^(?:> )?Question (\d+) of", said, re.MULTILINE)
    assert len(asked) <= MAX_QUESTIONS
    assert re.search(r"^Why: ", said, re.MULTILINE)
    assert re.search(r"^(No|Not yet|On these answers|Nothing).*[:.]", said, re.MULTILINE)
    assert "This rests on" in said
    assert "Write yes, no or /back." in said
    assert read_document(path).assessment == lane.session.assessment
    assert sum("Saved: " in line for line in said.splitlines()) == len(asked) - 1, (
        "each answer is said; one name was left out"
    )


def test_bad_input_back_and_leaving(lane):
    goes_on, said = walk(
        lane, "99", "", "/undo", "/back", "/help", "1", "/back", "2", "/nothing", "/again", "/leave", "1"
    )
    assert not goes_on
    assert "There is no choice “99”." in said
    assert "Nothing was answered." in said
    assert "That is a command of the full assessment." in said
    assert "This is the first question." in said
    assert "There is no command “/nothing”." in said
    assert len(lane.place.answered) == 1
    assert said.count("Question 1 of") == 2, "what is wrong does not say the question again; going back does"
    assert said.count("Question 2 of") == 3


def test_the_end_of_input_keeps_what_was_answered(lane, path: Path):
    goes_on, _ = walk(lane, "1", "?")
    assert not goes_on
    assert len(list(read_document(path).assessment.leaves())) >= 2

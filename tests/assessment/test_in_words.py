"""Whether anything in an assessment is in a language yet."""

from __future__ import annotations

import pytest

from dpia.assessment.change import LANGUAGE
from dpia.assessment.in_words import holds_words
from dpia.assessment.model import UNKNOWN, Answer, Assessment, Response, Row, given, not_applicable
from dpia.session import Session


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        ("start.public-task", given(True), False),
        ("start.summary", UNKNOWN, False),
        ("start.people-in", given(("sweden",)), False),
        ("people.groups", given((Row("r1", {"depends": given(False), "name": UNKNOWN}),)), False),
        ("start.summary", given("We plan"), True),
        ("start.drafts", not_applicable("none of it"), True),
        ("people.groups", given((Row("r1", {"name": given("Pupils")}),)), True),
        ("of-an-earlier-content", given("We plan"), True),
    ],
)
def test_answers(pack, question: str, answer: Answer, words: bool) -> None:
    assert holds_words(pack, Assessment("2026-11-02", "2026-11-02", answers={question: answer})) is words


def test_a_response_is_words_and_a_proposal_is_not(pack) -> None:
    day = "2026-11-02"
    assert holds_words(pack, Assessment(day, day, responses={"RP-01/x": Response("accept", "so be it")}))
    assert not holds_words(pack, Assessment(day, day, proposed={"start.summary": given("We plan")}))


def test_undo_passes_the_language_by(pack, tmp_path) -> None:
    with Session.create(pack, tmp_path / "a.dpia.json", language="en") as session:
        session.answer("start.summary", given("We plan"))
        session.set_language("sv")
        action = session.undo()
        assert action is not None
        assert all(change.path != LANGUAGE for change in action.entries)
        assert (session.assessment.language, dict(session.assessment.answers)) == ("sv", {})
        session.set_language("zh-Hans")
        assert session.redo() is not None, "what was taken back can still come again"

"""What an answers file is refused for: each with its place and the right form."""

from __future__ import annotations

import pytest

from dpia.assessment.answers import AnswerError, Edit
from dpia.assessment.answers_file import assessment_from_plain, read_edits
from dpia.assessment.model import Assessment, given
from dpia.content.loader import load_pack
from dpia.content.source import parse
from dpia.errors import ProblemsFound
from dpia.session import Session

DAY = "2026-11-28"
TWO_MAIN = "purpose.purposes:\n  - {id: a, rank: main}\n  - {id: b, rank: main}\n"


@pytest.fixture(scope="module")
def pack():
    return load_pack()


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ("start.title: not-applicable\n", "not-applicable", "a.yaml:1:1", "{text: …}"),
        ("decision.review-date: n/a\n", "not-applicable", "a.yaml:1:1", "{not_applicable: reason}"),
        ("basis.grounds:\n  - {id: g, group: [pupils]}\n", "no-rows", "a.yaml:2:13", "processing.groups"),
        (TWO_MAIN, "only-one", "a.yaml:3:13", "two assessments"),
        ("safeguards.security: [encryption, nonsense]\n", "unknown-option", "a.yaml:1:35", "nonsense"),
        ("safeguards.security: {have: [encryption], lack: [encryption]}\n", "twice", "a.yaml:1:50", "named twice"),
    ],
)  # fmt: skip
def test_each_is_refused_at_its_place_with_the_right_form(pack, text, code, place, words):
    with pytest.raises(ProblemsFound) as found:
        read_edits(parse(text, "a.yaml"), pack, Assessment(DAY, DAY))
    [problem] = found.value.problems
    assert problem.code == code
    assert str(problem).startswith(place)
    assert words in str(problem)


def test_words_that_are_the_answer_can_be_given(pack):
    [edit], _ = read_edits(parse("start.title: {text: n/a}\n", "a.yaml"), pack, Assessment(DAY, DAY))
    assert edit.answer == given("n/a")


def test_the_second_main_purpose_is_refused_in_the_wizard_too(pack, clock):
    with Session.create(pack, None, clock=clock, by="ada") as session:
        session.add_row("purpose.purposes")
        session.add_row("purpose.purposes")
        first, second = (row.id for row in session.assessment.rows("purpose.purposes"))
        session.answer("purpose.purposes", given("main"), first, "rank")
        with pytest.raises(AnswerError, match="Only one row"):
            session.apply([Edit("purpose.purposes", given("main"), second, "rank")])
        session.answer("purpose.purposes", given("main"), first, "rank")  # the same again is no second one


def test_an_older_file_with_two_is_still_read(pack):
    rows = [{"id": "a", "rank": "main"}, {"id": "b", "rank": "main"}]
    assert len(assessment_from_plain(pack, DAY, {"purpose.purposes": rows}).rows("purpose.purposes")) == 2


def test_a_question_may_be_named_by_its_number(pack):
    """As it is printed on a worksheet, with or without the letter; 2.10 is not 2.1."""
    numbers = {name: number.removeprefix("Q") for name, number in pack.numbers.items()}
    tenth = next(name for name, number in numbers.items() if number == "8.10")
    text = f"{numbers['start.title']}: A\nQ{numbers['start.summary']}: B\n8.10: unknown\n"
    edits, _ = read_edits(parse(text, "a.yaml"), pack, Assessment(DAY, DAY))
    assert [edit.question for edit in edits] == ["start.title", "start.summary", tenth]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("start.title: A\n1.1: B\n", "twice", "a.yaml:2:1"),
        ("9.99: A\n", "unknown-question", "a.yaml:1:1"),
        ("{groups}:\n  - {id: g, role: nonsense}\n", "unknown-option", "a.yaml:2:13"),
    ],
)
def test_what_is_wrong_under_a_number_is_told_with_its_place(pack, text, code, place):
    text = text.replace("{groups}", pack.numbers["processing.groups"])
    with pytest.raises(ProblemsFound) as caught:
        read_edits(parse(text, "a.yaml"), pack, Assessment(DAY, DAY))
    [problem] = caught.value.problems
    assert problem.code == code
    assert f"{problem.file}:{problem.line}:{problem.column}" == place


def test_rows_under_a_number_can_be_named_by_other_rows(pack):
    text = f"{pack.numbers['processing.groups']}:\n  - {{id: g, name: G}}\nbasis.grounds:\n  - {{id: a, group: [g]}}\n"
    edits, _ = read_edits(parse(text, "a.yaml"), pack, Assessment(DAY, DAY))
    assert len(edits) == 2

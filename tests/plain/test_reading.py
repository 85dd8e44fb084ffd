"""What a line means: a command, an answer, or neither; and never one for the other."""

from __future__ import annotations

import pytest

from dpia.assessment.answers import AnswerError
from dpia.assessment.model import UNKNOWN, given
from dpia.assessment.partial import PartialList
from dpia.content.question import Option, Question
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.plain.instructions import COMMANDS, command_of
from dpia.plain.reading import read_line
from dpia.plain.yes_no import yes_or_no

OPTIONS = tuple(Option(id=name, text=name.upper()) for name in "abc")


def question(kind: str, **more: object) -> Question:
    options = OPTIONS if kind.startswith("choice") else ()
    return Question(id="s.q", type=kind, text="Q?", options=options, **more)  # type: ignore[arg-type]


def read(kind: str, line: str, before: object = None, **more: object) -> object:
    return read_line(question(kind, **more), "abc", line, before, Translator())  # type: ignore[arg-type]


def test_each_word_means_one_command():
    words = [word for command in COMMANDS for word in command.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("line", "text", "name", "rest"),
    [
        ("/find 2.5", True, "find", "2.5"),
        ("find 2.5", False, "find", "2.5"),
        ("  BACK ", False, "back", ""),
        ("/Q", True, "leave", ""),
    ],
)
def test_commands(line, text, name, rest):
    found = command_of(line, text=text)
    assert found is not None
    assert (found[0].name, found[1]) == (name, rest)


@pytest.mark.parametrize(
    ("line", "text"),
    [("find out who looks", True), ("= back", True), ("= /srv", True), ("yes", False), ("", True), ("1 3", False)],
)
def test_answers_are_no_commands(line, text):
    assert command_of(line, text=text) is None


@pytest.mark.parametrize(
    ("line", "code"), [("back", "two-meanings"), ("/bakc", "no-command"), ("/srv/data", "no-command")]
)
def test_what_may_be_both_is_neither_obeyed_nor_taken(line, code):
    with pytest.raises(UserError) as error:
        command_of(line, text=True)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("kind", "line", "answer"),
    [
        ("boolean", "Yes", given(True)),
        ("boolean", "2", given(False)),
        ("boolean", "?", UNKNOWN),
        ("choice", " 3 ", given("c")),
        ("choices", "3, 1", given(("a", "c"))),
        ("choices", "1 1", given(("a",))),
        ("choices", "0", given(())),
        ("choices", "+1 -2", given(PartialList(("a",), ("b",)))),
        ("choices", "?1 ?2 ?3", UNKNOWN),
        ("number", "1 200", given(1200)),
        ("text", "= back", given("back")),
        ("text", "words", given("words")),
        ("date", "2026-11", given("2026-11")),
    ],
)
def test_answers(kind, line, answer):
    assert read(kind, line) == answer


def test_a_sign_leaves_the_other_items_as_they_are():
    before = given(PartialList(("a",), ("b",)))
    assert read("choices", "?3", before) == given(PartialList(("a",), ("b",), ("c",)))
    assert read("choices", "3", before) == given(("c",))


def test_of_a_list_of_what_is_missing_it_is_asked_what_is_there():
    """It is stored the other way round, and `0` means that none is missing."""
    assert read("choices", "1 2", reversed=True) == given(("c",))
    assert read("choices", "0", reversed=True) == given(())
    assert read("choices", "+1 -3", reversed=True) == given(PartialList(("c",), ("a",)))


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("boolean", "maybe"), ("boolean", "0"), ("choice", "4"), ("choice", "0"), ("choice", "a"), ("choice", "²"), ("choice", "1 2"),
        ("choices", "1 +2"), ("choices", "4"), ("choices", "-"), ("choices", "a"), ("number", "1,200"), ("number", "nan"),
        ("date", "unknown"), ("date", "21.11.2026"), ("text", "="), ("text", "\ud800"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused(kind, line):
    with pytest.raises(AnswerError) as error:
        read(kind, line)
    assert str(error.value)


def test_yes_and_no_are_read_in_the_language_and_in_english():
    class Swedish(Translator):
        def __call__(self, message, /, **_):
            return {"yes": "ja", "no": "nej"}[message]

    said = ["ja", "J", "yes", "y", "Nej", "n", "no", "kanske", ""]
    assert [yes_or_no(one, Swedish()) for one in said] == [True] * 4 + [False] * 3 + [None] * 2
    spec = question("boolean")
    assert read_line(spec, (), "ja", None, Swedish()) == given(True)

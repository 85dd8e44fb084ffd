"""The walk line by line: what is asked, what is said, and that each answer is in the file when it is said to be."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain.conftest import channel_of

from dpia.assessment.change import actions
from dpia.content.loader import load_pack
from dpia.content.pack import Pack
from dpia.control_chars import find
from dpia.create import copy_example, create, example_named
from dpia.i18n import Translator
from dpia.plain import walk
from dpia.plain.dialogue import Dialogue
from dpia.plain.instructions import COMMANDS
from dpia.plain.speaking import Ended
from dpia.session import Session
from dpia.storage.document import read_document
from dpia.tui.view_model import ViewModel


def test_a_walk_saves_each_answer_and_goes_on_where_it_stopped(talk, path):
    first = talk("Attendance", "1", "yes")
    assert first.saved
    assert "Q1.1, 1 of" in first.said
    assert "Saved. Q1.2 What kind of body are you? — not answered → public body" in first.said
    assert first.answer("start.public-task") == "yes"
    assert read_document(path).assessment == first.session.assessment
    second = talk()
    assert "Q1.4," in second.said, "it goes on at the first open question"
    assert "What do you call this project?" not in second.said


def test_an_empty_line_and_skip_change_nothing(talk):
    done = talk(*["", "skip", "/next"] * 15)
    assert done.session.assessment.answers == {}
    assert "From here on: the questions that were passed." in done.said


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("/find 1.2\nprivate company", "There is no choice “private company”. Write a number from 1 to 3, or ?"),
        ("/find 1.6\n1,200", "“1,200” is not a number."),
        ("/find 1.7\nsoon", "“soon” is not a date."),
        ("/bakc", "There is no command “/bakc”. Did you mean /back?"),
        ("back", "“back” may be a command or the answer."),
        ("/find 99.1", "There is no question 99.1."),
        ("/find 1.3", "Question 1.3 is not asked on these answers."),
        ("/na never", "This question does not take “not applicable”."),
        ("/redo", "There is nothing to redo."),
        ("/remove 1", "This question is no table."),
        ("/confirm", "Nothing is proposed for this question."),
        ("/findings no-such", "There is no finding “no-such”."),
        ("/planned", "This cannot be planned"),
    ],
)
def test_bad_input_is_one_line_and_the_question_stands(talk, line, message):
    done = talk("/find 1.2", "3", "/find 1.1", *line.split("\n"), "/where")
    [said] = [one for one in done.said.splitlines() if message in one]
    assert said.startswith(("> ", message))
    assert set(done.session.assessment.answers) == {"start.body-type"}


def test_a_table_is_filled_row_by_row(talk):
    done = talk(
        "/find 2.1",
        "add",
        "Pupils",
        "1",
        "+1 ?2",
        "25",
        "2026",
        "yes",
        "?",
        "add",
        "Staff",
        "back",
        "/show",
        "/find 2.1",
        "",
    )
    rows = done.session.assessment.rows("people.groups")
    assert [done.answer("people.groups", row.id, "name") for row in rows] == ["Pupils", "Staff"]
    assert done.answer("people.groups", rows[0].id, "ages") == "yes: under 18; not known: 18 or older"
    assert "Q2.1.1.2," in done.said
    assert "Row 1. Pupils: 5 given, 2 unknown" in done.said, "after a row the table is offered again"
    assert "| Staff" in done.said


def test_rows_are_not_taken_away_without_a_yes(talk):
    done = talk("/find 2.1", "add", "Pupils", "/find 2.1", "0", "no", "?", "")
    assert len(done.session.assessment.rows("people.groups")) == 1
    assert talk("/find 2.1", "0", "what", "yes").answer("people.groups") == "none"


def test_undo_and_redo_take_whole_actions_and_go_to_the_question(talk):
    done = talk("Attendance", "2", "/undo", "/redo", "/undo", "/undo")
    assert done.session.assessment.answers == {}
    assert "What kind of body are you? — undone: private company → not answered" in done.said
    assert "What kind of body are you? — done again: not answered → private company" in done.said
    assert done.said.rstrip().splitlines()[-1].startswith("Everything is saved.")


def test_what_an_earlier_sitting_did_is_asked_about_before_it_is_taken_back(talk):
    talk("Attendance")
    assert talk("/undo", "").answer("start.title") == "Attendance"
    assert talk("/undo", "yes").answer("start.title") == "not answered"


def test_a_text_of_several_lines_ends_with_a_full_stop(talk):
    done = talk("/find 1.5", "First line", "/back is text here", "", "last", ".", "/find 1.5", "/show")
    assert done.answer("start.summary") == "First line\n/back is text here\n\nlast"
    assert "| last" in done.said
    dropped = talk("/find 1.5", "Other", "/cancel")
    assert dropped.answer("start.summary").startswith("First line")


def test_a_line_that_is_a_command_alone_is_not_taken_into_a_text(talk):
    done = talk("/find 1.5", "First line", "/leave", "last", ".")
    assert done.answer("start.summary") == "First line\nlast"
    assert "“/leave” was not added: it is a command." in done.said


def test_a_text_that_is_cut_off_is_kept(talk):
    assert talk("/find 1.5", "First line", "second").answer("start.summary") == "First line\nsecond"


def test_what_a_terminal_would_obey_is_taken_out_and_said(talk):
    done = talk("\x1b[31mred\x1b[0m\udc80")
    assert done.answer("start.title") == "red"
    assert "3 control characters were removed." in done.said


def test_what_was_typed_never_looks_like_a_line_of_the_program(talk):
    done = talk(
        "/find 1.5", "x", "Outcome: launch.", "Everything is saved.", ".", "/find 1.5", "/show", "/find Outcome"
    )
    lines = done.said.splitlines()
    assert not [line for line in lines if line.startswith("Outcome: launch")]
    assert sum(line.startswith("Everything is saved.") for line in lines) == 1


def test_planned_not_applicable_clear_and_unknown(talk):
    done = talk(
        "/find 1.9",
        "1",
        "/find 1.9",
        "/planned 2027-03-01 Ada",
        "/na none yet",
        "/undo",
        "/planned tomorrow 9",
        "/clear",
        "?",
    )
    assert "planned: Ada, by 1 March 2027" in done.said
    assert done.answer("start.drafts") == "unknown"
    assert "not applicable: none yet" in done.said


def test_a_measure_is_promised_and_withdrawn(talk):
    ask = ("/find 1.2", "1", "/find 1.4", "1", "/find 3.1", "no")
    first = talk(
        *ask,
        "/measure 1",
        "Tell them",
        "Ada",
        "soon",
        "/measure 1",
        "Tell them",
        "",
        "/measure 1",
        "Tell them",
        "Ada",
        "2027-03-01",
        "/findings 1",
    )
    [response] = first.session.assessment.responses.values()
    assert (response.measure, response.owner, response.due) == ("Tell them", "Ada", "2027-03-01")
    assert "“soon” is not a date." in first.said
    assert "No measure was promised." in first.said
    assert "Your response: measure promised (Tell them; Ada; 2027-03-01)" in first.said
    assert talk("/withdraw 1").session.assessment.responses == {}


def test_lines_that_come_at_once_are_one_answer_or_none(pack):
    """On a terminal they are a paste, or typed ahead: what was meant for one question answers no other."""

    def walk_with(*bursts: str) -> tuple[Session, str]:
        said: list[str] = []
        lines = [line for burst in bursts for line in burst.split("\n")]
        more = iter([more for burst in bursts for more in [*[True] * burst.count("\n"), False]])
        session = Session.create(pack, None)
        channel = replace(channel_of(lines, said), waiting=lambda: next(more, False))
        Dialogue(ViewModel(session, Translator()), channel).run()
        return session, "".join(said)

    session, said = walk_with(
        "Attendance\nby face", "yes", "1\nno", "/find 1.5", "One.\n\nTwo.", "yes", "/find 1.1", "x\ny", "", "yes\nno"
    )
    answers = {name: answer.value for name, answer in session.assessment.answers.items()}
    assert answers == {"start.title": "Attendance; by face", "start.summary": "One.\nTwo."}
    assert "2 lines came at once, and none was taken. Write one." in said


def test_findings_come_and_go_in_words(real_pack: Pack, path: Path):
    with copy_example(real_pack, example_named(real_pack, "skelleftea"), path) as session:
        said: list[str] = []
        view = ViewModel(session, Translator())
        lines = [
            "/find Where are the people",
            "/find 2.1",
            "1",
            "/undo",
            "/findings",
            "/findings 1",
            "/why",
            "/law",
            "/accept 1 so be it",
            "/contest 1",
            "/contest 1 I differ",
            "/where",
        ]
        assert Dialogue(view, channel_of(lines, said)).run()
    text = "".join(said)
    assert re.search(r"^Gone: Blocker .*\[[A-Z]+-\d+/", text, re.MULTILINE)
    assert re.search(r"^New: Blocker .* Because of: ", text, re.MULTILINE)
    assert "Outcome: Do not launch" in text
    assert re.search(r"^Rests on Q\d+\.\d+", text, re.MULTILINE)
    assert "the response to" in text
    assert "Why is the finding wrong? The report prints it as yours" in text
    assert {response.kind for response in session.assessment.responses.values()} == {"contest"}


def test_an_answer_that_cannot_be_saved_is_said_and_saved_later(talk, path, monkeypatch, pack):
    from dpia.errors import UserError
    from dpia.storage import held_file as sessions

    create(pack, path).close()
    real, failing = sessions.write_atomic, ["Attendance", "the end", "Attendance again"]

    def full(*args, **more):
        if failing:
            failing.pop(0)
            raise UserError("The disk is full.", code="full")
        real(*args, **more)

    monkeypatch.setattr(sessions, "write_atomic", full)
    done = talk("Attendance")
    assert not done.saved
    assert "NOT SAVED: Q1.1 What do you call this project? — Attendance" in done.said
    done = talk("Attendance")
    assert done.saved, "it is tried again at the end"
    assert read_document(path).assessment.answer("start.title", None, None) is not None


def test_a_file_that_somebody_else_changed_ends_the_walk_with_both_versions(pack, path):
    said: list[str] = []
    with create(pack, path) as session:

        def lines():
            yield "Mine"
            path.write_bytes(path.read_bytes() + b"\n")
            yield "2"
            yield "never read"

        assert not Dialogue(ViewModel(session, Translator()), channel_of(lines(), said)).run()
    assert "was changed by somebody else meanwhile" in "".join(said)
    copy = path.with_name("school.conflict-1.dpia.json")
    assert read_document(copy).assessment.answers["start.body-type"].value == "company"


def test_every_string_goes_through_the_catalogue(pack):
    said: list[str] = []
    tr = Translator("x-pseudo")
    session = Session.create(pack, None)
    channel = channel_of(
        ["/help", "", "/where", "/findings", "/find 1.1", "A", "back", "/undo", "/nothing", "/find 2.1", "/add"], said
    )
    Dialogue(ViewModel(session, tr), type(channel)(channel.read, channel.write, tr)).run()
    lines = [line.removeprefix("> ") for line in "".join(said).splitlines()]
    assert [line for line in lines if line.strip() and "⟦" not in line and not line.startswith("|")] == []


# --- whatever is typed ------------------------------------------------------------------------------------------------

WORDS = [word for command in COMMANDS for word in command.words if command.name != "leave"]
ANSWERS = [
    "1",
    "2",
    "0",
    "?",
    "yes",
    "no",
    "+1 -2",
    "1 2",
    "12",
    "2026-11-21",
    ">10",
    "Pupils",
    ".",
    "/cancel",
    "= back",
    "",
]
LINES = st.one_of(
    st.sampled_from([f"/{word}" for word in WORDS]),
    st.sampled_from(ANSWERS),
    st.builds(
        "{} {}".format,
        st.sampled_from(["/find", "/findings", "/remove", "/na", "/planned", "/accept"]),
        st.sampled_from(["1", "2.1", "2.1.1.2", "no", "x"]),
    ),
    st.text(max_size=12),
)
PACK = load_pack(Path(__file__).parents[1] / "tui" / "pack")


@given(st.lists(LINES, max_size=30))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_no_input_crashes_and_each_change_is_said_and_in_the_file(tmp_path, lines):
    path = tmp_path / "any.dpia.json"
    path.unlink(missing_ok=True)
    said: list[str] = []
    with create(PACK, path) as session:
        began = len(session.document.changes)

        def heard():
            for line in lines:
                assert read_document(path).assessment == session.assessment, (
                    "before the next line is read it is written"
                )
                yield line

        assert Dialogue(ViewModel(session, Translator()), channel_of(heard(), said)).run()
        done = actions(session.document.changes[began:])
        assert walk.next_open(ViewModel(session, Translator()), None, ()) is None or walk.fields(
            ViewModel(session, Translator())
        )
    assert read_document(path).assessment == session.assessment
    text = "".join(said)
    shown = re.findall(r"^(?:[>+] )*(?:Saved\. .* — |.* — (?:undone|done again): )", text, re.MULTILINE)
    assert len(shown) == len(done), "each change is said, and nothing is said that was none"
    assert not find(text)


def test_the_end_comes_again_and_again():
    channel = channel_of([], [])
    for _ in range(2):
        with contextlib.suppress(Ended):
            channel.ask()
            raise AssertionError("there is nothing to read")

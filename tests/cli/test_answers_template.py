"""The answers file to fill in: every question stands there, and what stands there is an answer."""

from __future__ import annotations

import pytest

from dpia.assessment.answers_file import read_edits
from dpia.assessment.model import UNKNOWN, Assessment, Row
from dpia.cli.answers_syntax import SYNTAX
from dpia.cli.answers_template import template_lines
from dpia.content.loader import load_pack
from dpia.content.source import parse
from dpia.errors import ProblemsFound
from dpia.i18n import Translator

DAY = "2026-11-28"


def uncommented(lines: list[str]) -> str:
    """The file after one sign was taken away from every line."""
    return "\n".join(line.removeprefix("#") for line in lines)


@pytest.fixture(scope="module")
def pack():
    return load_pack()


def test_every_question_and_column_is_there_and_unknown_until_it_is_answered(pack):
    text = uncommented(list(template_lines(pack, None, Translator())))
    edits, as_of = read_edits(parse(text, "t.yaml"), pack, Assessment(DAY, DAY))
    assert as_of == pack.manifest.checked_to
    answers = {edit.question: edit.answer for edit in edits}
    assert list(answers) == [
        question.id for section in pack.sections for question in pack.section_questions(section.id)
    ]
    for name, answer in answers.items():
        columns = pack.questions[name].columns
        if columns:
            assert isinstance(answer.value, tuple)
            [row] = answer.value
            assert isinstance(row, Row)
            assert set(row.cells) == {column.id for column in columns}
            assert set(row.cells.values()) == {UNKNOWN}
        else:
            assert answer == UNKNOWN, name


def test_it_says_by_what_a_question_is_asked(pack):
    lines = list(template_lines(pack, None, Translator()))
    place = lines.index("## " + pack.questions["start.begin-date"].text)
    asked_by = next(line for line in lines[place:] if line.startswith("## Whether it is asked"))
    assert asked_by == "## Whether it is asked depends on: start.stage"
    place = lines.index("## " + pack.questions["start.stage"].text)
    until = next(index for index, line in enumerate(lines) if line.startswith("#start.stage:"))
    assert not any("Whether it is asked" in line for line in lines[place:until])


def test_what_is_typical_of_a_setting_stands_in_its_place(pack):
    for scenario in pack.content.scenarios:
        text = uncommented(list(template_lines(pack, scenario, Translator())))
        edits, _ = read_edits(parse(text, "t.yaml"), pack, Assessment(DAY, DAY))
        answers = {edit.question: edit.answer for edit in edits}
        source = parse(text, "t.yaml").data
        for name, preset in scenario.presets.items():
            if isinstance(preset, list) and preset and isinstance(preset[0], dict):
                assert [row.id for row in answers[name].value] == [row["id"] for row in preset]
                assert all(source[name][n].items() >= row.items() for n, row in enumerate(preset))
            else:
                assert source[name] == preset, (scenario.id, name)


def test_untouched_it_answers_nothing(pack):
    with pytest.raises(ProblemsFound, match="nothing but comments"):
        parse("\n".join(template_lines(pack, None, Translator())), "t.yaml")


def test_help_and_template_say_every_form(pack):
    text = "\n".join(template_lines(pack, None, Translator()))
    for form, _ in SYNTAX:
        assert form in text

"""What `dpia fill` says of what it wrote."""

from __future__ import annotations

import pytest

from dpia.assessment.answers import Edit
from dpia.assessment.answers_file import read_edits
from dpia.assessment.model import Assessment
from dpia.cli.filled import tell_filled
from dpia.content.loader import load_pack
from dpia.content.source import parse
from dpia.engine.truth import Ref

DAY = "2026-11-28"


def filled(state: Assessment, text: str) -> tuple[list[Edit], Assessment]:
    edits, _ = read_edits(parse(text, "a.yaml"), load_pack(), state)
    after = state
    for edit in edits:
        after = after.with_answer(edit.question, edit.answer)
    return edits, after


def test_rows_that_others_take_the_place_of_are_named(capsys: pytest.CaptureFixture[str]):
    _, before = filled(Assessment(DAY, DAY), "processing.groups: [{id: pupils, name: 9B}, {id: staff, name: All}]")
    edits, after = filled(before, "processing.groups: [{name: Guests}]")
    tell_filled(edits, before, after, ())
    said = capsys.readouterr().err
    assert "1 of 1 answers changed" in said
    assert "processing.groups.pupils, processing.groups.staff" in said


def test_nothing_is_said_to_go_where_a_row_is_changed_by_its_id(capsys: pytest.CaptureFixture[str]):
    _, before = filled(Assessment(DAY, DAY), "processing.groups: [{id: pupils, name: 9B}, {id: staff, name: All}]")
    edits, after = filled(before, "processing.groups: [{id: pupils, name: 9C}]")
    tell_filled(edits, before, after, ())
    assert "processing.groups" not in capsys.readouterr().err


def test_what_the_file_says_and_nobody_asks_is_named_whole_and_before_what_lay_there(
    capsys: pytest.CaptureFixture[str],
):
    edits, after = filled(Assessment(DAY, DAY), "processing.watch-grain: action")
    old = [Ref(f"basis.q{number}", None, None) for number in range(12)]
    tell_filled(edits, Assessment(DAY, DAY), after, [*old, Ref("processing.watch-grain", None, None)])
    [_, ours, others] = capsys.readouterr().err.splitlines()
    assert ours.endswith("answers: processing.watch-grain")
    assert "basis.q9…" in others
    assert "watch-grain" not in others

"""The walk stays short: how many answers a full school or office case is asked for, and how many of them outside tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.source import Source, parse, read_text
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.truth import UNKNOWN, YES

HERE = Path(__file__).parent
TODAY = "2026-11-21"
ALL, OUTSIDE_TABLES = 200, 60


def filled(pack, path: Path) -> Assessment:
    source = parse(read_text(path), path.name)
    return assessment_from_plain(pack, TODAY, source.data, source=source)


def example(pack, name: str) -> Assessment:
    found = next(item for item in pack.content.examples if item.id == name)
    return assessment_from_plain(pack, found.as_of, found.answers, source=Source(name, found.answers))


CASES = {
    "Skellefteå": lambda pack: example(pack, "skelleftea"),
    "school, attendance": lambda pack: filled(pack, HERE.parent / "scenarios" / "school-attendance.yaml"),
    "school, canteen": lambda pack: filled(pack, HERE.parent / "scenarios" / "school-canteen-library.yaml"),
    "office, door": lambda pack: filled(pack, HERE.parent / "scenarios" / "workplace-access.yaml"),
    "office, attendance": lambda pack: filled(pack, HERE.parent / "scenarios" / "workplace-attendance.yaml"),
    "server room": lambda pack: filled(pack, HERE / "complete.yaml"),
}


def outside_tables(evaluation: Evaluation) -> list[str]:
    """The questions that are asked and are no tables; a list of several counts as one."""
    asked = []
    for question in evaluation.pack.content.questions:
        visible = evaluation.evaluator.visible(question.id)
        if not question.columns and (visible.truth is YES or (visible.truth is UNKNOWN and visible.missing)):
            asked.append(question.id)
    return asked


@pytest.mark.parametrize("name", CASES)
def test_a_full_case_of_a_school_or_an_office_is_asked_for_no_more(pack, name):
    evaluation = evaluate(pack, CASES[name](pack))
    progress = evaluation.total_progress
    assert progress.answered == progress.applicable, "a full case"
    assert progress.applicable <= ALL
    assert len(outside_tables(evaluation)) <= OUTSIDE_TABLES


def test_what_only_an_unknown_answer_would_open_is_not_counted(pack):
    """Who does not know which lists there are is not counted as owing the number of wrong matches."""
    base = {"processing.technology": ["identify"], "processing.modality": ["face"], "processing.reach": "joined-only"}
    unknown = evaluate(pack, assessment_from_plain(pack, TODAY, {**base, "processing.lists": "unknown"}))
    some = evaluate(pack, assessment_from_plain(pack, TODAY, {**base, "processing.lists": ["barred"]}))
    assert "safeguards.false-matches" not in outside_tables(unknown)
    assert "safeguards.false-matches" in outside_tables(some)


def test_the_decisive_lane_of_a_school_stays_short(pack):
    """The questions of the short track that decide in a school: those that come first there."""
    assert len(pack.scenario("school-attendance").first_questions) <= 12

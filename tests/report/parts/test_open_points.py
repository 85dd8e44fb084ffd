"""Open points: proposed, unknown, not answered."""

from __future__ import annotations

from support.report_parts import MakeReport, part, parts, words_of

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import given
from dpia.content.pack import Pack
from dpia.engine.evaluation import evaluate


def test_proposed_answers_are_apart_and_count_for_nothing(make_report: MakeReport) -> None:
    report = make_report({}, proposed={"start.title": given("PROPOSED-NAME")})
    assert "PROPOSED-NAME" in words_of(part(report, "open-proposed"))
    assert "PROPOSED-NAME" not in words_of(part(report, "answers"))
    assert "Untitled" in report.cover.title


def test_an_unknown_answer_that_does_not_count_is_not_denied(make_report: MakeReport) -> None:
    hidden = {"processing.technology": ["log-only"], "processing.template-location": "unknown"}
    for answers in (hidden, {"processing.technology": ["log-only"]}):
        assert "open-unknown" not in [section.id for section in parts(make_report(answers))]
    shown = {"processing.technology": ["identify"], "processing.template-location": "unknown"}
    assert "unknown" in words_of(part(make_report(shown), "open-unknown"))


def test_as_many_answers_are_unknown_here_as_in_the_summary(pack: Pack, make_report: MakeReport) -> None:
    """What is kept and not asked any more is no answer in either place."""
    example = pack.example("hangzhou-safari-park")
    assert example is not None
    unknown = evaluate(pack, assessment_from_plain(pack, example.as_of, example.answers)).total_progress.unknown
    said = words_of(part(make_report(dict(example.answers), day=example.as_of), "open-unknown"))
    assert said.split("\n")[-1] == f"{unknown} answers are “unknown”; no finding rests on them."

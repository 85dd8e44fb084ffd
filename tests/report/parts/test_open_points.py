"""Open points: proposed, unknown, not answered."""

from __future__ import annotations

from support.report_parts import MakeReport, part, parts, words_of

from dpia.assessment.model import given


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

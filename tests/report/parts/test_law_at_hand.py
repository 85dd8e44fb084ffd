"""Which law applies, and whether an assessment is due."""

from __future__ import annotations

from support.report_parts import MakeReport, part, words_of
from support.reports import Rendered

from dpia.content.pack import Pack


def test_due_is_shown_criterion_by_criterion(skelleftea: Rendered) -> None:
    text = words_of(part(skelleftea.report, "regime-eu"))
    due = skelleftea.evaluation.regime("eu").due
    assert due is not None
    for result in due.criteria:
        assert result.criterion.title in text
    assert "An assessment is due (data protection impact assessment)." in text


def test_a_duty_that_did_not_exist_yet_is_not_said_to_be_due(pack: Pack, make_report: MakeReport) -> None:
    example = pack.example("hangzhou-safari-park")
    assert example is not None
    assert example.as_of < "2021-11-01"
    report = make_report(example.answers, day=example.as_of)
    assert "so no assessment was due by it" in words_of(part(report, "regime-cn"))
    assert "Criteria" not in words_of(part(report, "regime-cn"))

"""The minutes: findings by the numbers of the whole report, and nothing that does not fit on the page."""

from __future__ import annotations

from dataclasses import replace

from support.report_parts import parts
from support.reports import HOSTILE, Page, source_of, watched_layout

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.discussion import PARKED, AnyEntry, Comment, Decision, Evidence, Position, Target, ToDo
from dpia.content.pack import Pack
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.model import Report
from dpia.report.produce import make_pdf

AT = "2026-09-24T09:00:00Z"
DUE = "2026-09-24"
"""The day whose name is the longest."""

FINDING: Target = ("finding", "RP-01/relied-on")


def minutes(pack: Pack, *entries: AnyEntry, lang: str = "en") -> Report:
    example = pack.example("skelleftea")
    assert example is not None
    assessment = assessment_from_plain(pack, example.as_of, example.answers)
    said = replace(assessment, discussion={f"e{number}": entry for number, entry in enumerate(entries)})
    return build(evaluate(pack, said), Translator(lang), source_of(said), embedded=False, profile="minutes")


def test_a_finding_goes_by_its_number_and_title_and_by_its_id_where_it_is_no_longer_reported(pack: Pack) -> None:
    gone: Target = ("finding", "R-9/gone")
    report = minutes(pack, Comment(FINDING, "Bo", AT, "Yes"), Decision(gone, "Bo", AT, "No"))
    said = [part.title for part in parts(report) if part.level == 3]
    assert said == ["F25 The plan relies on being only a trial", "R-9/gone"]


def test_hostile_and_long_names_stay_on_the_page_and_a_day_on_its_line(pack: Pack) -> None:
    name, text = "Donaudampfschifffahrtsgesellschaft" * 5, HOSTILE.replace("\ud800", "")
    report = minutes(
        pack,
        Position(FINDING, name, AT, text, "Guardian", "disagree"),
        Evidence(FINDING, name, AT, text, "", f"{'long-name-' * 18}.csv", "a1" * 32, "documented"),
        ToDo(FINDING, name, AT, text, name, DUE),
        ToDo(PARKED, name, AT, text, name, DUE),
        lang="sv",
    )
    pages: list[Page] = []
    with watched_layout(pages):
        assert make_pdf(report, None).too_wide == ()
    days = [line.text for page in pages for line in page.lines if line.text.endswith("september 2026")]
    assert days.count("24 september 2026") == 3, days

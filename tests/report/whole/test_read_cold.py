"""What somebody sees who reads a report cold: labels lead somewhere, counts agree, and nothing is said twice."""

from __future__ import annotations

import re

import pytest
from support.report_parts import MakeReport, part, parts, words_of
from support.reports import Rendered, source_of

from dpia.content.pack import Pack
from dpia.engine.findings import Finding
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.html import style_sheets
from dpia.report.model import Para, Report, Table

SIGNS = r"†|‡|◊\?|◊"
MONTHS = {
    "start.people-in": ["sweden"], "start.based-in": ["sweden"], "start.body-type": "company", "start.police-work": "no",
    "start.stage": "planned", "start.begin-date": "2027-08", "processing.technology": ["plain-video"],
    "processing.groups": [{"id": "staff", "role": "staff", "joins": "recorded"}, {"id": "cook", "name": "COOKS", "role": "staff", "joins": "none"}],
    "processing.items": [{"id": "film", "kind": "recording"}],
    "risks.measures": [
        {"id": "b", "what": "SECOND", "state": "planned", "due": "2027-05"}, {"id": "a", "what": "FIRST", "state": "planned", "due": "2027-03-15"},
        {"id": "c", "what": "NEVER", "state": "running"},
    ],
    "consulted.talks": [{"id": "dpo", "who": "officer", "view": "A CARD WOULD DO", "followed": "departed-reasons", "because": "QUEUES"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def months(make_report: MakeReport) -> Report:
    return make_report(MONTHS)


@pytest.fixture(params=["skelleftea", "empty", "months"])
def report(request: pytest.FixtureRequest) -> Report:
    found = request.getfixturevalue(request.param)
    return found if isinstance(found, Report) else found.report


def test_a_legend_names_the_signs_that_stand_at_citations_and_no_others(report: Report) -> None:
    ids = {section.id for section in parts(report)}
    for name in {"findings", "authorities"} & ids:
        section = part(report, name)
        assert isinstance(section.blocks[0], Para)
        lead = "".join(span.text for span in section.blocks[0].spans)
        _, begun, legend = lead.partition("Signs at citations: " if name == "findings" else "checked on ")
        beside = {"findings", "reasoning", "open"} & ids if name == "findings" else {"authorities"}
        cited = "".join(words_of(part(report, one)) for one in beside).replace(lead, "")
        assert set(re.findall(SIGNS, legend)) == set(re.findall(SIGNS, cited)), name
        assert ("Without a sign" in legend) is bool(re.search(SIGNS, legend))
        assert begun or name == "findings"


def test_what_the_limits_speak_of_is_there(report: Report) -> None:
    said, titles = words_of(part(report, "limits")), {section.title for section in parts(report)}
    assert ("“In order”" in said) is ("In order" in titles)
    assert ("table of authorities" in said) is ("Table of authorities" in titles)


def test_the_unknown_that_nothing_rests_on_are_those_of_the_summary_on_which_nothing_rests(
    skelleftea: Rendered,
) -> None:
    evaluation = skelleftea.evaluation
    rests: dict[Ref, list[Finding]] = {}
    for finding in evaluation.findings:
        for ref in finding.because:
            rests.setdefault(ref.place, []).append(finding)
    alone = [place for place in evaluation.unknown if place not in rests]
    assert len(evaluation.unknown) == evaluation.total_progress.unknown > len(alone) > 1
    section = part(skelleftea.report, "open-unknown")
    assert f"{len(alone)} more answers are “unknown”; no finding rests on them." in words_of(section)
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert len(table.rows) >= len({place.question for place in evaluation.unknown if place in rests})


def test_one_unknown_answer_is_one_and_no_more(make_report: MakeReport) -> None:
    report = make_report({**MONTHS, "start.controller-name": "unknown"})
    assert re.search(r"\b1 of \d+ answers is “unknown”", words_of(part(report, "summary")))
    alone = {"start.title": "A", "processing.technology": ["log-only"], "consulted.why-not": "unknown"}
    assert "1 answer is “unknown”; no finding rests on it." in words_of(part(make_report(alone), "open-unknown"))


def test_an_authority_names_the_findings_in_the_order_of_their_numbers(skelleftea: Rendered) -> None:
    said = words_of(part(skelleftea.report, "authorities")).replace("\n", "")
    runs = [[int(one) for one in re.findall(r"\d+", run)] for run in re.findall(r"F\d+(?:, F\d+)+", said)]
    assert len(runs) > 20
    assert runs == [sorted(run) for run in runs]
    titles = re.findall(r"Regulation \(EU\) 2016/679[^;]*; [A-Z]", said)
    assert len(titles) == 1, "above its recitals a law stands by its name alone"


def test_tasks_stand_in_the_order_of_their_days_a_month_among_them(months: Report) -> None:
    table = next(block for block in part(months, "tasks").blocks if isinstance(block, Table))
    rows = [["".join(span.text for span in cell) for cell in row.cells] for row in table.rows]
    days = [(re.sub(r"\n.*", "", what, flags=re.DOTALL), when) for what, when, _ in rows]
    assert days[:3] == [
        ("Carry out the measure (FIRST)", "15 March 2027"),
        ("Carry out the measure (SECOND)", "May 2027"),
        ("Complete the assessment before the first real person is recorded", "August 2027"),
    ]
    assert days[-1][0] == "Carry out the measure (NEVER)" or "no d" in days[-1][1]
    text = "A measure against a risk counts once it works."
    assert [text in what for what, *_ in rows].count(True) == 1, "with the first"


def test_why_advice_was_not_followed_is_said_once(months: Report) -> None:
    assert words_of(part(months, "consulted")).count("QUEUES") == 1


def test_the_flow_has_nobody_whom_the_system_does_not_touch(months: Report) -> None:
    for block in part(months, "processing").blocks:
        assert "COOKS" not in str(getattr(block, "lanes", ""))


def test_the_annex_of_answers_has_a_table_once(months: Report) -> None:
    said = words_of(part(months, "answers"))
    assert said.count("Which other ways were looked at?") <= 1
    assert not re.search(r"^\d+ rows?$", said, re.MULTILINE)


def test_a_draft_says_once_at_its_place_that_an_answer_is_unknown(skelleftea: Rendered) -> None:
    source = source_of(skelleftea.evaluation.assessment)
    made = build(skelleftea.evaluation, Translator(), source, embedded=False, profile="draft")
    for name in ("processing", "basis", "safeguards", "decision"):
        said = words_of(part(made, name))
        assert "Open here" in said
        assert "Answered “unknown”" not in said


def test_the_order_of_the_edpb_has_the_grounds_of_each_group(skelleftea: Rendered) -> None:
    source = source_of(skelleftea.evaluation.assessment)
    made = build(skelleftea.evaluation, Translator(), source, embedded=False, profile="edpb")
    said = words_of(part(made, "edpb-2"))
    assert "Skollagen 15 kap. 16 §" in said


def test_no_margin_begins_or_ends_with_a_mark(skelleftea: Rendered) -> None:
    source = source_of(skelleftea.evaluation.assessment)
    made = build(skelleftea.evaluation, Translator(), source, embedded=False, profile="public")
    margins = "".join(style_sheets(made))
    assert not re.search(r'content:"[^"]*" " · "|content:" · ', margins)


def test_the_matrix_names_no_row_by_an_id(pack: Pack) -> None:
    for chart in pack.content.completeness:
        said = " ".join((chart.note, *(text for one in chart.elements for text in (one.title, one.note))))
        assert not re.search(r"\b[a-z]\d+-\d", said), chart.id
        for one in chart.elements:
            assert not (one.added_by_tool and "dded by" in one.note), "the report says so"


def test_dates_in_what_is_said_of_sources_are_in_words(pack: Pack) -> None:
    content = pack.content
    said = [one.notes for one in content.instruments]
    said += [text for one in content.authorities for text in (one.notes, one.status_note, one.statement["en"])]
    said += [fact.note for fact in content.facts]
    assert not [text for text in said if re.search(r"\d{4}-\d{2}-\d{2}", text or "")]

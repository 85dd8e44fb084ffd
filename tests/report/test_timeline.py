"""The line of days: where marks stand, what is shown of many, and what each format makes of it."""

from __future__ import annotations

import html
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from conformance.samples import render
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from support.report_parts import MakeReport, part
from support.reports import DAY

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.discussion import ToDo
from dpia.assessment.model import Response
from dpia.content.report_layout import Timeline
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report.components import Components
from dpia.report.fonts import SANS, load_fonts
from dpia.report.house_style import OWN
from dpia.report.html import picture_svgs, render_html
from dpia.report.markdown import render_markdown
from dpia.report.model import TimelineChart
from dpia.report.timeline import WIDTH, shown, spots, timeline_chart
from dpia.report.word.blocks import Body

BLOCK = Timeline(timeline="start.begin-date", start="First recording", title="What is due when")
ANSWERS: dict[str, Any] = {
    "start.people-in": ["sweden", "china"], "start.based-in": ["sweden", "china"], "start.body-type": "company",
    "start.police-work": "no", "start.stage": "planned", "start.begin-date": "2027-02-01",
    "safeguards.notice": "none", "decision.review-date": "2027-11-20", "decision.date": "2026-11-20",
    "processing.technology": ["verify"], "processing.modality": ["face"], "processing.stored-people": 150_000,
}  # fmt: skip
LONG = (
    "MASKING OF THE LEFT HALF OF EVERY PICTURE AT THE ENTRANCE, AND ANSIKTSIGENKÄNNINGSUNDANTAGSREGISTRERING 人脸识别"
)


def measures(*days: str | None, what: str = LONG) -> dict[str, Any]:
    rows = [{"id": f"m{n}", "what": f"{n} {what}", "state": "planned"} | ({"due": day} if day else {}) for n, day in enumerate(days)]  # fmt: skip
    return {"risks.measures": rows}


def drawn(pack: Any, answers: dict[str, Any], lang: str = "en", **parts: Any) -> TimelineChart | None:
    evaluation = evaluate(pack, replace(assessment_from_plain(pack, DAY, answers), **parts))
    return timeline_chart(Components(evaluation, Translator(lang)), BLOCK, BLOCK.title, DAY)


def some(pack: Any, answers: dict[str, Any], lang: str = "en") -> TimelineChart:
    chart = drawn(pack, answers, lang)
    assert chart is not None
    return chart


# --- where marks stand ---------------------------------------------------------------------------------------------------


@given(count=st.integers(1, 10))
def test_marks_stand_in_order_on_the_line_and_no_room_for_a_text_reaches_another(count):
    places = spots(count)
    assert len(places) == count
    assert all(0 < one.x < other.x < WIDTH for one, other in pairwise(places))
    for above in (True, False):
        row = [place for place in places if place.above is above]
        assert all(one.right < other.left for one, other in pairwise(row))
        assert all(place.left >= 0 and place.right <= WIDTH and place.room >= 75 for place in row)


@given(before=st.integers(0, 300), after=st.integers(0, 300))
def test_a_run_that_holds_the_day_of_the_answers_is_shown_and_none_is_lost(before, after):
    count = before + 1 + after
    run = shown(count, before)
    assert before in run
    assert len(run) == min(count, 10)
    assert run.start + len(run) + (count - run.stop) == count
    assert before - run.start >= min(3, before)


_DAYS = st.one_of(st.none(), st.dates().map(str), st.sampled_from(["2026-11-21", "2027-02-01", "2027-03", "2056", "9999-12-31"]))  # fmt: skip


@given(days=st.lists(_DAYS, max_size=14), begins=st.one_of(st.none(), st.dates().map(str)))
def test_what_is_shown_and_what_is_counted_is_all_that_is_due_in_the_order_of_the_days(pack, days, begins):
    chart = some(pack, {**ANSWERS, **measures(*days), "start.begin-date": begins or "unknown"})
    words = chart.description
    hidden = sum(int(text.split()[0]) for text in (chart.earlier, chart.later) if text)
    assert len(chart.marks) <= 10
    listed = set(re.findall(r"(?<=Measure: )(\d+)(?= MASKING)", words))
    known = {str(n) for n, day in enumerate(days) if day is not None}
    assert listed <= known
    assert len(known - listed) <= hidden
    if not hidden:
        assert listed == known
    undated = set(re.findall(r"(?<=Carry out the measure \()(\d+)(?= MASKING)", words.partition("Without a day")[2]))
    assert undated == {str(n) for n, day in enumerate(days) if day is None}
    forms = [mark.form for mark in chart.marks]
    assert forms.count("answers") == 1
    assert "passed" not in forms[forms.index("answers") :]
    assert "due" not in forms[: forms.index("answers")]


# --- what is on the line -------------------------------------------------------------------------------------------------


def test_forms_tell_what_has_passed_what_may_not_apply_the_answers_and_the_start_apart(pack):
    chart = some(pack, {**ANSWERS, **measures("2026-10-01", "2027-01", None, what="Lock")})
    assert [(mark.form, mark.day, " ".join(mark.label)) for mark in chart.marks[:3]] == [
        ("passed", "1 October 2026", "Measure: 0 Lock"),
        ("answers", "21 November 2026", "Day of the answers"),
        ("due", "31 January 2027", "Measure: 1 Lock"),
    ]
    last = [(mark.form, mark.day) for mark in chart.marks if mark.day == "1 February 2027"]
    assert last[-1] == ("start", "1 February 2027"), "what has to be done for the start stands before it"
    assert len(last) > 1
    assert "1 October 2026: Measure: 0 Lock; before the day of the answers." in chart.description
    assert "31 January 2027: Measure: 1 Lock; on this day at the latest." in chart.description
    assert "Crossed square" in chart.legend
    assert "the last that it may be" in chart.legend
    assert "Carry out the measure (2 Lock)" in chart.description.partition("Without a day")[2]
    assert "1 duty has no day that can be counted" in chart.legend
    assert chart.description.count("Review") == 1, "the review and the duty to review are one"
    assert "Decision" not in chart.description
    station = {"processing.technology": ["plain-video"], "start.stage": "live", "start.begin-date": "2026-11-02"}
    perhaps = some(pack, {**ANSWERS, **station})
    assert ("perhaps", "2 December 2026") in {(mark.form, mark.day) for mark in perhaps.marks}
    assert "File the camera system with the county police; it may not apply." in perhaps.description
    assert "Dashed circle" in perhaps.legend


def test_nothing_is_drawn_where_no_day_is_known_and_nothing_for_everybody(pack):
    bare = {name: value for name, value in ANSWERS.items() if not name.startswith("decision.")}
    assert drawn(pack, {**bare, "start.begin-date": "unknown", **measures(None)}) is None
    assert drawn(pack, {}) is None
    evaluation = evaluate(pack, assessment_from_plain(pack, DAY, ANSWERS))
    assert timeline_chart(Components(evaluation, Translator(), "public"), BLOCK, "T", DAY) is None


def test_it_stands_above_the_tasks_where_these_are_printed_in_full(pack, make_report: MakeReport):
    layout = pack.content.report
    editions = {name for name in layout.editions if any(isinstance(one, Timeline) for _, one in layout.blocks(name))}
    assert editions == {"full", "draft"}
    report = make_report({**ANSWERS, **measures("2026-10-01")})
    section = part(report, "decision")
    [chart] = [block for block in section.blocks if isinstance(block, TimelineChart)]
    assert {inner.id for inner in section.sections} == {"tasks"}
    assert f'alt="{html.escape(chart.description)[:40]}' in render_html(report, "html")
    nodes = list(Body(report, lambda _: "data:image/png;base64,", OWN)._block(chart))
    assert chart.description in json.dumps(nodes, ensure_ascii=False)
    assert chart.title not in render_markdown(report), "the list says the same"


def test_a_date_thirty_years_off_and_many_on_one_day_have_their_places(pack):
    far = some(pack, {**ANSWERS, **measures("2056-11-20", what="Renew the lease")})
    assert far.marks[-1].apart
    assert "more than a year" in far.legend
    gaps = {other.x - one.x for one, other in pairwise(far.marks)}
    assert max(gaps) - min(gaps) <= 1
    same = some(pack, {**ANSWERS, **measures(*["2027-01-15"] * 200)})
    assert len(same.marks) == 10
    assert same.earlier == ""
    assert int(same.later.removesuffix(" later")) >= 191, "at most nine beside the day of the answers are drawn"
    assert same.description.count("15 January 2027: ") <= 9


def test_a_response_to_a_finding_is_on_the_line_and_what_was_said_in_the_discussion_is_not(pack):
    said = ToDo(("question", "start.stage"), "Ada", "2026-11-20T10:00:00Z", "Ring Bo", "Bo", "2026-12-23")
    response = Response("measure", measure="Fence", owner="Eva", due="2026-12-24")
    chart = drawn(pack, ANSWERS, responses={"RP-01": response}, discussion={"t": said})
    assert chart is not None
    assert "24 December 2026: Measure: Fence." in chart.description
    assert "Ring Bo" not in chart.description


# --- as it is drawn ------------------------------------------------------------------------------------------------------


@cache
def _advances(weight: int) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    fonts = load_fonts(LONG + "".join(map(chr, range(0x20, 0x17F))))
    face = next(face for face in fonts.faces if (face.family, face.weight, face.style) == (SANS, weight, "normal"))
    font = TTFont(io.BytesIO(face.data))
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def _extent(text: ET.Element) -> tuple[float, float]:
    cmap, metrics, unit = _advances(700 if text.get("font-weight") else 400)
    size, words, x = float(text.get("font-size", "")), text.text or "", float(text.get("x", ""))
    wide = sum(size if ord(char) > 0x2E80 else size * metrics[cmap[ord(char)]][0] / unit for char in words)
    return {"middle": (x - wide / 2, x + wide / 2), "end": (x - wide, x)}.get(
        text.get("text-anchor", ""), (x, x + wide)
    )


@pytest.mark.parametrize("lang", ["en", "sv", "zh-Hans"])
@pytest.mark.parametrize("days", [["2027-01-15"] * 12, ["2026-09-30", "2027-09-30", "2056-09-30"], ["2026-12-01"]])
def test_drawn_texts_cover_neither_each_other_nor_the_edge_and_the_picture_is_low(pack, lang, days):
    [svg] = picture_svgs([some(pack, {**ANSWERS, **measures(*days)}, lang)])
    root = ET.fromstring(svg)
    high = float(root.attrib["viewBox"].split()[3])
    assert high * 150 / WIDTH <= 36, "millimetres on paper; title and legend have the rest of 45"
    rows: dict[str, list[tuple[float, float]]] = {}
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        rows.setdefault(text.get("y", ""), []).append(_extent(text))
        assert 0 < float(text.get("y", "")) <= high
    assert len(rows) > 2
    for places in rows.values():
        assert all(right <= other for (_, right), (other, _) in pairwise(sorted(places))), places
        assert all(left >= -1 and right <= WIDTH + 1 for left, right in places)


def test_the_picture_is_grey_and_is_a_figure_with_its_text_in_the_pdf(pack):
    chart = some(pack, {**ANSWERS, **measures("2026-10-01", "2056-11-20")})
    [svg] = picture_svgs([chart])
    colours = set(re.findall(r"#[0-9a-fA-F]{3,6}\b", svg))
    assert all(len(set(colour[1:])) == 1 for colour in colours), colours
    page = (
        f'<html lang="en"><title>T</title><body><h1>T</h1><figure><figcaption>{chart.title}</figcaption>{svg}</figure>'
    )
    with pikepdf.open(io.BytesIO(render(page, css="svg { width: 150mm }", attachment=None).data)) as opened:
        figures = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == [chart.description]
        assert len(opened.pages) == 1

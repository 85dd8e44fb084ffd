"""The short record that no assessment is due."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support.report_parts import deployment, record
from support.reports import source_of

from dpia.content.pack import Pack
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.html import render_html
from dpia.report.markdown import render_markdown
from dpia.report.model import Report
from dpia.report.produce import make_pdf


@pytest.fixture(scope="module")
def tag(pack: Pack) -> Report:
    return record(pack, deployment(pack, "11-school-tag"))


def test_the_record_says_why_criterion_by_criterion(pack, tag):
    text = render_markdown(tag)
    for said in (
        "No assessment is due",
        "exactly one of the nine criteria is met",
        "No body data, no camera, no scoring",
        "It is no approval",
    ):
        assert said in text, said
    assert "none of the nine criteria is met" not in text, "one is"
    assert not re.search(r"\bLaunch\b|\*\*Continue", text), "an outcome beside it would read as leave"
    due = pack.regimes["eu"].due
    assert due is not None
    for criterion in (*due.enough, *due.criteria):
        assert criterion.title in text
    assert [section.id for section in tag.sections] == [
        "planned",
        "why",
        "still",
        "again",
        "signatures",
        "record-short",
    ]


def test_the_record_asks_for_the_reasons_where_one_criterion_is_met(pack):
    bare = {"start.low-risk-reason": None}
    text = render_markdown(record(pack, deployment(pack, "11-school-tag", **bare)))
    assert "is not written down yet" in text


def test_a_label_of_the_record_stays_on_the_page(pack):
    report = record(pack, deployment(pack, "11-school-tag", **{"start.low-risk-reason": "unknown"}))
    assert "Reasons, in the controller’s words" in render_markdown(report)
    assert make_pdf(report, None).too_wide == ()


NONE_ON_FILE = "No view of a data protection officer is on file."


def officer(**cells: object) -> dict[str, Any]:
    return {"consulted.officer": True, "consulted.talks": [{"id": "o", "who": "officer", **cells}]}


@pytest.mark.parametrize("length", [1, 20, 200])
def test_a_view_of_the_officer_is_printed_whatever_its_length(pack, length):
    view = "Go ahead as planned. " * length
    text = render_markdown(record(pack, deployment(pack, "11-school-tag", **officer(view=view, written=True))))
    assert " ".join(view.split()) in " ".join(text.split())
    assert NONE_ON_FILE not in text


@pytest.mark.parametrize(("cells", "said"), [({"view": "unknown"}, "unknown"), ({}, "not answered")])
def test_an_officer_who_was_asked_is_not_passed_over(pack, cells, said):
    text = render_markdown(record(pack, deployment(pack, "11-school-tag", **officer(**cells))))
    assert re.search(rf"View of the data protection officer\W+{said}", text)
    assert NONE_ON_FILE not in text


@pytest.mark.parametrize("rows", [None, "unknown", [], [{"id": "p", "who": "people", "view": "Fine by us."}]])
def test_no_view_is_on_file_only_where_no_officer_was_asked(pack, rows):
    text = render_markdown(record(pack, deployment(pack, "11-school-tag", **{"consulted.talks": rows})))
    assert NONE_ON_FILE in text


@pytest.mark.parametrize(
    ("reason", "said"),
    [("unknown", "unknown"), ({"not_applicable": "No high risk is denied."}, "No high risk is denied.")],
)
def test_an_answer_in_place_of_the_reasons_is_printed(pack, reason, said):
    text = render_markdown(record(pack, deployment(pack, "11-school-tag", **{"start.low-risk-reason": reason})))
    assert re.search(rf"Reasons, in the controller’s words\W+.*{re.escape(said)}", text)


def test_what_applies_all_the_same_is_named_with_its_source(pack):
    state = deployment(pack, "11-school-tag", **{"safeguards.rights": [], "safeguards.notice": "none"})
    evaluation = evaluate(pack, state)
    assert evaluation.no_assessment_due
    text = render_markdown(record(pack, state))
    for finding in evaluation.findings:
        assert (finding.id in text) is (finding.severity in ("blocker", "major", "minor")), finding.id
    assert "GDPR, Art. 1" in text


def test_the_record_has_no_link_that_leads_nowhere(tag):
    html = render_html(tag, "html")
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets
    assert targets <= set(re.findall(r'id="([^"]+)"', html))


def test_an_answer_that_several_criteria_rest_on_is_printed_once(pack, tag):
    text = render_markdown(tag)
    for name, question in (
        ("processing.technology", "What does the technology do?"),
        ("processing.predicts", "Does it rate or predict anything about a person?"),
    ):
        assert text.count(question) == 1
        assert text.count(pack.numbers[name]) > 2


def test_the_record_has_two_pages_and_carries_no_file(pack, tmp_path):
    from dpia.report.produce import produce

    state = deployment(pack, "11-school-tag")
    data = produce(
        evaluate(pack, state),
        Translator(),
        "pdf",
        source_of(state),
        embed=True,
        progress=lambda _: None,
        profile="record",
    )
    from pypdf import PdfReader

    path = tmp_path / "record.pdf"
    path.write_bytes(data)
    reader = PdfReader(path)
    assert len(reader.pages) == 2
    assert source_of(state).digest in reader.pages[1].extract_text().replace("\n", "")
    assert reader.attachments == {}
    full = build(evaluate(pack, state), Translator(), source_of(state), embedded=False)
    assert len(render_markdown(full)) > len(render_markdown(record(pack, state)))

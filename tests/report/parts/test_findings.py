"""The part of the findings, and those that follow from them: contests, completeness, tasks."""

from __future__ import annotations

import re

from support.report_parts import MakeReport, labels, part, parts, words_of
from support.reports import Rendered

from dpia.assessment.model import Response
from dpia.engine.completeness import completeness
from dpia.engine.tasks import tasks
from dpia.i18n import Translator
from dpia.report.model import Note, Para, Table
from dpia.wording import Words


def test_each_finding_is_there_once_with_issue_rule_application_conclusion_and_law(skelleftea: Rendered) -> None:
    sections = [section for section in parts(skelleftea.report) if section.kind == "finding"]
    findings = {finding.id: finding for finding in skelleftea.evaluation.findings}
    assert sorted(section.tag[-1] for section in sections) == sorted(findings)
    words = Words(skelleftea.evaluation.pack, skelleftea.evaluation.assessment, Translator())
    for section in sections:
        finding = findings[section.tag[-1]]
        text = words_of(section)
        assert {"Issue", "Rule", "Application", "Conclusion"} <= set(labels(section))
        for wanted in (finding.rule.issue, finding.rule.rule, words.conclusion(finding), *words.remedies(finding)):
            assert wanted in text
        cited = [
            cite.authority
            for block in section.blocks
            if isinstance(block, Para)
            for span in block.spans
            if isinstance(span, Note)
            for cite in span.cites
        ]
        assert sorted(cited) == sorted(c.authority.id for c in finding.citations)
        assert ("arguable" in section.tag) is finding.grade.arguable


def test_blockers_show_the_answers_they_rest_on_and_the_rows_that_fall(skelleftea: Rendered) -> None:
    section = next(s for s in parts(skelleftea.report) if s.tag and s.tag[-1] == "RP-03/control-measure")
    text = words_of(section)
    assert "Because of these answers" in text
    assert "Pupils who took part: " in text
    assert "Holds for: " in text
    assert "The others: " in text


def test_not_shown_findings_do_not_speak_as_if_they_were_established(skelleftea: Rendered) -> None:
    group = part(skelleftea.report, "findings-not-shown")
    for section in group.sections:
        assert section.title.startswith("Not shown: ")
        assert section.tag[0] == "Not shown"
        assert "Not established" in words_of(section)


def test_contested_findings_are_printed_as_the_controllers_own(skelleftea: Rendered, make_report: MakeReport) -> None:
    example = skelleftea.evaluation.pack.example("skelleftea")
    assert example is not None
    responses = {
        "RP-15/not-necessary": Response("contest", reason="OUR-REASON", authority="OUR-AUTHORITY"),
        "RP-25/not-assessed": Response("measure", measure="OUR-MEASURE", owner="OUR-OWNER", due="2026-12-24"),
        "RP-99/gone": Response("accept"),
    }
    report = make_report(example.answers, day=example.as_of, responses=responses)
    contested = words_of(part(report, "contested"))
    assert "OUR-REASON" in contested
    assert "OUR-AUTHORITY" in contested
    assert "the controller’s own" in contested
    decision = words_of(part(report, "decision"))
    for wanted in ("OUR-MEASURE", "OUR-OWNER", "24 December 2026", "RP-99/gone"):
        assert wanted in decision
    assert report.summary.blocks == skelleftea.report.summary.blocks  # the outcome does not change by it


def test_completeness_and_tasks_are_those_of_the_engine(skelleftea: Rendered, hostile: Rendered) -> None:
    for one in (skelleftea, hostile):
        rows = [
            r for s in part(one.report, "complete").sections for b in s.blocks if isinstance(b, Table) for r in b.rows
        ]
        wanted = [item.element.title for result in completeness(one.evaluation) for item in result.elements]
        assert [row.cells[0][0].text for row in rows] == wanted
    due = tasks(hostile.evaluation)
    assert due
    text = words_of(part(hostile.report, "tasks"))
    assert all(item.task.title in text for item in due)


def test_a_contest_of_a_finding_that_is_gone_is_not_denied(make_report: MakeReport) -> None:
    assert "No finding is contested." in words_of(part(make_report({}), "contested"))
    gone = {"RP-99/gone": Response("contest", reason="We see it otherwise.")}
    assert "No finding is contested." not in words_of(part(make_report({}, responses=gone), "contested"))


def test_each_element_names_the_parts_that_answer_it_with_their_pages(skelleftea: Rendered):
    html = skelleftea.html
    complete = html[html.index('id="complete"') :]
    for anchor in ("processing", "purposes", "consulted"):
        assert f'href="#{anchor}" class="paged"' in complete, anchor
    assert 'id="processing"' in html
    anchors = set(re.findall(r'id="([^"]+)"', html))
    assert {f"{name}" for name in re.findall(r'href="#([^"]+)" class="paged"', complete)} <= anchors

"""The part of the findings, and those that follow from them: contests, completeness, tasks."""

from __future__ import annotations

import html
import re
from collections import Counter

from support.report_parts import MakeReport, labels, part, parts, words_of
from support.reports import Rendered, squeezed

from dpia.assessment.model import Response
from dpia.engine.completeness import completeness
from dpia.engine.tasks import tasks
from dpia.i18n import Translator
from dpia.report.markdown import render_markdown
from dpia.report.model import Note, Para, Run, Table
from dpia.wording import Words


def test_each_finding_stands_once_in_the_core_and_its_reasons_in_the_annex(skelleftea: Rendered) -> None:
    core, annex = part(skelleftea.report, "findings"), part(skelleftea.report, "reasoning")
    words = Words(skelleftea.evaluation.pack, skelleftea.evaluation.assessment, Translator(), printed=True)
    said, reasons = words_of(core), {section.tag[-1]: section for section in annex.sections if section.tag}
    for finding in skelleftea.evaluation.findings:
        assert (
            said.count(f" {words.title(finding)}")
            + [s.title for s in parts(skelleftea.report)].count(words.title(finding))
            >= 1
        )
        established = finding.truth == "established" and finding.severity in ("blocker", "major")
        assert (finding.id in reasons) is established
        if not established:
            continue
        section = reasons[finding.id]
        text = words_of(section)
        assert {"Issue", "Rule", "Application"} <= set(labels(section))
        assert finding.rule.issue in text
        (rule,) = (block for block in section.blocks if isinstance(block, Para) and block.label == "Rule")
        assert "".join(span.text for span in rule.spans if isinstance(span, Run)).startswith(finding.rule.rule)
        assert words.conclusion(finding) in (text if finding.severity == "major" else said)
        assert all(remedy in said for remedy in words.remedies(finding))
        cited = [
            cite.authority
            for block in section.blocks
            if isinstance(block, Para)
            for span in block.spans
            if isinstance(span, Note)
            for cite in span.cites
        ]
        assert sorted(cited) == sorted(c.authority.id for c in finding.citations)


def test_what_is_not_shown_is_a_table_with_the_answers_it_turns_on(skelleftea: Rendered) -> None:
    table = next(b for b in part(skelleftea.report, "reasoning-not-shown").blocks if isinstance(b, Table))
    wanted = [
        finding
        for finding in skelleftea.evaluation.findings
        if finding.truth == "not-shown" and finding.severity in ("blocker", "major")
    ]
    assert len(table.rows) == len(wanted) > 15
    text = words_of(part(skelleftea.report, "reasoning-not-shown"))
    assert all(finding.id in text and finding.rule.issue in text for finding in wanted)


def test_each_answer_is_printed_once(skelleftea: Rendered) -> None:
    """Findings name answers by number; every number leads to one place, and a long text stands in one place only."""
    anchors = Counter(re.findall(r'id="(q-[^"]+)"', skelleftea.html))
    assert set(anchors.values()) == {1}
    linked = set(re.findall(r'href="#(q-[^"]+)"', skelleftea.html))
    assert len(linked) > 30
    text = squeezed(render_markdown(skelleftea.report))
    for name in ("processing.steps", "processing.assets"):
        answer = skelleftea.evaluation.assessment.answers[name].value
        assert text.count(squeezed(str(answer))) == 1


def test_every_answer_that_a_finding_rests_on_is_printed(skelleftea: Rendered) -> None:
    pack, evaluation = skelleftea.evaluation.pack, skelleftea.evaluation
    text = squeezed(html.unescape(re.sub(r"<[^>]+>", "", skelleftea.html)))
    words = Words(pack, evaluation.assessment, Translator(), printed=True)
    for finding in evaluation.findings:
        if finding.truth != "established" or finding.severity not in ("blocker", "major"):
            continue
        for ref in finding.because:
            answer = evaluation.assessment.answer(*ref[:3])
            if (
                ref.row is None
                and ref.column is None
                and answer is not None
                and pack.questions[ref.question].type != "table"
            ):
                place = f"q-{ref.question.replace('.', '-')}"
                assert f'id="{place}"' in skelleftea.html, ref
                assert squeezed(words.question(ref.question)) in text, ref


def test_blockers_show_the_answers_they_rest_on_and_the_rows_that_fall(skelleftea: Rendered) -> None:
    section = next(s for s in parts(skelleftea.report) if s.tag and s.tag[-1] == "RP-03/control-measure")
    text = words_of(section)
    assert "Because of these answers" in text
    assert "Q2.19" in text
    assert "Pupils who took part" in text
    assert "Holds for: " in text
    assert "The others: " in text


def test_not_shown_findings_do_not_speak_as_if_they_were_established(skelleftea: Rendered) -> None:
    table = next(b for b in part(skelleftea.report, "findings-not-shown").blocks if isinstance(b, Table))
    assert len(table.rows) == 9
    for row in table.rows:
        assert row.cells[0][1].text.startswith(" Not shown: ")
        assert row.cells[2][0].text == "Answer exactly: "


def test_contested_findings_are_printed_as_the_controllers_own(skelleftea: Rendered, make_report: MakeReport) -> None:
    example = skelleftea.evaluation.pack.example("skelleftea")
    assert example is not None
    responses = {
        "RP-15/not-necessary": Response("contest", reason="OUR-REASON", authority="OUR-AUTHORITY"),
        "RP-25/not-assessed": Response("measure", measure="OUR-MEASURE", owner="OUR-OWNER", due="2026-12-24"),
        "RP-99/gone": Response("accept"),
    }
    report = make_report(example.answers, day=example.as_of, responses=responses)
    decision = words_of(part(report, "decision"))
    for wanted in ("OUR-REASON", "OUR-AUTHORITY", "OUR-MEASURE", "OUR-OWNER", "24 December 2026", "RP-99/gone"):
        assert decision.count(wanted) == 1
    assert "the controller’s own" in decision
    assert "The controller contests this finding." in words_of(part(report, "findings-unlawful"))
    assert report.summary.blocks == skelleftea.report.summary.blocks  # the outcome does not change by it


def test_completeness_and_tasks_are_those_of_the_engine(skelleftea: Rendered, hostile: Rendered) -> None:
    for one in (skelleftea, hostile):
        [table] = [b for b in part(one.report, "complete").blocks if isinstance(b, Table)]
        wanted = [item.element.title for result in completeness(one.evaluation) for item in result.elements]
        assert [row.cells[1][0].text for row in table.rows] == wanted
    due = tasks(hostile.evaluation)
    assert due
    text = words_of(part(hostile.report, "tasks"))
    assert all(item.task.title in text for item in due)


def test_a_contest_of_a_finding_that_is_gone_is_not_denied(make_report: MakeReport) -> None:
    gone = {"RP-99/gone": Response("contest", reason="We see it otherwise.")}
    assert "RP-99/gone" in words_of(part(make_report({}, responses=gone), "decision"))


def test_each_element_names_the_parts_that_answer_it_with_their_pages(skelleftea: Rendered):
    html = skelleftea.html
    complete = html[html.index('id="complete"') :]
    for anchor in ("processing", "purposes", "consulted"):
        assert f'href="#{anchor}" class="paged"' in complete, anchor
    assert 'id="processing"' in html
    anchors = set(re.findall(r'id="([^"]+)"', html))
    assert {f"{name}" for name in re.findall(r'href="#([^"]+)" class="paged"', complete)} <= anchors

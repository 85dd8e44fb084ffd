"""What the report says, and that each form of it says the same."""

from __future__ import annotations

import html
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.reports import DAY, Rendered, source_of, squeezed

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment, Response, given
from dpia.content.authority import UNBORN
from dpia.content.pack import Pack
from dpia.engine.completeness import completeness
from dpia.engine.evaluation import evaluate
from dpia.engine.tasks import tasks
from dpia.engine.truth import NO, YES
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.report.build import build
from dpia.report.components import Components, shortened
from dpia.report.html import render_html
from dpia.report.markdown import render_markdown
from dpia.report.model import (
    Block,
    Bullets,
    Card,
    FlowChart,
    LadderChart,
    Note,
    Para,
    PowerMap,
    Report,
    ReportSection,
    RiskMap,
    Run,
    Table,
)
from dpia.report.parts.findings import Reasoned, weight
from dpia.wording import OUTCOME_MEANING, Words

MakeReport = Callable[..., Report]

RISKS = [
    {"id": "leak", "what": "Codes leak", "event": "irrevocable-leak", "groups": [], "likelihood": "medium", "severity": "very-high",
     "likelihood-after": "low", "severity-after": "very-high", "level-after": "medium"},
    {"id": "wrong", "what": "Marked absent by mistake", "event": "misidentification", "groups": [], "likelihood": "certain",
     "severity": "low", "likelihood-after": "certain", "severity-after": "low", "level-after": "low"},
    {"id": "vague", "what": "Something", "event": "own", "groups": [], "likelihood": "unknown", "severity": "low"},
]  # fmt: skip


def parts(report: Report) -> Iterator[ReportSection]:
    def walk(section: ReportSection) -> Iterator[ReportSection]:
        yield section
        for inner in section.sections:
            yield from walk(inner)

    for part in (report.summary, *report.sections):
        yield from walk(part)


def part(report: Report, anchor: str) -> ReportSection:
    return next(section for section in parts(report) if section.id == anchor)


def words_of(section: ReportSection) -> str:
    """All text of a section and what is below it."""
    out: list[str] = [section.title, *section.tag]

    def block(item: Block) -> None:
        match item:
            case Para():
                out.append(item.label)
                spans(item.spans)
            case Table():
                out.extend((item.caption, *item.head))
                for row in item.rows:
                    for cell in row.cells:
                        spans(cell)
            case Card():
                out.append(item.title)
                for inner in item.blocks:
                    block(inner)
            case LadderChart() | RiskMap() | FlowChart() | PowerMap():
                pass
            case _:
                out.append(getattr(item, "label", ""))
                out.append(getattr(item, "text", ""))
                for entry in getattr(item, "items", ()):
                    spans(entry)

    def spans(items: tuple[object, ...]) -> None:
        for span in items:
            if isinstance(span, Note):
                out.extend(cite.text for cite in span.cites)
            else:
                out.append(span.text)

    for item in section.blocks:
        block(item)
    return "\n".join([*out, *(words_of(inner) for inner in section.sections)])


def labels(section: ReportSection) -> list[str]:
    return [block.label for block in section.blocks if getattr(block, "label", "")]


# --- the summary ------------------------------------------------------------------------------------------------------


def test_the_summary_has_outcome_per_regime_three_matters_and_the_milder_way(skelleftea: Rendered) -> None:
    summary = skelleftea.report.summary
    text = words_of(summary)
    assert "Do not launch" in text
    assert OUTCOME_MEANING["do-not-launch"] in text
    for result in skelleftea.evaluation.regimes:
        assert (result.regime.title in text) is (result.governs.truth is not NO)
    matters = part(skelleftea.report, "matters").blocks[0]
    assert len(matters.items) == 3
    assert "By hand, roll call" in words_of(part(skelleftea.report, "instead"))
    assert "departs from this outcome" in text
    progress = skelleftea.evaluation.total_progress
    assert f"{progress.unknown} of {progress.applicable} answers are “unknown”" in text
    assert "were not read at the source" in text
    assert "give the reason for departing from the outcome" in words_of(part(skelleftea.report, "asked"))


def test_the_three_matters_come_from_three_parts_of_the_walk(skelleftea: Rendered) -> None:
    links = re.findall(r"F(\d+)", words_of(part(skelleftea.report, "matters")))
    blockers = {f.id: f for f in skelleftea.evaluation.findings}
    ids = [part(skelleftea.report, f"reasoning-{n}").tag[-1] for n in links]
    assert len(set(ids)) == 3
    assert {blockers[name].kind for name in ids} == {"unlawful"}


def test_an_empty_assessment_establishes_nothing_and_names_the_questions_that_decide(
    empty: Rendered, make_report: MakeReport
) -> None:
    text = words_of(empty.report.summary)
    assert "Not yet assessable" in text
    assert "Undetermined" in text
    table = next(block for block in part(empty.report, "deciding").blocks if isinstance(block, Table))
    assert len(table.rows) == 10
    assert all(row.cells[1][0].text != "–" for row in table.rows)
    assert empty.pdf.pages <= 6
    assert {section.id for section in parts(empty.report) if section.id.startswith("findings-")} == {"findings-open"}
    assert "Untitled project" in empty.report.title
    text = words_of(make_report({}).summary)
    assert "Answer: " in text
    assert "No other way has been looked at yet" in text


def test_the_gravest_come_first_whatever_their_law(hostile: Rendered) -> None:
    reasoned = Reasoned(Components(hostile.evaluation, Translator()), DAY)
    assert {finding.regime for finding in reasoned.groups["majors"]} > {"eu"}
    for group in reasoned.groups.values():
        assert [weight(finding) for finding in group] == sorted(weight(finding) for finding in group)
    counted = Counter(int(n) for n in re.findall(r"(\d+) (?:major|minor) points?", words_of(hostile.report.summary)))
    assert counted == Counter(len(reasoned.groups[name]) for name in ("majors", "minors"))


# --- findings ---------------------------------------------------------------------------------------------------------


def test_each_finding_stands_once_in_the_core_and_its_reasons_in_the_annex(skelleftea: Rendered) -> None:
    core, annex = part(skelleftea.report, "findings"), part(skelleftea.report, "reasoning")
    words = Words(skelleftea.evaluation.pack, skelleftea.evaluation.assessment, Translator())
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
        assert finding.rule.rule in text
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
    words = Words(pack, evaluation.assessment, Translator())
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


def test_the_first_citation_is_in_full_with_our_sentence_and_later_ones_are_short(skelleftea: Rendered) -> None:
    seen: dict[str, int] = {}
    numbers = []
    for note in skelleftea.report.notes():
        numbers.append(note.number)
        assert note.voice
        for cite in note.cites:
            if cite.authority in seen:
                assert (cite.see, cite.statement) == (seen[cite.authority], "")
            else:
                assert cite.see == 0
                assert cite.statement
                seen[cite.authority] = note.number
    assert numbers == list(range(1, len(numbers) + 1))
    short = [
        cite.text
        for note in skelleftea.report.notes()
        for cite in note.cites
        if cite.see and cite.authority == "imy-2019-2221-consent"
    ]
    assert set(short) <= {"DI-2019-2221, on consent"}


def test_what_was_not_checked_or_is_not_law_says_so_at_each_citation(skelleftea: Rendered, hostile: Rendered) -> None:
    marked = 0
    for one in (skelleftea, hostile):
        authorities = one.evaluation.pack.authorities
        for note in one.report.notes():
            for cite in note.cites:
                authority = authorities[cite.authority]
                if authority.rank in UNBORN:
                    assert "not law" in cite.marks
                assert cite.text.count("†") == (authority.status == "unverified")
                assert cite.text.count("‡") == (authority.status in ("secondary", "partial"))
                assert ("◊" in cite.text) is (
                    authority.decided_later(one.evaluation.assessment.as_of)
                    or authority.perhaps_later(one.evaluation.assessment.as_of)
                )
                marked += "†" in cite.text
        assert "† unverified" in words_of(part(one.report, "findings"))
    assert marked > 5


def test_not_shown_findings_do_not_speak_as_if_they_were_established(skelleftea: Rendered) -> None:
    table = next(b for b in part(skelleftea.report, "findings-not-shown").blocks if isinstance(b, Table))
    assert len(table.rows) == 9
    for row in table.rows:
        assert row.cells[0][1].text.startswith(" Not shown: ")
        assert row.cells[2][0].text == "Answer exactly: "


def test_what_would_change_it_names_changes_and_their_outcome(skelleftea: Rendered) -> None:
    section = part(skelleftea.report, "changes")
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert len(table.rows) >= 4
    assert all(len(row.cells[2]) == 1 for row in table.rows)
    assert "what has to change is the deployment" in words_of(section)
    assert isinstance(section.blocks[0], Bullets), "the combined set stands first"


# --- people's own words -----------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("decided", "departs"), [("start", True), ("ask-first", True), ("change", False), ("stop", False)]
)
def test_a_decision_against_the_outcome_is_printed_with_its_reason(
    skelleftea: Rendered, make_report: MakeReport, decided: str, departs: bool
) -> None:
    example = skelleftea.evaluation.pack.example("skelleftea")
    assert example is not None
    answers = {**example.answers, "decision.outcome": decided, "decision.reason": "BECAUSE-WE-SAY-SO"}
    text = words_of(part(make_report(answers, day=example.as_of), "decision"))
    assert ("The decision departs from the outcome" in text) is departs
    assert "BECAUSE-WE-SAY-SO" in text


def test_a_running_system_is_suspended(skelleftea: Rendered, make_report: MakeReport) -> None:
    example = skelleftea.evaluation.pack.example("skelleftea")
    assert example is not None
    report = make_report({**example.answers, "start.stage": "live"}, day=example.as_of)
    assert "Suspend" in words_of(report.summary)
    assert "The system runs already" in words_of(part(report, "decision"))


def test_advice_that_was_overruled_stands_out(make_report: MakeReport) -> None:
    talks = [
        {
            "id": "dpo",
            "who": "officer",
            "when": "2026-01-02",
            "view": "DO-NOT",
            "followed": "departed-silent",
            "written": True,
        }
    ]
    section = part(make_report({"consulted.talks": talks}), "consulted")
    card = next(block for block in section.blocks if isinstance(block, Card))
    assert card.title == "Advice that was not followed, or only in part"
    assert "DO-NOT" in words_of(section)


def test_proposed_answers_are_apart_and_count_for_nothing(make_report: MakeReport) -> None:
    report = make_report({}, proposed={"start.title": given("PROPOSED-NAME")})
    assert "PROPOSED-NAME" in words_of(part(report, "open-proposed"))
    assert "PROPOSED-NAME" not in words_of(part(report, "answers"))
    assert "Untitled" in report.cover.title


def test_the_annex_keeps_the_four_states_apart(make_report: MakeReport) -> None:
    answers = {
        "start.title": "GIVEN", "start.summary": "unknown", "start.existing-assessment": "none", "start.people-in": ["sweden"],
        "start.low-risk-reason": {"not_applicable": "REASON-WHY"},
    }  # fmt: skip
    table = next(block for block in part(make_report(answers), "answers-start").blocks if isinstance(block, Table))
    found = {row.cells[0][0].text: row.cells[2][0] for row in table.rows}
    assert found["Q1.1"] == Run("GIVEN")
    assert found["Q1.2"] == Run("unknown", "quiet")
    assert found["Q1.3"] == Run("not answered", "mark")


def test_the_annex_of_answers_is_printed_on_request_alone(skelleftea: Rendered, make_report: MakeReport) -> None:
    assert "answers" not in [section.id for section in skelleftea.report.sections]
    assert [section.id for section in make_report({}).sections][-1] == "answers"


def test_every_question_that_is_asked_stands_in_the_annex(pack: Pack, hostile: Rendered) -> None:
    report = build(hostile.evaluation, Translator(), hostile.source, embedded=True, on_request=True)
    text = words_of(part(report, "answers"))
    asked = [q for q in pack.content.questions if hostile.evaluation.evaluator.visible(q.id).truth is not NO]
    assert len(asked) > 60
    for question in asked:
        assert question.text in text
        for column in question.columns:
            if any(
                hostile.evaluation.evaluator.visible_cell(question.id, row, column.id).truth is YES
                for row in hostile.evaluation.assessment.rows(question.id)
            ):
                assert column.text in text


def test_a_text_too_long_for_a_table_stands_in_full_below_it(make_report: MakeReport) -> None:
    long = "word " * 500 + "THE-END"
    report = make_report({"processing.steps": long, "purpose.purposes": [{"id": "p", "text": long}]})
    assert words_of(part(report, "answers-processing")).count("THE-END") == 1
    assert words_of(part(report, "answers-purpose")).count("THE-END") == 1
    assert "THE-END" in words_of(part(report, "processing"))


# --- law, record, limits ----------------------------------------------------------------------------------------------


def test_due_is_shown_criterion_by_criterion(skelleftea: Rendered) -> None:
    text = words_of(part(skelleftea.report, "regime-eu"))
    due = skelleftea.evaluation.regime("eu").due
    assert due is not None
    for result in due.criteria:
        assert result.criterion.title in text
    assert "An assessment is due (data protection impact assessment)." in text


def test_the_table_of_authorities_has_every_cited_one_with_status_and_date(skelleftea: Rendered) -> None:
    section = part(skelleftea.report, "authorities")
    entries = [
        span.anchor for s in section.sections for b in s.blocks for span in b.spans if getattr(span, "anchor", "")
    ]
    assert len(entries) == len(set(entries))
    cited = {cite.authority for note in skelleftea.report.notes() for cite in note.cites}
    assert {f"authority-{name.replace('.', '-')}" for name in cited} <= set(entries)
    targets = set(re.findall(r'href="#(authority-[^"]+)"', skelleftea.html))
    assert targets <= set(entries)
    text = words_of(section)
    for wanted in (
        "21 November 2026",
        "28 November 2026",
        "32016R0679",
        "Art 35(7)(a)",
        "◊ decided after 20 August 2019",
    ):
        assert wanted in text


def test_the_record_ties_paper_and_file(skelleftea: Rendered) -> None:
    text = words_of(part(skelleftea.report, "record"))
    pack = skelleftea.evaluation.pack
    for wanted in (skelleftea.source.digest, skelleftea.source.head, pack.digest, pack.manifest.version, "Anna Ek"):
        assert wanted in text


def test_the_limits_say_what_this_is_not(skelleftea: Rendered) -> None:
    text = words_of(part(skelleftea.report, "method"))
    assert "drafting aid, not legal advice" in text
    assert "national law of other Member States is not in it" in text
    assert skelleftea.evaluation.pack.facts["small-gallery"].note in text
    assert "the Swedish original prevails" in text


CONVENTIONS = {
    "small-gallery": ("eu",),  # RP-31 and RP-32; through other facts too
    "constant-watch": ("eu",),  # RP-18 and RP-44
    "public-place-arguable": ("cn",),  # CN-R11
    "pipl55-5": ("cn",),  # a criterion of "is an assessment due?" and no rule's
}
"""Facts, and the laws that have a rule or criterion which reads them."""


@pytest.mark.parametrize("regime", ["eu", "cn", "both"])
def test_only_the_conventions_of_laws_that_may_govern_are_printed(
    pack: Pack, make_report: MakeReport, regime: str
) -> None:
    places = {"eu": ["sweden"], "cn": ["china"], "both": ["sweden", "china"]}[regime]
    report = make_report({"start.people-in": places, "start.based-in": places}, day="2026-11-21")
    text = words_of(part(report, "conventions"))
    for name, regimes in CONVENTIONS.items():
        note = pack.facts[name].note
        printed = bool(note) and note in text
        assert printed == (regime == "both" or regime in regimes), name


def test_a_law_that_may_govern_has_its_conventions_printed(pack: Pack, make_report: MakeReport) -> None:
    text = words_of(part(make_report({}), "conventions"))
    for name in CONVENTIONS:
        assert pack.facts[name].note in text


def test_a_date_after_the_content_was_checked_is_warned_of(make_report: MakeReport) -> None:
    assert "the law after that date is not in it" in words_of(part(make_report({}, day="2030-01-01"), "limits"))


# --- pictures ---------------------------------------------------------------------------------------------------------


def test_pictures_have_a_twin_in_words(skelleftea: Rendered, make_report: MakeReport) -> None:
    blocks = part(skelleftea.report, "purposes").blocks
    ladder = next(block for block in blocks if isinstance(block, LadderChart))
    table = next(block for block in blocks if isinstance(block, Table) and "Alternatives, from" in block.caption)
    assert len(ladder.rungs) == len(table.rows) == 4
    assert [rung.chosen for rung in ladder.rungs] == [False, False, False, True]
    assert [rung.reach for rung in ladder.rungs] == ["slow", "unknown", "unknown", "full"]
    assert all(rung.label in ladder.description for rung in ladder.rungs)
    section = part(make_report({"risks.register": RISKS}), "risks")
    drawn = next(block for block in section.blocks if isinstance(block, RiskMap))
    assert [(mark.number, mark.before, mark.after) for mark in drawn.marks] == [
        ("R1", (2, 3, 0), (3, 3, 0)),
        ("R2", (0, 0, 0), (0, 0, 1)),
    ]
    assert "Without both marks: R3." in drawn.description
    assert "the level that it drew from them stands in the register" in drawn.legend
    assert "shade" not in drawn.legend
    levels = next(block for block in section.blocks if isinstance(block, Table))
    assert [row.cells[0][0].text for row in levels.rows] == ["R1", "R2", "R3"]


# --- forms ------------------------------------------------------------------------------------------------------------


class _Outline(HTMLParser):
    """Headings, ids and links of a page, and elements that are not closed."""

    VOID = frozenset({"meta", "col", "br", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.add(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a":
            self.links.append(str(values.get("href")))
        if tag == "th":
            assert values.get("scope") in ("col", "row")
        if tag == "svg":
            assert values.get("role") == "img"
            assert values.get("aria-label")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", ["skelleftea", "empty", "hostile"])
def test_the_page_is_whole_and_accessible(name: str, request: pytest.FixtureRequest) -> None:
    one: Rendered = request.getfixturevalue(name)
    page = _Outline()
    page.feed(one.html)
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert {link.split(":")[0] for link in page.links if not link.startswith("#")} <= {"https", "http"}
    assert page.levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(page.levels, page.levels[1:], strict=False))
    assert page.levels.count(1) == 1
    assert not page.tags & {"script", "img", "link", "iframe", "object", "form"}


def test_the_page_and_the_markdown_say_all_that_the_pdf_says(skelleftea: Rendered) -> None:
    page = squeezed(re.sub(r"<[^>]+>", "", skelleftea.html))
    text = squeezed(render_markdown(skelleftea.report).replace("\\", ""))
    for note in skelleftea.report.notes():
        for cite in note.cites:
            assert squeezed(_escape(cite.text)) in page
            assert squeezed(cite.text) in text
    for section in parts(skelleftea.report):
        assert squeezed(_escape(section.title)) in page
        assert squeezed(section.title) in text


def _escape(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))


def test_markdown_is_the_golden_one(skelleftea: Rendered, goldens: Path) -> None:
    """Byte for byte, a file for each part. After a change that is meant:
    `DPIA_UPDATE_GOLDENS=1 python -m pytest tests/report -k golden`.
    """
    folder = goldens / "skelleftea"
    digest = skelleftea.evaluation.pack.digest  # of all content, so it changes with every word of it
    made = by_part(render_markdown(skelleftea.report).replace(digest, "(digest of the content)"))
    if os.environ.get("DPIA_UPDATE_GOLDENS"):
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8")
    kept = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def by_part(text: str) -> dict[str, str]:
    """The parts of a report in Markdown by a file name made of their heading; together they are the report."""
    parts = re.split(r"(?m)^(?=## )", text)
    names = ["cover", *(re.sub(r"[^a-z0-9]+", "-", part.splitlines()[0].lower()).strip("-") for part in parts[1:])]
    return {f"{number:02}-{name}.md": part for number, (name, part) in enumerate(zip(names, parts, strict=True))}


# --- languages --------------------------------------------------------------------------------------------------------


def test_every_word_of_ours_goes_through_the_translator(pack: Pack) -> None:
    """In the made-up language each string of ours is bracketed. What stands outside is typed, a number or a citation."""
    example = pack.example("skelleftea")
    assert example is not None
    assessment = assessment_from_plain(pack, example.as_of, {**example.answers, "risks.register": RISKS})
    evaluation, source = evaluate(pack, assessment), source_of(assessment)
    report = build(evaluation, Translator("x-pseudo"), source, embedded=True, on_request=True)
    page = render_html(report, "html")
    body = page[page.index("<body>") :]
    words = re.sub(r"<text.*?</text>", "", body, flags=re.DOTALL)  # in pieces; the picture's description has them whole
    visible = re.sub(r"<[^>]+>", "\n", words) + "\n".join(re.findall(r'(?:aria-label|alt|title)="([^"]*)"', body))
    known = _typed(pack, assessment) | _names_of_law(pack)
    known |= {cite.text for note in report.notes() for cite in note.cites}
    known |= {re.sub("\u00a0[†‡◊]", "", text).rstrip("?") for text in known}
    links = re.findall(r'<a href="#authority-[^"]+"[^>]*>([^<]*)</a>', body)
    known |= {re.sub("\u00a0[†‡◊]", "", html.unescape(text)).rstrip("?") for text in links}
    long = sorted((" ".join(text.split()) for text in known if len(text) > 7), key=len, reverse=True)
    left = []
    for line in _outside(html.unescape(visible)).split("\n"):
        rest = " ".join(re.sub("[†‡◊]", "", line).split()).strip(" :").removeprefix("… ")
        if rest in known:
            continue
        for text in long:
            rest = rest.replace(text, " ")
        rest = _NO_WORDS.sub(" ", rest)
        if re.search(r"[A-Za-z]{2,}", rest):
            left.append(rest.strip())
    assert left == [], "\n".join(left)


_NO_WORDS = re.compile(
    r"\b(?:RP|CN|GP)-\w+(?:/[a-z0-9-]+)?|sha256:\w+|\b[0-9a-f]{12,64}\b|https?://\S+|\b[QFR]?\d[\w.]*\b"  # ids and numbers
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|and|UTC)\b"  # by babel
    r"|\b(?:CELEX|ELI|ECLI|Dnr|SFS|number|case|procedure|official|issuer|dnr|sfs)\b"  # names of identifiers
    r"|\b(?:dpia-wizard|dpia-core|sample\.dpia\.json|Anna Ek)\b"  # of the record
)


def _typed(pack: Pack, assessment: Assessment) -> set[str]:
    """What people typed, whole and as the report cuts it."""
    texts = set()
    for question, _, column, answer in assessment.leaves():
        field = pack.columns[question, column] if column else pack.questions[question]
        if field.type == "text" and answer.given:
            texts.add(str(answer.value))
        texts.add(answer.reason)
    return {
        cut
        for text in texts
        for cut in (text, *(shortened(text, limit) for limit in (40, 60, 140, 160, 200, 360, 400)))
    }


def _names_of_law(pack: Pack) -> set[str]:
    """Citations, whole and from each comma on, identifiers and addresses."""
    cites = {cite for one in (*pack.content.authorities, *pack.content.instruments) for cite in one.cite.values()}
    tails = {", ".join(cite.split(", ")[start:]) for cite in cites for start in range(1, cite.count(", ") + 1)}
    names = {
        name
        for one in (*pack.content.authorities, *pack.content.instruments)
        for name in (*one.identifiers.values(), one.url)
    }
    return cites | tails | names


def _outside(text: str) -> str:
    """Text outside the brackets of the made-up language; they may stand in one another."""
    out, depth = [], 0
    for char in text:
        depth += (char == "⟦") - (char == "⟧")
        if depth == 0 and char != "⟧":
            out.append(char)
    return "".join(out)


def test_chinese_is_marked_as_chinese(hostile: Rendered) -> None:
    body = hostile.html[hostile.html.index("<body>") :]
    bare = re.sub(r'<(span|em) lang="zh-Hans">.*?</\1>', "", body, flags=re.DOTALL)
    assert "人脸" in body
    assert not re.findall(r"[\u4e00-\u9fff]+", re.sub(r'<svg.*?</svg>|"[^"]*"', "", bare, flags=re.DOTALL))


def test_a_translation_may_change_the_order_of_words() -> None:
    assert N_("x") == "x"
    assert Translator("x-pseudo")("Page {page} of {pages}", page=1, pages=2).startswith("⟦")


def test_completeness_and_tasks_are_those_of_the_engine(skelleftea: Rendered, hostile: Rendered) -> None:
    for one in (skelleftea, hostile):
        [table] = [b for b in part(one.report, "complete").blocks if isinstance(b, Table)]
        wanted = [item.element.title for result in completeness(one.evaluation) for item in result.elements]
        assert [row.cells[1][0].text for row in table.rows] == wanted
    due = tasks(hostile.evaluation)
    assert due
    text = words_of(part(hostile.report, "tasks"))
    assert all(item.task.title in text for item in due)


def test_a_duty_that_did_not_exist_yet_is_not_said_to_be_due(pack: Pack, make_report: MakeReport) -> None:
    example = pack.example("hangzhou-safari-park")
    assert example is not None
    assert example.as_of < "2021-11-01"
    report = make_report(example.answers, day=example.as_of)
    assert "so no assessment was due by it" in words_of(part(report, "regime-cn"))
    assert "Criteria" not in words_of(part(report, "regime-cn"))


# --- what is said to be absent -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ladder", "said"),
    [
        (None, "No other way has been looked at yet"),
        ([], "No other way has been looked at yet"),
        ("unknown", "Which other ways there are is not known here"),
        ([{"id": "face", "rung": "central-bio", "reaches": "as-well", "chosen": True}], "No other way has been looked at yet"),
        ([{"id": "card", "rung": "card"}], "is not answered, or unknown"),
        ([{"id": "card", "rung": "card", "reaches": "unknown"}], "is not answered, or unknown"),
        ([{"id": "card", "rung": "card", "reaches": "fails"}], "No other way that was looked at reaches the purpose"),
        (
            [{"id": "card", "rung": "card", "reaches": "fails"}, {"id": "face", "rung": "central-bio", "chosen": True}],
            "No other way without a feature of the body reaches the purpose",
        ),
    ],
)  # fmt: skip
def test_that_no_other_way_does_is_said_only_of_ways_that_were_judged(
    make_report: MakeReport, ladder: object, said: str
) -> None:
    answers = {"processing.technology": ["identify"], "alternatives.ladder": ladder}
    text = words_of(part(make_report(answers), "instead"))
    assert said in text
    assert ("reaches the purpose on the answers given" in text) is ("reaches the purpose" in said)


def test_a_contest_of_a_finding_that_is_gone_is_not_denied(make_report: MakeReport) -> None:
    gone = {"RP-99/gone": Response("contest", reason="We see it otherwise.")}
    assert "RP-99/gone" in words_of(part(make_report({}, responses=gone), "decision"))


def test_an_unknown_answer_that_does_not_count_is_not_denied(make_report: MakeReport) -> None:
    hidden = {"processing.technology": ["log-only"], "processing.template-location": "unknown"}
    for answers in (hidden, {"processing.technology": ["log-only"]}):
        assert "open-unknown" not in [section.id for section in parts(make_report(answers))]
    shown = {"processing.technology": ["identify"], "processing.template-location": "unknown"}
    assert "unknown" in words_of(part(make_report(shown), "open-unknown"))

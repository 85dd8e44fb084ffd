"""The annexes: authorities, answers, the record, limits."""

from __future__ import annotations

import re

import pytest
from support.report_parts import MakeReport, part, words_of
from support.reports import Rendered

from dpia.content.pack import Pack
from dpia.engine.truth import NO, YES
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.model import Run, Table


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
        assert question.printed in text
        for column in question.columns:
            if any(
                hostile.evaluation.evaluator.visible_cell(question.id, row, column.id).truth is YES
                for row in hostile.evaluation.assessment.rows(question.id)
            ):
                assert column.printed in text


def test_a_text_too_long_for_a_table_stands_in_full_below_it(make_report: MakeReport) -> None:
    long = "word " * 500 + "THE-END"
    report = make_report({"processing.steps": long, "purpose.purposes": [{"id": "p", "text": long}]})
    assert words_of(part(report, "answers-processing")).count("THE-END") == 1
    assert words_of(part(report, "answers-purpose")).count("THE-END") == 1
    assert "THE-END" in words_of(part(report, "processing"))


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
        "Art. 35(7)(a)",
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


def test_identifiers_are_numbers_and_the_catalogue_has_their_words(pack: Pack) -> None:
    entries = [*pack.authorities.values(), *pack.instruments.values()]
    assert len(entries) > 600
    worded = [
        (one.id, value) for one in entries for value in one.identifiers.values() if re.search(r"\b(No|Order)\b", value)
    ]
    assert worded == []


def test_identifiers_follow_the_language(skelleftea: Rendered) -> None:
    """What the citation already says is not said again, whatever word joins its numbers."""
    table = words_of(part(skelleftea.report, "authorities"))
    assert "SFS 2017:900, 2017:725" in table
    assert "OJ L 119" in table
    assert "oj L 119" not in table

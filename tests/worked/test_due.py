"""Is an assessment due? A criterion is "no" only where somebody answered it.

The kind: a question that was hidden, and a closed list without a line that fits, say nothing. So nothing is due only where each of the nine
criteria of WP248, the cases of Article 35(3) and those of PIPL 55 was answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from support.controls import check

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.loader import ContentFolder
from dpia.content.source import parse, read_text
from dpia.engine.evaluation import DueResult, Evaluation, evaluate
from dpia.engine.truth import NO, UNKNOWN, YES, Truth
from dpia.i18n import Translator
from dpia.lint import criteria
from dpia.lint.subject import Subject
from dpia.report.build import build, profile_for
from dpia.report.markdown import render_markdown
from dpia.report.reported_file import ReportedFile

HERE = Path(__file__).parent
ROOT = HERE.parents[1] / "questionnaires"
TODAY = "2026-11-21"
BOTH = {
    "start.people-in": ["sweden", "china"],
    "start.based-in": ["sweden"],
    "start.body-type": "company",
    "start.police-work": "no",
}


def file(name: str) -> dict[str, Any]:
    answers: dict[str, Any] = parse(read_text(HERE / f"{name}.yaml"), name).data
    return answers


def agent(pack, *changes: dict[str, Any]) -> Assessment:
    state = assessment_from_plain(pack, TODAY, file("monitoring-agent"))
    for change in changes:
        state = assessment_from_plain(pack, TODAY, change, base=state)
    return state


def due(evaluation: Evaluation, regime: str = "eu") -> DueResult:
    found = evaluation.regime(regime).due
    assert found is not None
    return found


def truths(evaluation: Evaluation, regime: str = "eu") -> dict[str, Truth]:
    return {one.criterion.id: one.verdict.truth for one in due(evaluation, regime).criteria}


def ticked(*shows: str) -> dict[str, Any]:
    """What the data of the kind "other" show; the watched titles are the first, the counts the third row."""
    return {"processing.items": [{"id": name, "shows": list(shows)} for name in ("apps", "titles", "counts")]}


SETTLED = {"processing.watches": False, "processing.new-technology": False}


def test_no_law_asks_for_one_before_it_is_settled_that_it_governs(pack):
    """People in Sweden, a body feature, and where the organisation is nobody has said: China's law may govern or not."""
    answers = {
        "start.people-in": ["sweden"],
        "processing.technology": ["verify"],
        "processing.modality": ["palm-vein"],
    }
    evaluation = evaluate(pack, assessment_from_plain(pack, TODAY, answers))
    assert evaluation.governs["cn"].truth is UNKNOWN
    assert any(one.enough and one.verdict.truth is YES for one in due(evaluation, "cn").criteria)
    assert due(evaluation, "cn").word == "unknown"
    there = evaluate(pack, assessment_from_plain(pack, TODAY, answers | BOTH))
    assert there.governs["cn"].truth is YES
    assert due(there, "cn").word == "yes"


# --- the agent that watches 200 people all day -------------------------------------------------------------------------


def test_nothing_is_signed_for_an_agent_that_no_line_of_the_lists_fits(pack):
    evaluation = evaluate(pack, agent(pack))
    assert due(evaluation).word == "unknown"
    assert not evaluation.no_assessment_due
    assert profile_for(evaluation) == "full"
    found = truths(evaluation)
    assert {name for name, truth in found.items() if truth is YES} == {"wp248-c7"}, "staff; the rest is no guess"
    assert {name for name, truth in found.items() if truth is UNKNOWN} == {
        "wp248-c1",
        "wp248-c3",
        "wp248-c4",
        "wp248-c8",
    }
    missing = {ref for one in due(evaluation).criteria for ref in one.verdict.missing}
    assert {ref.column or ref.question for ref in missing} == {
        "shows",
        "processing.watches",
        "processing.new-technology",
    }, "and it says what to answer"


@pytest.mark.parametrize("named", ["presence", "identity"])
def test_neither_does_the_technology_alone_clear_it(pack, named):
    """Data that sound harmless, and a list: whether people are watched is still not answered."""
    items = {"processing.items": [{"id": name, "kind": named} for name in ("apps", "titles", "counts")]}
    found = truths(evaluate(pack, agent(pack, items)))
    assert found["wp248-c3"] is found["wp248-c8"] is UNKNOWN
    assert due(evaluate(pack, agent(pack, items))).word == "unknown"


@pytest.mark.parametrize("technology", [["analytics"], ["verify"]])
def test_neither_do_data_of_another_kind(pack, technology):
    found = truths(evaluate(pack, agent(pack, {"processing.technology": technology}, SETTLED)))
    assert found["wp248-c1"] is found["wp248-c3"] is UNKNOWN


def test_none_of_the_technologies_is_no_answer_either(pack):
    found = truths(evaluate(pack, agent(pack, {"processing.technology": []}, ticked())))
    assert found["wp248-c3"] is found["wp248-c8"] is UNKNOWN
    outcomes = {"safeguards.auto-outcomes": None}
    assert (
        truths(evaluate(pack, agent(pack, {"processing.technology": []}, ticked(), SETTLED, outcomes)))["wp248-c2"]
        is UNKNOWN
    )


@pytest.mark.parametrize(
    ("answers", "word", "met"),
    [
        ((ticked(), SETTLED), "no", {"wp248-c7"}),
        ((ticked(), SETTLED, {"processing.watches": True}), "yes", {"wp248-c3", "wp248-c7"}),
        ((ticked("conduct"), SETTLED), "yes", {"wp248-c1", "wp248-c3", "wp248-c4", "wp248-c7"}),
        ((ticked("words"), SETTLED), "yes", {"wp248-c4", "wp248-c7"}),
        ((ticked("special"), SETTLED), "yes", {"wp248-c4", "wp248-c7"}),
        ((ticked(), SETTLED, {"processing.new-technology": True}), "yes", {"wp248-c7", "wp248-c8"}),
    ],
    ids=["a plain list", "watched", "shows conduct", "shows words", "shows belief", "new"],
)
def test_what_is_answered_decides(pack, answers, word, met):
    evaluation = evaluate(pack, agent(pack, *answers))
    assert {name for name, truth in truths(evaluation).items() if truth is YES} == met
    assert due(evaluation).word == word
    assert evaluation.no_assessment_due is (word == "no")


def test_an_unknown_answer_is_no_pass(pack):
    for name in SETTLED:
        evaluation = evaluate(pack, agent(pack, ticked(), SETTLED, {name: "unknown"}))
        assert due(evaluation).word == "unknown"
        assert not evaluation.no_assessment_due


def test_people_watched_widely_where_there_is_no_camera_are_asked_for_the_place(pack):
    """Article 35(3)(c): the place was asked only where there are cameras or body data."""
    wide = ({"processing.scale": "wide", "processing.watches": True, "processing.new-technology": False}, ticked())
    assert truths(evaluate(pack, agent(pack, *wide)))["art35-3-c"] is UNKNOWN
    assert truths(evaluate(pack, agent(pack, *wide, {"processing.venue": "station-airport"})))["art35-3-c"] is YES
    assert truths(evaluate(pack, agent(pack, *wide, {"processing.venue": "office-factory"})))["art35-3-c"] is NO


# --- China ---------------------------------------------------------------------------------------------------------------

CHINA = {
    "start.people-in": ["china"],
    "start.based-in": ["china"],
    "processing.parties": [],
    "safeguards.transfers": [],
}


def test_the_cases_of_pipl_55_are_answered_too(pack):
    bare = evaluate(pack, agent(pack, CHINA))
    assert due(bare, "cn").word == "unknown"
    assert {name for name, truth in truths(bare, "cn").items() if truth is UNKNOWN} == {
        "pipl55-1",
        "pipl55-3",
        "pipl55-5",
    }
    plain = evaluate(pack, agent(pack, CHINA, ticked(), SETTLED, {"processing.published": False}))
    assert (due(plain, "cn").word, plain.no_assessment_due) == ("no", True)
    for change, case in (
        ({"processing.published": True}, "pipl55-3"),
        ({"processing.watches": True}, "pipl55-5"),
        (ticked("money"), "pipl55-1"),
    ):
        found = evaluate(pack, agent(pack, CHINA, ticked(), SETTLED, {"processing.published": False}, change))
        assert truths(found, "cn")[case] is YES, case
        assert due(found, "cn").word == "yes"


# --- the kind ------------------------------------------------------------------------------------------------------------


def test_whatever_a_criterion_reads_is_asked_or_says_what_excludes_it(pack):
    assert len(criteria.read_by_criteria(pack)) > 20
    assert list(criteria.hidden(Subject(ContentFolder(ROOT), pack, ()))) == []


EXCLUDED_BY_TECHNOLOGY = {"plain-video": {"art35-3-a", "wp248-c2", "wp248-c9"}}
"""What the words of an option exclude by themselves: film without analysis decides nothing."""


def technologies(pack) -> Iterator[list[str]]:
    options = [option.id for option in pack.questions["processing.technology"].options]
    yield []
    for size in (1, 2):
        yield from (list(chosen) for chosen in combinations(options, size))


def test_a_technology_alone_answers_no_criterion_with_no(pack):
    """All else absent: only what the words of the option exclude may be "no", and nothing that was merely not asked."""
    for chosen in technologies(pack):
        state = assessment_from_plain(pack, TODAY, {**BOTH, "processing.technology": chosen})
        evaluation = evaluate(pack, state)
        expected = EXCLUDED_BY_TECHNOLOGY.get(chosen[0], set()) if len(chosen) == 1 else set()
        for regime in ("eu", "cn"):
            assert {name for name, truth in truths(evaluation, regime).items() if truth is NO} <= expected, (
                chosen,
                regime,
            )


# --- what is said and signed -----------------------------------------------------------------------------------------------


def visitors(pack, **changes: Any) -> Evaluation:
    """A paper list of adult visitors: one criterion could be met at most."""
    answers = {
        "start.police-work": "no", "processing.technology": ["log-only"], "processing.scale": "one-group", "processing.predicts": [], "processing.combines": False,
        "processing.watches": False, "processing.new-technology": False, "processing.items": [{"id": "name", "kind": "identity"}], "safeguards.auto-outcomes": [],
        "start.body-type": "company", "start.people-in": ["sweden"], "start.based-in": ["sweden"], "purpose.presence-record": [],
        "processing.groups": [{"id": "visitors", "name": "Visitors", "role": "visitor", "ages": ["adult"], "joins": "recorded", "depends-for": [], "can-avoid": True}],
    }  # fmt: skip
    return evaluate(pack, assessment_from_plain(pack, TODAY, {**answers, **changes}))


def test_a_paper_list_that_was_answered_is_not_due(pack):
    evaluation = visitors(pack)
    assert (due(evaluation).word, due(evaluation).met) == ("no", 0)
    assert evaluation.no_assessment_due


@pytest.mark.parametrize("name", ["processing.watches", "processing.new-technology", "processing.combines"])
def test_a_record_needs_each_criterion_answered_also_where_the_number_cannot_be_reached(pack, name):
    evaluation = visitors(pack, **{name: None})
    assert due(evaluation).word == "unknown", "one criterion may be enough"
    assert not evaluation.no_assessment_due
    text = report(evaluation)
    assert "Not every criterion is answered." in text
    assert "none of the nine criteria is met" not in text
    assert "exactly one of the nine" not in text


def test_one_met_and_others_open_is_not_exactly_one(pack):
    assert "exactly one of the nine" not in report(evaluate(pack, agent(pack)))


def test_it_says_that_other_member_states_have_lists_of_their_own(pack):
    assert "another member state" in report(visitors(pack))


def report(evaluation: Evaluation) -> str:
    source = ReportedFile("x.dpia.json", b"{}", "ab" * 32, ())
    return render_markdown(build(evaluation, Translator(), source, embedded=False))


def test_the_controls_still_say_what_they_said(pack):
    """The server room of the controls: data, staff and technology are all named, and nothing became open."""
    assert UNKNOWN not in truths(check(pack)).values()

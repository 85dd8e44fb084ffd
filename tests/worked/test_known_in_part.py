"""What is known in part, on the real content: what is found, what waits, and how it is said."""

from __future__ import annotations

import pytest
from support.toy import parse

from dpia.assessment.answers_file import assessment_from_plain
from dpia.engine.completeness import completeness
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.truth import Ref
from dpia.i18n import Translator
from dpia.wording import Words

TR = Translator("en")
KNOWN = {"have": ["who", "purpose", "ground", "recorded", "body-use", "rating", "recipients", "rights"]}


def changed(pack, name: str, day: str | None = None, **answers: object) -> Evaluation:
    """A worked example with other answers."""
    example = pack.example(name)
    plain = {**example.answers, **{name.replace("__", ".").replace("_", "-"): value for name, value in answers.items()}}
    return evaluate(pack, assessment_from_plain(pack, day or example.as_of, plain))


def words(evaluation: Evaluation) -> Words:
    return Words(evaluation.pack, evaluation.assessment, TR)


def found(evaluation: Evaluation, rule: str):
    return next(finding for finding in evaluation.findings if finding.rule.id == rule)


@pytest.mark.parametrize(
    ("items", "truth"),
    [
        ({"have": ["who", "purpose"], "lack": ["retention"]}, "established"),
        ({"have": ["who", "purpose"], "unknown": ["recipients"]}, "open"),
        (
            {**KNOWN, "unknown": ["retention"]},
            "not-shown",
        ),
    ],
)
def test_a_known_gap_is_established_whatever_the_rest_an_unknown_item_is_not_shown_and_an_absent_one_open(
    pack, items, truth
):
    evaluation = changed(pack, "skelleftea", safeguards__notice="layered", safeguards__notice_items=items)
    notice = found(evaluation, "RP-39")
    assert (notice.truth, notice.severity) == (truth, "major")
    assert evaluation.outcome not in ("launch", "launch-with-conditions")


def test_a_finding_that_waits_for_items_names_them_together(pack):
    items = {"have": ["who", "purpose", "ground", "body-use"]}
    evaluation = changed(pack, "skelleftea", safeguards__notice="layered", safeguards__notice_items=items)
    notice = found(evaluation, "RP-39")
    assert {ref.item for ref in notice.missing} == {"retention", "recorded"}
    assert words(evaluation).refs(notice.missing, 4) == [
        "What does the notice say? (How long the data are kept and Who is recorded)"
    ]
    assert "“What does the notice say? (How long the data are kept and Who is recorded)”" in words(evaluation).lead(
        notice
    )


def test_a_number_whose_bounds_straddle_the_limit_is_not_shown_and_the_reason_is_said(pack):
    evaluation = changed(pack, "hangzhou-safari-park", "2026-11-01", decision__keep_years={"at_least": 2, "at_most": 4})
    kept = found(evaluation, "CN-R33c")
    assert (kept.grade.id, kept.truth) == ("kept-too-short", "not-shown")
    assert "is not exact enough to decide at “For how many years" in words(evaluation).lead(kept)
    assert words(evaluation).answer("decision.keep-years") == "from 2 to 4 years"


@pytest.mark.parametrize(
    ("years", "grade"),
    [({"at_least": 3}, None), ({"less_than": 3}, "established"), ({"more_than": 2}, "not-shown")],
)
def test_bounds_that_do_not_straddle_it_decide(pack, years, grade):
    evaluation = changed(pack, "hangzhou-safari-park", "2026-11-01", decision__keep_years=years)
    truths = [f.truth for f in evaluation.findings if f.id == "CN-R33c/kept-too-short"]
    assert truths == ([grade] if grade else [])


def test_in_a_reversed_list_only_what_is_there_clears(pack):
    """`existing-gaps` names what is missing: a part that nobody mentions is not cleared."""
    part = Ref("start.existing-gaps")

    def risks(gaps: object) -> str:
        state = assessment_from_plain(
            pack, "2026-11-21", {"start.existing-assessment": "complete", "start.existing-gaps": gaps}
        )
        evaluation = evaluate(pack, state)
        node = {"question": part.question, "contains": "risks"}
        return evaluation.evaluator.evaluate(parse(node)).truth.name

    assert risks({"have": ["risks"]}) == risks(["risks"]) == "YES"
    assert risks({"lack": ["risks"]}) == risks([]) == risks(["groups"]) == "NO"
    assert risks({"have": ["groups"]}) == risks({"unknown": ["risks"]}) == risks("unknown") == "UNKNOWN"


def test_completeness_counts_item_by_item(pack):
    items = {"have": ["who"], "lack": ["retention"], "unknown": ["recipients"]}
    evaluation = changed(pack, "skelleftea", safeguards__notice="layered", safeguards__notice_items=items)
    places = [
        (name, ref.item)
        for result in completeness(evaluation)
        for element in result.elements
        for name in ("answered", "unknown", "missing")
        for ref in getattr(element, name)
        if ref.question == "safeguards.notice-items"
    ]
    assert {("answered", "who"), ("answered", "retention"), ("unknown", "recipients"), ("missing", "ground")} <= set(
        places
    )
    assert {name for name, item in places if item in ("who", "retention")} == {"answered"}


def test_dates_are_printed_with_the_precision_in_which_they_were_given(pack):
    for given, printed in [
        (2018, "2018"),
        ("2018-08", "August 2018"),
        ({"before": "2018-08"}, "before August 2018"),
        ({"after": 2017, "to": "2018-08-20"}, "after 2017 and not after 20 August 2018"),
        ({"from": 2017, "to": 2018}, "from 2017 to 2018"),
    ]:
        evaluation = changed(pack, "skelleftea", start__begin_date=given)
        assert words(evaluation).answer("start.begin-date") == printed

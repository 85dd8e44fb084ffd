"""A row whose cells another table says are otherwise in a particular respect is judged once for each such respect."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from support.toy import OPTIONS, assessments, parse, toy_pack

from dpia.assessment.model import Assessment, Row, given
from dpia.assessment.partial import PartialList
from dpia.content.pack import Pack
from dpia.engine.evaluator import Evaluator
from dpia.engine.judged import as_judged
from dpia.engine.scope import Scope
from dpia.engine.truth import NO, YES, Ref

CHOICE = {"type": "choice", "text": "Pick", "options": [{"id": option, "text": option} for option in OPTIONS]}


def pack_of(instead_when: dict[str, Any] | None = None) -> Pack:
    rows = {
        "id": "s.rows", "type": "table", "text": "Rows", "row_label": "name",
        "columns": [
            {"id": "name", "type": "text", "text": "Name"},
            {"id": "pick", **CHOICE},
            {"id": "why", "type": "text", "text": "Why", "shown_when": {"column": "pick", "is": "b"}},
        ],
    }  # fmt: skip
    other = {
        "id": "s.other", "type": "table", "text": "Other", "row_label": "for",
        "overrides": {"table": "s.rows", "row": "of", "instead_when": instead_when},
        "columns": [
            {"id": "for", "type": "text", "text": "For"},
            {"id": "of", "type": "choices", "text": "Of", "options_from": "s.rows"},
            {"id": "pick", **CHOICE},
        ],
    }  # fmt: skip
    tied = {"id": "s.tied", "type": "table", "text": "Tied", "row_label": "row",
            "columns": [{"id": "row", "type": "choices", "text": "Row", "options_from": "s.rows"}]}  # fmt: skip
    return toy_pack(questions=[rows, other, tied], facts=[])


def state(**more: Any) -> Assessment:
    rows = (Row("r", {"name": given("R"), "pick": given("a")}), Row("t", {"name": given("T"), "pick": given("a")}))
    other = (Row("o", {"for": given("main"), "of": given(("r",)), "pick": given("b")}),)
    return Assessment("2026-01-01", "2026-01-01", answers={"s.rows": given(rows), "s.other": given(other), **more})


@pytest.fixture
def judged():
    pack = pack_of()
    return Evaluator(pack, as_judged(pack, state()))


def test_the_shorthand_holds_and_so_does_what_differs(judged):
    for pick in ("a", "b"):
        node = parse(
            {"some": "s.rows", "where": {"all": [{"column": "name", "is": "R"}, {"column": "pick", "is": pick}]}}
        )
        assert judged.evaluate(node).truth is YES
    assert judged.evaluate(parse({"every": "s.rows", "where": {"column": "pick", "is": "a"}})).truth is NO


def test_the_reason_is_the_place_where_it_was_answered(judged):
    because = judged.evaluate(parse({"some": "s.rows", "where": {"column": "pick", "is": "b"}})).because
    assert because[0] == Ref("s.other", "o", "pick")
    named = judged.evaluate(
        parse({"some": "s.rows", "where": {"all": [{"column": "pick", "is": "b"}, {"column": "name", "is": "R"}]}})
    )
    assert Ref("s.rows", "r", "name") in named.because


def test_a_row_with_variants_counts_once(judged):
    def count(where: dict[str, Any], **bound: int) -> Any:
        return judged.evaluate(parse({"count": {"rows": "s.rows", "where": where, **bound}})).truth

    assert count({"column": "name", "is": "R"}, exactly=1) is YES
    assert count({"not": {"column": "pick", "is": "c"}}, exactly=2) is YES


def test_a_column_is_asked_where_some_variant_asks_it(judged):
    row, other = state().rows("s.rows")
    assert judged.visible_cell("s.rows", row, "why").truth is YES
    assert judged.visible_cell("s.rows", other, "why").truth is NO


def test_other_tables_name_the_row_and_mean_its_variants():
    pack = pack_of()
    tied = given((Row("x", {"row": given(("r",))}),))
    judged = Evaluator(pack, as_judged(pack, state(**{"s.tied": tied})))
    node = parse({"some": "s.tied", "where": {"column": "row", "contains_row": "s.rows"}})
    assert [judged.evaluate(node, Scope("s.rows", row)).truth for row in judged.assessment.rows("s.rows")] == [
        YES,
        YES,
        NO,
    ]


def test_it_takes_the_place_of_the_shorthand_where_content_says_so():
    pack = pack_of({"column": "for", "is": "main"})
    judged = Evaluator(pack, as_judged(pack, state()))
    node = parse({"some": "s.rows", "where": {"all": [{"column": "name", "is": "R"}, {"column": "pick", "is": "a"}]}})
    assert judged.evaluate(node).truth is NO


@drawn(drawn_state=assessments())
@settings(max_examples=60, deadline=None)
def test_without_such_rows_the_assessment_stays_itself(drawn_state):
    assert as_judged(pack_of(), drawn_state) is drawn_state


def test_a_row_that_is_named_in_a_list_known_in_part_is_named():
    pack = pack_of()
    for known, expected in (
        (PartialList(("r",), ("t",)), YES),
        (PartialList(("t",)), NO),
        (PartialList((), (), ("r",)), NO),
    ):
        other = (Row("o", {"for": given("main"), "of": given(known), "pick": given("b")}),)
        evaluator = Evaluator(pack, as_judged(pack, state(**{"s.other": given(other)})))
        node = parse(
            {"some": "s.rows", "where": {"all": [{"column": "name", "is": "R"}, {"column": "pick", "is": "b"}]}}
        )
        assert evaluator.evaluate(node).truth is expected

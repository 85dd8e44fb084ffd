"""Properties of the condition evaluator, over random conditions and random answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from support.toy import CONDITIONS, assessments, fillings, parse, toy_pack

from dpia.assessment.model import UNKNOWN as UNKNOWN_ANSWER
from dpia.assessment.model import Answer, Assessment, Row
from dpia.assessment.model import given as given_answer
from dpia.assessment.partial import PartialList
from dpia.content.condition import All, AnyOf, Not
from dpia.engine.evaluator import Evaluator
from dpia.engine.truth import NO, UNKNOWN, YES, Ref, Verdict

PACK = toy_pack()
relaxed = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def verdict(node: Any, state: Assessment):
    return Evaluator(PACK, state).evaluate(node)


@relaxed
@given(a=CONDITIONS, b=CONDITIONS, state=assessments())
def test_de_morgan(a, b, state):
    left = Not(not_=All(all=(a, b)))
    right = AnyOf(any=(Not(not_=a), Not(not_=b)))
    assert verdict(left, state).truth == verdict(right, state).truth


@relaxed
@given(node=CONDITIONS, state=assessments())
def test_filling_in_an_absent_answer_never_flips(node, state):
    before = verdict(node, state).truth
    if before is not UNKNOWN:
        for fuller in fillings(state):
            assert verdict(node, fuller).truth == before, fuller.answers


@relaxed
@given(node=CONDITIONS, state=assessments())
def test_what_is_judged_without_reasons_agrees_with_them(node, state):
    """A truth that is not settled waits for an absent answer exactly where its reasons name one."""
    found = verdict(node, state)
    assert found.open == bool(found.reasons.missing)
    assert found.truth is UNKNOWN or not found.reasons.missing


def places(state: Assessment) -> Iterator[Ref]:
    """The places of all answers; of a list known in part those of its items."""
    for question, row, column, answer in state.leaves():
        place = Ref(question, row, column)
        if isinstance(answer.value, PartialList):
            yield from (place._replace(item=item) for item in answer.value.named)
        else:
            yield place


def kept_of(answer: Answer, place: Ref, keep: set[Ref]) -> Answer | None:
    """What is left of an answer: all of it, its items, or nothing."""
    if place in keep:
        return answer
    if not isinstance(answer.value, PartialList):
        return None
    left = answer.value
    for item in left.named:
        if place._replace(item=item) not in keep:
            left = left.with_state(item, None)
    return given_answer(left) if left.named else None


@relaxed
@given(node=CONDITIONS, state=assessments())
def test_missing_is_honest(node, state):
    """Answers outside `missing` cannot settle an UNKNOWN verdict."""
    before = verdict(node, state)
    if before.truth is UNKNOWN:
        waiting = set(before.missing)
        tables = {ref.question for ref in waiting if ref.column is None}
        for fuller in fillings(state):
            new = set(places(fuller)) - set(places(state))
            changed = new | {ref.place for ref in new}
            # A list that was known in part and is given whole says something of each item.
            changed |= {ref for ref in waiting if ref.place in new}
            if not changed & waiting and not {ref.question for ref in changed} & tables:
                assert verdict(node, fuller).truth is UNKNOWN, (changed, waiting)


@relaxed
@given(node=CONDITIONS, state=assessments())
def test_because_suffices(node, state):
    """With every answer outside `because` taken away, the verdict stays."""
    before = verdict(node, state)
    if before.truth is UNKNOWN:
        return
    keep = set(before.because)
    answers = {}
    for question, answer in state.answers.items():
        rows = state.rows(question)
        if rows:
            if any(ref.question == question for ref in keep):
                kept = tuple(
                    Row(
                        r.id,
                        {c: left for c, v in r.cells.items() if (left := kept_of(v, Ref(question, r.id, c), keep))},
                    )
                    for r in rows
                )
                answers[question] = given_answer(kept)
        elif left := kept_of(answer, Ref(question), keep):
            answers[question] = left
    assert verdict(node, Assessment(state.as_of, state.created, answers=answers)).truth == before.truth


@pytest.mark.parametrize(
    ("bound", "truths", "expected"),
    [
        ({"at_least": 2}, "yyn", YES), ({"at_least": 2}, "yun", UNKNOWN), ({"at_least": 2}, "unn", NO), ({"at_least": 2}, "yyu", YES),
        ({"at_most": 1}, "yyu", NO), ({"at_most": 1}, "ynn", YES), ({"at_most": 1}, "yun", UNKNOWN),
        ({"exactly": 1}, "ynn", YES), ({"exactly": 1}, "yun", UNKNOWN), ({"exactly": 1}, "yyu", NO), ({"exactly": 0}, "", YES),
        ({"more_than": 1}, "yyu", YES), ({"more_than": 1}, "ynn", NO),
    ],
)  # fmt: skip
def test_count_decides_as_soon_as_it_can(bound, truths, expected):
    node = {"y": {"always": True}, "n": {"always": False}, "u": {"question": "s.flag", "is": True}}
    state = Assessment("2026-01-01", "2026-01-01")
    assert verdict(parse({"count": {"of": [node[t] for t in truths], **bound}}), state).truth is expected


def answers(**given_answers: object) -> Assessment:
    mapping = {f"s.{name}": value for name, value in given_answers.items()}
    return Assessment("2026-01-01", "2026-01-01", answers=mapping)  # type: ignore[arg-type]


def test_states_of_an_answer():
    from dpia.assessment.model import not_applicable

    is_a = parse({"question": "s.pick", "is": "a"})
    answered = parse({"question": "s.pick", "answered": True})
    table = {
        "absent": (answers(), UNKNOWN, UNKNOWN),
        "unknown": (answers(pick=UNKNOWN_ANSWER), UNKNOWN, NO),
        "not applicable": (answers(pick=not_applicable("no")), NO, YES),
        "given": (answers(pick=given_answer("a")), YES, YES),
    }
    for name, (state, compared, is_answered) in table.items():
        assert verdict(is_a, state).truth is compared, name
        assert verdict(answered, state).truth is is_answered, name
    assert verdict(is_a, answers()).missing == (Ref("s.pick"),)
    assert verdict(is_a, answers(pick=UNKNOWN_ANSWER)).missing == ()


def test_hidden_for_sure_counts_as_not_applicable_and_perhaps_hidden_as_unknown():
    node = parse({"question": "s.hidden", "is": True})
    assert verdict(node, answers(flag=given_answer(False), hidden=given_answer(True))).truth is NO
    assert verdict(node, answers(flag=given_answer(True), hidden=given_answer(True))).truth is YES
    perhaps = verdict(node, answers(hidden=given_answer(True)))
    assert perhaps.truth is UNKNOWN
    assert perhaps.missing == (Ref("s.flag"),)


def test_hidden_is_no_only_where_what_excludes_it_is_so():
    """`excluded_by`: the question is hidden, but only the named answer says that what it asks is not so."""
    node, hidden = parse({"question": "s.deeper", "is": "b"}), given_answer(False)
    base = {"flag": given_answer(True), "hidden": hidden}
    assert verdict(node, answers(**base, pick=given_answer("a"))) == Verdict(
        NO, (Ref("s.hidden"), Ref("s.flag"), Ref("s.pick"))
    )
    assert verdict(node, answers(**base, pick=given_answer("b"))).truth is UNKNOWN
    assert verdict(node, answers(**base)).missing == (Ref("s.pick"),)
    answered = parse({"question": "s.deeper", "answered": True})
    assert verdict(answered, answers(**base)).truth is YES, "nobody can be asked to answer what is hidden"


def test_tables_absent_unknown_and_empty():
    node = parse({"some": "s.rows", "where": {"column": "pick", "is": "a"}})
    shown = given_answer("b")
    assert verdict(node, answers(pick=shown)).missing == (Ref("s.rows"),)
    unknown = verdict(node, answers(pick=shown, rows=UNKNOWN_ANSWER))
    assert (unknown.truth, unknown.missing) == (UNKNOWN, ())
    assert verdict(node, answers(pick=shown, rows=given_answer(()))).truth is NO
    empty = parse({"question": "s.rows", "empty": True})
    assert verdict(empty, answers(pick=shown, rows=given_answer(()))).truth is YES
    hidden = given_answer("c")
    assert verdict(node, answers(pick=hidden, flag=given_answer(True))).truth is NO, "hidden, and excluded by the flag"
    assert verdict(node, answers(pick=hidden)).missing == (Ref("s.flag"),), "hidden, and nobody said what excludes it"
    assert verdict(node, answers(pick=hidden, flag=given_answer(False))) == Verdict(
        UNKNOWN,
        (Ref("s.pick"), Ref("s.flag")),
        (),
    )


def test_true_is_not_one():
    assert verdict(parse({"question": "s.number", "is": True}), answers(number=given_answer(1))).truth is NO

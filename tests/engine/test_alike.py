"""Answers that a rule cannot tell apart: of them it says the same, for the same reasons, and the search judges one of them."""

from __future__ import annotations

from collections.abc import Hashable

import pytest

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.rule import Rule
from dpia.engine.alike import Alike
from dpia.engine.counterfactual import all_changes
from dpia.engine.design import ChangedAnswer, alternatives, with_changes
from dpia.engine.evaluation import evaluate, governing
from dpia.engine.evaluator import Evaluator
from dpia.engine.findings import RowGrade, grade_results
from dpia.engine.judged import as_judged
from dpia.engine.lifting import Search
from dpia.engine.truth import Ref

PLACES = (Ref("processing.technology"), Ref("processing.groups", "pupils", "ground"), Ref("safeguards.review-parts"))


@pytest.fixture(scope="module")
def example(pack):
    found = pack.example("skelleftea")
    return evaluate(pack, assessment_from_plain(pack, found.as_of, found.answers))


def said(pack, state, rule):
    """What a rule says of some answers, with all its reasons, and who said it."""
    evaluator = Evaluator(pack, as_judged(pack, state))
    results = grade_results(evaluator, rule, governing(evaluator, pack.regimes[rule.regime]))
    return [(one.result.index, one.row, one.result.level, one.verdict.reasons) for one in results], evaluator


def test_of_answers_that_a_rule_cannot_tell_apart_it_says_the_same(pack, example):
    alike = other = 0
    for ref in PLACES:
        field = pack.questions[ref.question] if ref.column is None else pack.columns[ref.question, ref.column]
        before = example.assessment.answer(*ref[:3])
        place = Alike(pack, (ref.question, ref.column))
        for name in ("RP-16", "RP-03", "RP-23", "GP-11"):
            rule = pack.rules[name]
            known: dict[tuple[tuple[int, ...], Hashable], object] = {}
            for value in alternatives(field, before, pack.regime_line(rule.regime)):
                found, evaluator = said(
                    pack, with_changes(example.assessment, [ChangedAnswer(ref, before, value)]), rule
                )
                same = [earlier for (tests, told), earlier in known.items() if place.told(tests, value) == told]
                assert all(earlier == found for earlier in same), (ref, rule.id, value)
                alike, other = alike + bool(same), other + (not same)
                tests = place.made(evaluator, rule.id)
                known[tests, place.told(tests, value)] = found
    assert alike > other > 20  # there is something to look at, of both kinds


def test_the_search_judges_one_of_several_values_that_are_alike(example, monkeypatch):
    """A set that was not judged again counts among its evaluations all the same: so that what it finds hangs on no saving."""
    judged: list[int] = []
    say = Search._said

    def counted(self: Search, evaluator: Evaluator, rule: Rule, enough: int) -> list[RowGrade]:
        found = say(self, evaluator, rule, enough)
        judged.append(self.spent)
        return found

    monkeypatch.setattr(Search, "_said", counted)
    all_changes(example)
    assert len(judged) < max(judged) * 0.6

"""Mutation test of the law: with any leaf of a rule's conditions turned into its opposite, one of its own cases must break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from dpia import resources
from dpia.content.condition import All, AnyOf, Count, Every, Not, Some
from dpia.content.loader import load_cases, load_pack
from dpia.content.rule import Expectation, Rule
from dpia.engine.cases import case_assessment
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.findings import Finder, grade_results, to_finding


def mutants(node: Any) -> Iterator[Any]:
    """The condition with one leaf negated, for each leaf."""
    match node:
        case All(all=parts):
            for index, part in enumerate(parts):
                for other in mutants(part):
                    yield All(all=(*parts[:index], other, *parts[index + 1 :]))
        case AnyOf(any=parts):
            for index, part in enumerate(parts):
                for other in mutants(part):
                    yield AnyOf(any=(*parts[:index], other, *parts[index + 1 :]))
        case Not(not_=part):
            yield part  # the leaf below, taken at its word
            for other in mutants(part):
                if not (isinstance(other, Not) and other.not_ is part):
                    yield Not(not_=other)
        case Some() | Every():
            for other in mutants(node.where):
                yield replace(node, where=other)
        case Count(count=count) if count.of is not None:
            for index, part in enumerate(count.of):
                for other in mutants(part):
                    changed = (*count.of[:index], other, *count.of[index + 1 :])
                    yield Count(count=replace(count, of=changed))
        case _:
            yield Not(not_=node)


def rule_mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for index, other in enumerate(mutants(rule.applies)):
        yield f"applies, leaf {index + 1}", replace(rule, applies=other)
    for place, grade in enumerate(rule.grades):
        for index, other in enumerate(mutants(grade.when)):
            grades = (*rule.grades[:place], replace(grade, when=other), *rule.grades[place + 1 :])
            yield f"{grade.id}, leaf {index + 1}", replace(rule, grades=grades)


@lru_cache
def evaluated() -> dict[str, list[tuple[Evaluation, Any]]]:
    """Rule id -> the evaluations of the cases that expect something of it, with the expectation."""
    pack = load_pack()
    found: dict[str, list[tuple[Evaluation, Any]]] = {}
    for source, case in load_cases(resources.data_root("questionnaires")):
        evaluation = evaluate(pack, case_assessment(pack, source, case))
        for name, expected in case.expect.items():
            if name in pack.rules:
                found.setdefault(name, []).append((evaluation, expected))
    return found


def holds(evaluation: Evaluation, rule: Rule, expected: Any) -> bool:
    pack, evaluator = evaluation.pack, evaluation.evaluator
    line = pack.regime_line(rule.regime)
    evaluator.find = Finder([f for f in evaluation.findings if f.rule.id not in pack.late_rules and f.regime in line])
    in_force = rule.in_force.contains(evaluation.assessment.as_of)
    graded, ran, _ = grade_results(evaluator, rule, evaluation.governs[rule.regime]) if in_force else ([], [], False)
    finding = to_finding(evaluator, graded, ran, evaluation.foreign)
    if expected == "none" or finding is None:
        return expected == "none" and finding is None
    assert isinstance(expected, Expectation)
    got = {"grade": finding.grade.id, "truth": finding.truth, "severity": finding.severity, "kind": finding.kind}
    want = expected.stated()
    return all(got[key] == want[key] for key in want if key != "rows") and set(want.get("rows", finding.rows)) == set(
        finding.rows
    )


RULES = [rule.id for rule in load_pack().content.rules]


def test_there_are_rules():
    assert len(RULES) > 60


@pytest.mark.parametrize("rule_id", RULES)
def test_every_leaf_matters(rule_id):
    pack = load_pack()
    rule, cases = pack.rules[rule_id], evaluated().get(rule_id, [])
    assert cases, "no case"
    assert all(holds(evaluation, rule, expected) for evaluation, expected in cases)
    survivors = [
        name
        for name, mutant in rule_mutants(rule)
        if all(holds(evaluation, mutant, expected) for evaluation, expected in cases)
    ]
    assert survivors == []

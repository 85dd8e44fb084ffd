"""Mutation test of the law: with any leaf of a rule's conditions turned into its opposite, one of its own cases must break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from dpia import resources
from dpia.content.cases import load_cases
from dpia.content.condition import All, AnyOf, Count, Every, Not, Some
from dpia.content.loader import ContentFolder, load_pack
from dpia.content.rule import Expectation, Rule
from dpia.lint.cases import case_assessment
from dpia.lint.trial import Trial


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
def trials() -> dict[str, list[tuple[Trial, Any]]]:
    """Rule id -> the cases that expect something of it, with the expectation."""
    pack = load_pack()
    found: dict[str, list[tuple[Trial, Any]]] = {}
    for placed in load_cases(ContentFolder(resources.data_root("questionnaires"))):
        trial = Trial(pack, case_assessment(pack, placed))
        for name, expected in placed.case.expect.items():
            if name in pack.rules:
                found.setdefault(name, []).append((trial, expected))
    return found


def holds(trial: Trial, rule: Rule, expected: Any) -> bool:
    finding = trial.finding(rule)
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
    rule, cases = pack.rules[rule_id], trials().get(rule_id, [])
    assert cases, "no case"
    assert all(holds(trial, rule, expected) for trial, expected in cases)
    survivors = [
        name for name, mutant in rule_mutants(rule) if all(holds(trial, mutant, expected) for trial, expected in cases)
    ]
    assert survivors == []

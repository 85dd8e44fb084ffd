"""Conditions: each one in the content is looked at, wherever a model has a place for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, get_args, get_type_hints

import pytest

from dpia.content.base import Model
from dpia.content.condition import Always, Condition
from dpia.content.pack import Content
from dpia.content.question import Column, Question
from dpia.content.rule import Citation, Remedy
from dpia.lint.conditions import all_conditions

NODES: tuple[type[Model], ...] = get_args(get_args(Condition)[0])
"""The classes of nodes of a condition."""


def outermost(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The conditions in a content object, found by their type alone, each with the names of the fields to it."""
    if isinstance(value, NODES):
        yield path, value
    elif isinstance(value, Model):
        for field in fields(value):  # type: ignore[arg-type]  # each model is a dataclass
            yield from outermost(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from outermost(item, path)


@pytest.fixture
def full(pack):
    """The product's content with a condition of its own in every place for one that the content may leave empty."""
    content, node = pack.content, Always(always=True)
    question: Question = next(one for one in content.questions if one.columns)
    column: Column = replace(question.columns[0], shown_when=node, excluded_by=node)
    question = replace(question, shown_when=node, excluded_by=node, considered_when=node, columns=(column,))
    choice: Question = next(one for one in content.questions if one.options)
    choice = replace(choice, options=(replace(choice.options[0], milder_when=node), *choice.options[1:]))
    rule = content.rules[0]
    citation: Citation = replace(rule.citations[0], when=node)
    grade = replace(rule.grades[0], citations=(citation,), remedies=(Remedy(text="Wait.", when=node),))
    scenario = content.scenarios[0]
    element = replace(content.completeness[0].elements[0], applies=node, missing_when=node)
    return replace(
        content,
        questions=(question, choice, *content.questions),
        rules=(replace(rule, citations=(citation,), grades=(grade,)), *content.rules),
        completeness=(replace(content.completeness[0], elements=(element,)), *content.completeness),
        regimes=(replace(content.regimes[0], out_of_scope=node), *content.regimes),
        scenarios=(replace(scenario, stop_when=node, stop_text="Stop."), *content.scenarios),
    )


def test_every_condition_is_looked_at(full):
    found = list(outermost(full))
    seen = {id(stated.node) for stated in all_conditions(full)}
    assert len(found) > 1000
    assert [path for path, node in found if id(node) not in seen] == []
    assert len(list(all_conditions(full))) == len(found), "and none of them twice"


def places(model: type[Model], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where the models have room for a condition, by their annotations."""
    for name, annotation in get_type_hints(model).items():
        for kind in flat(annotation):
            if issubclass(kind, NODES):
                yield (*path, name)
            elif issubclass(kind, Model):
                yield from places(kind, (*path, name))


def flat(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for inner in get_args(annotation):
        yield from flat(inner)


def test_no_place_for_a_condition_is_left_empty(full):
    """So that the test above tests each: the places that the models have are those that the content fills."""
    assert {path for path, _ in outermost(full)} == set(places(Content))
    assert ("rules", "grades", "remedies", "when") in set(places(Content))

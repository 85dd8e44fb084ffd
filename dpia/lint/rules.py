"""Rules and facts: what they name, the placeholders in their texts, and that no finding speaks of guilt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dpia.content.condition import FactRef, walk
from dpia.content.rule import Rule
from dpia.errors import Problem
from dpia.lint import references
from dpia.lint.subject import Subject

_PLACEHOLDER = re.compile(r"{(rows|facts|controller|answer:[a-z]+\.[a-z0-9-]+)}")
_BRACE = re.compile(r"(?<!{){(?!{)[^{}]*}(?!})|(?<!{){(?!{)[^{}]*$")
_GUILT = ("you have infringed", "you have violated", "is illegal", "is banned")


def named_things(subject: Subject) -> Iterator[Problem]:
    """Regimes, tables and rules that rules name."""
    for rule in subject.rules:
        where = ("rules", rule.id)
        yield from references.regime(subject, rule.regime, where, ("regime",))
        if rule.rows is not None:
            yield from references.table(subject, rule.rows, where, ("rows",))
        for index, grade in enumerate(rule.grades):
            for name in grade.also:
                yield from references.rule(subject, name, where, ("grades", index, "also"))


def of_facts(subject: Subject) -> Iterator[Problem]:
    """Tables and authorities that facts name."""
    for fact in subject.facts:
        where = ("facts", fact.id)
        yield from references.authorities(subject, fact.cites, where, ("cites",))
        if fact.row is not None:
            yield from references.table(subject, fact.row, where, ("row",))


def placeholders(subject: Subject) -> Iterator[Problem]:
    """What stands in braces is one of the placeholders, and can be filled in."""
    for rule in subject.rules:
        for index, grade in enumerate(rule.grades):
            for text in (grade.title, grade.text, grade.conclusion, *grade.remedy_texts):
                for match in _BRACE.finditer(text):
                    yield from _placeholder(subject, rule, index, match[0])


def _placeholder(subject: Subject, rule: Rule, index: int, written: str) -> Iterator[Problem]:
    where, path, grade = ("rules", rule.id), ("grades", index), rule.grades[index]
    found = _PLACEHOLDER.fullmatch(written)
    if found is None:
        message, hint = "“{name}” is no placeholder.", "Use {{rows}}, {{facts}}, {{controller}} or {{answer:QUESTION}}."
        yield subject.problem(where, path, "placeholder", message, hint, name=written)
    elif found[1] == "rows" and rule.rows is None:
        message = "“{name}” needs a rule that runs over rows."
        yield subject.problem(where, path, "placeholder", message, name=written)
    elif found[1] == "facts" and not any(isinstance(node, FactRef) for node in walk(grade.when)):
        message = "“{name}” needs a grade that rests on named facts."
        yield subject.problem(where, path, "placeholder", message, name=written)
    elif found[1].startswith("answer:"):
        yield from references.question(subject, found[1].removeprefix("answer:"), where, path)


def guilt(subject: Subject) -> Iterator[Problem]:
    """A finding speaks of answers and designs, and never of guilt."""
    for rule in subject.rules:
        for index, grade in enumerate(rule.grades):
            words = " ".join((grade.title, grade.text, grade.conclusion)).lower()
            for phrase in _GUILT:
                if phrase in words:
                    message = "{grade} says “{phrase}”."
                    hint = "Say “on the answers given …”, and what is wrong with the design."
                    where, path = ("rules", rule.id), ("grades", index)
                    yield subject.problem(where, path, "guilt", message, hint, grade=grade.id, phrase=phrase)

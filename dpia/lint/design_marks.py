"""Marks of design on options: the regimes and options that they name are there."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.question import Column, Question
from dpia.errors import Problem
from dpia.lint.subject import Subject


def named_things(subject: Subject) -> Iterator[Problem]:
    """Options that belong to a regime, or can be reached from an option, that does not exist."""
    for question in subject.pack.content.questions:
        fields: list[tuple[Question | Column, tuple[object, ...]]] = [(question, ())]
        fields += [(column, ("columns", index)) for index, column in enumerate(question.columns)]
        for asked, path in fields:
            mine = [option.id for option in asked.options]
            for index, option in enumerate(asked.options):
                place = (*path, "options", index)
                for name in option.regimes:
                    if name not in subject.pack.regimes:
                        yield subject.unknown(("questions", question.id), place, "regime", name, subject.pack.regimes)
                for name in option.design_from:
                    if name not in mine:
                        yield subject.unknown(("questions", question.id), place, "option", name, mine)

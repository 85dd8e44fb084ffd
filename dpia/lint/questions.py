"""Questions and columns: their section, the law behind them, what they serve, and that each explains itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dpia.content.question import Column, Question
from dpia.errors import Problem
from dpia.lint import references
from dpia.lint.places import Path_, Where
from dpia.lint.subject import Subject

_RULE = re.compile(r"[A-Z]{2,5}-[A-Z]?\d\d[a-z]?")
_UNKNOWN_IDS = ("unknown", "unsure", "not-known")
_UNKNOWN_WORDS = ("unknown", "not sure", "unsure", "i do not know", "i don't know", "don't know")


def sections(subject: Subject) -> Iterator[Problem]:
    """Sections that questions and columns name."""
    known = {section.id for section in subject.pack.sections}
    for question in subject.pack.content.questions:
        where = ("questions", question.id)
        if question.section not in known:
            yield subject.unknown(where, ("id",), "section", question.section, known)
        for index, column in enumerate(question.columns):
            if column.section is not None and column.section not in known:
                yield subject.unknown(where, ("columns", index), "section", column.section, known)


def named_things(subject: Subject) -> Iterator[Problem]:
    """Authorities, tables, rules and facts that questions and columns name."""
    for question in subject.pack.content.questions:
        where = ("questions", question.id)
        for field, path in _fields(question):
            yield from references.authorities(subject, field.law, where, (*path, "law"))
            yield from _served(subject, field.serves, where, (*path, "serves"))
            if isinstance(field, Column) and field.options_from is not None:
                yield from references.table(subject, field.options_from, where, (*path, "options_from"))
            if isinstance(field, Column) and field.options_as is not None and not field.options:
                known = [f"{table}.{column}" for (table, column), one in subject.pack.columns.items() if one.options]
                yield subject.unknown(where, (*path, "options_as"), "column with options", field.options_as, known)
        if question.overrides is not None:
            yield from references.table(subject, question.overrides.table, where, ("overrides", "table"))


def explained(subject: Subject) -> Iterator[Problem]:
    """Each question and column has its explanation and its law."""
    for question in subject.pack.content.questions:
        for field, path in _fields(question):
            for key, there in (("explanation", field.explanation), ("law", field.law)):
                if not there:
                    message = "“{name}” has no {key}."
                    hint = "Say what the words mean and why it is asked, and name the law behind it."
                    where = ("questions", question.id)
                    yield subject.problem(where, path, "bare-question", message, hint, name=field.id, key=key)


def unknown_as_option(subject: Subject) -> Iterator[Problem]:
    """No option means "I do not know": every question takes that anyway."""
    for question in subject.pack.content.questions:
        for field, path in _fields(question):
            for index, option in enumerate(field.options):
                if option.id in _UNKNOWN_IDS or option.text.lower().startswith(_UNKNOWN_WORDS):
                    message = "The option “{name}” means “I do not know”, which every question takes anyway."
                    where, place = ("questions", question.id), (*path, "options", index)
                    yield subject.problem(where, place, "unknown-as-option", message, "Leave it out.", name=option.id)


def _fields(question: Question) -> list[tuple[Question | Column, Path_]]:
    """The question and its columns, each with its place."""
    columns: list[tuple[Question | Column, Path_]]
    columns = [(column, ("columns", index)) for index, column in enumerate(question.columns)]
    return [(question, ()), *columns]


def _served(subject: Subject, serves: Iterable[str], where: Where, path: Path_) -> Iterator[Problem]:
    for name in serves:
        if _RULE.fullmatch(name):
            if subject.pack.rules:
                yield from references.rule(subject, name, where, path)
        elif name.startswith("fact:"):
            yield from references.fact(subject, name.removeprefix("fact:"), where, path)
        elif not name.startswith("C:") and name not in ("rep", "regime"):
            message = "“{name}” is nothing that a question can serve."
            hint = "A rule id, fact:NAME, C:… (an element that the law lists), regime, or rep (the report)."
            yield subject.problem(where, path, "serves", message, hint, name=name)

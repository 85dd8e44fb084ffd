"""Reports speak in the third person: "Who holds the key? You" would tell a regulator that he holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dpia.content.question import Column, Option, Question
from dpia.content.rule import Rule
from dpia.errors import Problem
from dpia.lint.places import Path_, Where
from dpia.lint.subject import Subject

_EITHER = re.compile(r"\b(?i:you|your|yours|yourself|yourselves|we|our|ours|ourselves|me|my|mine)\b|\bI\b|\bus\b")
"""Words by which a text speaks to whoever answers, or as that person. "US" is a country."""

_YOU = re.compile(r"\b(?:you|your|yours|yourself|yourselves)\b", re.IGNORECASE)
"""In what we say ourselves "our own reading" is right; a reader is never spoken to."""


def asked(subject: Subject) -> Iterator[Problem]:
    """Sections, questions and options that speak to whoever answers have a form for the report, which does not."""
    where: Where
    for section in subject.pack.sections:
        where = ("sections", section.id)
        yield from _form(subject, where, ("title",), section.title, section.report_title, "report_title")
    for question in subject.pack.content.questions:
        where = ("questions", question.id)
        yield from _field(subject, question, where, ())
        for index, column in enumerate(question.columns):
            yield from _field(subject, column, where, ("columns", index))


def _field(subject: Subject, field: Question | Column, where: Where, path: Path_) -> Iterator[Problem]:
    form = field.report_label
    yield from _form(subject, where, (*path, "text"), field.text, form, "report_label")
    yield from _form(subject, where, (*path, "short"), field.short, "", "short")
    if isinstance(field, Column) and field.options_as is not None:
        return  # they are held where they are written
    for index, option in enumerate(field.options):
        yield from _option(subject, option, where, (*path, "options", index))


def _option(subject: Subject, option: Option, where: Where, path: Path_) -> Iterator[Problem]:
    yield from _form(subject, where, (*path, "text"), option.text, option.report_text, "report_text")


def _form(subject: Subject, where: Where, path: Path_, text: str, form: str, key: str) -> Iterator[Problem]:
    printed = form or text
    if (found := _EITHER.search(printed)) is not None:
        message = "A report would print “{word}” as if it spoke to its reader, or as the controller."
        hint = "Say it in the third person in `{key}`."
        yield subject.problem(where, path, "report-speaks", message, hint, word=found[0], key=key)
    elif form and form == text:
        message = "`{key}` says what the text says already."
        yield subject.problem(where, path, "report-form-idle", message, "Leave it out.", key=key)


def said(subject: Subject) -> Iterator[Problem]:
    """What rules, tasks, facts and risks have reports say speaks to no reader."""
    content = subject.pack.content
    rules = content.rules if subject.only is None else (subject.only,)
    for rule in rules:
        for path, text in _of_rule(rule):
            yield from _spoken(subject, ("rules", rule.id), path, text)
    if subject.only is not None:
        return
    for task in content.tasks:
        for key, text in (("title", task.title), ("text", task.text), ("note", task.note)):
            yield from _spoken(subject, ("tasks", task.id), (key,), text)
    for fact in content.facts:
        for key, text in (("title", fact.title), ("note", fact.note)):
            yield from _spoken(subject, ("facts", fact.id), (key,), text)
    for risk in content.risks:
        for key, text in (("title", risk.title), ("description", risk.description)):
            yield from _spoken(subject, ("risks", risk.id), (key,), text)
    for measure in content.measures:
        yield from _spoken(subject, ("measures", measure.id), ("text",), measure.text)
    for authority in content.authorities:
        yield from _spoken(subject, ("authorities", authority.id), ("statement",), authority.statement["en"])


def _spoken(subject: Subject, where: Where, path: Path_, text: str) -> Iterator[Problem]:
    if (found := _YOU.search(text)) is not None:
        message = "A report would print “{word}” as if it spoke to its reader, or as the controller."
        yield subject.problem(where, path, "report-speaks", message, "Say it in the third person.", word=found[0])


def _of_rule(rule: Rule) -> Iterator[tuple[Path_, str]]:
    yield from ((("issue",), rule.issue), (("rule",), rule.rule))
    for index, grade in enumerate(rule.grades):
        place: Path_ = ("grades", index)
        for key in ("title", "text", "conclusion"):
            yield (*place, key), getattr(grade, key)
        for number, remedy in enumerate(grade.remedies):
            yield (*place, "remedies", number), remedy if isinstance(remedy, str) else remedy.text

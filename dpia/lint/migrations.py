"""Migrations and `since`: older files keep what people said only if both name what there is."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.migration import Migration, version_number
from dpia.content.question import Column, Question
from dpia.errors import Problem
from dpia.lint.subject import Subject


def named_things(subject: Subject) -> Iterator[Problem]:
    """What a migration leads to exists today; what it leads away from does not, unless people are asked."""
    pack = subject.pack
    for index, migration in enumerate(pack.content.migrations):
        where, path = ("migrations", str(index)), ()
        if not _is_version(migration.version, pack.manifest.version):
            message, hint = "“{version}” is no version of this content.", "Write it as 1.2.0, at most {present}."
            version, present = migration.version, pack.manifest.version
            yield subject.problem(where, path, "version", message, hint, version=version, present=present)
        yield from _target(subject, where, migration)


def _target(subject: Subject, where: tuple[str, str], migration: Migration) -> Iterator[Problem]:
    pack = subject.pack
    question, column = migration.place
    old = pack.questions.get(question) if column is None else pack.columns.get((question, column))
    if migration.renamed is not None:
        new = (
            pack.questions.get(migration.renamed) if column is None else pack.columns.get((question, migration.renamed))
        )
        if new is None:
            known = pack.questions if column is None else [name for table, name in pack.columns if table == question]
            yield subject.unknown(where, ("renamed",), "question or column", migration.renamed, known)
        if old is not None:
            message = "“{name}” is still there, so it was not renamed."
            yield subject.problem(where, ("renamed",), "not-renamed", message, name=column or question)
        return
    if old is None:
        name = question if column is None else f"{question}.{column}"
        yield subject.unknown(where, ("column" if column else "question",), "question or column", name, pack.questions)
        return
    if migration.becomes is not None and not _takes(old, migration.becomes):
        known = [option.id for option in old.options]
        yield subject.unknown(where, ("becomes",), "answer", str(migration.becomes), known)
    if migration.becomes is not None and migration.option is not None and _takes(old, migration.option):
        message = "“{name}” is still an answer; it cannot become another one without a person."
        hint = "Write `ask: true`, or take the old option out."
        yield subject.problem(where, ("option",), "still-there", message, hint, name=migration.option)
    if migration.ask and migration.option is not None and not _takes(old, migration.option):
        message = "“{name}” is no answer any more and cannot be proposed."
        hint = "Say what it becomes."
        yield subject.problem(where, ("option",), "not-there", message, hint, name=migration.option)


def since(subject: Subject) -> Iterator[Problem]:
    """Versions named by `since` exist."""
    present = subject.pack.manifest.version
    for question in subject.pack.content.questions:
        fields: tuple[Question | Column, ...] = (question, *question.columns)
        versions = {field.since for field in fields} | {option.since for field in fields for option in field.options}
        for version in sorted(versions - {""}):
            if not _is_version(version, present):
                message, hint = (
                    "since: “{version}” is no version of this content.",
                    "Write it as 1.2.0, at most {present}.",
                )
                where = ("questions", question.id)
                yield subject.problem(where, (), "version", message, hint, version=version, present=present)


def _is_version(version: str, present: str) -> bool:
    return () < version_number(version) <= version_number(present)


def _field(subject: Subject, question: str, column: str | None) -> Question | Column | None:
    pack = subject.pack
    return pack.questions.get(question) if column is None else pack.columns.get((question, column))


def _takes(field: Question | Column, value: str | bool) -> bool:
    """Whether a field can have that answer, alone or among several."""
    return field.type == "boolean" if isinstance(value, bool) else field.option(value) is not None

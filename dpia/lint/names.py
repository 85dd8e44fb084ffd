"""What the program knows by name (`dpia.content.names`), and the attributes of options from which something follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpia.content.names import DECISION, LADDER, NEEDED, REACHES, RUNG, Needed
from dpia.content.question import Column, Question
from dpia.content.report_layout import Overruled
from dpia.errors import Problem, nearest
from dpia.lint.places import Path_, Where
from dpia.lint.subject import Subject


def needed(subject: Subject) -> Iterator[Problem]:
    """The content has each id that the program names, in the form in which it is used."""
    for one in NEEDED:
        yield from _needed(subject, one)


def _needed(subject: Subject, needed: Needed) -> Iterator[Problem]:
    pack = subject.pack
    if needed.kind == "fact":
        if needed.id not in pack.facts:
            yield _lacking(subject, needed, needed.id, ("facts", "core/facts"), pack.facts)
        return
    table = needed.question or needed.id
    question = pack.questions.get(table)
    if question is None:
        if needed.kind == "question":
            yield _lacking(subject, needed, table, ("questions", "core/questions"), pack.questions)
        return  # a table that is missing is said once
    where, name = ("questions", question.id), ".".join(filter(None, (needed.question, needed.column, needed.id)))
    field = question if needed.kind == "question" else question.column(needed.column or needed.id)
    if field is None:
        if needed.kind == "column":
            yield _lacking(subject, needed, name, where, (column.id for column in question.columns))
    elif needed.kind == "option":
        if field.option(needed.id) is None:
            yield _lacking(subject, needed, name, where, (option.id for option in field.options))
    elif field.type != needed.type:
        message = "The program needs “{name}” as {type}, {why}; here it is {found}."
        kind, found = needed.type, field.type
        yield subject.problem(where, (), "needed", message, name=name, type=kind, why=needed.why, found=found)
    elif needed.options is not None and len(field.options) != needed.options:
        message = "The program needs {count} options of “{name}”, {why}; here it has {found}."
        count, has = needed.options, len(field.options)
        yield subject.problem(where, (), "needed", message, name=name, count=count, why=needed.why, found=has)


def _lacking(subject: Subject, needed: Needed, name: str, where: Where, known: Iterable[str]) -> Problem:
    close = nearest(needed.id, known)
    message = "The program needs the {kind} “{name}”, {why}; there is none of that id."
    hint = "If {close} is what it was renamed to, take the old id again." if close else "Take the old id again."
    params = {"kind": needed.kind, "name": name, "why": needed.why, "close": close}
    return subject.problem(where, (), "needed", message, hint, **params)


def attributes(subject: Subject) -> Iterator[Problem]:
    """Attributes of options stand where they are read, and are not missing where something follows from them."""
    judged = [
        (block.overruled, block.column)
        for part in subject.pack.content.report.parts
        for block in part.blocks
        if isinstance(block, Overruled)
    ]
    read: dict[str, tuple[list[tuple[str, str]], str]] = {
        "reach": ([(LADDER, REACHES)], "every"),
        "carried_by": ([(DECISION, "")], "every"),
        "body_feature": ([(LADDER, RUNG)], "some"),
        "milder_when": ([(LADDER, RUNG)], "any"),
        "overruled": (judged, "some"),
    }
    for question in subject.pack.content.questions:
        fields: list[tuple[Question | Column, str, Path_]] = [(question, "", ())]
        fields += [(column, column.id, ("columns", index)) for index, column in enumerate(question.columns)]
        for field, column, path in fields:
            for name, (places, wanted) in read.items():
                there = wanted if (question.id, column) in places else "none"
                yield from _attribute(subject, field, ("questions", question.id), (*path, "options"), name, there)


def _attribute(
    subject: Subject, field: Question | Column, where: Where, path: Path_, name: str, wanted: str
) -> Iterator[Problem]:
    """One attribute on the options of one field. `wanted`: on every option, on some, on any, or on none."""
    has = [bool(getattr(option, name)) for option in field.options]
    guide = "See “A question” in docs/authoring.md."
    if wanted == "some" and not any(has):
        message = "No option of “{field}” has “{name}”, so nothing can follow from it."
        yield subject.problem(where, path, "no-attribute", message, guide, name=name, field=field.id)
    for index, there in enumerate(has):
        place, option = (*path, index), field.options[index].id
        if wanted == "every" and not there:
            message = "The option “{option}” of “{field}” has no “{name}”."
            yield subject.problem(
                where, place, "no-attribute", message, guide, name=name, field=field.id, option=option
            )
        if wanted == "none" and there:
            message = "Nothing reads “{name}” of an option of “{field}”."
            yield subject.problem(where, place, "unread-attribute", message, "Leave it out.", name=name, field=field.id)

"""What answers mean: each closed question and table that a rule reads says it, and exceptions name what is there."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.condition import ColumnTest, Condition, Count, Every, Not, QuestionTest, Some, children
from dpia.content.pack import Pack, rule_conditions
from dpia.content.question import Column, Question
from dpia.errors import Problem
from dpia.lint import references
from dpia.lint.conditions import all_conditions
from dpia.lint.reads import places_read
from dpia.lint.subject import Subject


def unmarked(subject: Subject) -> Iterator[Problem]:
    """Answers that a rule reads, itself or through facts, and that do not say what they mean."""
    pack = subject.pack
    rules = ((condition, rule.rows) for rule in pack.content.rules for condition in rule_conditions(rule))
    read = places_read(pack, rules)
    for question in pack.content.questions:
        for field, column, path in _fields(question):
            if (question.id, column) not in read:
                continue
            for key in _unsaid(field):
                name = question.id if column is None else f"{question.id}.{column}"
                message = "A rule reads {name}, which does not say in `{key}` what its answers mean."
                hint = "adverse, adequate, favourable, scope or neutral: see docs/authoring.md, “What answers mean”."
                where = ("questions", question.id)
                yield subject.problem(where, path, "unmarked-answer", message, hint, name=name, key=key)


def nobody_knows(subject: Subject) -> Iterator[Problem]:
    """Conditions that take a list for unanswered because one item of it is unknown.

    `not answered` is how content says that nobody knows; of a list known in part only `not known` says so.
    """
    pack = subject.pack
    for stated in all_conditions(pack.content):
        for field in _denied(pack, stated.node, stated.table, denied=False):
            message = "“{name}” is a list: `answered` is NO where a single item of it is unknown."
            hint = "Write `known: true`, which is NO only where nobody knows anything of it."
            yield subject.problem(stated.where, stated.path, "answered-list", message, hint, name=field.id)


def _denied(pack: Pack, node: Condition, table: str | None, denied: bool) -> Iterator[Question | Column]:
    """The lists of several of which a condition says that they are not answered."""
    field: Question | Column | None = None
    if isinstance(node, QuestionTest):
        field = pack.questions.get(node.question)
    elif isinstance(node, ColumnTest):
        prefix, _, name = node.column.rpartition(".")
        field = pack.columns.get((prefix or table or "", name))
    if isinstance(node, QuestionTest | ColumnTest) and field is not None and field.type == "choices":
        if node.answered is not None and node.answered is denied:
            yield field
    elif isinstance(node, Some | Every):
        table = node.some if isinstance(node, Some) else node.every
    elif isinstance(node, Count) and node.count.rows is not None:
        table = node.count.rows
    for child in children(node):
        yield from _denied(pack, child, table, denied is not isinstance(node, Not))


def exceptions(subject: Subject) -> Iterator[Problem]:
    """Exceptions (`differs`) for what is no answer or bears no mark that could differ, or by rules not there."""
    for question in subject.pack.content.questions:
        for field, _, path in _fields(question):
            for index, entry in enumerate(field.differs):
                where, place = ("questions", question.id), (*path, "differs", index)
                for rule in entry.rules:
                    yield from references.rule(subject, rule, where, place)
                for answer in entry.answers:
                    value = answer_named(field, answer)
                    if value is None:
                        known = [option.id for option in field.options]
                        yield subject.unknown(where, place, "option", answer, known)
                    elif field.meaning(value) in ("scope", "neutral", None):
                        message = "“{answer}” is neither for nor against anybody: no rule can differ from that."
                        yield subject.problem(where, place, "no-mark", message, answer=answer)


def answer_named(field: Question | Column, name: str) -> object:
    """The answer that an exception names: `yes`, `no`, `none` of a list or table, or an option; else None."""
    if field.type == "boolean":
        return {"yes": True, "no": False}.get(name)
    if field.type in ("choices", "table", "number") and name == "none" and field.option("none") is None:
        return ()
    return name if field.option(name) is not None else None


def _unsaid(field: Question | Column) -> Iterator[str]:
    """The keys that are missing."""
    if field.type == "boolean":
        yield from (key for key, value in (("yes_means", True), ("no_means", False)) if field.meaning(value) is None)
    if field.type in ("choice", "choices") and any(field.meaning(option.id) is None for option in field.options):
        yield "means"
    if field.type in ("choices", "table") and field.none_means is None:
        yield "none_means"


def _fields(question: Question) -> Iterator[tuple[Question | Column, str | None, tuple[object, ...]]]:
    yield question, None, ()
    for index, column in enumerate(question.columns):
        yield column, column.id, ("columns", index)

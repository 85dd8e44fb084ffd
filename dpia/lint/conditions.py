"""Every condition: the names in it are there, its tests fit what they test, and there is a row where it needs one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dpia.content.condition import (
    ColumnTest,
    Condition,
    Count,
    Every,
    FactRef,
    FindingTest,
    QuestionTest,
    Some,
    Test,
    children,
)
from dpia.content.pack import Content
from dpia.content.question import Column, Question
from dpia.content.rule import Rule
from dpia.errors import Problem
from dpia.lint import references
from dpia.lint.places import Path_, Where
from dpia.lint.subject import Subject

_ORDERING = ("at_least", "more_than", "at_most", "less_than")
_ON_CHOICES = ("contains", "contains_any", "contains_all", "every_in", "contains_row")


@dataclass(frozen=True, slots=True)
class Stated:
    """A condition where it stands; `table` is the table whose row is at hand, if any."""

    where: Where
    path: Path_
    node: Condition
    table: str | None = None


def all_conditions(content: Content) -> Iterator[Stated]:
    """All conditions of the content."""
    for question in content.questions:
        yield from _of_question(question)
    for fact in content.facts:
        yield Stated(("facts", fact.id), ("when",), fact.when, fact.row)
    for rule in content.rules:
        yield from _of_rule(rule)
    for regime in content.regimes:
        yield from _stated(("regime", regime.id), (), None, governs=regime.governs, out_of_scope=regime.out_of_scope)
        if (officer := regime.officer) is not None:
            yield from _stated(("regime", regime.id), ("officer",), None, when=officer.when, unless=officer.unless)
    for scenario in content.scenarios:
        yield from _stated(("scenario", scenario.id), (), None, stop_when=scenario.stop_when)
        for index, step in enumerate(scenario.lane):
            yield from _stated(("scenario", scenario.id), ("lane", index), None, when=step.when)
            for number, wording in enumerate(step.wordings):
                at = ("lane", index, "wordings", number)
                yield from _stated(("scenario", scenario.id), at, None, when=wording.when)
    for map_ in content.completeness:
        for index, element in enumerate(map_.elements):
            where, path = ("completeness", map_.id), ("elements", index)
            yield from _stated(where, path, None, applies=element.applies, missing_when=element.missing_when)
    for task in content.tasks:
        yield Stated(("tasks", task.id), ("when",), task.when, task.rows)
    for point in content.divergences:
        yield Stated(("divergences", point.id), ("when",), point.when)


def _of_question(question: Question) -> Iterator[Stated]:
    where = ("questions", question.id)
    yield from _stated(where, (), None, shown_when=question.shown_when, excluded_by=question.excluded_by)
    yield from _stated(where, (), question.id, considered_when=question.considered_when)
    if question.overrides is not None:
        yield from _stated(where, ("overrides",), question.id, instead_when=question.overrides.instead_when)
    yield from _of_options(question, where, (), None)
    for index, column in enumerate(question.columns):
        path = ("columns", index)
        yield from _of_options(column, where, path, question.id)
        yield from _stated(where, path, question.id, shown_when=column.shown_when, excluded_by=column.excluded_by)


def _of_options(field: Question | Column, where: Where, path: Path_, table: str | None) -> Iterator[Stated]:
    for index, option in enumerate(field.options):
        yield from _stated(where, (*path, "options", index), table, milder_when=option.milder_when)


def _of_rule(rule: Rule) -> Iterator[Stated]:
    where = ("rules", rule.id)
    yield Stated(where, ("applies",), rule.applies, rule.rows)
    for index, citation in enumerate(rule.citations):
        yield from _stated(where, ("citations", index), rule.rows, when=citation.when)
    for place, grade in enumerate(rule.grades):
        path: Path_ = ("grades", place)
        yield Stated(where, (*path, "when"), grade.when, rule.rows)
        for index, citation in enumerate(grade.citations):
            yield from _stated(where, (*path, "citations", index), rule.rows, when=citation.when)
        for index, remedy in enumerate(grade.remedies):
            if not isinstance(remedy, str):
                yield Stated(where, (*path, "remedies", index, "when"), remedy.when, rule.rows)


def _stated(where: Where, path: Path_, table: str | None, **conditions: Condition | None) -> Iterator[Stated]:
    """Those of some conditions that are there; each stands under its name."""
    for key, node in conditions.items():
        if node is not None:
            yield Stated(where, (*path, key), node, table)


def sound(subject: Subject) -> Iterator[Problem]:
    """Faults in any condition. Nothing can be run while one of them stands, so they are never narrowed to a rule."""
    for stated in all_conditions(subject.pack.content):
        tables = (stated.table,) if stated.table is not None else ()
        yield from _Reading(subject, stated.where).node(stated.node, tables, stated.path)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of one condition."""

    subject: Subject
    where: Where

    def node(self, node: Condition, tables: tuple[str, ...], path: Path_) -> Iterator[Problem]:
        """Faults in a node and below it; `tables` are those whose rows are at hand, the nearest last."""
        match node:
            case QuestionTest():
                question = self.subject.pack.questions.get(node.question)
                if question is None:
                    yield from references.question(self.subject, node.question, self.where, path)
                else:
                    yield from self._test(node, question, tables, path)
            case ColumnTest():
                yield from self._column(node, tables, path)
            case FactRef():
                yield from references.fact(self.subject, node.fact, self.where, path)
            case Some(some=table) | Every(every=table):
                yield from references.table(self.subject, table, self.where, path)
                yield from self.node(node.where, (*tables, table), (*path, "where"))
            case Count(count=count) if count.rows is not None and count.where is not None:
                yield from references.table(self.subject, count.rows, self.where, path)
                yield from self.node(count.where, (*tables, count.rows), (*path, "count", "where"))
            case FindingTest():
                yield from self._finding(node, path)
            case _:
                for index, child in enumerate(children(node)):
                    yield from self.node(child, tables, (*path, _child_key(node), index))

    def _column(self, node: ColumnTest, tables: tuple[str, ...], path: Path_) -> Iterator[Problem]:
        table, _, name = node.column.rpartition(".")
        table = table or (tables[-1] if tables else "")
        column = self.subject.pack.columns.get((table, name))
        if table not in tables:
            message = "“{name}” is a column, but there is no row of its table here."
            yield self._say(path, "no-row", message, name=node.column)
        elif column is None:
            names = [other for one, other in self.subject.pack.columns if one == table]
            yield self.subject.unknown(self.where, path, f"column of {table}", name, names)
        else:
            yield from self._test(node, column, tables, path)

    def _finding(self, node: FindingTest, path: Path_) -> Iterator[Problem]:
        if self.where[0] != "rules":
            yield self._say(path, "finding-here", "Only rules may look at findings.")
        for name in node.finding.rules or ():
            yield from references.rule(self.subject, name, self.where, path)
            if name in self.subject.pack.late_rules:
                message = "{name} itself looks at findings; that is not possible here."
                yield self._say(path, "late-rule", message, name=name)

    def _test(self, node: Test, field: Question | Column, tables: tuple[str, ...], path: Path_) -> Iterator[Problem]:
        operator, operand, kind = node.operator, node.operand, field.type
        if not _fits(operator, kind):
            message = "“{operator}” does not fit {name}, which is a {kind}."
            yield self._say(path, "wrong-test", message, operator=operator, name=field.id, kind=kind)
            return
        if not _comparable(operator, operand, kind):
            message = "“{value}” cannot be compared with {name}, which is a {kind}."
            yield self._say(path, "wrong-value", message, value=operand, name=field.id, kind=kind)
        if operator == "contains_row" and operand not in tables:
            yield self._say(path, "no-row", "There is no row of {name} here.", name=operand)
        if kind in ("choice", "choices") and operator not in ("empty", "answered", "known", "contains_row"):
            if isinstance(field, Column) and field.options_from:
                return  # the options are rows, and rows have no ids before there are answers
            options = [option.id for option in field.options]
            for value in operand if isinstance(operand, tuple) else (operand,):
                if value not in options:
                    yield self.subject.unknown(self.where, path, f"option of {field.id}", str(value), options)

    def _say(self, path: Path_, code: str, message: str, **params: object) -> Problem:
        return self.subject.problem(self.where, path, code, message, "", **params)


def _fits(operator: str, kind: str) -> bool:
    """Whether a question of that type can be tested so."""
    match operator:
        case "answered":
            return True
        case "is":
            return kind in ("boolean", "choice", "text", "number", "date")
        case "one_of":
            return kind in ("choice", "number")
        case "known":
            return kind == "choices"
        case "empty":
            return kind in ("choices", "table", "text")
        case _:
            return kind == "choices" if operator in _ON_CHOICES else kind in ("number", "date")


def _comparable(operator: str, operand: object, kind: str) -> bool:
    """Whether the value is of the type that is compared: text for a date, true or false for a boolean alone."""
    if operator in _ORDERING:
        return isinstance(operand, str) is (kind == "date")
    return operator != "is" or isinstance(operand, bool) is (kind == "boolean")


def _child_key(node: Condition) -> str:
    return next(key for key in ("all", "any", "not_", "count") if hasattr(node, key)).rstrip("_")

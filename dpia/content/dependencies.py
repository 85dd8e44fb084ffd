"""Which questions a fact, a rule or a question's visibility reads, through all that it refers to.

After one answer only what reads its question has to be judged anew; after one cell, what reads its column, and of
other rows only what looks beyond its own row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dpia.content.condition import ColumnTest, Condition, Count, Every, FactRef, QuestionTest, Some, children, walk
from dpia.content.names import RUNNING
from dpia.content.pack import Pack, rule_conditions
from dpia.content.question import Column, Question

Key = str | tuple[str, str]
"""What an evaluator remembers: a fact or a question (is it asked?) by its id, a column (is it asked of a row?) with its
table; of a table `COUNTS` (which rows?), of a question `EXCLUDED` (does it not apply, if hidden?), of a rule `GRADES`
(why they are as they are)."""
COUNTS, EXCLUDED, GRADES = ":counts", ":excluded", ":grades"


class Dependencies:
    """Transitive readings of one pack: ids of questions, and of tables `table:column` and `table:` (which rows count).

    Whoever reads a column reads the table too, whose id alone stands for its being answered and for the rows it has.
    In `questions` a question stands for its answer and for all that decides whether it, its rows and its columns are
    asked, or what excludes them; facts and rules read of a table no more than the columns that they name.
    """

    def __init__(self, pack: Pack) -> None:
        # Nodes: a question; `table:column`; `table:` (which rows count); `fact:name`; with @ in front,
        # as read at the row at hand.
        own_facts = {fact.id: fact.row for fact in pack.content.facts if fact.row is not None}
        self._direct: dict[str, set[str]] = {}
        for question in pack.content.questions:
            self._direct[question.id] = _asked_by(question, None)
            self._direct[f"{question.id}:"] = _named([question.considered_when], question.id)
            for column in question.columns:
                self._direct[f"{question.id}:{column.id}"] = _asked_by(column, question.id)
                self._direct[f"@{question.id}:{column.id}"] = _of_row(
                    [column.shown_when, column.excluded_by], question.id, own_facts
                )
            self._direct[f"@{question.id}:"] = _of_row([question.considered_when], question.id, own_facts)
        for fact in pack.content.facts:
            self._direct[f"fact:{fact.id}"] = _named([fact.when], fact.row) | _over_rows(fact.row)
            self._direct[f"@fact:{fact.id}"] = _of_row([fact.when], fact.row, own_facts)
        self.questions = {
            question.id: self._closure(
                {question.id, f"{question.id}:", *(f"{question.id}:{column.id}" for column in question.columns)}
            )
            for question in pack.content.questions
        }
        self.asked: dict[tuple[str, str | None], frozenset[str]] = {}
        """What decides whether a question is asked (None), or a column of a row."""
        self.considered: dict[str, frozenset[str]] = {}
        """What decides which rows of a table count."""
        for question in pack.content.questions:
            self.asked[question.id, None] = self._closure(self._direct[question.id])
            self.considered[question.id] = self._closure(_over_rows(question.id))
            for column in question.columns:
                self.asked[question.id, column.id] = self._closure({question.id, f"{question.id}:{column.id}"})
        self.facts = {fact.id: self._closure({f"fact:{fact.id}"}) for fact in pack.content.facts}
        self.rules = {
            rule.id: self._closure(_named(rule_conditions(rule), rule.rows) | _over_rows(rule.rows))
            for rule in pack.content.rules
        }
        self.facts_beyond = {
            fact.id: self._closure({f"@fact:{fact.id}"}) for fact in pack.content.facts if fact.row is not None
        }
        """What a fact of a row reads beyond the cells of that row; below the same of columns, counting rows, rules."""
        self.asked_beyond = {place: self._closure({f"@{place[0]}:{place[1]}"}) for place in pack.columns}
        self.considered_beyond = {
            question.id: self._closure({f"@{question.id}:"}) for question in pack.content.questions
        }
        self.rules_beyond = {
            rule.id: self._closure(
                _of_row([rule.applies, *(grade.when for grade in rule.grades)], rule.rows, own_facts)
            )
            for rule in pack.content.rules
            if rule.rows is not None
        }

        self.judging = self._judging(pack)
        """What decides how the answers are judged, before any rule: which count, which rows have variants."""
        self.remembered = self._remembered(pack)
        """What each of these reads and, if it is of rows, their table and what it reads beyond the row at hand."""

    def _judging(self, pack: Pack) -> frozenset[str]:
        read, looked_at = {f"fact:{RUNNING}"}, set[str]()
        for question in pack.overriding:
            if question.overrides is not None:
                read |= _named([question.overrides.instead_when], question.id)
            looked_at |= {question.id, *(f"{question.id}:{column.id}" for column in question.columns)}
        return self._closure(read) | looked_at

    def _remembered(self, pack: Pack) -> dict[Key, tuple[frozenset[str], str | None, frozenset[str]]]:
        found: dict[Key, tuple[frozenset[str], str | None, frozenset[str]]] = {}
        for fact in pack.content.facts:
            found[fact.id] = (self.facts[fact.id], fact.row, self.facts_beyond.get(fact.id, frozenset()))
        for question in pack.content.questions:
            if question.shown_when is not None:
                found[question.id] = (self.asked[question.id, None], None, frozenset())
            if question.excluded_by is not None:
                found[question.id, EXCLUDED] = (self.asked[question.id, None], None, frozenset())
            if question.considered_when is not None:
                beyond = self.considered_beyond[question.id]
                found[question.id, COUNTS] = (self.considered[question.id], question.id, beyond)
        for place, column in pack.columns.items():
            if column.shown_when is not None:
                found[place] = (self.asked[place], place[0], self.asked_beyond[place])
        for rule in pack.content.rules:
            if rule.id not in pack.late_rules:
                beyond = self.rules_beyond.get(rule.id, frozenset())
                found[rule.id, GRADES] = (self.rules[rule.id], rule.rows, beyond)
        return found

    def _closure(self, start: set[str]) -> frozenset[str]:
        seen: set[str] = set()
        waiting = list(start)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(self._direct.get(name, ()))
        return frozenset(name for name in seen if not name.startswith(("fact:", "@")))


def facts_behind(pack: Pack, conditions: Iterable[Condition]) -> frozenset[str]:
    """The facts that conditions name, and those that these name in turn.

    What decides whether a question is asked is left out: it would lead from any table to the facts of every law.
    """
    seen: set[str] = set()
    waiting = list(conditions)
    while waiting:
        named = {node.fact for node in walk(waiting.pop()) if isinstance(node, FactRef)} - seen
        seen |= named
        waiting += [pack.facts[name].when for name in named if name in pack.facts]
    return frozenset(seen)


def _asked_by(field: Question | Column, table: str | None) -> set[str]:
    """What decides whether a question or a column is asked, and what excludes it."""
    return _named([field.shown_when, field.excluded_by], table)


def _over_rows(table: str | None) -> set[str]:
    """What is read by whatever runs over the rows of a table that count."""
    return {table, f"{table}:"} if table is not None else set()


def _named(conditions: Iterable[Condition | None], table: str | None) -> set[str]:
    """The nodes that conditions name; `table` is that of the row at hand."""
    found: set[str] = set()
    for condition in conditions:
        if condition is not None:
            _name(condition, table, found)
    return found


def _name(node: Condition, table: str | None, found: set[str]) -> None:
    match node:
        case QuestionTest():
            found.add(node.question)
        case ColumnTest():
            prefix, _, column = node.column.rpartition(".")
            found |= {prefix or str(table), f"{prefix or table}:{column}"}
        case FactRef():
            found.add(f"fact:{node.fact}")
        case Some(some=rows) | Every(every=rows):
            table = rows
            found |= _over_rows(rows) if node.considered else {rows}
        case Count(count=count) if count.rows is not None:
            table = count.rows
            found |= _over_rows(count.rows) if count.considered else {count.rows}
    for child in children(node):
        _name(child, table, found)


def _of_row(conditions: Iterable[Condition | None], table: str | None, own_facts: Mapping[str, str]) -> set[str]:
    """The nodes that conditions name at a row of a table; `own_facts` are the facts of rows, each with its table."""
    found: set[str] = set()
    for condition in conditions:
        if condition is not None and table is not None:
            _name_at(condition, table, table, own_facts, found)
    return found


def _name_at(node: Condition, own: str | None, table: str, own_facts: Mapping[str, str], found: set[str]) -> None:
    """As `_name`; `own` is the table whose row is at hand, None within a look over its other rows."""
    match node:
        case ColumnTest():
            prefix, _, column = node.column.rpartition(".")
            if (prefix or table) == own:
                found.add(f"@{own}:{column}")
            else:
                found |= {prefix or table, f"{prefix or table}:{column}"}
        case FactRef():
            found.add(
                f"@fact:{node.fact}" if own is not None and own_facts.get(node.fact) == own else f"fact:{node.fact}"
            )
        case Some(some=rows) | Every(every=rows):
            found |= _over_rows(rows) if node.considered else {rows}
            own, table = None if rows == own else own, rows
        case Count(count=count) if count.rows is not None:
            found |= _over_rows(count.rows) if count.considered else {count.rows}
            own, table = None if count.rows == own else own, count.rows
        case QuestionTest():
            found.add(node.question)
    for child in children(node):
        _name_at(child, own, table, own_facts, found)

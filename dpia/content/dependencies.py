"""Which questions a fact, a rule or a question's visibility reads, through all that it refers to.

After one answer only what reads its question has to be judged anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dpia.content.condition import ColumnTest, Condition, Count, Every, FactRef, QuestionTest, Some, children, walk
from dpia.content.pack import Pack, rule_conditions
from dpia.content.question import Column, Question


class Dependencies:
    """Transitive readings of one pack, by question id.

    In `questions` a question stands for its answer and for all that decides whether it, its rows and its columns are
    asked, or what excludes them; facts and rules read of a table no more than the columns that they name.
    """

    def __init__(self, pack: Pack) -> None:
        # Nodes: a question; `table:column`; `table:` (which rows count); `fact:name`.
        self._direct: dict[str, set[str]] = {}
        for question in pack.content.questions:
            self._direct[question.id] = _asked_by(question, None)
            self._direct[f"{question.id}:"] = _named([question.considered_when], question.id)
            for column in question.columns:
                self._direct[f"{question.id}:{column.id}"] = _asked_by(column, question.id)
        for fact in pack.content.facts:
            self._direct[f"fact:{fact.id}"] = _named([fact.when], fact.row) | _over_rows(fact.row)
        self.questions = {
            question.id: self._closure(
                {question.id, f"{question.id}:", *(f"{question.id}:{column.id}" for column in question.columns)}
            )
            for question in pack.content.questions
        }
        self.facts = {fact.id: self._closure({f"fact:{fact.id}"}) for fact in pack.content.facts}
        self.rules = {
            rule.id: self._closure(_named(rule_conditions(rule), rule.rows) | _over_rows(rule.rows))
            for rule in pack.content.rules
        }
        self._local: dict[str, bool] = {}
        self.own_row = frozenset(fact.id for fact in pack.content.facts if fact.row and self._is_local(pack, fact.id))
        """Row facts that, of their own table, read the row at hand and no other."""
        self.own_row_tables = frozenset(
            question.id
            for question in pack.content.questions
            if question.columns and all(self._reads_own_row(pack, one, question.id) for one in _of_rows(question))
        )
        """Tables whose rows are asked and considered without a look at another row."""

    def _is_local(self, pack: Pack, name: str) -> bool:
        if name not in self._local:
            fact = pack.facts[name]
            self._local[name] = fact.row is not None and self._reads_own_row(pack, fact.when, fact.row)
        return self._local[name]

    def _reads_own_row(self, pack: Pack, condition: Condition, table: str) -> bool:
        """Whether a condition on a row of a table looks at no other row of it."""
        for node in walk(condition):
            match node:
                case QuestionTest(question=name) | Some(some=name) | Every(every=name) if table in self.questions[name]:
                    return False
                case Count(count=count) if count.rows is not None and table in self.questions[count.rows]:
                    return False
                case FactRef(fact=name):
                    same_row = pack.facts[name].row == table and self._is_local(pack, name)
                    if not same_row and table in self.facts[name]:
                        return False
        return True

    def _closure(self, start: set[str]) -> frozenset[str]:
        seen: set[str] = set()
        waiting = list(start)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(self._direct.get(name, ()))
        return frozenset(name for name in seen if ":" not in name)


def _of_rows(question: Question) -> Iterator[Condition]:
    """What decides, row by row, whether the row counts and its columns are asked."""
    conditions = [question.considered_when]
    for column in question.columns:
        conditions += [column.shown_when, column.excluded_by]
    return (condition for condition in conditions if condition is not None)


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

"""Which questions a fact, a rule or a question's visibility reads, through all that it refers to.

After one answer only what reads its question has to be judged anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from dpia.content.condition import ColumnTest, Condition, Count, Every, FactRef, QuestionTest, Some, walk
from dpia.content.pack import Pack, rule_conditions


class Dependencies:
    """Transitive readings of one pack, by question id.

    A question stands for its answer and for what decides whether it, its rows and its columns are asked, or what
    excludes them.
    """

    def __init__(self, pack: Pack) -> None:
        self._direct: dict[str, set[str]] = {}
        for question in pack.content.questions:
            conditions = [
                question.shown_when,
                question.excluded_by,
                question.considered_when,
                *(column.shown_when for column in question.columns),
                *(column.excluded_by for column in question.columns),
            ]
            self._direct[question.id] = _direct([condition for condition in conditions if condition is not None])
        for fact in pack.content.facts:
            self._direct[f"fact:{fact.id}"] = _direct([fact.when]) | ({fact.row} if fact.row else set())
        self.questions = {question.id: self._closure({question.id}) for question in pack.content.questions}
        self.facts = {fact.id: self._closure({f"fact:{fact.id}"}) for fact in pack.content.facts}
        self.rules = {
            rule.id: self._closure(_direct(rule_conditions(rule)) | ({rule.rows} if rule.rows else set()))
            for rule in pack.content.rules
        }

    def _closure(self, start: set[str]) -> frozenset[str]:
        seen: set[str] = set()
        waiting = list(start)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(self._direct.get(name, ()))
        return frozenset(name for name in seen if not name.startswith("fact:"))


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


def _direct(conditions: Iterable[Condition]) -> set[str]:
    """The questions, and `fact:` names, that stand in conditions."""
    found: set[str] = set()
    for condition in conditions:
        for node in walk(condition):
            match node:
                case QuestionTest():
                    found.add(node.question)
                case ColumnTest() if "." in node.column:
                    found.add(node.column.rpartition(".")[0])
                case FactRef():
                    found.add(f"fact:{node.fact}")
                case Some(some=table) | Every(every=table):
                    found.add(table)
                case Count(count=count) if count.rows is not None:
                    found.add(count.rows)
    return found

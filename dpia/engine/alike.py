"""Answers that a rule cannot tell apart: each test that was made of the one says the same of the other.

Of forty other kinds of technology that a system could be, most rules tell three or four apart.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from dpia.assessment.model import Answer
from dpia.assessment.partial import PartialList
from dpia.content.condition import ColumnTest, Condition, Count, Every, FactRef, QuestionTest, Some, Test, children
from dpia.content.dependencies import COUNTS, EXCLUDED, GRADES, Key
from dpia.content.pack import Pack
from dpia.engine.answer_tests import partial_verdict
from dpia.engine.compiled import column_of, compiled
from dpia.engine.evaluator import Evaluator
from dpia.engine.reuse import dependencies
from dpia.engine.truth import Ref

Place = tuple[str, str | None]
"""A question (None), or a table and its column."""


class Alike:
    """What rules are told of the answers in one place."""

    def __init__(self, pack: Pack, place: Place) -> None:
        question, column = place
        self._pack = pack
        self._field = pack.questions[question] if column is None else pack.columns[question, column]
        self._table = question if column is not None else None
        self._test = compiled(pack).test
        self._by_key = _tests(pack).get(place, {})
        self._tests = list({id(test): test for tests in self._by_key.values() for test in tests}.values())
        self._number = {id(test): number for number, test in enumerate(self._tests)}
        by_row = any(test.operator == "contains_row" for test in self._tests)
        name = question if column is None else f"{question}:{column}"
        self._as_it_is = by_row or name in dependencies(pack).judging
        """Whether it is looked at otherwise than by tests, so that no two answers are alike."""
        self._behind: dict[str, list[Key]] = {}
        """Of rules: where they are told of it, by themselves or by what they rest on."""
        self._said: dict[Answer | None, Sequence[Hashable]] = {}

    def made(self, evaluator: Evaluator, rule: str) -> tuple[int, ...]:
        """The tests here, by number, on which hangs what this evaluator has said of a rule; perhaps more than these."""
        own = (rule, GRADES)
        if rule not in self._behind:
            behind = _behind(self._pack, own)
            self._behind[rule] = [key for key in self._by_key if key in behind]
        keys = [key for key in self._behind[rule] if key == own or evaluator.remembers(key)]
        return tuple({self._number[id(test)]: None for key in keys for test in self._by_key[key]})

    def told(self, tests: Iterable[int], answer: Answer | None) -> Hashable:
        """What these tests say of an answer (None: absent), and by which items where it is known in part."""
        if self._as_it_is:
            return answer
        said = self._said.get(answer)
        if said is None:
            said = self._said[answer] = [self._all_of(test, answer) for test in self._tests]
        return (answer is not None and answer.intended, *(said[number] for number in tests))

    def _all_of(self, test: Test, answer: Answer | None) -> Hashable:
        if answer is not None and isinstance(answer.value, PartialList):
            verdict = partial_verdict(test, self._field, Ref(""), answer.value, None)
            return verdict.level, verdict.reasons
        return self._test(test, self._table, self._field)(answer, None)


@lru_cache(maxsize=4)
def _tests(pack: Pack) -> Mapping[Place, Mapping[Key, list[Test]]]:
    """The tests on each place, by what is remembered once they were made, or by the rule whose they are."""
    found: dict[Place, dict[Key, list[Test]]] = {}
    for key, condition, table in _conditions(pack):
        if condition is not None:
            for place, test in _made_for(pack, condition, table):
                found.setdefault(place, {}).setdefault(key, []).append(test)
    return found


@lru_cache(maxsize=1024)
def _behind(pack: Pack, key: Key) -> frozenset[Key]:
    """All on which something hangs that is remembered, and itself."""
    direct = _direct(pack)
    seen: set[Key] = set()
    waiting = [key]
    while waiting:
        if (one := waiting.pop()) not in seen:
            seen.add(one)
            waiting += direct.get(one, ())
    return frozenset(seen)


@lru_cache(maxsize=4)
def _direct(pack: Pack) -> Mapping[Key, set[Key]]:
    """What each condition looks up of what is remembered."""
    found: dict[Key, set[Key]] = {}
    for key, condition, table in _conditions(pack):
        if condition is not None:
            found.setdefault(key, set()).update(_looked_up(pack, condition, table))
        if table is not None:
            found.setdefault(key, set()).update(_of_question(table))
    return found


def _of_question(name: str) -> tuple[Key, ...]:
    """Whether a question is asked, and which rows of it count."""
    return name, (name, EXCLUDED), (name, COUNTS)


def _looked_up(pack: Pack, node: Condition, table: str | None) -> Iterator[Key]:
    match node:
        case QuestionTest():
            yield from _of_question(node.question)
        case ColumnTest():
            place = column_of(node, table)
            yield place
            yield from _of_question(place[0])
            if (excluded := pack.columns[place].excluded_by) is not None:
                yield from _looked_up(pack, excluded, place[0])
        case FactRef():
            yield node.fact
        case Some(some=rows) | Every(every=rows):
            table = rows
            yield from _of_question(rows)
        case Count(count=count) if count.rows is not None:
            table = count.rows
            yield from _of_question(table)
    for child in children(node):
        yield from _looked_up(pack, child, table)


def _conditions(pack: Pack) -> Iterator[tuple[Key, Condition | None, str | None]]:
    """Each condition by what is remembered of it, with the table of the row that it speaks of."""
    for fact in pack.content.facts:
        yield fact.id, fact.when, fact.row
    for question in pack.content.questions:
        yield question.id, question.shown_when, None
        yield (question.id, EXCLUDED), question.excluded_by, None
        yield (question.id, COUNTS), question.considered_when, question.id
    for place, column in pack.columns.items():
        yield place, column.shown_when, place[0]
    for rule in pack.content.rules:
        regime = pack.regimes[rule.regime]
        key = (rule.id, GRADES)
        yield from ((key, condition, None) for condition in (regime.governs, regime.out_of_scope))
        yield from ((key, condition, rule.rows) for condition in (rule.applies, *(one.when for one in rule.grades)))


def _made_for(pack: Pack, node: Condition, table: str | None) -> Iterator[tuple[Place, Test]]:
    """The tests of a condition, without those of facts that it names and of what decides whether they are asked."""
    match node:
        case QuestionTest():
            yield (node.question, None), node
        case ColumnTest():
            place = column_of(node, table)
            yield place, node
            excluded = pack.columns[place].excluded_by  # is remembered of questions only
            if excluded is not None:
                yield from _made_for(pack, excluded, place[0])
        case Some(some=rows) | Every(every=rows):
            table = rows
        case Count(count=count):
            table = count.rows or table
    for child in children(node):
        yield from _made_for(pack, child, table)

"""What an earlier evaluation of the same assessment said and still says: what reads nothing that has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dpia.assessment.model import Answer, Assessment, Row
from dpia.content.dependencies import Dependencies
from dpia.content.pack import Pack
from dpia.content.rule import Rule
from dpia.engine.evaluator import Evaluator
from dpia.engine.findings import Finding, Graded, GradeResult
from dpia.engine.scope import UNANSWERED_ROW
from dpia.engine.truth import Level, Verdict


class RuleResult(NamedTuple):
    """What one rule gave: kept so that the next evaluation need not repeat it."""

    rows: Mapping[str | None, Graded]
    finding: Finding | None
    judged: bool
    """Whether its gate was open, or perhaps open: a rule that does not apply cannot vouch for a launch."""
    best_step: int
    """The step to which it leads if what is open or unknown turns out well: by what is established."""
    worst_step: int
    """The step to which it leads if that turns out badly."""

    @property
    def graded(self) -> Iterator[GradeResult]:
        """All grades that are not NO, row by row."""
        return (result for one in self.rows.values() for result in one.results)

    def carried(self, evaluator: Evaluator) -> RuleResult:
        """The same, where nothing that it reads has changed, with the newer evaluator to ask for reasons."""
        if self.finding is None:
            return self
        return RuleResult(self.rows, self.finding.carried(evaluator), self.judged, self.best_step, self.worst_step)


def result_of(rows: Mapping[str | None, Graded], finding: Finding | None) -> RuleResult:
    """The result of a rule out of what it says row by row."""
    results = {one for graded in rows.values() for one in graded.results}
    return RuleResult(
        rows,
        finding,
        judged=any(one.open_gate for one in rows.values()),
        best_step=min((one.worst_step for one in results if one.level is Level.YES), default=7),
        worst_step=min((one.worst_step for one in results), default=7),
    )


@dataclass(frozen=True)
class Before:
    """An earlier evaluation, as far as it is used again."""

    evaluator: Evaluator
    rules: Mapping[str, RuleResult]
    governs: Mapping[str, Verdict]
    foreign: frozenset[str]


class Reuse:
    """What still holds of an earlier evaluation for an evaluator of other answers, which takes over what it may."""

    def __init__(self, before: Before, evaluator: Evaluator, changed: frozenset[str]) -> None:
        self.before, self.evaluator, self.changed = before, evaluator, changed
        self.reads = dependencies(evaluator.pack)
        self._touched = touched_rules(self.reads, changed)
        self._same_law: frozenset[str] = frozenset()
        evaluator.keep(before.evaluator, changed, self.reads)

    def law(self, governs: Mapping[str, Verdict], foreign: frozenset[str]) -> None:
        """Say whether the regimes govern now: only where that is as it was can a rule say what it said."""
        if foreign == self.before.foreign:
            self._same_law = frozenset(name for name, one in governs.items() if one == self.before.governs[name])

    def whole(self, rule: Rule) -> RuleResult | None:
        """What the rule said, if nothing that it reads has changed."""
        if rule.id in self._touched or rule.regime not in self._same_law or rule.id not in self.before.rules:
            return None
        return self.before.rules[rule.id].carried(self.evaluator)

    def rows(self, rule: Rule) -> Mapping[str | None, Graded]:
        """What it said of rows that have not changed, where it reads nothing of the change beyond the row at hand."""
        moved = self.evaluator.moved.get(rule.rows) if rule.rows is not None else None
        kept = self.before.rules.get(rule.id)
        if moved is None or kept is None or not self.changed.isdisjoint(self.reads.rules_beyond[rule.id]):
            return {}
        return {row: graded for row, graded in kept.rows.items() if row not in moved and row != UNANSWERED_ROW}


@lru_cache(maxsize=4)
def dependencies(pack: Pack) -> Dependencies:
    """What each fact, rule and visibility reads; worked out once for a pack."""
    return Dependencies(pack)


@lru_cache(maxsize=1024)
def touched_rules(reads: Dependencies, changed: frozenset[str]) -> frozenset[str]:
    """The rules that read something of what has changed."""
    return frozenset(rule for rule, read in reads.rules.items() if not changed.isdisjoint(read))


def changed_places(pack: Pack, before: Assessment, after: Assessment) -> frozenset[str] | None:
    """What differs, as `Dependencies` names it: questions, and columns of tables that have the same rows.

    None if the date differs, since then everything may.
    """
    if before.as_of != after.as_of:
        return None
    changed: set[str] = set()
    for name in before.answers.keys() | after.answers.keys():
        one, other = before.answers.get(name), after.answers.get(name)
        if one is not other:
            columns = _columns_changed(one, other)
            changed |= {name} if columns is None else {f"{name}:{column}" for column in columns}
    # Where an answer in a row with variants stands hangs on what the table of their differences says.
    for question in pack.overriding:
        if question.overrides is not None and any(name.partition(":")[0] == question.id for name in changed):
            changed.add(question.overrides.table)
    return frozenset(changed)


def _columns_changed(one: Answer | None, other: Answer | None) -> set[str] | None:
    """The columns in which two answers to a table differ; None where more may differ than cells of the same rows."""
    if one is None or other is None or one.state is not other.state or one.intended != other.intended:
        return None
    if not isinstance(one.value, tuple) or not isinstance(other.value, tuple) or len(one.value) != len(other.value):
        return None
    columns: set[str] = set()
    for row, then in zip(one.value, other.value, strict=True):
        if not isinstance(row, Row) or not isinstance(then, Row) or row.id != then.id:
            return None
        if row is not then:
            names = row.cells.keys() | then.cells.keys()
            columns |= {name for name in names if row.cells.get(name) is not then.cells.get(name)}
    return columns

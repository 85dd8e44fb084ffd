"""The smallest sets of other designs that lift a blocker.

A set lifts a finding where it leaves the rule without blocker and without major, also open ones, and makes no other
rule say that the design is indefensible. The search goes size by size over all findings at once: what it works out for
one serves the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dpia.content.question import Column, Question
from dpia.content.rule import Rule
from dpia.engine.alike import Alike
from dpia.engine.design import ChangedAnswer, Edits, alternatives, halfway, with_changes
from dpia.engine.evaluation import Evaluation, evaluate, governing
from dpia.engine.evaluator import Evaluator
from dpia.engine.findings import Finding, RowGrade, grade_results
from dpia.engine.judged import as_judged
from dpia.engine.overrides import with_variants
from dpia.engine.reuse import dependencies
from dpia.engine.scope import UNANSWERED_ROW
from dpia.engine.truth import YES, Ref, unique

MAX_CHANGES = 3
"""How many answers a set for one blocker changes at most."""
MAX_EVALUATIONS = 2_000
"""How often the search judges a rule, over all blockers."""
FULL_BUDGET_ROWS = 10
"""Up to so many rows in a table all evaluations may be used; with more, which take longer, fewer in proportion."""
MAX_SETS = 4
"""How many sets of the smallest size are reported."""
ENOUGH = 8
"""How many results that stand in the way are looked at where a rule has more, row by row."""


@dataclass
class _Lifting:
    """The search for one finding: the sets of the size reached that do not lift it yet, each with what still stands."""

    finding: Finding
    frontier: list[tuple[Edits, list[RowGrade]]]
    seen: set[frozenset[tuple[Ref, str]]] = field(default_factory=set)
    places: set[frozenset[Ref]] = field(default_factory=set)
    """Where a set that lifts it was found: of several values there, the first in the order of the content is taken."""
    lifted: list[Edits] = field(default_factory=list)
    refused: int = 0
    """Sets that lift it and bring up another finding; after a few of them none is looked at any more."""


class Search:
    """One search over an evaluation. What it works out for one blocker serves the others."""

    def __init__(self, evaluation: Evaluation, spent: int = 0) -> None:
        self.evaluation = evaluation
        self.pack = evaluation.pack
        self.start = evaluation.assessment
        longest = max((len(self.start.rows(question)) for question in self.start.answers), default=0)
        self.budget = MAX_EVALUATIONS * FULL_BUDGET_ROWS // max(longest, FULL_BUDGET_ROWS)
        self.spent = spent
        """Evaluations of a rule so far."""
        self._evaluators: dict[Edits, Evaluator] = {(): evaluation.evaluator}
        self._after: dict[Edits, Evaluation] = {(): evaluation}
        self._places_alike: dict[tuple[str, str | None], Alike] = {}
        self._whatever: dict[str, dict[tuple[int, str | None], RowGrade]] = {}

    # --- one blocker ------------------------------------------------------------------------------------------------

    def sets(self, findings: Iterable[Finding]) -> dict[str, list[Edits]]:
        """For each finding the smallest sets that lift it, perhaps none.

        A rule that looks at other findings is lifted with them: for it there is no search of its own.
        """
        searches = [_Lifting(finding, []) for finding in findings]
        waiting = [one for one in searches if one.finding.rule.id not in self.pack.late_rules]
        for one in waiting:
            one.frontier = [((), self._standing((), one.finding.rule))]
        for _ in range(MAX_CHANGES):
            for number, one in enumerate(waiting):
                self._advance(one, (self.budget - self.spent) // (len(waiting) - number))
            waiting = [one for one in waiting if not one.lifted and one.frontier]
        return {one.finding.id: one.lifted for one in searches}

    def _take(self, one: _Lifting, edits: Edits) -> None:
        """Keep a set that lifts the rule, unless it makes something else indefensible: that is no way out."""
        one.places.add(frozenset(edit.ref for edit in edits))
        if one.refused < MAX_SETS and _unlawful(self.after(edits)) <= _unlawful(self.evaluation):
            one.lifted.append(edits)
        else:
            one.refused += 1

    def _advance(self, one: _Lifting, left: int) -> None:
        """One change more, with so many evaluations left.

        A value that the rule cannot tell from an earlier one in its place counts as judged, and is not judged again.
        """
        limit = self.spent + left
        rule = one.finding.rule
        following: dict[frozenset[Ref], tuple[Edits, list[RowGrade]]] = {}
        for edits, standing in one.frontier:
            last = len(edits) == MAX_CHANGES - 1
            judged: dict[Ref, dict[tuple[int, ...], set[Hashable]]] = {}
            for edit in self._edits(one.finding, edits, standing):
                candidate = (*edits, edit)
                key = frozenset((item.ref, repr(item.after.value)) for item in candidate)
                places = frozenset(item.ref for item in candidate)
                if key in one.seen or places in one.places:
                    continue
                one.seen.add(key)
                if self.spent >= limit or len(one.lifted) >= MAX_SETS:
                    one.frontier = []
                    return
                place, known = self._alike(edit.ref), judged.get(edit.ref)
                if known is None:  # as it stands is the first value, and judged
                    tests = place.made(self._evaluator(edits), rule.id)
                    known = judged[edit.ref] = {tests: {place.told(tests, edit.before)}}
                if any(place.told(tests, edit.after) in said for tests, said in known.items()):
                    self.spent += 1
                    continue
                evaluator = self._evaluator(candidate)
                after = self._said(evaluator, rule, 1 if last else ENOUGH)
                if not after:
                    self._take(one, self._nearest(candidate, rule))
                elif not last and self._is_step(standing, after):
                    _size(after)  # each test that is behind its reasons counts below too
                    best = following.get(places)
                    if best is None or _nearer(after, best[1]):
                        following[places] = (candidate, after)
                tests = place.made(evaluator, rule.id)
                known.setdefault(tests, set()).add(place.told(tests, edit.after))
        one.frontier = sorted(following.values(), key=lambda item: _rank(item[1]), reverse=True)

    def _edits(self, finding: Finding, edits: Edits, standing: Sequence[RowGrade]) -> Iterator[ChangedAnswer]:
        """The changes with which a set that lifts the rule can go on.

        A result stays as long as none of the answers changes that it rests on or waits for. So each set that lifts the
        rule changes one of those of each result: the result with the fewest is where to go on, and where results
        without an answer in common outnumber the changes left there is no such set.
        """
        taken = {edit.ref for edit in edits}
        open_places = sorted((self._places(result, taken) for result in standing), key=len)
        apart: set[Ref] = set()
        needed = 0
        for places in open_places:
            if apart.isdisjoint(places):
                apart.update(places)
                needed += 1
        if needed > MAX_CHANGES - len(edits) or not open_places[0]:
            return
        line = self.pack.regime_line(finding.regime)
        for ref in _probed(open_places[0], MAX_CHANGES - len(edits)):
            asked, before = self._field(ref), self.start.answer(*ref[:3])
            for value in alternatives(asked, before, line) if asked is not None else ():
                yield ChangedAnswer(ref, before, value)

    def _is_step(self, before: Sequence[RowGrade], after: Sequence[RowGrade]) -> bool:
        """Whether a change was a step on the way: less stands now, and it does not wait for facts that nobody gave."""
        if _rank(after) < _rank(before):
            return False  # before any reasons are worked out
        waiting = {ref for result in after for ref in result.verdict.missing}
        if waiting:
            waiting -= {ref for result in before for ref in result.verdict.missing}
        return all(self._by_design(ref) for ref in waiting) and _nearer(after, before)

    def _places(self, result: RowGrade, taken: Container[Ref]) -> tuple[Ref, ...]:
        """The answers that a result rests on or waits for and that the design can change.

        A part of it, the grade or the gate, that holds whatever the design is leaves it to the other part.
        """
        fixed = self._fixed(result.result.rule).get((result.result.index, result.row))
        refs: list[Ref] = []
        if fixed is None or fixed.when.truth is not YES:
            refs += (*result.when.because, *result.when.missing)
        if fixed is None or fixed.gate.truth is not YES:
            refs += (*result.gate.because, *result.gate.missing)
        places = unique(ref.place for ref in refs)
        return tuple(ref for ref in places if ref not in taken and self._by_design(ref))

    def _fixed(self, rule: Rule) -> dict[tuple[int, str | None], RowGrade]:
        """What a rule says, by grade and row, once each answer that the design can change is taken away.

        What is YES then is YES in any design: an answer that is given later never flips a truth.
        """
        if rule.id not in self._whatever:
            evaluator = self._undesigned
            results = grade_results(evaluator, rule, governing(evaluator, self.pack.regimes[rule.regime]))
            self._whatever[rule.id] = {(result.result.index, result.row): result for result in results}
        return self._whatever[rule.id]

    @cached_property
    def _undesigned(self) -> Evaluator:
        state = self.start
        for question, row, column, _ in self.start.leaves():
            if self._by_design(Ref(question, row, column)):
                if row is None or column is None:
                    state = state.with_answer(question, None)
                else:
                    state = state.with_cell(question, row, column, None)
        return Evaluator(self.pack, as_judged(self.pack, state))

    def _by_design(self, ref: Ref) -> bool:
        asked = self._field(ref)
        single = (ref.row is None) is (ref.column is None) and ref.row != UNANSWERED_ROW  # and not "of any row"
        return asked is not None and bool(asked.design) and single

    def _nearest(self, edits: Edits, rule: Rule) -> Edits:
        """The same set with lists of several choices changed no further than is needed to lift the rule."""
        for index, edit in enumerate(edits):
            asked = self._field(edit.ref)
            moved = asked is not None
            while moved and asked is not None and self.spent < self.budget:
                moved = False
                for value in halfway(asked, edit.before, edits[index].after):
                    nearer = (*edits[:index], ChangedAnswer(edit.ref, edit.before, value), *edits[index + 1 :])
                    if not self._standing(nearer, rule):
                        edits, moved = nearer, True
                        break
        return edits

    def _alike(self, ref: Ref) -> Alike:
        place = ref.question, ref.column
        if place not in self._places_alike:
            self._places_alike[place] = Alike(self.pack, place)
        return self._places_alike[place]

    def _field(self, ref: Ref) -> Question | Column | None:
        if ref.column is None:
            return self.pack.questions.get(ref.question)
        return self.pack.columns.get((ref.question, ref.column))

    # --- judging ----------------------------------------------------------------------------------------------------

    def after(self, edits: Edits) -> Evaluation:
        """Everything that follows once these answers are changed."""
        if edits not in self._after:
            self._after[edits] = evaluate(self.pack, with_changes(self.start, edits), self.evaluation)
        return self._after[edits]

    def lifts(self, edits: Edits, rule: Rule) -> bool:
        """Whether the rule is left without blocker and without major once these answers are changed."""
        return not self._standing(edits, rule)

    def _standing(self, edits: Edits, rule: Rule) -> list[RowGrade]:
        """Blockers and majors of the rule after the changes, open ones too: none, or enough of them to go on by."""
        return self._said(self._evaluator(edits), rule, ENOUGH)

    def _said(self, evaluator: Evaluator, rule: Rule, enough: int) -> list[RowGrade]:
        governs = governing(evaluator, self.pack.regimes[rule.regime])
        results = grade_results(evaluator, rule, governs, enough)
        self.spent += 1
        return [result for result in results if result.result.weighs]

    def _evaluator(self, edits: Edits) -> Evaluator:
        """An evaluator of the changed answers that knows already what was worked out with one change less."""
        if edits in self._evaluators:
            return self._evaluators[edits]
        changed = with_changes(self.start, edits)  # with no plans but those that were there
        judged = as_judged(self.pack, changed) if self.start.plans else with_variants(self.pack, changed)
        evaluator = Evaluator(self.pack, judged)
        ref = edits[-1].ref
        names = {ref.question if ref.column is None else f"{ref.question}:{ref.column}"}
        names |= {q.overrides.table for q in self.pack.overriding if q.overrides and q.id == ref.question}
        evaluator.look_back(self._evaluator(edits[:-1]), frozenset(names), dependencies(self.pack))
        if len(edits) < MAX_CHANGES:  # no search goes on from the largest sets
            self._evaluators[edits] = evaluator
        return evaluator


def _probed(places: Sequence[Ref], changes: int) -> Iterator[Ref]:
    """The places, but of a column that stands here with more rows than there are changes left only the first row.

    Where all these rows are against the design, no such set lifts it; where each of them is needed, one row shows it.
    """
    rows = Counter((ref.question, ref.column) for ref in places)
    first: set[tuple[str, str | None]] = set()
    for ref in places:
        column = (ref.question, ref.column)
        if rows[column] <= changes or column not in first:
            first.add(column)
            yield ref


def _rank(standing: Sequence[RowGrade]) -> tuple[int, int]:
    """How bad the worst result is; a greater rank is milder."""
    return min(result.result.rank for result in standing)


def _nearer(one: Sequence[RowGrade], other: Sequence[RowGrade]) -> bool:
    """Whether less stands: milder results or, where these are as bad, results that rest on fewer answers."""
    if _rank(one) != _rank(other):
        return _rank(one) > _rank(other)
    return _size(one) < _size(other)


def _size(standing: Sequence[RowGrade]) -> int:
    """On how many answers all the results rest."""
    return len({ref for result in standing for part in (result.when, result.gate) for ref in part.because})


def _unlawful(evaluation: Evaluation) -> set[str]:
    """The rules by which the design is not defensible."""
    return {finding.rule.id for finding in evaluation.findings if finding.blocks and finding.kind == "unlawful"}

"""Single swaps of answers by what they mean: an adverse answer beside "unknown", and "unknown" beside an adequate or favourable one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Literal

from dpia.assessment.itemwise import answer_of, known_items
from dpia.assessment.model import UNKNOWN, Answer, Assessment, given
from dpia.assessment.partial import HAVE, LACK, NOT_KNOWN, ItemState
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, evaluate
from dpia.engine.findings import Finding, Weight, leads_to
from dpia.engine.reuse import dependencies
from dpia.engine.scope import Scope
from dpia.engine.truth import NO, YES, Ref, Truth
from dpia.engine.truth import UNKNOWN as NOT_DECIDED
from support.twins import put

GOOD = ("adequate", "favourable")
OPEN = OUTCOME_ORDER.index("undetermined")
"""Neither better nor worse than another outcome: it waits for what nobody has answered yet."""


@dataclass(frozen=True)
class Swap:
    """One answer and what stands beside it: the answer itself, and "unknown" at the same place."""

    ref: Ref
    kind: Literal["adverse", "good", "fact"]
    said: Answer | None
    unknown: Answer | None
    name: str
    """An option, `yes`, `no` or `none`; `lack:ITEM` for what a list lacks."""

    @property
    def listed(self) -> str:
        """The answer as `differs` names it: what lacks goes with none."""
        return "none" if self.name.startswith("lack:") else self.name

    def __str__(self) -> str:
        place = ".".join(part for part in (self.ref.question, self.ref.row, self.ref.column) if part)
        return f"{place} = {self.name}"


@dataclass(frozen=True)
class Break:
    """Where the property does not hold, and through which rules."""

    swap: Swap
    what: str
    regime: str
    unknown: str
    said: str
    rules: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.swap}: {self.what} ({self.regime}: unknown {self.unknown}, said {self.said}; {', '.join(self.rules)})"


def field_of(pack: Pack, question: str, column: str | None) -> Question | Column | None:
    return pack.questions.get(question) if column is None else pack.columns.get((question, column))


def swaps(evaluation: Evaluation) -> Iterator[Swap]:
    """Every swap that the marks of the content name, at each place that is asked."""
    state, pack = evaluation.assessment, evaluation.pack
    for question in pack.content.questions:
        if evaluation.evaluator.visible(question.id).truth is NO:
            continue
        yield from _at(state, question, Ref(question.id))
        yield from _unsaid(state, question, Ref(question.id))
        for row in state.rows(question.id):
            for column in question.columns:
                if evaluation.evaluator.visible_cell(question.id, row, column.id).truth is not NO:
                    yield from _at(state, column, Ref(question.id, row.id, column.id))
                    yield from _unsaid(state, column, Ref(question.id, row.id, column.id))


def _at(state: Assessment, field: Question | Column, ref: Ref) -> Iterator[Swap]:
    if field.type in ("boolean", "choice"):
        values: list[bool | str] = [True, False] if field.type == "boolean" else [option.id for option in field.options]
        for value in values:
            name = ("yes" if value else "no") if isinstance(value, bool) else value
            yield from _swap(ref, field.meaning(value), given(value), UNKNOWN, name)
    elif field.type in ("choices", "table") or field.none_means:
        none = given(0) if field.type == "number" else given(())
        yield from _swap(ref, field.none_means, none, UNKNOWN, "none")
        if field.options and state.answer(ref.question, ref.row, ref.column) is not None:
            yield from _items(state, field, ref)


def _unsaid(state: Assessment, field: Question | Column, ref: Ref) -> Iterator[Swap]:
    """Whatever was said, and nobody knowing it: also what is neither for nor against anybody."""
    said = state.answer(ref.question, ref.row, ref.column)
    if said is not None and said.given and field.type not in ("table", "text"):
        yield Swap(ref, "fact", said, UNKNOWN, "what is said")


def _items(state: Assessment, field: Question | Column, ref: Ref) -> Iterator[Swap]:
    """Each item of a list by itself, the others as they are: had by its own meaning, lacking by that of none."""
    options = [option.id for option in field.options]
    known = known_items(state.answer(ref.question, ref.row, ref.column), options)
    for item in options:
        if field.meaning(item) in ("scope", "neutral"):
            continue
        unknown = answer_of(known.with_state(item, NOT_KNOWN), options)

        def said(kind: ItemState, item: str = item) -> Answer | None:
            return answer_of(known.with_state(item, kind), options)

        yield from _swap(ref, field.meaning(item), said(HAVE), unknown, item)
        yield from _swap(ref, field.none_means, said(LACK), unknown, f"lack:{item}")


def _swap(ref: Ref, means: str | None, said: Answer | None, unknown: Answer | None, name: str) -> Iterator[Swap]:
    if means == "adverse":
        yield Swap(ref, "adverse", said, unknown, name)
    elif means in GOOD:
        yield Swap(ref, "good", said, unknown, name)


class Swapper:
    """The swaps of one deployment, judged; what is the same in several of them is judged once."""

    def __init__(self, pack: Pack, state: Assessment) -> None:
        self.pack, self.state = pack, state
        self.before = evaluate(pack, state)
        self._judged: dict[tuple[Ref, str], Evaluation] = {}

    def swaps(self) -> list[Swap]:
        return list(swaps(self.before))

    def judged(self, ref: Ref, answer: Answer | None) -> Evaluation:
        key = (ref, repr(answer))
        if key not in self._judged:
            if len(self._judged) > 40:
                self._judged.clear()
            self._judged[key] = evaluate(self.pack, put(self.state, ref, answer), self.before)
        return self._judged[key]

    def breaks(self, swap: Swap, exceptions: bool = True) -> list[Break]:
        """What of the property does not hold of this swap, the exceptions of the content aside if they count.

        Where one of the two answers opens or hides questions, they are compared with these as they stand, absent and
        unknown: what is open waits for an answer, and is neither better nor worse than what is decided. What an adverse
        answer, or not to know, leaves open by a question that it opens is compared with that question unknown.
        """
        said, unknown = self.judged(swap.ref, swap.said), self.judged(swap.ref, swap.unknown)
        if swap.kind == "fact":
            return self._unlawful(swap, said, unknown)
        found = self._worse(swap, said, unknown)
        opened = swap.kind == "adverse" and any(
            OPEN in (step(said, regime), step(unknown, regime)) for regime in self.pack.regimes
        )
        if moved := self._moved(swap, said, unknown) if found or opened else []:
            absent, not_known = (
                self._worse(swap, *(self._with(swap.ref, one, moved, put_there) for one in (swap.said, swap.unknown)))
                for put_there in (None, UNKNOWN)
            )
            held = {one.regime for one in absent} & {one.regime for one in not_known}
            found = [one for one in found if one.regime in held]
            found += [
                one for one in not_known if opened and OPEN in (step(said, one.regime), step(unknown, one.regime))
            ]
        found += self._in_order(swap, said, unknown) + self._unlawful(swap, said, unknown)
        return [one for one in found if not (exceptions and self._excepted(one))]

    def _excepted(self, one: Break) -> bool:
        """Whether the content says of each rule behind it that it reads the answer otherwise."""
        field = field_of(self.pack, one.swap.ref.question, one.swap.ref.column)
        named = {
            rule
            for entry in (field.differs if field else ())
            if one.swap.listed in entry.answers
            for rule in entry.rules
        }
        return bool(one.rules) and set(one.rules) <= named

    def _in_order(self, swap: Swap, said: Evaluation, unknown: Evaluation) -> list[Break]:
        """An adverse answer brings no rule to find that all is in order, nor a launch that rests on it.

        That one item of a list lacks may not matter where the others do.
        """
        if swap.kind != "adverse" or swap.name.startswith("lack:"):
            return []
        held = {finding.id for finding in unknown.findings}
        resting = [
            finding
            for finding in said.findings
            if finding.severity == "ok" and finding.id not in held and _rests_on(said, finding, swap)
        ]
        return [Break(swap, "in order by an adverse answer", one.regime, "", one.id, (one.rule.id,)) for one in resting]

    def _unlawful(self, swap: Swap, said: Evaluation, unknown: Evaluation) -> list[Break]:
        """What nobody knows establishes nothing unlawful."""
        held = {f.rule.id for f in said.findings if f.truth == "established" and f.kind == "unlawful"}
        resting = [
            finding
            for finding in unknown.findings
            if finding.kind == "unlawful"
            and finding.truth == "established"
            and finding.rule.id not in held
            and any(_same(ref, swap) for ref in finding.because)
        ]
        return [Break(swap, "unlawful by what nobody knows", one.regime, one.id, "", (one.rule.id,)) for one in resting]

    def _worse(self, swap: Swap, said: Evaluation, unknown: Evaluation) -> list[Break]:
        found = []
        for regime in self.pack.regimes:
            for_said, for_unknown = step(said, regime), step(unknown, regime)
            if for_said < 0 or for_unknown < 0 or OPEN in (for_said, for_unknown):
                continue
            if swap.kind == "adverse" and for_said > for_unknown:
                found.append(self._break(swap, "adverse better than unknown", regime, unknown, said))
            if swap.kind == "good" and for_unknown > for_said:
                found.append(self._break(swap, "unknown better than good", regime, said, unknown))
        return found

    def _moved(self, swap: Swap, said: Evaluation, unknown: Evaluation) -> list[Ref]:
        """The places that are asked under one of these answers and not under the other."""
        return [
            ref
            for table in dependents(self.pack)[swap.ref.question]
            for ref in self._places(table)
            if ref != swap.ref and _asked(said, ref) is not _asked(unknown, ref)
        ]

    def _places(self, table: str) -> Iterator[Ref]:
        yield Ref(table)
        for row in self.state.rows(table):
            yield from (Ref(table, row.id, column.id) for column in self.pack.questions[table].columns)

    def _with(self, ref: Ref, answer: Answer | None, moved: Sequence[Ref], put_there: Answer | None) -> Evaluation:
        state = put(self.state, ref, answer)
        for one in moved:
            if one.row is None or state.row(one.question, one.row) is not None:
                state = put(state, one, put_there)
        return evaluate(self.pack, state, self.before)

    def _break(self, swap: Swap, what: str, regime: str, worse: Evaluation, better: Evaluation) -> Break:
        line = self.pack.regime_line(regime)
        ceiling = leads_of(better, line)
        rules = {f.rule.id for f in worse.findings if f.regime in line and leads(f) < ceiling}
        outcomes = [one.regime(regime).outcome for one in (worse, better)]
        unknown, said = outcomes if swap.kind == "adverse" else reversed(outcomes)
        return Break(swap, what, regime, unknown, said, tuple(sorted(rules)))


def _asked(evaluation: Evaluation, ref: Ref) -> Truth:
    """Whether a place is asked; UNKNOWN where its row is gone."""
    if ref.row is None or ref.column is None:
        return evaluation.evaluator.visible(ref.question).truth
    row = evaluation.assessment.row(ref.question, ref.row)
    return NOT_DECIDED if row is None else evaluation.evaluator.visible_cell(ref.question, row, ref.column).truth


def _rests_on(evaluation: Evaluation, finding: Finding, swap: Swap) -> bool:
    """Whether the grade itself, and not the gate of its rule, rests on the answer."""
    table, evaluator = finding.rule.rows, finding.evaluator
    scopes = [None] if table is None else [Scope(table, row) for row in evaluator.assessment.rows(table)]
    verdicts = [evaluator.evaluate(finding.grade.when, scope) for scope in scopes]
    return any(one.truth is YES and any(_same(ref, swap) for ref in one.because) for one in verdicts)


def leads(finding: Finding) -> int:
    return leads_to(Weight(finding.severity, finding.kind), finding.truth)


def leads_of(evaluation: Evaluation, line: Sequence[str]) -> int:
    return min((leads(f) for f in evaluation.findings if f.regime in line), default=7)


def step(evaluation: Evaluation, regime: str) -> int:
    """The step of the ladder, the gravest first; outside it there is nothing to compare."""
    outcome = evaluation.regime(regime).outcome
    return OUTCOME_ORDER.index(outcome) if outcome in OUTCOME_ORDER else -1


def _same(ref: Ref, swap: Swap) -> bool:
    if (ref.question, ref.row, ref.column) != (swap.ref.question, swap.ref.row, swap.ref.column):
        return False
    return ref.item is None or swap.name in (ref.item, f"lack:{ref.item}")


@cache
def dependents(pack: Pack) -> dict[str, tuple[str, ...]]:
    """The questions whose being asked, or that of their columns, may hang on each question."""
    reads = dependencies(pack).questions
    return {name: tuple(other for other, read in reads.items() if name in read) for name in reads}


def sampled(swap: Swap, deployment: str, one_in: int) -> bool:
    """Whether the sample has this swap: by a hash, so that each run takes the same."""
    if one_in <= 1:
        return True
    return int.from_bytes(sha256(f"{deployment} {swap}".encode()).digest()[:4]) % one_in == 0

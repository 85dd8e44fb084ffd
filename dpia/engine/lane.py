"""The quick lane: which question comes next, where one stands, and what may honestly be said at its end.

Everything follows from the answers, so that a wrong turn, an answer that is changed and a file that is opened again
are the same thing. The content says which questions decide in a setting; of these only those are asked that are surely
asked on the answers so far, and no more than there is room for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from dpia.assessment.model import Answer, Assessment, Row, State, given
from dpia.content.names import CONTROLLER, TITLE
from dpia.content.rule import Outcome
from dpia.content.scenario import LaneStep, Scenario, Wording
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, RegimeResult
from dpia.engine.evaluator import Evaluator
from dpia.engine.findings import Finding
from dpia.engine.scope import UNANSWERED_ROW
from dpia.engine.truth import NO, UNKNOWN, YES, Ref, unique

NAMING = (Ref(TITLE), Ref(CONTROLLER))
"""What is asked at the end: the names that stand on the paper. They decide nothing and may be left out."""

MAX_QUESTIONS = 12
"""How many questions the lane asks at most, the two names included."""

DECIDING = MAX_QUESTIONS - len(NAMING)


@dataclass(frozen=True, slots=True)
class Lane:
    """Where one stands: the questions that are answered, in the order of asking, and the one to ask now."""

    answered: tuple[Ref, ...]
    next: Ref | None
    expected: int
    """How many questions it will be in all, the names included, as far as can be told by now."""
    settled: bool
    """Whether the answers stop the design, so that no other question can make it better."""

    def number(self, ref: Ref) -> int:
        """The place of a question, from 1."""
        if ref in self.answered:
            return self.answered.index(ref) + 1
        return len(self.answered) + 1 + (NAMING.index(ref) if ref in NAMING else 0)

    def before(self, ref: Ref | None) -> Ref | None:
        """The question before another one, or before the end (None); None at the first."""
        asked = [*self.answered, *((self.next,) if self.next is not None else NAMING)]
        index = asked.index(ref) if ref is not None and ref in asked else len(asked)
        return asked[index - 1] if index else None


def lane(evaluation: Evaluation, scenario: Scenario) -> Lane:
    """Where the lane stands on these answers."""
    return place_in(evaluation.evaluator, evaluation.assessment, scenario, settled=is_stopped(evaluation))


def place_in(evaluator: Evaluator, assessment: Assessment, scenario: Scenario, *, settled: bool = False) -> Lane:
    """Where the lane stands, without judging the answers: whether they settle the matter is `settled`.

    Answers count against the room also where their question is no longer asked: whoever took a wrong turn is not
    asked more questions than others.
    """
    asked = list(_asked(evaluator, assessment, scenario))
    answered = tuple(ref for ref in asked if assessment.answer(*ref[:3]) is not None)
    taken = {ref for ref in map(partial(_ref, assessment), _own_places(scenario)) if assessment.answer(*ref[:3])}
    given = len(taken | set(answered))
    left = 0 if settled else max(DECIDING - given, 0)
    waiting = [ref for ref in asked if ref not in answered][:left]
    expected = len(answered) + len(waiting) + len(NAMING)
    return Lane(answered, waiting[0] if waiting else None, expected, settled)


def _asked(evaluator: Evaluator, assessment: Assessment, scenario: Scenario) -> Iterator[Ref]:
    """The questions of the lane that are surely asked. What may be asked would stand there without its reason.

    What says which law governs is asked also then: its reason is the answer that is not known.
    """
    seen: set[Ref] = set()
    for step in scenario.lane:
        ref = _ref(assessment, step.ask)
        if ref in seen or (step.when is not None and evaluator.evaluate(step.when).truth is NO):
            continue
        visible = evaluator.visible(ref.question)
        for_unknown = step.if_open and visible.truth is UNKNOWN and not visible.missing
        if visible.truth is not YES and not for_unknown:
            continue
        if ref.row is not None and ref.column is not None:
            row = assessment.row(ref.question, ref.row) or Row(UNANSWERED_ROW, {})
            if evaluator.visible_cell(ref.question, row, ref.column).truth is not YES:
                continue
        seen.add(ref)
        yield ref


def _own_places(scenario: Scenario) -> Iterator[str]:
    """The places of the lane, without the cells that another question may say in passing."""
    said = {
        f"{step.ask.rpartition('.')[0]}.{name}"
        for step in scenario.lane
        for also in (step.also, *(wording.also for wording in step.wordings))
        for name in also or ()
    }
    yield from (step.ask for step in scenario.lane if step.ask not in said)


def _ref(assessment: Assessment, place: str) -> Ref:
    """The field that a place of the content means: of a table its first row, given, proposed or still to be added."""
    section, name, *column = place.split(".")
    table = f"{section}.{name}"
    if not column:
        return Ref(table)
    rows = assessment.rows(table) or _rows(assessment.proposed.get(table))
    return Ref(table, rows[0].id if rows else f"{name}-1", column[0])


def _rows(answer: Answer | None) -> tuple[Row, ...]:
    value = answer.value if answer is not None else None
    return tuple(row for row in value if isinstance(row, Row)) if isinstance(value, tuple) else ()


def proposal(assessment: Assessment, scenario: Scenario, ref: Ref) -> Answer | None:
    """The answer that may be confirmed at a question; None where the setting may not propose one, or has none."""
    step = step_of(assessment, scenario, ref)
    if step is None or not step.propose:
        return None
    if ref.column is None:
        return assessment.proposed.get(ref.question)
    rows = {row.id: row for row in _rows(assessment.proposed.get(ref.question))}
    return rows[ref.row].cells.get(ref.column) if ref.row in rows else None


def step_of(assessment: Assessment, scenario: Scenario, ref: Ref) -> LaneStep | None:
    """The step of the lane that asks this field; None for the names."""
    return next((step for step in scenario.lane if _ref(assessment, step.ask) == ref), None)


def wording(evaluator: Evaluator, assessment: Assessment, scenario: Scenario, ref: Ref) -> Wording | None:
    """The other words in which a field is asked on the answers so far; None where it is asked as it stands."""
    step = step_of(assessment, scenario, ref)
    found = step.wordings if step is not None else ()
    return next((one for one in found if evaluator.evaluate(one.when).truth is YES), None)


def row_with(evaluator: Evaluator, assessment: Assessment, scenario: Scenario, ref: Ref, answer: Answer | None) -> Row:
    """The row that an answer in the lane belongs to, with the answer and with what the question says besides.

    The reference names a cell.
    """
    assert ref.row is not None, "a cell has a row"
    assert ref.column is not None, "a cell has a column"
    said = (step_of(assessment, scenario, ref), wording(evaluator, assessment, scenario, ref))
    also = {name: given(value) for one in said if one is not None for name, value in (one.also or {}).items()}
    row = assessment.row(ref.question, ref.row) or Row(ref.row)
    cells = {**also, **row.cells}
    cells.pop(ref.column, None)
    return Row(row.id, {**cells, ref.column: answer} if answer is not None else cells)


def is_stopped(evaluation: Evaluation) -> bool:
    """Whether the answers stop the design whatever the others are."""
    return evaluation.outcome == OUTCOME_ORDER[0]


# --- the end ----------------------------------------------------------------------------------------------------------

Kind = Literal["stop", "hold", "so-far", "clear", "outside"]
"""What the lane ends with: the design is stopped; something must come first; nothing stops it so far and answers that
may decide are missing; nothing stands in the way; or no law that is covered decides."""

Due = Literal["yes", "no", "open"]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What may be said on these answers, and no more."""

    kind: Kind
    outcome: Outcome
    best: Outcome
    """The outcome if everything that is open turned out well."""
    stops: int
    """How many findings stop it, or hold it up, as things stand."""
    remedied: int
    """How many findings ask for a remedy and stop nothing."""
    open: int
    """How many rules that could stop it wait for answers."""
    weightiest: tuple[Finding, ...]
    """The gravest findings; where none stops the design, also open ones of laws that surely govern."""
    decides: tuple[Ref, ...]
    """The answers that decide next: those that say which law governs before others; not given, or not known."""
    governed: bool
    """Whether a law that is covered surely governs. Until then nothing is decided."""
    unknown: int
    """How many of the answers are "I don't know"."""
    due: tuple[tuple[RegimeResult, Due], ...]
    """Of each law that surely governs whether an assessment is due."""


def conclude(evaluation: Evaluation) -> Conclusion:
    """What the lane ends with."""
    governing = {name for name, verdict in evaluation.governs.items() if verdict.truth is YES}
    weighing = [finding for finding in evaluation.findings if finding.severity in ("blocker", "major")]
    standing = [finding for finding in weighing if finding.truth != "open"]
    opened = [finding for finding in weighing if finding.truth == "open" and finding.severity == "blocker"]
    near = [finding for finding in opened if finding.regime in governing]
    near.sort(key=partial(_distance, evaluation))
    kind = _kind(evaluation)
    return Conclusion(
        kind=kind,
        outcome=evaluation.outcome,
        best=evaluation.best,
        stops=sum(finding.blocks for finding in standing),
        remedied=sum(finding.severity == "major" for finding in standing),
        open=len(opened),
        weightiest=tuple(standing) if kind in ("stop", "hold") else (*standing, *near),
        decides=_decides(evaluation, near),
        governed=bool(governing),
        unknown=sum(answer.state is State.UNKNOWN for *_, answer in evaluation.assessment.leaves()),
        due=tuple(_due(evaluation)),
    )


def _distance(evaluation: Evaluation, finding: Finding) -> tuple[bool, int]:
    """How far an open finding is from being decided: what the lane of the setting would ask next is nearest."""
    scenario = evaluation.pack.scenario(evaluation.assessment.scenario or "")
    steps = {step.ask for step in scenario.lane} if scenario is not None else set()
    asks = all((f"{ref.question}.{ref.column}" if ref.column else ref.question) in steps for ref in finding.missing)
    return not (asks and finding.missing), len(finding.missing)


def _decides(evaluation: Evaluation, near: Iterable[Finding]) -> tuple[Ref, ...]:
    """What is open of the laws that may govern, then of the findings; only what is surely asked, if there is any."""
    waiting = [verdict for verdict in evaluation.governs.values() if verdict.truth is UNKNOWN]
    scope = [ref for verdict in waiting for ref in (*verdict.because, *verdict.missing)]
    refs = unique(ref.place for ref in (*scope, *(ref for finding in near for ref in finding.missing)))
    open_ = [ref for ref in refs if _is_open(evaluation.assessment.answer(*ref[:3]))]
    surely = [ref for ref in open_ if evaluation.evaluator.visible(ref.question).truth is YES]
    return tuple(surely or open_)


def _is_open(answer: Answer | None) -> bool:
    return answer is None or answer.state is State.UNKNOWN


def _kind(evaluation: Evaluation) -> Kind:
    if is_stopped(evaluation):
        return "stop"
    kinds: dict[Outcome, Kind] = {
        "complete-assessment-first": "hold", "consult-authority-first": "hold", "undetermined": "so-far",
        "launch-with-conditions": "clear", "launch": "clear",
    }  # fmt: skip
    return kinds.get(evaluation.outcome, "outside")


def _due(evaluation: Evaluation) -> Iterator[tuple[RegimeResult, Due]]:
    for result in evaluation.regimes:
        if result.due is None or not result.due.criteria or evaluation.governs[result.regime.id].truth is not YES:
            continue
        due: Due = "yes" if result.due.truth is YES else "no" if result.due.truth is NO else "open"
        yield result, due

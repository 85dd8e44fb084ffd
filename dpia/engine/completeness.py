"""Is this assessment complete? Element by element, where it is answered and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dpia.assessment.model import Answer, State
from dpia.content.scenario import CompletenessMap, Element
from dpia.engine.evaluation import Evaluation
from dpia.engine.truth import NO, Ref

ElementState = Literal["answered", "partly", "missing", "not-applicable"]


@dataclass(frozen=True, slots=True)
class ElementResult:
    """One element: its state, the places that answer it, those said to be unknown, and those not answered."""

    element: Element
    state: ElementState
    answered: tuple[Ref, ...]
    unknown: tuple[Ref, ...]
    missing: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class MapResult:
    """A completeness map with the state of each element."""

    map: CompletenessMap
    elements: tuple[ElementResult, ...]

    @property
    def complete(self) -> bool:
        """Whether every element that applies is answered."""
        return all(result.state in ("answered", "not-applicable") for result in self.elements)


def completeness(evaluation: Evaluation) -> tuple[MapResult, ...]:
    """The maps of the regimes that govern, or may."""
    found = []
    for item in evaluation.pack.content.completeness:
        if evaluation.regime(item.regime).governs.truth is not NO:
            found.append(MapResult(item, tuple(_element(evaluation, element) for element in item.elements)))
    return tuple(found)


def _element(evaluation: Evaluation, element: Element) -> ElementResult:
    if element.applies is not None and evaluation.evaluator.evaluate(element.applies).truth is NO:
        return ElementResult(element, "not-applicable", (), (), ())
    answered: list[Ref] = []
    unknown: list[Ref] = []
    missing: list[Ref] = []
    for name in element.answered_by:
        for ref, answer in _places(evaluation, name):
            if answer is None:
                missing.append(ref)
            elif answer.state is State.UNKNOWN:
                unknown.append(ref)
            else:
                answered.append(ref)
    if not answered and not unknown and not missing:
        return ElementResult(element, "not-applicable", (), (), ())
    state: ElementState = "partly" if answered else "missing"
    if answered and not unknown and not missing:
        state = "answered"
    return ElementResult(element, state, tuple(answered), tuple(unknown), tuple(missing))


def _places(evaluation: Evaluation, name: str) -> list[tuple[Ref, Answer | None]]:
    """The places that a question or `table.column` stands for, as far as they are asked."""
    evaluator, state = evaluation.evaluator, evaluation.assessment
    if name in evaluation.pack.questions:
        if evaluator.visible(name).truth is NO:
            return []
        return [(Ref(name), state.answers.get(name))]
    table, _, column = name.rpartition(".")
    if evaluator.visible(table).truth is NO:
        return []
    rows = state.rows(table)
    if not rows:
        return [(Ref(table), state.answers.get(table))]
    return [
        (Ref(table, row.id, column), row.cells.get(column))
        for row in rows
        if evaluator.considered(table, row).truth is not NO
        and evaluator.visible_cell(table, row, column).truth is not NO
    ]

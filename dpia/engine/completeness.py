"""Is this assessment complete? Element by element, where it is answered and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dpia.assessment.model import Answer, State
from dpia.assessment.partial import NOT_KNOWN, PartialList
from dpia.content.authority import UNBORN
from dpia.content.scenario import CompletenessMap, Element
from dpia.engine.evaluation import Evaluation
from dpia.engine.truth import NO, YES, Ref, unique

ElementState = Literal["answered", "partly", "missing", "not-applicable"]


@dataclass(frozen=True, slots=True)
class ElementResult:
    """One element: its state, the places that answer it, those said to be unknown, and those not answered.

    `lacking` are answers that are there and say themselves that the thing is not.
    """

    element: Element
    state: ElementState
    answered: tuple[Ref, ...]
    unknown: tuple[Ref, ...]
    missing: tuple[Ref, ...]
    lacking: tuple[Ref, ...] = ()


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
    """The maps of the regimes that govern, or may, with the elements whose law was there on the as-of date."""
    found = []
    for item in evaluation.pack.content.completeness:
        if evaluation.governs[item.regime].truth is NO:
            continue
        elements = tuple(
            _element(evaluation, element) for element in item.elements if speaks(evaluation, element.authority)
        )
        if elements:
            found.append(MapResult(item, elements))
    return tuple(found)


def speaks(evaluation: Evaluation, authority_id: str) -> bool:
    """Whether an authority counts on the as-of date: a norm must be in force then, a draft must have been known."""
    authority, day = evaluation.pack.authorities[authority_id], evaluation.assessment.as_of
    if authority.rank in UNBORN:
        return authority.date is not None and authority.date <= day[: len(authority.date)]
    return authority.in_force_on(day)


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
            elif isinstance(answer.value, PartialList):
                answered += _items(ref, answer.value, known=True)
                unknown += _items(ref, answer.value, known=False)
                missing += _open_items(evaluation, ref, answer.value)
            elif answer.state is State.UNKNOWN:
                unknown.append(ref)
            else:
                answered.append(ref)
    places = unique(answered), unique(unknown), unique(missing)
    if not any(places):
        return ElementResult(element, "not-applicable", *places)
    if element.missing_when is not None:
        lacks = evaluation.evaluator.evaluate(element.missing_when)
        if lacks.truth is YES:
            return ElementResult(element, "missing", *places, tuple(ref for ref in lacks.because if ref in places[0]))
    state: ElementState = "partly" if answered else "missing"
    return ElementResult(element, "answered" if answered and not unknown and not missing else state, *places)


def _items(ref: Ref, value: PartialList, *, known: bool) -> Iterator[Ref]:
    """The items of a list known in part that somebody knows, or that somebody says not to know."""
    return (ref._replace(item=item) for item in value.named if (value.state(item) is not NOT_KNOWN) is known)


def _open_items(evaluation: Evaluation, ref: Ref, value: PartialList) -> Iterator[Ref]:
    """The items at which nobody has looked; the whole place where these are rows of another table."""
    pack = evaluation.pack
    column = pack.columns[ref.question, ref.column] if ref.column else None
    if column is not None and column.options_from:
        yield ref
    for option in value.absent([option.id for option in (column or pack.questions[ref.question]).options]):
        yield ref._replace(item=option)


def _places(evaluation: Evaluation, name: str) -> Iterator[tuple[Ref, Answer | None]]:
    """The places that a question or `table.column` stands for, as far as they are asked."""
    evaluator, state = evaluation.evaluator, evaluation.assessment
    if name in evaluation.pack.questions:
        if evaluator.visible(name).truth is not NO:
            yield Ref(name), state.answers.get(name)
        return
    table, _, column = name.rpartition(".")
    if evaluator.visible(table).truth is NO:
        return
    rows = state.rows(table)
    if not rows:
        yield Ref(table), state.answers.get(table)
    for row in rows:
        if (
            evaluator.considered(table, row).truth is not NO
            and evaluator.visible_cell(table, row, column).truth is not NO
        ):
            yield Ref(table, row.id, column), row.cells.get(column)

"""Answers to lists of several, item by item: what is known of each, and the one form in which that is kept."""

from __future__ import annotations

from collections.abc import Sequence

from dpia.assessment.model import UNKNOWN, Answer, State, given
from dpia.assessment.partial import PartialList
from dpia.content.question import Column, Question


def known_items(answer: Answer | None, options: Sequence[str]) -> PartialList:
    """What an answer to a list of several says of each of these items; “not applicable” says nothing of them."""
    if answer is None or answer.state is State.NOT_APPLICABLE:
        return PartialList()
    if answer.state is State.UNKNOWN:
        return PartialList(unknown=tuple(options))
    if isinstance(answer.value, PartialList):
        return answer.value
    chosen = tuple(str(item) for item in answer.value) if isinstance(answer.value, tuple) else ()
    return PartialList(chosen, tuple(option for option in options if option not in chosen))


def answer_of(known: PartialList, options: Sequence[str]) -> Answer | None:
    """The answer that says this of the items, in its one form: partial only where neither of the others says as much.

    None (absent) where nothing is said, “unknown” where each item is unknown, a plain list where each is there or not.
    """
    value = known.normal(options)
    if value is None:
        return None
    if isinstance(value, PartialList) and not value.have and not value.lack and not value.absent(options):
        return UNKNOWN
    return given(value)


def overall_state(field: Question | Column, answer: Answer | None) -> State | None:
    """The state of an answer as a whole: a list known in part is absent while an item is, else unknown if one is."""
    if answer is None or not isinstance(answer.value, PartialList):
        return answer.state if answer is not None else None
    open_ended = isinstance(field, Column) and field.options_from is not None
    if open_ended or answer.value.absent([option.id for option in field.options]):
        return None
    return State.UNKNOWN

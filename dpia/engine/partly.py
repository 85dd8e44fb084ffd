"""Tests on answers that are known in part: lists with items of their own state, dates and numbers within bounds.

What is not known decides nothing: a test is YES or NO only where it is so for everything that is still possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dpia.assessment.interval import Bounds
from dpia.assessment.partial import HAVE, LACK, PartialList
from dpia.engine.truth import NO, UNKNOWN, YES, Ref, Truth, Verdict, conjunction, disjunction, invert


def list_verdict(operator: str, operand: Any, value: PartialList, place: Ref, options: Sequence[str] | None) -> Verdict:
    """The verdict of a test on a list known in part, with the items that carry it and those at which nobody looked.

    Args:
        operator: of `dpia.content.condition.Test`, one of those on lists.
        operand: what it compares with.
        value: the list.
        place: where it stands.
        options: all that there is to choose from; None where more may come (rows of another table).
    """

    def has(item: str) -> Verdict:
        ref = Ref(place.question, place.row, place.column, item)
        state = value.state(item)
        if state is None:
            return Verdict(UNKNOWN, (), (ref,))
        return Verdict(YES if state is HAVE else NO if state is LACK else UNKNOWN, (ref,))

    if operator == "contains":
        return has(operand)
    if operator == "contains_any":
        return disjunction([has(item) for item in operand])
    if operator == "contains_all":
        return conjunction([has(item) for item in operand])
    everything = dict.fromkeys((*(options or ()), *value.named))
    more = [] if options is not None else [Verdict(UNKNOWN, (), (place,))]
    if operator == "every_in":
        some = disjunction([has(item) for item in everything if item in operand] + more)
        return conjunction([some, *(invert(has(item)) for item in everything if item not in operand), *more])
    if operator == "empty":
        filled = disjunction([has(item) for item in everything] + more)
        return invert(filled) if operand else filled
    if operator == "answered":
        answered = conjunction([_answered(has(item)) for item in everything] + more)
        return answered if operand else invert(answered)
    if operator == "known":
        known = disjunction([_answered(has(item)) for item in everything] + more)
        return known if operand else invert(known)
    raise AssertionError(f"{operator} is no test on a list")  # content check refuses such content


def _answered(item: Verdict) -> Verdict:
    """Whether somebody said of an item that it is or is not there; “unknown” is no answer."""
    if item.truth is not UNKNOWN:
        return Verdict(YES, item.because)
    return item if item.missing else Verdict(NO, item.because)


def bounds_truth(operator: str, bounds: Bounds, operand: Any) -> Truth:
    """A comparison with what lies within bounds: UNKNOWN where they straddle what it compares with."""
    if operator == "is":
        return _is_one(bounds, (operand,))
    if operator == "one_of":
        return _is_one(bounds, operand)
    if operator == "at_least":
        return _at_least(bounds, operand)
    if operator == "more_than":
        return _more_than(bounds, operand)
    if operator == "at_most":
        return _more_than(bounds, operand).opposite
    return _at_least(bounds, operand).opposite


def _is_one(bounds: Bounds, values: Sequence[Any]) -> Truth:
    if not any(bounds.holds(value) for value in values):
        return NO
    return YES if bounds.exact else UNKNOWN


def _at_least(bounds: Bounds, value: Any) -> Truth:
    if bounds.low is not None and bounds.low >= value:
        return YES
    below = bounds.high is not None and (bounds.high < value or (bounds.high == value and bounds.high_open))
    return NO if below else UNKNOWN


def _more_than(bounds: Bounds, value: Any) -> Truth:
    if bounds.low is not None and (bounds.low > value or (bounds.low == value and bounds.low_open)):
        return YES
    return NO if bounds.high is not None and bounds.high <= value else UNKNOWN

"""Strong Kleene logic, and verdicts that carry their reasons."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple


class Truth(IntEnum):
    """NO < UNKNOWN < YES, so that `all` is the least and `any` the greatest."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    @property
    def opposite(self) -> Truth:
        """NOT: swaps YES and NO."""
        return Truth(2 - self)


NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES


class Ref(NamedTuple):
    """A place that an answer stands in: a question, or a column in a row of a table.

    `row` without `column` does not occur; a column without row means "of any row" (the table has no rows yet).
    `item` is one item of a list that is known in part: there each item has its own state.
    """

    question: str
    row: str | None = None
    column: str | None = None
    item: str | None = None

    @property
    def place(self) -> Ref:
        """The place of the whole answer."""
        return self if self.item is None else Ref(self.question, self.row, self.column)


class Verdict(NamedTuple):
    """The truth of a condition, the answers that carry it, and the absent answers that it waits for.

    `because` suffices: with every other answer taken away the truth stays. `missing` is honest: as long as none of
    these is answered, an UNKNOWN stays UNKNOWN.
    """

    truth: Truth
    because: tuple[Ref, ...] = ()
    missing: tuple[Ref, ...] = ()


TRUE = Verdict(YES)
FALSE = Verdict(NO)


def invert(verdict: Verdict) -> Verdict:
    """NOT."""
    return verdict if verdict.truth is UNKNOWN else Verdict(verdict.truth.opposite, verdict.because, verdict.missing)


def conjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """AND: one NO decides; else one UNKNOWN leaves it open; empty is YES."""
    return _combine(verdicts, decides=NO, otherwise=YES)


def disjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """OR: one YES decides; else one UNKNOWN leaves it open; empty is NO."""
    return _combine(verdicts, decides=YES, otherwise=NO)


def _combine(verdicts: Iterable[Verdict], decides: Truth, otherwise: Truth) -> Verdict:
    deciding: list[Ref] = []
    decided = False
    unknown_because: list[Ref] = []
    missing: list[Ref] = []
    unknown = False
    settled: list[Ref] = []
    for truth, because, waiting in verdicts:
        if truth is decides:
            decided = True
            deciding += because
        elif truth is UNKNOWN:
            unknown = True
            unknown_because += because
            missing += waiting
        else:
            settled += because
    if decided:
        return Verdict(decides, unique(deciding))
    if unknown:
        return Verdict(UNKNOWN, unique(unknown_because + settled), unique(missing))
    return Verdict(otherwise, unique(settled))


def by_place(refs: Iterable[Ref]) -> dict[Ref, tuple[str, ...]]:
    """The places, each once, with the items of its list that are meant; none where the whole answer is."""
    places: dict[Ref, tuple[str, ...]] = {}
    for ref in unique(refs):
        items = places.get(ref.place, ())
        places[ref.place] = items if ref.item is None else (*items, ref.item)
    return places


def unique(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """The refs without repetition, in order of first appearance."""
    return tuple(dict.fromkeys(refs))

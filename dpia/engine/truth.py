"""Strong Kleene logic, and verdicts that carry their reasons.

Two grains: a `Level` is what judging needs (the truth, and of an UNKNOWN whether something absent could settle it); a
`Verdict` adds the answers that carry it, worked out only when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


class Level(IntEnum):
    """A truth; UNKNOWN where somebody said "unknown", OPEN where an absent answer is waited for as well or instead."""

    NO = 0
    UNKNOWN = 1
    OPEN = 2
    YES = 3

    @property
    def truth(self) -> Truth:
        """The truth alone."""
        return _TRUTHS[self]

    @property
    def opposite(self) -> Level:
        """NOT: swaps YES and NO."""
        return _OPPOSITES[self]


_TRUTHS = (NO, UNKNOWN, UNKNOWN, YES)
_OPPOSITES = (Level.YES, Level.UNKNOWN, Level.OPEN, Level.NO)
_LEVELS = (Level.NO, Level.UNKNOWN, Level.YES)


def level_of(truth: Truth, open_: bool = False) -> Level:
    """The level of a truth; `open_` says whether an UNKNOWN waits for something absent."""
    return Level.OPEN if open_ and truth is UNKNOWN else _LEVELS[truth]


def all_of(levels: Iterable[Level]) -> Level:
    """AND: one NO decides; else one that is not settled leaves it open; empty is YES."""
    found = Level.YES
    for level in levels:
        if level is Level.NO:
            return level
        if level is not Level.YES and found is not Level.OPEN:
            found = level
    return found


def any_of(levels: Iterable[Level]) -> Level:
    """OR: one YES decides; else one that is not settled leaves it open; empty is NO."""
    return max(levels, default=Level.NO)


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


class Reasons(NamedTuple):
    """The answers that carry a truth, and the absent answers that it waits for."""

    because: tuple[Ref, ...] = ()
    missing: tuple[Ref, ...] = ()


class Verdict:
    """The truth of a condition, the answers that carry it, and the absent answers that it waits for.

    `because` suffices: with every other answer taken away the truth stays. `missing` is honest: as long as none of
    these is answered, an UNKNOWN stays UNKNOWN. Both are worked out when they are first read.
    """

    __slots__ = ("_reasons", "_why", "level", "truth")

    level: Level
    truth: Truth

    def __init__(self, truth: Truth, because: tuple[Ref, ...] = (), missing: tuple[Ref, ...] = ()) -> None:
        self.truth = truth
        self.level = level_of(truth, bool(missing))
        self._reasons: Reasons | None = Reasons(because, missing)
        self._why: Callable[[], Reasons] | None = None

    @classmethod
    def reasoned(cls, level: Level, why: Callable[[], Reasons]) -> Verdict:
        """The verdict of that level, whose reasons `why` works out."""
        verdict = cls.__new__(cls)
        verdict.level, verdict.truth, verdict._reasons, verdict._why = level, level.truth, None, why
        return verdict

    @property
    def reasons(self) -> Reasons:
        """The answers that carry it and those that it waits for."""
        if self._reasons is None:
            assert self._why is not None
            self._reasons, self._why = self._why(), None
        return self._reasons

    @property
    def because(self) -> tuple[Ref, ...]:
        """The answers that carry it."""
        return self.reasons.because

    @property
    def missing(self) -> tuple[Ref, ...]:
        """The absent answers that it waits for."""
        return self.reasons.missing if self.level is Level.OPEN else ()

    @property
    def open(self) -> bool:
        """Whether it waits for an absent answer."""
        return self.level is Level.OPEN

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Verdict):
            return NotImplemented
        return self.level is other.level and self.reasons == other.reasons

    def __hash__(self) -> int:
        return hash((self.level, self.reasons))

    def __repr__(self) -> str:
        return f"Verdict({self.truth.name}, {self.because}, {self.missing})"


TRUE = Verdict(YES)
FALSE = Verdict(NO)


def invert(verdict: Verdict) -> Verdict:
    """NOT."""
    if verdict.truth is UNKNOWN:
        return verdict
    return Verdict.reasoned(verdict.level.opposite, lambda: verdict.reasons)


def conjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """AND: one NO decides; else one UNKNOWN leaves it open; empty is YES."""
    parts = tuple(verdicts)
    level = all_of(part.level for part in parts)
    return Verdict.reasoned(level, lambda: merged(level, parts))


def disjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """OR: one YES decides; else one UNKNOWN leaves it open; empty is NO."""
    parts = tuple(verdicts)
    level = any_of(part.level for part in parts)
    return Verdict.reasoned(level, lambda: merged(level, parts))


def merged(level: Level, parts: Iterable[Verdict]) -> Reasons:
    """The reasons of a conjunction or disjunction of that level, out of those of its parts.

    What is decided rests on the parts that say the same; what is not, on all parts, those that are not settled first.
    """
    if level in (Level.NO, Level.YES):
        return Reasons(unique(ref for part in parts if part.level is level for ref in part.because))
    unsettled: list[Ref] = []
    settled: list[Ref] = []
    missing: list[Ref] = []
    for part in parts:
        if part.truth is UNKNOWN:
            unsettled += part.because
            missing += part.missing
        else:
            settled += part.because
    return Reasons(unique(unsettled + settled), unique(missing))


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

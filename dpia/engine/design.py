"""Other answers that the design of a deployment could give: what content marks as `design`, and nothing else.

Facts of the world are never varied: ages, seat, what the law says, what has happened, what others decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dpia.assessment.model import Answer, Assessment, given
from dpia.assessment.partial import PartialList
from dpia.content.question import Column, Option, Question
from dpia.engine.truth import Ref


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One answer that would have to be another."""

    ref: Ref
    before: Answer | None
    after: Answer


Edits = tuple[ChangedAnswer, ...]
"""A set of changes: another design."""


def with_changes(state: Assessment, edits: Sequence[ChangedAnswer]) -> Assessment:
    """The assessment with these answers changed."""
    for edit in edits:
        if edit.ref.row is None or edit.ref.column is None:
            state = state.with_answer(edit.ref.question, edit.after)
        else:
            state = state.with_cell(edit.ref.question, edit.ref.row, edit.ref.column, edit.after)
    return state


def alternatives(field: Question | Column, before: Answer | None, line: Sequence[str]) -> Iterator[Answer]:
    """Other values that a design could give this answer, to lift a finding under one of these regimes.

    Of several choices, by what content says: one less and none (`fewer`), one more and all (`more`), or one in the
    place of another, one less and one more, never none. What a design cannot change stays as it is.
    """
    if not field.design:
        return
    value = before.value if before is not None and before.given else None
    if field.type == "boolean":
        yield from (given(flag) for flag in (True, False) if value is not flag)
        return
    free = [option.id for option in field.options if _reachable(option, value, line)]
    if field.type == "choice":
        yield from (given(option) for option in free if value != option)
    elif field.type == "choices":
        # A list known in part is none of those that could be chosen: a design says of each option whether it has it.
        chosen = _options(value) if isinstance(value, tuple) else None
        here = _options(value)
        these_alone = [here] if isinstance(value, PartialList) and (here or field.design == "fewer") else []
        for options in dict.fromkeys((*these_alone, *_selections(field, here, free))):
            if options != chosen:
                yield _choice(field, options)


def halfway(field: Question | Column, before: Answer | None, after: Answer) -> Iterator[Answer]:
    """Of a list of which a design gives up or adds some: the answers that lie one option nearer to what was chosen."""
    if field.design not in ("fewer", "more"):
        return
    chosen = _options(before.value) if before is not None and before.given else frozenset()
    for option in sorted(chosen ^ _options(after.value)):
        nearer = _options(after.value) ^ {option}
        if nearer != chosen:
            yield _choice(field, nearer)


def _reachable(option: Option, value: object, line: Sequence[str]) -> bool:
    if not option.design or (option.design_from and value not in option.design_from):
        return False
    return not option.regimes or any(regime in line for regime in option.regimes)


def _selections(field: Question | Column, here: frozenset[str], free: Sequence[str]) -> Iterator[frozenset[str]]:
    mine = [option for option in free if option in here]
    others = [option for option in free if option not in here]
    if field.design == "fewer":
        yield from (here - {gone} for gone in mine)
        yield here - set(free)
    elif field.design == "more":
        yield from (here | {more} for more in others)
        yield here | set(free)
    else:
        yield from (here - {gone} for gone in mine if len(here) > 1)
        yield from ((here - {gone}) | {instead} for gone in mine for instead in others)
        yield from (here | {more} for more in others)


def _options(value: object) -> frozenset[str]:
    """The options that are chosen, or of a list known in part those that are surely there."""
    if isinstance(value, PartialList):
        return frozenset(value.have)
    return frozenset(str(item) for item in value) if isinstance(value, tuple) else frozenset()


def _choice(field: Question | Column, options: frozenset[str]) -> Answer:
    """The options in the order of the content."""
    return given(tuple(option.id for option in field.options if option.id in options))

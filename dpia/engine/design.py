"""Other answers that the design of a deployment could give: what content marks as `design`, and nothing else.

Facts of the world are never varied: ages, seat, what the law says, what has happened, what others decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dpia.assessment.itemwise import answer_of, known_items
from dpia.assessment.model import Answer, Assessment, given
from dpia.assessment.partial import HAVE, LACK, PartialList
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
        here = _options(value)
        selections = dict.fromkeys(_selections(field, here, free))
        if not isinstance(value, PartialList):
            chosen = here if isinstance(value, tuple) else None
            yield from (_choice(field, options) for options in selections if options != chosen)
            return
        # Of a list known in part also what is there, and no other that the design could have.
        alone = [here] if field.design == "fewer" or (here and field.design is True) else []
        for options in (*alone, *selections):
            decided = _decided(field, value, options, free)
            if decided is not None and decided != before:
                yield decided


def halfway(field: Question | Column, before: Answer | None, after: Answer) -> Iterator[Answer]:
    """Of a list of which a design gives up or adds some: the answers that lie one option nearer to what was chosen."""
    if field.design not in ("fewer", "more"):
        return
    chosen = _options(before.value) if before is not None and before.given else frozenset()
    for option in sorted(chosen ^ _options(after.value)):
        known = known_items(after, [one.id for one in field.options])
        nearer = _decided(field, known, chosen, [option])
        if nearer is not None and nearer != before and (_options(nearer.value) != chosen or _is_partial(before)):
            yield nearer


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


def _is_partial(answer: Answer | None) -> bool:
    return answer is not None and isinstance(answer.value, PartialList)


def _choice(field: Question | Column, options: frozenset[str]) -> Answer:
    """The options in the order of the content."""
    return given(tuple(option.id for option in field.options if option.id in options))


def _decided(
    field: Question | Column, known: PartialList, options: frozenset[str], free: Sequence[str]
) -> Answer | None:
    """A list known in part once a design says of the free options whether it has them; of others it says nothing."""
    for option in free:
        known = known.with_state(option, HAVE if option in options else LACK)
    return answer_of(known, [option.id for option in field.options])

"""Words for answers that are known in part: lists item by item, dates and numbers by their bounds."""

from __future__ import annotations

from collections.abc import Callable, Collection

from dpia.assessment.interval import End, Interval
from dpia.assessment.partial import HAVE, LACK, NOT_KNOWN, ItemState, PartialList
from dpia.content.question import Column, Question
from dpia.i18n import Translator
from dpia.i18n_marks import N_

STATES: dict[ItemState | None, str] = {
    HAVE: N_("yes"), LACK: N_("no"), NOT_KNOWN: N_("not known"), None: N_("not looked at"),
}  # fmt: skip
"""The state of one item in words."""

STATES_REVERSED: dict[ItemState | None, str] = {**STATES, HAVE: N_("missing"), LACK: N_("there")}
"""The same where the list names what is missing."""


def state_words(field: Question | Column | None) -> dict[ItemState | None, str]:
    """How the states of the items of a list are called."""
    return STATES_REVERSED if field is not None and field.reversed else STATES


def list_words(
    value: PartialList,
    field: Question | Column | None,
    name: Callable[[str], str],
    tr: Translator,
    only: Collection[str] = (),
) -> str:
    """“yes: A and B; no: C; not known: D; not looked at: the rest”.

    With `only`, these items by their states, and behind them what else of the list is not shown.
    """
    words = state_words(field)
    open_ended = isinstance(field, Column) and field.options_from is not None
    options = tuple(option.id for option in field.options) if field is not None else ()
    absent = value.absent(options)
    parts = []
    for state in (*ItemState, None):
        items = absent if state is None else getattr(value, state.value)
        if shown := [name(item) for item in items if item in only or (not only and state is not None)]:
            parts.append(tr(N_("{state}: {items}"), state=tr(words[state]), items=tr.join(shown)))
    rest = open_ended or any(item not in only for item in absent)
    if not only:
        return tr.series([*parts, *([tr(N_("not looked at: the rest"))] if rest else [])])
    waiting = [tr(N_("the rest (not looked at)"))] if rest else []
    if unknown := [name(item) for item in value.unknown if item not in only]:
        waiting.insert(0, tr(N_("{items} (not known)"), items=tr.join(unknown)))
    return tr.series([*parts, *([tr(N_("not shown: {items}"), items=tr.join(waiting))] if waiting else [])])


def date_words(value: str | Interval, tr: Translator) -> str:
    """A date as it is known: “20 August 2019”, “August 2019”, “before May 2024”."""
    return interval_words(value, "", tr) if isinstance(value, Interval) else tr.date(value)


def interval_words(value: Interval, unit: str, tr: Translator) -> str:
    """“before May 2024”, “from 2023 to 2024”, “more than 10,000 people”."""

    def end(bound: End) -> str:
        return tr.date(bound) if isinstance(bound, str) else tr.number(bound)

    if value.low is not None and value.high is not None and not value.low_open and not value.high_open:
        text = tr(N_("from {low} to {high}"), low=end(value.low), high=end(value.high))
        return f"{text}{tr.blank}{unit}".rstrip()
    parts = []
    if value.low is not None:
        date = N_("after {end}") if value.low_open else N_("not before {end}")
        number = N_("more than {end}") if value.low_open else N_("at least {end}")
        parts.append(tr(date if value.of_dates else number, end=end(value.low)))
    if value.high is not None:
        date = N_("before {end}") if value.high_open else N_("not after {end}")
        number = N_("less than {end}") if value.high_open else N_("at most {end}")
        parts.append(tr(date if value.of_dates else number, end=end(value.high)))
    return f"{tr.join(parts)}{tr.blank}{unit}".rstrip()

"""The line of days: what is due when, before and after the day of the answers and the start. A picture beside the list.

Marks stand in the order of their days at equal distances. To scale, one day thirty years off would press all others
into one spot, and those that lie close together would cover each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from dpia.content.report_layout import Timeline
from dpia.engine.dated import Dated, dated
from dpia.engine.evaluation import Evaluation
from dpia.engine.tasks import tasks
from dpia.engine.truth import YES, Ref
from dpia.i18n_marks import N_, NN_
from dpia.report.components import Components
from dpia.report.lines import lines
from dpia.report.model import TimelineChart, TimelineMark
from dpia.wording.calendar import duty, what_is_due

WIDTH = 480
"""Of the picture, in its own units."""

_MOST = 10
"""Marks on the line; the others are counted at its ends."""
_BEFORE = 3
"""Marks before the day of the answers that are shown at least, where there are so many."""
_ONE_ROW = 5
"""Marks whose texts have room beside each other under the line; those of more stand over and under it by turns."""
_LETTER = 4.5
"""Units that a letter of a text takes: wide ones too, and of the Chinese ones, which `lines` counts, as many as fit."""
_GAP = 6
"""Units between two texts."""
_TEXT_LINES = 3
_A_YEAR = 366

Form = Literal["due", "passed", "perhaps", "answers", "start"]

_IN_A_DAY: Mapping[str, int] = {"answers": 0, "start": 2}
"""On one day a duty comes after the answers, and before the start that it has to be done for."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the line, and the room for a text that is centred at it."""

    x: int
    above: bool
    room: int

    @property
    def left(self) -> float:
        """Where the room begins."""
        return self.x - self.room / 2

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.room / 2


def spots(count: int) -> tuple[Spot, ...]:
    """Places for so many marks at equal distances, such that no text reaches another or the edge."""
    if count <= _ONE_ROW:
        step = WIDTH / max(count, 1)
        return tuple(Spot(round((index + 0.5) * step), False, int(step) - _GAP) for index in range(count))
    step = WIDTH / (count + 1)
    return tuple(Spot(round((index + 1) * step), index % 2 == 0, int(2 * step) - _GAP) for index in range(count))


def shown(count: int, at: int) -> range:
    """Which of so many marks in order are shown: a run that holds the one at `at`, the day of the answers."""
    first = max(0, min(at - _BEFORE, count - _MOST))
    return range(first, min(count, first + _MOST))


@dataclass(frozen=True, slots=True)
class _Day:
    """A day (ISO) and what it is for, in words."""

    day: str
    form: Form
    text: str
    lang: str = ""
    exact: bool = True


def timeline_chart(components: Components, block: Timeline, title: str, answers: str) -> TimelineChart | None:
    """The line of days; None where nothing has a day that is known, and for readers who may not see all answers.

    Args:
        components: what the report is made of.
        block: which question has the day of the start, and what that is called.
        title: of the picture.
        answers: the day of the answers (ISO).
    """
    tr = components.tr
    every = () if components.public else _to_do(components.evaluation)
    if not every:
        return None
    due = [_in_words(components, one, answers) for one in every]
    days = [_Day(answers, "answers", tr(N_("Day of the answers"))), *_start(components, block), *due]
    days.sort(key=lambda one: (one.day, _IN_A_DAY.get(one.form, 1)))
    run = shown(len(days), next(index for index, one in enumerate(days) if one.form == "answers"))
    chosen = [days[index] for index in run]
    earlier, later = run.start, len(days) - run.stop
    ends = (
        tr(N_("{count} earlier"), count=earlier) if earlier else "",
        tr(N_("{count} later"), count=later) if later else "",
    )
    marks, undated = _marks(components, chosen), _undated(components, {one.of for one in every})
    sentences = [_said(components, one) for one in chosen]
    if any(ends):
        sentences.append(f"{tr.series(filter(None, ends))}{tr.stop}")
    if undated:
        sentences.append(f"{tr(N_('Without a day that is known'))}{tr.colon}{tr.series(undated)}{tr.stop}")
    legend = _legend(components, chosen, any(mark.apart for mark in marks), len(undated))
    return TimelineChart(title, tr.sentences(sentences), marks, legend, *ends)


def _to_do(evaluation: Evaluation) -> tuple[Dated, ...]:
    """What is to be done, each once: not what was decided, nor what is said in the discussion, which is internal."""
    every = [one for one in dated(evaluation) if one.kind not in ("decision", "task")]
    named = {one.of for one in every if one.kind != "duty"} - {None}
    return tuple(one for one in every if one.kind != "duty" or one.of not in named)


def _in_words(components: Components, one: Dated, answers: str) -> _Day:
    text = what_is_due(one, components.evaluation, components.words)
    lang = components.lang if one.kind in ("duty", "review") else components.typed_in
    return _Day(one.day, _form(one, answers), text, lang, one.exact)


def _form(one: Dated, answers: str) -> Form:
    if not one.sure:
        return "perhaps"
    return "passed" if one.day < answers else "due"


def _start(components: Components, block: Timeline) -> list[_Day]:
    """The day of the start, where it is asked and known to the day."""
    answer = components.assessment.answers.get(block.timeline)
    if answer is None or not isinstance(answer.value, str) or not components.asked(block.timeline):
        return []
    if len(answer.value) < len("2026-11-21"):
        return []
    return [_Day(answer.value, "start", components.tr.content(block.start))]


def _undated(components: Components, drawn: Set[Ref | None]) -> list[str]:
    """Duties with a period, or by a date, whose day cannot be counted; `drawn`: answers that are on the line."""
    return [
        duty(item.task.title, Ref(item.task.rows, item.row) if item.task.rows else None, components.words)
        for item in tasks(components.evaluation)
        if item.verdict.truth is YES and item.due is None
        if item.task.counts_from is not None or item.task.within is not None
        if item.waits_for is None or item.waits_for not in drawn
    ]


def _marks(components: Components, days: Sequence[_Day]) -> tuple[TimelineMark, ...]:
    apart = [False, *(_far(one.day, other.day) for one, other in pairwise(days))]
    return tuple(
        TimelineMark(
            one.form,
            components.tr.date(one.day),
            lines(one.text, int(spot.room / _LETTER), _TEXT_LINES, one.lang or components.lang),
            spot.x,
            spot.above,
            far,
        )
        for one, spot, far in zip(days, spots(len(days)), apart, strict=True)
    )


def _far(day: str, other: str) -> bool:
    return (dt.date.fromisoformat(other) - dt.date.fromisoformat(day)).days > _A_YEAR


def _said(components: Components, one: _Day) -> str:
    """A day and what it is for, with what its form says, as a sentence."""
    tr = components.tr
    more = {"passed": N_("before the day of the answers"), "perhaps": N_("it may not apply")}.get(one.form)
    parts = [one.text, tr(more) if more else "", "" if one.exact else tr(N_("on this day at the latest"))]
    return f"{tr.date(one.day)}{tr.colon}{tr.semicolon.join(filter(None, parts))}{tr.stop}"


def _legend(components: Components, days: Sequence[_Day], apart: bool, undated: int) -> str:
    """What the forms mean that are there, and what is not drawn."""
    tr, forms = components.tr, {one.form for one in days}
    said = [tr(N_("In the order of the days, not to scale."))]
    if apart:
        said.append(tr(N_("Two strokes: more than a year between.")))
    if "passed" in forms:
        said.append(tr(N_("Crossed square: due before the day of the answers; whether it was done is not said.")))
    if "perhaps" in forms:
        said.append(tr(N_("Dashed circle: it may not apply, since an answer is open.")))
    if not all(one.exact for one in days):
        said.append(tr(N_("Where an answer names no day, the last that it may be stands for it.")))
    if undated:
        words = NN_(
            "{count} duty has no day that can be counted, and no mark.",
            "{count} duties have no day that can be counted, and no mark.",
        )
        said.append(tr.plural(*words, undated))
    return tr.sentences(said)

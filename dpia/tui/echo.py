"""What the last action wrote, in words: old → new, and the key that undoes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dpia.assessment.change import LANGUAGE, Change
from dpia.assessment.life_cycle import LIFE_CYCLE
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.wording import Words
from dpia.wording.changes import change_words, ref_of, subject

Kind = Literal["done", "undone", "redone"]


_NOT_UNDONE = (LIFE_CYCLE, *LANGUAGE)
"""Who signed has signed; in which language the answers are written is said anew."""


@dataclass(frozen=True, slots=True)
class Echo:
    """The entries that one action added to the log, and whether it took back or brought back another."""

    kind: Kind
    entries: tuple[Change, ...]

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The fields that changed, in the order of the log; a row that came or went is a change of its table."""
        return tuple(dict.fromkeys(ref for ref in map(ref_of, self.entries) if ref is not None))


def beside(echo: Echo, ref: Ref, words: Words) -> str:
    """What is said below a field: “no → yes (F8 undoes it)”, or nothing if it did not change."""
    mine = [change for change in echo.entries if ref_of(change) == ref]
    if not mine:
        return ""
    return f"{_told(echo, mine, words)}{words.tr.in_brackets(_way_back(echo, 1, words))}"


def headline(echo: Echo, words: Words, *, way_back: bool = True) -> str:
    """The same for the line that says what the last action did, with the field that it speaks of.

    `way_back` says whether the key for it works on the screen that says so.
    """
    tr, refs, what = words.tr, echo.refs, subject(echo.entries, words)
    if len(refs) > 1:
        text = tr.plural("{count} answer changed", "{count} answers changed", len(refs))
    else:
        text = _told(echo, echo.entries, words)
    if not way_back or any(change.path[0] in _NOT_UNDONE for change in echo.entries):
        return tr(N_("{text}: {what}"), text=text, what=what)
    return tr(N_("{text} ({key}): {what}"), text=text, key=_way_back(echo, max(len(refs), 1), words), what=what)


def told(echo: Echo, words: Words) -> str:
    """The field that an action speaks of and old → new, without a key: for those who have none."""
    return words.tr(N_("{what} — {change}"), what=subject(echo.entries, words), change=_told(echo, echo.entries, words))


def _way_back(echo: Echo, count: int, words: Words) -> str:
    if echo.kind == "undone":
        return words.tr.plural("{press:redo} does it again", "{press:redo} does them again", count)
    return words.tr.plural("{press:undo} undoes it", "{press:undo} undoes them", count)


def _told(echo: Echo, entries: Sequence[Change], words: Words) -> str:
    """Old → new. That a proposal went goes without saying where an answer took its place."""
    tr = words.tr
    shown = [change for change in entries if change.path[0] != "proposed"] or entries
    texts = [change_words(change, words) for change in shown]
    text = tr.series(text for text in texts if text)
    if echo.kind == "undone":
        return tr(N_("undone: {change}"), change=text)
    return tr(N_("done again: {change}"), change=text) if echo.kind == "redone" else text

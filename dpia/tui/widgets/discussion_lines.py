"""Entries of the discussion as lines: positions side by side, and everything else one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from dpia.assessment.discussion import AnyEntry, Evidence, Position, ToDo
from dpia.storage.evidence import State
from dpia.tui.discussion import EVIDENCE_STATES
from dpia.tui.view_model import ViewModel
from dpia.tui.widgets.text import ALARM, MUTED, STRONG, IndentedLines, beside, plain, wrapped
from dpia.wording.discussion import STANCES, head_words

NARROWEST = 24
"""Cells that a position needs to stand beside another."""

GAP = 3

VOTES = {"agree": "+", "disagree": "−", "unsure": "?", "": "·"}


def votes_line(model: ViewModel, positions: Sequence[Position]) -> str:
    """“+ 2 agree · − 1 disagree”: how many voted how, by role, the latest position of each."""
    tr, latest = model.tr, {(one.role, one.by): one.stance for one in positions}
    counts = {stance: list(latest.values()).count(stance) for stance in STANCES}
    texts = [
        tr.plural("+ {count} agrees", "+ {count} agree", counts["agree"]),
        tr.plural("− {count} disagrees", "− {count} disagree", counts["disagree"]),
        tr.plural("? {count} is unsure", "? {count} are unsure", counts["unsure"]),
        tr.plural("· {count} did not vote", "· {count} did not vote", counts[""]),
    ]
    return "   ".join(text for text, count in zip(texts, counts.values(), strict=True) if count)


def side_by_side(model: ViewModel, positions: Sequence[Position], width: int) -> list[Content]:
    """Positions in columns: role and name, vote, text; as many beside each other as there is room for."""
    lines: list[Content] = []
    across = max(1, min(len(positions), (width + GAP) // (NARROWEST + GAP)))
    room = (width - GAP * (across - 1)) // across
    for start in range(0, len(positions), across):
        columns = [_column(model, one, room) for one in positions[start : start + across]]
        height = max(len(column) for column in columns)
        padded = [[*column, *[Content("")] * (height - len(column))] for column in columns]
        lines += [beside(cells, room, GAP) for cells in zip(*padded, strict=True)]
        lines.append(Content(""))
    return lines[:-1]


def _column(model: ViewModel, position: Position, width: int) -> list[Content]:
    lines = wrapped(plain(position.role, STRONG), width)
    if position.by:
        lines += wrapped(plain(position.by, MUTED), width)
    lines += wrapped(plain(f"{VOTES[position.stance]} {model.tr(STANCES[position.stance])}", STRONG), width)
    return lines + (wrapped(position.text, width) if position.text else [])


def entry_option(model: ViewModel, entry: AnyEntry, state: State | None = None, *, place: str = "") -> IndentedLines:
    """An entry of a list: who and how, what it says, where it belongs, and what became of its file."""
    mark = ("✓ " if entry.done else "□ ") if isinstance(entry, ToDo) else "- "
    first = plain(mark + head_words(entry, model.words), STRONG)
    parts: list[tuple[int, Content]] = [(2, first)]
    if entry.text:
        parts.append((4, plain(entry.text)))
    if place:
        parts.append((4, plain(place, MUTED)))
    if isinstance(entry, Evidence) and state is not None:
        text = model.tr(EVIDENCE_STATES[state])
        parts.append((4, plain(f"! {text}" if state in ("changed", "missing") else text,
                               ALARM if state in ("changed", "missing") else MUTED)))  # fmt: skip
    return IndentedLines(*parts)

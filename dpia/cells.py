"""Text by the cells of a terminal, where a Chinese character takes two: its width, padding, and where lines break."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from functools import cache

from dpia.han import NOT_FIRST, NOT_LAST, WIDE, has_wide

_NARROW = rf"(?:[^\s{WIDE}{NOT_LAST}{NOT_FIRST}’]|’(?=[A-Za-z]))+"


def cell_len(text: str) -> int:
    """The width of a text in cells."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len as measured

    return measured(text)


def padded(text: str, width: int) -> str:
    """The text with blanks behind it up to a width.

    >>> padded("法律", 6) + "|"
    '法律  |'
    """
    return text + " " * (width - cell_len(text))


def line_breaks(text: str, width: int, first: int | None = None) -> list[int]:
    """Where a text is cut into lines of at most `width` cells, the first of at most `first`: offsets of characters.

    No line begins or ends with a mark that may not stand there; a word that is wider than a line is cut.

    >>> line_breaks("处理，须经同意。", 8)
    [4]
    """
    found, used, room = [], 0, width if first is None else first
    for start, unit in _units(text):
        wide = cell_len(unit.rstrip())
        if used and used + wide > room:
            found.append(start)
            used, room = 0, width
        if wide <= room:
            used += cell_len(unit)
            continue
        for at, character in enumerate(unit, start):
            one = cell_len(character)
            if used and used + one > room and not character.isspace():
                found.append(at)
                used, room = 0, width
            used += one
    return found


def lines(text: str, width: int, first: str, rest: str) -> list[str]:
    """A paragraph in lines of at most `width` cells, behind what its first line and the others begin with."""
    if not has_wide(text):
        return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest)
    text = " ".join(text.split())
    breaks = line_breaks(text, width - cell_len(rest), width - cell_len(first))
    made = (text[start:end].rstrip() for start, end in zip((0, *breaks), (*breaks, len(text)), strict=True))
    return [f"{rest if index else first}{line}" for index, line in enumerate(made)]


def _units(text: str) -> Iterator[tuple[int, str]]:
    """What stands together on a line: a word or a character with the marks that belong to it, and the blanks after."""
    return ((match.start(), match[0]) for match in _unit().finditer(text) if match[0])


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(
        rf"[{NOT_LAST}]*(?:第\d+[a-z]?(?:–\d+)?[条款项段章页]|{_NARROW}|[^\s{NOT_LAST}{NOT_FIRST}])?"
        rf"(?:[{NOT_FIRST}]|’(?![A-Za-z]))*\s*"
    )

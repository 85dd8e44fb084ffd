"""What is pasted, made fit for a field: every line is kept, and nothing is kept that a terminal would obey."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dpia import control_chars
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.tui.messages import PasteAltered

_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Pasted:
    """The text as it goes into the field, and what was done to it."""

    text: str
    joined: int = 0
    """How many lines became one; 0 where none did."""

    removed: int = 0
    """How many control characters and escape sequences were taken out."""

    @property
    def altered(self) -> bool:
        """Whether there is something to say."""
        return bool(self.joined or self.removed)


def pasted(raw: str, joint: str | None) -> Pasted:
    r"""Pasted text for a field. With a `joint` the field has one line: lines are joined by it, and tabs are spaces.

    >>> pasted("a\r\n  b\n", "; ")
    Pasted(text='a; b', joined=2, removed=0)
    """
    text, removed = control_chars.taken_out(_LINE_END.sub("\n", raw))
    if joint is None:
        return Pasted(text, removed=removed)
    text = text.replace("\t", " ")
    if "\n" not in text:
        return Pasted(text, removed=removed)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return Pasted(joint.join(lines), len(lines) if len(lines) > 1 else 0, removed)


def paste_words(pasted: PasteAltered, tr: Translator) -> str:
    """What was done to pasted text, in words."""
    joined, removed = pasted.joined, pasted.removed
    if pasted.refused:
        return tr(N_("Nothing was pasted: there is no field to type in here."))
    parts = []
    if joined:
        parts.append(tr.plural("{count} line was pasted.", "{count} lines were pasted and joined into one.", joined))
    if removed:
        parts.append(
            tr.plural(
                "{count} control character was removed from what was pasted.",
                "{count} control characters were removed from what was pasted.",
                removed,
            )
        )
    return tr.sentences(parts)

"""What people typed, made safe to print: characters that reorder, break or hide text are shown instead of obeyed."""

from __future__ import annotations

import unicodedata

from dpia import control_chars

_WITHOUT_LOSS = {0x2011: "-", 0x2010: "-", 0x00AD: "", 0x200B: "", 0xFEFF: "", 0x2060: ""}
"""Characters that the text face lacks and that lose nothing by it: other hyphens, and what has no width."""


def shown(text: str) -> str:
    """A text in which control characters, and what no typeface can print, are named instead of obeyed or lost.

    >>> shown("a" + chr(0x202E) + "b")
    'a[U+202E]b'
    """
    text = text.translate(_WITHOUT_LOSS)
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"[U+{ord(char):04X}]" if _unprintable(char) else char for char in control_chars.named(text))


def _unprintable(char: str) -> bool:
    """Whether a character is for private use, unassigned, or formats the script of a language that is not ours."""
    category = unicodedata.category(char)
    return category in ("Co", "Cn") or (category == "Cf" and unicodedata.bidirectional(char) != "BN")

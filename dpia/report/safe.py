"""What people typed, made safe to print: characters that reorder, break or hide text are shown instead of obeyed."""

from __future__ import annotations

import unicodedata

_WITHOUT_LOSS = {0x2011: "-", 0x2010: "-", 0x00AD: "", 0x200B: "", 0xFEFF: "", 0x2060: ""}
"""Characters that the text face lacks and that lose nothing by it: other hyphens, and what has no width."""


def shown(text: str) -> str:
    """A text in which control characters, changes of direction and halves of pairs are visible.

    >>> shown("a" + chr(0x202E) + "b")
    'a[U+202E]b'
    """
    text = text.translate(_WITHOUT_LOSS)
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"[U+{ord(char):04X}]" if _must_show(char) else char for char in text)


def _must_show(char: str) -> bool:
    if char in "\n\t":
        return False
    category = unicodedata.category(char)
    if category == "Cf":
        return char in "\u200e\u200f\u061c" or unicodedata.bidirectional(char) != "BN"
    return category in ("Cc", "Cs", "Co", "Cn")

"""Characters and marks of Chinese text: how wide they are, and where no line begins or ends."""

from __future__ import annotations

import re
from functools import cache

WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"

NOT_LAST = "（《〈［【「『“‘"
"""Marks with which no Chinese line ends."""

NOT_FIRST = "，。、；：！？）》〉］】」』”…—"
"""Marks with which no Chinese line begins."""


def has_wide(text: str) -> bool:
    """Whether a character of the text takes two cells."""
    return not text.isascii() and _wide().search(text) is not None


@cache
def _wide() -> re.Pattern[str]:
    return re.compile(f"[{WIDE}]")  # when first needed: it takes milliseconds

"""Where the sentences of a text end, in English, Swedish and Chinese."""

from __future__ import annotations

import re

_END = re.compile(
    r"""[.!?…]+["'”’»)\]]*(?=\s+["'“‘«(\[]?[^\sa-zåäöæøé])"""  # a full stop, unless the next word begins small
    r"""|:(?=\s)"""  # LIX counts what follows a colon as a new sentence
    r"""|(?:[。！？：]|……)+[”’」』）]*"""
    r"""|\n\s*(?=\n|[-*•]\s|\d+[.)]\s)"""  # a paragraph, an item of a list
)
_ABBREVIATION = re.compile(r"(?:^|[\s(（])(?:[Aa]rts?|[Pp]aras?|cf|e\.g|i\.e|vs|ca|bl\.a|t\.ex|s\.k|jfr|kap)\.$")
_BEFORE_NUMBER = re.compile(r"(?:^|[\s(（])(?:[Nn]os?|[Dd]?nr|[Rr]ef|[Pp]rop|pp?|ss?|ch)\.$")
"""Words that end a sentence too, but before no number: "may say no."."""


def ends(text: str, *, at_colons: bool = False) -> list[int]:
    r"""The places behind the sentences of a text, the last one its end.

    Args:
        text: what to look through.
        at_colons: whether a sentence ends at a colon too, as LIX counts.

    >>> ends("See Art. 35. RÅ 2008 ref. 83 is older. Is it due?")
    [12, 38, 49]
    """
    found: list[int] = []
    start = 0
    for match in _END.finditer(text):
        if not at_colons and match[0][0] in ":：":
            continue
        sentence, after = text[start : match.end()], text[match.end() :].lstrip()[:1]
        if _ABBREVIATION.search(sentence) or (after.isdigit() and _BEFORE_NUMBER.search(sentence)):
            continue
        found.append(match.end())
        start = match.end()
    return [*found, len(text)] if not found or found[-1] < len(text) else found

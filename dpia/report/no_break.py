"""Where no line may end: within a citation, a number, or the number of a document."""

from __future__ import annotations

import re

JOINER = "\u2060"
"""The word joiner: it prints nothing, and no line ends at it."""

_PINPOINT = re.compile(
    r"\b([Aa]rts?\.?|[Aa]rtikel|[Aa]rtiklarna|[Pp]aras?\.?|p\.|[Pp]unkt(?:erna)?|[Ss]käl|[Rr]ecitals?|ch\.|s\."
    r"|[Cc]ase no\.|No\.|nr|[Dd]nr\.?|kap\.|§§?) (?=[\d(§A-Z])"
    r"|\b(note?|ref\.|prop\.|bet\.|SFS|SOU|RÅ|HFD|NJA|WP) (?=\d)"
    r"|(?<=\d) (?=kap\.|§)|(?<=kap\.) (?=\d)|(?:(?<=\d\.\d)|(?<=\.\d\d)) (?=[a-z]\b)"
    r"|(?<=\d) (?=\d{3}(?!\d))|(?<=\S) (?=…)"
)
"""Where a citation may not be parted from its number, nor a number in itself: "Art. 9", "3 kap. 3 §", "200 000"."""

_TOKEN = re.compile(r"[!-~–]+")
_FULL = 24
"""Characters of a number that is kept in one line. A longer one ends a line after a mark, as an address does."""

_MARK = re.compile(
    r"(?<=[A-Za-z][.:])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z)][/–-])(?=[0-9A-Za-z(])|(?<=[0-9A-Za-z]\))(?=[0-9A-Za-z(])"
)
"""Behind a mark within the number of a document: "EU:C:", "rev.", "2016/", "35(3)"."""


def unbroken(text: str) -> str:
    r"""A text whose citations and numbers are not parted at the end of a line.

    >>> unbroken("by Art. 9(2)(g) and 3 kap. 3 §").split(" ")
    ['by', 'Art.\xa09(2)(g)', 'and', '3\xa0kap.\xa03\xa0§']
    >>> unbroken("enligt art. 5.1 c och skäl 43, not 12").split(" ")
    ['enligt', 'art.\xa05.1\xa0c', 'och', 'skäl\xa043,', 'not\xa012']
    >>> unbroken("1 200 000 kronor, den 5 mars 2024").split(" ")
    ['1\xa0200\xa0000', 'kronor,', 'den', '5', 'mars', '2024']
    >>> unbroken("RÅ 2008 ref. 83 and WP 248 rev.01").split(" ")
    ['RÅ\xa02008', 'ref.\xa083', 'and', 'WP\xa0248', 'rev.01']
    """
    return _PINPOINT.sub(lambda found: f"{found[1] or found[2] or ''}\u00a0", text)


def joined(text: str) -> str:
    r"""A text in which no line ends behind a mark within the number of a document, unless the number is long.

    >>> joined("EU:C:2019:1064 and WP248 rev.01").split(JOINER)
    ['EU:', 'C:', '2019:1064 and WP248 rev.', '01']
    >>> joined("Art. 35(3)(b), https://example.org/a?b=1, decision-making").split(JOINER)
    ['Art. 35(3)', '(b), https://example.org/a?b=1, decision-making']
    """
    return _TOKEN.sub(lambda found: _joined(found[0]), text)


def _joined(token: str) -> str:
    bare = token.strip("()[],.;:")
    if len(bare) > _FULL or not any(map(str.isdigit, bare)):
        return token
    return _MARK.sub(JOINER, token)

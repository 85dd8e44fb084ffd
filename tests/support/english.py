"""English of the program and of the content, found in a text that is in another language."""

from __future__ import annotations

import re
from functools import cache

from dpia.content.loader import load_pack
from dpia.content.texts import texts_of
from dpia.translation.program import program_messages

LONG_ENOUGH = 20
"""Characters of English that nobody types by chance."""

CITED = re.compile(r"\.cite$|pinpoint$")


@cache
def english() -> frozenset[str]:
    """Every piece of English between two names in braces that is long enough to be told from an answer."""
    every = list(texts_of(load_pack().content))
    texts = {text.english for text in every if not CITED.search(text.place)}
    cited = "\n".join(
        text.english for text in every if CITED.search(text.place)
    )  # the made-up language cites in English
    texts |= {part for message in program_messages() for part in ([message] if isinstance(message, str) else message)}
    pieces = (piece.strip() for text in texts for piece in re.split(r"\{[^{}]*\}|%\S+|\s*\n\s*|\*\*|`", text))
    return frozenset(piece for piece in pieces if len(piece) >= LONG_ENOUGH and piece not in cited)


def left_in(text: str) -> list[str]:
    flat = " ".join(re.sub(r"^\s*[>|]", "", line).strip() for line in text.splitlines())
    return sorted(piece for piece in english() if piece in flat)

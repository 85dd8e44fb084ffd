"""Finding authorities by words, article, id or family, in any language that they carry."""

from __future__ import annotations

import re
import unicodedata

from dpia.content.authority import Authority
from dpia.content.pack import Pack


def find_authorities(
    pack: Pack, query: str, *, family: str | None = None, regime: str | None = None
) -> list[Authority]:
    """The authorities that hold every word of the query, best first: id, then citation, then statement."""
    words = [word for word in re.split(r"[\s,;]+", fold(query)) if word]
    ranked = []
    for index, authority in enumerate(pack.content.authorities):
        if (family is not None and family not in authority.families) or (
            regime is not None and authority.regime != regime
        ):
            continue
        name = fold(authority.id)
        cite = fold(" ".join(authority.cite.values()))
        rest = fold(
            " ".join(
                (*authority.statement.values(), *authority.families, *authority.identifiers.values(), authority.notes)
            )
        )
        if not all(word in name or word in cite or word in rest for word in words):
            continue
        score = sum(0 if name == word else 1 if word in name else 2 if word in cite else 3 for word in words)
        ranked.append((score, index, authority))
    return [authority for _, _, authority in sorted(ranked, key=lambda item: item[:2])]


def fold(text: str) -> str:
    """Text for comparing: without case and accents ("ÄRENDE" = "arende"), Chinese unchanged."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))

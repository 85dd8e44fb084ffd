"""The ids of variants of a row (`dpia.engine.overrides`): which row it is, and which row it takes cells from."""

from __future__ import annotations

_BETWEEN = "~"  # no id of a row holds it


def variant_id(row: str, source: str) -> str:
    """The id of the variant of a row that takes cells from another."""
    return f"{row}{_BETWEEN}{source}"


def own_id(row: str) -> str:
    """The id of the row that people answered for."""
    return row.partition(_BETWEEN)[0]


def source_id(row: str) -> str:
    """The id of the row that cells are taken from; empty for a row that is no variant."""
    return row.partition(_BETWEEN)[2]

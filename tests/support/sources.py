"""Answers files of the tests, each read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dpia.content.source import Source, parse, read_text


@cache
def source(path: Path) -> Source:
    """An answers file with its places; nobody may change what it holds."""
    return parse(read_text(path), path.name)

"""Where the things with an id stand in the files of a content folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dpia.content.loader import ContentFolder
from dpia.content.source import Source
from dpia.errors import Problem

Where = tuple[str, str]
"""A thing: its kind and its id."""

Path_ = tuple[object, ...]
"""A place inside a thing: keys and numbers of list items."""


class Places:
    """The file and the position of each thing."""

    def __init__(self, folder: ContentFolder) -> None:
        self._places: dict[Where, tuple[Source, Path_]] = {}
        for kind, source in folder.sources([]):
            for thing, place in _entries(kind, source.data):
                self._places.setdefault(thing, (source, place))

    def file(self, where: Where) -> str:
        """The file in which a thing stands first; empty if it stands nowhere."""
        source, _ = self._places.get(where, (None, ()))
        return source.file if source is not None else ""

    def part(self, where: Where, key: str) -> Source | None:
        """What stands under a key of a thing, with its positions; None if the thing stands nowhere."""
        source, base = self._places.get(where, (None, ()))
        return source.part((*base, key)) if source is not None else None

    def problem(self, where: Where, path: Path_, code: str, message: str, hint: str = "", **params: object) -> Problem:
        """A problem with a thing, at a place inside it."""
        source, base = self._places.get(where, (None, ()))
        if source is None:
            return Problem(code, message, where[1], hint=hint, params=params)
        return source.problem((*base, *path), code, message, hint, **params)


def _entries(kind: str, data: Any) -> Iterator[tuple[Where, Path_]]:
    """The things of a file, each with its place."""
    if kind == "authorities":
        for key in ("authorities", "instruments"):
            for index, entry in enumerate(data.get(key, [])):
                yield (key, entry["id"]), (key, index)
    elif isinstance(data, list):
        for index, entry in enumerate(data):
            if isinstance(entry, dict) and "id" in entry:
                yield (kind, entry["id"]), (index,)
            elif kind == "migrations":  # they have no id
                yield (kind, str(index)), (index,)
    elif isinstance(data, dict):
        yield (kind, data.get("id", kind)), ()  # the layout of the report has no id

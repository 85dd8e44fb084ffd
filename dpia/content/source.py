"""YAML text to plain data with positions: YAML 1.2, nothing guessed, duplicate keys and aliases refused.

Only `true`, `false`, `null`, integers and decimal numbers are typed; everything else, dates included, stays text until
a model says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dpia.errors import Problem, ProblemsFound
from dpia.paths import TooLarge, read_plain

SIZE_LIMIT = 5_000_000
"""Bytes. A hundred times the largest honest file; more is refused before it is parsed."""

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Source:
    """The data of a YAML file and the position (line, column, from 1) of every node in it."""

    file: str
    data: Any
    positions: dict[Path_, tuple[int, int]] = field(default_factory=dict, repr=False)

    def problem(self, path: Sequence[object], code: str, message: str, hint: str = "", **params: object) -> Problem:
        """A problem at a place in the data.

        The path may hold parts that are not in the file (pydantic adds names of union members): they are skipped.
        """
        known: Path_ = ()
        for part in path:
            step = (*known, part)
            if step in self.positions:
                known = step  # type: ignore[assignment]
        line, column = self.positions.get(known, (1, 1))
        return Problem(code, message, self.file, line, column, hint, dict(params))

    def part(self, path: Sequence[object]) -> Source:
        """What stands at a place, as a source of its own; its positions are those in the file."""
        data: Any = self.data
        for step in path:
            data = data[step]
        base = tuple(path)
        inner = {place[len(base) :]: at for place, at in self.positions.items() if place[: len(base)] == base}
        return Source(self.file, data, inner)


def read_text(path: Path, *, limit: int = SIZE_LIMIT) -> str:
    """The text of a file. Raises ProblemsFound for a missing, oversized, unreadable or non-UTF-8 file or a folder."""
    name = str(path)
    try:
        return read_plain(path, limit).decode("utf-8-sig")
    except IsADirectoryError:
        raise ProblemsFound([Problem("is-a-folder", "This is a folder, not a file.", name)]) from None
    except TooLarge:
        message, hint = "The file is larger than {limit} bytes.", "Is it the right file?"
        raise ProblemsFound([Problem("too-large", message, name, hint=hint, params={"limit": limit})]) from None
    except FileNotFoundError:
        raise ProblemsFound(
            [Problem("not-found", "There is no such file.", name, hint="Check the name and the folder.")]
        ) from None
    except UnicodeDecodeError as error:
        params: dict[str, object] = {"position": error.start}
        message = "The file is not UTF-8 text (byte {position})."
        raise ProblemsFound([Problem("not-text", message, name, hint="Save it as UTF-8.", params=params)]) from None
    except OSError as error:
        params = {"reason": error.strerror or str(error)}
        raise ProblemsFound(
            [Problem("unreadable", "The file cannot be read: {reason}.", name, params=params)]
        ) from None


def parse(text: str, file: str) -> Source:
    """Parse one YAML document. Raises ProblemsFound with every problem that can be told apart."""
    from dpia.content.yaml_reader import YamlReader  # not at the top: most runs find the content compiled

    reader = YamlReader(file)
    return Source(file, reader.read(text), reader.positions)

"""YAML text to plain data with positions: YAML 1.2, nothing guessed, duplicate keys and aliases refused.

Only `true`, `false`, `null`, integers and decimal numbers are typed; everything else, dates included, stays text until
a model says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dpia.errors import Problem, ProblemsFound

SIZE_LIMIT = 5_000_000
"""Bytes. A hundred times the largest honest file; more is refused before it is parsed."""

DEPTH_LIMIT = 60
"""Levels of nesting; hand-written content stays below fifteen."""

_INT = re.compile(r"^-?(0|[1-9][0-9]*)$")
_FLOAT = re.compile(r"^-?(0|[1-9][0-9]*)\.[0-9]+$")

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
        if path.is_dir():
            raise ProblemsFound([Problem("is-a-folder", "This is a folder, not a file.", name)])
        if path.stat().st_size > limit:
            hint = "Is it the right file?"
            raise ProblemsFound(
                [
                    Problem(
                        "too-large", "The file is larger than {limit} bytes.", name, hint=hint, params={"limit": limit}
                    )
                ]
            )
        return path.read_bytes().decode("utf-8-sig")
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
    import yaml  # not at the top: most runs find the content compiled

    # The parser in C where the wheel has it is six times as fast. Only its nodes are used, never its typing of values.
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_aliases_and_depth(yaml, loader, text, file)
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = " ".join(str(part) for part in (error.context, error.problem) if part)
        hint = "Indent with spaces, not tabs." if _has_tab(text, line) else ""
        raise ProblemsFound(
            [Problem("yaml", "Not valid YAML: {reason}.", file, line, column, hint, {"reason": reason})]
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        params = {"reason": str(error).splitlines()[0] if str(error) else type(error).__name__}
        raise ProblemsFound([Problem("yaml", "Not valid YAML: {reason}.", file, 1, 1, params=params)]) from None
    if node is None:
        raise ProblemsFound([Problem("empty", "The file is empty.", file, 1, 1)])
    problems: list[Problem] = []
    positions: dict[Path_, tuple[int, int]] = {}
    data = _plain(node, (), file, positions, problems)
    if problems:
        raise ProblemsFound(problems)
    return Source(file, data, positions)


def _refuse_aliases_and_depth(yaml: Any, loader: Any, text: str, file: str) -> None:
    """Aliases could make a small file enormous, and deep nesting could exhaust the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        mark = event.start_mark
        place: tuple[str, int, int] = (file, mark.line + 1, mark.column + 1) if mark else (file, 1, 1)
        if isinstance(event, yaml.AliasEvent):
            raise ProblemsFound(
                [Problem("alias", "Aliases (*name) are not allowed.", *place, hint="Write the value out.")]
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH_LIMIT:
            raise ProblemsFound([Problem("too-deep", "Nested too deeply.", *place)])


def _has_tab(text: str, line: int) -> bool:
    """Whether the line, or the one before it, is indented with a tab."""
    lines = text.splitlines()[max(line - 2, 0) : line]
    return any("\t" in each[: len(each) - len(each.lstrip())] for each in lines)


def _plain(node: Any, path: Path_, file: str, positions: dict[Path_, tuple[int, int]], problems: list[Problem]) -> Any:
    positions[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if node.id == "mapping":
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if key_node.id == "scalar" else str(key_node.value)
            mark = key_node.start_mark
            if key in result:
                hint = "Keep one of them."
                problems.append(
                    Problem(
                        "duplicate-key",
                        "The key “{key}” occurs twice.",
                        file,
                        mark.line + 1,
                        mark.column + 1,
                        hint,
                        {"key": key},
                    )
                )
            result[key] = _plain(value_node, (*path, key), file, positions, problems)
            positions[(*path, key)] = (mark.line + 1, mark.column + 1)
        return result
    if node.id == "sequence":
        return [_plain(item, (*path, index), file, positions, problems) for index, item in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: Any) -> Any:
    text = node.value
    if node.style in ("'", '"', "|", ">"):
        return text
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "~", "null"):
        return None
    if _INT.match(text) and len(text) < 19:
        return int(text)
    if _FLOAT.match(text) and len(text) < 40:
        return float(text)
    return text

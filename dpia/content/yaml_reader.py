"""One YAML document to plain data with positions: one pass over the events of the parser.

Imported only where YAML is read: most runs find the content compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from dpia.errors import Problem, ProblemsFound, cut
from dpia.i18n_marks import N_
from dpia.syntax_words import yaml_words

DEPTH_LIMIT = 60
"""Levels of nesting; hand-written content stays below fifteen."""

NODES_LIMIT = 30_000
"""Keys, values and lists in one file: six times as many as the largest honest file has."""

Path_ = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C, where the wheel has it, is six times as fast. Only its events are used, never its types."""

_INT = re.compile(r"^-?(0|[1-9][0-9]*)$")
_FLOAT = re.compile(r"^-?(0|[1-9][0-9]*)\.[0-9]+$")


class YamlReader:
    """Reads one document; `positions` are then those (line, column, from 1) of every node, by its path.

    Aliases could make a small file enormous and deep nesting could exhaust the stack: both are refused as they come.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.positions: dict[Path_, tuple[int, int]] = {}
        self._duplicates: list[Problem] = []
        self._events: Iterator[Any] = iter(())

    def read(self, text: str) -> Any:
        """The data of the one document. Raises ProblemsFound: every duplicate key, otherwise the first fault."""
        try:
            self._events = yaml.parse(text, Loader=_LOADER)
            data = self._document()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            reason = " ".join(str(part) for part in (error.context, error.problem) if part)
            hint = "Indent with spaces, not tabs." if _has_tab(text, place[0]) else ""
            raise self._invalid(place, yaml_words(reason), hint) from None
        except (yaml.YAMLError, ValueError) as error:
            at = getattr(error, "position", 0)  # of a sign that no text may have; the reader counts signs or bytes
            line, start = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at)
            raise self._invalid((line, at - start), yaml_words(str(error))) from None
        if self._duplicates:
            raise ProblemsFound(self._duplicates)
        return data

    def _document(self) -> Any:
        next(self._events)  # the beginning of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise ProblemsFound([Problem("empty", "The file is empty, or has nothing but comments.", self.file, 1, 1)])
        data = self._node(next(self._events), ())
        next(self._events)  # the end of the document
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._invalid(_place(after), N_("Not valid YAML: there is a second document."))
        return data

    def _node(self, event: Any, path: Path_) -> Any:
        self.positions[path] = _place(event)
        if len(self.positions) > NODES_LIMIT:
            message, hint = "The file has more than {limit} entries.", "Is it the right file?"
            raise ProblemsFound([Problem("too-many", message, self.file, *_place(event), hint, {"limit": NODES_LIMIT})])
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        self._refuse_alias(event)
        if len(path) >= DEPTH_LIMIT:
            raise ProblemsFound([Problem("too-deep", "Nested too deeply.", self.file, *_place(event))])
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._sequence(path)

    def _sequence(self, path: Path_) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._node(event, (*path, len(found))))
        return found

    def _mapping(self, path: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            self._refuse_alias(event)
            place = _place(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise self._invalid(place, N_("Not valid YAML: a key must be text."))
            key = event.value
            if key in found:
                message, hint = "The key “{key}” occurs twice.", "Keep one of them."
                self._duplicates.append(Problem("duplicate-key", message, self.file, *place, hint, {"key": cut(key)}))
            found[key] = self._node(next(self._events), (*path, key))
            self.positions[*path, key] = place
        return found

    def _refuse_alias(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            message, hint = "Aliases (*name) are not allowed.", "Write the value out."
            raise ProblemsFound([Problem("alias", message, self.file, *_place(event), hint)])

    def _invalid(self, place: tuple[int, int], message: str, hint: str = "") -> ProblemsFound:
        return ProblemsFound([Problem("yaml", message, self.file, *place, hint)])


def _place(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _has_tab(text: str, line: int) -> bool:
    """Whether the line, or the one before it, is indented with a tab."""
    lines = text.splitlines()[max(line - 2, 0) : line]
    return any("\t" in each[: len(each) - len(each.lstrip())] for each in lines)


def _scalar(event: Any) -> Any:
    """`true`, `false`, `null`, integers and decimal numbers; everything else, and all that is quoted, is text."""
    text = event.value
    if event.style in ("'", '"', "|", ">"):
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

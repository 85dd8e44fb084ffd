"""The strings of the program: read off its syntax, as a Babel extraction method (`babel.cfg`).

Babel's own method for Python misses an argument that is chosen (`tr(N_("a") if x else N_("b"))`) and knows nothing of
errors, whose messages are templates that a front end passes through the catalogue.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

MARKED = ("tr", "N_", "tell")
"""Calls whose first argument is a message: `tr` under any owner, the mark for later, and a line beside the result."""

ERRORS = ("UserError", "AnswerError", "Problem", "NotShown")
"""Errors: every argument that is a sentence by itself, and `hint`."""

TEMPLATES = ("message", "hint")
"""Names to which a template of an error is given before the error is made."""

NOT_READ = ("lint/", "translation/")
"""Folders whose messages stay English: they speak to those who write the English content, or who translate it."""

Extracted = tuple[int, str, "str | tuple[str, str]", list[str]]
"""Line, function, message or singular and plural, comments: what Babel takes."""


def extract(file: BinaryIO, keywords: object, comment_tags: object, options: Mapping[str, Any]) -> Iterator[Extracted]:
    """The messages of one file, in order."""
    found = list(_messages(ast.parse(file.read())))
    yield from sorted(found, key=lambda message: message[0])


def program_messages(root: Path | None = None) -> dict[str | tuple[str, str], tuple[str, ...]]:
    """The messages of the whole program, each with the files that have it; both sorted."""
    package = root or Path(__file__).parent.parent
    places: dict[str | tuple[str, str], set[str]] = {}
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        if name.startswith(NOT_READ):
            continue
        with path.open("rb") as stream:
            for _, _, message, _ in extract(stream, (), (), {}):
                places.setdefault(message, set()).add(f"dpia/{name}")
    plurals = {message[0] for message in places if isinstance(message, tuple)}
    return {
        message: tuple(sorted(files))
        for message, files in sorted(places.items(), key=lambda item: (min(item[1]), str(item[0])))
        if message not in plurals
    }


def _messages(tree: ast.AST) -> Iterator[Extracted]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            yield from _of_assignment(node.targets[0], node.value)


def _of_call(node: ast.Call) -> Iterator[Extracted]:
    name = _name(node.func)
    if name in ("plural", "NN_") and len(node.args) >= 2:
        pair = [text for one in node.args[:2] for _, text in _texts(one)]
        if len(pair) == 2:
            yield node.lineno, "plural", (pair[0], pair[1]), []
    elif name in MARKED or (isinstance(node.func, ast.Call) and _name(node.func.func) == "Translator"):
        yield from ((line, "tr", text, []) for argument in node.args[:1] for line, text in _texts(argument))
    elif name in ERRORS:
        given = [*node.args, *(one.value for one in node.keywords if one.arg == "hint")]
        for argument in given:
            yield from ((line, "tr", text, []) for line, text in _texts(argument) if _is_sentence(text))


def _of_assignment(target: ast.expr, value: ast.expr) -> Iterator[Extracted]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=False):
            yield from _of_assignment(one, its)
    elif isinstance(target, ast.Name) and target.id in TEMPLATES:
        yield from ((line, "tr", text, []) for line, text in _texts(value))


def _texts(node: ast.expr) -> Iterable[tuple[int, str]]:
    """The constant texts that an expression may come to. A nested call speaks for itself."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.lineno, node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.Call) and _name(node.func) == "N_" and node.args:
        yield from _texts(node.args[0])


def _is_sentence(text: str) -> bool:
    """Whether it is for a person: a code or a field has no blank."""
    return " " in text


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""

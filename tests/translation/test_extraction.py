"""What the program says is extracted: every message that stands in the code reaches the translators."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import dpia
from dpia.translation.program import program_messages

PACKAGE = Path(dpia.__file__).parent


def test_every_message_of_an_error_is_among_those_to_be_translated():
    messages = program_messages()
    for text in (
        "A table takes at most {limit} rows.",
        "There is no option {found}.",
        "Stopped. Every answer committed so far is saved.",
    ):
        assert text in messages
    assert ("{count} blocker", "{count} blockers") in messages
    assert ("{count} gap in the assessment", "{count} gaps in the assessment") in messages, "marked by NN_"


def test_the_forms_of_every_number_are_extracted():
    """They stand in the call itself, or `NN_` marks them in the same function."""
    assert [place for path in sorted(PACKAGE.rglob("*.py")) for place in unmarked(path)] == []


def test_unmarked_forms_would_be_found(tmp_path):
    path = tmp_path / "a.py"
    path.write_text('def f(tr, n):\n    one, many = "{count} a", "{count} b"\n    return tr.plural(one, many, n)\n')
    assert list(unmarked(path)) == ["a.py:3"]


def unmarked(path: Path) -> Iterator[str]:
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        marked = any(isinstance(call.func, ast.Name) and call.func.id == "NN_" for call in calls)
        for call in calls:
            if isinstance(call.func, ast.Attribute) and call.func.attr == "plural":
                stated = len(call.args) > 2 and all(isinstance(one, ast.Constant) for one in call.args[:2])
                if not stated and not (marked and isinstance(call.args[0], ast.Starred)):
                    yield f"{path.name}:{call.lineno}"


def test_lists_of_words_are_joined_as_the_language_does():
    """No list that people read is joined by an English comma or semicolon: `listed`, `series` and `join` do it.

    Messages of errors that name ids, options of the command line and files are no prose.
    """
    english = {'"; ".join(', "'; '.join(", 'Run("; ")', 'Run(", ")'}
    rooms = ("wording", "report/parts", "tui", "plain", "register")
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for room in rooms
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if any(one in line for one in english)
    ]
    assert found == []

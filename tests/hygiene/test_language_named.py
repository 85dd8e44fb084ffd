"""Whoever makes a translator names the language: only what runs before one is chosen may fall back on English."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dpia.errors import UserError
from dpia.i18n import PSEUDO, Phrase, Translator, explain
from dpia.tui.keymap import load

PROGRAM = Path(__file__).parents[2] / "dpia"
BEFORE_ONE_IS_CHOSEN = {"cli/language.py"}


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a name, with the file in which it is."""
    for path in sorted(PROGRAM.rglob("*.py")):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if f"{name}(" in text else ():
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                yield path.relative_to(PROGRAM).as_posix(), node


def test_no_translator_without_a_language():
    found = [(where, call.lineno) for where, call in calls("Translator") if not call.args]
    assert {where for where, _ in found} == BEFORE_ONE_IS_CHOSEN, found


def test_a_command_of_ours_that_speaks_is_told_in_which_language():
    silent = [
        (where, call.lineno)
        for where, call in calls("own_command")
        if not any(word.arg == "module" for word in call.keywords)
        and not any(word in ast.unparse(call) for word in ("--lang", "said_in", "passed_on"))
    ]
    assert silent == []


def test_what_is_wrong_with_a_file_of_keys_is_said_in_the_language_at_hand(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('[keys]\nundoo = "f9"')
    with pytest.raises(UserError, match="undoo") as wrong:
        load(path)
    said = explain(wrong.value, Translator(PSEUDO))
    assert "ñö" not in said
    assert "thére ïs" not in said
    assert "îs nö cömmànd “undoo”" in said
    assert "there is" not in said
    assert "“undo”" in said


def test_a_part_of_a_message_is_said_in_its_language():
    part = Phrase(lambda tr: tr("of it"))
    assert f"{part}" == str(part) == "of it"
    assert part.say(Translator(PSEUDO)) == "⟦öf ît⟧"

"""What is wrong in a broken file is said in words of our own, with the place: never in those of a parser."""

from __future__ import annotations

import json

import pytest
import yaml
from support.command import assert_one_message, dpia

from dpia import syntax_words
from dpia.content import yaml_reader
from dpia.errors import ProblemsFound, UserError
from dpia.storage.document import parse_document
from dpia.tui import keymap

JSON = ['{"a": "b', '{"a": "b\nc"}', '{"a": "\\q"}', "{} {}", "{a: 1}", '{"a" 1}', '{"a": 1 "b": 2}', '{"a": }', ""]
YAML = [
    'a: "b', 'a: "\\q"', "a: b: c", "a: b\nc\nd: e", "a: [1, 2", "a: {b: 1", "- a\nb: c", "a:\n  b: 1\n c: 2", "a: @b",
    "a: `b", "a: !x!y b", "a: & b", "a: * b", "a: | b\n", "a: 1\n--- \nb: 2", "\ta: 1", "? [a]\n: b",
    "a: - b", "]", "a: 'b\n", "x: \x01",
]  # fmt: skip
SAID = ("Expecting", "expected", "found", "token", "starting at", "scalar", "mapping", "while", "delimiter", "starting")


@pytest.mark.parametrize("text", JSON)
def test_json(text):
    with pytest.raises(json.JSONDecodeError) as parser:
        json.loads(text)
    with pytest.raises(UserError) as ours:
        parse_document(text.encode(), "a.dpia.json")
    at = f"a.dpia.json is not complete JSON: line {parser.value.lineno}, column {parser.value.colno}: "
    assert str(ours.value).startswith(at), str(ours.value)
    assert syntax_words.json_words(parser.value.msg) != syntax_words._ANY_JSON
    assert not any(word in str(ours.value) for word in SAID)


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml_reader._LOADER], ids=["python", "c"])
@pytest.mark.parametrize("text", YAML)
def test_yaml(text, loader, monkeypatch):
    monkeypatch.setattr(yaml_reader, "_LOADER", loader)
    with pytest.raises(ProblemsFound) as ours:
        yaml_reader.YamlReader("a.yaml").read(text)
    [problem] = ours.value.problems
    assert problem.line >= 1
    assert problem.column >= 1
    assert problem.text.startswith("Not valid YAML: ")
    assert problem.text != syntax_words._ANY_YAML
    assert not any(word in problem.text for word in SAID), problem.text


@pytest.mark.parametrize(
    ("text", "place"), [("[keys]\nundo = f9", ":2: this is no TOML, from column 8"), ("[keys", "ends before")]
)
def test_toml_is_said_without_a_terminal_too(text, place, tmp_path, monkeypatch):
    (tmp_path / "config.toml").write_text(text)
    with pytest.raises(UserError) as error:
        keymap.load(tmp_path / "config.toml")
    assert place in str(error.value)


def test_open_without_a_terminal_says_what_is_wrong_in_the_keys(tmp_path, monkeypatch):
    monkeypatch.setenv("DPIA_CONFIG_DIR", str(tmp_path))
    (tmp_path / "config.toml").write_text("[keys]\nundo = f9")
    assert dpia("new", tmp_path / "a.dpia.json").returncode == 0
    assert_one_message(dpia("open", tmp_path / "a.dpia.json"), "config.toml:2", "TOML")
    (tmp_path / "config.toml").unlink()
    assert_one_message(dpia("open", tmp_path / "a.dpia.json"), "needs a terminal")

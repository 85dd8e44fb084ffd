"""What parsers say of broken JSON, YAML and TOML, in sentences of our own, which can be translated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dpia.i18n_marks import N_

_JSON = (
    ("Unterminated string", N_("{path} is not complete JSON: line {line}, column {column}: this text is not ended.")),
    ("Invalid control", N_("{path} is not complete JSON: line {line}, column {column}: a text holds a control sign.")),
    ("escape", N_("{path} is not complete JSON: line {line}, column {column}: a wrong sign after a backslash.")),
    ("Extra data", N_("{path} is not complete JSON: line {line}, column {column}: something stands after its end.")),
    ("property name", N_("{path} is not complete JSON: line {line}, column {column}: a quoted name should be here.")),
    ("':'", N_("{path} is not complete JSON: line {line}, column {column}: a colon should stand here.")),
    ("','", N_("{path} is not complete JSON: line {line}, column {column}: a comma or an end should stand here.")),
    ("trailing comma", N_("{path} is not complete JSON: line {line}, column {column}: a comma stands before an end.")),
    ("Expecting value", N_("{path} is not complete JSON: line {line}, column {column}: a value should stand here.")),
)
_ANY_JSON = N_("{path} is not complete JSON: line {line}, column {column}.")

_YAML = (
    ("while scanning a quoted scalar", N_("Not valid YAML: a quotation mark is not closed.")),
    ("escape", N_("Not valid YAML: after a backslash stands what may not stand there; take single quotation marks.")),
    ("mapping values are not allowed", N_("Not valid YAML: a colon stands where none may; quote a text that has one.")),
    ("expected ':'", N_("Not valid YAML: after a name a colon is missing.")),
    ("flow", N_("Not valid YAML: a list in [ ] or { } is not closed, or lacks a comma.")),
    ("expected '-'", N_("Not valid YAML: a line of a list does not begin with “- ”, or is indented otherwise.")),
    ("block collection", N_("Not valid YAML: a line of a list does not begin with “- ”, or is indented otherwise.")),
    ("block entr", N_("Not valid YAML: “- ” stands where no list may begin.")),
    ("block sequence", N_("Not valid YAML: “- ” stands where no list may begin.")),
    ("block mapping", N_("Not valid YAML: this line is indented wrongly, or has no colon.")),
    ("cannot start any token", N_("Not valid YAML: a word may not begin with this sign; quote it.")),
    ("tag", N_("Not valid YAML: a word may not begin with “!”; quote it.")),
    ("anchor", N_("Not valid YAML: a word may not begin with “&”; quote it.")),
    ("alias", N_("Not valid YAML: a word may not begin with “*”; quote it.")),
    ("block scalar", N_("Not valid YAML: after “|” or “>” the text begins on the next line.")),
    ("document", N_("Not valid YAML: here the one document that the file may have is over.")),
    ("directive", N_("Not valid YAML: a word may not begin with “%”; quote it.")),
    ("sequence entries", N_("Not valid YAML: “- ” stands where no list may begin.")),
    ("node content", N_("Not valid YAML: a value should stand here.")),
    ("character", N_("Not valid YAML: it holds a sign that no text may have.")),
)
_ANY_YAML = N_("Not valid YAML: this line cannot be read.")

_AT = re.compile(r"\(at line (\d+), column (\d+)\)$")


def json_words(said: str) -> str:
    """The sentence for what the JSON parser said; to be filled in with `path`, `line` and `column`."""
    return _found(_JSON, said, _ANY_JSON)


def yaml_words(said: str) -> str:
    """The sentence for what a YAML parser said (that in C and that in Python say much the same)."""
    return _found(_YAML, said, _ANY_YAML)


def toml_place(said: str) -> tuple[int, int] | None:
    """Line and column that the TOML parser names; None for the end of the file."""
    found = _AT.search(said)
    return (int(found[1]), int(found[2])) if found is not None else None


def _found(table: Sequence[tuple[str, str]], said: str, otherwise: str) -> str:
    return next((sentence for part, sentence in table if part in said), otherwise)

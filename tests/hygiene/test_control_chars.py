"""Characters that act instead of being read: one definition, the same at every edge."""

from __future__ import annotations

import ast
import io
import json
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from support.toy import toy_pack

import dpia
from dpia import control_chars
from dpia.assessment.answers import AnswerError, read_value
from dpia.cli import output
from dpia.content.question import Question
from dpia.i18n import Translator
from dpia.report.safe import shown
from dpia.tui.widgets.text import clean, harmless, plain

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
HARMFUL = [char for char in EVERY if control_chars.find(char)]
TEXT = Question(id="form.text", type="text", text="Text", not_applicable=False)


def test_what_they_are():
    """By the categories and classes of Unicode, not by a list that was copied."""
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    marks = {"LEFT-TO-RIGHT MARK", "RIGHT-TO-LEFT MARK", "ARABIC LETTER MARK"}
    expected = {
        char
        for char in EVERY
        if (unicodedata.category(char) == "Cc" and char not in "\n\t")
        or unicodedata.category(char) == "Cs"
        or unicodedata.bidirectional(char) in turning
        or unicodedata.name(char, "") in marks
    }
    assert set(HARMFUL) == expected
    assert len(HARMFUL) == 65 - 2 + 9 + 3 + 2048


def test_no_edge_lets_one_through(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", stream)
    for char in HARMFUL:
        text = f"a{char}b"
        if char == "\r":
            assert read_value(TEXT, {"text": text}).value == "a\nb", "it ends a line, as some systems write it"
        else:
            with pytest.raises(AnswerError) as error:
                read_value(TEXT, {"text": text})
            assert error.value.code == "control-character"
        output.out(text)
        output.say(text)
        output.out_json({text: text})
        for made in (clean(text), plain(text).plain, shown(text)):
            assert not control_chars.find(made), f"U+{ord(char):04X}"
    assert not control_chars.find(stream.getvalue())
    stream.getvalue().encode()


WRITERS = {"sys.stdout.write", "sys.stderr.write", "print", "os.write"}
SHOWING = {
    "Content",
    "Content.from_markup",
    "Text",
    "Text.from_markup",
    "Static",
    "Label",
    "self.notify",
    "self.app.notify",
}
ALLOWED = {
    ("cli/output.py", "sys.stdout.write"),
    ("cli/output.py", "sys.stderr.write"),
    ("tui/app.py", "sys.stderr.write"),  # the last sentence after the screen is gone, through `replaced`
    ("__main__.py", "sys.stdout.write"),  # the version, without our own modules
    ("tui/base_app.py", "self.notify"),  # a sentence of the catalogue
    ("tui/dialog_app.py", "self.notify"),  # through `clean`
}  # fmt: skip


def test_every_edge_is_one_that_was_looked_at():
    """Whoever writes to the terminal, or shows words in it, does so through the modules that replace such characters."""
    root, found = Path(dpia.__file__).parent, set()
    for path in root.rglob("*.py"):
        name = path.relative_to(root).as_posix()
        text = path.read_text("utf-8")
        if not name.startswith("tui/") and not any(writer in text for writer in WRITERS):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                call = ast.unparse(node.func)
                constant = all(isinstance(argument, ast.Constant | ast.BinOp) for argument in node.args)
                if call in WRITERS or (call in SHOWING and name.startswith("tui/") and not constant):
                    found.add((name, call))
    assert found == ALLOWED


def test_the_last_sentence_after_a_bug_goes_through_it_too(monkeypatch):
    from dpia.tui import app

    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(app.DpiaApp, "run", lambda self: setattr(self, "crash", "state\x1b]52;c;AA\x07/crash.log"))
    assert app.run(None, pack=toy_pack(), tr=Translator()) == 2
    assert not control_chars.find(stream.getvalue())


def test_the_rest_is_left_as_it_is():
    for char in EVERY:
        if control_chars.find(char):
            continue
        assert control_chars.replaced(char) == control_chars.named(char) == control_chars.escaped(char) == char


def test_json_means_the_same():
    data = {"x": " ".join(HARMFUL) + '人脸 \n\t"\\'}
    assert json.loads(output.json_text(data)) == data


def test_what_an_editor_draws_is_as_wide_as_before():
    from rich.segment import Segment
    from textual.strip import Strip

    strip = Strip([Segment("a\x9b31m\u202eb  ")])
    assert harmless(strip).text.startswith("a�31m�b")
    assert harmless(strip).cell_length == strip.cell_length
    plain_strip = Strip([Segment("plain")])
    assert harmless(plain_strip) is plain_strip


def test_there_is_no_second_list():
    root = Path(dpia.__file__).parent
    listed = re.compile(r"\\x(?:1b|1f|7f|9b|9f)|\\u20[026][0-9a-f]|\\u061c|\b(?:8234|0x202[aA])\b")
    allowed = {
        "control_chars.py",
        "no_break.py",  # the one sign that our own text is given
        "safe.py",  # what typefaces lack
        "pasting.py",  # escape sequences, which begin with such a character
    }
    found = {path.name for path in root.rglob("*.py") if listed.search(path.read_text("utf-8"))}
    assert found <= allowed
    assert "control_chars.py" in found

"""The guide for users: each command on it is one and runs, each key does what stands beside it, each quotation is there."""

from __future__ import annotations

import re
import shlex
import sys
from itertools import chain
from pathlib import Path

import pytest
from support.command import dpia

from dpia.cli.arguments import parse
from dpia.i18n import Translator
from dpia.plain.instructions import COMMANDS as PLAIN
from dpia.tui import commands, reasoning_commands

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/guide.md").read_text("utf-8")
BLOCKS = [block.strip().splitlines() for block in re.findall(r"^```\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)]
INLINE = re.findall(r"`(dpia [^`]*)`", GUIDE)
LISTS = (
    commands.ASSESSMENT, commands.FINDING, commands.LANE, commands.LANE_END, commands.START,
    reasoning_commands.LADDER, reasoning_commands.RISKS, reasoning_commands.WHAT_IF,
)  # fmt: skip
PROSE = re.sub(r"^```\n.*?^```$", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
NEEDS_A_TERMINAL_OR_A_PDF = re.compile(r"dpia open|\.pdf\b")


def test_commands_on_the_guide_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What opens the wizard, prints a PDF or searches is only read: tests of their own do these."""
    monkeypatch.setenv("DPIA_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setattr(sys, "stdin", None)
    ran = 0
    for line in chain.from_iterable(BLOCKS):
        assert line.startswith("dpia ")
        parse(shlex.split(line)[1:], Translator())
        if not NEEDS_A_TERMINAL_OR_A_PDF.search(line):
            words = [word for word in shlex.split(line)[1:] if word != "--would-change"]  # a search of seconds
            done = dpia(*words, cwd=tmp_path)
            assert done.returncode == 0, (line, done.stderr)
            ran += 1
    assert ran >= 5


@pytest.mark.parametrize("line", INLINE)
def test_commands_in_the_text_are_commands(line):
    name = line.split()[1] if len(line.split()) > 1 else ""
    with pytest.raises(SystemExit) as stop:
        parse([name, "--help"] if name else ["--help"], Translator())
    assert stop.value.code == 0
    if len(line.split()) > 2:
        parse(shlex.split(line)[1:], Translator())


def test_keys_do_what_stands_beside_them():
    known = {
        (commands.key_name(key, Translator()), command.label)
        for one in LISTS
        for command in one
        for key in command.keys
    }
    shown = re.findall(r"`([A-Z][A-Za-z0-9+]*)` \(([^)]+)\)", PROSE)
    assert len(shown) > 25
    assert [pair for pair in shown if pair not in known] == []
    bare = re.findall(r"`(F\d+|Ctrl\+\w+|[A-Z]|Esc)`(?! \()", PROSE)
    assert bare == [], "each key is named with what it does"


def test_commands_that_are_named_are_on_the_list():
    labels = {command.label for command in commands.ASSESSMENT}
    named = re.findall(r"(?<![*\w])\*([^*\n]+)\*(?!\*)", PROSE)
    assert len(named) > 5
    assert [name for name in named if name not in labels] == []


def test_commands_of_the_walk_line_by_line_are_commands():
    known = {command.name for command in PLAIN}
    named = re.findall(r"`/(\w+)`", PROSE)
    assert len(named) > 5
    assert [name for name in named if name not in known] == []


def test_quotations_stand_on_the_screen():
    sources = [*(ROOT / "dpia").rglob("*.py"), *(ROOT / "questionnaires").rglob("*.yaml")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    quoted = re.findall(r"“([^”]+)”", PROSE)
    assert len(quoted) > 5
    assert [words for words in quoted if words not in text] == []


def test_sections_that_are_linked_are_there():
    anchors = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", GUIDE, re.MULTILINE)
    }
    linked = re.findall(r"\]\(#([^)]+)\)", GUIDE)
    assert len(linked) == 3
    assert [link for link in linked if link not in anchors] == []

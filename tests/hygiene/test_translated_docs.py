"""README and guide in Swedish and Chinese: the same commands, and the labels that the program has in that language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dpia.i18n import LANGUAGES, Translator
from dpia.tui import commands, reasoning_commands

ROOT = Path(__file__).parents[2]
ENGLISH = {"README.md": ROOT / "README.md", "guide.md": ROOT / "docs/guide.md"}
BLOCK = re.compile(r"^```\w*\n.*?^```$", re.MULTILINE | re.DOTALL)
LISTS = (
    commands.ASSESSMENT, commands.FINDING, commands.LANE, commands.LANE_END, commands.START,
    reasoning_commands.LADDER, reasoning_commands.RISKS, reasoning_commands.WHAT_IF,
)  # fmt: skip
TRANSLATED = [lang for lang in LANGUAGES if lang != "en"]
pytestmark = [pytest.mark.parametrize("lang", TRANSLATED), pytest.mark.parametrize("name", ENGLISH)]


def both(lang: str, name: str) -> tuple[str, str]:
    return ENGLISH[name].read_text("utf-8"), (ROOT / "docs" / lang / name).read_text("utf-8")


def test_what_is_typed_is_the_same(lang, name):
    english, other = both(lang, name)
    assert BLOCK.findall(english) == BLOCK.findall(other) != []
    prose = [BLOCK.sub("", text) for text in (english, other)]
    one, two = (set(re.findall(r"`(dpia [^`\n]+|/\w+)`", text)) for text in prose)
    assert one == two
    assert [len(re.findall(r"^#+ ", text, re.MULTILINE)) for text in prose] in [[n, n] for n in range(3, 40)]


def test_links_lead_somewhere(lang, name):
    _, other = both(lang, name)
    anchors = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", other, re.MULTILINE)
    }
    links = [link for link in re.findall(r"\]\(([^)]+)\)", other) if "://" not in link]
    assert links
    missing = [
        link
        for link in links
        if (
            link[1:] not in anchors
            if link.startswith("#")
            else not (ROOT / "docs" / lang / link.split("#")[0]).exists()
        )
    ]
    assert missing == []


def test_keys_have_the_labels_of_the_program(lang, name):
    tr = Translator(lang)
    known = {
        (commands.key_name(key, tr), tr(command.label)) for one in LISTS for command in one for key in command.keys
    }
    english, other = (BLOCK.sub("", text) for text in both(lang, name))
    shown = re.findall(r"`([A-Z][A-Za-z0-9+]*)`(?: \(([^)]+)\)|（([^）]+)）)", other)
    pairs = [(key, one or two) for key, one, two in shown]
    assert len(pairs) == len(re.findall(r"`[A-Z][A-Za-z0-9+]*` \([^)]+\)", english))
    assert [pair for pair in pairs if pair not in known] == []

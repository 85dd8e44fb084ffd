"""The report in Markdown: the golden one, and that answers are text in it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from support.reports import Rendered

from dpia.report.markdown import _escaped, render_markdown


def test_markdown_is_the_golden_one(skelleftea: Rendered, goldens: Path) -> None:
    """Byte for byte, a file for each part. After a change that is meant:
    `DPIA_UPDATE_GOLDENS=1 python -m pytest tests/report -k golden`.
    """
    folder = goldens / "skelleftea"
    digest = skelleftea.evaluation.pack.digest  # of all content, so it changes with every word of it
    made = by_part(render_markdown(skelleftea.report).replace(digest, "(digest of the content)"))
    if os.environ.get("DPIA_UPDATE_GOLDENS"):
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8")
    kept = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def by_part(text: str) -> dict[str, str]:
    """The parts of a report in Markdown by a file name made of their heading; together they are the report."""
    parts = re.split(r"(?m)^(?=## )", text)
    names = ["cover", *(re.sub(r"[^a-z0-9]+", "-", part.splitlines()[0].lower()).strip("-") for part in parts[1:])]
    return {f"{number:02}-{name}.md": part for number, (name, part) in enumerate(zip(names, parts, strict=True))}


def test_markdown_holds_no_markup_of_others(hostile: Rendered) -> None:
    text = render_markdown(hostile.report)
    assert not re.search(r"(?<!\\)<(?!br>|https?://)", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not re.search(r"(?<!\\)!\[", text)
    assert "\u202e" not in text
    text.encode("utf-8")
    for line in text.split("\n"):
        if line.startswith("#"):
            assert "no heading" not in line or "\\#" in line


BARE = [
    "file:///etc/passwd", "http://evil.example/a_b?c=d", "https://evil.example", "see HTTPS://EVIL.example/x.", "(http://evil.example)", "1http://evil.example",
    "www.evil.example", "a WWW.evil.example b", "ftp://evil.example", "smb://evil/share", "mailto:a@evil.example", "javascript:alert(1)", "data:text/html,x",
    "ms-word:ofe|u|http://evil.example", "foo+bar://x", "//evil.example", "http://evil.example\nhttp://evil.example", "a\\http://evil.example",
]  # fmt: skip


@pytest.mark.parametrize("preset", ["gfm-like", "commonmark"])
@pytest.mark.parametrize("text", BARE)
def test_no_bare_address_becomes_a_link_and_each_reads_as_it_was_typed(preset, text):
    made = MarkdownIt(preset).render(_escaped(text))
    assert "href" not in made.replace("mailto:a@", ""), made
    plain = made.replace("<p>", "").replace("</p>", "").replace("&amp;", "&").strip()
    assert plain == text.replace("\n", " ")


@pytest.mark.parametrize("text", BARE)
def test_the_address_itself_is_broken_for_readers_of_the_source(text):
    if text != "//evil.example":
        assert "\\:" in _escaped(text) or "\\." in _escaped(text)


@pytest.mark.parametrize(
    "text", ["Purpose: none", "The data: names", "EU:C:2022:601", "12:30", "C-184/20", "a file: the list"]
)
def test_words_before_a_colon_stay(text):
    assert _escaped(text) == text

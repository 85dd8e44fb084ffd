"""An address in an answer is text in Markdown too, though readers make a link of what stands bare."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from dpia.report.markdown import _escaped

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

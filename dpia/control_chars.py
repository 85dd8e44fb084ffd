"""Characters that act instead of being read, defined once for every edge at which text comes in or goes out.

They are what a terminal obeys (the controls C0, delete and C1), what turns the direction of text (bidirectional marks,
embeddings, overrides and isolates, which make a text look like another one), and halves of surrogate pairs, which no
UTF-8 file can hold. Line feed and tab are text.
"""

from __future__ import annotations

import re

_PATTERN = re.compile(
    r"[\x00-\x08\x0b-\x1f"  # C0 without tab and line feed
    r"\x7f-\x9f"  # delete and C1
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction
    r"\ud800-\udfff]"  # surrogates
)

_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, movements, keys
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)"  # titles, links, clipboards
)
"""Escape sequences as a whole, so that no half of one stays as text."""

_SIGN = "\N{REPLACEMENT CHARACTER}"


def find(text: str) -> str:
    """The first such character as `U+0007`, or nothing.

    >>> find("a" + chr(7) + "b"), find("plain")
    ('U+0007', '')
    """
    match = _PATTERN.search(text)
    return f"U+{ord(match[0]):04X}" if match else ""


def replaced(text: str) -> str:
    """The text for a terminal: a sign stands where such a character was. A line end of Windows is a line end.

    >>> replaced(chr(27) + "[2J")
    '�[2J'
    """
    return _PATTERN.sub(_SIGN, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """As `replaced`, for what stands on one line: a sign stands where the text would go on on the next.

    >>> one_line("plan" + chr(10) + "intact")
    'plan⏎intact'
    """
    return replaced(text).replace("\n", "\N{RETURN SYMBOL}")


def removed(text: str) -> tuple[str, int]:
    """The text without such characters, and how many there were."""
    return _PATTERN.subn("", text)


def taken_out(text: str) -> tuple[str, int]:
    """The text without escape sequences, none of which leaves a half, and without other such characters; how many.

    >>> taken_out(chr(27) + "[31mred" + chr(7))
    ('red', 2)
    """
    text, sequences = _SEQUENCE.subn("", text)
    text, characters = removed(text)
    return text, sequences + characters


def named(text: str) -> str:
    """The text for paper: the name of the character in brackets stands where it was.

    >>> named("a" + chr(0x202E) + "b")
    'a[U+202E]b'
    """
    return _PATTERN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def escaped(json_text: str) -> str:
    """JSON that means the same, with such characters as the escapes that JSON has for them."""
    return _PATTERN.sub(lambda match: f"\\u{ord(match[0]):04x}", json_text)

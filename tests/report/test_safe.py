"""What people typed, made safe to print."""

from __future__ import annotations

import pytest

from dpia.report.safe import shown


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("plain åäö – “x”", "plain åäö – “x”"), ("a\u2011b", "a-b"), ("a\u200bb", "ab"), ("\u202eabc", "[U+202E]abc"), ("\u2067x\u2069", "[U+2067]x[U+2069]"),
        ("\x00\x1b[31m", "[U+0000][U+001B][31m"), ("\ud800", "[U+D800]"), ("\ue000", "[U+E000]"), ("line\nline\t.", "line\nline\t."), ("人脸", "人脸"),
    ],
)  # fmt: skip
def test_what_reorders_or_hides_is_shown(typed: str, printed: str) -> None:
    assert shown(typed) == printed

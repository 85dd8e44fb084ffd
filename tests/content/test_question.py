"""Marks of questions that could not count are refused."""

from __future__ import annotations

import pytest

from dpia.content.question import Column, Option


@pytest.mark.parametrize(
    "bad",
    [
        {"type": "text", "design": True},
        {"type": "choice", "options": (Option(id="a", text="A"),), "design": "more"},
        {"type": "choice", "options": (Option(id="a", text="A", design=False),)},
        {"type": "choice", "options": (Option(id="a", text="A", regimes=("eu",)),)},
    ],
)
def test_a_mark_that_could_not_count_is_refused(bad):
    with pytest.raises(ValueError, match="design"):
        Column(id="x", text="X", **bad)

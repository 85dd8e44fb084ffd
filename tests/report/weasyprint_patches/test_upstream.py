"""The programs of docs/upstream.md print what stands below them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

CASES = re.findall(
    r"```python\n(.*?)```\n\n```text\n(.*?)```",
    (Path(__file__).parents[3] / "docs" / "upstream.md").read_text("utf-8"),
    re.DOTALL,
)


def test_there_are_two_cases() -> None:
    assert len(CASES) == 2


@pytest.mark.parametrize(("program", "output"), CASES, ids=["layouts", "references"])
def test_the_case_is_as_told(program: str, output: str) -> None:
    """In a process of its own, since it replaces functions. What it writes to stderr is about typefaces."""
    run = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, encoding="utf-8", timeout=600
    )
    assert run.stdout == output

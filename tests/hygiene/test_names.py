"""One name, one thing: no two public classes or type aliases of the program bear the same name."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2] / "dpia"


def test_no_two_classes_bear_one_name():
    names = Counter(
        node.name
        for path in ROOT.rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert len(names) > 150
    assert [name for name, count in names.items() if count > 1] == []

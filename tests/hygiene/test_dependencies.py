"""What the program imports is declared in pyproject.toml, and what is declared is imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]


def imported(folder: Path) -> set[str]:
    """Packages outside the standard library and the program, also where they are imported late or only for types."""
    names: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {"dpia"}


def named(folder: Path) -> set[str]:
    """Packages whose files are read, such as typefaces: their name is a text in the code."""
    texts = {
        node.value
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return texts & packages_distributions().keys()


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [line for name, lines in project["optional-dependencies"].items() if name != "dev" for line in lines]
    return {normal(re.split(r"[<>=!~; \[]", line, maxsplit=1)[0]) for line in [*project["dependencies"], *extras]}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def distributions(packages: set[str]) -> set[str]:
    known = packages_distributions()
    return {normal(distribution) for package in packages for distribution in set(known.get(package, [package]))}


def test_every_import_is_declared() -> None:
    assert distributions(imported(ROOT / "dpia")) - declared() == set()


def test_every_dependency_is_used() -> None:
    used = distributions(imported(ROOT / "dpia") | named(ROOT / "dpia"))
    assert declared() - used == set()


def test_each_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    block = text.partition("\ndependencies = [\n")[2].partition("\n]")[0]
    assert [line for line in block.splitlines() if not re.fullmatch(r'  "[^"]+", +# \S.+', line)] == []

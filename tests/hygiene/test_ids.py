"""The program names no question, column, option, fact or law but in `dpia/content/names.py`, and says no law itself.

A whole id that nothing else could mean is looked for in every string. Ids that are ordinary words ("text", "none") are
looked for where only an id can stand: where an answer, a column or an option is asked for or compared.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dpia.content.names import NEEDED

ROOT = Path(__file__).parents[2]
SOURCES = [path for path in sorted((ROOT / "dpia").rglob("*.py")) if path != ROOT / "dpia" / "content" / "names.py"]

LAW = re.compile(
    r"GDPR|PIPL|\bIMY\b|WP ?248|EDPB|Swed(en|ish)|Europe|\bEU\b(?!:)|Member State|Chin(a\b|ese law)|\bAct\b|Article \d"
)

ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")

ASKING = frozenset(
    {
        "column",
        "option",
        "option_text",
        "fact",
        "cell",
        "asked_cell",
        "visible_cell",
        "given",
        "answer",
        "label",
        "rows",
    }
)
"""Methods whose text arguments are ids of the content; `cells.get(…)` and `questions.get(…)` as well."""

HOLDERS = frozenset({"cells", "answers", "questions", "columns", "facts", "regimes"})
"""Mappings by ids of the content."""


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """All texts of a module, save its docstrings."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def texts_below(nodes: list[ast.expr]) -> Iterator[ast.Constant]:
    for node in nodes:
        for inner in [node, *(node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [])]:
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield inner


def asked_for(tree: ast.AST) -> Iterator[ast.Constant]:
    """Texts that stand where an id of the content must stand."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name, value=holder), args=args):
                if name in ASKING or (name == "get" and isinstance(holder, ast.Attribute) and holder.attr in HOLDERS):
                    yield from texts_below(args)
            case ast.Subscript(value=ast.Attribute(attr=name), slice=key) if name in HOLDERS:
                yield from texts_below([key])
            case ast.Compare(left=left, comparators=others):
                sides = [left, *others]
                if any(
                    isinstance(side, ast.Attribute) and (side.attr == "value" or side.attr in HOLDERS) for side in sides
                ):
                    yield from texts_below(sides)
            case _:
                pass


def plain_ids(pack) -> set[str]:
    """Ids that no ordinary word is: questions, and names with a hyphen."""
    names = {name for name, _ in fields(pack)} | set(pack.facts) | {rule.id for rule in pack.content.rules}
    names |= {option.id for _, field in fields(pack) for option in field.options}
    return set(pack.questions) | {name for name in names if "-" in name}


def fields(pack):
    for question in pack.content.questions:
        yield question.id, question
        yield from ((column.id, column) for column in question.columns)


def found_in(path: Path, wanted) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return [f"{path.relative_to(ROOT)}:{node.lineno}: {node.value!r}" for node in strings(tree) if wanted(node.value)]


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.AST]:
    assert len(SOURCES) > 80
    return {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}


def test_no_module_holds_an_id_of_the_content(pack):
    ids = plain_ids(pack)
    assert len(ids) > 400
    pattern = re.compile(r"(?<![\w.-])(" + "|".join(sorted(map(re.escape, pack.questions))) + r")(?![\w.-])")
    assert [line for path in SOURCES for line in found_in(path, lambda text: text in ids or pattern.search(text))] == []


def test_no_module_asks_for_an_answer_by_a_literal_id(trees):
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value!r}"
        for path, tree in trees.items()
        for node in asked_for(tree)
        if ID.fullmatch(str(node.value)) and node.value != "unknown"  # the word for an answer that is none
    ]
    assert found == []


def test_no_module_names_a_law(pack):
    laws = set(pack.regimes)
    assert [line for path in SOURCES for line in found_in(path, lambda text: text in laws)] == []


def test_no_string_of_the_program_says_what_a_law_says():
    assert [line for path in SOURCES for line in found_in(path, LAW.search)] == []


def test_no_template_says_what_a_law_says():
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert templates
    assert [path.name for path in templates if LAW.search(path.read_text("utf-8"))] == []


def test_names_that_nothing_uses_are_not_kept():
    words = "\n".join(path.read_text("utf-8") for path in SOURCES)
    text = (ROOT / "dpia" / "content" / "names.py").read_text("utf-8")
    constants = re.findall(r"^([A-Z_]+) = _(?:question|column|option|fact)\(", text, re.MULTILINE)
    assert len(constants) == len(NEEDED)
    assert [name for name in constants if not re.search(rf"\b{name}\b", words)] == []


@pytest.mark.parametrize(
    "code",
    [
        'row.cells.get("rung")', 'row.cells["rung"]', 'pack.columns["alternatives.ladder", "rung"]', 'cell.value == "officer"',
        'cell.value in ("partly", "fails")', 'pack.columns.get((LADDER, "rung"))', 'evaluator.fact("running")', '"running" in pack.facts',
    ],
)  # fmt: skip
def test_the_scan_sees_literal_ids(code):
    assert list(asked_for(ast.parse(code)))

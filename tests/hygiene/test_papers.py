"""The papers for developers: every file that they name is there, and the contract names every key that is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.answers_file import assessment_from_plain
from dpia.cli.check_json import changes_json, check_json
from dpia.engine.counterfactual import WouldChange
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator

ROOT = Path(__file__).parents[2]
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "questionnaires" / "CHANGELOG.md"])
BY_REGIME = {"eu", "se", "cn"}
ANSWERS = {"answer", "from", "to"}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_links_lead_somewhere(paper: Path):
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", paper.read_text("utf-8"))
    assert [t for t in targets if "://" not in t and not (paper.parent / t).exists()] == []


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_paths_that_are_named_are_there(name: str):
    text = re.sub(r"```.*?```", "", (ROOT / name).read_text("utf-8"), flags=re.DOTALL)
    named = {
        found
        for found in re.findall(r"`([\w./*-]+)`", text)
        if "/" in found and "NAME" not in found and "RULE" not in found
    }
    places = (ROOT, ROOT / "dpia", ROOT / "dpia" / "report", ROOT / "questionnaires")
    lost = [path for path in named if not any(list(place.glob(path.strip("/"))) for place in places)]
    assert len(named) >= 10
    assert lost == []


def keys(value: Any) -> set[str]:
    """Every key of JSON at any depth, save ids of regimes, and what stands inside an answer."""
    if isinstance(value, dict):
        inner = {k for key, held in value.items() if key not in ANSWERS for k in keys(held)}
        return {key for key in value if key not in BY_REGIME} | inner
    return {k for inner in value for k in keys(inner)} if isinstance(value, list) else set()


def test_the_contract_names_every_key(pack):
    paper = (ROOT / "docs" / "check-json.md").read_text("utf-8")
    example = pack.example("skelleftea")
    answers = {**example.answers, "start.people-in": ["sweden", "china"]}
    evaluation = evaluate(pack, assessment_from_plain(pack, "2026-11-28", answers))
    printed = check_json(evaluation, Translator())
    assert printed["divergences"]
    assert printed["tasks"]
    found = keys(printed) | keys(changes_json(evaluation, [WouldChange(None, (), None)]))
    quoted = re.findall(r"`(\$?[a-z_-]+)`", paper)
    assert sorted(found - set(quoted)) == []


def test_comments_cite_no_paper_that_is_not_here():
    """A reference by chapter or file leads to something in the repository."""
    cited = re.compile(r"\b(design|craft|tech|peers|questions)(\.md| §\s?\d)")
    files = [path for folder in ("dpia", "tests", "questionnaires", "docs") for path in (ROOT / folder).rglob("*.*")]
    texts = [path for path in files if path.suffix in (".py", ".yaml", ".md") and path != Path(__file__)]
    assert len(texts) > 300
    assert [str(path.relative_to(ROOT)) for path in texts if cited.search(path.read_text("utf-8"))] == []

"""Deployments judged by hand before the wizard was asked (README.md of each folder), compared with what it concludes.

Each expectation is a test of its own. Those that the content does not meet yet are named in `expected.yaml` with the reason and fail strictly:
the day they pass, the mark must go.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.deployments import evaluated

from dpia.content.source import parse
from dpia.engine.evaluation import Evaluation
from dpia.engine.findings import Finding

NUMBERS = {"deployments": 12, "deployments_second": 12, "deployments_third": 30}
"""How many deployments each folder holds, so that none gets lost."""
FOLDERS = [Path(__file__).parent / name for name in NUMBERS]
CONCERNS = ("blocker", "major", "minor")
EXPECTED: dict[Path, dict[str, Any]] = {
    folder: parse((folder / "expected.yaml").read_text("utf-8"), f"{folder.name}/expected.yaml").data
    for folder in FOLDERS
}


def finding_of(evaluation: Evaluation, rule: str) -> Finding | None:
    """What a rule reports; a rule reports at most once."""
    return next((finding for finding in evaluation.findings if finding.rule.id == rule), None)


def level(evaluation: Evaluation, rule: str) -> str:
    """What a rule says: severity, a blocker with its kind, `?` where it is not established; `none` where it is silent."""
    finding = finding_of(evaluation, rule)
    if finding is None:
        return "none"
    word = f"{finding.severity}/{finding.kind}" if finding.severity == "blocker" else finding.severity
    return word if finding.truth == "established" else f"{word}?"


def judgements() -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Folder, name and judgement of each deployment."""
    for folder, expected in EXPECTED.items():
        for name, expect in expected.items():
            yield folder, name, expect


def expectations() -> Iterator[Any]:
    """One parameter for each expectation: answers file of the deployment, what is asked, about which rule or regime, the wanted words."""
    for folder, name, expect in judgements():
        asked: list[tuple[str, str, list[str]]] = []
        asked += [("outcome", regime, [word]) for regime, word in expect["outcome"].items()]
        asked += [("due", regime, [word]) for regime, word in expect["due"].items()]
        asked += [("found", rule, word if isinstance(word, list) else [word]) for rule, word in expect["found"].items()]
        asked += [("rows", rule, rows) for rule, rows in expect.get("rows", {}).items()]
        asked += [("not-found", rule, []) for rule in expect["not-found"]]
        if expect.get("no-blocker"):
            asked.append(("no-blocker", "", []))
        known = expect.get("xfail", {})
        for what, subject, words in asked:
            label = f"{what} {subject}".strip()
            marks = [pytest.mark.xfail(reason=known[label], strict=True)] if label in known else []
            yield pytest.param(folder / f"{name}.yaml", what, subject, words, marks=marks, id=f"{name}: {label}")
        unused = set(known) - {f"{what} {subject}".strip() for what, subject, _ in asked}
        assert not unused, f"{name}: xfail names no expectation: {unused}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_deployment_has_a_judgement_and_a_description(folder: Path):
    files = {path.stem for path in folder.glob("[0-9]*.yaml")}
    assert files == set(EXPECTED[folder])
    assert len(files) == NUMBERS[folder.name]
    readme = (folder / "README.md").read_text("utf-8")
    for name in files:
        assert f"\n## {name[:2]} " in readme


def test_the_judgements_name_rules_that_exist(pack):
    """A rule that does not exist is never found; without this a slip would pass as `not-found`."""
    named = {
        rule
        for _, _, expect in judgements()
        for rule in (*expect["found"], *expect.get("rows", {}), *expect["not-found"])
    }
    assert named <= set(pack.rules)


@pytest.mark.parametrize(("path", "what", "subject", "words"), list(expectations()))
def test_deployment(pack, path: Path, what: str, subject: str, words: list[str]):
    evaluation = evaluated(pack, f"{path.parent.name}/{path.stem}")
    if what == "outcome":
        assert [evaluation.regime(subject).outcome] == words
    elif what == "due":
        due = evaluation.regime(subject).due
        assert due is not None
        assert [due.word] == words
    elif what == "found":
        assert level(evaluation, subject) in words
    elif what == "rows":
        finding = finding_of(evaluation, subject)
        assert finding is not None
        assert list(finding.rows) == words
    elif what == "not-found":
        assert level(evaluation, subject).split("/")[0].rstrip("?") not in CONCERNS, level(evaluation, subject)
    else:
        assert [(f.id, f.kind, f.truth) for f in evaluation.findings if f.severity == "blocker"] == []

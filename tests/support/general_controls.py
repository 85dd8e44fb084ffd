"""The control deployments of the general dossier (`tests/worked/controls-*.yaml`): their answers, and what a rule says of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.content.source import Source
from dpia.engine.evaluation import Evaluation
from support.sources import source

HERE = Path(__file__).parents[1] / "worked"
AS_OF = "2026-11-28"
"""The state of law of the dossier."""


@cache
def files() -> dict[str, list[dict[str, Any]]]:
    """The cases of each file, by its name."""
    return {path.name: source(path).data for path in sorted(HERE.glob("controls-*.yaml"))}


@cache
def assessment(pack: Pack, file: str, name: str) -> Assessment:
    """The answers of a base (a file of this folder, or a case of the file) or of a case, with those of its bases below them."""
    entry = next((entry for entry in files()[file] if entry["case"] == name), None)
    if entry is None:
        base = source(HERE / f"{name}.yaml")
        return assessment_from_plain(pack, AS_OF, base.data, source=base)
    below = assessment(pack, file, entry.get("base", "ordinary"))
    answers = entry.get("answers", {})
    return assessment_from_plain(pack, AS_OF, answers, base=below, source=Source(f"{file}: {name}", answers))


def found(evaluation: Evaluation, rule: str) -> dict[str, str | None] | None:
    """What a rule says, in the words of a case; nothing where it says nothing."""
    finding = next((finding for finding in evaluation.findings if finding.rule.id == rule), None)
    if finding is None:
        return None
    return {"finding": finding.id, "severity": finding.severity, "kind": finding.kind, "truth": finding.truth}

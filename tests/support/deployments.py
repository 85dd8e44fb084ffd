"""Every deployment that the tests judge: worked ones, settings in Europe and in China, and the examples of the content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.engine.evaluation import Evaluation, evaluate
from support import general_controls
from support.sources import source
from support.twins import completed, twin

TESTS = Path(__file__).parents[1]
DAY = "2026-11-21"
WHOLE = (
    "complete",
    "complete-china",
    "ordinary",
    "school-canteen",
    "number-plates",
    "staff-diagnoses",
    "monitoring-agent",
)
"""Assessments in `worked/` that are written in full."""


@cache
def everywhere(pack: Pack) -> Mapping[str, Assessment]:
    """Each by its name; a setting in China is its answers on top of those in Europe."""
    return MappingProxyType(dict(_everywhere(pack)))


@cache
def evaluated(pack: Pack, name: str) -> Evaluation:
    """What follows from one of these, worked out once in a process."""
    return evaluate(pack, everywhere(pack)[name])


def _everywhere(pack: Pack) -> Iterator[tuple[str, Assessment]]:
    for example in pack.content.examples:
        yield example.id, assessment_from_plain(pack, example.as_of, example.answers)
    for path in sorted((TESTS / "scenarios").glob("*.yaml")):
        files = [path.with_name(path.name.replace(".cn.yaml", ".yaml")), path] if path.stem.endswith(".cn") else [path]
        yield f"scenarios/{path.stem}", _state(pack, files)
    for path in sorted((TESTS / "worked").glob("deployments*/[0-9]*.yaml")):
        yield f"{path.parent.name}/{path.stem}", _state(pack, [path])


TWINS = ("health", "identity")
"""What the twins of a deployment process in place of a camera or a body feature."""


def with_twins(pack: Pack) -> tuple[str, ...]:
    """The names of all of these, of the assessments in full, of the twins of each, and of the controls of the dossiers."""
    found = [*everywhere(pack), *WHOLE]
    found += [f"{name}, on {kind}" for name in found for kind in TWINS]
    return (*found, *(f"{file}, {one['case']}" for file, cases in general_controls.files().items() for one in cases))


@cache
def named(pack: Pack, name: str) -> Assessment:
    """The assessment of that name. All but those of `everywhere` are completed, so that nothing in them waits for an answer."""
    if name in everywhere(pack):
        return everywhere(pack)[name]
    if name in WHOLE:
        return completed(pack, _state(pack, [TESTS / "worked" / f"{name}.yaml"]))
    for kind in TWINS:
        if name.endswith(f", on {kind}"):
            return completed(pack, twin(pack, named(pack, name.removesuffix(f", on {kind}")), kind))
    file, _, case = name.partition(", ")
    return completed(pack, general_controls.assessment(pack, file, case))


def _state(pack: Pack, files: list[Path]) -> Assessment:
    state: Assessment | None = None
    for path in files:
        answers = source(path).data
        state = assessment_from_plain(pack, str(answers.get("as-of", DAY)), answers, base=state)
    assert state is not None
    return state

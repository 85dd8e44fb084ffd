"""Every deployment that the tests judge: worked ones, settings in Europe and in China, and the examples of the content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
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


def _everywhere(pack: Pack) -> Iterator[tuple[str, Assessment]]:
    for example in pack.content.examples:
        yield example.id, assessment_from_plain(pack, example.as_of, example.answers)
    for path in sorted((TESTS / "scenarios").glob("*.yaml")):
        files = [path.with_name(path.name.replace(".cn.yaml", ".yaml")), path] if path.stem.endswith(".cn") else [path]
        yield f"scenarios/{path.stem}", _state(pack, files)
    for path in sorted((TESTS / "worked").glob("deployments*/[0-9]*.yaml")):
        yield f"{path.parent.name}/{path.stem}", _state(pack, [path])


def with_twins(pack: Pack) -> dict[str, Assessment]:
    """All of these, the controls of the dossiers and the trials, by name; and the twins of each that has none among the controls.

    Twins, controls and trials are completed, so that nothing in them waits for an answer.
    """
    found = dict(everywhere(pack))
    for name in WHOLE:
        found[name] = completed(pack, _state(pack, [TESTS / "worked" / f"{name}.yaml"]))
    for name, state in list(found.items()):
        found |= {f"{name}, on {kind}": completed(pack, twin(pack, state, kind)) for kind in ("health", "identity")}
    for file, cases in general_controls.files().items():
        for one in cases:
            found[f"{file}, {one['case']}"] = completed(pack, general_controls.assessment(pack, file, one["case"]))
    return found


def _state(pack: Pack, files: list[Path]) -> Assessment:
    state: Assessment | None = None
    for path in files:
        answers = source(path).data
        state = assessment_from_plain(pack, str(answers.get("as-of", DAY)), answers, base=state)
    assert state is not None
    return state

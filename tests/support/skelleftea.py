"""The worked example of the Skellefteå school with changes."""

from __future__ import annotations

from typing import Any

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.pack import Pack
from dpia.content.source import Source
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.findings import Finding


def check(pack: Pack, as_of: Any = None, **answers: Any) -> Evaluation:
    """The example with changes: question ids with `__` for the dot and `_` for the hyphen."""
    example = pack.example("skelleftea")
    base = assessment_from_plain(pack, example.as_of, example.answers)
    plain = {name.replace("__", ".").replace("_", "-"): value for name, value in answers.items()}
    state = assessment_from_plain(pack, as_of or example.as_of, plain, base=base, source=Source("change", plain))
    return evaluate(pack, state)


def by_rule(evaluation: Evaluation) -> dict[str, Finding]:
    """The findings by rule."""
    return {finding.rule.id: finding for finding in evaluation.findings}


def changed_groups(pack: Pack, **cells: Any) -> list[dict[str, Any]]:
    """The pupils' row with other cells; the decliners and the staff out of the system's reach."""
    return [
        {"id": "pupils", **{name.replace("_", "-"): value for name, value in cells.items()}},
        {"id": "decliners", "joins": "none"},
        {"id": "staff", "joins": "none"},
    ]

"""Close pairs across sectors, on what a story tells: the one is stopped also if all that is open turned out well, the other is not.

They stand in `facts-alone.yaml`, written from the questions and not from the rules.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.source import parse
from dpia.engine.evaluation import evaluate

FILE = parse((Path(__file__).parent / "facts-alone.yaml").read_text("utf-8"), "facts-alone.yaml").data
AS_OF = "2026-11-28"
STOPPED = ("do-not-launch", "complete-assessment-first")
TOLD = [
    pytest.param(kind, one, id=f"{name}: {one['story']}")
    for name, pair in FILE["pairs"].items()
    for kind, one in pair.items()
]


@pytest.mark.parametrize(("kind", "one"), TOLD)
def test_it_is_stopped_on_the_facts_alone_where_it_must_be(pack, kind: str, one: dict[str, Any]):
    place = [one["in"]]
    answers = {**FILE["everywhere"], "start.people-in": place, "start.based-in": place, **one["answers"]}
    evaluation = evaluate(pack, assessment_from_plain(pack, AS_OF, answers))
    assert evaluation.masked == (), "an answer to a question that is not asked"
    assert (evaluation.best in STOPPED) is (kind == "stop"), evaluation.best


def test_each_pair_is_one():
    assert all(set(pair) == {"stop", "clear"} for pair in FILE["pairs"].values())
    assert len(FILE["pairs"]) >= 20
    assert {one["in"] for pair in FILE["pairs"].values() for one in pair.values()} == {"eu-other", "sweden", "china"}

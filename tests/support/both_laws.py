"""One deployment in Sweden and in China, sound in both (a gym with an opt-in lane beside code and staff), and what each law says of it."""

from __future__ import annotations

from typing import Any

from dpia.engine.evaluation import Evaluation
from support.china import (
    GYM,
)
from support.china import check as check_china
from support.controls import level

BOTH: dict[str, Any] = {
    "start.people-in": ["sweden", "china"], "start.based-in": ["sweden", "china"], "start.existing-law": ["gdpr", "pipl"],
    "consulted.authority": "not-asked", "processing.items": [{"id": "code", "vendor-default": "examined"}],
    "consulted.talks": [
        {"id": "officer", "who": "officer", "when": "2026-10-01", "view": "Agreed", "followed": "followed", "written": True},
        {"id": "people", "who": "people", "when": "2026-10-01", "view": "Agreed", "followed": "followed", "written": True},
    ],
    "processing.groups": [{"id": "people", "special-ground": ["consent"]}],
}  # fmt: skip


def check(pack, *changes: dict[str, Any]) -> Evaluation:
    return check_china(pack, *GYM, BOTH, *changes)


def outcomes(evaluation: Evaluation) -> tuple[str, str]:
    """What Europe and China say."""
    return evaluation.regime("eu").outcome, evaluation.regime("cn").outcome


def due(evaluation: Evaluation) -> tuple[str, str]:
    words = []
    for regime in ("eu", "cn"):
        result = evaluation.regime(regime).due
        assert result is not None
        words.append(result.word)
    return words[0], words[1]


def levels(evaluation: Evaluation, *names: str) -> tuple[str, ...]:
    return tuple(level(evaluation, name) for name in names)

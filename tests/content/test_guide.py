"""The guide for authors knows every key that a content file may have, every code that is its own, and its examples are YAML."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from dpia.content import authority, base, condition, divergence, pack, question, report_layout, rule, scenario
from dpia.content.loader import KINDS

GUIDE = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text("utf-8")
INTERNAL = {"Content", "AuthorityFile"}
MODELS = sorted(
    {
        found
        for module in (authority, condition, divergence, pack, question, report_layout, rule, scenario)
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, base.Model) and hasattr(found, "__dataclass_fields__") and found.__name__ not in INTERNAL
    },
    key=lambda found: found.__name__,
)  # fmt: skip


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_in_the_guide(model):
    keys = [field.name.removesuffix("_") for field in fields(model) if field.name not in ("regime", "checked_on")]
    assert [key for key in keys if not re.search(rf"(?<![\w-]){key}(?![\w-])", GUIDE)] == []


def test_every_kind_of_file_is_in_the_guide():
    shown = {
        re.sub(r"(regimes|scenarios)/\*", r"\1/ID", pattern).replace("rules/*.", "rules/NAME.")
        for pattern, _ in KINDS.values()
    }
    shown = {
        name.replace("examples/*", "examples/NAME").replace("questions/*", "questions/NN-SECTION") for name in shown
    }
    shown = {one for name in shown for one in (name.replace("**", "core"), name.replace("**", "regimes/ID"))}
    assert [name for name in sorted(shown) if name not in GUIDE] == []

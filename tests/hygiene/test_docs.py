"""What the README says is so: commands, keys, pictures, and every example on the page."""

from __future__ import annotations

import argparse
import importlib.util
import re
from pathlib import Path

import pytest

from dpia.i18n import LANGUAGES, Translator

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def commands(parser: argparse.ArgumentParser | None = None, prefix: str = "") -> list[str]:
    from dpia.cli.arguments import parser as command_line

    names = []
    for action in (parser or command_line(Translator()))._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                names += commands(below, f"{prefix}{name} ") or [f"{prefix}{name}"]
    return names


def test_every_command_is_in_the_readme():
    assert len(commands()) > 10
    assert [name for name in commands() if f"`dpia {name}" not in README] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_of_keys_is_up_to_date(lang):
    spec = importlib.util.spec_from_file_location("readme_keys", Path(__file__).parent / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = module.READMES[lang].read_text("utf-8")
    assert module.with_table(text, Translator(lang)) == text, "run: python -m tests.hygiene.readme"


def test_pictures_and_links_lead_somewhere():
    targets = [
        target
        for target in re.findall(r"\]\(([^)#]+)\)", README + (ROOT / "CHANGELOG.md").read_text("utf-8"))
        if "://" not in target
    ]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []

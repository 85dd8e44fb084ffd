"""What the README says is so: commands, keys, pictures, and every example on the page."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def commands() -> list[str]:
    from dpia.cli.app import app, content_app

    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    return names + [f"content {command.name}" for command in content_app.registered_commands]


def test_every_command_is_in_the_readme():
    assert len(commands()) > 10
    assert [name for name in commands() if f"`dpia {name}" not in README] == []


def test_the_table_of_keys_is_up_to_date():
    spec = importlib.util.spec_from_file_location("readme_keys", Path(__file__).parent / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.with_table(README) == README, "run: python -m tests.hygiene.readme"


def test_pictures_and_links_lead_somewhere():
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", README + (ROOT / "CHANGELOG.md").read_text("utf-8")) if "://" not in target]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []

"""Deferred imports really defer: the quick commands load neither the wizard nor the PDF engine."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def modules_after(*args: str) -> set[str]:
    code = f"""
import json, sys
sys.argv = ["dpia", *{list(args)!r}]
from dpia.__main__ import main
try:
    main()
except SystemExit:
    pass
sys.stderr.write("MODULES" + json.dumps(sorted(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(run.stderr.split("MODULES")[1]))


def test_version_loads_almost_nothing():
    loaded = modules_after("--version")
    assert "dpia.__main__" in loaded
    assert loaded.isdisjoint({"typer", "textual", "weasyprint", "pydantic", "yaml", "jinja2"})


@pytest.mark.parametrize("command", [["authorities", "gdpr-9-1"], ["questions"], ["example"]])
def test_commands_load_neither_wizard_nor_pdf_engine(command):
    loaded = modules_after(*command)
    assert "dpia.content.pack" in loaded
    assert loaded.isdisjoint({"textual", "weasyprint", "jinja2"})


def test_check_loads_only_what_it_judges_and_words_with(tmp_path):
    """Half of its time went into imports: nothing that shows, prints, compiles, searches or merges is among them."""
    file = tmp_path / "s.dpia.json"
    subprocess.run([sys.executable, "-m", "dpia", "example", "skelleftea", str(file)], capture_output=True, check=True)
    loaded = modules_after("check", str(file), "--json")
    assert "dpia.engine.evaluation" in loaded
    shown = {"textual", "weasyprint", "jinja2", "babel.messages", "email"}
    compiling = {"pydantic", "yaml"}
    assert loaded.isdisjoint({*shown, *compiling, "cryptography", "dpia.engine.lifting", "dpia.storage.merging"})

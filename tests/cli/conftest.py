"""One worked example for all tests of commands."""

from __future__ import annotations

import pytest
from support.command import dpia


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cli")


@pytest.fixture(scope="session")
def example(folder):
    path = folder / "s.dpia.json"
    done = dpia("example", "skelleftea", path, cwd=folder)
    assert done.returncode == 0, done.stderr
    return path

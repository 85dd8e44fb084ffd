"""The wizard's tests run on a small pack with made-up law; a few at the end run on the real one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def pack():
    """The small pack: every type of question, three regimes, brackets everywhere."""
    from dpia.content.loader import load_pack

    return load_pack(Path(__file__).parent / "pack")


@pytest.fixture(scope="session")
def real_pack():
    from dpia.content.loader import load_pack

    return load_pack()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an assessment may be made."""
    return tmp_path / "school.dpia.json"


@pytest.fixture(autouse=True)
def own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees the recent files of another, the folder it was started in, or the zone of the machine."""
    monkeypatch.setenv("DPIA_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.chdir(tmp_path)
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    os.environ.pop("TZ", None)
    if hasattr(time, "tzset"):
        time.tzset()

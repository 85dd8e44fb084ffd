"""Files named as evidence: what became of them, and that nothing outside the folder is looked at."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from dpia.assessment.discussion import Comment, Evidence
from dpia.errors import UserError
from dpia.storage import evidence
from dpia.storage.evidence import digest_of, states

AT = "2026-11-29T09:00:00Z"
DIGEST = hashlib.sha256(b"offer").hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "contracts").mkdir(parents=True)
    (tmp_path / "in" / "contracts" / "offer.pdf").write_bytes(b"offer")
    (tmp_path / "secret").write_bytes(b"offer")
    return tmp_path / "in"


def found(folder: Path | None, name: str, digest: str = DIGEST) -> str:
    return states(folder, {"a": Evidence((), "x", AT, "", "", name, digest), "b": Comment((), "x", AT, "b")})["a"]


def test_a_file_is_the_same_changed_or_gone(folder):
    assert digest_of(folder, "contracts/offer.pdf") == DIGEST
    assert found(folder, "contracts/offer.pdf") == "same"
    assert found(folder, "contracts/offer.pdf", "ab" * 32) == "changed"
    assert found(folder, "contracts/other.pdf") == "missing"
    assert found(None, "contracts/offer.pdf") == "not-looked-at"
    assert states(folder, {"a": Evidence((), "x", AT, "", "by phone")}) == {}


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "contracts/../../secret", "c:secret", "..\\secret", "contracts", "."]
)
def test_nothing_outside_is_looked_at(folder, name):
    assert found(folder, name) == "not-looked-at"
    with pytest.raises(UserError, match="cannot be evidence"):
        digest_of(folder, name)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="a system without links")
@pytest.mark.parametrize("link", ["link", "contracts/link", "folder/secret"])
def test_no_link_is_followed(folder, link):
    target = folder.parent if link.startswith("folder") else folder.parent / "secret"
    (folder / link.removesuffix("/secret")).symlink_to(target)
    assert found(folder, link) == "not-looked-at"
    with pytest.raises(UserError, match="link"):
        digest_of(folder, link)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes")
def test_a_pipe_is_not_waited_for(folder):
    os.mkfifo(folder / "pipe")
    assert found(folder, "pipe") == "not-looked-at"


def test_no_more_is_read_than_is_allowed(folder, monkeypatch):
    monkeypatch.setattr(evidence, "SIZE_LIMIT", 4)
    assert found(folder, "contracts/offer.pdf") == "not-looked-at"

"""The compiled content: read back as it was written, never stale, and never more than data."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest

from dpia import resources
from dpia.content import loader


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(resources.CACHE_VARIABLE, str(tmp_path / "cache"))
    folder = tmp_path / "questionnaires"
    shutil.copytree(resources.data_root("questionnaires"), folder)
    return folder


def compiled(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").glob("content-*"))


def test_what_is_read_back_is_what_was_written(root, tmp_path, monkeypatch):
    first = loader.load_pack(root)
    assert len(compiled(tmp_path)) == 1
    monkeypatch.setattr(loader, "compile_content", lambda _: pytest.fail("compiled twice"))
    again = loader.load_pack(root)
    assert again.content == first.content
    assert again.content.rules
    assert again.digest == first.digest


def test_a_changed_file_is_compiled_anew(root, tmp_path):
    before = loader.load_pack(root)
    pack = root / "core" / "pack.yaml"
    pack.write_text(pack.read_text("utf-8").replace("title:", "title: Changed, was", 1), "utf-8")
    after = loader.load_pack(root)
    assert after.manifest.title != before.manifest.title
    assert len(compiled(tmp_path)) == 2


class Hostile:
    def __reduce__(self):
        return os.system, ("touch RUN",)


@pytest.mark.parametrize(
    "data", [pickle.dumps(Hostile()), pickle.dumps({"no": "content"}), b"", b"nonsense", b"\x80\x05."]
)
def test_a_file_that_is_no_content_is_put_aside_and_runs_nothing(root, tmp_path, monkeypatch, data):
    monkeypatch.chdir(tmp_path)
    pack = loader.load_pack(root)
    [file] = compiled(tmp_path)
    file.write_bytes(data)
    assert loader.load_pack(root).content == pack.content
    assert not (tmp_path / "RUN").exists()
    assert file.read_bytes() != data

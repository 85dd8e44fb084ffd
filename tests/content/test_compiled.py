"""The compiled content: read back as it was written, never stale, and never more than data."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest
from support.toy import toy_pack

from dpia import resources
from dpia.content import compiled as module
from dpia.content import loader


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(resources.CACHE_VARIABLE, str(tmp_path / "cache"))
    folder = tmp_path / "questionnaires"
    shutil.copytree(Path(__file__).parents[1] / "tui" / "pack", folder)
    return folder


def compiled(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / "content").glob("*"))


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


OURS = os.geteuid() if os.name == "posix" else 0


class Hostile:
    def __reduce__(self):
        return os.system, ("touch RUN",)


def sealed(key: str, payload: bytes) -> bytes:
    """As the program itself would keep it."""
    return module._MAGIC + module._checksum(key, payload) + payload


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    "data",
    [pickle.dumps(Hostile()), pickle.dumps({"no": "content"}), b"", b"nonsense", b"\x80\x05.", b"\x80\x05" + b"(" * 9],
)
def test_a_file_that_is_no_content_is_put_aside_and_runs_nothing(root, tmp_path, monkeypatch, data, whole):
    monkeypatch.chdir(tmp_path)
    pack = loader.load_pack(root)
    [file] = compiled(tmp_path)
    data = sealed(file.name, data) if whole else data
    file.write_bytes(data)
    assert loader.load_pack(root).content == pack.content
    assert not (tmp_path / "RUN").exists()
    assert file.read_bytes() != data


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a small content that is kept under a key."""
    monkeypatch.setenv(resources.CACHE_VARIABLE, str(tmp_path / "cache"))
    module.write_compiled("key", toy_pack().content)
    assert module.read_compiled("key") == toy_pack().content
    return tmp_path / "cache" / "content" / "key"


def test_not_one_bit_may_differ(kept):
    data = kept.read_bytes()
    for place in {*range(0, len(data), 97), *range(80), len(data) - 1}:
        for bit in (1, 128):
            kept.write_bytes(data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :])
            assert module.read_compiled("key") is None, place
    for short in (data[:-1], data + b"\0", data[: len(data) // 2], data[len(data) // 2 :]):
        kept.write_bytes(short)
        assert module.read_compiled("key") is None


def test_what_was_kept_under_another_key_is_not_taken(kept):
    kept.rename(kept.with_name("other"))
    assert module.read_compiled("other") is None


posix = pytest.mark.skipif(os.name != "posix", reason="owners, modes and links of POSIX")


@posix
@pytest.mark.parametrize("kind", ["link", "hard link", "pipe", "folder", "others may write"])
def test_only_a_plain_file_of_ours_is_taken(kept, tmp_path, kind):
    real = tmp_path / "real"
    kept.rename(real)
    if kind == "link":
        kept.symlink_to(real)
    elif kind == "hard link":
        os.link(real, kept)
    elif kind == "pipe":
        os.mkfifo(kept)
    elif kind == "folder":
        kept.mkdir()
    else:
        real.rename(kept)
        kept.chmod(0o622)
    assert module.read_compiled("key") is None


@posix
def test_a_file_of_somebody_else_is_not_taken(kept, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: OURS + 1)
    assert module.read_compiled("key") is None


@posix
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o750, 0o701])
def test_a_folder_that_others_may_enter_is_neither_read_nor_written(kept, mode):
    kept.parent.chmod(mode)
    assert module.read_compiled("key") is None
    module.write_compiled("new", toy_pack().content)
    assert not kept.with_name("new").exists()


@posix
def test_a_folder_that_is_a_link_is_not_ours(kept, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    kept.parent.rename(elsewhere)
    kept.parent.symlink_to(elsewhere)
    assert module.read_compiled("key") is None


@posix
def test_no_link_in_the_place_of_a_kept_file_leads_to_a_victim(kept, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("mine")
    kept.unlink()
    kept.symlink_to(victim)
    module.write_compiled("key", toy_pack().content)
    assert victim.read_text() == "mine"
    assert not kept.is_symlink()
    assert module.read_compiled("key") == toy_pack().content


def test_only_the_latest_stay(kept):
    for number in range(module.KEPT + 3):
        module.write_compiled(f"k{number}", toy_pack().content)
    assert len(list(kept.parent.iterdir())) == module.KEPT


def test_without_a_folder_for_the_cache_content_is_read_all_the_same(root, tmp_path):
    (tmp_path / "cache").write_text("in the way")
    assert loader.load_pack(root).rules

"""Where content, templates, cache and recovery files are looked for."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from dpia import resources
from dpia.errors import UserError
from dpia.resources import cache_dir, data_root, state_dir

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in (resources.CONTENT_VARIABLE, resources.CACHE_VARIABLE, resources.STATE_VARIABLE):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up place where the package is installed, with nothing around it."""
    folder = tmp_path / "site-packages" / "dpia"
    folder.mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", folder)
    return folder


def test_in_a_checkout_the_top_folders_are_read() -> None:
    assert data_root("templates") == ROOT / "templates"
    assert data_root("questionnaires") == ROOT / "questionnaires"


def test_in_a_wheel_the_copies_are_read(package: Path) -> None:
    (package / "_data" / "templates").mkdir(parents=True)
    assert data_root("templates") == package / "_data" / "templates"


def test_a_folder_beside_the_package_that_is_no_checkout_is_not_read(package: Path) -> None:
    (package.parent / "templates").mkdir()
    with pytest.raises(UserError) as caught:
        data_root("templates")
    assert caught.value.code == "installation"


def test_asked_for_comes_before_the_environment_before_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("asked", "set"):
        (tmp_path / name / "questionnaires").mkdir(parents=True)
    monkeypatch.setenv(resources.CONTENT_VARIABLE, str(tmp_path / "set"))
    assert data_root("questionnaires") == tmp_path / "set" / "questionnaires"
    assert data_root("questionnaires", tmp_path / "asked") == tmp_path / "asked" / "questionnaires"
    assert data_root("templates", tmp_path / "asked") == ROOT / "templates"


def test_a_content_folder_without_content_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        data_root("questionnaires", tmp_path)
    assert caught.value.code == "content-folder"
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "folder"), [(resources.CACHE_VARIABLE, cache_dir), (resources.STATE_VARIABLE, state_dir)]
)
def test_private_folders_are_their_owners_alone(variable, folder, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "deep" / "own"))
    path = folder()
    assert path == tmp_path / "deep" / "own"
    assert path.is_dir()
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert folder() == path


def test_a_private_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(resources.CACHE_VARIABLE, str(tmp_path / "file" / "below"))
    with pytest.raises(UserError) as caught:
        cache_dir()
    assert caught.value.code == "folder"
    assert resources.CACHE_VARIABLE in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
def test_folders_are_where_the_system_wants_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "s"))
    assert cache_dir() == tmp_path / "c" / "dpia-wizard"
    assert state_dir() == tmp_path / "s" / "dpia-wizard"

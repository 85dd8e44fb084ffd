"""`dpia doctor`: each lack is found, and told with its fix."""

from __future__ import annotations

import importlib.util
import io
import os
from pathlib import Path

import pytest

from dpia import doctor, resources
from dpia.doctor import examine
from dpia.errors import UserError
from dpia.i18n import PSEUDO, Translator
from dpia.report import fonts, pdf, system_packages
from dpia.report.weasyprint_patches import versions
from dpia.report.word import pandoc


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(resources.CACHE_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv(resources.STATE_VARIABLE, str(tmp_path / "state"))


def found(name: str) -> doctor.Requirement:
    [check] = [check for check in examine(Translator()) if check.name == name]
    return check


def test_a_whole_machine_is_whole() -> None:
    checks = examine(Translator())
    assert len({check.name for check in checks}) == len(checks) == 15
    assert [check.name for check in checks if check.required and not check.ok] in ([], ["Text encoding"])


def test_a_lack_always_has_a_fix(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def lacking(*_: object) -> str:
        raise UserError("Not there.", hint="{fix}", fix="install it")

    (tmp_path / "file").touch()
    monkeypatch.setattr(pdf, "engine_versions", lacking)
    monkeypatch.setattr(fonts, "load_fonts", lacking)
    monkeypatch.setattr(fonts, "find_han", lambda: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(pandoc, "find_pandoc", lacking)
    monkeypatch.setattr(resources, "data_root", lacking)
    monkeypatch.setattr("dpia.seal.extra.missing", lambda: ["pyhanko"])
    monkeypatch.setattr(doctor.sys, "version_info", (3, 10, 0))
    monkeypatch.setattr(doctor.sys, "stdout", Terminal("latin-1"))
    monkeypatch.setattr(doctor.shutil, "get_terminal_size", lambda **_: os.terminal_size((40, 10)))
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.setenv(resources.CACHE_VARIABLE, str(tmp_path / "file" / "below"))
    monkeypatch.setenv(resources.STATE_VARIABLE, str(tmp_path / "file"))
    checks = examine(Translator())
    assert [check.name for check in checks if check.ok] == []
    assert all(check.fix and check.detail for check in checks)
    extras = {"Encryption", "Seals", "Serving to a browser", "Sheets of the register", "Word documents"}
    optional = {"Chinese typeface", "Terminal size", "Colours", *extras}
    assert {check.name for check in checks if not check.required} == optional


class Terminal(io.StringIO):
    """A terminal of some encoding."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("encoding", "good"), [("utf-8", True), ("UTF8", True), ("cp1252", False)])
def test_encoding(encoding: str, good: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.sys, "stdout", Terminal(encoding))
    assert found("Text encoding").ok is good


@pytest.mark.parametrize(
    ("term", "depth", "good"), [("xterm-256color", "", True), ("xterm", "truecolor", True), ("vt100", "", False)]
)
def test_colours(term: str, depth: str, good: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.sys, "stdout", Terminal("utf-8"))
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", depth)
    assert found("Colours").ok is good


def test_the_fix_for_chinese_is_this_systems_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_han", lambda: None)
    check = found("Chinese typeface")
    assert (check.ok, check.required, check.fix) == (
        False,
        False,
        system_packages.install_line(system_packages.Need.HAN),
    )


def test_an_engine_of_another_version_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("PDF engine").detail == str(versions.installed())
    monkeypatch.setattr(versions, "installed", lambda: versions.Versions("70.9", "0.13.0"))
    check = found("PDF engine")
    assert (check.ok, check.detail) == (True, "WeasyPrint 70.9, pydyf 0.13.0; not tested with this program")
    monkeypatch.setattr(versions, "installed", lambda: versions.Versions("71.0", "0.13.0"))
    check = found("PDF engine")
    assert (check.ok, check.fix) == (False, 'pip install "weasyprint==70.0" "pydyf==0.13.0"')


def test_words_go_through_the_catalogue() -> None:
    names = [check.name for check in examine(Translator(PSEUDO))]
    assert [name for name in names if not name.startswith("⟦")] == ["Python"]

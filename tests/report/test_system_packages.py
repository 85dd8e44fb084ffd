"""What the machine lacks, by the name of its package."""

from __future__ import annotations

import pytest

from dpia.report import system_packages


@pytest.mark.parametrize(
    ("platform", "release", "expected"),
    [
        ("linux", {"ID": "debian"}, system_packages.System.DEBIAN),
        ("linux", {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, system_packages.System.DEBIAN),
        ("linux", {"ID": "fedora"}, system_packages.System.FEDORA),
        ("linux", {"ID": "arch"}, system_packages.System.ARCH),
        ("linux", {"ID": "alpine"}, system_packages.System.OTHER),
        ("darwin", {}, system_packages.System.MACOS),
        ("win32", {}, system_packages.System.WINDOWS),
    ],
)
def test_each_system_gets_its_own_line(
    platform: str, release: dict[str, str], expected: system_packages.System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_packages.sys, "platform", platform)
    monkeypatch.setattr(system_packages.platform, "freedesktop_os_release", lambda: release)
    assert system_packages.current_system() is expected
    assert len({system_packages.install_line(need) for need in system_packages.Need}) == len(system_packages.Need)

"""What a report needs from the operating system, and the line that installs it there."""

from __future__ import annotations

import platform
import sys
from enum import Enum


class System(Enum):
    """Families of systems that install packages alike."""

    DEBIAN = "debian"
    FEDORA = "fedora"
    ARCH = "arch"
    MACOS = "macos"
    WINDOWS = "windows"
    OTHER = "other"


class Need(Enum):
    """Parts that Python packages do not bring along."""

    PANGO = "pango"
    """Pango with its FreeType backend, which WeasyPrint lays text out with."""
    SUBSET = "subset"
    """HarfBuzz's subsetter, without which writing a PDF takes more than ten times as long."""
    HAN = "han"
    """A Simplified Chinese typeface; only reports with Chinese text need it."""


_LINES: dict[System, dict[Need, str]] = {
    System.DEBIAN: {
        Need.PANGO: "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        Need.SUBSET: "sudo apt-get install libharfbuzz-subset0",
        Need.HAN: "sudo apt-get install fonts-noto-cjk",
    },
    System.FEDORA: {
        Need.PANGO: "sudo dnf install pango harfbuzz",
        Need.SUBSET: "sudo dnf install harfbuzz",
        Need.HAN: "sudo dnf install google-noto-sans-cjk-fonts google-noto-serif-cjk-fonts",
    },
    System.ARCH: {
        Need.PANGO: "sudo pacman -S pango harfbuzz",
        Need.SUBSET: "sudo pacman -S harfbuzz",
        Need.HAN: "sudo pacman -S noto-fonts-cjk",
    },
    System.MACOS: {
        Need.PANGO: "brew install pango",
        Need.SUBSET: "brew install harfbuzz",
        Need.HAN: "brew install --cask font-noto-sans-cjk-sc font-noto-serif-cjk-sc",
    },
    System.WINDOWS: {
        Need.PANGO: "In an MSYS2 UCRT64 shell: pacman -S mingw-w64-ucrt-x86_64-pango",
        Need.SUBSET: "In an MSYS2 UCRT64 shell: pacman -S mingw-w64-ucrt-x86_64-harfbuzz",
        Need.HAN: "Settings > Time & language > Language: add the feature Chinese (Simplified) supplemental fonts",
    },
    System.OTHER: {
        Need.PANGO: "Install Pango (with pangoft2) and HarfBuzz (with harfbuzz-subset) by your package manager",
        Need.SUBSET: "Install HarfBuzz with harfbuzz-subset by your package manager",
        Need.HAN: "Install Noto Sans CJK and Noto Serif CJK by your package manager",
    },
}


def current_system() -> System:
    """The family of the machine at hand."""
    if sys.platform == "darwin":
        return System.MACOS
    if sys.platform == "win32":
        return System.WINDOWS
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return System.OTHER
    words = {release.get("ID", ""), *release.get("ID_LIKE", "").split()}
    for system, names in (
        (System.DEBIAN, {"debian", "ubuntu"}),
        (System.FEDORA, {"fedora", "rhel", "centos"}),
        (System.ARCH, {"arch"}),
    ):
        if words & names:
            return system
    return System.OTHER


def install_line(need: Need, system: System | None = None) -> str:
    """What to type, or where to click, to get `need` on this machine."""
    return _LINES[system or current_system()][need]

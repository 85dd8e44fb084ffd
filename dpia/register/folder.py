"""Which files below a folder may be assessments. No link is followed: a folder of papers cannot lead out of itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import is_dir

ENDINGS = (".dpia.json", ".dpia.json.age", ".pdf", ".pdf.age")

FILES_LIMIT = 200_000
"""Files that one register lists."""


@dataclass(slots=True)
class Below:
    """What lies below a folder. `unreadable` are folders into which nobody may look; `links` are counted."""

    files: list[os.DirEntry[str]] = field(default_factory=list)
    unreadable: list[Path] = field(default_factory=list)
    links: int = 0


def below(folder: Path) -> Below:
    """All files of the right endings, by their names; hidden files and folders are left out.

    Raises UserError if it is no folder, cannot be read, or holds too many.
    """
    if not is_dir(folder):
        raise UserError(
            N_("There is no folder {path}."), hint=N_("Name the folder in which assessments lie."),
            code="no-folder", path=folder,
        )  # fmt: skip
    found = Below()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(_entries(here), key=lambda entry: entry.name)
        except OSError as error:
            if here == folder:
                raise UserError(
                    N_("Cannot read {path}: {reason}."), code="unreadable", path=here, reason=error.strerror or error
                ) from None
            found.unreadable.append(here)
            continue
        folders = [Path(entry.path) for entry in entries if _is_folder(entry)]
        waiting += reversed(folders)
        for entry in entries:
            if entry.is_symlink():
                found.links += entry.name.lower().endswith(ENDINGS)
            elif entry.name.lower().endswith(ENDINGS) and not _is_folder(entry):
                found.files.append(entry)
        if len(found.files) > FILES_LIMIT:
            raise UserError(
                N_("{path} holds more than {limit} files that may be assessments."),
                hint=N_("Name a folder below it."), code="too-many", path=folder, limit=FILES_LIMIT,
            )  # fmt: skip
    return found


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                yield entry


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False

"""All assessments below a folder, judged by the content of today: the register itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dpia import __version__
from dpia.content.pack import Pack
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.register.entry import Entry
from dpia.register.folder import Below, below
from dpia.register.index import Index, Seen, mark_of
from dpia.register.pool import Read, read_all

Progress = Callable[[int, int], None]
"""Told how many files of how many were read."""


@dataclass(frozen=True, slots=True)
class Line:
    """A file, named from the folder, and its entry."""

    path: Path
    name: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Register:
    """The lines by name, and how they came about: so many files were `read` now, and so many are what they were."""

    folder: Path
    lines: tuple[Line, ...]
    read: int
    unchanged: int
    unreadable: tuple[Path, ...] = ()
    links: int = 0
    others: int = 0
    """PDFs that carry no assessment."""


def register(
    pack: Pack,
    folder: Path,
    tr: Translator,
    *,
    again: bool = False,
    processes: int | None = None,
    progress: Progress = lambda done, count: None,
) -> Register:
    """Read all assessments below a folder; with `again` those too that have not changed. Raises UserError."""
    found = below(folder)
    with Index(state_of(pack, tr)) as index:
        kept = {} if again else index.digests()
        seen = index.files()
        marks = {os.fsencode(os.path.abspath(item.path)): _mark(item) for item in found.files}  # noqa: PTH100
        entries: dict[bytes, Entry | None] = {}
        reading: dict[Path, bytes] = {}
        for path, mark in marks.items():
            before = seen.get(path)
            if before is not None and mark and before.mark == mark and before.digest in kept:
                entries[path] = kept[before.digest]
            elif path.lower().endswith(b".age"):
                entries[path] = Entry(problem=tr(N_("It is encrypted and was not opened.")), closed=True)
            else:
                reading[Path(os.fsdecode(path))] = path
        fresh, files = {}, {}
        for count, item in enumerate(read_all(reading, kept, tr, processes=processes), 1):
            path = reading[item.path]
            entries[path] = _entry(item, kept, tr)
            if item.digest:
                fresh[item.digest] = entries[path]
                files[path] = Seen(marks[path], item.digest)
            progress(count, len(reading))
        prefix = os.fsencode(os.path.abspath(folder)).rstrip(os.sep.encode()) + os.sep.encode()  # noqa: PTH100
        gone = [path for path in seen if path.startswith(prefix) and path not in marks]
        if files or gone:
            index.keep(files, fresh, gone)
    return _made(folder, found, marks, entries, len(reading))


def _made(
    folder: Path, found: Below, marks: dict[bytes, str], entries: dict[bytes, Entry | None], read: int
) -> Register:
    lines, others = [], 0
    for item, path in zip(found.files, marks, strict=True):
        entry = entries[path]
        if entry is None:
            others += 1
        else:
            lines.append(Line(Path(item.path), os.path.relpath(item.path, folder), entry))
    unchanged = len(marks) - read
    return Register(folder, tuple(lines), read, unchanged, tuple(found.unreadable), found.links, others)


def _entry(item: Read, kept: dict[str, Entry | None], tr: Translator) -> Entry | None:
    if item.entry is not None or item.nothing:
        return item.entry
    return kept[item.digest]


def _mark(entry: os.DirEntry[str]) -> str:
    try:
        return mark_of(entry.stat(follow_symlinks=False))
    except OSError:
        return ""


def state_of(pack: Pack, tr: Translator) -> str:
    """All on which an entry rests besides the file: the program, the content and the language."""
    digest = hashlib.sha256()
    root = Path(__file__).parents[1]
    for path in sorted(root.rglob("*.py")):
        found = path.stat()
        digest.update(f"{path.relative_to(root)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return f"1 {__version__} {digest.hexdigest()} {pack.digest} {tr.lang}"

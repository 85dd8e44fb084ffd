"""All assessments below a folder, judged by the content of today: the register itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dpia import __version__
from dpia.content.pack import Pack
from dpia.i18n import Translator
from dpia.register.entry import RegisterEntry
from dpia.register.folder import below
from dpia.register.index import JudgedBy, RegisterIndex, Seen, mark_of
from dpia.register.opening import Opening
from dpia.register.places import RegisterLine, once
from dpia.register.pool import Read, read_all

Progress = Callable[[int, int], None]
"""Told how many files of how many were read."""


@dataclass(frozen=True, slots=True)
class Register:
    """The lines by name, each assessment once, and how they came about: so many files were `read` now, the rest not."""

    folder: Path
    lines: tuple[RegisterLine, ...]
    read: int
    unchanged: int
    unreadable: tuple[Path, ...] = ()
    links: int = 0
    files: int = 0
    """Files that are, carry or may be assessments; the same one in two of them is one line."""
    others: int = 0
    """PDFs that carry no assessment."""
    earlier: tuple[JudgedBy, Mapping[str, RegisterEntry | None]] | None = None
    """What is still known of how other content judged, by the digests of files."""


def register(
    pack: Pack,
    folder: Path,
    tr: Translator,
    *,
    again: bool = False,
    content: Path | None = None,
    opening: Opening = Opening(),  # noqa: B008 - it is frozen
    processes: int | None = None,
    progress: Progress = lambda done, count: None,
) -> Register:
    """Read all assessments below a folder; with `again` those too that have not changed. Raises UserError.

    `content` is the folder that `pack` was read from, where that is not the content at hand. What `opening` opens is
    judged anew each time: of what an encrypted file holds the index knows nothing.
    """
    found = below(folder)
    with RegisterIndex(state_of(pack, tr)) as index:
        kept = {} if again else index.digests()
        if opening:
            kept = {digest: entry for digest, entry in kept.items() if entry is None or not entry.closed}
        seen = index.files()
        marks = {os.fsencode(os.path.abspath(item.path)): _mark(item) for item in found.files}  # noqa: PTH100
        entries: dict[bytes, RegisterEntry | None] = {}
        digests: dict[bytes, str] = {}
        reading: dict[Path, bytes] = {}
        for path, mark in marks.items():
            before = seen.get(path)
            if before is not None and mark and before.mark == mark and before.digest in kept:
                entries[path], digests[path] = kept[before.digest], before.digest
            else:
                reading[Path(os.fsdecode(path))] = path
        fresh: dict[str, RegisterEntry | None] = {}
        read = read_all(reading, kept, tr, processes=processes, content=content, opening=opening)
        for count, item in enumerate(read, 1):
            path = reading[item.path]
            entries[path] = _entry(item, kept)
            if item.digest:
                fresh[item.digest] = entries[path]
                digests[path] = item.digest
            progress(count, len(reading))
        prefix = os.fsencode(os.path.abspath(folder)).rstrip(os.sep.encode()) + os.sep.encode()  # noqa: PTH100
        gone = [path for path in seen if path.startswith(prefix) and path not in marks]
        gone += [path for path in reading.values() if path in seen and path not in digests]  # it holds something else
        if fresh or gone:
            files = {path: Seen(marks[path], digests[path]) for path in reading.values() if path in digests}
            index.keep(files, fresh, gone)
        earlier = index.earlier()
    lines, others = [], 0
    for file, path in zip(found.files, marks, strict=True):
        entry = entries[path]
        if entry is None:
            others += 1
        else:
            name = os.path.relpath(file.path, folder)
            lines.append(RegisterLine(Path(file.path), name, entry, digests.get(path, "")))
    unchanged = len(marks) - len(reading)
    return Register(
        folder, tuple(once(lines)), len(reading), unchanged, tuple(found.unreadable), found.links, len(lines), others,
        earlier,
    )  # fmt: skip


def _entry(item: Read, kept: Mapping[str, RegisterEntry | None]) -> RegisterEntry | None:
    return item.entry if item.entry is not None or item.nothing else kept[item.digest]


def _mark(entry: os.DirEntry[str]) -> str:
    try:
        return mark_of(entry.stat(follow_symlinks=False))
    except OSError:
        return ""


def state_of(pack: Pack, tr: Translator) -> JudgedBy:
    """All on which an entry rests besides the file."""
    digest = hashlib.sha256()
    root = Path(__file__).parents[1]
    for path in sorted(root.rglob("*.py")):
        found = path.stat()
        digest.update(f"{path.relative_to(root)} {found.st_size} {found.st_mtime_ns}\n".encode())
    key = f"2 {__version__} {digest.hexdigest()} {pack.digest} {tr.lang}"
    return JudgedBy(key, pack.digest, pack.manifest.version, parts_of(pack))


def parts_of(pack: Pack) -> dict[str, str]:
    """A short digest of each rule and fact, by its id."""
    named = [(rule.id, rule) for rule in pack.content.rules]
    return {
        name: hashlib.sha256(repr(part).encode()).hexdigest()[:16]
        for name, part in (*named, *((fact.id, fact) for fact in pack.content.facts))
    }

"""Which files were open last and where somebody was in them. Paths and ids of questions, for the owner's eyes alone.

It is a comfort: a list that cannot be read or written is an empty list, never an error.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from dpia import resources
from dpia.atomic import write_atomic
from dpia.errors import UserError

LIMIT = 20
"""How many files are remembered."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A file, and the section and question where it was left."""

    path: Path
    section: str = ""
    question: str = ""


def recent() -> list[Recent]:
    """The files opened last, the latest first."""
    try:
        data = json.loads(_file().read_text("utf-8", "surrogateescape"))
        return [
            Recent(Path(str(item["path"])), str(item.get("section", "")), str(item.get("question", "")))
            for item in data["recent"]
        ][:LIMIT]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, UserError):
        return []


def remember(path: Path, section: str = "", question: str = "") -> None:
    """Put a file first."""
    path = path.absolute()
    entries = [Recent(path, section, question), *(item for item in recent() if item.path != path)][:LIMIT]
    _write(entries)


def forget(path: Path) -> None:
    """Take a file off the list."""
    path = path.absolute()
    _write([item for item in recent() if item.path != path])


def place(path: Path) -> Recent | None:
    """Where a file was left, or None."""
    path = path.absolute()
    return next((item for item in recent() if item.path == path), None)


def _file() -> Path:
    return resources.state_dir() / "recent.json"


def _write(entries: list[Recent]) -> None:
    data = {
        "recent": [{"path": str(item.path), "section": item.section, "question": item.question} for item in entries]
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    with contextlib.suppress(OSError, UserError):
        write_atomic(_file(), text.encode("utf-8", "surrogateescape"), durable=False)

"""What a report says of the file that it is about, and of the templates that it is printed by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from dpia import resources


@dataclass(frozen=True)
class ReportedFile:
    """The file that is reported on.

    Its name, its bytes, the head and the entries of its log (JSON), and which version of the content was answered.
    """

    name: str
    data: bytes = field(repr=False)
    head: str
    changes: tuple[dict[str, Any], ...] = field(repr=False)
    content_version: str = ""
    flaws: tuple[str, ...] = ()
    """What in the record of the file does not hold, in words."""
    templates: str = ""
    """The digest of the templates that the report is printed by; empty where none are used."""
    changed_since_advice: int = 0
    """How many answers were changed after the officer advised."""
    discussion: bool = False
    """Whether the discussion is printed too, and in the bytes."""

    @property
    def withheld(self) -> int:
        """How many entries of the log are left out of the bytes, since they are of the discussion."""
        return sum("withheld" in change for change in self.changes)

    @property
    def redaction(self) -> dict[str, Any] | None:
        """What a redacted copy says that it leaves out; None of a whole record."""
        return next((change["after"] for change in self.changes[-1:] if change["path"] == ["redaction"]), None)

    @property
    def digest(self) -> str:
        """SHA-256 of the file, as shown to people."""
        return f"sha256:{hashlib.sha256(self.data).hexdigest()}"


def templates_digest() -> str:
    """SHA-256 over names and bytes of all templates, as shown to people. Raises UserError, OSError."""
    root, digest = resources.data_root("templates"), hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return f"sha256:{digest.hexdigest()}"

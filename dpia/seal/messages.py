"""What a seal may be of: the file as it stands, or the head of any entry of the log, as `dpia head` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dpia.storage.document import Document


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was sealed: the whole file (`entry` None), or the record up to that entry of its log."""

    entry: int | None
    data: bytes


def head_bytes(head: str) -> bytes:
    """The head as a file: 64 digits and a line end."""
    return f"{head}\n".encode()


def messages(data: bytes, document: Document) -> Iterator[Sealed]:
    """All that a seal of this file can be of: the file first, then the heads, the latest first."""
    yield Sealed(None, data)
    for change in reversed(document.changes):
        yield Sealed(change.n, head_bytes(change.hash))
        yield Sealed(change.n, change.hash.encode())

"""Whether a report is what this program makes of the assessment: made again, and compared page by page."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from dpia.report.embedded import bounded_reader, note_in
from dpia.report.making import Making

_SKIPPED = frozenset({"/Parent", "/P", "/StructParent", "/StructParents"})
"""Ways from a page to the rest of the file."""

_UNSEEN = b"a signature that nobody sees"

_NAMED = 5
"""Pages that a message names."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a PDF differs from the one that is made again. All empty: it is the same, byte for byte."""

    pages: tuple[int, ...] = ()
    """Numbers, from 1, of the pages that differ."""
    counts: tuple[int, int] | None = None
    """How many pages each has, if not as many."""
    appended: int = 0
    """Bytes after the end of what was made: a signature, or a change that no page shows."""
    elsewhere: bool = False
    """Something differs, and it is on no page."""

    @property
    def first_pages(self) -> str:
        """The numbers for a message."""
        more = ", …" if len(self.pages) > _NAMED else ""
        return ", ".join(map(str, self.pages[:_NAMED])) + more


def compare(data: bytes, again: bytes, making: Making) -> Comparison | None:
    """Compare a PDF with the one that was made again; None if that has other typefaces.

    Raises UserError if it cannot be read.
    """
    if data == again:
        return Comparison()
    with bounded_reader(again) as reader:
        if Making.from_text(note_in(reader)).fonts != making.fonts:
            return None
    found, wanted = _pages(data), _pages(again)
    if len(found) != len(wanted):
        return Comparison(counts=(len(found), len(wanted)))
    pages = tuple(n for n, (one, other) in enumerate(zip(found, wanted, strict=True), 1) if one != other)
    appended = len(data) - len(again) if data.startswith(again) else 0
    return Comparison(pages, appended=appended, elsewhere=not pages and not appended)


def _pages(data: bytes) -> list[bytes]:
    """A fingerprint of each page: its content and everything that it draws with."""
    with bounded_reader(data) as reader:
        known: dict[int, bytes] = {}
        return [_of(page, known, top=True) for page in reader.pages]


def _of(item: Any, known: dict[int, bytes], *, top: bool = False) -> bytes:
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

    if isinstance(item, IndirectObject):
        if item.idnum not in known:
            known[item.idnum] = b"(in itself)"
            known[item.idnum] = _of(item.get_object(), known)
        return known[item.idnum]
    digest = hashlib.sha256(type(item).__name__.encode())
    if isinstance(item, DictionaryObject):
        if not top and item.get("/Type") in ("/Page", "/Pages"):
            return b"a page"
        if item.get("/FT") == "/Sig" and not any(item.get("/Rect") or ()):
            return _UNSEEN
        for key in sorted(item.keys() - _SKIPPED):
            if key == "/Annots" and _all_unseen(item["/Annots"], known):
                continue
            digest.update(b"\n" + str(key).encode("utf-8", "replace") + _of(item.raw_get(key), known))
        if isinstance(item, StreamObject):
            digest.update(item._data)
    elif isinstance(item, ArrayObject):
        for part in list.__iter__(item):
            digest.update(_of(part, known))
    else:
        digest.update(repr(item).encode("utf-8", "replace"))
    return digest.digest()


def _all_unseen(notes: Any, known: dict[int, bytes]) -> bool:
    return all(_of(note, known) == _UNSEEN for note in list.__iter__(notes))

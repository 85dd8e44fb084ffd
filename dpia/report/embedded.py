"""The assessment that a report carries, taken out again. The PDF may be anybody's: what it costs is bounded."""

from __future__ import annotations

import contextlib
import hashlib
import io
import itertools
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import read_plain
from dpia.report.collected_log import unlogged
from dpia.report.making import KEY

if TYPE_CHECKING:
    from pypdf import PdfReader

ATTACHMENT_SUFFIX = ".dpia.json"
"""An embedded file whose name ends so is the assessment."""

_LARGEST_PDF = 64 * 1024 * 1024
_LARGEST_STREAM = 20_000_000
_READING = {
    "maximum_declared_stream_length": _LARGEST_STREAM,
    "array_based_stream_maximum_output_length": _LARGEST_STREAM,
    "lzw_maximum_output_length": _LARGEST_STREAM // 10,
    "run_length_maximum_output_length": _LARGEST_STREAM // 10,
    "zlib_maximum_output_length": _LARGEST_STREAM,
    "zlib_maximum_recovery_input_length": 100_000,
    "disable_legacy_handling": True,
}
"""What reading a PDF may cost: an assessment has at most so many bytes, and ours are written with zlib alone."""
_LARGEST_SUM = 24_000_000
"""Bytes that all streams which are looked at may inflate to together: a long report and its assessment."""

_BYTES_AN_OBJECT = 3
"""So many bytes, of the file and of what its streams inflate to, an object has at least on average: most names are
longer. Who reads more objects than that reads the same bytes again and again: a damaged file can bring it about.
"""

_OBJECTS = 2_000_000
"""Objects that are read at most; a long report has a quarter of a million."""

_LOOKED_AT = 1_000
"""Files in one PDF that are looked at."""

_NAMED = 5
"""Names of other files that are kept for a message."""

_ONE_AT_A_TIME = threading.RLock()
"""Counting replaces a function of the library for a time."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """The assessment as a report carries it. `problems` says in words how it differs from what was put in."""

    name: str
    data: bytes = field(repr=False)
    problems: tuple[str, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the embedded file, as shown to people."""
        return f"sha256:{hashlib.sha256(self.data).hexdigest()}"


@contextlib.contextmanager
def bounded_reader(content: bytes, name: str = "") -> Iterator[PdfReader]:
    """Read a PDF; what it may cost is bounded. Raises UserError (code `pdf`) if reading fails in whatever way."""
    from pypdf import PdfReader, apply_configuration

    with unlogged("pypdf"), apply_configuration(None, **_READING), _bounded(len(content), _LARGEST_SUM):
        try:
            # Where the catalog is broken no other is looked for: that would be a guess, over all objects at great cost.
            yield PdfReader(io.BytesIO(content), root_object_recovery_limit=0)
        except (Exception, _BeyondMeasure) as error:  # a broken file fails in any way; none is a bug of ours
            raise UserError(
                N_("{path} cannot be read as a PDF: {reason}."),
                hint=N_("Ask for the file again, or open the assessment file itself."),
                code="pdf",
                path=name,
                reason=str(error)[:200].rstrip(". ") or type(error).__name__,
            ) from error


@dataclass(frozen=True, slots=True)
class Contents:
    """What a PDF carries: assessments (none or one, unless somebody added another, then two), other files, a note."""

    assessments: tuple[Embedded, ...]
    others: tuple[str, ...]
    """Names of the first other files."""
    note: str
    """How it says that it was made (`making`); empty if it does not."""


def contents(pdf_path: Path) -> Contents:
    """Read a PDF once.

    Raises:
        UserError: there is no such file (code `file`), or it is no readable PDF or inflates beyond measure (`pdf`).
    """
    return contents_of(_pdf_bytes(pdf_path), str(pdf_path))


def contents_of(data: bytes, name: str) -> Contents:
    """Read the bytes of a PDF, which messages call `name`. Raises UserError (`pdf`) as `contents` does."""
    found: list[Embedded] = []
    others: list[str] = []
    with bounded_reader(_as_pdf(data, name), name) as reader:
        for item in itertools.islice(reader.attachment_list, _LOOKED_AT):
            if item.name.endswith(ATTACHMENT_SUFFIX):
                data = item.content
                found.append(Embedded(item.name, data, _differences(data, item.size, item.checksum)))
            elif len(others) < _NAMED:
                others.append(item.name)
            if len(found) == 2:
                break
        return Contents(tuple(found), tuple(others), note_in(reader))


def note_in(reader: PdfReader) -> str:
    """How a PDF says that it was made; empty if it does not."""
    note = reader.metadata.get(f"/{KEY}") if reader.metadata is not None else None
    return str(note) if note is not None else ""


def embedded_assessments(pdf_path: Path) -> tuple[Embedded, ...]:
    """The assessments that a PDF carries, damaged or not. Raises UserError as `contents` does."""
    return contents(pdf_path).assessments


def read_embedded(pdf_path: Path) -> Embedded:
    """Find the assessment that a report carries, damaged or not.

    Raises:
        UserError: as for `contents`, or it carries no assessment or more than one (`no-assessment`).
    """
    return the_one(contents(pdf_path), pdf_path)


def the_one(found: Contents, pdf_path: Path | str) -> Embedded:
    """The one assessment. Raises UserError (`no-assessment`) if there is none or more than one."""
    if len(found.assessments) != 1:
        raise UserError(
            N_("{path} carries more than one assessment.")
            if found.assessments
            else N_("{path} carries no assessment."),
            hint=N_("Some editions of a report carry the assessment, and then only one; others carry none."),
            code="no-assessment",
            path=str(pdf_path),
        )
    return found.assessments[0]


def extract_attachment(pdf_path: Path) -> bytes:
    """The assessment that a report carries, whole.

    Raises:
        UserError: as for `read_embedded`, or it is not what the report was written with (code `damaged`).
    """
    return whole(read_embedded(pdf_path), str(pdf_path))


def whole(embedded: Embedded, name: str) -> bytes:
    """The bytes of an embedded assessment. Raises UserError (`damaged`) if the report was written with others."""
    if embedded.problems:
        raise UserError(
            N_("The assessment in {path} is not the one that the report was written with: {problems}."),
            hint=N_("Ask for the file again, or open the assessment file itself."),
            code="damaged",
            path=name,
            problems="; ".join(embedded.problems),
        )
    return embedded.data


def _pdf_bytes(path: Path) -> bytes:
    try:
        content = read_plain(path, _LARGEST_PDF)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(N_("{path} cannot be read: {reason}."), code="file", path=str(path), reason=reason) from error
    return content


def _as_pdf(data: bytes, name: str) -> bytes:
    if b"%PDF-" not in data[:1024]:
        raise UserError(N_("{path} is not a PDF."), code="pdf", path=name)
    return data


def _differences(data: bytes, size: int | None, checksum: Any) -> tuple[str, ...]:
    """How an embedded file differs from the length and MD5 sum that were written with it."""
    problems = []
    if size is not None and size != len(data):
        problems.append(f"it has {len(data)} bytes instead of {size}")
    md5 = getattr(checksum, "original_bytes", checksum)  # sixteen bytes may happen to read as text
    if md5 is not None and md5 != hashlib.md5(data, usedforsecurity=False).digest():
        problems.append("its checksum differs")
    return tuple(problems)


class _BeyondMeasure(BaseException):
    """Reading costs too much. No handler in the library may take it for a damaged object and go on."""


@contextlib.contextmanager
def _bounded(size: int, limit: int) -> Iterator[None]:
    """Bounds that the library does not have: what all streams inflate to together, and how many objects are read."""
    from pypdf import _reader, filters
    from pypdf.errors import LimitReachedError
    from pypdf.generic import _data_structures

    inflate, left = filters.decompress, limit
    read, objects = _data_structures.read_object, 0

    def reading(*args: Any, **options: Any) -> Any:
        nonlocal objects
        objects += 1
        if objects > min(_OBJECTS, 1_000 + (size + limit - left) // _BYTES_AN_OBJECT):
            raise _BeyondMeasure("its objects are read again and again, beyond measure")
        return read(*args, **options)

    def counted(data: bytes) -> bytes:
        nonlocal left
        found = inflate(data)
        left -= len(found)
        if left < 0:
            raise LimitReachedError("the streams of the file inflate beyond measure")
        return found

    with _ONE_AT_A_TIME:
        filters.decompress = counted
        for module in (_reader, _data_structures):
            module.read_object = reading  # type: ignore[attr-defined]
        try:
            yield
        finally:
            filters.decompress = inflate
            for module in (_reader, _data_structures):
                module.read_object = read  # type: ignore[attr-defined]

"""Before a document takes the place of a file it is proven to be read as what it is; and copies replace nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dpia.atomic import write_atomic
from dpia.control_chars import replaced
from dpia.errors import UserError, cut
from dpia.i18n_marks import N_
from dpia.paths import read_plain
from dpia.storage.document import SIZE_LIMIT, Document, parse_document


def proven_bytes(document: Document, name: str, *, read: int = 0) -> bytes:
    """The bytes of a document, proven to be read as that document. Raises UserError: nothing was changed.

    So many entries of the log that were `read` from a file or proven before are not read again: a log grows for years.
    """
    try:
        data = document.to_bytes()
        if len(data) > SIZE_LIMIT:
            raise UserError(
                N_("{path} would have more than {limit} MB, and could not be read again."),
                hint=N_("Nothing was changed. Say it in fewer words, or go on in a new assessment."),
                code="too-large", path=name, limit=SIZE_LIMIT // 1_000_000,
            )  # fmt: skip
        new = replace(document, changes=document.changes[read:]) if read else document
        if parse_document(new.to_be_read() if read else data, name) != new:
            raise ValueError("it would be read as something else")
    except (ValueError, RecursionError, UserError) as error:
        if isinstance(error, UserError) and error.code == "too-large":
            raise
        raise cannot_be_kept(name, error) from None
    return data


def cannot_be_kept(name: str, error: Exception) -> UserError:
    """Half a surrogate pair, a number beyond measure, and whatever else a file cannot hold."""
    return UserError(
        N_("This cannot be kept in {path}: {reason}."),
        hint=N_("Nothing was changed."),
        code="cannot-keep", path=name, reason=cut(replaced(str(error)), 200),
    )  # fmt: skip


def written_new(path: Path, data: bytes) -> bool:
    """Whether a file has that content: it could be made, or was made so before. Raises UserError."""
    try:
        write_atomic(path, data, new=True)
    except UserError as error:
        if error.code != "exists":
            raise
        try:
            return read_plain(path, len(data)) == data
        except OSError:
            return False
    return True

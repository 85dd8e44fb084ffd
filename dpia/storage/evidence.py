"""Files that are named as evidence: whether they are there and are what they were. Their content is hashed, not read.

A file is named by its path in the folder of the assessment. Nothing outside that folder is looked at, and no link is
followed on the way: an assessment that came by mail could ask for any file otherwise.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal

from dpia.assessment.discussion import AnyEntry, Evidence
from dpia.errors import UserError, cut
from dpia.i18n_marks import N_

State = Literal["same", "changed", "missing", "not-looked-at"]

SIZE_LIMIT = 100_000_000
"""Bytes of one file."""

TOTAL_LIMIT = 500_000_000
"""Bytes of all files together that one check reads."""

_BLOCK = 1 << 20
_LINK = "there is a link on the way to it"
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def digest_of(folder: Path, name: str) -> str:
    """SHA-256 of a file in the folder of an assessment. Raises UserError: why it cannot serve as evidence."""
    try:
        return _digest(folder, name, SIZE_LIMIT)[0]
    except FileNotFoundError:
        reason = N_("there is no such file beside the assessment")
    except OSError as error:
        reason = error.strerror or str(error)
    raise UserError(
        N_("{name} cannot be evidence: {reason}."),
        hint=N_("Name a file in the folder of the assessment, such as contracts/offer.pdf, or give a reference."),
        code="evidence", name=cut(name), reason=reason,
    )  # fmt: skip


def states(folder: Path | None, discussion: Mapping[str, AnyEntry]) -> dict[str, State]:
    """What became of each file that is evidence, by the id of its entry. Without a folder nothing is looked at."""
    found: dict[str, State] = {}
    left = TOTAL_LIMIT
    for name, entry in discussion.items():
        if not isinstance(entry, Evidence) or not entry.file:
            continue
        found[name] = "not-looked-at"
        if folder is None:
            continue
        try:
            digest, size = _digest(folder, entry.file, min(SIZE_LIMIT, left))
        except FileNotFoundError:
            found[name] = "missing"
        except OSError:
            continue
        else:
            found[name], left = "same" if digest == entry.sha256 else "changed", left - size
    return found


def _digest(folder: Path, name: str, limit: int) -> tuple[str, int]:
    """The digest and how many bytes it covers. Raises OSError; FileNotFoundError only where there is no such file."""
    path = PurePosixPath(name)
    parts = path.parts
    if not parts or path.is_absolute() or ".." in parts or "\\" in name or ":" in name:
        raise OSError(errno.EPERM, "it lies outside the folder of the assessment")
    digest, size = hashlib.sha256(), 0
    with contextlib.ExitStack() as closing:
        file = _opened(folder, parts, closing)
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
            if size > limit:
                raise OSError(errno.EFBIG, f"it has more than {SIZE_LIMIT // 1_000_000} MB")
    return digest.hexdigest(), size


def _opened(folder: Path, parts: tuple[str, ...], closing: contextlib.ExitStack) -> BinaryIO:
    """The file, opened folder by folder so that no link is followed, not even one that is put there meanwhile."""
    if os.open not in os.supports_dir_fd:  # a system without such calls
        path = folder.joinpath(*parts)
        if path.resolve() != folder.resolve().joinpath(*parts):
            raise OSError(errno.ELOOP, _LINK)
        handle = os.open(path, _FLAGS | getattr(os, "O_BINARY", 0))
    else:
        handle = os.open(folder, os.O_RDONLY)
        for part in parts:
            closing.callback(os.close, handle)
            try:
                handle = os.open(part, _FLAGS, dir_fd=handle)
            except OSError as error:
                if error.errno in (errno.ELOOP, errno.EMLINK):
                    raise OSError(errno.ELOOP, _LINK) from None
                raise
    file = os.fdopen(handle, "rb")
    closing.enter_context(file)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        raise OSError(errno.EINVAL, "it is no plain file")
    return file

"""Conflict copies: what somebody could not save because another had changed the file meanwhile, beside that file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from dpia.atomic import move_new
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.storage.encryption import SUFFIX as AGE

_SUFFIX = ".dpia.json"
MERGED = ".merged"
"""What is added to the name of a copy that was dealt with. It is no ending of an assessment: nobody is offered it."""


def conflict_names(path: Path, *, encrypted: bool) -> Iterator[Path]:
    """The names that conflict copies of a file may have, the first first; those of an encrypted one are encrypted."""
    ending = _SUFFIX + (AGE if encrypted else "")
    stem = path.name.removesuffix(ending)
    return (path.with_name(f"{stem}.conflict-{number}{ending}") for number in itertools.count(1))


def conflict_copies(path: Path) -> list[Path]:
    """The conflict copies that lie beside a file, the first first; none where nobody may look."""
    ending = _SUFFIX + (AGE if path.suffix == AGE else "")
    name = re.compile(rf"{re.escape(path.name.removesuffix(ending))}\.conflict-([1-9][0-9]{{0,8}}){re.escape(ending)}")
    try:
        found = [(int(match[1]), entry) for entry in path.parent.iterdir() if (match := name.fullmatch(entry.name))]
    except OSError:
        return []
    return [entry for _, entry in sorted(found)]


def put_aside(copy: Path) -> Path:
    """Give a copy a name under which it is offered no more, and return that. Nothing is deleted or replaced.

    For who holds the lock of the copy. Raises UserError: it has its name still.
    """
    names = (f"{copy.name}{MERGED}", *(f"{copy.name}{MERGED}-{number}" for number in range(2, 1000)))
    for name in names:
        try:
            move_new(copy, copy.with_name(name))
        except FileExistsError:
            continue
        except OSError as error:
            reason = error.strerror or str(error)
            raise UserError(
                N_("{path} keeps its name: {reason}."), code="not-aside", path=copy, reason=reason
            ) from None
        return copy.with_name(name)
    raise UserError(N_("{path} keeps its name: {reason}."), code="not-aside", path=copy, reason=names[-1])

"""The versions of the file format, and how an older file becomes one of the present format.

Each step is a pure function from the JSON of one version to that of the next. A step never touches the entries of the
log: their hashes hold as they were written. The tests keep a real file of each version that was ever released.

- 1: the first.
- 2: an answer may be known in part (a list with `have`, `lack` and `unknown`; a date or a number as a range), and
  the log says which content the answers are given to.
- 3: the discussion beside the answers, and copies from which it is left out (entries of the log that are withheld).
  - 3, minor version 1: the language in which the answers are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dpia.assessment.change import LANGUAGE, Change

FORMAT_VERSION = 3

FORMAT_MINOR = 1
"""The newest minor version; a file says the one that it needs. Fields are added in one, and nothing that an older one
reads changes by it.

A file of a newer minor version is read: keys that are not known, of the file and of the assessment, are kept as they
are, and so are entries of the log about them. Their place is the key, and keys within it; what stands there is JSON.
"""

Json = dict[str, Any]


def minor_needed(log: Iterable[Change]) -> int:
    """The least minor version that has all the places of a log."""
    return 1 if any(change.path == LANGUAGE for change in log) else 0


def _from_1(data: Json) -> Json:
    """What version 1 could say is said in version 2 in the same way."""
    return {**data, "format_version": 2}


def _from_2(data: Json) -> Json:
    """What version 2 could say is said in version 3 in the same way."""
    return {**data, "format_version": 3}


STEPS: Mapping[int, Callable[[Json], Json]] = {1: _from_1, 2: _from_2}
"""From each older version to the next."""


def to_present_format(data: Json, version: int) -> Json:
    """The JSON of a file of that version, which must be known, in the present format."""
    while version < FORMAT_VERSION:
        data = STEPS[version](data)
        version += 1
    return data

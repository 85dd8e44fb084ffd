"""`NAME.dpia.json`: format and version first, then the content pin, the assessment and the log.

UTF-8, LF, stable key order. The snapshot is what counts; `verify` replays the log and compares.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from dpia.assessment.change import CONTENT, Change, LogError, replay, same_json, verify_chain
from dpia.assessment.life_cycle_log import verify_life_cycle
from dpia.assessment.model import Assessment
from dpia.errors import UserError, cut
from dpia.i18n_marks import N_
from dpia.indented import indented
from dpia.paths import TooLarge, read_plain
from dpia.storage import encryption
from dpia.storage.formats import FORMAT_MINOR, FORMAT_VERSION, minor_needed, to_present_format
from dpia.syntax_words import json_words

FORMAT = "dpia-assessment"
SCHEMA = "urn:dpia-wizard:schema:assessment"
"""What `$schema` of a new file says: the `$id` of the published schema."""

_SCHEMA_LIMIT = 500
"""Characters of another `$schema`, such as the path of a copy of it that an editor reads."""

SIZE_LIMIT = 20_000_000
"""Bytes. A full assessment with a thousand changes is below one megabyte."""

DEPTH_LIMIT = 40
PARTS_LIMIT = 400_000
"""Lists and objects in one file: twice as many as an assessment of the greatest size has."""

COMMAS_LIMIT = 1_000_000
"""Commas in one file, those in texts included: a bound of the values, which costs nothing."""

KEYS_LIMIT = 20_000
"""Keys of one object: forty times as many as there are questions."""


@dataclass(frozen=True, slots=True)
class ContentPin:
    """Which content the answers were given to."""

    id: str
    version: str
    digest: str

    def to_json(self) -> dict[str, str]:
        """The pin in the file."""
        return {"id": self.id, "version": self.version, "digest": self.digest}


@dataclass(frozen=True)
class Document:
    """An assessment with its log and the content that it was made with."""

    content: ContentPin
    assessment: Assessment
    changes: tuple[Change, ...] = ()
    schema: str = SCHEMA
    """What `$schema` says; empty where the file has none."""
    minor: int = 0
    """The minor version of the format, where a newer program wrote it: it stays, with what only that one knows. Else
    0, and the file says the version that it needs."""
    beyond: Mapping[str, Any] = field(default_factory=dict)
    """Keys of the file that only a newer minor version knows, as JSON."""

    @property
    def newer(self) -> bool:
        """Whether a newer minor version wrote it, some of which this program may not know."""
        return self.minor > FORMAT_MINOR

    def to_bytes(self) -> bytes:
        """The file."""
        return f"{indented(self._to_json(), 1)}\n".encode()

    def to_be_read(self) -> bytes:
        """The same on one line: for whoever only reads it again."""
        return json.dumps(self._to_json(), ensure_ascii=False, allow_nan=False).encode()

    def _to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            **({"$schema": self.schema} if self.schema else {}),
            **({"format_minor": minor} if (minor := max(self.minor, minor_needed(self.changes))) else {}),
            "content": self.content.to_json(),
            "assessment": self.assessment.to_json(),
        }
        data.update(self.beyond)
        data["changes"] = [change.to_json() for change in self.changes]
        return data

    @cached_property
    def flaws(self) -> tuple[LogError, ...]:
        """What in the record does not hold (see `verify_document`); it is said wherever the file is read."""
        return tuple(verify_document(self))

    @property
    def head(self) -> str:
        """The hash of the last entry of the log; it stands for the whole history."""
        return self.changes[-1].hash if self.changes else ""


def read_document(path: Path) -> Document:
    """Read an assessment file. Raises UserError with one message for every way in which it can be wrong."""
    return parse_document(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of sane size. Raises UserError."""
    limit = round(SIZE_LIMIT * encryption.LONGER) if path.name.endswith(encryption.SUFFIX) else SIZE_LIMIT
    try:
        return read_plain(path, limit)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError | ValueError) -> UserError:
    if isinstance(error, ValueError):  # a name that the system does not take
        return UserError(N_("Cannot read {path}: {reason}."), code="unreadable", path=cut(path), reason=str(error))
    if isinstance(error, IsADirectoryError):
        return UserError(
            N_("{path} is a folder, not a file."), hint=N_("Name the file in it."), code="is-a-folder", path=path
        )
    if isinstance(error, TooLarge):
        return UserError(
            N_("{path} has more than {limit} MB; an assessment has at most so many."),
            hint=N_("Is it the right file?"),
            code="too-large",
            path=path,
            limit=SIZE_LIMIT // 1_000_000,
        )
    if isinstance(error, FileNotFoundError):
        return UserError(
            N_("There is no file {path}."), hint=N_("Check the name and the folder."), code="not-found", path=path
        )
    reason = error.strerror or str(error)
    return UserError(N_("Cannot read {path}: {reason}."), code="unreadable", path=path, reason=reason)


def parse_document(data: bytes, name: str) -> Document:
    """Read the bytes of an assessment file, also of an encrypted one; `name` is used in messages. Raises UserError."""
    raw = _json(encryption.plain(data, name), name)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise UserError(
            N_("{path} is not an assessment: it does not begin with “format”: “dpia-assessment”."),
            code="not-assessment",
            path=name,
        )
    version = raw.get("format_version")
    if type(version) is not int or not 1 <= version <= FORMAT_VERSION:
        hint = (
            N_("Use the newest version of this program.")
            if isinstance(version, int) and version > FORMAT_VERSION
            else ""
        )
        raise UserError(
            N_("{path} has format version {version}; this program reads versions 1 to {known}."),
            hint=hint, code="wrong-version", path=name, version=_short(version), known=FORMAT_VERSION,
        )  # fmt: skip
    raw = to_present_format(raw, version)
    extra = set(raw) - {"$schema", "format", "format_version", "format_minor", "content", "assessment", "changes"}
    minor = raw.get("format_minor", 0) if version == FORMAT_VERSION else 0
    newer = type(minor) is int and minor > FORMAT_MINOR
    if extra and not newer:
        raise UserError(N_("{path}: unknown key “{key}”."), code="unknown-key", path=name, key=_short(sorted(extra)[0]))
    try:
        content = raw.get("content")
        if (
            not isinstance(content, dict)
            or set(content) != {"id", "version", "digest"}
            or not all(isinstance(v, str) for v in content.values())
        ):
            raise ValueError("content: must have id, version and digest")
        schema = raw.get("$schema", "")
        if not isinstance(schema, str) or len(schema) > _SCHEMA_LIMIT or not schema.isprintable():
            raise ValueError("$schema: must be one short line")
        if type(minor) is not int or minor < 0:
            raise ValueError("format_minor: must be a number")
        changes = raw.get("changes")
        if not isinstance(changes, list):
            raise ValueError("changes: must be a list")
        return Document(
            ContentPin(content["id"], content["version"], content["digest"]),
            Assessment.from_json(raw.get("assessment"), newer=newer),
            tuple(Change.from_json(item) for item in changes),
            schema,
            minor if newer else 0,
            {name: raw[name] for name in sorted(extra)},
        )
    except ValueError as error:
        raise UserError(
            N_("{path} is damaged: {reason}."),
            hint=N_("If there is a {path}.bak beside it, that is the version before."),
            code="damaged", path=name, reason=cut(error, 200),
        ) from None  # fmt: skip


def verify_document(document: Document) -> list[LogError]:
    """What does not hold: a broken chain, or a log that does not lead to the snapshot. Empty if all is well."""
    try:
        verify_chain(document.changes)
        if not same_json(replay(document.changes, newer=document.newer).to_json(), document.assessment.to_json()):
            return [LogError(N_("the log does not lead to the answers in the file"))]
        verify_life_cycle(document.changes)
    except LogError as error:
        return [error]
    pins = [change.after for change in document.changes if change.path == CONTENT]
    if pins and pins[-1] != document.content.to_json():
        return [LogError(N_("the log names other content than the file"))]
    return []


def _json(data: bytes, name: str) -> Any:
    try:
        text = data.decode("utf-8-sig")
        if not _sane(text):
            words = N_("{path} is nested too deeply, or has too many values, to be an assessment.")
            raise UserError(words, code="too-deep", path=name)
        data = json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constant, parse_float=_finite)
        if "\\ud" in text or "\\uD" in text:  # half of a pair cannot be written again
            json.dumps(data, ensure_ascii=False).encode()
        return data
    except UnicodeDecodeError:
        raise UserError(
            N_("{path} is not text in UTF-8, as every assessment is."),
            hint=N_("If an editor saved it in another encoding, save it as UTF-8. Else it is another kind of file."),
            code="not-text",
            path=name,
        ) from None
    except json.JSONDecodeError as error:
        raise UserError(
            json_words(error.msg),
            hint=N_("If there is a {path}.bak beside it, that is the version before."),
            code="not-json", path=name, line=error.lineno, column=error.colno,
        ) from None  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise UserError(N_("{path} is damaged: {reason}."), code="damaged", path=name, reason=cut(error, 200)) from None


_TEXTS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)', re.DOTALL)
_NO_BRACKETS = re.compile(r"[^\[\]{}]+")
_ONE_KIND = str.maketrans("{}", "[]")


def _sane(text: str) -> bool:
    """Whether lists and objects are neither too deep nor too many: the parser would recurse, or fill the memory."""
    if text.count(",") > COMMAS_LIMIT:
        return False
    left = _NO_BRACKETS.sub("", _TEXTS.sub("", text)).translate(_ONE_KIND)
    if left.count("[") > PARTS_LIMIT:
        return False
    for _ in range(DEPTH_LIMIT):  # each round takes the innermost of all away
        before, left = left, left.replace("[]", "")
        if before == left:
            break
    return "[]" not in left and left.count("[") <= DEPTH_LIMIT


def _no_twins(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > KEYS_LIMIT:
        raise ValueError(f"an object has more than {KEYS_LIMIT} keys")
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key occurs twice in one object")
    return result


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _finite(text: str) -> float:
    if math.isfinite(number := float(text)):
        return number
    raise ValueError(f"{text[:40]} is too large for a number")


def _short(value: object) -> str:
    return str(value)[:40]

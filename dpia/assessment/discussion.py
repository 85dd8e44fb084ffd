"""What was said about an assessment: comments, positions, tasks, decisions and evidence. Nothing rests on it.

Each entry is about a question, a row or cell of a table, or a finding; what is about nothing of these stands in the
parking lot. Entries have random ids: two people who add some at once do not use the same one, and nobody can try out
what a hash in the log stands for.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Literal, get_args

from dpia import control_chars, dates
from dpia.i18n import Enumeration
from dpia.i18n_marks import N_

Target = tuple[str, ...]
"""`question Q` · `question Q ROW` · `question Q ROW COLUMN` · `finding F` · nothing: the parking lot."""

Stance = Literal["agree", "disagree", "unsure"]
Status = Literal["asserted", "documented", "verified"]

PARKED: Target = ()
TEXT_LIMIT = 4_000
"""Characters of what somebody says."""
NAME_LIMIT = 200
"""Characters of a name, a role, a reference or a file name."""
ENTRIES_LIMIT = 2_000

ENTRY_ID = re.compile(r"[0-9a-z-]{1,40}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LENGTHS = {"question": (2, 3, 4), "finding": (2,)}


class DiscussionError(ValueError):
    """An entry that cannot be kept. `message` is a template that `params` fill."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message.format(**params))
        self.message = message
        self.params: dict[str, Any] = params


@dataclass(frozen=True, slots=True)
class Said:
    """What all entries have: what it is about, who wrote it, when (UTC), and the text."""

    kind: ClassVar[str]
    needed: ClassVar[tuple[str, ...]] = ("text",)

    about: Target
    by: str
    at: str
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """The form in the file: the kind, what it is about, and all else that is not empty."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return {"kind": self.kind, **{name: value for name, value in said.items() if value}, "about": list(self.about)}

    @property
    def day(self) -> str:
        """The day on which it was written (UTC)."""
        return self.at[:10]


@dataclass(frozen=True, slots=True)
class Comment(Said):
    """A remark."""

    kind = "comment"


@dataclass(frozen=True, slots=True)
class Position(Said):
    """Where somebody stands: in which role, how the vote goes (if there was one), and why."""

    kind = "position"
    needed = ("role",)

    role: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True)
class ToDo(Said):
    """Something to do: who sees to it, by which day (ISO), and whether it is done."""

    kind = "task"

    owner: str = ""
    due: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Decision(Said):
    """What was decided in the discussion. The decision on the assessment itself is an answer."""

    kind = "decision"


@dataclass(frozen=True, slots=True)
class Evidence(Said):
    """What shows that an answer is so: a reference in words, or a file beside the assessment with its SHA-256.

    The text is a note. The status says how far somebody has looked; the program only compares the digest.
    """

    kind = "evidence"
    needed = ("status",)

    reference: str = ""
    file: str = ""
    sha256: str = ""
    status: str = "asserted"


AnyEntry = Comment | Position | ToDo | Decision | Evidence

KINDS: Mapping[str, type[AnyEntry]] = {one.kind: one for one in (Comment, Position, ToDo, Decision, Evidence)}

PERSONAL = ("by", "role", "owner")
"""The fields that name somebody."""


def fresh_id() -> str:
    """An id for a new entry: 64 random bits."""
    return secrets.token_hex(8)


def entry_from_json(data: Any) -> AnyEntry:
    """Read an entry. Raises DiscussionError."""
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str) or data["kind"] not in KINDS:
        raise DiscussionError(N_("an entry of the discussion has a kind: {kinds}"), kinds=Enumeration(KINDS))
    kind = KINDS[data["kind"]]
    values = {name: value for name, value in data.items() if name != "kind"}
    if extra := sorted(set(values) - {field.name for field in fields(kind)}):
        raise DiscussionError(N_("{kind}: unknown key {key}"), kind=kind.kind, key=str(extra[0])[:40])
    about = values.pop("about", None)
    if not isinstance(about, list) or not all(isinstance(part, str) for part in about):
        raise DiscussionError(N_("{kind}: about is a list of names"), kind=kind.kind)
    for name, value in values.items():
        if type(value) is not (bool if name == "done" else str):
            raise DiscussionError(N_("{kind}: {key} has a wrong type"), kind=kind.kind, key=name)
    return checked(kind(about=tuple(about), **{"by": "", "at": "", **values}))


def checked(entry: AnyEntry) -> AnyEntry:
    """The entry itself. Raises DiscussionError if it says what cannot be kept."""
    _check_target(entry.about)
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.name in entry.needed and not value:
            raise DiscussionError(N_("{kind}: {key} is missing"), kind=entry.kind, key=field.name)
        if isinstance(value, str):
            _check_text(entry.kind, field.name, value)
    try:
        dates.instant(entry.at)
        if isinstance(entry, ToDo) and entry.due:
            dates.day(entry.due)
    except ValueError as error:
        raise DiscussionError(N_("{kind}: {reason}"), kind=entry.kind, reason=str(error)) from None
    if isinstance(entry, Position) and entry.stance:
        _check_one_of(entry.kind, entry.stance, get_args(Stance))
    if isinstance(entry, Evidence):
        _check_evidence(entry)
    return entry


def _check_target(about: Target) -> None:
    if about and len(about) not in _LENGTHS.get(about[0], ()):
        raise DiscussionError(N_("an entry is about a question, a row, a cell, a finding, or nothing"))
    if not all(0 < len(part) <= NAME_LIMIT and not control_chars.find(part) for part in about):
        raise DiscussionError(N_("an entry is about a question, a row, a cell, a finding, or nothing"))


def _check_text(kind: str, name: str, value: str) -> None:
    limit = TEXT_LIMIT if name == "text" else NAME_LIMIT
    if len(value) > limit:
        message = N_("{kind}: {key} has {count} characters; at most {limit}")
        raise DiscussionError(message, kind=kind, key=name, count=len(value), limit=limit)
    if char := control_chars.find(value):
        raise DiscussionError(N_("{kind}: {key} holds a control character ({char})"), kind=kind, key=name, char=char)
    if name != "text" and "\n" in value:
        raise DiscussionError(N_("{kind}: {key} is one line"), kind=kind, key=name)


def _check_one_of(kind: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise DiscussionError(N_("{kind}: it is one of {known}"), kind=kind, known=Enumeration(known))


def _check_evidence(entry: Evidence) -> None:
    _check_one_of(entry.kind, entry.status, get_args(Status))
    if bool(entry.reference) == bool(entry.file):
        raise DiscussionError(N_("evidence has a reference or a file, and not both"))
    if bool(entry.sha256) != bool(entry.file) or (entry.sha256 and not _DIGEST.fullmatch(entry.sha256)):
        raise DiscussionError(N_("evidence that is a file has its SHA-256, and nothing else has one"))


def with_texts(entry: AnyEntry, texts: Mapping[str, str]) -> AnyEntry:
    """The entry with other texts, by the names of its fields."""
    values: dict[str, Any] = dict(texts)
    return replace(entry, **values)


def in_order(entries: Mapping[str, AnyEntry]) -> list[tuple[str, AnyEntry]]:
    """Entries with their ids, the first written first."""
    return sorted(entries.items(), key=lambda item: (item[1].at, item[0]))


def about(entries: Mapping[str, AnyEntry], target: Target) -> list[tuple[str, AnyEntry]]:
    """The entries about one thing."""
    return [(name, entry) for name, entry in in_order(entries) if entry.about == target]


def names(entries: Iterable[AnyEntry]) -> list[str]:
    """Who is named as author or owner, each once, in the order of the alphabet."""
    found = {name for entry in entries for name in (entry.by, getattr(entry, "owner", "")) if name}
    return sorted(found, key=str.casefold)


def without_name(entry: AnyEntry, name: str, instead: str) -> AnyEntry:
    """The entry with another name, or a sign for an omission, wherever a name stands in it as whole words."""
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    changed: dict[str, Any] = {}
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.name in (*PERSONAL, "text", "reference") and isinstance(value, str):
            new = whole.sub(lambda _: instead or "[…]", value)
            changed[field.name] = "" if field.name in ("by", "owner") and new == "[…]" else new
    return replace(entry, **changed)

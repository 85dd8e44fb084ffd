"""One assessment as the register lists it. What changes with the day (overdue, due for review) is counted on asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from dpia.i18n_marks import N_

Status = Literal["draft", "decided", "due-for-review", "unreadable", "not-read"]

STATUSES: dict[Status, str] = {
    "draft": N_("draft"),
    "decided": N_("decided"),
    "due-for-review": N_("due for review"),
    "unreadable": N_("not readable"),
    "not-read": N_("not read"),
}

Kind = Literal["file", "report"]

Outdated = Literal["content", "as-of"]

OUTDATED: dict[Outdated, str] = {
    "content": N_("made with other content than today’s"),
    "as-of": N_("judged by the law of a day up to which this content was not checked"),
}


@dataclass(frozen=True, slots=True)
class DueDay:
    """Something to be done by a day; see `dpia.engine.dated`. `what` is never empty."""

    day: str
    kind: str
    what: str
    owner: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What one file says, judged by the content of today. `problem` says why it says nothing: then all else is empty.

    `record` is “intact” (the log leads to the answers), “broken” (`flaw` says how), or empty.
    """

    kind: Kind = "file"
    title: str = ""
    controller: str = ""
    decided_by: str = ""
    last_by: str = ""
    last_at: str = ""
    entries: int = 0
    head: str = ""
    as_of: str = ""
    created: str = ""
    content: str = ""
    digest: str = ""
    outcome: str = ""
    outcome_words: str = ""
    regimes: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, str] = field(default_factory=dict)
    """Each finding with its severity and its truth, such as “blocker established”."""
    decision: str = ""
    review: str = ""
    due: tuple[DueDay, ...] = ()
    outdated: tuple[Outdated, ...] = ()
    record: Literal["intact", "broken", ""] = ""
    flaw: str = ""
    redacted: bool = False
    problem: str = ""
    closed: bool = False
    """Whether nobody could look into it because it is encrypted, which is no fault of the file."""

    def to_json(self) -> dict[str, Any]:
        """As it is kept and sent."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Any) -> RegisterEntry:
        """Raises ValueError, TypeError or KeyError if it is not what was written."""
        if not isinstance(data, dict) or set(data) != {one.name for one in fields(cls)}:
            raise ValueError("no entry of the register")
        due = tuple(DueDay(**item) for item in data["due"])
        return cls(**{**data, "due": due, "outdated": tuple(data["outdated"])})

    @property
    def broken(self) -> bool:
        """Whether it cannot be relied on: the record does not hold, or the file cannot be read."""
        return self.record == "broken" or bool(self.problem and not self.closed)

    def overdue(self, today: str) -> tuple[DueDay, ...]:
        """What has a day that has passed. The record does not say whether it was done."""
        return tuple(item for item in self.due if item.sure and item.day < today and item.kind != "review")

    def status(self, today: str) -> Status:
        """How far the assessment is."""
        if self.problem:
            return "not-read" if self.closed else "unreadable"
        if self.review and self.review <= today:
            return "due-for-review"
        return "decided" if self.decision else "draft"

"""One assessment as the register lists it. What changes with the day (overdue, due for review) is counted on asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from dpia.assessment import life_cycle
from dpia.calendar_file import Appointment
from dpia.i18n_marks import N_
from dpia.wording.life_cycle import STATUS_WORDS

Status = life_cycle.Status | Literal["not-signed", "left-out", "unreadable", "not-read"]

_OWN: dict[Status, str] = {
    "not-signed": N_("decision on file, not signed"),
    "left-out": N_("status left out"),
    "unreadable": N_("not readable"),
    "not-read": N_("not read"),
}

STATUSES: dict[Status, str] = {**{status: STATUS_WORDS[status] for status in life_cycle.STATUSES}, **_OWN}

Kind = Literal["file", "report"]

Outdated = Literal["content", "as-of"]

OUTDATED: dict[Outdated, str] = {
    "content": N_("made with other content than today’s"),
    "as-of": N_("judged by the law of a day up to which this content was not checked"),
}


_NOT_DONE = ("decision", "review")
"""Kinds of days that are not overdue: one is kept, of the other the status tells."""

_REVIEWED: frozenset[life_cycle.Status] = frozenset({"decided", "in-force"})
"""Of these the review falls due."""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What one file says, judged by the content of today. `problem` says why it says nothing: then all else is empty.

    `life` is the status of the present `revision` and `set_by` who set it; `holds` the revision that is signed and has
    not ended (0: none), `holds_as` its status, `signed_by` who signed it, and `signed_review` the day of review in it.
    `record_id` is the hash of the first entry of the log: states of one record have it in common.

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
    record_id: str = ""
    life: life_cycle.Status = "draft"
    revision: int = 1
    set_by: str = ""
    holds: int = 0
    holds_as: life_cycle.Status | Literal[""] = ""
    signed_by: tuple[str, ...] = ()
    signed_review: str = ""
    content: str = ""
    digest: str = ""
    outcome: str = ""
    outcome_words: str = ""
    regimes: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, str] = field(default_factory=dict)
    """Each finding with its severity and its truth, such as “blocker established”."""
    decision: str = ""
    review: str = ""
    due: tuple[Appointment, ...] = ()
    outdated: tuple[Outdated, ...] = ()
    record: Literal["intact", "broken", ""] = ""
    flaw: str = ""
    redacted: bool = False
    problem: str = ""
    encrypted: bool = False
    closed: bool = False
    """Whether nobody could look into it because it is encrypted, which is no fault of the file."""

    def to_json(self) -> dict[str, Any]:
        """As it is kept and sent."""
        data = {name: getattr(self, name) for name in _NAMES}
        data["due"] = [{name: getattr(item, name) for name in _DUE} for item in self.due]
        return data

    @classmethod
    def from_json(cls, data: Any) -> RegisterEntry:
        """Raises ValueError, TypeError or KeyError if it is not what was written."""
        if not isinstance(data, dict) or data.keys() != set(_NAMES):
            raise ValueError("no entry of the register")
        due = tuple(Appointment(**item) for item in data["due"])
        lists = {name: tuple(data[name]) for name in ("outdated", "signed_by")}
        return cls(**{**data, "due": due, **lists})

    @property
    def broken(self) -> bool:
        """Whether it cannot be relied on: the record does not hold, or the file cannot be read."""
        return self.record == "broken" or bool(self.problem and not self.closed)

    def overdue(self, today: str) -> tuple[Appointment, ...]:
        """What has a day that has passed. The record does not say whether it was done."""
        return tuple(item for item in self.due if item.sure and item.day < today and item.kind not in _NOT_DONE)

    def status(self, today: str) -> Status:
        """How far the assessment is: the status of its present revision, and that a day of review has come.

        The day is that of the revision that holds: nobody reviews a draft. While a new revision is at work its own
        status stands. A redacted copy does not say the status of the record that it is of.
        """
        if self.problem:
            return "not-read" if self.closed else "unreadable"
        if self.redacted:
            return "left-out"
        if self.holds == self.revision and self.review_due(today):
            return "due-for-review"
        return "not-signed" if self.decision and self.life == "draft" and not self.holds else self.life

    def review_due(self, today: str) -> bool:
        """Whether what is signed and holds has to be reviewed, since its day has come or somebody has said so."""
        if self.holds_as == "due-for-review":
            return True
        return self.holds_as in _REVIEWED and bool(self.signed_review) and self.signed_review <= today


_NAMES = tuple(one.name for one in fields(RegisterEntry))
_DUE = tuple(one.name for one in fields(Appointment))

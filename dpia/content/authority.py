"""Authorities: what a finding may cite, with rank, window in force and how well it was checked."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import Literal

from dpia.content.base import AuthorityId, Model, PartialDate, Slug, model, real_date

Rank = Literal[
    "treaty", "law", "regulation", "rule", "judicial-interpretation", "standard", "recital",
    "judgment", "decision", "guideline", "guidance", "practice", "preparatory", "literature", "draft", "proposal",
]  # fmt: skip

NORMS = frozenset({"treaty", "law", "regulation", "rule", "judicial-interpretation", "standard", "recital"})
"""Ranks that must be in force on the as-of date."""

UNBORN = frozenset({"draft", "proposal"})
"""Ranks that may explain or stand on the horizon, and never support."""

Status = Literal["text-read", "page-read", "secondary", "partial", "unverified"]

Attribution = Literal[
    "statute", "recital", "court-held", "judicial-interpretation", "rule", "authority-held", "guideline",
    "by-analogy", "practitioner", "own-view",
]  # fmt: skip

ATTRIBUTION_OF_RANK: dict[str, Attribution] = {
    "treaty": "statute", "law": "statute", "regulation": "statute", "rule": "rule",
    "judicial-interpretation": "judicial-interpretation", "standard": "guideline", "recital": "recital",
    "judgment": "court-held", "decision": "authority-held", "guideline": "guideline", "guidance": "guideline",
    "practice": "authority-held", "preparatory": "guideline", "literature": "practitioner",
    "draft": "guideline", "proposal": "guideline",
}  # fmt: skip
"""Who says so, by the rank of the source, unless the citation says otherwise."""

ATTRIBUTION_ORDER: tuple[Attribution, ...] = (
    "statute", "judicial-interpretation", "rule", "court-held", "authority-held", "guideline", "recital",
    "by-analogy", "practitioner", "own-view",
)  # fmt: skip
"""From the strongest to the weakest voice; a finding speaks with the strongest that supports it."""


STATEMENT_LIMIT = 600
"""Characters of a statement: what is longer is no statement of one rule."""


@model
class Window(Model):
    """When a norm or rule is in force; both ends included, None is open."""

    from_: PartialDate | None = None
    to: PartialDate | None = None

    def __post_init__(self) -> None:
        for day in (self.from_, self.to):
            if day is not None:
                real_date(day, whole=False)
        if self.first_day is not None and self.last_day is not None and self.last_day < self.first_day:
            raise ValueError(f"in_force ends ({self.to}) before it begins ({self.from_})")

    @cached_property
    def first_day(self) -> str | None:
        """The first day, whole; a partial date begins with its first day."""
        return None if self.from_ is None else self.from_ + "-01-01"[len(self.from_) - 4 :]

    @cached_property
    def last_day(self) -> str | None:
        """The last day, whole; a partial date ends with its last day (31 for every month: only compared with)."""
        return None if self.to is None else self.to + "-12-31"[len(self.to) - 4 :]

    def contains(self, day: str) -> bool:
        """Whether the ISO date lies in the window."""
        return (self.first_day is None or day >= self.first_day) and (self.last_day is None or day <= self.last_day)


@model
class Instrument(Model):
    """The law, decision or guideline that entries belong to; entries inherit what they do not give."""

    id: AuthorityId
    cite: dict[str, str]
    body: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    derived: tuple[str, ...] = ()
    url: str = ""
    in_force: Window | None = None
    date: PartialDate | None = None
    rank: Rank | None = None
    notes: str = ""

    def __post_init__(self) -> None:
        if self.date is not None:
            real_date(self.date, whole=False)


@model
class Authority(Model):
    """One provision, recital, holding or passage, with our own statement of it."""

    id: AuthorityId
    instrument: AuthorityId | None = None
    rank: Rank
    cite: dict[str, str]
    statement: dict[str, str]
    """What the source says, in our words, and nothing else."""
    own_reading: dict[str, str] = field(default_factory=dict)
    """What we read into it or draw from it; printed apart, under a label of its own."""
    body: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    derived: tuple[str, ...] = ()
    url: str = ""
    date: PartialDate | None = None
    in_force: Window | None = None
    families: tuple[Slug, ...] = ()
    status: Status
    marks: tuple[Status, ...] = ()
    """How each sentence of the English statement was checked, in order; only where the whole is `partial`."""
    status_note: str = ""
    checked_on: PartialDate | None = None
    see: tuple[AuthorityId, ...] = ()
    follows: AuthorityId | None = None
    """The decision, or the instrument of one, that it was given upon in the same dispute."""
    notes: str = ""
    regime: str = ""
    """The regime in whose folder the entry stands."""

    def __post_init__(self) -> None:
        for name, said in (("statement", self.statement), ("own_reading", self.own_reading)):
            for lang, text in said.items():
                if len(text) > STATEMENT_LIMIT:
                    raise ValueError(f"{name} ({lang}) has {len(text)} characters; at most {STATEMENT_LIMIT}")
            if "en" not in said and (said or name == "statement"):
                raise ValueError(f"{name} needs English")
        if self.marks and self.status != "partial":
            raise ValueError("marks of single sentences need status: partial")
        for day in (self.date, self.checked_on):
            if day is not None:
                real_date(day, whole=False)

    @property
    def attribution(self) -> Attribution:
        """Who says so, by rank."""
        return ATTRIBUTION_OF_RANK[self.rank]

    def in_force_on(self, day: str) -> bool:
        """Whether the entry may be cited on that ISO date: norms must be in force; the rest may be later."""
        return self.rank not in NORMS or self.in_force is None or self.in_force.contains(day)

    def decided_later(self, day: str) -> bool:
        """Whether a judgment, decision or guideline is younger than that ISO date."""
        return self.rank not in NORMS and self.younger_than(day)

    def perhaps_later(self, day: str) -> bool:
        """Whether a page or judgment without a known date may be younger than that ISO date: it was read after it."""
        return self.rank not in NORMS and self.date is None and self.checked_on is not None and self.checked_on > day

    def younger_than(self, day: str) -> bool:
        """Whether it was made after that ISO date, as far as its date is known."""
        return self.date is not None and self.date > day[: len(self.date)]


@model
class AuthorityFile(Model):
    """One file of authorities."""

    instruments: tuple[Instrument, ...] = ()
    authorities: tuple[Authority, ...] = ()

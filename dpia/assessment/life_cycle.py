"""The life cycle of an assessment: its status, its revisions, what was signed and by whom. Pure, and without a clock.

Whoever decides signs: that freezes a revision into the record. What is frozen is changed only in a new revision; the
revision before stays in force until the new one is signed, and is superseded then.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, Literal, get_args

from dpia import dates
from dpia.errors import UserError
from dpia.i18n_marks import N_

Status = Literal["draft", "under-review", "advised", "decided", "in-force", "due-for-review", "superseded", "withdrawn"]
Role = Literal["author", "legal", "officer", "controller"]

STATUSES: tuple[Status, ...] = get_args(Status)
ROLES: tuple[Role, ...] = get_args(Role)

LIFE_CYCLE = "life_cycle"
"""Where a path of the log begins that belongs to the life cycle."""

NEXT: Mapping[Status, tuple[Status, ...]] = {
    "draft": ("under-review", "withdrawn"),
    "under-review": ("draft", "advised", "decided", "withdrawn"),
    "advised": ("draft", "decided", "withdrawn"),
    "decided": ("in-force", "superseded", "withdrawn"),
    "in-force": ("due-for-review", "superseded", "withdrawn"),
    "due-for-review": ("in-force", "superseded", "withdrawn"),
    "superseded": (),
    "withdrawn": (),
}
"""Which status may follow which."""

BY: Mapping[Status, tuple[Role, ...]] = {
    "draft": ROLES,
    "under-review": ROLES,
    "advised": ("officer",),
    "decided": ("controller",),
    "in-force": ("controller",),
    "due-for-review": ROLES,
    "superseded": ("controller",),
    "withdrawn": ("controller",),
}
"""In which role a status is set."""

WITH_REASON: frozenset[Status] = frozenset({"draft", "due-for-review", "superseded", "withdrawn"})
"""Statuses that are set with a reason: why it goes back, what brought the review forward, what it is replaced by."""

ENDED: frozenset[Status] = frozenset({"superseded", "withdrawn"})

NAME_LIMIT, REASON_LIMIT, TEXT_LIMIT = 200, 2_000, 200_000
FINDINGS_LIMIT, ITEMS_LIMIT = 2_000, 10_000

_REVISION = re.compile(r"[1-9]\d{0,3}")
_SIGNATURE = re.compile(r"([1-9]\d{0,3})\.[1-9]\d{0,3}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a person did in a role, at an instant (UTC, ISO)."""

    name: str
    role: Role
    at: str
    reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """All that is said."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name)) != ""}

    @classmethod
    def from_json(cls, data: Any) -> Any:
        """Read the form in the file. Raises ValueError."""
        known = {one.name for one in fields(cls)}
        if not isinstance(data, dict) or set(data) - known or not all(isinstance(text, str) for text in data.values()):
            raise ValueError(f"has only the texts {', '.join(sorted(known))}")
        if not data.get("name") or len(data["name"]) > NAME_LIMIT or len(data.get("reason", "")) > REASON_LIMIT:
            raise ValueError("has a name, and texts of sane length")
        if data.get("role") not in ROLES:
            raise ValueError(f"has a role: {', '.join(ROLES)}")
        dates.instant(data.get("at", ""))
        try:
            return cls(**data)
        except TypeError:
            raise ValueError("lacks a text") from None


@dataclass(frozen=True, slots=True)
class Revision(Act):
    """Who began a further revision, and why."""


@dataclass(frozen=True, slots=True)
class Step(Act):
    """The status of a revision, and who set it."""

    status: Status = "draft"

    @classmethod
    def from_json(cls, data: Any) -> Step:
        """Read the form in the file. Raises ValueError."""
        step: Step = super(Step, cls).from_json(data)
        if step.status not in STATUSES:
            raise ValueError(f"has a status: {', '.join(STATUSES)}")
        return step


@dataclass(frozen=True, slots=True)
class Signature(Act):
    """Who signed what: `record` is the digest of the record that was frozen for the revision."""

    record: str = ""

    @classmethod
    def from_json(cls, data: Any) -> Signature:
        """Read the form in the file. Raises ValueError."""
        signature: Signature = super(Signature, cls).from_json(data)
        if not _DIGEST.fullmatch(signature.record):
            raise ValueError("has the digest of the record that is signed")
        return signature


@dataclass(frozen=True, slots=True)
class FrozenFinding:
    """A finding as it was when it was signed, with its words."""

    id: str
    severity: str
    kind: str
    truth: str
    title: str
    text: str
    conclusion: str
    rows: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()

    LISTS: ClassVar[tuple[str, ...]] = ("rows", "authorities")
    JUDGED: ClassVar[tuple[str, ...]] = ("id", "severity", "kind", "truth", "rows", "authorities")

    def to_json(self) -> dict[str, Any]:
        """All of it."""
        return {
            one.name: list(value) if isinstance(value := getattr(self, one.name), tuple) else value
            for one in fields(self)
        }

    @classmethod
    def from_json(cls, data: Any) -> FrozenFinding:
        """Read the form in the file. Raises ValueError."""
        known = [one.name for one in fields(cls)]
        if not isinstance(data, dict) or set(data) != set(known):
            raise ValueError(f"a finding has {', '.join(known)}")
        for name, value in data.items():
            if name in cls.LISTS:
                if (
                    not isinstance(value, list)
                    or len(value) > ITEMS_LIMIT
                    or not all(isinstance(x, str) for x in value)
                ):
                    raise ValueError(f"a finding: {name} is a list of texts")
            elif not isinstance(value, str) or len(value) > TEXT_LIMIT:
                raise ValueError(f"a finding: {name} is a text of sane length")
        read: dict[str, Any] = {name: tuple(value) if name in cls.LISTS else value for name, value in data.items()}
        return cls(**read)

    @property
    def judged(self) -> tuple[Any, ...]:
        """What the reasoning gave, without the words."""
        return tuple(getattr(self, name) for name in self.JUDGED)


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was frozen when a revision was signed.

    `entry` and `head` are number and hash of the entry of the log up to which the answers stand that were signed;
    `content`, `templates` and `program` are digests of what judged and worded them, `lang` the language of the words.
    `outcome_words` is the outcome as it was shown and printed; empty in records of before it was kept.
    """

    entry: int
    head: str
    as_of: str
    content_id: str
    content_version: str
    content: str
    templates: str
    program: str
    program_version: str
    lang: str
    outcome: str
    regimes: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[FrozenFinding, ...] = ()
    outcome_words: str = ""

    def to_json(self) -> dict[str, Any]:
        """The record in the file."""
        data = {one.name: getattr(self, one.name) for one in fields(self)}
        if not self.outcome_words:
            del data["outcome_words"]  # so the digest of an older record stays what was signed
        data["regimes"] = dict(self.regimes)
        data["findings"] = [finding.to_json() for finding in self.findings]
        return data

    @classmethod
    def from_json(cls, data: Any) -> Frozen:
        """Read the form in the file. Raises ValueError."""
        known = [one.name for one in fields(cls)]
        if not isinstance(data, dict) or {*data, "outcome_words"} != {*known}:
            raise ValueError(f"a signed record has {', '.join(known)}")
        if data.get("outcome_words") == "":
            raise ValueError("a signed record: outcome_words is left out, or says something")
        if type(data["entry"]) is not int or data["entry"] < 1:
            raise ValueError("a signed record: entry is a number")
        regimes, findings = data["regimes"], data["findings"]
        texts = [data[name] for name in data if name not in ("entry", "regimes", "findings")]
        if not isinstance(regimes, dict) or not isinstance(findings, list) or len(findings) > FINDINGS_LIMIT:
            raise ValueError("a signed record: has outcomes by regime, and a list of findings")
        if not all(isinstance(text, str) and len(text) <= NAME_LIMIT for text in (*texts, *regimes.values())):
            raise ValueError("a signed record: has texts of sane length")
        dates.day(data["as_of"])
        read = tuple(FrozenFinding.from_json(one) for one in findings)
        return cls(**{**data, "regimes": regimes, "findings": read})

    @property
    def digest(self) -> str:
        """SHA-256 of the record as RFC 8785 writes it: that is what signatures name."""
        import rfc8785

        return hashlib.sha256(rfc8785.dumps(self.to_json())).hexdigest()


AnyItem = Revision | Step | Frozen | Signature

KINDS: Mapping[str, type[AnyItem]] = {
    "revisions": Revision, "status": Step, "records": Frozen, "signatures": Signature,
}  # fmt: skip
"""The parts of the life cycle, as they stand in the file."""


@dataclass(frozen=True)
class LifeCycle:
    """All of it.

    By the number of the revision: who began it (from the second on), its status, what was frozen. By `REVISION.NUMBER`
    the signatures.
    """

    revisions: Mapping[str, Revision] = field(default_factory=dict)
    status: Mapping[str, Step] = field(default_factory=dict)
    records: Mapping[str, Frozen] = field(default_factory=dict)
    signatures: Mapping[str, Signature] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in KINDS)

    # --- what stands ------------------------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """The number of the present revision."""
        return 1 + len(self.revisions)

    def status_of(self, revision: int) -> Status:
        """The status of a revision as it was set last; a draft until somebody sets it."""
        step = self.status.get(str(revision))
        return step.status if step is not None else "draft"

    @property
    def present(self) -> Status:
        """The status of the present revision."""
        return self.status_of(self.revision)

    @property
    def record(self) -> Frozen | None:
        """What was frozen when the present revision was signed; None if it is not signed."""
        return self.records.get(str(self.revision))

    @property
    def signed(self) -> bool:
        """Whether the present revision is signed. What is not is a draft, whatever its status."""
        return self.record is not None

    @property
    def closed(self) -> bool:
        """Whether the present revision takes no more changes: it is signed, or it has ended."""
        return self.signed or self.present in ENDED

    @property
    def last_signed(self) -> int | None:
        """The number of the last revision that was signed; None if none was."""
        return max(map(int, self.records), default=None)

    @property
    def standing(self) -> int | None:
        """The last signed revision if a new one is at work and it has not ended: it still holds."""
        last = self.last_signed
        return None if last is None or last == self.revision or self.status_of(last) in ENDED else last

    def signers(self, revision: int | None = None) -> tuple[Signature, ...]:
        """Who signed a revision (the present one), in the order of signing."""
        number = str(revision or self.revision)
        found = [(name, one) for name, one in self.signatures.items() if name.split(".")[0] == number]
        return tuple(one for _, one in sorted(found, key=lambda pair: int(pair[0].split(".")[1])))

    def next_signature(self) -> str:
        """The key of the next signature under the present revision."""
        return f"{self.revision}.{len(self.signers()) + 1}"

    # --- in the file ------------------------------------------------------------------------------------------------

    def read(self, kind: str, name: str) -> Any:
        """What stands at a place, as JSON; None if absent. Raises ValueError if there is no such place."""
        if kind not in KINDS:
            raise ValueError(f"no such part of the life cycle: {kind[:40]}")
        item = getattr(self, kind).get(name)
        return item.to_json() if item is not None else None

    def with_item(self, kind: str, name: str, after: Any) -> LifeCycle:
        """With one item set, or taken away by None. Raises ValueError."""
        if kind not in KINDS:
            raise ValueError(f"no such part of the life cycle: {kind[:40]}")
        items = {key: value for key, value in getattr(self, kind).items() if key != name}
        if after is not None:
            items[name] = KINDS[kind].from_json(after)
        changed = replace(self, **{kind: items})
        changed.check()
        return changed

    def to_json(self) -> dict[str, Any]:
        """The life cycle in the file: the parts that hold something."""
        return {
            kind: {name: items[name].to_json() for name in sorted(items, key=_in_order)}
            for kind in KINDS
            if (items := getattr(self, kind))
        }

    @classmethod
    def from_json(cls, data: Any) -> LifeCycle:
        """Read the form in the file. Raises ValueError."""
        if not isinstance(data, dict) or set(data) - set(KINDS):
            raise ValueError(f"life_cycle: has only {', '.join(KINDS)}")
        parts: dict[str, dict[str, Any]] = {}
        for kind, items in data.items():
            if not isinstance(items, dict) or len(items) > ITEMS_LIMIT:
                raise ValueError(f"life_cycle.{kind}: must be an object")
            parts[kind] = {}
            for name, item in items.items():
                try:
                    parts[kind][name] = KINDS[kind].from_json(item)
                except ValueError as error:
                    raise ValueError(f"life_cycle.{kind}.{name[:40]}: {error}") from None
        read = cls(**parts)
        read.check()
        return read

    def check(self) -> None:
        """Raises ValueError if revisions are not numbered one after the other, or an item is of none of them."""
        if set(self.revisions) != {str(number) for number in range(2, self.revision + 1)}:
            raise ValueError("life_cycle: revisions are numbered 2, 3, …")
        for name in (*self.status, *self.records):
            if not _REVISION.fullmatch(name) or int(name) > self.revision:
                raise ValueError(f"life_cycle: there is no revision {name[:40]}")
        for name in self.signatures:
            if (found := _SIGNATURE.fullmatch(name)) is None or found[1] not in self.records:
                raise ValueError(f"life_cycle: the signature {name[:40]} is of no signed revision")


def _in_order(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split("."))


def refuse_if_closed(life: LifeCycle, places: Iterable[tuple[str, ...]], beside: Iterable[str]) -> None:
    """Raises UserError (`signed`) if a place would change that the signature covers; what is `beside` it may change."""
    if not life.closed or {place[0] for place in places} <= {*beside, LIFE_CYCLE}:
        return
    if life.signed:
        words = N_("Revision {number} is signed; nothing was changed.")
    else:
        words = N_("Revision {number} was withdrawn; nothing was changed.")
    hint = N_(
        "Begin revision {next}: “New revision” in the wizard, or dpia revise FILE --name N --role R --because REASON."
    )
    raise UserError(
        words, hint=hint,
        code="signed", number=life.revision, next=life.revision + 1,
    )  # fmt: skip

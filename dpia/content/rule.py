"""Rules and regimes: from facts to findings, with the law that says so."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Any, Literal

from dpia.content.authority import Attribution, Window
from dpia.content.base import (
    AuthorityId,
    Described,
    Limits,
    Model,
    QuestionId,
    RuleId,
    Slug,
    Text,
    TextOrMapping,
    model,
    real_date,
)
from dpia.content.condition import Condition

Severity = Literal["blocker", "major", "minor", "note", "ok"]
Kind = Literal["unlawful", "incomplete", "consult", "duty", "gateway", "exposure", "horizon", "weight"]
BLOCKER_KINDS = ("unlawful", "incomplete", "consult")
NOTE_KINDS = ("duty", "gateway", "exposure", "horizon", "weight")
Role = Literal["supports", "by-analogy", "explains", "contrary", "horizon"]

Judgement = Literal[
    "do-not-launch", "complete-assessment-first", "undetermined", "consult-authority-first", "launch-with-conditions",
    "launch",
]  # fmt: skip
"""What follows for the deployment where its rules could judge, from the gravest to the best."""

Outcome = Literal["not-applicable", "out-of-scope", Judgement]
"""What follows for the deployment, or why nothing does."""

SEVERITY_ORDER: dict[str, int] = {"blocker": 0, "major": 1, "minor": 2, "note": 3, "ok": 4}


@model
class Citation(Model):
    """An authority in a rule: what it does there and, where needed, a finer pinpoint or another voice."""

    authority: AuthorityId
    role: Role = "supports"
    pinpoint: str = ""
    attribution: Attribution | None = None
    when: Condition | None = None
    """Cited unless this is NO in every row that falls; left out: always."""


@model
class Remedy(Model):
    """Something that may be done, offered unless `when` is NO in every row that falls. Without `when`: a plain text."""

    text: Text
    when: Condition


@model
class Grade(Model):
    """One level of a rule."""

    id: Slug
    when: Condition
    severity: Severity
    kind: Kind | None = None
    if_unknown: Literal["incomplete", "consult", "major"] | None = None
    if_unknown_reason: str = ""
    arguable: bool = False
    attribution: Attribution | None = None
    title: Text
    text: Text
    conclusion: Text
    remedies: tuple[Annotated[Text | Remedy, TextOrMapping()], ...] = ()
    citations: tuple[Citation, ...] = ()
    also: tuple[RuleId, ...] = ()

    def __post_init__(self) -> None:
        if self.severity == "blocker" and self.kind not in BLOCKER_KINDS:
            raise ValueError("a blocker needs kind: unlawful, incomplete or consult")
        if self.severity == "note" and self.kind not in NOTE_KINDS:
            raise ValueError("a note needs kind: " + ", ".join(NOTE_KINDS))
        if self.severity in ("major", "minor", "ok") and self.kind is not None:
            raise ValueError("only blockers and notes have a kind")
        if self.severity == "blocker" and self.if_unknown is None:
            raise ValueError("a blocker must say what it weighs if_unknown")
        if self.severity != "blocker" and self.if_unknown is not None:
            raise ValueError("if_unknown belongs to blockers only")
        if self.if_unknown == "major" and not self.if_unknown_reason:
            raise ValueError("if_unknown: major needs if_unknown_reason")

    @property
    def remedy_texts(self) -> tuple[str, ...]:
        """The words of all remedies, offered or not."""
        return tuple(remedy if isinstance(remedy, str) else remedy.text for remedy in self.remedies)


@model
class Rule(Model):
    """A rule: gate, grades from worst to mildest, and the authorities that carry them."""

    id: RuleId
    title: Text
    regime: Slug
    gate: Slug | None = None
    """What the provision that the rule carries depends on, as the manifest of the content lists it."""
    in_force: Window
    issue: Text
    rule: Text
    rows: QuestionId | None = None
    applies: Condition
    citations: Annotated[tuple[Citation, ...], Limits(min_length=1)]
    grades: Annotated[tuple[Grade, ...], Limits(min_length=1)]

    def __post_init__(self) -> None:
        ids = [grade.id for grade in self.grades]
        if len(set(ids)) != len(ids):
            raise ValueError("two grades have the same id")
        ranks = [SEVERITY_ORDER[grade.severity] for grade in self.grades]
        if ranks != sorted(ranks):
            raise ValueError("grades must go from worst to mildest")


@model
class Criterion(Model):
    """One criterion of "is an assessment due?"."""

    id: Slug
    fact: Slug
    title: Text
    authority: AuthorityId


@model
class Due(Model):
    """When a regime asks for an assessment: any of `enough`, or `needed` out of `criteria`."""

    law: AuthorityId
    enough: tuple[Criterion, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    needed: Annotated[int, Limits(ge=1)] = 2
    one: str = ""
    no: str = ""


@model
class Right(Model):
    """A right of the people concerned in plain words, and the law that gives it."""

    text: Text
    law: Annotated[tuple[AuthorityId, ...], Limits(min_length=1)]


@model
class Officer(Model):
    """The officer of a law who signs an assessment, as that law calls him."""

    title: Text
    when: Condition | None = None
    """Where there is such a line at all: only where this holds. Empty: always."""
    unless: Condition | None = None
    """Where there is none: where this holds."""


@model
class Regime(Model):
    """The manifest of a regime."""

    id: Slug
    title: Text
    short: Text
    term_assessment: Text
    governs: Condition
    out_of_scope: Condition | None = None
    out_of_scope_reason: str = ""
    extends: Slug | None = None
    prior_consultation: bool
    officer_advice: Annotated[
        AuthorityId | None,
        Described("The provision by which the officer’s advice is sought, where there is an officer; left out: none."),
    ] = None
    covered: bool = True
    covers: str = ""
    """What of this law the content holds and what it leaves out, for the limits of the report."""
    authority: Text
    persuasive_elsewhere: str = ""
    """The mark of its decisions and guidance where this law does not govern; empty: they bear none."""
    due: Due | None = None
    officer: Officer | None = None
    """Who has a line to sign on beside the controller; None: nobody whom the law names."""
    rights: tuple[Right, ...] = ()
    """What people may ask for, for the edition that everybody reads."""
    case_answers: dict[str, Any] = field(default_factory=dict)
    """Answers that each case beside its rules starts from, so that this law governs; as in an answers file."""


@model
class Expectation(Model):
    """What a case expects of one rule."""

    grade: Slug | None = None
    truth: Literal["established", "not-shown", "open"] | None = None
    severity: Severity | None = None
    kind: Kind | None = None
    rows: tuple[str, ...] | None = None

    def stated(self) -> dict[str, Any]:
        """What is expected, without what the case leaves out."""
        return {key: value for key, value in vars(self).items() if value is not None}


@model
class Case(Model):
    """A case beside the rules: answers in, findings out. What is expected is never taken over from the base."""

    name: Text
    as_of: str | None = None
    base: Annotated[
        Text | None,
        Described(
            "The name of an earlier case of this file, or the id of a worked example. Its answers and its date hold "
            "here too, unless this case says otherwise: rows of a table are merged by id, null clears."
        ),
    ] = None
    answers: dict[str, Any] = field(default_factory=dict)
    expect: dict[str, Annotated[Expectation | str | dict[str, str], Limits(mode="left_to_right")]]

    def __post_init__(self) -> None:
        if self.as_of is not None:
            real_date(self.as_of)


@model
class Example(Model):
    """A worked example: an answers file with a name and the notes that explain it."""

    id: Slug
    title: Text
    summary: Text
    as_of: str
    scenario: Slug | None = None
    notes: tuple[Text, ...] = ()
    answers: dict[str, Any]

    def __post_init__(self) -> None:
        real_date(self.as_of)

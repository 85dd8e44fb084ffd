"""Rules to findings: one per rule, the worst grade that is not NO."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from dpia.content.authority import ATTRIBUTION_ORDER, UNBORN, Attribution, Authority
from dpia.content.condition import Condition, FactRef, FindingFilter, walk
from dpia.content.pack import Pack
from dpia.content.rule import Citation, Grade, Kind, Role, Rule, Severity
from dpia.engine.compiled import Judge
from dpia.engine.evaluator import Evaluator
from dpia.engine.scope import UNANSWERED_ROW, Scope
from dpia.engine.truth import (
    FALSE,
    NO,
    TRUE,
    UNKNOWN,
    YES,
    Level,
    Reasons,
    Ref,
    Truth,
    Verdict,
    all_of,
    conjunction,
    unique,
)
from dpia.engine.variants import own_id

FindingTruth = Literal["established", "not-shown", "open"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of a finding, resolved: the authority, who speaks, and whether it is younger than the as-of date."""

    authority: Authority
    role: Role
    pinpoint: str
    attribution: Attribution
    decided_later: bool
    perhaps_later: bool
    """It bears no date and was read after the as-of date."""
    persuasive: str
    """The mark of a decision or guidance whose law does not govern here, so that it only persuades; else empty."""


@dataclass(frozen=True, slots=True)
class RowResult:
    """What a rule says of one row: its own worst grade, or None where no grade holds."""

    row: str
    grade: str | None
    truth: FindingTruth | None


@dataclass(frozen=True, slots=True)
class Weight:
    """What a grade weighs, given how well it is shown."""

    severity: Severity
    kind: Kind | None


class GradeResult:
    """What one grade of a rule says, where it is not NO: one object for all rows at which it says the same."""

    def __init__(self, rule: Rule, grade: Grade, index: int, level: Level) -> None:
        self.rule, self.grade, self.index, self.level = rule, grade, index, level
        self.truth: FindingTruth = _TRUTHS[level]
        """Established, not shown (somebody said "unknown"), or open (something is not answered)."""
        self.weight = Weight(grade.severity, grade.kind)
        """Severity and kind; what is not shown weighs as `if_unknown` says, and never as unlawful."""
        if grade.severity == "blocker" and self.truth == "not-shown":
            self.weight = Weight("major", None) if grade.if_unknown == "major" else Weight("blocker", grade.if_unknown)
        self.weighs = self.weight.severity in ("blocker", "major")
        """Whether it is a blocker or a major, also an open one."""
        self.rank = (leads_to(self.weight, self.truth), index)
        """Worst first: by the outcome that it leads to, then by the order in the rule."""
        self.worst_step = leads_to(Weight(grade.severity, grade.kind), "established")
        """The step of the outcome ladder, if it were established as it is written."""


_TRUTHS: dict[Level, FindingTruth] = {
    Level.YES: "established", Level.OPEN: "open", Level.UNKNOWN: "not-shown",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Graded:
    """What a rule says at one row that it reaches: whether its gate is open there, and all grades that are not NO."""

    reached: Level
    open_gate: bool = False
    results: tuple[GradeResult, ...] = ()

    @property
    def worst(self) -> GradeResult | None:
        """The gravest of the grades."""
        return _worst(self.results) if self.results else None


def _rank(result: GradeResult) -> tuple[int, int]:
    return result.rank


def _worst(results: Sequence[GradeResult]) -> GradeResult:
    """The gravest; a blocker that for want of an answer weighs as major hides no major that is established."""
    worst = min(results, key=_rank)
    if worst.grade.severity == "blocker" and worst.weight.severity == "major":
        known = [result for result in results if result.truth == "established" and result.weight.severity == "major"]
        return min(known, key=_rank, default=worst)
    return worst


_GATE = -1


class RowGrade:
    """A grade at one row (None: the rule does not run over rows), with its reasons."""

    def __init__(self, evaluator: Evaluator, governs: Verdict, result: GradeResult, row: str | None) -> None:
        self.result, self.row = result, row
        self._evaluator, self._governs = evaluator, governs

    @cached_property
    def scope(self) -> Scope | None:
        """The row as a scope."""
        table = self.result.rule.rows
        row = self._evaluator.row(table, self.row) if table is not None else None
        return Scope(table, row) if table is not None and row is not None else None

    @cached_property
    def when(self) -> Verdict:
        """What the grade says."""
        result = self.result
        return self._evaluator.evaluate_part(result.rule, result.index, result.grade.when, self.scope)

    @cached_property
    def gate(self) -> Verdict:
        """Whether the rule applies and its regime governs here."""
        evaluator, rule = self._evaluator, self.result.rule
        applies = evaluator.evaluate_part(rule, _GATE, rule.applies, self.scope)
        return conjunction((applies, _reached(evaluator, rule, self.scope, self._governs)))

    @cached_property
    def verdict(self) -> Verdict:
        """Both, the most specific reasons first."""
        return conjunction((self.when, self.gate))


@dataclass(frozen=True, eq=False)
class Finding:
    """What is reported of a rule. What it rests on, and what of its content fits, is worked out when first read."""

    rule: Rule
    grade: Grade
    severity: Severity
    kind: Kind | None
    truth: FindingTruth
    rows: tuple[str, ...]
    """Ids of the rows that fall under this grade."""
    others: tuple[RowResult, ...]
    """The other rows that the rule ran over."""
    evaluator: Evaluator = field(repr=False)
    governs: Verdict = field(repr=False)
    """Whether the regime governs, which is a reason too."""
    foreign: frozenset[str] = field(repr=False)
    """The laws that do not govern: what their authority decided only persuades."""
    result: GradeResult = field(repr=False)
    fallen: tuple[str | None, ...] = field(repr=False)
    """The rows that fall as they are judged: variants, and the stand-in for rows that nobody named."""

    def __eq__(self, other: object) -> bool:
        """Whether the same is said for the same reasons, whichever evaluator worked it out."""
        if not isinstance(other, Finding):
            return NotImplemented
        return self is other or (self._said, self._reasoned) == (other._said, other._reasoned)

    @property
    def _said(self) -> tuple[object, ...]:
        return self.rule.id, self.grade.id, self.severity, self.kind, self.truth, self.rows, self.others

    @property
    def _reasoned(self) -> tuple[object, ...]:
        return self.because, self.missing, self.citations, self.facts, self.remedies

    @cached_property
    def _reasons(self) -> Reasons:
        verdicts = [RowGrade(self.evaluator, self.governs, self.result, row).verdict for row in self.fallen]
        because = unique(ref for one in verdicts for ref in one.because)
        return Reasons(because, unique(ref for one in verdicts for ref in one.missing))

    @property
    def because(self) -> tuple[Ref, ...]:
        """The answers that it rests on."""
        return self._reasons.because

    @property
    def missing(self) -> tuple[Ref, ...]:
        """The absent answers that it waits for."""
        return self._reasons.missing if self.truth == "open" else ()

    @cached_property
    def citations(self) -> tuple[Cited, ...]:
        """The authorities that carry the grade, as far as they may be printed and fit the rows that fall."""
        return _cited(self)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Named facts that carry the grade."""
        return tuple(name for name, truth in self._named_facts.items() if truth is YES)

    @property
    def possible_facts(self) -> tuple[str, ...]:
        """Named facts that would carry the grade: those that the answers do not rule out."""
        return tuple(name for name, truth in self._named_facts.items() if truth is not NO)

    @cached_property
    def _named_facts(self) -> dict[str, Truth]:
        conditions = (self.rule.applies, self.grade.when)
        names = [node.fact for condition in conditions for node in walk(condition) if isinstance(node, FactRef)]
        return {name: self.evaluator.fact(name, self._scopes[0]).truth for name in dict.fromkeys(names)}

    @cached_property
    def remedies(self) -> tuple[str, ...]:
        """What may be done, as the content words it, without what does not fit the rows that fall."""
        return tuple(
            remedy if isinstance(remedy, str) else remedy.text
            for remedy in self.grade.remedies
            if isinstance(remedy, str) or self.fits(remedy.when)
        )

    @cached_property
    def _scopes(self) -> tuple[Scope | None, ...]:
        return tuple(RowGrade(self.evaluator, self.governs, self.result, row).scope for row in self.fallen)

    def fits(self, condition: Condition | None) -> bool:
        """Whether a citation or remedy belongs to the rows that fall: its condition is not NO in one of them."""
        return condition is None or any(
            self.evaluator.level(condition, scope) is not Level.NO for scope in self._scopes
        )

    def carried(self, evaluator: Evaluator) -> Finding:
        """The same finding, where nothing that it reads has changed: its reasons are asked of the newer evaluator.

        So no evaluator is held by what outlives it.
        """
        finding = Finding.__new__(Finding)
        finding.__dict__.update(self.__dict__, evaluator=evaluator)  # with what was worked out already
        finding.__dict__.pop("_scopes", None)
        return finding

    @property
    def id(self) -> str:
        """`RULE/grade`."""
        return f"{self.rule.id}/{self.grade.id}"

    @property
    def regime(self) -> str:
        """The regime whose rule it is."""
        return self.rule.regime

    @property
    def attribution(self) -> Attribution:
        """The voice that it speaks with: the grade's own, or the strongest that supports it."""
        if self.grade.attribution is not None:
            return self.grade.attribution
        voices = {cited.attribution for cited in self.citations if cited.role == "supports"}
        voices |= {"by-analogy"} if any(cited.role == "by-analogy" for cited in self.citations) else set()
        return next((voice for voice in ATTRIBUTION_ORDER if voice in voices), "own-view")

    @property
    def blocks(self) -> bool:
        """Whether it stops the launch as things stand."""
        return self.severity == "blocker" and self.truth != "open"


def leads_to(weight: Weight, truth: FindingTruth) -> int:
    """The step of the outcome ladder that such a finding alone leads to (2 do-not-launch … 7 launch, 8 a note)."""
    if weight.severity in ("note", "ok"):
        return 8 if weight.severity == "note" else 9
    if truth == "open":
        return 6 if weight.severity == "minor" else 4
    if weight.severity == "blocker":
        return {"unlawful": 2, "incomplete": 3, "consult": 5}[weight.kind or "unlawful"]
    return 6


def scopes(evaluator: Evaluator, rule: Rule, governs: Verdict) -> Sequence[tuple[str | None, Scope | None, Verdict]]:
    """The rows that a rule runs over, or none, each with whether it is reached: the regime governs, the row counts."""
    if rule.rows is None:
        return ((None, None, governs),)
    found = [Scope(rule.rows, row) for row in evaluator.rows_at(rule.rows)[0]]
    return [(scope.row.id, scope, _reached(evaluator, rule, scope, governs)) for scope in found]


def _reached(evaluator: Evaluator, rule: Rule, scope: Scope | None, governs: Verdict) -> Verdict:
    if rule.rows is None or scope is None:
        return governs
    whole = evaluator.rows(rule.rows)[1]
    gate = TRUE if whole.truth is YES else Verdict(UNKNOWN, *whole.reasons)
    return conjunction((evaluator.considered(rule.rows, scope.row), gate, governs))


def graded_rows(
    evaluator: Evaluator, rule: Rule, governs: Level, kept: Mapping[str | None, Graded] | None = None
) -> Iterator[tuple[str | None, Graded]]:
    """Each row of a rule, and what it says there: as in `kept`, where that was reached alike."""
    known = kept or {}
    judge = Grader(evaluator, rule)
    if rule.rows is None:
        yield None, judge(None, governs)
        return
    table = rule.rows
    rows, whole = evaluator.rows_at(table)
    gate = all_of((whole, governs))
    for row in rows:
        reached = gate if gate is Level.NO else all_of((evaluator.counts(table, row), gate))
        before = known.get(row.id)
        if before is not None and before.reached is reached:
            yield row.id, before
        else:
            yield row.id, judge(Scope(table, row), reached)


_UNREACHED = Graded(Level.NO)
_CLOSED = {level: Graded(level) for level in Level}


class Grader:
    """One rule, judged row by row."""

    def __init__(self, evaluator: Evaluator, rule: Rule) -> None:
        self.evaluator, self.rule = evaluator, rule
        self.applies = evaluator.judge(rule.applies, rule.rows)
        self._whens: list[Judge] = []
        self._results: dict[tuple[int, Level], GradeResult] = {}

    def __call__(self, scope: Scope | None, reached: Level) -> Graded:
        """What it says at a row, so far as it is reached there."""
        if reached is Level.NO:
            return _UNREACHED
        evaluator = self.evaluator
        applies = self.applies(evaluator, scope)
        if applies is Level.NO:
            return _CLOSED[reached]
        applies = all_of((applies, reached))
        if not self._whens:
            self._whens = [evaluator.judge(grade.when, self.rule.rows) for grade in self.rule.grades]
        results: list[GradeResult] = []
        for index, grade in enumerate(self.rule.grades):
            level = self._whens[index](evaluator, scope)
            if level is not Level.NO:
                level = all_of((level, applies))
                if level is Level.YES or grade.severity not in ("note", "ok"):
                    results.append(self._result(grade, index, level))
        return Graded(reached, True, tuple(results))

    def _result(self, grade: Grade, index: int, level: Level) -> GradeResult:
        key = (index, level)
        if key not in self._results:
            self._results[key] = GradeResult(self.rule, grade, index, level)
        return self._results[key]


def grade_results(evaluator: Evaluator, rule: Rule, governs: Verdict, enough: int | None = None) -> list[RowGrade]:
    """All grades of a rule that are not NO, row by row.

    With `enough` it stops at the row with which so many results, or more, weigh as blocker or major.
    """
    results: list[RowGrade] = []
    weighing = 0
    for row, graded in graded_rows(evaluator, rule, governs.level):
        results += [RowGrade(evaluator, governs, result, row) for result in graded.results]
        weighing += sum(result.weighs for result in graded.results)
        if enough is not None and weighing >= enough:
            break
    return results


def to_finding(
    evaluator: Evaluator, rows: Mapping[str | None, Graded], governs: Verdict, foreign: frozenset[str]
) -> Finding | None:
    """The one finding of a rule: its worst grade, with the rows that fall under it.

    `rows` is what it says of each row, `foreign` are the laws that do not govern.
    """
    gravest = [worst for graded in rows.values() if (worst := graded.worst) is not None]
    if not gravest:
        return None
    worst = _worst(gravest)
    fallen = tuple(
        row
        for row, graded in rows.items()
        if any(one.index == worst.index and one.level is worst.level for one in graded.results)
    )
    named = tuple(dict.fromkeys(own_id(row) for row in fallen if row is not None and row != UNANSWERED_ROW))
    return Finding(
        rule=worst.rule,
        grade=worst.grade,
        severity=worst.weight.severity,
        kind=worst.weight.kind,
        truth=worst.truth,
        rows=named,
        others=_others(rows, frozenset(named)),
        evaluator=evaluator,
        governs=governs,
        foreign=foreign,
        result=worst,
        fallen=fallen,
    )


def _others(rows: Mapping[str | None, Graded], fallen: Container[str]) -> tuple[RowResult, ...]:
    """The other rows that are reached, each with its own worst grade over its variants."""
    others: dict[str, GradeResult | None] = {}
    for row, graded in rows.items():
        if row is None or row == UNANSWERED_ROW or graded.reached is Level.NO or own_id(row) in fallen:
            continue
        own, worst = own_id(row), graded.worst
        before = others.setdefault(own, worst)
        if worst is not None and (before is None or worst.rank < before.rank):
            others[own] = worst
    return tuple(
        RowResult(row, best.grade.id if best else None, best.truth if best else None) for row, best in others.items()
    )


def _by_authority(citations: Iterable[Citation]) -> dict[str, list[Citation]]:
    """The entries of each authority, in their order."""
    entries: dict[str, list[Citation]] = {}
    for citation in citations:
        entries.setdefault(citation.authority, []).append(citation)
    return entries


def _cited(finding: Finding) -> tuple[Cited, ...]:
    """The citations of a grade that may be printed on the as-of date; the grade's own word on an authority wins."""
    pack, day = finding.evaluator.pack, finding.evaluator.assessment.as_of
    rule, grade = finding.rule, finding.grade
    cited = []
    for name, entries in (_by_authority(rule.citations) | _by_authority(grade.citations)).items():
        authority = pack.authorities.get(name)
        if authority is None:
            continue
        # One authority may carry this case and speak of that one by analogy: the first entry that fits counts.
        citation = next(
            (entry for entry in entries if _printable(entry.role, authority, day) and finding.fits(entry.when)), None
        )
        if citation is None:
            continue
        voice = citation.attribution or ("by-analogy" if citation.role == "by-analogy" else authority.attribution)
        cited.append(
            Cited(
                authority=authority,
                role=citation.role,
                pinpoint=citation.pinpoint,
                attribution=voice,
                decided_later=authority.decided_later(day),
                perhaps_later=authority.perhaps_later(day),
                persuasive=_persuasive(pack, authority) if authority.regime in finding.foreign else "",
            )
        )
    return tuple(cited)


def _persuasive(pack: Pack, authority: Authority) -> str:
    """How what an authority itself decided or published is marked where its law does not govern."""
    home = pack.regimes.get(authority.regime)
    return home.persuasive_elsewhere if home is not None and authority.rank in ("decision", "guidance") else ""


def _printable(role: Role, authority: Authority, day: str) -> bool:
    """Norms must be in force; what is coming (a horizon, a draft) must have been known on that day."""
    if role == "horizon" or authority.rank in UNBORN:
        return authority.date is not None and not authority.younger_than(day)
    return authority.in_force_on(day)


class Finder:
    """Answers `finding:` nodes from findings that are already there."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = findings

    def __call__(self, wanted: FindingFilter) -> Verdict:
        """YES with a matching finding; UNKNOWN while only an open one would match; NO otherwise."""
        truths = wanted.truths or ("established", "not-shown")
        fitting = [
            finding
            for finding in self.findings
            if (wanted.rules is None or finding.rule.id in wanted.rules)
            and (wanted.severities is None or finding.severity in wanted.severities)
            and (wanted.kinds is None or finding.kind in wanted.kinds)
        ]
        found = next((finding for finding in fitting if finding.truth in truths), None)
        if found is not None:
            return Verdict.reasoned(Level.YES, lambda: Reasons(found.because))
        waiting = [finding for finding in fitting if finding.truth == "open"]
        if waiting:
            return Verdict.reasoned(
                Level.OPEN, lambda: Reasons((), unique(ref for finding in waiting for ref in finding.missing))
            )
        return FALSE


@lru_cache(maxsize=256)
def rules_in_force(pack: Pack, regime: str, day: str) -> tuple[Rule, ...]:
    """The rules of one regime that are in force on the ISO date."""
    return tuple(rule for rule in pack.content.rules if rule.regime == regime and rule.in_force.contains(day))

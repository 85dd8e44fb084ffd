"""Rules to findings: one per rule, the worst grade that is not NO."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dpia.content.authority import ATTRIBUTION_ORDER, UNBORN, Attribution, Authority
from dpia.content.condition import Condition, FactRef, FindingFilter, walk
from dpia.content.pack import Pack
from dpia.content.rule import Citation, Grade, Kind, Role, Rule, Severity
from dpia.engine.evaluator import UNANSWERED_ROW, Evaluator, Scope
from dpia.engine.truth import FALSE, NO, TRUE, UNKNOWN, YES, Ref, Verdict, conjunction, unique
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


@dataclass(frozen=True, slots=True)
class GradeResult:
    """A grade that is not NO, in one row (None: the rule does not run over rows)."""

    rule: Rule
    grade: Grade
    index: int
    row: str | None
    verdict: Verdict
    when: Verdict
    gate: Verdict
    """The two parts of the verdict: what the grade says, and whether the rule applies and its regime governs here."""

    @property
    def truth(self) -> FindingTruth:
        """Established, not shown (somebody said "unknown"), or open (something is not answered)."""
        if self.verdict.truth is YES:
            return "established"
        return "open" if self.verdict.missing else "not-shown"

    @property
    def weight(self) -> Weight:
        """Severity and kind; what is not shown weighs as `if_unknown` says, and never as unlawful."""
        grade = self.grade
        if grade.severity == "blocker" and self.truth == "not-shown":
            return Weight("major", None) if grade.if_unknown == "major" else Weight("blocker", grade.if_unknown)
        return Weight(grade.severity, grade.kind)

    @property
    def weighs(self) -> bool:
        """Whether it is a blocker or a major, also an open one."""
        return self.weight.severity in ("blocker", "major")

    @property
    def rank(self) -> tuple[int, int]:
        """Worst first: by the outcome that it leads to, then by the order in the rule."""
        return leads_to(self.weight, self.truth), self.index


@dataclass(frozen=True, slots=True)
class Finding:
    """What is reported of a rule."""

    rule: Rule
    grade: Grade
    severity: Severity
    kind: Kind | None
    truth: FindingTruth
    because: tuple[Ref, ...]
    missing: tuple[Ref, ...]
    rows: tuple[str, ...]
    """Ids of the rows that fall under this grade."""
    others: tuple[RowResult, ...]
    """The other rows that the rule ran over."""
    citations: tuple[Cited, ...]
    facts: tuple[str, ...]
    """Named facts that carry the grade."""
    remedies: tuple[str, ...]
    """What may be done, as the content words it, without what does not fit the rows that fall."""

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
    table = rule.rows
    rows, whole = evaluator.rows(table)
    gate = TRUE if whole.truth is YES else Verdict(UNKNOWN, whole.because, whole.missing)
    return [(row.id, Scope(table, row), conjunction((evaluator.considered(table, row), gate, governs))) for row in rows]


@dataclass(frozen=True, slots=True)
class Graded:
    """What a rule says at one row that it reaches: whether its gate is open there, and all grades that are not NO."""

    reached: Verdict
    open_gate: bool
    results: tuple[GradeResult, ...]


def graded_rows(
    evaluator: Evaluator, rule: Rule, governs: Verdict, kept: Mapping[str | None, Graded] | None = None
) -> Iterator[tuple[str | None, Graded]]:
    """Each row that a rule reaches, and what it says there: as in `kept`, where that was reached alike."""
    for row_id, scope, reached in scopes(evaluator, rule, governs):
        if reached.truth is NO:
            continue
        known = kept.get(row_id) if kept is not None else None
        yield (
            row_id,
            known if known is not None and known.reached == reached else _graded(evaluator, rule, scope, reached),
        )


def _graded(evaluator: Evaluator, rule: Rule, scope: Scope | None, reached: Verdict) -> Graded:
    applies = conjunction((evaluator.evaluate(rule.applies, scope), reached))
    if applies.truth is NO:
        return Graded(reached, False, ())
    results: list[GradeResult] = []
    for index, grade in enumerate(rule.grades):
        when = evaluator.evaluate(grade.when, scope)
        verdict = conjunction((when, applies))  # the most specific reasons first
        if verdict.truth is YES or (verdict.truth is UNKNOWN and grade.severity not in ("note", "ok")):
            row = scope.row.id if scope is not None else None
            results.append(GradeResult(rule, grade, index, row, verdict, when, applies))
    return Graded(reached, True, tuple(results))


def grade_results(evaluator: Evaluator, rule: Rule, governs: Verdict, enough: int | None = None) -> list[GradeResult]:
    """All grades of a rule that are not NO, row by row.

    With `enough` it stops at the row with which so many results, or more, weigh as blocker or major.
    """
    results: list[GradeResult] = []
    for _, graded in graded_rows(evaluator, rule, governs):
        results += graded.results
        if enough is not None and sum(result.weighs for result in results) >= enough:
            break
    return results


def to_finding(
    evaluator: Evaluator, results: Sequence[GradeResult], ran: Sequence[str], foreign: Container[str]
) -> Finding | None:
    """The one finding of a rule: its worst grade, with the rows that fall under it.

    `foreign` are the laws that do not govern: what their authority decided only persuades.
    """
    if not results:
        return None
    worst = _worst(results)
    same = [r for r in results if r.grade is worst.grade and r.truth == worst.truth]
    rows = tuple(dict.fromkeys(own_id(r.row) for r in same if r.row is not None and r.row != UNANSWERED_ROW))
    others = []
    for row in dict.fromkeys(map(own_id, ran)):
        if row not in rows:
            mine = [r for r in results if r.row is not None and own_id(r.row) == row]
            best = _worst(mine) if mine else None
            others.append(RowResult(row, best.grade.id if best else None, best.truth if best else None))
    weight = worst.weight
    return Finding(
        rule=worst.rule,
        grade=worst.grade,
        severity=weight.severity,
        kind=weight.kind,
        truth=worst.truth,
        because=unique(ref for r in same for ref in r.verdict.because),
        missing=unique(ref for r in same for ref in r.verdict.missing),
        rows=rows,
        others=tuple(others),
        citations=_cited(evaluator, same, foreign),
        facts=_facts(evaluator, worst),
        remedies=_offered(evaluator, same),
    )


def _worst(results: Sequence[GradeResult]) -> GradeResult:
    """The worst result; a blocker that for want of an answer weighs as major hides no major that is established."""
    worst = min(results, key=lambda result: result.rank)
    if worst.grade.severity == "blocker" and worst.weight.severity == "major":
        known = [r for r in results if r.truth == "established" and r.weight.severity == "major"]
        return min(known, key=lambda result: result.rank, default=worst)
    return worst


def _fits(evaluator: Evaluator, condition: Condition | None, results: Sequence[GradeResult]) -> bool:
    """Whether a citation or remedy belongs to the rows that fall: its condition is not NO in one of them at least."""
    return condition is None or any(
        evaluator.evaluate(condition, _scope(evaluator, result)).truth is not NO for result in results
    )


def _scope(evaluator: Evaluator, result: GradeResult) -> Scope | None:
    """The row of a result, as a scope."""
    table = result.rule.rows
    row = next((row for row in evaluator.rows(table)[0] if row.id == result.row), None) if table else None
    return Scope(table, row) if table and row else None


def _offered(evaluator: Evaluator, results: Sequence[GradeResult]) -> tuple[str, ...]:
    """The remedies of a grade that fit the rows that fall under it."""
    return tuple(
        remedy if isinstance(remedy, str) else remedy.text
        for remedy in results[0].grade.remedies
        if isinstance(remedy, str) or _fits(evaluator, remedy.when, results)
    )


def _by_authority(citations: Iterable[Citation]) -> dict[str, list[Citation]]:
    """The entries of each authority, in their order."""
    entries: dict[str, list[Citation]] = {}
    for citation in citations:
        entries.setdefault(citation.authority, []).append(citation)
    return entries


def _cited(evaluator: Evaluator, results: Sequence[GradeResult], foreign: Container[str]) -> tuple[Cited, ...]:
    """The citations of a grade that may be printed on the as-of date; the grade's own word on an authority wins."""
    day = evaluator.assessment.as_of
    rule, grade = results[0].rule, results[0].grade
    cited = []
    for name, entries in (_by_authority(rule.citations) | _by_authority(grade.citations)).items():
        authority = evaluator.pack.authorities.get(name)
        if authority is None:
            continue
        # One authority may carry this case and speak of that one by analogy: the first entry that fits counts.
        citation = next(
            (
                entry
                for entry in entries
                if _printable(entry.role, authority, day) and _fits(evaluator, entry.when, results)
            ),
            None,
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
                persuasive=_persuasive(evaluator.pack, authority) if authority.regime in foreign else "",
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


def _facts(evaluator: Evaluator, result: GradeResult) -> tuple[str, ...]:
    """The named facts that hold in the gate and the grade."""
    scope = _scope(evaluator, result)
    names = [
        node.fact
        for condition in (result.rule.applies, result.grade.when)
        for node in walk(condition)
        if isinstance(node, FactRef)
    ]
    return tuple(name for name in dict.fromkeys(names) if evaluator.fact(name, scope).truth is YES)


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
        for finding in fitting:
            if finding.truth in truths:
                return Verdict(YES, finding.because)
        waiting = [finding for finding in fitting if finding.truth == "open"]
        if waiting:
            return Verdict(UNKNOWN, (), unique(ref for finding in waiting for ref in finding.missing))
        return FALSE


def rules_in_force(pack: Pack, regime: str, day: str) -> list[Rule]:
    """The rules of one regime that are in force on the ISO date."""
    return [rule for rule in pack.content.rules if rule.regime == regime and rule.in_force.contains(day)]

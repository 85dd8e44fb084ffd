"""Where the laws differ on these answers: both sides of each point, with what their rules found."""

from __future__ import annotations

from dataclasses import dataclass

from dpia.content.divergence import Divergence, Sentence
from dpia.content.rule import Regime
from dpia.engine.completeness import speaks
from dpia.engine.evaluation import Evaluation
from dpia.engine.findings import Finding
from dpia.engine.truth import NO


@dataclass(frozen=True, slots=True)
class SideResult:
    """What one law says on the as-of date, and the findings of its rules on the point."""

    regime: Regime
    says: tuple[Sentence, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class DivergenceFound:
    """A point on which laws that govern differ."""

    point: Divergence
    sides: tuple[SideResult, ...]


def divergences(evaluation: Evaluation) -> tuple[DivergenceFound, ...]:
    """The points on which the laws that govern, or may, differ on these answers; none where only one of them does."""
    found = []
    for point in evaluation.pack.content.divergences:
        sides = tuple(side for name in point.sides if (side := _side(evaluation, point, name)) is not None)
        if len(sides) > 1 and evaluation.evaluator.evaluate(point.when).truth is not NO:
            found.append(DivergenceFound(point, sides))
    return tuple(found)


def _side(evaluation: Evaluation, point: Divergence, name: str) -> SideResult | None:
    """One side, with the sentences whose law governs and is in force; None if nothing is left of it."""
    if evaluation.governs[name].truth is NO:
        return None
    side = point.sides[name]
    says = tuple(
        sentence
        for sentence in side.says
        if all(
            speaks(evaluation, law) and evaluation.governs[evaluation.pack.authorities[law].regime].truth is not NO
            for law in sentence.law
        )
    )
    if not says:
        return None
    findings = tuple(finding for finding in evaluation.findings if finding.rule.id in side.rules)
    return SideResult(evaluation.pack.regimes[name], says, findings)

"""Points on which laws differ: each side stays with its own law and its own rules."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.authority import UNBORN
from dpia.content.divergence import Divergence, Side
from dpia.errors import Problem
from dpia.lint import references
from dpia.lint.subject import Subject


def named_things(subject: Subject) -> Iterator[Problem]:
    """Questions, regimes, rules and authorities that the points name."""
    for point in subject.pack.content.divergences:
        where = ("divergences", point.id)
        for name in point.questions:
            yield from references.question(subject, name, where, ("questions",))
        for regime, side in point.sides.items():
            if regime in subject.pack.regimes:
                yield from _side(subject, point, regime, side)
            else:
                yield from references.regime(subject, regime, where, ("sides", regime))


def _side(subject: Subject, point: Divergence, regime: str, side: Side) -> Iterator[Problem]:
    where, path = ("divergences", point.id), ("sides", regime)
    line = subject.pack.regime_line(regime)
    for name in side.rules:
        yield from references.rule(subject, name, where, path)
        rule = subject.pack.rules.get(name)
        if rule is not None and regime not in subject.pack.regime_line(rule.regime):
            message = "{name} is no rule of “{regime}”."
            yield subject.problem(where, path, "other-side", message, name=name, regime=regime)
    for other in point.sides:
        if other != regime and other in line:
            message = "“{regime}” extends “{other}”: they do not differ, they add up."
            yield subject.problem(where, path, "same-side", message, regime=regime, other=other)
    for name in (name for sentence in side.says for name in sentence.law):
        yield from _law(subject, point, regime, name)


def _law(subject: Subject, point: Divergence, regime: str, name: str) -> Iterator[Problem]:
    """An authority that a side cites."""
    where, path = ("divergences", point.id), ("sides", regime)
    yield from references.authorities(subject, [name], where, path)
    authority = subject.pack.authorities.get(name)
    if authority is None:
        return
    other = authority.regime
    if other not in subject.pack.regime_line(regime) and regime not in subject.pack.regime_line(other):
        message = "{name} is law of “{other}” and stands on the side of “{regime}”."
        yield subject.problem(where, path, "other-side", message, name=name, other=other, regime=regime)
    if authority.rank in UNBORN:
        message = "{name} is a draft or proposal and cannot support."
        yield subject.problem(where, path, "draft-supports", message, name=name)

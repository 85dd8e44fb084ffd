"""Manifests of regimes: which they extend, what makes an assessment due, and whether there is prior consultation."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.rule import Regime
from dpia.errors import Problem
from dpia.lint import references
from dpia.lint.subject import Subject


def named_things(subject: Subject) -> Iterator[Problem]:
    """Regimes, authorities and facts that manifests name."""
    for regime in subject.pack.content.regimes:
        where = ("regime", regime.id)
        if regime.extends is not None:
            yield from references.regime(subject, regime.extends, where, ("extends",))
            if regime.id in subject.pack.regime_line(regime.extends):
                yield subject.problem(where, ("extends",), "cycle", "“{name}” extends itself.", name=regime.id)
        for name in regime.case_answers:
            yield from references.question(subject, name, where, ("case_answers", name))
        for index, right in enumerate(regime.rights):
            yield from references.authorities(subject, right.law, where, ("rights", index, "law"))
        if regime.officer_advice is not None:
            yield from references.authorities(subject, [regime.officer_advice], where, ("officer_advice",))
        yield from _due(subject, regime)


def _due(subject: Subject, regime: Regime) -> Iterator[Problem]:
    if regime.due is None:
        return
    where = ("regime", regime.id)
    yield from references.authorities(subject, [regime.due.law], where, ("due", "law"))
    for key, criteria in (("enough", regime.due.enough), ("criteria", regime.due.criteria)):
        for index, criterion in enumerate(criteria):
            path = ("due", key, index)
            yield from references.authorities(subject, [criterion.authority], where, path)
            yield from references.fact(subject, criterion.fact, where, path)


def consultation(subject: Subject) -> Iterator[Problem]:
    """A grade says `consult` only where the law knows asking the authority first."""
    for rule in subject.rules:
        regime = subject.pack.regimes.get(rule.regime)
        if regime is None or regime.prior_consultation:
            continue
        for index, grade in enumerate(rule.grades):
            if "consult" in (grade.kind, grade.if_unknown):
                where, path = ("rules", rule.id), ("grades", index)
                message = "{name} knows no prior consultation."
                yield subject.problem(where, path, "no-consultation", message, name=regime.title)

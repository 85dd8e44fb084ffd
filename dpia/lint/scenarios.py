"""Scenarios and worked examples: what they name."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.names import LADDER, RUNG
from dpia.errors import Problem
from dpia.lint import references
from dpia.lint.subject import Subject


def named_things(subject: Subject) -> Iterator[Problem]:
    """Rungs, risks, measures, questions and authorities that scenarios name."""
    pack = subject.pack
    ladder = pack.columns.get((LADDER, RUNG))
    rungs = [option.id for option in ladder.options] if ladder else []
    risks = [risk.id for risk in pack.content.risks]
    measures = [measure.id for measure in pack.content.measures]
    for scenario in pack.content.scenarios:
        where = ("scenario", scenario.id)
        yield from references.authorities(subject, scenario.law, where, ("law",))
        for key, kind, names, known in (
            ("instead", "rung", [way.rung for way in scenario.instead], rungs),
            ("risks", "risk", scenario.risks, risks),
            ("measures", "measure", scenario.measures, measures),
            ("first_questions", "question", scenario.first_questions, pack.questions),
        ):
            for index, name in enumerate(names):
                if name not in known:
                    yield subject.unknown(where, (key, index), kind, name, known)
        for name in scenario.presets:
            yield from references.question(subject, name, where, ("presets", name))


def of_examples(subject: Subject) -> Iterator[Problem]:
    """Scenarios that worked examples name."""
    names = [scenario.id for scenario in subject.pack.content.scenarios]
    for example in subject.pack.content.examples:
        if example.scenario is not None and example.scenario not in names:
            yield subject.unknown(("example", example.id), ("scenario",), "scenario", example.scenario, names)

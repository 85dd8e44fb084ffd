"""Scenarios and worked examples: what they name."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.names import LADDER, RUNG
from dpia.content.question import Column
from dpia.content.scenario import Scenario
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
        yield from _lane(subject, scenario, where)


def _lane(subject: Subject, scenario: Scenario, where: tuple[str, str]) -> Iterator[Problem]:
    """The questions of the quick lane: each there, of a type that it can ask, with a reason, proposed only if it is."""
    pack = subject.pack
    for index, step in enumerate(scenario.lane):
        section, name, *column = step.ask.split(".")
        table, place = f"{section}.{name}", ("lane", index, "ask")
        field = pack.columns.get((table, column[0])) if column else pack.questions.get(table)
        if field is None:
            known = [*pack.questions, *(f"{one}.{other}" for one, other in pack.columns)]
            yield subject.unknown(where, place, "question", step.ask, known)
            continue
        if field.type not in ("boolean", "choice", "choices") or (isinstance(field, Column) and field.options_from):
            yield subject.problem(where, place, "lane-type", "The quick lane asks questions with fixed answers only.")
        if not field.why:
            yield subject.problem(where, place, "lane-why", "A question of the quick lane says `why` it is asked.")
        options = {option.id for option in field.options}
        named = [*step.first, *(name for wording in step.wordings for name in wording.options or ())]
        for unknown in (name for name in named if name not in options):
            yield subject.unknown(where, place, "option", unknown, options)
        if step.propose and not _proposes(scenario, table, column):
            message = "The setting proposes nothing here that could be confirmed."
            yield subject.problem(where, ("lane", index, "propose"), "lane-proposal", message)


def _proposes(scenario: Scenario, table: str, column: list[str]) -> bool:
    found = scenario.presets.get(table)
    if not column:
        return found is not None
    return isinstance(found, list | tuple) and bool(found) and isinstance(found[0], dict) and column[0] in found[0]


def of_examples(subject: Subject) -> Iterator[Problem]:
    """Scenarios that worked examples name."""
    names = [scenario.id for scenario in subject.pack.content.scenarios]
    for example in subject.pack.content.examples:
        if example.scenario is not None and example.scenario not in names:
            yield subject.unknown(("example", example.id), ("scenario",), "scenario", example.scenario, names)

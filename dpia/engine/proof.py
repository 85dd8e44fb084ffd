"""What only running the content can show: that cases hold and reach every grade, that presets and examples are answers.

`dpia.content.checks` proves what can be read off the files; this module evaluates. Both report problems with places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dpia.assessment.answers import assessment_from_plain
from dpia.content.checks import Places
from dpia.content.loader import case_place
from dpia.content.pack import Pack
from dpia.content.rule import Case
from dpia.content.source import Source
from dpia.engine.cases import case_assessment, disagreements
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.findings import Finder, scopes
from dpia.engine.truth import NO, UNKNOWN, YES, Truth, conjunction
from dpia.errors import Problem, ProblemsFound

_MISSING: Mapping[Truth, str] = {
    YES: "No case in which {grade} of {rule} holds.",
    NO: "No case in which {grade} of {rule} does not hold.",
    UNKNOWN: "No case in which {grade} of {rule} is undetermined.",
}


def prove(pack: Pack, places: Places, cases: Iterable[tuple[Source, Case]]) -> Iterator[Problem]:
    """Every problem that running the content shows; nothing if it is in order."""
    met: dict[tuple[str, str], set[Truth]] = defaultdict(set)
    shown: set[tuple[str, str | None]] = set()
    for source, case in cases:
        try:
            evaluation = evaluate(pack, case_assessment(pack, source, case))
        except ProblemsFound as found:
            yield from found.problems
            continue
        for wrong in disagreements(evaluation, case):
            place = (*case_place(source, case), "expect")
            yield source.problem(place, "case", "{case}: {wrong}", case=case.name, wrong=wrong)
        for rule in case.expect:
            if rule in pack.rules:
                _note_grades(evaluation, rule, met)
        shown |= _shown(evaluation)
    for name, answers, day in _settings(pack):
        where = ("scenario", name) if pack.scenario(name) else ("example", name)
        try:
            written = places.answers(where, "presets" if where[0] == "scenario" else "answers")
            shown |= _shown(evaluate(pack, assessment_from_plain(pack, day, answers, source=written)))
        except ProblemsFound as found:
            for problem in found.problems:
                params: dict[str, object] = {**problem.params, "reason": problem.text}
                yield replace(
                    problem, code="dangling-answer", message="An answer does not fit: {reason}", params=params
                )
    yield from _uncovered(pack, places, met)
    yield from _unreachable(pack, places, shown)


def _settings(pack: Pack) -> Iterator[tuple[str, dict[str, object], str]]:
    """The presets of the scenarios and the answers of the worked examples, each with its day."""
    for scenario in pack.content.scenarios:
        yield scenario.id, scenario.presets, pack.manifest.checked_to
    for example in pack.content.examples:
        yield example.id, example.answers, example.as_of


def _note_grades(evaluation: Evaluation, name: str, met: dict[tuple[str, str], set[Truth]]) -> None:
    """The truth of each grade of a rule in one evaluation, the strongest over the rows; reported or not."""
    pack, evaluator, rule = evaluation.pack, evaluation.evaluator, evaluation.pack.rules[name]
    if name in pack.late_rules:
        line = pack.regime_line(rule.regime)
        early = [one for one in evaluation.findings if one.regime in line and one.rule.id not in pack.late_rules]
        evaluator.find = Finder(early)
    reached = scopes(evaluator, rule, evaluation.governs[rule.regime])
    asked = rule.in_force.contains(evaluation.assessment.as_of)
    for grade in rule.grades:
        truths = [
            conjunction((reach, evaluator.evaluate(rule.applies, scope), evaluator.evaluate(grade.when, scope))).truth
            for _, scope, reach in reached
            if asked
        ]
        met[name, grade.id].add(max(truths, default=NO))


def _uncovered(pack: Pack, places: Places, met: Mapping[tuple[str, str], set[Truth]]) -> Iterator[Problem]:
    """Grades without a firing, a non-firing and an undetermined case among the cases that name their rule."""
    for rule in pack.content.rules:
        for index, grade in enumerate(rule.grades):
            for truth in sorted(_MISSING, reverse=True):
                if truth not in met.get((rule.id, grade.id), ()):
                    place = ("rules", rule.id), ("grades", index)
                    yield places.problem(*place, "no-case", _MISSING[truth], grade=grade.id, rule=rule.id)


def _shown(evaluation: Evaluation) -> set[tuple[str, str | None]]:
    """The questions, and the columns of tables with rows, that are surely asked."""
    evaluator, state = evaluation.evaluator, evaluation.assessment
    found: set[tuple[str, str | None]] = set()
    for question in evaluation.pack.content.questions:
        if evaluator.visible(question.id).truth is not YES:
            continue
        found.add((question.id, None))
        for row in state.rows(question.id):
            found |= {
                (question.id, column.id)
                for column in question.columns
                if evaluator.visible_cell(question.id, row, column.id).truth is YES
            }
    return found


def _unreachable(pack: Pack, places: Places, shown: set[tuple[str, str | None]]) -> Iterator[Problem]:
    """Questions and columns that no case, preset or example ever asks: perhaps nothing can."""
    for question in pack.content.questions:
        where = ("questions", question.id)
        if (question.id, None) not in shown:
            message = "No case, scenario or example ever asks {name}."
            yield places.problem(where, ("shown_when",), "unreachable", message, name=question.id)
        for index, column in enumerate(question.columns):
            if (question.id, column.id) not in shown:
                message = "No case, scenario or example ever asks {name}."
                name = f"{question.id}.{column.id}"
                yield places.problem(where, ("columns", index), "unreachable", message, name=name)

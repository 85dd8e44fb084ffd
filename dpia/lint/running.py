"""What only running the content shows: cases hold and reach every grade, presets and examples are answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dpia.assessment.answers_file import assessment_from_plain
from dpia.errors import Problem, ProblemsFound
from dpia.lint.cases import case_assessment, disagreements
from dpia.lint.coverage import Coverage
from dpia.lint.places import Where
from dpia.lint.reachability import Reachability
from dpia.lint.subject import Subject
from dpia.lint.trial import Trial


def run(subject: Subject) -> Iterator[Problem]:
    """Problems of the cases and, unless one rule alone is proved, of presets, examples and reachability.

    The content must be sound as it stands: a condition that names what is not there cannot be judged.
    """
    coverage, reachability = Coverage(), Reachability(subject.pack.content.questions)
    for placed in subject.cases:
        try:
            trial = Trial(subject.pack, case_assessment(subject.pack, placed))
        except ProblemsFound as found:
            yield from found.problems
            continue
        for wrong in disagreements(trial, placed.case):
            yield placed.problem(("expect",), "case", "{case}: {wrong}", case=placed.case.name, wrong=wrong)
        coverage.note(trial, placed.case, subject)
        reachability.note(trial)
    yield from coverage.gaps(subject)
    if subject.only is None:
        yield from _settings(subject, reachability)
        yield from reachability.gaps(subject)


def _settings(subject: Subject, reachability: Reachability) -> Iterator[Problem]:
    """The presets of the scenarios and the answers of the worked examples are answers."""
    pack = subject.pack
    prepared: list[tuple[Where, str, dict[str, object], str]] = [
        *((("scenario", one.id), "presets", one.presets, pack.manifest.checked_to) for one in pack.content.scenarios),
        *((("example", one.id), "answers", one.answers, one.as_of) for one in pack.content.examples),
    ]
    for where, key, answers, day in prepared:
        written = subject.places.part(where, key)
        try:
            reachability.note(Trial(pack, assessment_from_plain(pack, day, answers, source=written)))
        except ProblemsFound as found:
            for problem in found.problems:
                params: dict[str, object] = {**problem.params, "reason": problem.text}
                message = "An answer does not fit: {reason}"
                yield replace(problem, code="dangling-answer", message=message, params=params)

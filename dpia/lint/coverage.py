"""Every rule has its cases, and every grade one in which it holds, one in which it does not, and one undetermined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from dpia.content.rule import Case
from dpia.engine.truth import NO, UNKNOWN, YES, Truth
from dpia.errors import Problem
from dpia.lint.subject import Subject
from dpia.lint.trial import Trial

_MISSING: Mapping[Truth, str] = {
    YES: "No case in which {grade} of {rule} holds.",
    NO: "No case in which {grade} of {rule} does not hold.",
    UNKNOWN: "No case in which {grade} of {rule} is undetermined.",
}


def rules_without_cases(subject: Subject) -> Iterator[Problem]:
    """Rules of which no case expects anything."""
    tested = {name for placed in subject.cases for name in placed.case.expect}
    for rule in subject.rules:
        if rule.id not in tested:
            message = "No case beside the rules expects anything of {name}."
            hint = "Write its cases into NAME.test.yaml beside NAME.rules.yaml."
            yield subject.problem(("rules", rule.id), (), "no-case", message, hint, name=rule.id)


class Coverage:
    """Which truths each grade had in the cases that expect something of its rule."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, str], set[Truth]] = defaultdict(set)

    def note(self, trial: Trial, case: Case, subject: Subject) -> None:
        """What a case shows of the rules in question."""
        for rule in subject.rules if subject.only else map(trial.pack.rules.get, case.expect):
            if rule is not None:
                for grade, truth in trial.grade_truths(rule).items():
                    self._met[rule.id, grade].add(truth)

    def gaps(self, subject: Subject) -> Iterator[Problem]:
        """Grades that lack one of the three."""
        for rule in subject.rules:
            for index, grade in enumerate(rule.grades):
                for truth in sorted(_MISSING, reverse=True):
                    if truth not in self._met[rule.id, grade.id]:
                        where, path = ("rules", rule.id), ("grades", index)
                        yield subject.problem(where, path, "no-case", _MISSING[truth], grade=grade.id, rule=rule.id)

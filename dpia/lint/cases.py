"""Cases beside the rules: answers in, expected findings out. Run by the test suite and by `dpia content check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.cases import PlacedCase
from dpia.content.pack import Pack
from dpia.content.rule import Case, Expectation, Rule
from dpia.errors import Problem, ProblemsFound
from dpia.lint.subject import Subject
from dpia.lint.trial import Trial

_OUTCOMES = ("outcome", "best", "worst")
_WORDS = (*_OUTCOMES, "due")
"""What a case may expect beside rules."""


def named_things(subject: Subject) -> Iterator[Problem]:
    """Rules, regimes, bases and names: what cases name is there, and no two of a file have one name."""
    pack = subject.pack
    for placed in subject.cases:
        case = placed.case
        for name in case.expect:
            if name not in pack.rules and name not in _WORDS:
                message = "The case “{case}” expects something of {name}, which is no rule."
                yield placed.problem(("expect", name), "unknown-rule", message, case=case.name, name=name)
        if case.base is not None and placed.earlier is None and pack.example(case.base) is None:
            message = "There is neither an earlier case of this file nor a worked example called “{name}”."
            yield placed.problem(("base",), "unknown-base", message, name=case.base)
        due = case.expect.get("due")
        for name in due if isinstance(due, dict) else ():
            if name not in pack.regimes:
                message = "There is no regime “{name}”."
                yield placed.problem(("expect", "due", name), "unknown-regime", message, name=name)


def names(subject: Subject) -> Iterator[Problem]:
    """A name stands for one case of its file, and for no worked example: `base` could mean either."""
    count = Counter((placed.source.file, placed.case.name) for placed in subject.cases)
    for placed in subject.cases:
        name = placed.case.name
        if count[placed.source.file, name] > 1:
            message, hint = "Another case of this file is called “{name}” too.", "Give each its own name."
            yield placed.problem(("name",), "duplicate-case", message, hint, name=name)
        elif subject.pack.example(name) is not None:
            message, hint = "A worked example is called “{name}” too.", "Give the case its own name."
            yield placed.problem(("name",), "duplicate-case", message, hint, name=name)


def case_assessment(pack: Pack, placed: PlacedCase) -> Assessment:
    """The assessment of a case: its own answers over those of its base. Raises ProblemsFound for bad answers.

    The base is an earlier case, a worked example or, without either, what the manifest of the regime gives.
    """
    case = placed.case
    base = _base(pack, placed)
    day = case.as_of or base.as_of
    try:
        return assessment_from_plain(pack, day, case.answers, base=base)
    except ProblemsFound:  # again, slowly, for the places in the file
        answers = placed.source.part((placed.index, "answers"))
        return assessment_from_plain(pack, day, case.answers, base=base, source=answers)


def _base(pack: Pack, placed: PlacedCase) -> Assessment:
    if placed.earlier is not None:
        return _earlier(pack, placed.earlier)
    if placed.case.base is not None:
        return _example(pack, placed.case.base)
    return _ordinary(pack, PurePosixPath(placed.source.file).parts[1])


@lru_cache(maxsize=256)
def _earlier(pack: Pack, placed: PlacedCase) -> Assessment:
    """A case that others of its file build upon, hence read once for all of them."""
    return case_assessment(pack, placed)


@lru_cache(maxsize=32)
def _example(pack: Pack, name: str) -> Assessment:
    example = pack.example(name)
    assert example is not None
    return assessment_from_plain(pack, example.as_of, example.answers)


@lru_cache(maxsize=32)
def _ordinary(pack: Pack, folder: str) -> Assessment:
    """What the regime of the folder starts its cases from; all else is absent."""
    regime = pack.regimes.get(folder)
    return assessment_from_plain(pack, pack.manifest.checked_to, regime.case_answers if regime is not None else {})


def run_case(pack: Pack, placed: PlacedCase) -> list[str]:
    """What does not come out as the case expects; empty if it holds. Raises ProblemsFound for bad answers."""
    return disagreements(Trial(pack, case_assessment(pack, placed)), placed.case)


def disagreements(trial: Trial, case: Case) -> list[str]:
    """Where what is found differs from what the case expects."""
    wrong: list[str] = []
    for name, expected in case.expect.items():
        if name in _OUTCOMES:
            actual = getattr(trial.whole, name)
            if actual != expected:
                wrong.append(f"{name}: expected {expected}, got {actual}")
        elif name == "due" and isinstance(expected, dict):
            wrong += _due(trial, expected)
        elif name in trial.pack.rules:
            wrong += _compare(trial, trial.pack.rules[name], expected)
        else:
            wrong.append(f"{name}: there is no such rule")
    return wrong


def _due(trial: Trial, expected: dict[str, str]) -> Iterator[str]:
    for regime, word in expected.items():
        due = trial.due(regime)
        actual = due.word if due else None
        if actual != word:
            yield f"due {regime}: expected {word}, got {actual}"


def _compare(trial: Trial, rule: Rule, expected: Expectation | str | dict[str, str]) -> list[str]:
    found = trial.finding(rule)
    if expected == "none":
        return [f"{rule.id}: expected none, got {found.id} ({found.severity}, {found.truth})"] if found else []
    if not isinstance(expected, Expectation):
        return [f"{rule.id}: write none, or a mapping of grade, truth, severity, kind, rows; found {expected!r}"]
    if found is None:
        return [f"{rule.id}: expected {expected.grade or 'a finding'}, got none"]
    got = {
        "grade": found.grade.id,
        "truth": found.truth,
        "severity": found.severity,
        "kind": found.kind,
        "rows": found.rows,
    }
    want = expected.stated()
    wrong = [
        f"{rule.id}: expected {key} {want[key]}, got {got[key]}"
        for key in want
        if key != "rows" and want[key] != got[key]
    ]
    if "rows" in want and set(want["rows"]) != set(found.rows):
        wrong.append(f"{rule.id}: expected rows {sorted(want['rows'])}, got {sorted(found.rows)}")
    if wrong and found.missing:
        wrong.append(f"{rule.id}: waits for {', '.join('.'.join(filter(None, ref)) for ref in found.missing[:6])}")
    return wrong

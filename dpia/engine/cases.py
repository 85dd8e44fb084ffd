"""Cases beside the rules: answers in, expected findings out. Run by the test suite and by `dpia content check`."""

from __future__ import annotations

from pathlib import PurePosixPath

from dpia.assessment.answers import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.loader import case_place
from dpia.content.pack import Pack
from dpia.content.rule import Case, Expectation
from dpia.content.source import Source
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.errors import ProblemsFound

PLACE = {"eu": ["sweden"], "se": ["sweden"], "cn": ["china"]}
"""Where the people of a case are, unless it says so itself: the regime whose folder it lies in must govern."""


def case_assessment(pack: Pack, source: Source, case: Case) -> Assessment:
    """The assessment of a case: its worked example, or an ordinary deployment in the regime's country."""
    day = case.as_of or pack.manifest.checked_to
    if case.base is not None:
        example = pack.example(case.base)
        assert example is not None
        base = assessment_from_plain(pack, case.as_of or example.as_of, example.answers)
        day = case.as_of or example.as_of
    else:
        folder = PurePosixPath(source.file).parts[1]
        place = PLACE.get(folder, ["other"])
        defaults = {
            "start.police-work": False,
            "start.household-view": "beyond",
            "start.people-in": place,
            "start.based-in": place,
        }
        known = {name: value for name, value in defaults.items() if name in pack.questions}
        base = assessment_from_plain(pack, day, known)
    try:
        return assessment_from_plain(pack, day, case.answers, base=base)
    except ProblemsFound:  # again, slowly, for the places in the file
        answers = source.part((*case_place(source, case), "answers"))
        return assessment_from_plain(pack, day, case.answers, base=base, source=answers)


def run_case(pack: Pack, source: Source, case: Case) -> list[str]:
    """What does not come out as the case expects; empty if it holds. Raises ProblemsFound for bad answers."""
    return disagreements(evaluate(pack, case_assessment(pack, source, case)), case)


def disagreements(evaluation: Evaluation, case: Case) -> list[str]:
    """Where an evaluation differs from what the case expects."""
    wrong: list[str] = []
    for name, expected in case.expect.items():
        if name in ("outcome", "best", "worst"):
            actual = getattr(evaluation, name)
            if actual != expected:
                wrong.append(f"{name}: expected {expected}, got {actual}")
        elif name == "due" and isinstance(expected, dict):
            for regime, word in expected.items():
                due = evaluation.regime(regime).due
                if (due.word if due else None) != word:
                    wrong.append(f"due {regime}: expected {word}, got {due.word if due else None}")
        else:
            wrong += _compare(evaluation, name, expected)
    return wrong


def _compare(evaluation: Evaluation, rule: str, expected: Expectation | str | dict[str, str]) -> list[str]:
    found = next((finding for finding in evaluation.findings if finding.rule.id == rule), None)
    if expected == "none":
        return [f"{rule}: expected none, got {found.id} ({found.severity}, {found.truth})"] if found else []
    if not isinstance(expected, Expectation):
        return [f"{rule}: write none, or a mapping of grade, truth, severity, kind, rows; found {expected!r}"]
    if found is None:
        return [f"{rule}: expected {expected.grade or 'a finding'}, got none"]
    got = {
        "grade": found.grade.id,
        "truth": found.truth,
        "severity": found.severity,
        "kind": found.kind,
        "rows": found.rows,
    }
    want = expected.stated()
    wrong = [
        f"{rule}: expected {key} {want[key]}, got {got[key]}" for key in want if key != "rows" and want[key] != got[key]
    ]
    if "rows" in want and set(want["rows"]) != set(found.rows):
        wrong.append(f"{rule}: expected rows {sorted(want['rows'])}, got {sorted(found.rows)}")
    if wrong and found.missing:
        wrong.append(f"{rule}: waits for {', '.join('.'.join(filter(None, ref)) for ref in found.missing[:6])}")
    return wrong

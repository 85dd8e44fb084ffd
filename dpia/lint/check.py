"""`check_content`: all problems of a content folder, or of one rule in it, in one pass over its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dpia.collector import collector_off
from dpia.content.loader import ContentFolder
from dpia.errors import Problem, ProblemsFound
from dpia.lint.registry import READING, RUNNING, Check
from dpia.lint.subject import Subject, read_all, read_rule


@dataclass(frozen=True)
class CheckResult:
    """The problems, each with its place; none means "in order". `subject` is None where the files do not load."""

    problems: tuple[Problem, ...]
    subject: Subject | None


def check_content(
    root: Path, rule: str | None = None, *, phases: tuple[tuple[Check, ...], ...] = (READING, RUNNING)
) -> CheckResult:
    """Prove a content folder or, with the id of a rule, that rule: its law, its words, the facts behind it, its cases.

    Each phase runs when the phases before it found nothing. Raises UserError if there is no such rule.
    """
    folder = ContentFolder(root)
    with collector_off():
        try:
            subject = read_all(folder) if rule is None else read_rule(folder, rule)
        except ProblemsFound as found:
            return CheckResult(found.problems, None)
        for checks in phases:
            wanted = [check for check in checks if rule is None or check.scope == "rule"]
            problems = dict.fromkeys(problem for check in wanted for problem in check.find(subject))
            if problems:
                return CheckResult(tuple(problems), subject)
    return CheckResult((), subject)

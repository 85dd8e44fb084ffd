"""The cases beside the rules as they stand in their files, each with the case that it builds upon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dpia.content.loader import ContentFolder, content_files, read_as
from dpia.content.rule import Case
from dpia.content.source import Source
from dpia.errors import Problem, ProblemsFound


@dataclass(frozen=True, eq=False)
class PlacedCase:
    """A case and where it stands.

    `earlier` is the case of the same file that `base` names; None if there is no base, or it is a worked example.
    """

    case: Case
    source: Source
    index: int
    earlier: PlacedCase | None = None

    def problem(self, path: Iterable[object], code: str, message: str, hint: str = "", **params: object) -> Problem:
        """A problem at a place inside the case."""
        return self.source.problem((self.index, *path), code, message, hint, **params)


def load_cases(folder: ContentFolder, rule: str | None = None) -> list[PlacedCase]:
    """All cases, or those that expect something of a rule. Raises ProblemsFound."""
    problems: list[Problem] = []
    cases: list[PlacedCase] = []
    for path in content_files(folder.root)["rule-tests"]:
        if rule is not None and rule.encode() not in path.read_bytes():
            continue  # parsing takes a hundred times as long as looking for the id
        try:
            cases += load_cases_file(folder, path)
        except ProblemsFound as error:
            problems += error.problems
    if problems:
        raise ProblemsFound(problems)
    return [placed for placed in cases if rule is None or rule in placed.case.expect]


def load_cases_file(folder: ContentFolder, path: Path) -> list[PlacedCase]:
    """The cases of one file, in order. Raises ProblemsFound."""
    problems: list[Problem] = []
    source = folder.source(path)
    read: tuple[Case, ...] | None = read_as("rule-tests", source, problems)
    if read is None:
        raise ProblemsFound(problems)
    named: dict[str, PlacedCase] = {}
    placed: list[PlacedCase] = []
    for index, case in enumerate(read):
        found = PlacedCase(case, source, index, named.get(case.base) if case.base is not None else None)
        named.setdefault(case.name, found)
        placed.append(found)
    return placed

"""Every file is read by somebody, and what says its regime stands in the folder of that regime."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.loader import content_files
from dpia.errors import Problem
from dpia.lint.places import Path_, Where
from dpia.lint.subject import Subject


def stray_files(subject: Subject) -> Iterator[Problem]:
    """A misnamed file would be silently without effect."""
    root = subject.folder.root
    read = {path for files in content_files(root).values() for path in files}
    for path in sorted((*root.rglob("*.yaml"), *root.rglob("*.yml"))):
        if path not in read:
            message = "Nothing reads this file: its name or its folder is not one that content has."
            hint = "See “Where things are” in docs/authoring.md."
            yield Problem("stray-file", message, path.relative_to(root).as_posix(), hint=hint)


def other_folders(subject: Subject) -> Iterator[Problem]:
    """What says its regime, or is named as its folder, stands in that folder."""
    content = subject.pack.content
    said: list[tuple[Where, Path_, str]] = [
        *((("rules", rule.id), ("regime",), rule.regime) for rule in content.rules),
        *((("completeness", map_.id), ("regime",), map_.regime) for map_ in content.completeness),
        *((("tasks", task.id), ("regime",), task.regime) for task in content.tasks),
        *((("regime", regime.id), ("id",), regime.id) for regime in content.regimes),
        *((("scenario", scenario.id), ("id",), scenario.id) for scenario in content.scenarios),
    ]
    for where, path, name in said:
        parts = subject.places.file(where).split("/")
        if len(parts) > 2 and parts[1] != name:
            message, hint = "This says “{name}” and stands in the folder “{folder}”.", "Make the two the same."
            yield subject.problem(where, path, "other-folder", message, hint, name=name, folder=parts[1])

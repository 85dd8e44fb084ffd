"""Every file is read by somebody, and what says its regime stands in the folder of that regime."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.condition import FactRef, walk
from dpia.content.loader import content_files
from dpia.errors import Problem
from dpia.lint.conditions import all_conditions
from dpia.lint.places import Path_, Where
from dpia.lint.subject import Subject

GLOSSARY = "locale/glossary.yaml"
"""Read by those who translate, and no part of the pack."""


def stray_files(subject: Subject) -> Iterator[Problem]:
    """A misnamed file would be silently without effect."""
    root = subject.folder.root
    read = {path for files in content_files(root).values() for path in files}
    for path in sorted((*root.rglob("*.yaml"), *root.rglob("*.yml"))):
        if path not in read and path != root / GLOSSARY:
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


def facts_with_their_law(subject: Subject) -> Iterator[Problem]:
    """A fact in the folder of a regime is read there alone, or in a regime that extends it; others stand in core."""
    pack = subject.pack
    homes = {fact.id: _regime(subject, ("facts", fact.id)) for fact in pack.content.facts}
    for stated in all_conditions(pack.content):
        here = _regime(subject, stated.where)
        near = pack.regime_line(here) if here in pack.regimes else ()
        for name in sorted({node.fact for node in walk(stated.node) if isinstance(node, FactRef)}):
            home = homes.get(name)
            if home is not None and home not in near:
                message = "The fact {name} stands with the law of “{home}” and is read outside of it."
                hint = "Move it to core/facts, or read another fact."
                yield subject.problem(stated.where, (), "fact-elsewhere", message, hint, name=name, home=home)


def _regime(subject: Subject, where: Where) -> str | None:
    """The regime in whose folder a thing stands; None in core and beside it."""
    parts = subject.places.file(where).split("/")
    return parts[1] if parts[0] == "regimes" else None

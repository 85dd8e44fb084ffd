"""Marks of design on options: the regimes and options that they name are there."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.content.care import Objection
from dpia.content.pack import Pack
from dpia.content.question import Column, Question


def objections(pack: Pack) -> Iterator[Objection]:
    """Options that belong to a regime, or can be reached from an option, that does not exist."""
    for question in pack.content.questions:
        fields: list[tuple[Question | Column, tuple[object, ...]]] = [(question, ())]
        fields += [(column, ("columns", index)) for index, column in enumerate(question.columns)]
        for asked, path in fields:
            mine = {option.id for option in asked.options}
            for index, option in enumerate(asked.options):
                named = [("regime", name) for name in option.regimes if name not in pack.regimes]
                named += [("option", name) for name in option.design_from if name not in mine]
                for kind, name in named:
                    message = "There is no {kind} “{name}”."
                    params: dict[str, object] = {"kind": kind, "name": name}
                    where = ("questions", question.id)
                    yield Objection(where, f"unknown-{kind}", message, (*path, "options", index), "", params)

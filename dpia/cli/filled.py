"""What `dpia fill` says of what it wrote: how many answers, which rows went, and what is not asked as things stand."""

from __future__ import annotations

from collections.abc import Sequence

from dpia.assessment.answers import Edit
from dpia.assessment.model import Assessment
from dpia.cli.language import interface
from dpia.cli.output import tell
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_

_MOST = 10
"""Answers of earlier days that are named; those of the file are named all."""


def tell_filled(edits: Sequence[Edit], before: Assessment, after: Assessment, masked: Sequence[Ref]) -> None:
    """Say what the edits of a file made of an assessment; `masked` is what is kept and, on its answers, not asked."""
    named = {edit.question for edit in edits}
    changed = sum(before.answers.get(name) != after.answers.get(name) for name in named)
    tell(N_("{changed} of {count} answers changed."), changed=changed, count=len(edits))
    left = {(name, row.id) for name in named for row in after.rows(name)}
    gone = [f"{name}.{row.id}" for name in sorted(named) for row in before.rows(name) if (name, row.id) not in left]
    if gone:
        tell(N_("Rows taken away (rows without ids take the place of a table): {rows}"), rows=interface().listed(gone))
    ours = [ref for ref in masked if ref.question in named]
    others = [ref for ref in masked if ref.question not in named]
    if ours:
        tell(N_("Kept, but not asked on these answers: {places}"), places=_places(ours))
    if others:
        more = "…" if len(others) > _MOST else ""
        tell(N_("As before, kept and not asked: {places}"), places=_places(others[:_MOST]) + more)


def _places(refs: Sequence[Ref]) -> str:
    return interface().listed([".".join(part for part in ref if part) for ref in refs])

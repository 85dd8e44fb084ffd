"""Assessments of a chosen size for the benchmarks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dpia.assessment.answers_file import read_edits
from dpia.content.loader import load_pack
from dpia.content.source import Source, parse
from dpia.session import Session

COMPLETE = Path(__file__).parents[1] / "worked" / "complete.yaml"


SHORT = Path(__file__).parents[1] / "worked" / "deployments" / "11-school-tag.yaml"


def short_assessment(path: Path) -> None:
    """A deployment with few findings, whose report is as short as a full one gets."""
    _write(path, parse(SHORT.read_text("utf-8"), SHORT.name))


def long_assessment(path: Path, scale: int) -> None:
    """The complete deployment of the tests, with `scale` rows in its longest tables and longer texts."""
    _write(path, long_answers(scale))


def long_answers(scale: int) -> Source:
    """The answers of `long_assessment`."""
    source = parse(COMPLETE.read_text("utf-8"), "complete.yaml")
    data = source.data
    if scale > 1:
        for table in ("processing.groups", "risks.register", "processing.items"):
            first = data[table][0]
            data[table] += [{**first, "id": f"extra-{number}", **_named(first, number)} for number in range(scale)]
        data["processing.steps"] = "\n\n".join(
            f"Step {n}. The card is read and compared. " * 6 for n in range(min(scale, 60))
        )
    return source


def _write(path: Path, source: Source) -> None:
    pack = load_pack()
    with Session.create(
        pack, path, as_of="2026-11-21", clock=lambda: dt.datetime(2026, 11, 21, tzinfo=dt.UTC), by="bench"
    ) as session:
        edits, _ = read_edits(source, pack, session.assessment)
        session.apply(edits)


def _named(first: dict[str, object], number: int) -> dict[str, object]:
    return {"name": f"Group {number}"} if "name" in first else {"what": f"Harm {number}"} if "what" in first else {}

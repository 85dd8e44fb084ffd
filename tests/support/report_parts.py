"""Reports to look at, and what stands in their parts."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.content.source import parse, read_text
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.model import (
    Block,
    Card,
    FlowChart,
    LadderChart,
    Note,
    Para,
    PowerMap,
    Report,
    ReportSection,
    RiskMap,
    StorageChart,
    Table,
    TimelineChart,
)
from support.reports import DAY, source_of

MakeReport = Callable[..., Report]
"""What the fixture `make_report` is."""

DEPLOYMENTS = Path(__file__).parents[1] / "worked" / "deployments"

RISKS = [
    {"id": "leak", "what": "Codes leak", "event": "irrevocable-leak", "groups": [], "likelihood": "medium", "severity": "very-high",
     "likelihood-after": "low", "severity-after": "very-high", "level-after": "medium"},
    {"id": "wrong", "what": "Marked absent by mistake", "event": "misidentification", "groups": [], "likelihood": "certain",
     "severity": "low", "likelihood-after": "certain", "severity-after": "low", "level-after": "low"},
    {"id": "vague", "what": "Something", "event": "own", "groups": [], "likelihood": "unknown", "severity": "low"},
]  # fmt: skip


def within(section: ReportSection) -> Iterator[ReportSection]:
    """The section and all below it."""
    yield section
    for inner in section.sections:
        yield from within(inner)


def parts(report: Report) -> Iterator[ReportSection]:
    for section in (report.summary, *report.sections):
        yield from within(section)


def part(report: Report, anchor: str) -> ReportSection:
    return next(section for section in parts(report) if section.id == anchor)


def words_of(section: ReportSection) -> str:
    """All text of a section and what is below it."""
    out: list[str] = [section.title, *section.tag]

    def block(item: Block) -> None:
        match item:
            case Para():
                out.append(item.label)
                spans(item.spans)
            case Table():
                out.extend((item.caption, *item.head))
                for row in item.rows:
                    for cell in row.cells:
                        spans(cell)
            case Card():
                out.append(item.title)
                for inner in item.blocks:
                    block(inner)
            case LadderChart() | RiskMap() | FlowChart() | PowerMap() | StorageChart() | TimelineChart():
                pass
            case _:
                out.append(getattr(item, "label", ""))
                out.append(getattr(item, "text", ""))
                for entry in getattr(item, "items", ()):
                    spans(entry)

    def spans(items: tuple[object, ...]) -> None:
        for span in items:
            if isinstance(span, Note):
                out.extend(cite.text for cite in span.cites)
            else:
                out.append(span.text)

    for item in section.blocks:
        block(item)
    return "\n".join([*out, *(words_of(inner) for inner in section.sections)])


def labels(section: ReportSection) -> list[str]:
    return [block.label for block in section.blocks if getattr(block, "label", "")]


def deployment(pack: Pack, name: str, **changes: Any) -> Assessment:
    data = parse(read_text(DEPLOYMENTS / f"{name}.yaml"), name).data
    return assessment_from_plain(pack, DAY, {**data, **changes})


def record(pack: Pack, state: Assessment) -> Report:
    return build(evaluate(pack, state), Translator(), source_of(state), embedded=False, profile="record")


def text_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)

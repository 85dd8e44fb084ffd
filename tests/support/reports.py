"""What the tests of the report share: assessments, a rendering that is watched, and what a hostile person types."""

from __future__ import annotations

import io
import json
import os
import pickle
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pytest
from filelock import FileLock

from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.i18n import Translator
from dpia.report import pdf
from dpia.report.build import build
from dpia.report.html import render_html
from dpia.report.model import Report
from dpia.report.pdf import PdfResult
from dpia.report.produce import make_pdf
from dpia.report.reported_file import ReportedFile

Made = TypeVar("Made")

DAY = "2026-11-21"

HOSTILE_NAME = "<b>{{7*7}}</b> 人脸 \u202e😀"
"""The same for the name of a row, which stands in many sentences."""

HOSTILE = (
    "<img src=file:///etc/passwd> <script>alert(1)</script> {{7*7}} {% raw %} [go](javascript:alert(2)) "
    "![x](http://example.org/x.png) </td></table> 中华人民共和国《个人信息保护法》 \u202egnp.exe\u202c 😀 a‑b \ud800 \x07 "
    "<link rel=attachment href=file:///etc/hosts> # no heading"
)
"""What a person, or somebody who means harm, may type."""

HOSTILE_LINES = HOSTILE + "\n\n- a point\n- *another*\n\n    code\n" + "long" * 25
"""The same with marks of structure, and a word that no line can hold."""


@dataclass(frozen=True)
class Line:
    """Where a line of text stands on its page, in CSS pixels."""

    top: float
    bottom: float
    left: float
    right: float
    text: str
    heading: bool
    note: bool


@dataclass(frozen=True)
class Page:
    """The text area of a page, and what stands in it."""

    top: float
    bottom: float
    left: float
    right: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Rendered:
    """A report in all its forms; the PDF, which takes most of the time, is made when somebody asks for it."""

    evaluation: Evaluation
    source: ReportedFile
    report: Report
    html: str
    folder: Path

    @property
    def pdf(self) -> PdfResult:
        return self._printed[0]

    @property
    def pages(self) -> tuple[Page, ...]:
        return self._printed[1]

    @cached_property
    def _printed(self) -> tuple[PdfResult, tuple[Page, ...]]:
        def make() -> tuple[PdfResult, tuple[Page, ...]]:
            watched: list[Page] = []
            with watched_layout(watched):
                result = make_pdf(self.report, self.source)
            return replace(result, anchors=dict(result.anchors)), tuple(watched)

        return once(self.folder / f"pdf-{self.source.digest[-16:]}.pickle", make)

    @cached_property
    def text(self) -> str:
        """The text of the PDF, blanks and hyphens at line ends squeezed."""
        return squeezed(pdf_text(self.pdf.data))


def squeezed(text: str) -> str:
    """Text without blanks and without what line ends put in: comparable across layouts."""
    return re.sub(r"\s+", "", text).replace("\u00ad", "")


def pdf_text(data: bytes) -> str:
    """The text of a PDF in reading order."""
    if shutil.which("pdftotext"):
        return subprocess.run(
            ["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True
        ).stdout.decode()
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def source_of(assessment: Assessment, name: str = "sample.dpia.json") -> ReportedFile:
    """A file behind an assessment, with a log of one entry."""
    data = json.dumps(assessment.to_json(), ensure_ascii=False).encode("utf-8", "surrogatepass")
    change = {"n": 1, "at": "2026-11-21T10:00:00Z", "by": "Anna Ek", "path": ["created"], "hash": "ab" * 32}
    return ReportedFile(name, data, "ab" * 32, (change,))


def rendered(pack: Pack, assessment: Assessment, folder: Path) -> Rendered:
    """Everything that is made of an assessment, made once for all workers of a run and kept in `folder`."""
    evaluation = evaluate(pack, assessment)
    source = source_of(assessment)

    def make() -> tuple[Report, str]:
        report = build(evaluation, Translator(), source, embedded=True)
        return report, render_html(report, "html")

    report, html = once(folder / f"report-{source.digest[-16:]}.pickle", make)
    return Rendered(evaluation, source, report, html, folder)


def once(kept: Path, make: Callable[[], Made]) -> Made:
    """What `make` makes, made by the first worker of a run that needs it and read from the file by the others."""
    with FileLock(f"{kept}.lock"):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make()))
        found: Made = pickle.loads(kept.read_bytes())
        return found


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its workers see."""
    base = factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


def watched_layout(pages: list[Page]) -> Any:
    """Read the page boxes of the next PDF into `pages`."""
    patch = pytest.MonkeyPatch()
    survey = pdf._survey

    def watching(document: Any, lang: str) -> Any:
        pages[:] = [_page(page._page_box) for page in document.pages]
        return survey(document, lang)

    patch.setattr(pdf, "_survey", watching)

    class Watch:
        def __enter__(self) -> None:
            return None

        def __exit__(self, *_: object) -> None:
            patch.undo()

    return Watch()


def _page(box: Any) -> Page:
    lines = []
    for child in box.children:
        if type(child).__name__ != "MarginBox":
            lines += list(_lines(child, heading=False, note=False))
    left, top = box.content_box_x(), box.content_box_y()
    return Page(
        top, top + box.height, left, left + box.width, tuple(sorted(lines, key=lambda line: (line.top, line.left)))
    )


_HEADINGS = ("h1", "h2", "h3", "h4")


def _lines(box: Any, *, heading: bool, note: bool) -> Iterator[Line]:
    source = box.element if hasattr(box.element, "get") else None
    heading = (
        heading or box.element_tag in _HEADINGS or (source is not None and source.get("class") in ("tag", "caption"))
    )
    note = note or type(box).__name__ == "FootnoteAreaBox"
    if type(box).__name__ == "LineBox":
        text = "".join(_texts(box)).strip()
        if text:
            yield Line(
                box.position_y,
                box.position_y + box.height,
                box.position_x,
                box.position_x + box.width,
                text,
                heading,
                note,
            )
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child, heading=heading, note=note)


def _texts(box: Any) -> Iterator[str]:
    if hasattr(box, "text"):
        yield box.text
    for child in getattr(box, "children", ()):
        yield from _texts(child)


# --- assessments ------------------------------------------------------------------------------------------------------


def full_answers(pack: Pack, text: str, name: str, *, rows: int = 3) -> dict[str, Any]:
    """An answer to every question of the pack: texts and names of rows as given, choices in turn, tables with rows."""
    answers: dict[str, Any] = {}
    for index, question in enumerate(pack.content.questions):
        if question.type != "table":
            answers[question.id] = _value(question, index, text)
            continue
        answers[question.id] = [
            {
                "id": f"{question.row_noun.replace(' ', '-')}-{number}",
                **{
                    column.id: _value(column, number + turn, name if column.id == question.row_label else text)
                    for turn, column in enumerate(question.columns)
                },
            }
            for number in range(rows)
        ]
    fixed = {
        "start.people-in": ["sweden", "china"],
        "start.based-in": ["sweden"],
        "start.stage": "live",
        "start.body-type": "public-body",
        "start.police-work": "no",
    }
    return answers | {name: value for name, value in fixed.items() if name in answers}


def _value(field: Question | Column, turn: int, text: str) -> Any:
    match field.type:
        case "boolean":
            return turn % 2 == 0
        case "number":
            return max(field.minimum or 0, min(turn * 37, field.maximum or 10**6))
        case "date":
            return f"2026-{turn % 12 + 1:02d}-15"
        case "choice":
            return field.options[turn % len(field.options)].id if field.options else "unknown"
        case "choices":
            return [option.id for option in field.options] if field.options else []
        case _:
            return {"text": text}

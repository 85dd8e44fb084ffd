"""One rendered report of each sort for all tests here: rendering is what takes time."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conformance.samples import CSS, document, render
from support.reports import (
    DAY,
    HOSTILE,
    HOSTILE_LINES,
    HOSTILE_NAME,
    Rendered,
    full_answers,
    once,
    rendered,
    shared_folder,
    source_of,
)

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment, Response, given
from dpia.content.pack import Pack
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report import pdf
from dpia.report.build import build
from dpia.report.fonts import find_han
from dpia.report.model import Report
from dpia.report.parts import changes


@pytest.fixture(scope="session")
def skelleftea(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    example = pack.example("skelleftea")
    assert example is not None
    return rendered(pack, assessment_from_plain(pack, example.as_of, example.answers), shared_folder(tmp_path_factory))


@pytest.fixture(scope="session")
def empty(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return rendered(pack, assessment_from_plain(pack, DAY, {}), shared_folder(tmp_path_factory))


@pytest.fixture(scope="session")
def hostile(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """Every question answered and every text hostile, control characters as in a file edited by hand; one text very long.

    One text in four has several lines.
    """
    plain = full_answers(pack, "PLACEHOLDER", "ROWNAME", rows=1)
    assessment = assessment_from_plain(pack, DAY, plain)
    first, *others = (
        json.dumps(assessment.to_json()).replace('"ROWNAME"', json.dumps(HOSTILE_NAME)).split('"PLACEHOLDER"')
    )
    texts = (json.dumps(HOSTILE if number % 4 else HOSTILE_LINES) for number in range(len(others)))
    data = json.loads(first + "".join(text + after for text, after in zip(texts, others, strict=True)))
    assessment = Assessment.from_json(data)
    assessment = assessment.with_answer("necessity.balance", given("reasons"))  # asks the text
    assessment = assessment.with_answer("necessity.balance-text", given("Much text. " * 700 + "THE-VERY-END"))
    findings = evaluate(pack, assessment).findings
    kinds = ("contest", "measure", "accept")
    responses = {
        finding.id: Response(kinds[n % 3], HOSTILE_LINES * (1 + n), HOSTILE, HOSTILE, HOSTILE, "2026-12-24")  # type: ignore[arg-type]
        for n, finding in enumerate(findings[:6])
    }
    proposed = {"start.title": assessment.answers["start.title"]}
    return rendered(pack, replace(assessment, responses=responses, proposed=proposed), shared_folder(tmp_path_factory))


@pytest.fixture(scope="session")
def result() -> pdf.PdfResult:
    """A small page with everything on it that a PDF may have, without a report."""
    return render(document(han=find_han() is not None))


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., pdf.PdfResult]:
    """A page without attachment as a PDF, made once for all tests and workers of a run."""

    def printed(html: str, css: str = CSS) -> pdf.PdfResult:
        def make() -> pdf.PdfResult:
            made = render(html, css=css, attachment=None)
            return replace(made, anchors=dict(made.anchors))

        name = hashlib.sha256(f"{css}\n{html}".encode()).hexdigest()[:16]
        return once(shared_folder(tmp_path_factory) / f"page-{name}.pickle", make)

    return printed


@pytest.fixture(scope="session")
def opened(result: pdf.PdfResult) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(result.data))


@pytest.fixture(scope="session")
def make_report(pack: Pack) -> Callable[..., Report]:
    """A report on plain answers, with every annex, without layout and without the search for what would change the outcome.

    The search takes most of the time; `skelleftea` has its results.
    """

    def make(answers: dict[str, Any], *, tr: Translator | None = None, day: str = DAY, **parts: Any) -> Report:
        assessment = replace(assessment_from_plain(pack, day, answers), **parts)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(changes, "all_changes", lambda _: ())
            return build(
                evaluate(pack, assessment), tr or Translator(), source_of(assessment), embedded=True, on_request=True
            )

    return make


@pytest.fixture(scope="session")
def goldens() -> Path:
    return Path(__file__).parent.parent / "goldens"

"""One call from an evaluation to the bytes of a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, get_args

from dpia.catalogues import worded
from dpia.engine.evaluation import Evaluation
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.report.build import build
from dpia.report.dressing import house_faces
from dpia.report.fonts import describe, load_fonts, scripts
from dpia.report.house_style import OWN, HouseStyle
from dpia.report.html import render_html, style_sheets, visible_text
from dpia.report.making import Making, program_digest
from dpia.report.markdown import render_markdown
from dpia.report.model import Report
from dpia.report.pdf import Attachment, PdfResult, engine_versions, render_pdf
from dpia.report.reported_file import ReportedFile, templates_digest
from dpia.report.safe import shown
from dpia.report.status import draft_mark
from dpia.report.weasyprint_patches import versions

__all__ = ["Format", "ReportedFile", "make_pdf", "produce"]

Format = Literal["pdf", "html", "md", "docx"]


def produce(
    evaluation: Evaluation,
    tr: Translator,
    form: str,
    source: ReportedFile,
    *,
    embed: bool,
    progress: Callable[[str], None],
    profile: str = "full",
    on_request: bool = False,
    look: HouseStyle = OWN,
    said_in: Translator | None = None,
) -> bytes:
    """The report in a format.

    Args:
        evaluation: what follows from the answers.
        tr: gives the language of the report.
        form: `pdf`, `html`, `md` or `docx`.
        source: the assessment file.
        embed: whether a PDF carries the file. Other formats, and editions that say less than it, never do.
        progress: told in words what takes a moment, and that the PDF engine is of a version not tested.
        profile: which edition is printed.
        on_request: whether the annexes that are printed only on request are printed too: every answer.
        look: the house style.
        said_in: gives the language of what `progress` is told; that of the report by default.

    Raises:
        UserError: it cannot be made here (fonts, libraries, an extra), or would lose something.
    """
    if form not in get_args(Format):
        raise ValueError(form)
    said = said_in or tr
    progress(said(N_("Writing the report …")))
    embed = embed and form == "pdf" and evaluation.pack.content.report.editions[profile].carried
    if form != "md":
        source = replace(source, templates=templates_digest())
    report = build(evaluation, tr, source, embedded=embed, profile=profile, on_request=on_request)
    report = replace(report, draft=report.draft or draft_mark(evaluation, profile, tr, redacted=bool(source.redaction)))
    if form == "md":
        return render_markdown(report, look=look).encode("utf-8")
    if form == "html":
        return render_html(report, "html", look=look).encode("utf-8")
    if form == "docx":
        from dpia.report.word.making import render_word

        return render_word(report, look)
    found = versions.installed()
    if not found.proven:
        progress(said(N_("{found} has not been tested with this program: look the report through."), found=found))
    progress(said(N_("Laying out the pages …")))
    engine_versions()  # loads the libraries, or says what to install
    making = Making(
        lang=tr.lang,
        profile=profile,
        as_of=evaluation.assessment.as_of,
        name=source.name,
        embedded=embed,
        discussion=source.discussion,
        answers=on_request,
        program=program_digest(),
        content=worded(evaluation.pack.digest, tr.lang),
        templates=source.templates,
        house=look.digest,
    )
    embedded = source if embed else None
    told = lambda lacking: tell_lacking(lacking, said, progress)  # noqa: E731
    return make_pdf(report, embedded, making, told, look=look).data


def tell_lacking(lacking: Sequence[str], tr: Translator, progress: Callable[[str], None]) -> None:
    """Say of which scripts letters cannot be printed; nothing of pictures and signs, which the report lists itself."""
    if names := scripts(lacking, tr.lang):
        text = N_(
            "No typeface of this report has the letters of: {scripts}. The cover names the script; elsewhere they are "
            "printed as their numbers."
        )
        progress(tr(text, scripts=tr.join(names)))


def make_pdf(
    report: Report,
    embedded: ReportedFile | None,
    making: Making | None = None,
    tell: Callable[[Sequence[str]], None] = lambda _: None,
    *,
    look: HouseStyle = OWN,
) -> PdfResult:
    """The PDF of a report. Characters that no typeface has are printed as their numbers, and the report says so.

    `tell` hears of them before the pages are laid out.
    """

    def lay_out(lacking: Sequence[str] = ()) -> tuple[str, tuple[str, ...]]:
        html = render_html(report, "pdf", lacking=lacking, look=look)
        return html, style_sheets(report, lacking=lacking, look=look)

    house = house_faces(look)
    html, css = lay_out()
    text = visible_text(html, css)
    fonts = load_fonts(text, house, report.lang)
    if lacking := fonts.missing(text):
        tell(lacking)
        html, css = lay_out(lacking)
        fonts = load_fonts(visible_text(html, css) + "".join(map(describe, lacking)), house, report.lang)
    attachment = None
    if embedded is not None:
        attachment = Attachment(shown(embedded.name), embedded.data, shown(report.title))
    return render_pdf(
        html,
        css=css,
        fonts=fonts,
        title=shown(report.title),
        author=shown(report.author),
        lang=report.lang,
        created=dt.date.fromisoformat(report.created),
        modified=dt.datetime.fromisoformat(report.modified),
        attachment=attachment,
        made_by=replace(making, fonts=fonts.digest).to_text() if making is not None else "",
    )

"""One call from a report to the bytes of its Word document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dpia.report.house_style import HouseStyle
from dpia.report.model import Block, Card, Picture, Report, ReportSection
from dpia.report.safe import shown
from dpia.report.word import tree
from dpia.report.word.blocks import Body
from dpia.report.word.finishing import Expected, Properties, finish
from dpia.report.word.pandoc import find_pandoc, to_docx
from dpia.report.word.pictures import Drawing
from dpia.report.word.reference import RunningLines, reference_document
from dpia.report.word.styles import LANGUAGES


def render_word(report: Report, look: HouseStyle) -> bytes:
    """The Word document of a report.

    Args:
        report: what to print.
        look: the house style.

    Raises:
        UserError: the extra `word` is not installed (code `word`), pandoc failed (`pandoc`), or the document would
            have lost something or led somewhere (`word-check`).
    """
    find_pandoc()  # before any work
    with Drawing(list(_pictures(report))) as drawing:
        body = Body(report, drawing.url, look)
        blocks = body.blocks()
    made = to_docx(tree.document(blocks), reference_document(look, report.lang, _running(report, look)))
    return finish(
        made,
        Properties(
            title=shown(report.title),
            author=shown(report.author or report.cover.controller),
            subject=shown(report.cover.kind),
            lang=LANGUAGES.get(report.lang, report.lang),
            created=_instant(report.created),
            modified=_instant(report.modified),
        ),
        Expected(body.notes, body.pictures, frozenset(body.addresses), frozenset(body.new_pages)),
    )


def _running(report: Report, look: HouseStyle) -> RunningLines:
    labels = report.labels
    made_from = " · ".join(filter(None, (labels.content_version, labels.digest)))
    foot = look.footer or report.short_title
    return RunningLines(shown(look.privilege), shown(report.draft), shown(foot), shown(made_from), labels.page)


def _instant(text: str) -> str:
    moment = dt.datetime.fromisoformat(text)
    moment = moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _pictures(report: Report) -> Iterable[Picture]:
    for section in (report.summary, *report.sections):
        yield from _of_section(section)


def _of_section(section: ReportSection) -> Iterable[Picture]:
    for block in section.blocks:
        yield from _of_block(block)
    for inner in section.sections:
        yield from _of_section(inner)


def _of_block(block: Block) -> Iterable[Picture]:
    if isinstance(block, Picture):
        yield block
    elif isinstance(block, Card):
        for inner in block.blocks:
            yield from _of_block(inner)

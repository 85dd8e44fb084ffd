"""The register for other programs: rows of texts, as CSV and as a sheet. Pure, apart from the sheet's library."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from dpia.control_chars import replaced
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.register.entry import OUTDATED, RegisterEntry
from dpia.register.phrases import signed_words, status_text
from dpia.register.places import RegisterLine

HEADINGS = (
    N_("File"), N_("Title"), N_("Outcome"), N_("Status"), N_("Signed"), N_("Controller"), N_("Decided by"),
    N_("Last change by"), N_("Last change"), N_("Decision"), N_("Next review"), N_("Overdue"), N_("Next due"),
    N_("Judged by the law of"), N_("Content"), N_("Out of date"), N_("Record"), N_("Head"),
    N_("Also in"),
)  # fmt: skip

_CELL_LIMIT = 32_767
"""Characters that a cell of a sheet may hold."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Signs with which a spreadsheet takes a cell for a formula, full-width ones included."""


def line_json(line: RegisterLine, today: str, tr: Translator) -> dict[str, Any]:
    """A line for programs (keys are a contract)."""
    entry = line.entry
    data = entry.to_json()
    del data["closed"]
    also = [{"file": at.name, "kind": at.kind, "entries": at.entries, "head": at.head} for at in line.also]
    return {
        "file": line.name, "also": also, **data, "status": entry.status(today), "review_due": entry.review_due(today),
        "status_words": status_text(entry, today, tr), "signed_words": signed_words(entry, tr),
        "overdue": [item.what for item in entry.overdue(today)],
    }  # fmt: skip


def cells(line: RegisterLine, today: str, tr: Translator) -> tuple[str, ...]:
    """A line as texts, one for each heading."""
    entry = line.entry
    coming = next((item for item in entry.due if item.day >= today and item.kind != "decision"), None)
    return tuple(
        replaced(text)
        for text in (
            line.name, entry.title, entry.outcome_words, status_text(entry, today, tr), signed_words(entry, tr),
            entry.controller, entry.decided_by, entry.last_by, entry.last_at, entry.decision, entry.review,
            tr.series(f"{item.day} {item.what}" for item in entry.overdue(today)),
            f"{coming.day} {coming.what}" if coming is not None else "",
            entry.as_of, entry.content, tr.series(tr(OUTDATED[code]) for code in entry.outdated),
            record(entry, tr), entry.head, tr.series(place.name for place in line.also),
        )
    )  # fmt: skip


def record(entry: RegisterEntry, tr: Translator) -> str:
    """Whether the record holds, or why nobody can tell."""
    if entry.problem:
        return entry.problem
    if entry.record == "broken":
        return tr(N_("DOES NOT HOLD: {reason}"), reason=entry.flaw)
    held = tr(N_("the log leads to the answers"))
    return tr.series((held, tr(N_("redacted copy")))) if entry.redacted else held


def to_csv(lines: Iterable[RegisterLine], today: str, tr: Translator) -> bytes:
    """The register as CSV (RFC 4180) in UTF-8 with a mark, by which spreadsheets know it. No cell is a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerow([tr(heading) for heading in HEADINGS])
    for line in lines:
        writer.writerow([_tame(text) for text in cells(line, today, tr)])
    return stream.getvalue().encode("utf-8-sig", "replace")


def _tame(text: str) -> str:
    """A text before which a quotation mark stands if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text


def to_xlsx(lines: Iterable[RegisterLine], today: str, tr: Translator) -> bytes:
    """The register as a sheet: every cell is a text, and none a formula, a number or a link. Raises UserError."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise UserError(
            N_("Sheets need a library that is not installed here."),
            hint=N_("Install it: pip install 'dpia-wizard[xlsx]'; or take --csv."), code="no-library",
        ) from None  # fmt: skip
    stream = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with Workbook(stream, options) as book:
        sheet = book.add_worksheet()
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(0, column, tr(heading), bold)
            sheet.set_column(column, column, 40 if column < 2 else 18)
        last = 0
        for last, line in enumerate(lines, 1):
            for column, text in enumerate(cells(line, today, tr)):
                sheet.write_string(last, column, text[:_CELL_LIMIT], wrap)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(HEADINGS) - 1)
    return stream.getvalue()

"""The file that a report speaks of: as it is on disk, or without its discussion."""

from __future__ import annotations

from dpia.i18n import Translator, explain
from dpia.report.reported_file import ReportedFile
from dpia.signing import changed_since_advice
from dpia.storage.document import Document
from dpia.storage.reduced import reduced


def reported_file(document: Document, name: str, tr: Translator, *, discussion: bool) -> ReportedFile:
    """What a report says of a document and carries of it. The discussion is left out unless somebody chose it."""
    document = document if discussion else reduced(document)
    log = tuple(change.to_json() for change in document.changes)
    flaws = tuple(explain(flaw, tr) for flaw in document.flaws)
    data, version = document.to_bytes(), document.content.version
    advised = len(changed_since_advice(document))
    return ReportedFile(
        name, data, document.head, log, version, flaws, discussion=discussion, changed_since_advice=advised
    )

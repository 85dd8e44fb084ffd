"""What is said of the life cycle of one assessment in a register. Pure."""

from __future__ import annotations

from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.register.entry import STATUSES, RegisterEntry


def status_text(entry: RegisterEntry, today: str, tr: Translator) -> str:
    """The status, with the revision, and what holds until a new revision is signed."""
    status = entry.status(today)
    said = tr(STATUSES[status])
    if entry.problem:
        return said
    if entry.revision > 1:
        said = tr(N_("{status}, revision {number}"), status=said, number=entry.revision)
    if entry.holds and entry.holds != entry.revision:
        before = tr(STATUSES["due-for-review" if entry.review_due(today) else entry.holds_as or "decided"])
        text = N_("{status}; revision {number} holds until then ({before})")
        said = tr(text, status=said, number=entry.holds, before=before)
    return said


def signed_words(entry: RegisterEntry, tr: Translator) -> str:
    """Who signed what holds, or what has ended; that nobody did; nothing of a file that was not read.

    A redacted copy does not say it.
    """
    if entry.problem:
        return ""
    if entry.redacted:
        return tr(N_("signatures left out"))
    if not entry.signed_by:
        return tr(N_("not signed"))
    who = tr.series(entry.signed_by)
    if not entry.holds:
        return tr(N_("was signed by {who}"), who=who)
    return tr(N_("revision {number} signed by {who}"), number=entry.holds, who=who)

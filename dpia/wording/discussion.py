"""The discussion in words: what each entry says, and what it is about."""

from __future__ import annotations

from dpia.assessment.discussion import AnyEntry, Comment, Decision, Evidence, Position, Target, ToDo
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.wording import Words

KINDS = {
    "position": N_("Positions"),
    "comment": N_("Comments"),
    "decision": N_("Decided"),
    "task": N_("Tasks"),
    "evidence": N_("Evidence"),
}
"""The kinds of entries in the order in which they are shown, as headings."""

STANCES = {"agree": N_("agrees"), "disagree": N_("disagrees"), "unsure": N_("is unsure"), "": N_("did not vote")}

STATUSES = {"asserted": N_("asserted"), "documented": N_("documented"), "verified": N_("verified")}

ROLES = (
    N_("Client"),
    N_("Counsel"),
    N_("Data protection officer"),
    N_("Works council"),
    N_("Guardian"),
    N_("Person concerned"),
    N_("Supplier"),
)
"""Roles that are offered; any other can be typed."""


def target_words(about: Target, words: Words) -> str:
    """What an entry is about: the question, the cell, the title of the finding, or the parking lot."""
    match about:
        case ("question", question) if question in words.pack.questions:
            return words.ref(Ref(question))
        case ("question", question, row) if question in words.pack.questions:
            return f"{words.ref(Ref(question))}{words.tr.colon}{words.row(question, row)}"
        case ("question", question, row, column) if (question, column) in words.pack.columns:
            return words.ref(Ref(question, row, column))
        case ("finding", finding):
            return finding
        case ():
            return words.tr(N_("Parking lot"))
    return ".".join(about[1:])  # what an earlier content asked


def head_words(entry: AnyEntry, words: Words) -> str:
    """Who says it and how, on one line: “Guardian (Anna Berg) disagrees”."""
    tr, nobody = words.tr, words.tr(N_("nobody named"))
    match entry:
        case Position():
            who = tr(N_("{role} ({name})"), role=entry.role, name=entry.by) if entry.by else entry.role
            return f"{who}{tr.blank}{tr(STANCES[entry.stance])}"
        case ToDo():
            day = tr(N_("by {date}"), date=tr.date(entry.due)) if entry.due else tr(N_("no date"))
            return f"{entry.owner or nobody}{tr.clause_comma}{tr(N_('done')) if entry.done else day}"
        case Evidence():
            return f"{entry.file or entry.reference}{tr.in_brackets(tr(STATUSES[entry.status]))}"
    return tr(N_("{name}, {date}"), name=entry.by or nobody, date=tr.date(entry.day))


def entry_words(entry: AnyEntry, words: Words) -> str:
    """An entry in one paragraph, with its kind."""
    match entry:
        case Comment():
            kind = N_("comment")
        case Position():
            kind = N_("position")
        case ToDo():
            kind = N_("task")
        case Decision():
            kind = N_("decision")
        case Evidence():
            kind = N_("evidence")
    said = f"{words.tr(kind)}{words.tr.colon}{head_words(entry, words)}"
    return f"{said}{words.tr.colon}{entry.text}" if entry.text else said

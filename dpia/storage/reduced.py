"""Copies without the discussion, for those who get the report: it is internal unless somebody chooses otherwise."""

from __future__ import annotations

from dataclasses import replace

from dpia.assessment.change import is_discussion
from dpia.storage.document import Document


def reduced(document: Document) -> Document:
    """The document without its discussion, and without what its log says of that; itself if there is none.

    The chain still holds from the first entry to the head, which is the same as in the whole document.
    """
    log = tuple(
        change.emptied() if is_discussion(change.path) and not change.withheld else change
        for change in document.changes
    )
    assessment = document.assessment
    if log == document.changes and not (assessment.discussion or assessment.discussion_until):
        return document
    return replace(document, assessment=replace(assessment, discussion={}, discussion_until=""), changes=log)


def withheld(document: Document) -> int:
    """How many entries of the log were left out of this copy."""
    return sum(bool(change.withheld) for change in document.changes)

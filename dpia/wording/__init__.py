"""Words for what the engine found: answers, rows, citations and the texts of findings. Shared by every front end.

Knows nothing of terminals, HTML or PDF. All output is plain text that may hold anything a person typed.
"""

from dpia.wording.authorities import as_of_note, checked_how, own_reading, standing
from dpia.wording.findings import Words
from dpia.wording.terms import (
    ATTRIBUTIONS,
    DUE_WORDS,
    KINDS,
    OUTCOME_MEANING,
    OUTCOMES,
    OUTCOMES_RUNNING,
    ROLES,
    SEVERITIES,
    STATUSES,
    TRUTHS,
)

__all__ = [
    "ATTRIBUTIONS", "DUE_WORDS", "KINDS", "OUTCOMES", "OUTCOMES_RUNNING", "OUTCOME_MEANING", "ROLES", "SEVERITIES",
    "STATUSES", "TRUTHS", "Words", "as_of_note", "checked_how", "own_reading", "standing",
]  # fmt: skip

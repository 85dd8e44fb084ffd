"""Whether a report is marked as a draft: until the record says that it is signed."""

from __future__ import annotations

from dpia.content.report_layout import MINUTES
from dpia.engine.evaluation import Evaluation
from dpia.i18n import Translator
from dpia.i18n_marks import N_

_NO_DECISION = frozenset({"public", "worksheet", MINUTES})
"""Editions that nobody signs."""


def is_signed(evaluation: Evaluation) -> bool:
    """Whether whoever decides has signed the present revision of the record.

    A decision that was entered is no signature, nor is a status that somebody set.
    """
    return evaluation.assessment.life_cycle.signed


def draft_mark(evaluation: Evaluation, profile: str, tr: Translator, *, redacted: bool = False) -> str:
    """The word that each page bears; empty where the record is signed, or the edition is for no signature.

    A redacted copy is called that: it does not hold the status of the record, which may be signed.
    """
    if profile in _NO_DECISION or is_signed(evaluation):
        return ""
    return tr(N_("Redacted copy")) if redacted else tr(N_("Draft"))

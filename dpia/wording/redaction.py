"""What is said of a redacted copy wherever it is opened or printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from dpia.content.rule import Outcome
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.wording.terms import OUTCOMES, OUTCOMES_RUNNING

TAGS: Mapping[str, str] = {
    "security": N_("security"),
    "names": N_("names"),
    "people": N_("people"),
    "trade-secrets": N_("trade secrets"),
    "advice": N_("advice"),
}
"""The tags of the content in words."""


def redaction_words(said: Mapping[str, Any], tr: Translator) -> str:
    """That it is a copy, what is left out, and what was concluded from the whole. `said` as its log has it."""
    parts = [
        tr.plural(
            "REDACTED COPY: {count} answer is left out of it, with the discussion, its status and all signatures.",
            "REDACTED COPY: {count} answers are left out of it, with the discussion, its status and all signatures.",
            said["answers"],
        )
    ]
    if said["tags"]:
        names = tr.listed(tr(TAGS[tag]) if tag in TAGS else tag for tag in said["tags"])
        parts.append(tr(N_("Left out as: {tags}."), tags=names))
    if said.get("signed"):
        text = N_(
            "Revision {number} of the whole record is signed, as this copy says; nobody signed the copy, and the "
            "findings that were signed are not in it."
        )
        parts.append(tr(text, number=said["signed"]))
    if said["outcome"] in OUTCOMES:
        outcomes = OUTCOMES_RUNNING if said.get("running") else OUTCOMES
        outcome = tr(outcomes[cast("Outcome", said["outcome"])])
        text = N_("Outcome of the whole record, as this copy says: {outcome}. What follows from the copy may differ.")
        parts.append(tr(text, outcome=outcome))
    return tr.sentences(parts)

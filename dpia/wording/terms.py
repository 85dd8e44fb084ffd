"""Single terms: an outcome, a severity, who says so, how well it was checked."""

from __future__ import annotations

from dpia.content.authority import Attribution, Rank
from dpia.content.rule import Outcome
from dpia.i18n_marks import N_

OUTCOMES: dict[Outcome, str] = {
    "not-applicable": N_("Not applicable"),
    "out-of-scope": N_("Out of scope"),
    "do-not-launch": N_("Do not launch"),
    "complete-assessment-first": N_("Complete the assessment first"),
    "undetermined": N_("Undetermined"),
    "consult-authority-first": N_("Consult the authority first"),
    "launch-with-conditions": N_("Launch with conditions"),
    "launch": N_("Launch"),
}
"""The outcome in words. For a system that runs already, see `OUTCOMES_RUNNING`."""

OUTCOMES_RUNNING: dict[Outcome, str] = {
    **OUTCOMES,
    "do-not-launch": N_("Suspend"),
    "complete-assessment-first": N_("Suspend and complete the assessment"),
    "consult-authority-first": N_("Suspend and consult the authority"),
    "launch-with-conditions": N_("Continue with conditions"),
    "launch": N_("Continue"),
}

OUTCOME_MEANING: dict[Outcome, str] = {
    "not-applicable": N_("This law does not govern the deployment."),
    "out-of-scope": N_("The law governs or may govern, but there are no rules for it here."),
    "do-not-launch": N_("On the answers given, the design cannot be defended. Redesign it."),
    "complete-assessment-first": N_("A part of the assessment is missing, or a point that must be shown is not shown."),
    "undetermined": N_("Answers that may decide are still missing."),
    "consult-authority-first": N_(
        "The assessment is complete and high risk remains, or an authorisation is needed first."
    ),
    "launch-with-conditions": N_(
        "Nothing stands in the way if each condition becomes a measure with an owner and a date."
    ),
    "launch": N_("No rule stands in the way on the answers given. A lawyer signs, not this program."),
}

SEVERITIES = {
    "blocker": N_("Blocker"), "major": N_("Major"), "minor": N_("Minor"), "note": N_("Note"), "ok": N_("In order"),
}  # fmt: skip

KINDS = {
    "unlawful": N_("not defensible as designed"), "incomplete": N_("not shown or not assessed"),
    "consult": N_("ask the authority first"), "duty": N_("duty"), "gateway": N_("which law applies"),
    "exposure": N_("exposure"), "horizon": N_("coming law"), "weight": N_("weight"),
}  # fmt: skip

TRUTHS = {"established": N_("established"), "not-shown": N_("not shown"), "open": N_("open")}

DUE_WORDS = {"yes": N_("yes"), "no": N_("no"), "unknown": N_("not settled")}
"""Whether an assessment is due, by the word that the engine has for it."""

ATTRIBUTIONS: dict[Attribution, str] = {
    "statute": N_("statute"), "recital": N_("recital"), "court-held": N_("court held"),
    "judicial-interpretation": N_("judicial interpretation"), "rule": N_("rule of a ministry or agency"),
    "authority-held": N_("authority held"), "guideline": N_("guideline or standard"),
    "by-analogy": N_("by analogy"), "practitioner": N_("practitioner"), "own-view": N_("the tool’s own view"),
}  # fmt: skip

ROLES = {
    "supports": N_("supports"), "by-analogy": N_("by analogy"), "explains": N_("explains"), "contrary": N_("contrary"),
    "horizon": N_("coming law"),
}  # fmt: skip

STATUSES = {
    "text-read": N_("text read"), "page-read": N_("official page read"), "secondary": N_("secondary sources only"),
    "partial": N_("partly checked"), "unverified": N_("unverified"),
}  # fmt: skip

RANKS: dict[Rank, str] = {
    "treaty": N_("Treaties"),
    "law": N_("Laws and directly applicable regulations"),
    "regulation": N_("Regulations of governments"),
    "rule": N_("Rules of departments and agencies"),
    "judicial-interpretation": N_("Judicial interpretations"),
    "recital": N_("Recitals"),
    "judgment": N_("Judgments"),
    "decision": N_("Decisions of authorities"),
    "standard": N_("Standards"),
    "guideline": N_("Guidelines and opinions"),
    "guidance": N_("Guidance of authorities"),
    "practice": N_("Practice of authorities"),
    "preparatory": N_("Preparatory works"),
    "literature": N_("Literature"),
    "draft": N_("Drafts (not law)"),
    "proposal": N_("Proposals (not law)"),
}
"""Headings of the table of authorities, from binding to not yet born."""

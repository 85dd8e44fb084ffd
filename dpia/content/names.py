"""The ids of the content that the program knows by name, each with what it is for. No other module holds one.

Everything else about a question is read from the content: its place in the report (`core/report.yaml`), its short
name, and what follows from its options (`Option`). `dpia content check` names each of these ids that the content lacks,
or has with another type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dpia.content.question import ValueType


@dataclass(frozen=True, slots=True)
class Needed:
    """An id that the program relies on: of a fact, a question, a column of a table, or an option of either."""

    kind: Literal["question", "column", "option", "fact"]
    id: str
    why: str
    """What the program does with it, as the end of a sentence: "It is needed …"."""
    question: str = ""
    column: str = ""
    type: ValueType | None = None
    options: int | None = None
    """How many options the field must have; None: any number."""


_NEEDED: list[Needed] = []


def _question(name: str, type_: ValueType, why: str) -> str:
    _NEEDED.append(Needed("question", name, why, type=type_))
    return name


def _column(table: str, name: str, type_: ValueType, why: str, *, options: int | None = None) -> str:
    _NEEDED.append(Needed("column", name, why, table, type=type_, options=options))
    return name


def _option(table: str, column: str, name: str, why: str) -> str:
    _NEEDED.append(Needed("option", name, why, table, column))
    return name


def _fact(name: str, why: str) -> str:
    _NEEDED.append(Needed("fact", name, why))
    return name


TITLE = _question("start.title", "text", "to head the report")
SUMMARY = _question("start.summary", "text", "to open the summary of the report")
CONTROLLER = _question("start.controller-name", "text", "for the cover, and to name the controller in findings")
LOW_RISK_REASON = _question("start.low-risk-reason", "text", "for the record that no assessment is due")

GROUPS = _question("processing.groups", "table", "because its rows are people, which findings say of them")
ROLE = _column(GROUPS, "role", "choice", "to show who depends on whom")
AGES = _column(GROUPS, "ages", "choices", "to show who is a child")
REFUSAL_COST = _column(GROUPS, "refusal-cost", "choices", "to show what a refusal costs, and what follows for consent")
GROUND = _column(GROUPS, "ground", "choices", "to show whether consent is relied on")
SPECIAL_GROUND = _column(GROUPS, "special-ground", "choices", "to show whether consent is relied on")
CONSENT_USED = _fact("consent-used", "to say whether consent is relied on for a group")

NEED_TEXT = _question("necessity.why-body-text", "text", "to take the text that is composed from the alternatives")
BALANCE_TEXT = _question("necessity.balance-text", "text", "to take the text that is composed from the alternatives")

LADDER = _question("alternatives.ladder", "table", "for the picture of the alternatives and the ways proposed instead")
RUNG = _column(LADDER, "rung", "choice", "to order the ways and to tell those that use a feature of the body")
REACHES = _column(LADDER, "reaches", "choice", "to propose only ways that reach the purpose")
INTRUSION = _column(LADDER, "intrusion", "choice", "for the length of the bars")
CHOSEN = _column(LADDER, "chosen", "boolean", "to mark the way that is chosen")
WHY_NOT = _column(LADDER, "why-not", "choice", "to say what backs the reason against a way")
REASON = _column(LADDER, "reason", "text", "to say why a way was not chosen")

RISKS = _question("risks.register", "table", "for the maps of risks")
EVENT = _column(RISKS, "event", "choice", "because the catalogue of risks explains its options")
OWN_EVENT = _option(RISKS, EVENT, "own", "because it alone has no entry in the catalogue of risks")
LIKELIHOOD = _column(RISKS, "likelihood", "choice", "for the map before measures", options=4)
SEVERITY = _column(RISKS, "severity", "choice", "for the map before measures", options=4)
LIKELIHOOD_AFTER = _column(RISKS, "likelihood-after", "choice", "for the map after measures", options=4)
SEVERITY_AFTER = _column(RISKS, "severity-after", "choice", "for the map after measures", options=4)

LEVEL_AFTER = _column(RISKS, "level-after", "choice", "to show what remains of a risk")
RISK_GROUPS = _column(RISKS, "groups", "choices", "to show whom a risk hits")
MEASURES = _question("risks.measures", "table", "to show measures beside the risks that they lower")
MEASURE = _column(MEASURES, "what", "text", "to take a measure from the catalogue")
AGAINST = _column(MEASURES, "risk", "choices", "to show which risks a measure lowers")
OWNER = _column(MEASURES, "owner", "text", "to show who answers for a measure")
DUE = _column(MEASURES, "due", "date", "to show by when a measure is taken")
STATE = _column(MEASURES, "state", "choice", "so that a measure that is done is due no more")
DONE = _option(MEASURES, STATE, "done", "so that a measure that is done is due no more")

TALKS = _question("consulted.talks", "table", "for the officer's view in the record that no assessment is due")
ASKED = _column(TALKS, "who", "choice", "to find what the data protection officer said")
OFFICER = _option(TALKS, ASKED, "officer", "to find what the data protection officer said")
VIEW = _column(TALKS, "view", "text", "to print what the data protection officer said")
ASKED_WHEN = _column(TALKS, "when", "date", "because advice without a date cannot be shown to come before the decision")
FOLLOWED = _column(TALKS, "followed", "choice", "to ask why advice was overruled before anybody signs")
OVERRULED_BECAUSE = _column(TALKS, "because", "text", "to ask why advice was overruled before anybody signs")
HAS_OFFICER = _question("consulted.officer", "boolean", "to ask for the officer's advice before anybody signs")

DECISION = _question("decision.outcome", "choice", "to see whether the decision departs from the outcome")
DECISION_REASON = _question("decision.reason", "text", "to print why the decision departs from the outcome")
DECISION_CONDITIONS = _question("decision.conditions", "text", "to print the conditions beside the decision")
DECISION_BY = _question("decision.by", "text", "to print who decided beside the decision")
DECISION_DATE = _question("decision.date", "date", "to print when it was decided beside the decision")
REVIEW_DATE = _question("decision.review-date", "date", "for the register, the calendar and the signature")
REVIEW_TRIGGERS = _question("decision.review-triggers", "choices", "to say in the calendar what brings it forward")

RUNNING = _fact("running", "to say “suspend” of a system that records people already")

NEEDED: tuple[Needed, ...] = tuple(_NEEDED)
"""All of them, in the order above."""

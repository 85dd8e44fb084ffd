"""Suppliers, cloud and health: nothing is in order by ignorance, and what a person admits is never better than what nobody knows.

The deployments are the controls `controls-suppliers.yaml` and `controls-health.yaml`.
"""

from __future__ import annotations

from typing import Any

import pytest
from support.general_controls import AS_OF, assessment, found

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.pack import Pack
from dpia.content.source import Source
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, evaluate

SUPPLIERS, HEALTH = "controls-suppliers.yaml", "controls-health.yaml"


def judged(pack: Pack, file: str, case: str, answers: dict[str, Any]) -> Evaluation:
    """A control with changed answers."""
    base = assessment(pack, file, case)
    return evaluate(pack, assessment_from_plain(pack, AS_OF, answers, base=base, source=Source(case, answers)))


def supplier(**cells: object) -> dict[str, Any]:
    return {"processing.parties": [{"id": "supplier", **cells}]}


def transfer(**cells: object) -> dict[str, Any]:
    return {"safeguards.transfers": [{"id": "mail", **cells}]}


# What each verdict "in order" rests on: the case, and answers that nobody may be ignorant of.
RESTS_ON = [
    ("GP-16", SUPPLIERS, "GC-16C", supplier(**{"own-use": "unknown"})),
    ("GP-16", SUPPLIERS, "GC-16C", supplier(contract="unknown")),
    ("GP-16", SUPPLIERS, "GC-16C", supplier(role="unknown")),
    ("GP-16", SUPPLIERS, "GC-16C", {"purpose.lock": "unknown"}),
    ("GP-17", SUPPLIERS, "GC-17C", supplier(contract="unknown")),
    ("GP-17", SUPPLIERS, "GC-17C", supplier(chain="unknown")),
    ("GP-17", SUPPLIERS, "GC-17C", supplier(exit="unknown")),
    ("GP-17", SUPPLIERS, "GC-17C", {"safeguards.end-plan": "unknown"}),
    ("GP-18", SUPPLIERS, "GC-18C", transfer(route="unknown")),
    ("GP-18", SUPPLIERS, "GC-18C", transfer(covered="unknown")),
    ("RP-37c", SUPPLIERS, "GC-18C", transfer(route="unknown")),
    ("RP-37c", SUPPLIERS, "GC-18C", transfer(covered="unknown")),
    ("GP-19", SUPPLIERS, "GC-19C", supplier(**{"foreign-hold": "unknown"})),
    ("GP-19", SUPPLIERS, "GC-19C", supplier(**{"hold-terms": "unknown"})),
    ("GP-20", SUPPLIERS, "GC-20C", {"power.child-defaults": "unknown"}),
    ("GP-20", SUPPLIERS, "GC-20C", {"processing.parties": "unknown"}),
    ("GP-20", SUPPLIERS, "GC-20C", {"processing.items": "unknown"}),
    ("GP-22", HEALTH, "GC-22C", {"safeguards.security": "unknown"}),
    ("GP-22", HEALTH, "GC-22C", {"processing.health-use": "unknown"}),
    ("GP-22", HEALTH, "GC-22C", {"processing.parties": "unknown"}),
    ("GP-23", HEALTH, "GC-23C", {"processing.health-use": "unknown"}),
    ("GP-24", HEALTH, "GC-24C", {"processing.link-key": "unknown"}),
]


@pytest.mark.parametrize(("rule", "file", "case", "ignorance"), RESTS_ON)
def test_nothing_is_in_order_by_ignorance(pack, rule, file, case, ignorance):
    before = found(judged(pack, file, case, {}), rule)
    assert before is not None
    assert before["severity"] == "ok"
    after = found(judged(pack, file, case, ignorance), rule)
    assert after is None or after["severity"] != "ok"


# The answer that admits a defect, and the same answer unknown.
ADMITTED = [
    (SUPPLIERS, "GC-16C", lambda value: supplier(**{"own-use": value}), ["without-ground", "unjudged"]),
    (SUPPLIERS, "GC-16S", lambda value: supplier(**{"own-use": value}), ["without-ground", "unjudged"]),
    (SUPPLIERS, "GC-17C", lambda value: supplier(contract=value), ["none", "partial"]),
    (SUPPLIERS, "GC-17C", lambda value: supplier(chain=value), ["unlisted"]),
    (SUPPLIERS, "GC-18C", lambda value: transfer(route=value, covered="unknown"), ["none"]),
    (SUPPLIERS, "GC-18C", lambda value: transfer(covered=value), ["no"]),
    (SUPPLIERS, "GC-19S", lambda value: supplier(**{"hold-weighed": value}), [False]),
    (SUPPLIERS, "GC-19C", lambda value: supplier(**{"hold-terms": value}), ["untold"]),
    (SUPPLIERS, "GC-20C", lambda value: {"power.child-defaults": value}, [[]]),
    (HEALTH, "GC-21S", lambda value: {"processing.body-reading": value, "processing.items": []}, ["person", "gate"]),
    (HEALTH, "GC-22C", lambda value: {"processing.health-use": value}, [["third-party"], ["care", "third-party"]]),
    (HEALTH, "GC-22C", lambda value: {"safeguards.security": value}, [[]]),
    (HEALTH, "GC-23S", lambda value: {"purpose.reuse": value}, ["unjudged"]),
    (HEALTH, "GC-24C", lambda value: {"processing.link-key": value}, ["names", "key-here"]),
]


@pytest.mark.parametrize(
    ("file", "case", "answers", "admitted"),
    [(file, case, answers, value) for file, case, answers, values in ADMITTED for value in values],
)
def test_what_is_admitted_is_never_better_than_what_nobody_knows(pack, file, case, answers, admitted):
    known = judged(pack, file, case, answers(admitted)).outcome
    unknown = judged(pack, file, case, answers("unknown")).outcome
    assert OUTCOME_ORDER.index(known) <= OUTCOME_ORDER.index(unknown), (known, unknown)


def test_a_foreign_owner_alone_is_no_transfer_and_is_not_nothing(pack):
    evaluation = judged(pack, SUPPLIERS, "GC-19S", {})
    assert found(evaluation, "RP-37c") is None
    assert found(evaluation, "GP-18") is None
    [finding] = [finding for finding in evaluation.findings if finding.rule.id == "GP-19"]
    assert finding.grade.arguable
    assert "no transfer" in finding.grade.text


def test_the_terms_of_the_supplier_are_no_ground(pack):
    """The argument that they cannot be changed makes nothing milder, and gets its answer."""
    for arguments in ([], ["supplier-decides"]):
        evaluation = judged(pack, SUPPLIERS, "GC-16S", {"start.arguments": arguments})
        [finding] = [finding for finding in evaluation.findings if finding.rule.id == "GP-16"]
        assert (finding.grade.id, finding.kind) == ("without-ground", "unlawful")
        assert any("are the supplier's is no ground" in remedy for remedy in finding.remedies) == bool(arguments)


@pytest.mark.parametrize("reading", ["gate", "person"])
def test_a_machine_reading_is_health_data_also_where_no_item_says_so(pack, reading):
    evaluation = judged(pack, HEALTH, "GC-21S", {"processing.items": [], "processing.body-reading": reading})
    assert (said := found(evaluation, "RP-09")) is not None
    assert (said["kind"], said["truth"]) == ("unlawful", "established")

"""The complete Swedish deployment and the control deployments made from it, and what tests ask of an evaluation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.content.source import Source
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.findings import Finding
from support.sources import source

HERE = Path(__file__).parents[1] / "worked"

CONSENT = {
    "ground": ["consent"], "special-ground": ["consent"], "consent-by": "person", "consent-form": "separate", "consent-record": "logged",
    "withdraw": "easy", "law-says": None, "law-kind": None, "law-cite": None, "agreement": None,
}  # fmt: skip


@cache
def complete(pack: Pack) -> Assessment:
    base = source(HERE / "complete.yaml")
    return assessment_from_plain(pack, "2026-11-21", base.data, source=base)


def check(pack: Pack, *changes: dict[str, Any]) -> Evaluation:
    """The complete deployment with changes, each applied on top of the one before."""
    state = complete(pack)
    for change in changes:
        state = assessment_from_plain(pack, "2026-11-21", change, base=state, source=Source("change", change))
    return evaluate(pack, state)


def rules(evaluation: Evaluation) -> dict[str, Finding]:
    """The findings by rule."""
    return {finding.rule.id: finding for finding in evaluation.findings}


def level(evaluation: Evaluation, rule: str) -> str:
    """`none`, or severity (and kind) of what a rule says, with `?` where it is not established."""
    finding = rules(evaluation).get(rule)
    if finding is None:
        return "none"
    mark = "" if finding.truth == "established" else "?"
    return f"{finding.severity}/{finding.kind}{mark}" if finding.severity == "blocker" else finding.severity + mark


def blockers(evaluation: Evaluation) -> list[str]:
    return [f"{f.id} ({f.kind}, {f.truth})" for f in evaluation.findings if f.severity == "blocker"]


GYM = {
    "start.activity": "leisure", "processing.venue": "leisure", "processing.scale": "one-group", "processing.stored-people": 300,
    "power.staff-decided": None, "power.pressure": [], "power.contracts-lose-old-way": False, "purpose.check-today": "for-service",
    "processing.zones": [{"id": "door", "access": "members"}],
    "purpose.purposes": [{"id": "main", "text": "Let members in without a card", "use": "entry", "aim": "convenience", "serves": "both"}],
    "purpose.needs": [],
    "alternatives.ladder": [
        {"id": "badge", "reaches": "as-well", "why-not": "reasoned", "claims-fact": False, "reason": "Members choose"},
        {"id": "guard", "reaches": "slower", "why-not": "reasoned", "claims-fact": False, "reason": "Members choose"},
        {"id": "nothing", "remove": True},
    ],
    "processing.groups": [
        {"id": "cleared", "name": "Members", "role": "customer", "number": 300, "depends-for": [], "can-avoid": True, "free-proof": True,
         "other-way": ["card", "staff"], **CONSENT},
    ],
}  # fmt: skip

ONE_TO_MANY = {
    "processing.technology": ["identify"], "processing.template-location": "online-server", "processing.key-holder": "operator",
    "processing.storage-measures": [], "processing.lists": [], "alternatives.bio-how": "not-possible", "alternatives.bio-why-not": "assertion",
    "alternatives.ladder": [{"id": "token", "rung": "central-bio"}],
}  # fmt: skip

STADIUM = {
    "start.activity": "leisure", "processing.venue": "arena", "processing.technology": ["identify"], "processing.scale": "open",
    "processing.stored-people": 400, "processing.lists": ["offender", "barred"], "processing.list-entry": "judgment",
    "processing.template-location": "closed-network", "processing.key-holder": "operator", "processing.storage-measures": [],
    "processing.reach": "passers-by", "processing.trigger": "automatic", "processing.others-handling": "compared", "processing.passages-day": 30000,
    "alternatives.bio-how": "not-possible", "alternatives.bio-why-not": "records", "power.staff-decided": None, "basis.covers-everyone": True,
    "basis.permit": "covers", "basis.permit-cite": "Permit 1", "basis.permit-mapped": True, "basis.offence-ground": "law",
    "safeguards.false-matches": 1, "safeguards.list-rules": ["criteria", "scope", "review", "removal"],
    "processing.zones": [{"id": "door", "access": "public"}],
    "purpose.purposes": [{"id": "main", "text": "Keep barred offenders out", "use": "public-safety", "aim": "public-security", "serves": "both"}],
    "processing.groups": [
        {"id": "cleared", "name": "Spectators", "role": "customer", "number": 30000, "joins": "compared", "depends-for": [], "can-avoid": True,
         "other-way": [], "other-way-quality": None, "other-way-told": None, "ground": ["other-law"], "special-ground": ["public-interest"],
         "law-says": "names-via-permit", "law-kind": "act", "law-cite": "Stadium act", "agreement": None},
    ],
}  # fmt: skip

LIBRARY = {
    **GYM, "start.body-type": "public-body", "start.activity": "library-culture", "start.public-task": "service", "processing.venue": "culture",
    "purpose.purposes": [{"id": "main", "text": "Borrow without a card", "use": "extra", "aim": "convenience", "serves": "both"}],
}  # fmt: skip

CAMERA = {
    "processing.technology": ["plain-video"], "processing.modality": None, "processing.new-technology": False, "processing.masking": "none",
    "processing.items": [{"id": "template", "kind": "recording", "kept": 72, "kept-unit": "hours", "reason": "Thefts", "ends": "fixed-date"}],
    "processing.zones": [{"id": "door", "name": "Corridor", "place": "corridor", "view-in": False, "hours": "limited"}],
    "safeguards.auto-outcomes": [],
    "processing.groups": [{"id": "cleared", "joins": "recorded", "special-ground": None, "law-says": None, "law-kind": None, "law-cite": None, "agreement": None}],
}  # fmt: skip

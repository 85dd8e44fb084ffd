"""The complete Chinese deployment and changes of it: settings, people, and what the dossier's twelve deployments are made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.pack import Pack
from dpia.content.source import Source
from dpia.engine.evaluation import Evaluation, evaluate
from support.sources import source

HERE = Path(__file__).parents[1] / "worked"

TODAY = "2026-11-21"

LAUNCH = ("launch", "launch-with-conditions")

UNLAWFUL = "blocker/unlawful"

INCOMPLETE = "blocker/incomplete"

NOT_SHOWN = "blocker/incomplete?"


def check(pack: Pack, *changes: dict[str, Any], as_of: str = TODAY) -> Evaluation:
    """The complete Chinese deployment with changes, each applied on top of the one before."""
    base = source(HERE / "complete-china.yaml")
    state = assessment_from_plain(pack, as_of, base.data, source=base)
    for change in changes:
        state = assessment_from_plain(pack, as_of, change, base=state, source=Source("change", change))
    return evaluate(pack, state)


def people(**cells: object) -> dict[str, Any]:
    """A change of cells of the row of people; `_` stands for the hyphen."""
    return {"processing.groups": [{"id": "people", **{name.replace("_", "-"): value for name, value in cells.items()}}]}


NO_CONSENT: dict[str, Any] = dict.fromkeys(("consent_by", "consent_form", "consent_record", "withdraw", "free_proof"))

NO_OTHER_WAY: dict[str, Any] = {
    "other_way": [],
    "other_way_quality": None,
    "other_way_told": None,
    "refusal_cost": ["access-lost"],
}

# The way that the rows presume beside a face that is forced: a card does it, though slower. Nobody claims a rule of the State.
CARD_WOULD_DO: dict[str, Any] = {"alternatives.ladder": [{"id": "card", "reaches": "slower"}]}

PUBLIC_DOOR: dict[str, Any] = {
    "processing.zones": [{"id": "door", "access": "public"}],
    "start.video-system": "other-public",
}


def setting(
    activity: str, venue: str, use: str = "entry", text: str = "Let people in who choose it", **main: object
) -> dict[str, Any]:
    """Another trade and place, without staff among the people."""
    return {
        "start.activity": activity, "processing.venue": venue, "power.staff-decided": None, "purpose.presence-record": [],
        "purpose.purposes": [{"id": "main", "text": text, "use": use, **main}], "power.speaks": ["own-voice"],
    }  # fmt: skip


def face_only(**cells: object) -> tuple[dict[str, Any], ...]:
    """The face as the only way, although a card would do; without a rule of the State unless `cells` name one."""
    return (CARD_WOULD_DO, people(**{**NO_OTHER_WAY, "law_says": "none", **cells}))


# 1 Residential gate. The owners' vote is a note only, visitors come in by code and are not read.
HOME = (
    setting("housing", "home-building"),
    people(name="Owners, tenants and members of the household", role="resident", depends_for=["home"]),
    {"processing.groups": [
        {"id": "visitors", "name": "Visitors and couriers", "role": "visitor", "ages": ["adult"], "number": 500, "joins": "none", "depends-for": [],
         "can-avoid": True},
    ], "processing.zones": [{"id": "door", "name": "Gate", "access": "members"}], "power.collective-approval": True},
)  # fmt: skip

TENANTS = {
    "processing.groups": [
        {"id": "tenants", "name": "Tenants", "role": "resident", "ages": ["adult"], "number": 200, "joins": "stored", "depends-for": ["home"],
         "can-avoid": False, "refusal-cost": ["access-lost"], "other-way": [], "law-says": "none", "ground": ["consent"], "consent-by": "person",
         "consent-form": "separate", "consent-record": "signed", "withdraw": "easy", "free-proof": False},
    ]
}  # fmt: skip

# 2 Sales office with hidden cameras that match visitors with the agents' lists of clients and sort them.
SALES = (
    setting("sales-office", "shop", use="analytics", text="Settle the commission of agents", aim="commercial", serves="operator"),
    PUBLIC_DOOR,
    people(name="Visitors of the sales office", role="customer", depends_for=[], can_avoid=True, ground=[], **NO_CONSENT, other_way=[], other_way_quality=None, other_way_told=None),
    {
        "processing.technology": ["identify", "categorise"], "processing.traits": ["habits"], "processing.announced": "hidden",
        "processing.trigger": "automatic", "processing.reach": "passers-by", "processing.others-handling": "compared", "processing.lists": [],
        "start.stage": "live", "start.begin-date": "2026-03-01", "start.changed-since": [], "start.existing-assessment": "none",
        "start.existing-gaps": None, "necessity.why-body": "none", "necessity.why-body-text": None, "safeguards.notice": "none",
        "safeguards.notice-items": None, "safeguards.notice-versions": None, "processing.zones": [{"id": "door", "sign": "none"}],
        "processing.masking": "none",
    },
)  # fmt: skip

# 3 Dormitory: lens inside the rooms, face-only door of the building, door with card (adults, and pupils of 14 to 17 with guardians).
DORMITORY = (
    setting("university", "dormitory-door"),
    people(name="Students", role="student", depends_for=["education", "home"]),
    {"processing.zones": [{"id": "door", "access": "members"}]},
)

PUPILS = (
    {"start.activity": "school", "safeguards.minors-audit": True, "decision.filings": ["minors-audit"], "power.best-interests": True,
     "power.children-heard": True, "safeguards.notice-versions": ["child", "guardian", "disability"],
     "safeguards.rights": ["access", "copy", "correct", "delete", "object", "withdraw", "review", "guardian"],
     "processing.zones": [{"id": "door", "children": True}]},
    people(name="Pupils", role="pupil", ages=["14-17"], consent_by="both", can_judge=True),
)  # fmt: skip

# 4 Bank counter with a statutory identity duty.
BANK = (
    setting("finance", "bank", use="id-check", text="Check the identity of customers", aim="legal-duty", serves="both"),
    PUBLIC_DOOR,
    {"purpose.check-today": "by-rule", "purpose.check-means": ["document", "staff"]},
    people(name="Customers", role="customer", depends_for=[], can_avoid=True, ground=["legal-duty", "consent"], law_says="identity-only",
           law_kind="act", law_cite="Anti-Money Laundering Law, Arts. 28-29", other_way=["document", "staff"]),
)  # fmt: skip

DUTY_ONLY = people(ground=["legal-duty"], **NO_CONSENT)

# 5 Airport security lane, run by the responsible operator, with a manual lane.
AIRPORT = (
    setting("transport", "station-airport", use="public-safety", text="Know who enters the secure area", aim="public-security", serves="both"),
    {"processing.zones": [{"id": "door", "access": "public", "incidents": "documented"}], "start.video-system": "required",
     "start.security-duty-holder": True, "decision.filings": ["police-video"], "purpose.check-today": "by-rule",
     "purpose.check-means": ["document", "staff"], "purpose.needs": [
        {"id": "lane", "what": "The security lane", "group": ["people"], "incidents": "documented", "weight": "life-limb", "covered": True}]},
    people(name="Travellers", role="traveller", depends_for=[], can_avoid=True, ground=["legal-duty", "consent"], law_says="identity-only",
           law_kind="act", law_cite="Counter-Terrorism Law, Art. 21", other_way=["document", "staff"]),
)  # fmt: skip

# 7 Hotel check-in: document shown and face forced; guest without a document who can agree or bring the certificate of the police.
HOTEL = (
    setting("hotel", "hotel", use="id-check", text="Register guests", aim="legal-duty", serves="both"),
    PUBLIC_DOOR,
    {"purpose.check-today": "by-rule", "purpose.check-means": ["document", "staff"]},
    people(name="Guests", role="customer", depends_for=[], can_avoid=True, other_way=["document", "staff"]),
)

# 8 Hospital check-in by face beside a staffed window.
HOSPITAL = (
    setting("health", "care", use="id-check", text="Check patients in", aim="identity-assurance", serves="both"),
    PUBLIC_DOOR,
    {"start.video-system": "required", "decision.filings": ["police-video"], "purpose.check-means": ["card-code", "staff"],
     "start.public-task": "service", "processing.health-use": ["care"]},
    people(name="Patients", role="patient", depends_for=["care"], other_way=["card", "staff"]),
)  # fmt: skip

# 9 Gym.
GYM = (
    setting("leisure", "leisure"), PUBLIC_DOOR,
    people(name="Members", role="customer", depends_for=[], can_avoid=True, other_way=["code", "staff"]),
    {"power.contracts-lose-old-way": False},
)  # fmt: skip

LIVE = {"start.stage": "live", "start.begin-date": "2026-03-01", "start.existing-before-start": True, "start.changed-since": [],
        "safeguards.incident": "none", "safeguards.deletion-refused": False, "safeguards.old-data": False}  # fmt: skip

# 10 Factory canteen.
CANTEEN = (
    {
        "purpose.purposes": [{"id": "main", "text": "Pay for lunch", "use": "payment"}],
        "processing.zones": [{"id": "door", "name": "Till"}],
    },
)

# 11 Kindergarten pick-up.
KINDERGARTEN = (
    setting("preschool", "school-building", use="pickup", text="Hand children over to the right adults", aim="life-health", serves="both"),
    {"processing.zones": [{"id": "door", "access": "members", "children": True}], "power.child-rules": True, "power.best-interests": True,
     "power.children-heard": True, "safeguards.minors-audit": True, "decision.filings": ["minors-audit"],
     "safeguards.notice-versions": ["child", "guardian", "disability"], "power.speaks": ["guardians"],
     "safeguards.rights": ["access", "copy", "correct", "delete", "object", "withdraw", "review", "guardian"]},
    people(name="Children", role="pupil", ages=["under-13"], depends_for=["care"], consent_by="guardian", can_judge=False,
           other_way=["card", "staff"]),
    {"processing.groups": [
        {"id": "adults", "name": "Collecting adults", "role": "guardian", "ages": ["adult"], "number": 160, "joins": "stored", "depends-for": ["care"],
         "can-avoid": False, "refusal-cost": [], "other-way": ["card", "staff"], "other-way-quality": "equal", "other-way-told": "in-request",
         "free-proof": True, "ground": ["consent"], "consent-by": "person", "consent-form": "separate", "consent-record": "signed",
         "withdraw": "easy"},
    ]},
)  # fmt: skip

# 12 Foreign parent's cloud system for staff, under a blanket clause; then local matching and time stamps only.
PARENT = (
    people(ground=["staff-rules"], **NO_CONSENT),
    {"power.staff-decided": "employer-alone", "processing.template-location": "cloud", "basis.storage-exception": "none",
     "start.critical-infrastructure": False, "safeguards.sent-abroad-year": 80, "safeguards.transfers": [
        {"id": "parent", "to": "Parent company abroad", "data": "body", "route": "none", "body-needed": False, "foreign-request": False}],
     "processing.parties": [{"id": "parent", "name": "Parent company", "role": "decides-too", "contract": "complete", "own-use": "none",
                             "receives-ground": False, "exit": True}]},
)  # fmt: skip

STAMPS = (
    people(ground=["staff-rules", "consent"]),
    {"power.staff-decided": "staff-procedure", "start.critical-infrastructure": False, "safeguards.sent-abroad-year": 80,
     "safeguards.transfers": [
        {"id": "parent", "to": "Parent company abroad", "data": "personal", "route": "exception", "foreign-request": False}],
     "processing.parties": [{"id": "parent", "name": "Parent company", "role": "on-instruction", "contract": "complete", "own-use": "none", "chain": "approved",
                             "exit": True}]},
)  # fmt: skip

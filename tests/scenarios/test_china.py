"""The same deployments placed in mainland China: what must come out under Chinese law.

The table was written from the dossier on Chinese law alone (its reasoning patterns, test deployments and comparison with the GDPR)
before the engine was asked; where the two differed, a comment beside the line says what was decided and why. It names
severities and not grades, because that is what the patterns give. `NAME.cn.yaml` holds only the answers that differ.
"""

from __future__ import annotations

import pytest

from dpia.assessment.answers import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.source import Source, parse, read_text
from dpia.engine.evaluation import evaluate

from .test_scenarios import DAY, EXPECTED, HERE, deployment

UNLAWFUL, INCOMPLETE = "blocker/unlawful", "blocker/incomplete"

CHINA: dict[str, tuple[str, dict[str, str | None]]] = {
    # scenario: outcome, rules with the severity that must be established (None: the rule must be silent)
    # Optional beside the roll call, so that attendance weighs as major and not as a blocker; what bars the launch is the cloud, for which
    # nothing was found, and the assessment, which is a note only.
    "school-attendance": ("do-not-launch", {
        "CN-R21": "major", "CN-R29": UNLAWFUL, "CN-R32": INCOMPLETE, "CN-R23": "major", "CN-R20": "major", "CN-R26": "major",
        "CN-R27": "major", "CN-R30": "major", "CN-R33": INCOMPLETE, "CN-R56": "major", "CN-R11": "major", "CN-R47": "major",
        "CN-R36": UNLAWFUL, "CN-R01": None, "CN-R18": None, "CN-R19": None, "CN-R22": None, "CN-R34": None, "CN-R37": None, "CN-R38": None,
    }),
    # A finger, so that the Measures on faces are silent; card and staff beside it. No assessment yet.
    "school-canteen-library": ("complete-assessment-first", {
        "CN-R32": INCOMPLETE, "CN-R23": "major", "CN-R20": "minor", "CN-R54": "minor", "CN-R01": None, "CN-R21": None, "CN-R29": None,
        "CN-R34": None, "CN-R36": None, "CN-R09": None,
    }),
    # Consent bundled with the contract of employment; the badge stays, so that it is not the bare ban on the only way.
    "workplace-attendance": ("do-not-launch", {
        "CN-R06": UNLAWFUL, "CN-R32": INCOMPLETE, "CN-R23": "major", "CN-R09": "major", "CN-R17": "major", "CN-R26": "major", "CN-R36": "major",
        "CN-R45": "major", "CN-R56": "major", "CN-R01": None, "CN-R11": None, "CN-R20": None, "CN-R21": None, "CN-R29": None, "CN-R34": None,
    }),
    # Rules and collective contract made with the union, a hazardous store, codes on the card, a finished assessment.
    "workplace-access": ("launch-with-conditions", {
        "CN-R22": "minor", "CN-R16": "minor", "CN-R01": None, "CN-R11": None, "CN-R23": None, "CN-R32": None, "CN-R33": None, "CN-R34": None,
        "CN-R07": None, "CN-R17": None,
    }),
    # An opt-in lane beside card and desk: minor and arguable. The small server without internet is agreed to separately. No assessment yet.
    "customer-entry": ("complete-assessment-first", {
        "CN-R32": INCOMPLETE, "CN-R11": "minor", "CN-R29": "minor", "CN-R16": "minor", "CN-R54": "minor", "CN-R01": None, "CN-R04": None,
        "CN-R06": None, "CN-R07": None, "CN-R12": None, "CN-R17": None, "CN-R23": None, "CN-R31": None, "CN-R34": None,
    }),
    # Everybody is compared on a "legitimate interest", which Chinese law does not know; old pictures; an online server.
    "event-stadium": ("do-not-launch", {
        "CN-R08": UNLAWFUL, "CN-R01": UNLAWFUL, "CN-R25": UNLAWFUL, "CN-R29": UNLAWFUL, "CN-R31": UNLAWFUL, "CN-R32": INCOMPLETE,
        "CN-R18": "major", "CN-R19": "major", "CN-R12": "major", "CN-R20": "major", "CN-R26": "major", "CN-R36": "major", "CN-R11": None,
        "CN-R17": None, "CN-R34": None, "CN-R41": None,
    }),
    "retail": ("do-not-launch", {
        "CN-R08": UNLAWFUL, "CN-R11": UNLAWFUL, "CN-R29": UNLAWFUL, "CN-R30": UNLAWFUL, "CN-R31": UNLAWFUL, "CN-R36": UNLAWFUL,
        "CN-R32": INCOMPLETE, "CN-R12": "major", "CN-R19": "major", "CN-R26": "major", "CN-R28": "major", "CN-R39": "major", "CN-R45": "major",
        "CN-R54": "major", "CN-R56": "major", "CN-R13": None, "CN-R21": None, "CN-R24": None, "CN-R34": None,
    }),
    # Cards for everybody, device storage, separate consent: the door as such is in order. The proof of free choice and the assessment lack.
    "residential-access": ("complete-assessment-first", {
        "CN-R24": "ok", "CN-R32": INCOMPLETE, "CN-R23": "major", "CN-R16": "minor", "CN-R01": None, "CN-R06": None, "CN-R07": None, "CN-R09": None,
        "CN-R34": None, "CN-R47": None,
    }),
    "exam-proctoring": ("do-not-launch", {
        "CN-R14": UNLAWFUL, "CN-R06": UNLAWFUL, "CN-R37": UNLAWFUL, "CN-R29": UNLAWFUL, "CN-R31": UNLAWFUL, "CN-R32": INCOMPLETE, "CN-R03": "major",
        "CN-R09": "major", "CN-R17": "major", "CN-R19": "major", "CN-R23": "major", "CN-R26": "major", "CN-R28": "major", "CN-R45": "major",
        "CN-R47": "major", "CN-R54": "major", "CN-R56": "major", "CN-R11": None, "CN-R13": None, "CN-R24": None, "CN-R34": None,
    }),
    # Gait, and a public body without a cited power. The Measures on faces are silent, PIPL 26 is not.
    "public-space": ("do-not-launch", {
        "CN-R11": UNLAWFUL, "CN-R38": UNLAWFUL, "CN-R32": INCOMPLETE, "CN-R12": "major", "CN-R19": "major", "CN-R26": "major", "CN-R47": "major",
        "CN-R01": None, "CN-R13": None, "CN-R29": None, "CN-R34": None,
    }),
    # Staff rules made with the union, drivers who sign in. A supplier works on instruction, and that alone makes an assessment due.
    "plain-cameras": ("complete-assessment-first", {
        "CN-R32": INCOMPLETE, "CN-R08": None, "CN-R11": None, "CN-R12": None, "CN-R14": None, "CN-R26": None, "CN-R29": None, "CN-R34": None,
        "CN-R56": None,
    }),
    # A bureau that rates applications under a cited regulation: automated decisions and children's data make an assessment due.
    "general-high-risk": ("complete-assessment-first", {
        "CN-R32": INCOMPLETE, "CN-R17": "major", "CN-R18": "major", "CN-R19": "major", "CN-R20": "minor", "CN-R01": None, "CN-R11": None,
        "CN-R24": None, "CN-R29": None, "CN-R34": None, "CN-R56": None,
    }),
}  # fmt: skip

CHANGED: list[tuple[str, str, dict[str, object], str, dict[str, str | None]]] = [
    # what is changed, scenario, answers on top, outcome, rules: from the same patterns
    ("attendance that nobody can decline", "school-attendance",
     {"processing.groups": [{"id": "pupils", "other-way": [], "other-way-quality": None, "other-way-told": None}]}, "do-not-launch",
     {"CN-R21": UNLAWFUL}),
    ("the only way in", "customer-entry",
     {"processing.groups": [{"id": "members", "other-way": [], "other-way-quality": None, "other-way-told": None, "law-says": "none"}]},
     "do-not-launch", {"CN-R01": UNLAWFUL, "CN-R25": UNLAWFUL}),
    ("a vote of the owners instead of consent", "residential-access",
     {"power.collective-approval": True, "processing.groups": [{"id": "tenants", "consent-by": "other-person"}]}, "do-not-launch",
     {"CN-R24": UNLAWFUL}),
    ("a vote of the owners beside consent", "residential-access", {"power.collective-approval": True}, "complete-assessment-first",
     {"CN-R24": "note"}),
    ("cameras on a legitimate interest", "plain-cameras",
     {"processing.groups": [{"id": "staff", "ground": ["legitimate-interest"]}, {"id": "drivers", "ground": ["legitimate-interest"]}]},
     "do-not-launch", {"CN-R08": UNLAWFUL}),
    ("a lens in the changing room", "plain-cameras", {"processing.zones": [{"id": "corridor", "place": "changing-inside", "view-in": None}]},
     "do-not-launch", {"CN-R14": UNLAWFUL}),
]  # fmt: skip

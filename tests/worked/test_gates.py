"""Rules of general law ask for no face: each case beside them, and each deployment, has a twin on records, and the rule still speaks.

What a rule says of its own provision (`gate`) is proved by `content check` for the gate alone; here the grades are proved with it.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from support.deployments import everywhere
from support.twins import twin

from dpia import resources
from dpia.content.cases import PlacedCase, load_cases
from dpia.content.loader import ContentFolder, load_pack
from dpia.engine.findings import Finding
from dpia.engine.truth import NO
from dpia.lint.cases import case_assessment
from dpia.lint.trial import Trial

CONCERNS = ("blocker", "major", "minor")
PACK = load_pack()
GENERAL = [rule.id for rule in PACK.content.rules if rule.gate in ("personal-data", "special-data")]

# Grades whose matter is the technology itself, or that another rule holds for records.
OF_THE_TECHNOLOGY = {
    "RP-11/means-not-covered": "the more intrusive the means, the more precise the law; for records a law that gives the task will do",
    "RP-11/means-doubtful": "the same",
    "RP-11/task-law-beside": "the same",
    "RP-11/employer-with-law": "the same",
    "RP-11/task-named-in-law": "the law that names the task; for records that nobody is filmed or followed for it is in order",
    "RP-12/no-adequate-law": "a Swedish authority has the general limbs of ch. 3 s. 3 for records (RP-13)",
    "RP-15/gentler-storage-open": "where body codes are kept",
    "RP-20/earlier-pictures": "pictures that become templates",
    "RP-41/conditions-open": "what matching needs",
    "RP-41/conditions-shown": "what matching needs",
    "RP-43/care-shown": "milder means than a body feature",
    "RP-43/not-shown-for-care": "milder means than a body feature",
    "RP-52/no-substantial-need": "a law that names the use of records states the need, and below serious crime is said of body codes",
    "RP-52/no-need-under-special-law": "a law or agreement that names the use of records states the need",
    "RP-52/need-claimed-under-special-law": "the same",
    "RP-52b/none-under-special-law": "the same",
    "RP-52b/none-under-public-interest": "the same",
    "RP-53/not-needed": "taken from people who use the other way",
    "RP-55/disagree": "answers about a camera or a body feature",
    "CN-R08/published-pictures": "pictures from which a body feature is read; other published data are no-separate-consent",
    "CN-R16/bare-match": "a card or a list matches nobody",
    "CN-R36/grave": "body codes in clear; factory passwords are a gap for every kind of data",
    "CN-R36a/grave": "the same",
    "CN-R42/forced": "a duty that is said to need the body feature",
    "CN-R44/live-feedback": "where pictures or codes come from is asked of recognition and of training on the body",
    "CN-R48/sole-proof": "the face as the only proof (Measures, Art. 10)",
    "CN-R48/to-complete": "what the measures ask of codes",
    "CN-R62/disagree": "answers about a camera or a body feature",
    "CN-G08/reading-by-name": "a state of the body is measured",
    "CN-G08b/attention-scored": "attention or mood is read",
    "CN-G09b/young-unprotected": "a thing that talks; what is asked of every child below 14 stands in CN-R18 and CN-R20",
    "GP-20/extras-on": "what is not for teaching is a platform by its cloud or its score",
    "GP-36/defaults-missing": "an age that is read from the face",
}
# What only these technologies can do is not asked of a list: pictures of an earlier time, live customers in training, hidden capture,
# guessed traits, checked logs and intrusion detection for faces. The grades speak without a body feature in other cases beside the rule.
ONLY_ASKED_THERE = {
    "CN-H03/beyond-purpose", "CN-H03a/beyond-purpose", "CN-R31/no-new-consent", "CN-R31a/no-new-consent", "CN-R55/no-plan-for-the-end",
    "CN-H08/unannounced-or-unasked", "CN-H08a/unannounced-or-unasked", "CN-R41/hidden", "CN-R16/profile-decides-access", "CN-R36/gap",
}  # fmt: skip
# Nothing is left to speak of: no error rate of recognition, no traits, and health data meet one criterion more, or come under another rule.
SILENT = {"RP-36", "RP-36b", "RP-22a", "RP-09/none-stated", "CN-R54", "CN-R07b", "CN-R08b"}
# For records other ways and their effect are asked only where an assessment is due (a convention of our own).
IF_DUE = {"RP-16", "RP-17"}


def concern(trial: Trial, rule: str) -> Finding | None:
    found = trial.finding(PACK.rules[rule])
    return found if found is not None and found.severity in CONCERNS else None


@cache
def cases() -> dict[str, list[PlacedCase]]:
    found: dict[str, list[PlacedCase]] = {rule: [] for rule in GENERAL}
    for placed in load_cases(ContentFolder(resources.data_root("questionnaires"))):
        for rule in set(placed.case.expect) & set(GENERAL):
            found[rule].append(placed)
    return found


def excepted(found: Finding) -> bool:
    return (
        found.id in OF_THE_TECHNOLOGY or found.id in ONLY_ASKED_THERE or found.id in SILENT or found.rule.id in SILENT
    )


def due(trial: Trial) -> bool:
    result = trial.due("eu")
    return result is not None and result.word == "yes"


def test_rules_say_what_their_provision_depends_on():
    unmarked = {rule.id for rule in PACK.content.rules if rule.gate is None}
    assert unmarked == set()
    assert len(GENERAL) > 50


@pytest.mark.parametrize("rule", GENERAL)
def test_each_case_has_a_twin_on_health_data_of_which_the_rule_speaks_too(rule):
    for placed in cases()[rule]:
        state = case_assessment(PACK, placed)
        found = concern(Trial(PACK, state), rule)
        if found is not None and not excepted(found):
            assert concern(Trial(PACK, twin(PACK, state, "health")), rule), (placed.case.name, found.id)


@pytest.mark.parametrize("grade", sorted(ONLY_ASKED_THERE))
def test_what_a_list_is_not_asked_is_said_without_a_body_feature_elsewhere(grade):
    """The grade holds in a case beside its rule in which no feature of the body is read."""
    rule = grade.partition("/")[0]
    assert any(
        (found := concern(trial, rule)) is not None and found.id == grade and found.truth == "established"
        for placed in cases()[rule]
        if (trial := Trial(PACK, case_assessment(PACK, placed))).evaluator.fact("body-feature-read").truth is NO
    )


DEPLOYMENTS = [name for name in everywhere(PACK) if ".cn" not in name and "hangzhou" not in name]


@cache
def deployed(name: str, kind: str | None = None) -> Trial:
    """A deployment, or its twin on records of that kind."""
    state = everywhere(PACK)[name]
    return Trial(PACK, state if kind is None else twin(PACK, state, kind))


@pytest.mark.parametrize("name", DEPLOYMENTS)
@pytest.mark.parametrize(
    ("kind", "gates"), [("health", ("personal-data", "special-data")), ("identity", ("personal-data",))]
)
def test_each_deployment_has_a_twin_on_records(name, kind, gates):
    before, after = deployed(name), deployed(name, kind)
    silenced = [
        found.id
        for rule in PACK.content.rules
        if rule.gate in gates
        and (found := concern(before, rule.id)) is not None
        and not excepted(found)
        and concern(after, rule.id) is None
        and not (rule.id in IF_DUE and not due(after))
    ]
    assert silenced == []


ON_BIOMETRICS = ("imy-frt", "imy-work-biometrics", "imy-blog-2022-frt", "imy-35-4-ex-biometric", "edpb-op-11-2024", "edpb-5-2022",
                 "edpb-3-2019-button", "edpb-3-2019-73", "edpb-3-2019-alternative", "edpb-3-2019-measures", "di-2010-finger")  # fmt: skip
OF_A_BODY = re.compile(r"\b(faces?|templates?|body (code|feature)s?|recogni[sz]\w*|biometric\w*)\b", re.IGNORECASE)
SAYS_BOTH = {
    "RP-06/defects": "the data, the body code among them",
    "RP-06b/changed": "data gathered, such as body codes",
}


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_of_records_nothing_is_printed_that_speaks_of_a_body(name):
    """Titles, conclusions, remedies and citations; a text may say that no body code is made."""
    trial = deployed(name, "health")
    wrong = []
    for rule in map(PACK.rules.get, GENERAL):
        assert rule is not None
        found = trial.finding(rule)
        if found is None or found.truth != "established" or found.id in SAYS_BOTH:
            continue
        said = " ".join((found.grade.title, found.grade.conclusion, *found.remedies))
        wrong += [(found.id, match[0]) for match in OF_A_BODY.finditer(said)]
        wrong += [
            (found.id, cited.authority.id) for cited in found.citations if cited.authority.id.startswith(ON_BIOMETRICS)
        ]
    assert wrong == []

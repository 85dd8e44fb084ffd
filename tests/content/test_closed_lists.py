"""A list that decides has a line for what fits no other line, or a reason why it needs none."""

from __future__ import annotations

import pytest
from support.deployments import named

from dpia.assessment.model import UNKNOWN, Answer, Row, State, given
from dpia.content.condition import ColumnTest, FactRef, QuestionTest
from dpia.content.question import Column
from dpia.engine.answer_tests import answer_test
from dpia.engine.evaluation import evaluate
from dpia.engine.scope import Scope
from dpia.engine.truth import YES, Level

REASONS = {
    "steps of one scale, from least to most": """
        start.existing-assessment processing.watch-grain processing.content-scope processing.link-key processing.device-access
        processing.body-reading processing.ai-tool processing.groups.private-time processing.groups.other-way-quality
        processing.groups.other-way-told processing.groups.agreement processing.groups.consent-record processing.groups.withdraw processing.scale
        processing.others-handling processing.announced processing.masking processing.items.vendor-default
        processing.items.longer-than-use processing.zones.access processing.zones.hours processing.zones.incidents
        processing.zones.incident-hours processing.zones.sign processing.zones.reach processing.reach processing.parties.contract
        processing.parties.own-use processing.parties.chain processing.parties.foreign-hold processing.parties.hold-terms
        purpose.needs.incidents purpose.lock purpose.check-today necessity.effect-evidence necessity.why-body
        necessity.service-needs-body necessity.balance alternatives.ladder.reaches alternatives.ladder.intrusion
        alternatives.ladder.why-not alternatives.bio-how alternatives.bio-why-not power.contract-change power.staff-decided
        safeguards.notice safeguards.objections safeguards.graded-protection safeguards.incident safeguards.human-check
        safeguards.undo safeguards.accuracy safeguards.transfers.data safeguards.transfers.covered
        safeguards.transfers.assessed-result risks.register.likelihood risks.register.severity
        risks.register.likelihood-after risks.register.severity-after risks.register.level-after risks.measures.works
        risks.measures.state consulted.officer-asked consulted.talks.followed consulted.authority decision.filing-100k
        decision.publish decision.outcome basis.permit""",
    "its lines divide all that there is": """
        start.body-type start.public-task start.police-work start.household-view start.stage processing.recognise-how
        processing.model-stage processing.groups.ages processing.groups.joins processing.groups.own-device
        processing.groups.law-says processing.groups.consent-form processing.trigger processing.template-location
        processing.key-holder processing.items.kept-unit processing.zones.mode processing.result-seen
        purpose.purposes.rank purpose.purposes.serves purpose.reuse basis.case-kind basis.emergency-use basis.claims-use
        safeguards.transfers.how""",
    "the law closes the list": """
        start.law-assessed-points processing.groups.special-ground processing.zones.exempt-place basis.offence-ground
        basis.storage-exception safeguards.auto-ground safeguards.transfers.route decision.filings""",
    "points that rules ask for one by one; beside them no rule asks for anything": """
        start.arguments start.existing-gaps start.existing-law purpose.check-means processing.storage-measures purpose.purposes.works-with necessity.narrowed
        power.child-defaults safeguards.notice-items safeguards.notice-versions safeguards.rights safeguards.security
        safeguards.review-parts safeguards.list-rules safeguards.transfers.leaves""",
    "what fits no line is asked by a plain question": "processing.technology processing.items.shows",
    "no rule reads it": "power.speaks risks.register.right decision.review-triggers consulted.talks.who",
}
"""Why a list has no line for something else: the questions and columns by reason."""

PLAIN = {"processing.technology": "processing.watches", "processing.items.shows": "processing.items.kind"}
"""The question that asks what a list has no line for; `shows` itself is what is asked where the kind is “other”."""

BESIDE = {"other", "others", "other-law", "other-person", "other-body", "other-public", "other-plain", "own"}
"""The ids of lines for something else."""


SETTLED_BY = {
    "processing.modality": "processing.body-feature", "processing.venue": "processing.open-place",
    "processing.groups.role": "processing.groups.depends-for", "processing.items.kind": "processing.items.shows",
    "processing.traits": "processing.other-trait", "purpose.purposes.use": "purpose.purposes.controls",
    "safeguards.auto-outcomes": "safeguards.other-effect",
}  # fmt: skip
"""Lists whose line for something else opens a plain question, and the question: its answer says what the line leaves open."""

ALL_IS_SAID = {
    "it denies the other lines, and no line stands for something alike": """
        start.activity start.people-in start.based-in processing.groups.consent-by processing.record-source
        processing.emotion-use alternatives.ladder.rung safeguards.transfers.decision""",
    "its line is a kind of the list, and not whatever is left": """
        start.video-system processing.tracking processing.groups.ground""",
    "each event is rated by itself": "risks.register.event",
}
"""Why a line for something else says all that is asked."""


def _fields(pack):
    for question in pack.content.questions:
        yield question.id, question
        for column in question.columns:
            yield f"{question.id}.{column.id}", column


def _lists(pack):
    return {
        name: field for name, field in _fields(pack) if field.options and getattr(field, "options_as", None) is None
    }


def test_each_list_has_a_line_for_something_else_or_a_reason(pack):
    reasoned = [name for names in REASONS.values() for name in names.split()]
    assert len(set(reasoned)) == len(reasoned)
    without = {name for name, field in _lists(pack).items() if BESIDE.isdisjoint(option.id for option in field.options)}
    assert without == set(reasoned)


def test_the_plain_questions_are_there(pack):
    assert set(PLAIN) == set(REASONS["what fits no line is asked by a plain question"].split())
    assert set(PLAIN.values()) <= {name for name, _ in _fields(pack)}


def test_something_else_leaves_the_others_open_or_is_asked_about(pack):
    """Each line for something else: undecided, settled by a plain question, or with a reason."""
    reasoned = [name for names in ALL_IS_SAID.values() for name in names.split()]
    decided = {
        name: field
        for name, field in _lists(pack).items()
        if not BESIDE.isdisjoint(option.id for option in field.options)
        and not any(option.undecided for option in field.options)
    }
    assert sorted(decided) == sorted([*SETTLED_BY, *reasoned])
    by_name = dict(_fields(pack))
    for name, plain in SETTLED_BY.items():
        shown = repr(by_name[plain].shown_when)
        assert "'other'" in shown or plain in ("processing.groups.depends-for", "processing.body-feature"), name


def test_something_else_clears_nothing(pack):
    """Where the list decides, “something else” leaves open what the other lines stand for."""
    open_ended = {name: field for name, field in _lists(pack).items() if any(o.undecided for o in field.options)}
    assert {
        "purpose.purposes.aim",
        "purpose.needs.weight",
        "processing.parties.role",
        "processing.groups.law-kind",
        "processing.groups.depends-for",
        "processing.groups.other-way",
        "processing.predicts",
        "processing.zones.place",
    } <= set(open_ended)
    for field in open_ended.values():
        [other] = [option.id for option in field.options if option.undecided]
        [*lines] = [option.id for option in field.options if not option.undecided]
        many = field.type == "choices"
        given = Answer(State.GIVEN, (other,) if many else other)

        def says(*, field=field, given=given, **test):
            node = (
                ColumnTest(column=field.id, **test)
                if isinstance(field, Column)
                else QuestionTest(question=field.id, **test)
            )
            return answer_test(node, field)(given, None)

        assert says(answered=True) is Level.YES
        assert says(**({"contains": other} if many else {"is_": other})) is Level.YES
        for line in lines:
            assert says(**({"contains": line} if many else {"is_": line})) is Level.UNKNOWN
        assert says(**({"contains_any": lines} if many else {"one_of": lines})) is Level.UNKNOWN
        assert says(**({"contains_any": [*lines, other]} if many else {"one_of": [*lines, other]})) is Level.YES
        if many:
            assert says(empty=True) is Level.NO
            assert says(every_in=lines) is Level.NO


DEPLOYED = (
    "deployments/02-ferry-phone-template", "deployments/12-town-square", "deployments_second/03-newborn-bands",
    "deployments_third/13-care-rooms-filmed", "deployments_third/06-welfare-mismatch", "monitoring-agent",
)  # fmt: skip
"""Deployments in which little else is wrong with the description, or cameras are at issue."""


@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("purpose.purposes", "aim"),
        ("processing.items", "ends"),
        ("processing.zones", "carrier"),
        ("processing.lists", None),
        ("processing.zones", "place"),
    ],
)
def test_with_something_else_a_deployment_comes_out_as_with_unknown(pack, question, column):
    for name in (*(example.id for example in pack.content.examples), *DEPLOYED):
        deployed = named(pack, name)

        def outcome(answer, start=deployed):
            if column is not None:
                answer = given(tuple(Row(row.id, {**row.cells, column: answer}) for row in start.rows(question)))
            found = evaluate(pack, start.with_answer(question, answer))
            return found.outcome, found.best

        if deployed.answer(question) is not None:
            other = given(("other",)) if column is None else given("other")
            assert outcome(other) == outcome(UNKNOWN), name


def test_a_carrier_that_is_something_else_may_be_worn_and_is_no_call(pack):
    """Whether the balance of 9 § is due stays open, as it does where the carrier is not known; that it is no call is sure."""

    def truths(carrier):
        start = named(pack, "deployments_third/13-care-rooms-filmed")
        rows = tuple(Row(row.id, {**row.cells, "carrier": given(carrier)}) for row in start.rows("processing.zones"))
        found = evaluate(pack, start.with_answer("processing.zones", given(rows)))
        sound = found.evaluator.evaluate(FactRef(fact="sound-of-a-place"), Scope("processing.zones", rows[0])).truth
        return next((f.truth for f in found.findings if f.id == "RP-44b/not-documented"), None), sound

    assert truths("fixed") == ("established", YES)
    assert truths("other") == ("not-shown", YES)

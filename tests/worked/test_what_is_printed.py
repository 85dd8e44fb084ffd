"""What is printed with a finding fits its answers: the citations of its own grade and rows, and no claim about answers that nobody gave."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.question import Column, Question
from dpia.content.source import parse, read_text
from dpia.engine.answer_tests import undecided_options
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.i18n import Translator
from dpia.wording import Words

HERE = Path(__file__).parent
DAY = "2026-11-28"
DEPLOYMENTS = sorted(
    path for folder in ("deployments", "deployments_second") for path in (HERE / folder).glob("[0-9]*.yaml")
)
LEAD = "On the answers given"


def judged(pack, answers: dict[str, Any]) -> Evaluation:
    """Answers in Sweden; `answers` on top."""
    place = {
        "start.people-in": ["sweden"],
        "start.based-in": ["sweden"],
        "start.police-work": "no",
        "start.body-type": "company",
    }
    return evaluate(pack, assessment_from_plain(pack, DAY, place | answers))


def cited(evaluation: Evaluation, rule: str) -> set[str]:
    [finding] = [finding for finding in evaluation.findings if finding.rule.id == rule]
    return {citation.authority.id for citation in finding.citations}


def speaks_of_answers(evaluation: Evaluation) -> None:
    """An established finding speaks of the answers given; one that is not says what would hold, and never that the answers say it."""
    words = Words(evaluation.pack, evaluation.assessment, Translator())
    for finding in evaluation.findings:
        text = words.text(finding)
        if finding.truth != "established":
            assert "If it turned out badly: " in text, finding.id
            assert LEAD.lower() not in text.lower(), finding.id


@pytest.mark.parametrize("path", DEPLOYMENTS, ids=lambda path: path.stem)
def test_what_is_not_established_is_not_said_of_the_answers(pack, path):
    source = parse(read_text(path), path.name)
    speaks_of_answers(evaluate(pack, assessment_from_plain(pack, DAY, source.data, source=source)))


@pytest.mark.parametrize("place", ["sweden", "china", "eu-other"])
def test_nor_where_nothing_is_answered_at_all(pack, place):
    speaks_of_answers(
        evaluate(pack, assessment_from_plain(pack, DAY, {"start.people-in": [place], "start.based-in": [place]}))
    )


def test_the_home_camera_is_cited_for_homes_only(pack):
    home = judged(
        pack,
        {
            "start.body-type": "household",
            "start.activity": "housing",
            "start.household-view": "beyond",
            "start.public-task": "neither",
        },
    )
    power = judged(pack, {"start.body-type": "public-body", "start.public-task": "power"})
    assert ("cjeu-c212-13" in cited(home, "RP-40a"), "cjeu-c212-13" in cited(power, "RP-40a")) == (True, False)
    assert ("se-brottsdatalag" in cited(home, "RP-40a"), "se-brottsdatalag" in cited(power, "RP-40a")) == (False, True)


@pytest.mark.parametrize(
    ("ground", "there", "not_there"),
    [("public-interest", "gdpr-9-2-g", "gdpr-9-2-b"), ("employment", "gdpr-9-2-b", "gdpr-9-2-g")],
)
def test_a_need_is_measured_by_the_exception_that_is_claimed(pack, ground, there, not_there):
    group = {
        "id": "staff",
        "name": "Staff",
        "role": "staff",
        "joins": "stored",
        "ground": ["public-task"],
        "special-ground": [ground],
    }
    need = {"id": "door", "what": "Store", "group": ["staff"], "incidents": "none", "weight": "order", "covered": True}
    found = cited(
        judged(pack, {"processing.technology": ["verify"], "processing.groups": [group], "purpose.needs": [need]}),
        "RP-52",
    )
    assert there in found
    assert not_there not in found


def test_the_law_on_one_country_stands_with_its_own_decision_alone(pack):
    def transfer(route: str, **cells: object) -> list[set[str]]:
        row = {"id": "abroad", "to": "A supplier abroad", "data": "personal", "route": route, **cells}
        evaluation = judged(pack, {"safeguards.transfers": [row]})
        return [cited(evaluation, rule) for rule in ("RP-37c", "GP-18")]

    american, british = {"dpf-2023-1795", "gc-t553-23"}, {"uk-adequacy-2025"}
    for found in transfer("clauses", assessed=True, specific=False):
        assert (american | british).isdisjoint(found)
    for found in transfer("none"):
        assert (american | british).isdisjoint(found)
    for found in transfer("adequacy", decision="us", covered="dated"):
        assert american <= found
        assert british.isdisjoint(found)
    for found in transfer("adequacy", decision="uk", covered="dated"):
        assert british <= found
        assert american.isdisjoint(found)
    for found in transfer("adequacy", decision="other", covered="dated"):
        assert (american | british).isdisjoint(found)


def test_the_finger_clock_of_2010_is_printed_as_contrary(pack):
    group = {
        "id": "staff",
        "name": "Staff",
        "role": "staff",
        "joins": "stored",
        "ground": ["consent"],
        "special-ground": ["consent"],
    }
    answers = {
        "processing.technology": ["verify"],
        "processing.groups": [group],
        "purpose.presence-record": ["working-time"],
    }
    [finding] = [f for f in judged(pack, answers).findings if f.rule.id == "RP-04"]
    assert [c.role for c in finding.citations if c.authority.id == "di-2010-finger-clock"] == ["contrary"]
    assert "di-2010-finger-clock" not in cited(
        judged(pack, answers | {"purpose.presence-record": [], "purpose.purposes": []}), "RP-04"
    )


def test_a_swedish_authority_deletes_on_a_disposal_decision(pack):
    item = {"id": "scan", "kind": "live-image", "ends": "leaving", "longer-than-use": "no-reason"}
    body = {"start.body-type": "public-body", "start.public-task": "power"}
    for answers, there in ((body, True), ({"start.body-type": "company", "start.public-task": "neither"}, False)):
        [finding] = [
            f
            for f in judged(pack, answers | {"processing.technology": ["verify"], "processing.items": [item]}).findings
            if f.rule.id == "RP-33"
        ]
        assert any("disposal decision" in remedy for remedy in finding.remedies) is there


def elsewhere(pack, answers: dict[str, Any]) -> dict[str, Any]:
    """The same answers, and “something else” wherever it leaves the other lines of a list open."""

    def said(field: Question | Column) -> Any:
        [option] = undecided_options(field)
        return [option] if field.type == "choices" else option

    changed = dict(answers)
    for question in pack.content.questions:
        if undecided_options(question):
            changed[question.id] = said(question)
        columns = {column.id: said(column) for column in question.columns if undecided_options(column)}
        rows = answers.get(question.id)
        if columns and isinstance(rows, list):
            changed[question.id] = [{**row, **columns} for row in rows]
    return changed


@pytest.mark.parametrize("path", DEPLOYMENTS[::4], ids=lambda path: path.stem)
def test_why_something_is_not_shown_names_the_answer(pack, path):
    answers = dict(parse(read_text(path), path.name).data)
    evaluation = evaluate(pack, assessment_from_plain(pack, DAY, elsewhere(pack, answers)))
    words = Words(pack, evaluation.assessment, Translator())
    found = [finding for finding in evaluation.findings if finding.truth == "not-shown"]
    assert found
    for finding in found:
        assert words.turns_on(finding), finding.id
        assert re.match(r"Unverified\..* “", words.lead(finding)), (finding.id, words.lead(finding))
        unknown = [ref for ref in words.turns_on(finding) if words.says_unknown(ref)]
        assert bool(unknown) == words.lead(finding).startswith("Unverified. “Unknown” was"), finding.id


@pytest.mark.parametrize("name", ["skelleftea", "hangzhou-safari-park"])
def test_so_it_does_where_everything_is_unknown(pack, name):
    answers = dict.fromkeys(pack.questions, "unknown") | {
        place: value for place, value in pack.example(name).answers.items() if place.startswith("start.")
    }
    evaluation = evaluate(pack, assessment_from_plain(pack, pack.example(name).as_of, answers))
    words = Words(pack, evaluation.assessment, Translator())
    for finding in evaluation.findings:
        assert finding.truth == "established" or re.match(r"Unverified\..* “", words.lead(finding)), finding.id

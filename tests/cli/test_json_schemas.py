"""The published schemas of what is written as JSON: what is written fits, names its schema, and has no other key."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from support.reports import DAY, full_answers, source_of

from dpia.assessment.answers_file import assessment_from_plain
from dpia.cli.check_json import check_json
from dpia.cli.json_schemas import CHECK, REPORT, check_schema, report_schema
from dpia.cli.report_json import report_json
from dpia.content.pack import Pack
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.i18n import Translator

SCHEMAS = {CHECK: json.loads(check_schema()), REPORT: json.loads(report_schema())}


@pytest.fixture(scope="module")
def evaluations(pack: Pack) -> list[Evaluation]:
    plain = [(DAY, {}), (DAY, full_answers(pack, "text", "name", rows=1))]
    plain += [(example.as_of, example.answers) for example in pack.content.examples]
    return [evaluate(pack, assessment_from_plain(pack, day, answers)) for day, answers in plain]


def unknown_keys(data: Any, schema: dict[str, Any], path: str = "") -> list[str]:
    """Keys of objects that the schema allows and does not describe."""
    schema = next((one for one in schema.get("anyOf", [schema]) if one != {"type": "null"}), schema)
    if isinstance(data, dict) and "properties" in schema:
        found = [f"{path}.{key}" for key in data if key not in schema["properties"]]
        return found + [
            one
            for key, value in data.items()
            for one in unknown_keys(value, schema["properties"].get(key, {}), f"{path}.{key}")
        ]
    if isinstance(data, dict) and isinstance(schema.get("additionalProperties"), dict):
        return [one for value in data.values() for one in unknown_keys(value, schema["additionalProperties"], path)]
    if isinstance(data, list) and "items" in schema:
        return [one for value in data for one in unknown_keys(value, schema["items"], path)]
    return []


def test_the_schemas_are_schemas():
    for name, schema in SCHEMAS.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$id"] == name


def test_whatever_is_written_fits_and_is_described(evaluations):
    for evaluation in evaluations:
        written = (
            check_json(evaluation, Translator()),
            report_json(evaluation, Translator(), source_of(evaluation.assessment)),
        )
        for data in written:
            schema = SCHEMAS[data["$schema"]]
            jsonschema.Draft202012Validator(schema).validate(data)
            assert set(unknown_keys(data, schema)) == set()


def test_the_report_has_title_decision_answers_and_authorities_in_the_third_person(evaluations):
    evaluation = next(one for one in evaluations if one.assessment.as_of == "2019-08-20")
    data = report_json(evaluation, Translator(), source_of(evaluation.assessment))
    assert data["title"] == "Attendance by face recognition, Anderstorps gymnasium"
    assert data["decision"]["departs"] is True
    assert [finding["number"] for finding in data["findings"]] == [f"F{n}" for n in range(1, len(data["findings"]) + 1)]
    answers = {answer["id"]: answer for answer in data["answers"]}
    assert answers["processing.key-holder"]["words"] == "The controller"
    assert {row["name"] for row in answers["processing.groups"]["rows"]} >= {"Pupils who took part"}
    cited = {cite["id"] for finding in data["findings"] for cite in finding["authorities"]}
    assert cited == {authority["id"] for authority in data["authorities"]}


@pytest.mark.parametrize(
    "path",
    [
        ("outcome",),
        ("findings", 0, "truth"),
        ("decision", "departs"),
        ("answers", 0, "state"),
        ("authorities", 0, "rank"),
    ],
)
def test_what_is_no_report_does_not_fit(evaluations, path):
    evaluation = evaluations[-1]
    data = copy.deepcopy(report_json(evaluation, Translator(), source_of(evaluation.assessment)))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = "nonsense"
    assert not jsonschema.Draft202012Validator(SCHEMAS[REPORT]).is_valid(data)

"""What the program knows by name and what the report prints: a rename in the content is an error, and never a silence."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dpia.content.loader import ContentFolder
from dpia.content.names import DECISION, LADDER, NEEDED, REACHES, RISKS, RUNG, Needed
from dpia.content.pack import Pack
from dpia.content.question import Column, Option, Question
from dpia.content.report_layout import BUILT_IN_PARTS, ReportLayout
from dpia.content.source import parse
from dpia.content.validation import validate
from dpia.errors import Problem
from dpia.lint import names, regimes, report_layout
from dpia.lint.check import check_content
from dpia.lint.subject import Subject

ROOT = Path(__file__).parents[2] / "questionnaires"
REPORT = (ROOT / "core" / "report.yaml").read_text("utf-8")


def with_content(pack: Pack, **changes: Any) -> Pack:
    return Pack(replace(pack.content, **changes), pack.digest)


def with_field(pack: Pack, question: str, column: str, changed: Callable[[Any], Any]) -> Pack:
    """The pack with one question, or one column, made anew by `changed` (None takes it away)."""

    def one(asked: Question) -> Any:
        if asked.id != question:
            return asked
        if not column:
            return changed(asked)
        columns = [changed(each) if each.id == column else each for each in asked.columns]
        return replace(
            asked,
            columns=tuple(each for each in columns if each is not None),
            row_label=columns[0].id if columns[0] else columns[1].id,
            row_label_else=None,
        )

    made = (one(asked) for asked in pack.content.questions)
    return with_content(pack, questions=tuple(asked for asked in made if asked is not None))


def with_report(pack: Pack, before: str, after: str) -> Pack:
    assert REPORT.count(before) >= 1, before
    layout = validate(ReportLayout, parse(REPORT.replace(before, after, 1), "core/report.yaml").data)
    return with_content(pack, report=layout)


class Unplaced(Subject):
    """Content whose files nobody parses for the place of a problem: what is said is enough here."""

    def problem(self, where: Any, path: Any, code: str, message: str, hint: str = "", **params: object) -> Problem:
        return Problem(code, message, hint=hint, params=params)


CHECKS = (names.needed, names.attributes, report_layout.named_things, report_layout.unprinted, regimes.named_things)


def said(pack: Pack) -> list[str]:
    subject = Unplaced(ContentFolder(ROOT), pack, ())
    return [f"{problem.code}: {problem.text}" for check in CHECKS for problem in check(subject)]


def test_the_content_is_in_order(pack):
    assert said(pack) == []


# --- the trial --------------------------------------------------------------------------------------------------------

RENAMED = {
    "core/questions/01-start.yaml": ("- id: start.title\n", "- id: start.heading\n"),
    "core/questions/11-decision.yaml": ("- id: decision.outcome\n", "- id: decision.verdict\n"),
    "core/questions/02-processing.yaml": ("    - id: own-use\n", "    - id: for-itself\n"),
}


def test_a_rename_in_the_files_is_named_wherever_something_breaks(tmp_path):
    """Three ids renamed where they are asked, and nowhere else: the check names the program and the report."""
    root = tmp_path / "questionnaires"
    shutil.copytree(ROOT, root)
    for name, (before, after) in RENAMED.items():
        text = (root / name).read_text("utf-8")
        assert before in text
        (root / name).write_text(text.replace(before, after, 1), "utf-8")
    found = [str(problem) for problem in check_content(root).problems]

    def named(start: str, *words: str) -> bool:
        return any(re.match(start, problem) and all(word in problem for word in words) for problem in found)

    report = r"core/report\.yaml:\d\d+:\d+: "
    assert named("core/questions: needed: ", "“start.title”", "to head the report")
    assert named(report + "unknown-question: ", "“start.title”")
    assert named("core/questions: needed: ", "“decision.outcome”", "departs from the outcome")
    assert named(report + "unknown-question: ", "“decision.outcome”")
    assert named(report + "unknown-column: ", "“own-use”")


# --- names ------------------------------------------------------------------------------------------------------------


def place(needed: Needed) -> tuple[str, str]:
    """The question and the column that a name is of."""
    if needed.kind == "question":
        return needed.id, ""
    return needed.question, needed.column if needed.kind == "option" else needed.id


def without(pack: Pack, needed: Needed) -> Pack:
    if needed.kind == "fact":
        return with_content(pack, facts=tuple(fact for fact in pack.content.facts if fact.id != needed.id))
    if needed.kind == "option":
        keep = lambda field: replace(field, options=tuple(one for one in field.options if one.id != needed.id))  # noqa: E731
        return with_field(pack, *place(needed), keep)
    return with_field(pack, *place(needed), lambda _: None)


@pytest.mark.parametrize(
    "needed", NEEDED, ids=lambda needed: f"{needed.question}.{needed.column}.{needed.id}".strip(".")
)
def test_each_name_that_the_content_lacks_is_named(pack, needed):
    found = [line for line in said(without(pack, needed)) if line.startswith("needed: ")]
    assert len([line for line in found if f"{needed.id}”" in line and needed.why in line]) == 1, found


TYPED = [needed for needed in NEEDED if needed.type is not None]


UNMARKED: dict[str, Any] = {"means": None, "yes_means": None, "no_means": None, "none_means": None, "design": False}


@pytest.mark.parametrize("needed", TYPED, ids=lambda needed: f"{needed.question}.{needed.id}".strip("."))
def test_each_name_that_has_another_type_is_named(pack, needed):
    kind: Any = "number" if needed.type != "number" else "text"
    changed = with_field(
        pack,
        *place(needed),
        lambda field: (
            replace(field, type=kind, options=(), columns=(), row_label_else=None, **UNMARKED)
            if isinstance(field, Question)
            else replace(field, type=kind, options=(), options_from=None, **UNMARKED)
        ),
    )
    wanted = [line for line in said_of_names(changed) if f"as {needed.type}, {needed.why}; here it is {kind}" in line]
    assert len(wanted) == 1


def said_of_names(pack: Pack) -> list[str]:
    return [line for line in said(pack) if line.startswith("needed: ")]


def test_a_scale_with_another_number_of_steps_is_named(pack):
    fifth = Option(id="fifth", text="Fifth")
    changed = with_field(pack, RISKS, "severity", lambda field: replace(field, options=(*field.options, fifth)))
    assert [line for line in said(changed) if "4 options of “risks.register.severity”" in line and "has 5" in line]


# --- attributes of options --------------------------------------------------------------------------------------------


def first_option(changes: dict[str, Any]) -> Any:
    return lambda field: replace(field, options=(replace(field.options[0], **changes), *field.options[1:]))


def no_option_has(name: str) -> Any:
    return lambda field: replace(field, options=tuple(replace(option, **{name: False}) for option in field.options))


@pytest.mark.parametrize(
    ("question", "column", "change", "words"),
    [
        (DECISION, "", first_option({"carried_by": None}), "no-attribute: The option “start” of “decision.outcome” has no “carried_by”."),
        (LADDER, REACHES, first_option({"reach": None}), "no-attribute: The option “as-well” of “reaches” has no “reach”."),
        (LADDER, RUNG, no_option_has("body_feature"), "no-attribute: No option of “rung” has “body_feature”"),
        ("consulted.talks", "followed", no_option_has("overruled"), "no-attribute: No option of “followed” has “overruled”"),
        ("start.stage", "", first_option({"carried_by": "launch"}), "unread-attribute: Nothing reads “carried_by” of an option of “start.stage”."),
        ("start.stage", "", first_option({"overruled": True}), "unread-attribute: Nothing reads “overruled”"),
        (LADDER, "intrusion", first_option({"body_feature": True}), "unread-attribute: Nothing reads “body_feature”"),
    ],
)  # fmt: skip
def test_attributes_stand_where_they_are_read_and_nowhere_else(pack, question, column, change, words):
    assert [line for line in said(with_field(pack, question, column, change)) if line.startswith(words)]


# --- the layout of the report -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("{table: parties}", "{table: partys}", "unknown-table: There is no table “partys”."),
        ("{table: zones}", "{table: groups}", "unprinted: No part prints the table “zones”."),
        ("{table: zones}", "{table: groups}", "unprinted: The full edition prints the answer to “processing.zones” nowhere."),
        ("due, known, findings", "due, findings", "unprinted: No edition prints the part “known”."),
        ("due, known, findings", "due, know, findings", "unknown-part: There is no part “know”."),
        ("parts: [tasks]", "parts: [tasks, basis]", "printed-twice: The edition prints “basis” 2 times"),
        ("on_request: [answers]", "on_request: [complete]", "printed-twice: The edition prints “complete” 2 times"),
        ("basis, safeguards, risks", "basis, risks", "unprinted: The full edition prints the answers of the section “safeguards” nowhere."),
        ("answers, later, authorities,", "answers, later, records,", "unknown-part: There is no part “records”."),
        ("except: [start.title]", "except: [start.title, start.stage]", ""),
        ("except: [start.title]", "except: [start.title, start.activity]", "unprinted: The full edition prints the answer to “start.activity” nowhere."),
        ("except: [start.title]", "except: [start.titel]", "unknown-question: There is no question “start.titel”."),
        ("{section: safeguards}", "{section: safeguard}", "unknown-section: There is no section “safeguard”."),
        ("- processing.scale", "- processing.size", "unknown-question: There is no question “processing.size”."),
        ("- processing.scale", "- processing.groups", "wrong-type: “processing.groups” is a table"),
        ("entered-by, start.stage,", "entered-by, start.activity,", "no-short: “start.activity” has no short name for the cover."),
        ("entered-by, start.stage,", "entered-by, start.state,", "unknown-question: There is no question “start.state”."),
        ("{column: own-use, width: 20}", "{column: own, width: 20}", "unknown-column: There is no column “own”."),
        ("{column: own-use, width: 20}", "{column: receives-ground, width: 20}", "no-short: “receives-ground” has no short name"),
        ("unit: kept-unit", "unit: kept-units", "unknown-column: There is no column “kept-units”."),
        ("mark: {column: chosen,", "mark: {column: why-not,", "wrong-type: “why-not” is a choice and must be a boolean here."),
        ("below: [{column: why-not,", "below: [{column: why,", "unknown-column: There is no column “why”."),
        ("ordered_by: rung", "ordered_by: burden", "wrong-type: “burden” is a text and must be a choice here."),
        ('text: "Called:"}]}\n      - {column: purpose, width: 21, if_several: true}', 'text: "Called:"}], if_several: true}', "no-rows: “kind” has options of its own"),
        ("question: purpose.needs", "question: purpose.lock", "unknown-table: “purpose.lock” is not a table."),
        ("          - depends-for\n", "          - depends\n", "unknown-column: There is no column “depends”."),
        ("depends: depends-for", "depends: depends", "unknown-column: There is no column “depends”."),
        ("free: can-avoid", "free: refusal-cost", "wrong-type: “refusal-cost” is a choices and must be a boolean here."),
        ("table: processing.groups}", "table: processing.group}", "unknown-question: There is no question “processing.group”."),
        ("by: risk\n", "by: risks\n", "unknown-column: There is no column “risks”."),
        ("rest_of: risks", "rest_of: groups", "unknown-table: “groups” joins no rows of this table"),
        ("column: metric", "column: metrics", "unknown-column: There is no column “metrics”."),
        ("each_row: purpose.purposes", "each_row: purpose.purpose", "unknown-question: There is no question “purpose.purpose”."),
        ("        column: followed\n", "        column: written\n", "wrong-type: “written” is a boolean and must be a choice here."),
        ("      - {table: ladder}\n", "", "chart-alone: No table of “alternatives.ladder” stands beside the picture"),
        ("timeline: start.begin-date", "timeline: start.begin-day", "unknown-question: There is no question “start.begin-day”."),
        ("timeline: start.begin-date", "timeline: start.stage", "wrong-type: “start.stage” is a choice and must be a date here."),
        ("    parts: [tasks]\n", "", "chart-alone: “tasks” does not stand below the picture"),
        ("    numbers: {letter: R, anchor: risk, width: 6}\n", "", "chart-alone: The picture names risks by their numbers"),
        ("  - id: again\n", "  - id: planned\n", "duplicate-id: The id planned is used 2 times."),
        ("  - id: again\n", "  - id: still\n", "duplicate-id: “still” is a part that the program makes"),
    ],
)  # fmt: skip
def test_a_slip_in_the_layout_is_named(pack, before, after, words):
    found = said(with_report(pack, before, after))
    assert [line for line in found if line.startswith(words)] if words else found == []


def test_a_place_in_the_layout_is_named_by_its_line(tmp_path):
    """The path of an objection leads to the line in the file."""
    changed = REPORT.replace("{column: own-use, width: 20}", "{column: own, width: 20}")
    line = next(index for index, text in enumerate(changed.splitlines(), start=1) if "column: own," in text)
    source = parse(changed, "core/report.yaml")
    tables = source.data["tables"]
    table = next(index for index, one in enumerate(tables) if one["id"] == "parties")
    assert source.problem(("tables", table, "columns", 3, "column"), "x", "x").line == line


def test_answers_of_cases_are_answers_to_questions(pack):
    changed = tuple(
        replace(one, case_answers={"start.people": ["other"]}) if one.id == "se" else one
        for one in pack.content.regimes
    )
    assert said(with_content(pack, regimes=changed)) == ["unknown-question: There is no question “start.people”."]


def test_every_column_that_is_printed_has_a_short_name_that_no_other_column_of_the_table_has(pack):
    for question in pack.content.questions:
        names = [column.short for column in question.columns if isinstance(column, Column) and column.short]
        assert len(set(names)) == len(names), question.id


def test_no_built_in_part_is_named_twice():
    assert len(set(BUILT_IN_PARTS)) == len(BUILT_IN_PARTS)

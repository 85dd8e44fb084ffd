"""The entry: every check is listed, files are read once, and one rule is proved with what concerns it and no more."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections import Counter

import pytest

import dpia.lint
from dpia import resources
from dpia.content import yaml_reader
from dpia.content.loader import load_pack
from dpia.errors import UserError
from dpia.lint.check import check_content
from dpia.lint.registry import READING, RUNNING

RULES, CASES = "regimes/xx/rules/desk.rules.yaml", "regimes/xx/rules/desk.test.yaml"

SECOND = """
- id: XX-02
  title: A card
  regime: xx
  in_force: {from: "2020-01-01"}
  issue: Is there a card?
  rule: There is a card.
  applies: {always: true}
  citations: [{authority: act-1}]
  grades:
    - id: cardless
      when: {question: start.way, is: none}
      severity: major
      title: No card
      text: On the answers given, there is no card.
      conclusion: On the answers given, hand out one.
"""
SECOND_CASES = """
- {name: card, answers: {start.way: card}, expect: {XX-02: none}}
- {name: no card, answers: {start.way: none}, expect: {XX-02: {grade: cardless}}}
- {name: card or not, answers: {}, expect: {XX-02: {truth: open}}}
"""


@pytest.fixture
def two(root, change):
    """A folder with a second rule, with cases in a file of its own."""
    change(RULES, "", SECOND)
    change("regimes/xx/rules/card.test.yaml", "", SECOND_CASES)
    return root


def test_every_check_that_is_written_is_run():
    listed = {check.find for check in (*READING, *RUNNING)}
    assert len(listed) == len(READING) + len(RUNNING)
    written = {
        function
        for module in pkgutil.iter_modules(dpia.lint.__path__, "dpia.lint.")
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction)
        if not name.startswith("_")
        and function.__module__ == module.name
        and list(inspect.signature(function).parameters) == ["subject"]
    }
    assert written == listed


@pytest.fixture
def parsed(monkeypatch):
    """How often each file is parsed from now on."""
    count: Counter[str] = Counter()

    class Counting(yaml_reader.YamlReader):
        def __init__(self, file: str) -> None:
            count[file] += 1
            super().__init__(file)

    monkeypatch.setattr(yaml_reader, "YamlReader", Counting)
    return count


def test_the_content_of_the_product_is_in_order_and_each_of_its_files_is_parsed_once(parsed):
    root = resources.data_root("questionnaires")
    assert [str(problem) for problem in check_content(root).problems] == []
    assert len(parsed) > 100
    assert set(parsed.values()) == {1}
    assert len(parsed) == len([path for path in root.rglob("*.yaml") if not {"schemas", "locale"} & set(path.parts)])


def test_for_one_rule_only_the_files_that_name_it_are_parsed(two, parsed):
    load_pack(two)
    parsed.clear()
    assert check_content(two, "XX-02").problems == ()
    assert parsed == {"regimes/xx/rules/card.test.yaml": 1}


def test_one_rule_is_proved_with_its_facts_and_cases(two):
    report = check_content(two, "XX-01")
    assert report.problems == ()
    assert report.subject is not None
    assert [fact.id for fact in report.subject.facts] == ["no-desk"]
    assert [placed.case.name for placed in report.subject.cases] == ["open", "closed", "open or not"]


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        (RULES, "citations: [{authority: act-1}]", "citations: [{authority: act-9}]", "unknown-authority"),
        (RULES, '{from: "2020-01-01"}', '{from: "2019-01-01"}', "no-law"),
        (RULES, "no desk is open.", "no desk of {group} is open.", "placeholder"),
        (RULES, "no desk is open.", "no desk is open, which is illegal.", "guilt"),
        (RULES, "title: No desk", "title: " + "No desk " * 13, "hard-to-read"),
        ("core/facts/facts.yaml", "title: No desk", "title: " + "No desk " * 13, "hard-to-read"),
        ("core/facts/facts.yaml", "is: false}}", "is: false}, cites: [act-9]}", "unknown-authority"),
        (CASES, "{grade: closed}", "{grade: shut}", "case: closed: XX-01: expected grade shut, got closed"),
        (CASES, "{start.desk: false}", "{}", "no-case"),
        (RULES, "when: {question: start.way, is: none}", "when: {fact: not-there}", "unknown-fact"),  # nothing can be run
    ],
)  # fmt: skip
def test_what_concerns_the_rule_is_found(two, change, problems, name, before, after, said):
    change(name, before, after)
    found = problems("XX-01")
    assert found
    assert any(f": {said}" in problem for problem in found), found
    assert set(found) <= set(problems()), "nothing that the whole check does not find"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (RULES, "hand out one.", "hand out {cards}."),
        ("regimes/xx/rules/card.test.yaml", "{grade: cardless}", "{grade: closed}"),
        ("core/questions/01-start.yaml", "  explanation: A card is another way.\n", ""),
    ],
)
def test_what_concerns_others_is_left_to_the_whole_check(two, change, problems, name, before, after):
    change(name, before, after)
    assert problems("XX-01") == []
    assert problems() != []


def test_a_rule_without_cases_has_none_also_alone(two, problems):
    (two / "regimes/xx/rules/card.test.yaml").unlink()
    assert any(
        "no-case: No case beside the rules expects anything of XX-02." in problem for problem in problems("XX-02")
    )


def test_a_rule_that_is_not_there_is_bad_usage(two):
    with pytest.raises(UserError, match=r"There is no rule XX-03\. \(Did you mean XX-0"):
        check_content(two, "XX-03")


@pytest.mark.parametrize("rule", ["RP-03", "CN-R10", "RP-47"])
def test_rules_of_the_product_are_proved_alone(rule):
    report = check_content(resources.data_root("questionnaires"), rule)
    assert report.problems == ()
    assert report.subject is not None
    assert report.subject.cases


def test_a_fault_of_form_anywhere_is_named_first(tmp_path):
    root = tmp_path / "questionnaires"
    shutil.copytree(resources.data_root("questionnaires"), root)
    path = root / "core" / "sections.yaml"
    path.write_text(path.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    for rule in (None, "RP-03"):
        report = check_content(root, rule)
        assert report.subject is None
        assert {problem.file for problem in report.problems} == {"core/sections.yaml"}

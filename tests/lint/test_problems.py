"""A mistake in a content file is named in words about YAML, with its place and the fix; in a folder of a few lines."""

from __future__ import annotations

import pytest
from support.small_content import SHOP

from dpia.lint.check import check_content
from dpia.lint.registry import RUNNING


def test_the_small_folder_is_in_order(problems):
    assert problems() == []


RULES, CASES, ACT = (
    "regimes/xx/rules/desk.rules.yaml",
    "regimes/xx/rules/desk.test.yaml",
    "regimes/xx/authorities/act.yaml",
)
REGIME, QUESTIONS, DIVERGENCES = "regimes/xx/regime.yaml", "core/questions/01-start.yaml", "core/divergences.yaml"


@pytest.mark.parametrize(
    ("name", "before", "after", "line", "said"),
    [
        # what the models say
        (RULES, "id: XX-01", "id: XX-1", 1, "string-pattern-mismatch: “XX-1” is not a rule id such as RP-03"),
        (RULES, "  issue: Is a desk open?\n", "", 1, "missing: The key “issue” is missing. (Add it.)"),
        (RULES, "  issue:", "  isue: x\n  issue:", 5, "unknown-key: There is no key “isue” here."),
        (RULES, "severity: major", "severity: mayor", 12, "literal-error: “mayor” is none of the words that may stand here. (Did you mean major?)"),
        (RULES, "severity: major", "severity: terrible", 12, "(One of: blocker, major, minor, note, ok.)"),
        (RULES, "severity: major", "severity: blocker", 10, "value-error: a blocker needs kind: unlawful, incomplete or consult."),
        (RULES, '"2020-01-01"', '"2020-13-01"', 4, "“2020-13-01” is no date; write it as 2026-11-21, 2026-11 or 2026."),
        (RULES, '{from: "2020-01-01"}', '{from: "2022", to: "2021-05"}', 4, "in_force ends (2021-05) before it begins (2022)."),
        (ACT, '{en: "Example Act, s 1"}', '"Example Act, s 1"', 9, "Expected a mapping (key: value), found Example Act, s 1."),
        (ACT, "status: unverified", 'date: "2021-02-31"\n    status: unverified', 6, "“2021-02-31” is no date"),
        (CASES, "answers: {}", 'answers: {}, as_of: "2021-02-31"', 3, "“2021-02-31” is no date"),
        (DIVERGENCES, "    yy: {says: [{text: No desk is needed., law: [code-1]}]}\n", "", 5, "At least 2 must stand here; found 1."),
        (RULES, "[{authority: act-1}]", "[{authority: act-1, role: supprts}]", 8, "(Did you mean supports?)"),
        # references and homes
        (ACT, "instrument: act\n", "instrument: akt\n", 7, "unknown-instrument: There is no instrument “akt”. (Did you mean act?)"),
        (ACT, "see: [act-2]", "follows: act-3", 11, "unknown-authority: There is no authority “act-3”."),
        (ACT, "see: [act-2]", "follows: act-1", 11, "cycle: “act-1” follows itself."),
        (ACT, "see: [act-2]", "see: [act-3]", 11, "unknown-authority: There is no authority “act-3”."),
        (ACT, "authorities:\n", "  - {id: act, cite: {en: Again}}\nauthorities:\n", 2, "duplicate-id: The id act is used 2 times."),
        (RULES, "regime: xx", "regime: yy", 3, "other-folder: This says “yy” and stands in the folder “xx”."),
        (RULES, "regime: xx", "regime: zz", 3, "unknown-regime: There is no regime “zz”."),
        (REGIME, "prior", "extends: zz\nprior", 6, "unknown-regime: There is no regime “zz”."),
        (REGIME, "prior", "extends: xx\nprior", 6, "cycle: “xx” extends itself."),
        (QUESTIONS, "serves: [XX-01, rep]", "serves: [XX-01, report]", 9, "serves: “report” is nothing that a question can serve."),
        (DIVERGENCES, "[code-1]", "[act-1]", 7, "other-side: act-1 is law of “xx” and stands on the side of “yy”."),
        (CASES, "{XX-01: none}", "{XX-10: none}", 1, "The case “open” expects something of XX-10, which is no rule."),
        (CASES, "{XX-01: none}", '{due: {zz: "yes"}}', 1, "unknown-regime: There is no regime “zz”."),
        # words
        (QUESTIONS, "  explanation: A card is another way.\n", "", 10, "bare-question: “start.way” has no explanation."),
        (QUESTIONS, "{id: none, text: None}", "{id: open, text: Not sure yet}", 15, "unknown-as-option: The option “open” means “I do not know”"),
        (QUESTIONS, "{id: none, text: None}", "{id: none, text: We have none}", 15, "report-speaks: A report would print “We” as if it spoke to its reader"),
        (QUESTIONS, "{id: none, text: None}", "{id: none, text: We have none, report_text: None of yours}", 15, "report-speaks: A report would print “yours”"),
        (RULES, "no desk is open.", "your desk is shut.", 14, "report-speaks: A report would print “your”"),
        (RULES, "no desk is open.", "the machine is illegal.", 10, "guilt: closed says “is illegal”."),
        # what running shows, in one pass
        (CASES, "start.way: card", "start.way: cart", 1, "unknown-option: There is no option 'cart'. (Did you mean card?)"),
        (CASES, "{XX-01: {grade: closed}}", "{XX-01: {grad: closed}}", 2, "closed: XX-01: write none, or a mapping of grade, truth, severity, kind, rows"),
        (CASES, "{XX-01: {grade: closed}}", "{XX-01: {grade: shut}}", 2, "closed: XX-01: expected grade shut, got closed"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place_and_its_fix(change, problems, name, before, after, line, said):
    change(name, before, after)
    found = problems()
    assert any(problem.startswith(f"{name}:{line}:") and said in problem for problem in found), found


def test_a_law_does_not_differ_from_the_one_that_it_extends(change, problems):
    change("regimes/yy/regime.yaml", "", "extends: xx\n")
    assert problems() == ["core/divergences.yaml:7:5: same-side: “yy” extends “xx”: they do not differ, they add up."]


def test_one_bad_entry_is_one_problem(change, problems):
    change(RULES, "act-1}", "act-1, role: supprts}")
    assert len(problems()) == 1  # and not also "the list is too short"


def test_problems_of_form_are_named_in_one_pass_also_those_of_cases(change, problems):
    change(RULES, "severity: major", "severity: mayor")
    change(CASES, "answers: {}", "answer: {}")
    assert [problem.split(":")[0] for problem in problems()] == [RULES, CASES]


def test_a_case_with_a_bad_answer_does_not_hide_the_others(change, problems):
    change(CASES, "start.way: card", "start.way: cart")
    change(CASES, "{truth: open}", "{truth: not-shown}")
    found = problems()
    assert any(":1:" in problem and "unknown-option" in problem for problem in found)
    assert any(":3:" in problem and "expected truth not-shown, got open" in problem for problem in found)


@pytest.mark.parametrize(
    "name", ["core/facts/more.yml", "regimes/xx/rules/more.yaml", "regimes/xx/rule/more.rules.yaml"]
)
def test_a_file_that_nobody_reads_is_named(change, problems, name):
    change(name, "", "[]\n")
    assert [problem for problem in problems() if problem.startswith(f"{name}: stray-file:")]


def test_a_wrong_preset_is_named_at_its_place(root, change):
    change("scenarios/shop/scenario.yaml", "", SHOP.replace("start.way: card", "start.way: cart"))
    found = [str(problem) for problem in check_content(root, phases=(RUNNING,)).problems]
    assert [
        problem
        for problem in found
        if problem.startswith("scenarios/shop/scenario.yaml:7:11: dangling-answer:") and "cart" in problem
    ]

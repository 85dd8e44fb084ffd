"""What answers mean is said of each that a rule reads; exceptions name what is there; a list known in part is not unanswered."""

from __future__ import annotations

QUESTIONS, FACTS = "core/questions/01-start.yaml", "core/facts/facts.yaml"
BY_FACT = ("applies: {always: true}", "applies: {fact: no-desk}")
RULES = "regimes/xx/rules/desk.rules.yaml"
LIST = """
- id: start.days
  type: choices
  means: adequate
  none_means: adverse
  text: When is it open?
  help: If never, tick "none of these".
  explanation: Some days it is shut.
  options: [{id: sunday, text: Sunday}, {id: monday, text: Monday}]
  law: [act-1]
  serves: [XX-01, rep]
"""


def about_answers(problems) -> list[str]:
    codes = ("unmarked-answer", "no-mark", "answered-list", "unknown-option", "unknown-rule")
    return [problem for problem in problems() if any(f" {code}: " in problem for code in codes)]


def test_an_answer_that_a_rule_reads_through_a_fact_says_what_it_means(change, problems):
    change(RULES, *BY_FACT)
    change(QUESTIONS, "  no_means: adverse\n", "")
    [found] = about_answers(problems)
    assert found.startswith(QUESTIONS)
    assert "A rule reads start.desk, which does not say in `no_means` what its answers mean." in found


def test_one_mark_for_all_answers_is_enough(change, problems):
    change(RULES, *BY_FACT)
    change(QUESTIONS, "  yes_means: adequate\n  no_means: adverse\n", "  means: scope\n")
    assert about_answers(problems) == []


def test_what_no_rule_reads_needs_no_mark(change, problems):
    change(QUESTIONS, "  means: neutral\n", "")
    assert about_answers(problems) == []


def test_an_exception_names_an_answer_and_a_rule(change, problems):
    differs = "  differs: [{answers: [maybe], rules: [XX-09], reason: Why.}]\n"
    change(QUESTIONS, "  no_means: adverse\n", "  no_means: adverse\n" + differs)
    assert [problem.split(": ")[1] for problem in about_answers(problems)] == ["unknown-rule", "unknown-option"]


def test_what_has_no_side_needs_no_exception(change, problems):
    change(
        QUESTIONS,
        "  means: neutral\n",
        "  means: neutral\n  differs: [{answers: [card], rules: [XX-01], reason: Why.}]\n",
    )
    [found] = about_answers(problems)
    assert "“card” is neither for nor against anybody" in found


def test_nobody_knows_is_said_of_a_list_by_known(change, problems):
    change(QUESTIONS, "", LIST)
    change(FACTS, "when: {question: start.desk, is: false}", "when: {not: {question: start.days, answered: true}}")
    [found] = about_answers(problems)
    assert found.startswith(FACTS)
    assert "answered-list" in found
    change(FACTS, "answered: true", "known: true")
    assert about_answers(problems) == []

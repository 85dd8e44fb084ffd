"""Facts and questions that nothing uses, and conditions that lead back to themselves."""

from __future__ import annotations

import re

import pytest
from support.small_content import SHOP

from dpia.content.loader import load_pack
from dpia.lint.citations import uncited

FACTS, QUESTIONS, RULES = "core/facts/facts.yaml", "core/questions/01-start.yaml", "regimes/xx/rules/desk.rules.yaml"
LONE = "- {id: lone, title: Alone, when: {question: start.desk, is: true}}\n"
UNUSED = f"{FACTS}:2:3: unused-fact: Nothing uses the fact lone; use by another fact that nothing uses does not count."


def test_a_fact_that_nothing_uses_is_named_and_so_is_one_that_only_such_a_fact_uses(change, problems):
    change(FACTS, "", LONE + "- {id: lonelier, title: Alone, when: {fact: lone}}\n")
    found = [problem for problem in problems() if "unused-fact" in problem]
    assert len(found) == 2
    assert found[0].startswith(UNUSED)
    assert "the fact lonelier;" in found[1]


TASK = "- {id: t, regime: xx, title: Look, text: Look again., authority: act-1, when: {fact: lone}}\n"
MAP = """
- {id: m, regime: xx, title: Map, elements: [
    {id: e, title: Desk, authority: act-1, answered_by: [start.desk], %s: {fact: lone}}]}
"""
DUE = "due: {law: act-1, enough: [{id: c, fact: lone, title: So, authority: act-1}]}\n"
STOPPING_SHOP = SHOP + "stop_when: {fact: lone}\nstop_text: Stop here.\n"
TABLE = """
- id: start.people
  type: table
  text: Who comes?
  explanation: Whoever comes to the desk.
  law: [act-1]
  serves: [rep]
  row_label: name
  %s
  columns:
    - {id: name, type: text, text: Who?, explanation: A name., law: [act-1]%s}
"""


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (RULES, "applies: {always: true}", "applies: {fact: lone}"),
        (RULES, "when: {fact: no-desk}", "when: {any: [{fact: no-desk}, {not: {fact: lone}}]}"),
        (FACTS, "when: {question: start.desk, is: false}", "when: {not: {fact: lone}}"),
        ("regimes/xx/tasks.yaml", "", TASK),
        ("regimes/xx/completeness.yaml", "", MAP % "applies"),
        ("regimes/xx/completeness.yaml", "", MAP % "missing_when"),
        ("regimes/xx/regime.yaml", "governs: {always: true}", "governs: {fact: lone}"),
        ("regimes/xx/regime.yaml", "", "out_of_scope: {fact: lone}\nout_of_scope_reason: So.\n"),
        ("regimes/xx/regime.yaml", "", DUE),
        ("core/divergences.yaml", "when: {always: true}", "when: {fact: lone}"),
        ("scenarios/shop/scenario.yaml", "", STOPPING_SHOP),
        (QUESTIONS, "  text: Which other way", "  shown_when: {fact: lone}\n  text: Which other way"),
        (QUESTIONS, "", TABLE % ("shown_when: {fact: lone}", "")),
        (QUESTIONS, "", TABLE % ("considered_when: {fact: lone}", "")),
        (QUESTIONS, "", TABLE % ("row_noun: group", ", shown_when: {fact: lone}")),
    ],
)  # fmt: skip
def test_each_use_counts(change, problems, name, before, after):
    change(FACTS, "", LONE)
    change(name, before, after)
    found = problems()
    assert [problem for problem in found if "unused-fact" in problem] == []
    assert [
        problem for problem in found if re.search(r": (missing|unknown-key|[a-z-]+-type|value-error): ", problem)
    ] == []


def test_what_a_question_says_that_it_serves_is_no_use_of_a_fact(change, problems):
    change(FACTS, "", LONE)
    change(QUESTIONS, "serves: [XX-01, rep]", 'serves: [XX-01, rep, "fact:lone"]')
    assert [problem.partition(" (")[0] for problem in problems()] == [UNUSED]


def test_a_question_that_only_a_fact_without_use_reads_is_unused(change, problems):
    change(
        QUESTIONS,
        "",
        "- {id: start.sky, type: boolean, text: Blue?, explanation: The sky., law: [act-1], serves: []}\n",
    )
    change(FACTS, "", "- {id: sky, title: Blue, when: {question: start.sky, is: true}}\n")
    assert any("unused: Nothing uses start.sky" in problem for problem in problems())
    change(RULES, "when: {fact: no-desk}", "when: {all: [{fact: no-desk}, {not: {fact: sky}}]}")
    assert not any("unused" in problem for problem in problems())


@pytest.mark.parametrize(
    ("changes", "trail"),
    [
        ([(FACTS, "{question: start.desk, is: false}", "{fact: no-desk}")], {"fact:no-desk"}),
        (
            [
                (FACTS, "{question: start.desk, is: false}", "{question: start.way, is: none}"),
                (QUESTIONS, "  text: Which other way", "  shown_when: {not: {fact: no-desk}}\n  text: Which other way"),
            ],
            {"fact:no-desk", "start.way"},
        ),
        (
            [
                (QUESTIONS, "", TABLE % ("considered_when: {fact: somebody}", "")),
                (FACTS, "", "- {id: somebody, title: S, when: {some: start.people, considered: true, where: {always: true}}}\n"),
            ],
            {"fact:somebody", "rows:start.people"},
        ),
    ],
)  # fmt: skip
def test_what_depends_on_itself_is_named_with_the_way_round(change, problems, changes, trail):
    for one in changes:
        change(*one)
    [found] = [problem for problem in problems() if ": cycle: " in problem]
    way = found.partition("itself: ")[2].removesuffix(".").split(" → ")
    assert set(way) == trail
    assert way[0] == way[-1]
    assert len(way) == len(trail) + 1


def test_authorities_that_nothing_cites_are_told_and_are_no_fault(root, change, problems):
    assert uncited(load_pack(root).content) == ("act-2", "code-1")  # cited by an entry, and by the divergences
    change(QUESTIONS, "law: [act-1]", "law: [act-1, act-2]")
    assert uncited(load_pack(root).content) == ("code-1",)
    assert problems() == []

"""A case on top of an earlier case of its file, or of a worked example."""

from __future__ import annotations

import pytest

from dpia.assessment.answers import to_plain
from dpia.assessment.model import given
from dpia.content.cases import load_cases, load_cases_file
from dpia.content.loader import ContentFolder, load_pack
from dpia.lint.cases import case_assessment, run_case

CASES = "regimes/xx/rules/desk.test.yaml"

PEOPLE = """
- id: start.people
  type: table
  text: Who comes?
  explanation: Whoever comes to the desk.
  law: [act-1]
  serves: [rep]
  row_label: name
  row_noun: group
  columns:
    - {id: name, type: text, text: Who?, explanation: A name., law: [act-1]}
    - {id: many, type: number, text: How many?, explanation: A number., law: [act-1]}
"""


@pytest.fixture
def assessment(root, change):
    """The assessment of the case of that name, once a file has got some cases more."""
    change("core/questions/01-start.yaml", "", PEOPLE)

    def read(more: str, name: str):
        change(CASES, "", more)
        [placed] = [one for one in load_cases(ContentFolder(root)) if one.case.name == name]
        return case_assessment(load_pack(root), placed)

    return read


BASE = """
- name: two groups
  as_of: "2025-05-01"
  answers:
    start.desk: true
    start.way: card
    start.people: [{id: a, name: Staff, many: 3}, {id: b, name: Guests, many: 5}]
  expect: {XX-01: none}
"""


def test_answers_are_laid_over_those_of_the_base_and_null_clears(assessment):
    found = assessment(
        BASE + "- {name: more, base: two groups, answers: {start.desk: false, start.way: null}, expect: {}}", "more"
    )
    assert found.answers["start.desk"] == given(False)
    assert "start.way" not in found.answers
    assert [row.id for row in found.rows("start.people")] == ["a", "b"]


def test_rows_go_by_their_id_as_in_an_answers_file(assessment):
    rows = "[{id: a, many: null, name: Crew}, {id: b, remove: true}, {id: c, name: Press}]"
    found = assessment(
        BASE + f"- {{name: more, base: two groups, answers: {{start.people: {rows}}}, expect: {{}}}}", "more"
    )
    assert to_plain(found.answers["start.people"]) == [{"id": "a", "name": "Crew"}, {"id": "c", "name": "Press"}]


def test_the_date_of_the_base_holds_unless_the_case_has_its_own(assessment):
    more = BASE + "- {name: same day, base: two groups, expect: {}}\n"
    assert assessment(more, "same day").as_of == "2025-05-01"
    assert (
        assessment('- {name: later, base: same day, as_of: "2025-06-01", expect: {}}\n', "later").as_of == "2025-06-01"
    )


def test_a_base_may_have_a_base_and_expectations_are_not_taken_over(root, change, problems):
    change(CASES, "", "- {name: second, base: closed, answers: {start.way: card}, expect: {}}\n")
    change(CASES, "", "- {name: third, base: second, answers: {start.desk: true}, expect: {XX-01: none}}\n")
    assert problems() == []
    placed = load_cases_file(ContentFolder(root), root / CASES)
    assert [run_case(load_pack(root), one) for one in placed] == [[]] * 5
    assert placed[4].earlier is placed[3]
    assert placed[3].earlier is placed[1]


def test_a_base_may_be_a_worked_example(root, change, problems):
    example = {"id": "shop", "title": "S", "summary": "S", "as_of": '"2024-02-29"', "answers": "{start.desk: true}"}
    change("examples/shop.yaml", "", "".join(f"{key}: {value}\n" for key, value in example.items()))
    change(CASES, "", "- {name: as in the shop, base: shop, expect: {XX-01: none}}\n")
    assert problems() == []
    [*_, placed] = load_cases(ContentFolder(root))
    assert case_assessment(load_pack(root), placed).as_of == "2024-02-29"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("- {name: a, base: shut, expect: {}}", "4:13: unknown-base: There is neither an earlier case of this file nor a worked example"),
        ("- {name: a, base: b, expect: {}}\n- {name: b, expect: {}}", "4:13: unknown-base"),
        ("- {name: a, base: a, expect: {}}", "4:13: unknown-base"),
        ("- {name: open, expect: {}}", "4:4: duplicate-case: Another case of this file is called “open” too."),
        ("- {name: a, base: closed, answers: {start.desk: perhaps}, expect: {}}", "4:37: wrong-type"),
    ],
)  # fmt: skip
def test_a_base_that_is_none_and_a_name_that_means_two_are_named(change, problems, more, said):
    change(CASES, "", more + "\n")
    assert any(problem.startswith(f"{CASES}:{said}") for problem in problems()), problems()


def test_a_bad_answer_in_a_base_is_one_problem(change, problems):
    change(CASES, "answers: {start.desk: false}", "answers: {start.desk: perhaps}")
    change(CASES, "", "- {name: a, base: closed, expect: {}}\n- {name: b, base: a, expect: {}}\n")
    assert len([problem for problem in problems() if ": wrong-type: " in problem]) == 1

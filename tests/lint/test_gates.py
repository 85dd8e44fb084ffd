"""A rule that says what its provision depends on is not closed under the answers that the manifest lists for it."""

from __future__ import annotations

PACK, RULES = "core/pack.yaml", "regimes/xx/rules/desk.rules.yaml"
GATES = "gates:\n  everybody:\n    - {start.desk: true}\n    - {start.way: card}\n  anything: []\n"
OPEN, CLOSED = "applies: {question: start.way, is: card}", "applies: {question: start.desk, is: false}"


def gated(change, gate: str, applies: str = "applies: {always: true}") -> None:
    change(PACK, "", GATES)
    change(RULES, "applies: {always: true}", f"gate: {gate}\n  {applies}")


def about_gates(problems) -> list[str]:
    return [problem for problem in problems() if "-gate" in problem]


def test_a_gate_that_may_be_open_under_each_of_the_answers_is_in_order(change, problems):
    gated(change, "everybody", OPEN)
    assert about_gates(problems) == []


def test_a_gate_that_is_closed_under_one_of_the_answers_is_named(change, problems):
    gated(change, "everybody", CLOSED)
    [found] = about_gates(problems)
    assert found.startswith(RULES)
    assert "XX-01 carries law on everybody, and its gate is closed for start.desk True." in found


def test_where_no_answers_are_listed_nothing_is_proved(change, problems):
    gated(change, "anything", CLOSED)
    assert about_gates(problems) == []


def test_a_gate_that_the_manifest_does_not_list_is_named(change, problems):
    gated(change, "everbody")
    [found] = about_gates(problems)
    assert "There is no gate “everbody”. (Did you mean everybody?)" in found

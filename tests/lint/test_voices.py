"""Who says so: a grade claims no voice that it does not cite, own views are said in words, and deletion by an authority is not free."""

from __future__ import annotations

import re

import pytest

DESK = "regimes/xx/rules/desk.rules.yaml"
TEXT = "      text: On the answers given, no desk is open."
MAJOR = "      severity: major\n"
STATUTE = "[{authority: act-1}]"


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        (MAJOR, f"{MAJOR}      attribution: statute\n", None),
        (MAJOR, f"{MAJOR}      attribution: by-analogy\n", None),
        (MAJOR, f"{MAJOR}      attribution: court-held\n", "voice-uncited: closed says court-held"),
        (STATUTE, "[{authority: act-1, attribution: guideline}]", None),
        (MAJOR, f"{MAJOR}      attribution: own-view\n", "own-view-unsaid: closed is our own view"),
    ],
)
def test_a_grade_has_the_voice_of_what_it_cites(change, problems, before, after, complaint):
    change(DESK, before, after)
    found = [problem for problem in problems() if DESK in problem]
    assert found == [] if complaint is None else complaint in found[0]


def test_what_only_explains_lends_no_voice(change, problems):
    change(DESK, STATUTE, "[{authority: act-1, role: by-analogy}, {authority: act-2, role: explains}]")
    change(DESK, MAJOR, f"{MAJOR}      attribution: statute\n")
    assert any("voice-uncited" in problem for problem in problems())


@pytest.mark.parametrize("label", ["(Own view.)", "That this is so is our reading."])
def test_an_own_view_that_is_said_passes(change, problems, label):
    change(DESK, MAJOR, f"{MAJOR}      attribution: own-view\n")
    change(DESK, TEXT, f"{TEXT} {label}")
    assert [problem for problem in problems() if DESK in problem] == []


def test_a_swedish_authority_is_told_of_disposal_wherever_it_is_told_to_delete(pack):
    """Each grade of European and Swedish law whose remedies say “delete” speaks of the decision on disposal as well."""
    told = 0
    for rule in pack.content.rules:
        if rule.regime not in ("eu", "se"):
            continue
        for grade in rule.grades:
            said = " ".join(grade.remedy_texts)
            if re.search(r"\bdelete\b", said, re.IGNORECASE):
                told += 1
                assert "disposal" in said, f"{rule.id}/{grade.id}"
    assert told > 20


@pytest.mark.parametrize(
    "whole", ["(Own view.)", "(Own reading of the Act.)", "It is not settled; the grade is our own view."]
)
def test_a_grade_that_calls_itself_our_view_has_that_label(change, problems, whole):
    change(DESK, TEXT, f"{TEXT} {whole}".replace("; the", ", and the"))
    assert any("own-view-unlabelled: The words of closed" in problem for problem in problems())


def test_one_own_sentence_leaves_the_label_to_the_source(change, problems):
    change(DESK, TEXT, f"{TEXT} That a locked desk is none is our reading.")
    assert [problem for problem in problems() if DESK in problem] == []


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("as Art. 1 says", None),
        ("as Arts. 1 and 3 say", "Art. 3"),
        ("as Arts. 1(2) to 4(b) say", "Art. 2"),
        ("as 1 § says", None),
        ("as 2 kap. 7 a § says", "7 §"),
        ("as the Court held in C-1/20", "C-1/20"),
        ("since 30 May 2019", None),
    ],
)
def test_what_a_rule_names_it_cites(change, problems, words, missing):
    change(DESK, "  rule: A desk is open.", f"  rule: A desk is open, {words}.")
    found = [problem for problem in problems() if "named-uncited" in problem]
    assert found == [] if missing is None else f"XX-01 names {missing} and cites nothing" in found[0]


def test_the_words_of_a_grade_are_held_to_what_it_prints(change, problems):
    """A pinpoint names the article; what another grade alone cites does not."""
    change(DESK, TEXT, f"{TEXT} So says Art. 2.")
    assert any("named-uncited" in problem for problem in problems())
    change(DESK, STATUTE, "[{authority: act-1}, {authority: act-2, role: explains}]")
    assert [problem for problem in problems() if DESK in problem] == []

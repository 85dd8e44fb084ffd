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

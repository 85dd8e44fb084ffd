"""What a second reader asked of the printed sentences of rules: no ids, no quaint words, and whose view it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from dpia.assessment.answers_file import assessment_from_plain
from dpia.engine.evaluation import evaluate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dpia.content.pack import Pack
    from dpia.content.rule import Grade, Rule

OLDER = re.compile(r"^(RP|CN-R|CN-H)")
AN_ID = re.compile(r"\b(RP|GP|CN-R|CN-H|CN-G)-?\d+[a-z]?\b")
QUAINT = re.compile(r"\b(caught|mend|mended|handlers?|whoever|gentler|gentlest|rungs?|creep)\b", re.IGNORECASE)


def sentences(rule: Rule) -> Iterator[tuple[str, str]]:
    """Where it stands, and what is printed there."""
    yield "rule", rule.rule
    yield "issue", rule.issue
    for grade in rule.grades:
        for name in ("title", "text", "conclusion"):
            yield f"{grade.id} {name}", getattr(grade, name)
        for remedy in grade.remedies:
            yield f"{grade.id} remedy", remedy if isinstance(remedy, str) else remedy.text


def older(pack: Pack) -> list[Rule]:
    return [rule for rule in pack.rules.values() if OLDER.match(rule.id)]


@pytest.mark.parametrize("wrong", [AN_ID, QUAINT], ids=["ids", "quaint words"])
def test_sentences_are_written_for_a_lawyer(pack: Pack, wrong: re.Pattern[str]) -> None:
    found = [
        (rule.id, where, hit[0])
        for rule in older(pack)
        for where, text in sentences(rule)
        if (hit := wrong.search(text))
    ]
    assert found == []


def grade(pack: Pack, ref: str) -> Grade:
    rule, name = ref.split("/")
    return next(g for g in pack.rules[rule].grades if g.id == name)


@pytest.mark.parametrize(
    ("held", "elsewhere"),
    [
        ("RP-03/control-measure", "RP-03/control-measure-elsewhere"),
        ("RP-13/routine", "RP-13/routine-elsewhere"),
        ("RP-18/control-of-presence", "RP-18/control-of-presence-elsewhere"),
        ("RP-44/private-door-with-children", "RP-44/private-door-with-children-elsewhere"),
    ],
)
def test_what_was_held_of_a_school_speaks_elsewhere_by_analogy(pack: Pack, held: str, elsewhere: str) -> None:
    assert (grade(pack, held).attribution, grade(pack, elsewhere).attribution) == ("authority-held", "by-analogy")


def test_where_the_grade_is_our_own_view_the_label_says_so_or_the_sentence_names_what_the_law_says(pack: Pack) -> None:
    """`(The grade is our own view.)` under a label of law only where the text cites the provision that carries it."""
    found = [
        f"{rule.id}/{g.id}"
        for rule in older(pack)
        for g in rule.grades
        if "(The grade is our own view.)" in g.text
        and g.attribution not in ("own-view", "guideline")
        and "Art." not in g.text
    ]
    assert found == []


@pytest.mark.parametrize(
    ("ref", "voice"),
    [
        ("GP-12/not-explained", "own-view"),
        ("GP-16/judged-untold", "own-view"),
        ("RP-35/minor-effect", "own-view"),
        ("CN-G09/cabin-by-default", "own-view"),
        ("CN-R56/asserted", "own-view"),
        # Which points are enough, no source says.
        ("CN-G01/in-order", "own-view"),
        ("CN-G02/told-and-coarse", "own-view"),
        ("CN-G07/internal-and-ruled", "own-view"),
        ("GP-10/built-apart", "own-view"),
        ("GP-14/closed-and-ruled", "own-view"),
        ("GP-20/in-order", "own-view"),
        ("GP-22/by-task", "own-view"),
        ("GP-30/hit-and-drop", "own-view"),
        ("RP-35/real-review", "guideline"),
        ("GP-11/person-decides", "guideline"),
    ],
)
def test_the_label_is_that_of_the_step_that_decides(pack: Pack, ref: str, voice: str) -> None:
    """What alone makes the finding was said by nobody else, or by a guideline: then the label says so."""
    assert grade(pack, ref).attribution == voice


@pytest.mark.parametrize(("role", "expected"), [("pupil", "supports"), ("resident", "by-analogy")])
def test_a_decision_on_pupils_supports_for_pupils_and_speaks_of_others_by_analogy(
    pack: Pack, role: str, expected: str
) -> None:
    answers: dict[str, object] = {
        "start.people-in": ["sweden"],
        "start.based-in": ["sweden"],
        "start.body-type": "public-body",
        "processing.technology": ["identify"],
        "processing.modality": ["face"],
        "processing.groups": [
            {
                "id": "g",
                "name": "People",
                "role": role,
                "joins": "stored",
                "ground": ["consent"],
                "special-ground": ["consent"],
                "other-way": [],
                "can-avoid": False,
            }
        ],
    }
    found = {f.rule.id: f for f in evaluate(pack, assessment_from_plain(pack, "2026-11-28", answers)).findings}
    cited = [c.role for c in found["RP-03"].citations if c.authority.id == "imy-2019-2221-consent"]
    assert cited == [expected]


HEDGED = re.compile(
    r"arguabl|can be argued|in our view|in all likelihood|not shown|no interest is shown|not complete|lawyer",
    re.IGNORECASE,
)


def test_a_blocker_that_is_arguable_says_so_in_its_conclusion(pack: Pack) -> None:
    """It is the sentence that is read alone; a certain one would say more than the grade."""
    found = [
        f"{rule.id}/{g.id}"
        for rule in pack.rules.values()
        for g in rule.grades
        if g.arguable and g.severity == "blocker" and not HEDGED.search(g.conclusion)
    ]
    assert found == []

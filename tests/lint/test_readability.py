"""Texts for people without law stay within the reading measure, and the check that says so can fail."""

from __future__ import annotations

import doctest
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpia import resources
from dpia.lint import readability
from dpia.lint.check import check_content
from dpia.lint.plain_words import passages
from dpia.lint.readability import (
    ENOUGH_WORDS,
    HAN_SENTENCE_LIMIT,
    LIX_LIMIT,
    SENTENCE_LIMIT,
    Part,
    Passage,
    measure,
    objections,
    sentences,
)

ROOT = resources.data_root("questionnaires")

HARD = (
    "Notwithstanding the aforementioned considerations concerning proportionality, controllers implementing biometric identification functionality "
    "demonstrate compliance comprehensively, including documentation of organisational arrangements, contractual safeguards, supplementary "
    "technical countermeasures, retention determinations and supervisory consultation obligations."
)
PLAIN = (
    "The head of a school wants to know who is in class. Today the teacher calls the roll, and that takes some minutes. "
    "A card at the door does the same. Nobody has to show a face, and nobody is watched. Ask the pupils what they think of it."
)


def one(*texts: str, sentences_only: bool = False) -> Passage:
    return Passage("questions", "start.title", tuple(Part((n,), text) for n, text in enumerate(texts)), sentences_only)


# --- the measure ---------------------------------------------------------------------------------------------------------


def test_the_examples_in_the_module():
    failed, tried = doctest.testmod(readability)
    assert failed == 0
    assert tried > 4


def test_lix_is_that_of_bjornsson():
    """437 words in 21 sentences, 112 of them long: 437/21 + 100 × 112/437."""
    words = ["katten"] * 325 + ["kattungen"] * 112
    lengths = [21] * 20 + [17]
    text = " ".join(
        " ".join(words.pop().capitalize() if n == 0 else words.pop() for n in range(length)) + "." for length in lengths
    )
    assert measure(text).lix == pytest.approx(437 / 21 + 11200 / 437)


def test_a_long_word_has_more_than_six_letters_and_a_hyphen_makes_none_short():
    counted = measure("Pupils, teachers and so-called 12345678 visitors don't.")
    assert counted.words == 7
    assert counted.long_words == ("teachers", "so-called", "visitors")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("…", 0),
        ("No full stop", 1),
        ("One. Two! Three? Four", 4),
        ("Under Art. 35 it is due, e.g. in schools.", 1),
        ("It is so (cf. Art. 9). Why? “Because.” Then.", 4),
        ("Three steps: look, weigh, decide.", 2),
        ("At 10:30 they came; they left at 11.15.", 1),
        ("Detta gäller t.ex. skolor. Även små sådana.", 2),
        ("A list\n- of this\n- of that\n\nand a paragraph", 4),
        ("One line\nfolded by hand.", 1),
        ("能否不用人脸？可以。第一，点名；第二，刷卡。", 3),
    ],
)
def test_where_a_sentence_ends(text, count):
    assert len(sentences(text)) == count


def test_han_text_is_measured_in_characters_and_a_chinese_name_does_not_make_a_text_han():
    assert measure("学校用人脸识别考勤，须先做个人信息保护影响评估（PIPIA）。").longest[1] == 9 + 13 + 1
    assert not measure(
        "The measures on face recognition (人脸识别技术应用安全管理办法) are in force in China since June of that year here."
    ).han


WORDS = st.lists(st.text("abcdeå", min_size=1, max_size=12), min_size=1, max_size=40)


@given(st.lists(st.text(), max_size=3))
def test_any_text_can_be_measured(texts):
    counted = measure(*texts)
    assert 0 <= counted.average <= counted.longest[1] <= counted.words
    assert 0 <= counted.lix <= counted.average + 100
    assert measure(*texts, "") == counted


@given(WORDS, st.data())
def test_shorter_sentences_and_shorter_words_never_read_harder(words, data):
    whole = measure(" ".join(words) + ".")
    cut = data.draw(st.integers(1, len(words)))
    split = " ".join(words[:cut]).capitalize() + ". " + " ".join(words[cut:]).capitalize() + "."
    assert measure(split).lix <= whole.lix
    assert measure(split).words == whole.words == len(words)
    assert measure(" ".join(word[:6] for word in words) + ".").lix <= whole.lix


@given(WORDS, st.integers(1, 39))
def test_where_a_text_is_folded_does_not_matter(words, place):
    assert measure("\n".join((" ".join(words[:place]), " ".join(words[place:])))).lix == measure(" ".join(words)).lix


# --- the limits ----------------------------------------------------------------------------------------------------------


def test_a_plain_text_passes():
    assert measure(PLAIN).words > ENOUGH_WORDS, "so LIX was judged"
    assert list(objections(one(PLAIN))) == []


def test_a_hard_text_fails_with_the_sentence_the_number_the_limit_and_the_fix():
    first, second = objections(one(PLAIN, HARD))
    text = first.message.format(**first.params)
    assert first.path == (1,)
    assert f"has {measure(HARD).words} words, more than {SENTENCE_LIMIT}" in text
    assert HARD in text
    assert "Make two of it" in first.hint
    assert second.path == (0,), "the longest part"
    assert f"LIX is {measure(PLAIN, HARD).lix:.1f}, more than {LIX_LIMIT}" in second.message.format(**second.params)
    assert "proportionality" in second.hint.format(**second.params)


def test_short_texts_are_held_to_the_length_of_sentences_only():
    hard = "Controllers implementing biometric identification document proportionality comprehensively. "
    assert list(objections(one(hard))) == []
    assert list(objections(one(hard * 10, sentences_only=True))) == []
    assert [found.params["limit"] for found in objections(one(hard * 10))] == [LIX_LIMIT]


def test_the_limit_of_a_sentence_is_allowed_and_one_word_more_is_not():
    assert list(objections(one("word " * SENTENCE_LIMIT))) == []
    assert len(list(objections(one("word " * (SENTENCE_LIMIT + 1))))) == 1


def test_han_text_has_limits_of_its_own():
    assert list(objections(one("人" * HAN_SENTENCE_LIMIT + "。"))) == []
    (found,) = objections(one("人" * (HAN_SENTENCE_LIMIT + 1) + "。"))
    assert "characters" in found.message
    (found,) = objections(one(("人" * 40 + "。") * 3))
    assert "40 characters on average, more than 30" in found.message.format(**found.params)


# --- the check -----------------------------------------------------------------------------------------------------------

LONG = "This is a long sentence with many small words in it, so many that no one who has a lot to do would read it to its end."

PLACES: list[tuple[str, str, str]] = [
    ("core/sections.yaml", "intro: Who does what,", f"intro: {LONG} Who does what,"),
    ("core/questions/01-start.yaml", "text: What do you call this project?", f"text: {LONG}"),
    ("core/questions/01-start.yaml", "help: A short working name", f"help: {LONG} A short working name"),
    ("core/questions/01-start.yaml", "    The name stands on the cover", f"    {LONG} The name stands on the cover"),
    ("core/questions/01-start.yaml", "text: Private person or household", f"text: {LONG.replace(',', '')}"),
    ("core/questions/02-processing.yaml", "text: What do you call this group?", f"text: {LONG}"),
    ("core/questions/02-processing.yaml", "text: Job applicant", f"text: {LONG.replace(',', '')}"),
    ("core/catalogue/risks.yaml", "title: People are shut out", f"title: {LONG}"),
    ("core/catalogue/risks.yaml", "    A person loses entry", f"    {LONG} A person loses entry"),
    ("core/catalogue/measures.yaml", "text: Check against photos", f"text: {LONG} Check against photos"),
    ("core/facts/people.yaml", "  title: ", f"  title: {LONG} "),
    ("core/divergences.yaml", "  title: Where faces", f"  title: {LONG} Where faces"),
    ("core/divergences.yaml", "            The law weighs.", f"            {LONG} The law weighs."),
    ("core/divergences.yaml", "    Europe asks how likely", f"    {LONG} Europe asks how likely"),
    ("scenarios/retail/scenario.yaml", "summary: ", f"summary: {LONG} "),
    ("scenarios/retail/scenario.yaml", "audience: ", f"audience: {LONG} "),
    ("scenarios/retail/scenario.yaml", "    First what may be done", f"    {LONG} First what may be done"),
    ("scenarios/retail/scenario.yaml", "text: Trained staff", f"text: {LONG} Trained staff"),
    ("scenarios/school-attendance/scenario.yaml", "  You can stop here.", f"  {LONG} You can stop here."),
    ("regimes/eu/tasks.yaml", "title: Inform people", f"title: {LONG} Inform people"),
    ("regimes/eu/tasks.yaml", "    There is no notice yet.", f"    {LONG} There is no notice yet."),
    ("regimes/eu/rules/consent.rules.yaml", "  title: ", f"  title: {LONG} "),
    ("regimes/eu/rules/consent.rules.yaml", "      title: ", f"      title: {LONG} "),
    ("regimes/eu/rules/consent.rules.yaml", "        - Record time", f"        - {LONG} Record time"),
]  # fmt: skip
"""One of each text that everybody reads, made too long."""

COUNSEL: list[tuple[str, str, str]] = [
    ("regimes/eu/rules/basis.rules.yaml", "  issue: ", f"  issue: {LONG} "),
    ("regimes/eu/rules/basis.rules.yaml", "  rule: >-\n    ", f"  rule: >-\n    {LONG} "),
    ("regimes/eu/rules/basis.rules.yaml", "      text: >-\n        ", f"      text: >-\n        {LONG} "),
    ("regimes/eu/rules/basis.rules.yaml", "      conclusion: >-\n        ", f"      conclusion: >-\n        {LONG} "),
]  # fmt: skip
"""Texts for counsel, which are not measured."""


def test_each_kind_of_text_is_held_to_the_measure_at_its_place_and_those_for_counsel_are_not(tmp_path):
    root = tmp_path / "questionnaires"
    shutil.copytree(ROOT, root)
    expected: Counter[str] = Counter()
    for file, old, new in (*PLACES, *COUNSEL):
        text = (root / file).read_text("utf-8")
        assert old in text, (file, old)
        (root / file).write_text(text.replace(old, new, 1), "utf-8")
    for file, _, _ in PLACES:
        expected[file] += 1
    found = [problem for problem in check_content(root).problems if problem.code == "hard-to-read"]
    too_long = [problem for problem in found if problem.params["limit"] == SENTENCE_LIMIT]
    assert Counter(problem.file for problem in too_long) == expected
    for problem in too_long:
        line = (root / problem.file).read_text("utf-8").splitlines()[problem.line - 1 :]
        assert LONG[:40] in " ".join(line[:2]), str(problem)
    assert "28 words, more than 25" in str(too_long[0])


def test_where_there_is_nothing_to_read_nothing_is_proved(tmp_path):
    root = tmp_path / "empty"
    (root / "core" / "questions").mkdir(parents=True)
    for name in ("pack.yaml", "report.yaml"):
        shutil.copy(ROOT / "core" / name, root / "core")
    (root / "core" / "sections.yaml").write_text("- {id: start, title: …, intro: …, explanation: …}\n", "utf-8")
    problems = [problem for problem in check_content(root).problems if problem.code == "nothing-to-read"]
    assert len(problems) == 2
    assert problems[0].file == "core/pack.yaml"


def test_the_content_has_such_texts_of_every_kind_and_most_are_long_enough_for_lix(pack):
    found = list(passages(pack.content))
    kinds = Counter(passage.kind for passage in found)
    assert set(kinds) == {
        "sections",
        "questions",
        "risks",
        "measures",
        "scenario",
        "tasks",
        "divergences",
        "facts",
        "rules",
    }
    assert kinds["divergences"] == len(pack.content.divergences) > 10
    asked = len(pack.content.questions) + len(pack.columns)
    options = sum(len(field.options) for field in (*pack.content.questions, *pack.columns.values()))
    assert kinds["questions"] == asked + options
    measured = [passage for passage in found if measure(*(part.text for part in passage.parts)).words >= ENOUGH_WORDS]
    assert sum(passage.kind == "questions" for passage in measured) > asked / 2
    assert not [passage for passage in found if list(objections(passage))]


def test_every_passage_has_a_place_in_a_file(pack):
    """The paths of the parts are those of the models, so that a problem is shown where it is."""
    index = {
        "sections": {item.id: item for item in pack.sections}, "questions": pack.questions, "facts": pack.facts, "rules": pack.rules,
        "risks": {item.id: item for item in pack.content.risks}, "measures": {item.id: item for item in pack.content.measures},
        "scenario": {item.id: item for item in pack.content.scenarios}, "tasks": {item.id: item for item in pack.content.tasks},
        "divergences": {item.id: item for item in pack.content.divergences},
    }  # fmt: skip
    for passage in passages(pack.content):
        for part in passage.parts:
            thing = index[passage.kind][passage.identity]
            for step in part.path:
                thing = thing[step] if isinstance(step, int) or isinstance(thing, dict) else getattr(thing, step)
            assert thing == part.text


def test_the_limits_in_the_guide_are_those_of_the_check():
    guide = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text("utf-8")
    assert f"a sentence: {SENTENCE_LIMIT} words" in guide
    assert f"LIX: {LIX_LIMIT} | a passage of at least {ENOUGH_WORDS} words" in guide
    assert (
        f"{HAN_SENTENCE_LIMIT} characters a sentence, {readability.HAN_AVERAGE_LIMIT} on average | the average: from {readability.ENOUGH_HAN}"
        in guide
    )

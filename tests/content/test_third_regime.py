"""A lawyer adds a regime in YAML alone: manifest, an authority, a rule and its cases, and nothing in Python."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.sources import parsed_once
from support.third_regime import FILES, ROOT

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.cases import load_cases
from dpia.content.loader import ContentFolder, load_pack
from dpia.engine.evaluation import evaluate
from dpia.lint.check import check_content
from dpia.lint.registry import READING


@pytest.fixture(scope="module", autouse=True)
def each_text_parsed_once():
    """One file of two hundred is changed at a time."""
    with parsed_once():
        yield


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("content") / "questionnaires"
    shutil.copytree(ROOT, folder)
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_a_third_regime_needs_no_python(root):
    """It reads well, and its rule with its cases; that nothing else runs otherwise is seen below."""
    report = check_content(root, phases=(READING,))
    assert [str(problem) for problem in report.problems] == []
    assert report.subject is not None
    assert "xx" in report.subject.pack.regimes
    assert check_content(root, "XX-01").problems == ()
    assert len(load_cases(ContentFolder(root), "XX-01")) == 4


@contextmanager
def changed(root: Path, name: str, before: str, after: str) -> Iterator[None]:
    path = root / name
    good = path.read_text("utf-8")
    assert before in good
    path.write_text(good.replace(before, after, 1), "utf-8")
    try:
        yield
    finally:
        path.write_text(good, "utf-8")


RULES, CASES = "regimes/xx/rules/act.rules.yaml", "regimes/xx/rules/act.test.yaml"


@pytest.mark.parametrize(
    ("name", "before", "after", "code", "place"),
    [
        (RULES, "consent-record, is: not-recorded", "consent-record, is: unrecorded", "unknown-option", ":13:"),
        (RULES, "      arguable: true\n", "", "unverified-alone", ":12:"),
        (RULES, "remedies: [Ask in writing.]", "remedies: [{text: Ask in writing., when: {fact: nowhere}}]", "unknown-fact", ":21:"),
        (RULES, "[{authority: xx-act-1}]", "[{authority: xx-act-1, when: {fact: nowhere}}]", "unknown-fact", ":10:"),
        (RULES, '  in_force: {from: "2020-01-01"}', '  in_force: {from: "2019-06-01"}', "no-law", ":"),
        ("core/retired.yaml", "- {kind: rules, id: RP-44/to-mend,", "- {kind: rules, id: XX-01,", "reused-id", ":"),
        ("core/questions/20-elsewhere.yaml", "serves: [XX-01]", "serves: [XX-02]", "unknown-rule", ":8:"),
        ("core/questions/08-safeguards.yaml", "  excluded_by: {always: true}     # hidden only for film without analysis, which brings nothing about", "", "hidden-criterion", ":"),
        ("core/questions/08-safeguards.yaml", "regimes: [cn]", "regimes: [zh]", "unknown-regime", ":"),
        ("regimes/xx/rules/act.rules.yaml", "  applies: {fact: uses-biometric-template}", "  applies: {fact: separate-consent}", "fact-elsewhere", ":"),
        ("core/questions/02-processing.yaml", "design_from: [compared]", "design_from: [comparing]", "unknown-option", ":"),
        ("core/questions/02-processing.yaml", "  excluded_by: {not: {fact: watched-widely}}", "  excluded_by: {question: processing.tech, is: a}", "unknown-question", ":"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place_and_its_fix(root, name, before, after, code, place):
    with changed(root, name, before, after):
        problems = check_content(root, phases=(READING,)).problems
    found = [problem for problem in problems if problem.code == code]
    assert found, [str(problem) for problem in problems]
    assert f"{name}{place}" in str(found[0])


@pytest.mark.parametrize(
    ("name", "before", "after", "code", "said"),
    [
        (CASES, "- name: nobody knows what is on record", "- name: nobody knows, and nothing is expected of the rule", "", ""),
        (CASES, "consent-record: unknown", "consent-record: signed", "no-case", "undetermined"),
        (CASES, "consent-record: not-recorded", "consent-record: signed", "no-case", "in which missing of XX-01 holds"),
        (CASES, "XX-01: none", "XX-01: {grade: missing}", "case", "expected missing, got none"),
    ],
)  # fmt: skip
def test_running_the_content_shows_what_reading_it_cannot(root, name, before, after, code, said):
    with changed(root, name, before, after):
        problems = [str(problem) for problem in check_content(root, "XX-01").problems]
    assert bool(problems) is bool(code)
    assert all(any(f": {code}: " in problem and said in problem for problem in problems) for _ in [0] if code), problems


def test_a_dangling_preset_and_a_question_that_is_never_asked_are_found_and_nothing_else(root):
    """Both in one pass over all of the content, since neither belongs to a rule."""
    never = "{all: [{fact: regime-xx}, {not: {fact: regime-xx}}]}"
    with (
        changed(root, "scenarios/retail/scenario.yaml", "start.activity: shop", "start.activity: bazaar"),
        changed(root, "core/questions/20-elsewhere.yaml", "{fact: regime-xx}", never),
    ):
        problems = check_content(root).problems
    [dangling] = [str(problem) for problem in problems if problem.code == "dangling-answer"]
    assert "scenarios/retail/scenario.yaml" in dangling
    assert "bazaar" in dangling
    [unreachable] = [str(problem) for problem in problems if problem.code == "unreachable"]
    assert "agreement-seen" in unreachable
    others = [problem for problem in problems if problem.code not in ("dangling-answer", "unreachable")]
    assert {problem.file for problem in others} <= {RULES, CASES}, "what its own cases miss, and nothing else"


def test_the_other_regimes_do_not_notice(root, pack):
    example = pack.example("skelleftea")
    before = evaluate(pack, assessment_from_plain(pack, example.as_of, example.answers))
    other = load_pack(root)
    after = evaluate(other, assessment_from_plain(other, example.as_of, example.answers))
    assert [finding.id for finding in after.findings] == [finding.id for finding in before.findings]
    assert after.regime("xx").outcome == "not-applicable"

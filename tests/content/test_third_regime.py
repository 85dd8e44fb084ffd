"""A lawyer adds a regime in YAML alone: manifest, an authority, a rule and its cases, and nothing in Python."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dpia.assessment.answers import assessment_from_plain
from dpia.content.checks import check_content
from dpia.content.loader import load_cases, load_pack
from dpia.engine.cases import run_case
from dpia.engine.evaluation import evaluate

ROOT = Path(__file__).parents[2] / "questionnaires"

FILES = {
    "core/facts/elsewhere.yaml": """
- id: regime-xx
  title: People elsewhere are concerned
  when: {question: start.people-in, contains: other}
""",
    "regimes/xx/regime.yaml": """
id: xx
title: Elsewhere (Example Act)
short: XX
term_assessment: privacy assessment
governs: {fact: regime-xx}
prior_consultation: false
authority: Example Commissioner
due:
  law: xx-act-1
  enough:
    - {id: xx-body, fact: uses-biometric-template, title: Body features are used, authority: xx-act-1}
""",
    "regimes/xx/authorities/act.yaml": """
authorities:
  - id: xx-act-1
    rank: law
    cite: {en: "Example Act, s 1"}
    statement: {en: "Face recognition needs the written agreement of each person."}
    in_force: {from: "2020-01-01"}
    status: unverified
""",
    "regimes/xx/rules/act.rules.yaml": """
- id: XX-01
  title: Written agreement
  regime: xx
  in_force: {from: "2020-01-01"}
  issue: Did each person agree in writing?
  rule: Face recognition needs written agreement.
  rows: processing.groups
  applies: {fact: uses-biometric-template}
  citations: [{authority: xx-act-1}]
  grades:
    - id: missing
      when: {column: consent-record, is: not-recorded}
      severity: blocker
      kind: unlawful
      if_unknown: incomplete
      title: No written agreement of {rows}
      text: On the answers given, {rows} did not agree in writing.
      conclusion: On the answers given, the design cannot be defended.
      remedies: [Ask in writing.]
""",
    "regimes/xx/rules/act.test.yaml": """
- name: not recorded
  answers:
    start.people-in: [other]
    start.based-in: [other]
    processing.technology: [verify]
    processing.groups: [{id: a, name: Guests, joins: stored, ground: [consent], consent-record: not-recorded}]
  expect:
    XX-01: {grade: missing, truth: established, rows: [a]}
    outcome: do-not-launch
    due: {xx: "yes"}
- name: signed
  answers:
    start.people-in: [other]
    start.based-in: [other]
    processing.technology: [verify]
    processing.groups: [{id: a, name: Guests, joins: stored, ground: [consent], consent-record: signed}]
  expect:
    XX-01: none
""",
}


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
    assert [str(problem) for problem in check_content(root)] == []
    pack = load_pack(root)
    assert "xx" in pack.regimes
    cases = [(source, case) for source, case in load_cases(root) if source.file.startswith("regimes/xx/")]
    assert len(cases) == 2
    for source, case in cases:
        assert run_case(pack, source, case) == []


def test_the_other_regimes_do_not_notice(root, pack):
    example = pack.example("skelleftea")
    before = evaluate(pack, assessment_from_plain(pack, example.as_of, example.answers))
    other = load_pack(root)
    after = evaluate(other, assessment_from_plain(other, example.as_of, example.answers))
    assert [finding.id for finding in after.findings] == [finding.id for finding in before.findings]
    assert after.regime("xx").outcome == "not-applicable"


def test_a_mistake_is_named_with_its_place(root):
    rules = root / "regimes/xx/rules/act.rules.yaml"
    good = rules.read_text("utf-8")
    rules.write_text(good.replace("consent-record, is: not-recorded", "consent-record, is: unrecorded"), "utf-8")
    try:
        problems = [str(problem) for problem in check_content(root)]
    finally:
        rules.write_text(good, "utf-8")
    assert len(problems) == 1
    assert problems[0].startswith("regimes/xx/rules/act.rules.yaml:13:")
    assert "not-recorded" in problems[0]

"""A content folder of a few lines, and what is wrong with it after a change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dpia.lint import names
from dpia.lint.check import check_content
from dpia.lint.registry import READING, RUNNING

FILES = {
    "core/pack.yaml": """
id: small
version: 1.0.0
title: A small pack
checked_to: "2026-01-01"
""",
    "core/sections.yaml": """
- {id: start, title: Start, intro: Who you are., explanation: Short.}
""",
    "core/questions/01-start.yaml": """
- id: start.desk
  type: boolean
  yes_means: adequate
  no_means: adverse
  text: Is a desk open?
  help: At the same hours.
  explanation: Some people cannot use the machine.
  law: [act-1]
  serves: [XX-01, rep]
- id: start.way
  type: choice
  means: neutral
  text: Which other way is there?
  explanation: A card is another way.
  options: [{id: card, text: A card}, {id: none, text: None}]
  law: [act-1]
  serves: [XX-01]
""",
    "core/facts/facts.yaml": """
- {id: no-desk, title: No desk, when: {question: start.desk, is: false}}
""",
    "core/retired.yaml": "[]\n",
    "core/divergences.yaml": """
- id: desk
  title: A desk
  when: {always: true}
  questions: [start.desk]
  sides:
    xx: {says: [{text: A desk is needed., law: [act-1]}], rules: [XX-01]}
    yy: {says: [{text: No desk is needed., law: [code-1]}]}
  why: One asks for a desk.
""",
    "core/report.yaml": """
editions:
  full: {cover: [content], parts: [answers-given]}
  record: {cover: [content], parts: [why]}
parts:
  - {id: answers-given, title: Answers, blocks: [{section: start}]}
""",
    "regimes/xx/regime.yaml": """
id: xx
title: Elsewhere
short: XX
term_assessment: assessment
governs: {always: true}
prior_consultation: false
authority: Commissioner
""",
    "regimes/yy/regime.yaml": """
id: yy
title: Yonder
short: YY
term_assessment: assessment
governs: {always: true}
prior_consultation: false
authority: Inspector
""",
    "regimes/xx/authorities/act.yaml": """
instruments:
  - id: act
    cite: {en: Example Act}
    in_force: {from: "2020-01-01"}
authorities:
  - id: act-1
    instrument: act
    rank: law
    cite: {en: "Example Act, s 1"}
    statement: {en: A desk is open.}
    see: [act-2]
    status: unverified
  - id: act-2
    instrument: act
    rank: law
    cite: {en: "Example Act, s 2"}
    statement: {en: The desk is staffed.}
    status: unverified
""",
    "regimes/yy/authorities/code.yaml": """
authorities:
  - {id: code-1, rank: law, cite: {en: "Code, s 1"}, statement: {en: Nothing.}, status: unverified}
""",
    "regimes/xx/rules/desk.rules.yaml": """
- id: XX-01
  title: A desk
  regime: xx
  in_force: {from: "2020-01-01"}
  issue: Is a desk open?
  rule: A desk is open.
  applies: {always: true}
  citations: [{authority: act-1}]
  grades:
    - id: closed
      when: {fact: no-desk}
      severity: major
      title: No desk
      text: On the answers given, no desk is open.
      conclusion: On the answers given, open one.
""",
    "regimes/xx/rules/desk.test.yaml": """
- {name: open, answers: {start.desk: true, start.way: card}, expect: {XX-01: none}}
- {name: closed, answers: {start.desk: false}, expect: {XX-01: {grade: closed}}}
- {name: open or not, answers: {}, expect: {XX-01: {truth: open}}}
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), "utf-8")
    return tmp_path


@pytest.fixture
def change(root: Path) -> Callable[..., None]:
    """Replaces a text in a file, which must be there; or, without one, adds to the end of the file."""

    def replace(name: str, before: str, after: str) -> None:
        path = root / name
        text = path.read_text("utf-8") if path.exists() else ""
        assert before in text
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(before, after, 1) if before else text + after.lstrip(), "utf-8")

    return replace


@pytest.fixture
def problems(root: Path) -> Callable[..., list[str]]:
    """All that is wrong with the folder, or with one rule of it; a few lines lack what the program knows by name."""
    reading = tuple(check for check in READING if check.find is not names.needed)
    return lambda rule=None: [str(problem) for problem in check_content(root, rule, phases=(reading, RUNNING)).problems]

"""A mistake in a content file is named in words about YAML, with its place and the mend; in a folder of a few lines."""

from __future__ import annotations

import pytest

from dpia.content.checks import Places, check_content
from dpia.content.loader import load_cases, load_pack
from dpia.engine.proof import prove

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
  text: Is a desk open?
  help: At the same hours.
  explanation: Some people cannot use the machine.
  law: [act-1]
  serves: [XX-01, rep]
- id: start.way
  type: choice
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
    "core/crosswalk.yaml": """
- id: desk
  title: A desk
  when: {always: true}
  questions: [start.desk]
  sides:
    xx: {says: [{text: A desk is needed., law: [act-1]}], rules: [XX-01]}
    yy: {says: [{text: No desk is needed., law: [code-1]}]}
  why: One asks for a desk.
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
    "scenarios/shop/scenario.yaml": """
id: shop
title: A shop
summary: A shop with a machine.
audience: Shops.
guidance: [Open a desk.]
instead: []
presets: {start.way: card}
""",
}


@pytest.fixture
def root(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), "utf-8")
    (tmp_path / "scenarios/shop/scenario.yaml").unlink()  # no ladder here: only for the tests that need a preset
    return tmp_path


def problems(root) -> list[str]:
    found = list(check_content(root))
    if not found:
        found = list(prove(load_pack(root), Places(root), load_cases(root)))
    return [str(problem) for problem in found]


def test_the_small_folder_is_in_order(root):
    assert problems(root) == []


RULES, CASES, ACT = (
    "regimes/xx/rules/desk.rules.yaml",
    "regimes/xx/rules/desk.test.yaml",
    "regimes/xx/authorities/act.yaml",
)
REGIME, QUESTIONS, CROSSWALK = "regimes/xx/regime.yaml", "core/questions/01-start.yaml", "core/crosswalk.yaml"


@pytest.mark.parametrize(
    ("name", "before", "after", "line", "said"),
    [
        # what the models say
        (RULES, "id: XX-01", "id: XX-1", 1, "string-pattern-mismatch: “XX-1” is not a rule id such as RP-03"),
        (RULES, "  issue: Is a desk open?\n", "", 1, "missing: The key “issue” is missing. (Add it.)"),
        (RULES, "  issue:", "  isue: x\n  issue:", 5, "unknown-key: There is no key “isue” here."),
        (RULES, "severity: major", "severity: mayor", 12, "literal-error: “mayor” is none of the words that may stand here. (Did you mean major?)"),
        (RULES, "severity: major", "severity: terrible", 12, "(One of: blocker, major, minor, note, ok.)"),
        (RULES, "severity: major", "severity: blocker", 10, "value-error: a blocker needs kind: unlawful, incomplete or consult."),
        (RULES, '"2020-01-01"', '"2020-13-01"', 4, "“2020-13-01” is no date; write it as 2026-11-21, 2026-11 or 2026."),
        (RULES, '{from: "2020-01-01"}', '{from: "2022", to: "2021-05"}', 4, "in_force ends (2021-05) before it begins (2022)."),
        (ACT, '{en: "Example Act, s 1"}', '"Example Act, s 1"', 9, "Expected a mapping (key: value), found Example Act, s 1."),
        (ACT, "status: unverified", 'date: "2021-02-31"\n    status: unverified', 6, "“2021-02-31” is no date"),
        (CASES, "answers: {}", 'answers: {}, as_of: "2021-02-31"', 3, "“2021-02-31” is no date"),
        (CROSSWALK, "    yy: {says: [{text: No desk is needed., law: [code-1]}]}\n", "", 5, "At least 2 must stand here; found 1."),
        (RULES, "[{authority: act-1}]", "[{authority: act-1, role: supprts}]", 8, "(Did you mean supports?)"),
        # references and homes
        (ACT, "instrument: act\n", "instrument: akt\n", 7, "unknown-instrument: There is no instrument “akt”. (Did you mean act?)"),
        (ACT, "see: [act-2]", "see: [act-3]", 11, "unknown-authority: There is no authority “act-3”."),
        (ACT, "authorities:\n", "  - {id: act, cite: {en: Again}}\nauthorities:\n", 2, "duplicate-id: The id act is used 2 times."),
        (RULES, "regime: xx", "regime: yy", 3, "other-folder: This says “yy” and stands in the folder “xx”."),
        (RULES, "regime: xx", "regime: zz", 3, "unknown-regime: There is no regime “zz”."),
        (REGIME, "prior", "extends: zz\nprior", 6, "unknown-regime: There is no regime “zz”."),
        (REGIME, "prior", "extends: xx\nprior", 6, "cycle: “xx” extends itself."),
        (QUESTIONS, "serves: [XX-01, rep]", "serves: [XX-01, report]", 7, "serves: “report” is nothing that a question can serve."),
        (CROSSWALK, "[code-1]", "[act-1]", 7, "other-side: act-1 is law of “xx” and stands on the side of “yy”."),
        (CASES, "{XX-01: none}", "{XX-10: none}", 1, "The case “open” expects something of XX-10, which is no rule."),
        (CASES, "{XX-01: none}", '{due: {zz: "yes"}}', 1, "unknown-regime: There is no regime “zz”."),
        # words
        (QUESTIONS, "  explanation: A card is another way.\n", "", 8, "bare-question: “start.way” has no explanation."),
        (QUESTIONS, "{id: none, text: None}", "{id: open, text: Not sure yet}", 12, "unknown-as-option: The option “open” means “I do not know”"),
        (RULES, "no desk is open.", "the machine is illegal.", 10, "guilt: closed says “is illegal”."),
        # what running shows, in one pass
        (CASES, "start.way: card", "start.way: cart", 1, "unknown-option: There is no option 'cart'. (Did you mean card?)"),
        (CASES, "{XX-01: {grade: closed}}", "{XX-01: {grad: closed}}", 2, "closed: XX-01: write none, or a mapping of grade, truth, severity, kind, rows"),
        (CASES, "{XX-01: {grade: closed}}", "{XX-01: {grade: shut}}", 2, "closed: XX-01: expected grade shut, got closed"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place_and_its_mend(root, name, before, after, line, said):
    text = (root / name).read_text("utf-8")
    assert before in text
    (root / name).write_text(text.replace(before, after, 1), "utf-8")
    found = problems(root)
    assert any(problem.startswith(f"{name}:{line}:") and said in problem for problem in found), found


def test_a_law_does_not_part_from_the_one_that_it_extends(root):
    text = (root / "regimes/yy/regime.yaml").read_text("utf-8")
    (root / "regimes/yy/regime.yaml").write_text(text + "extends: xx\n", "utf-8")
    assert problems(root) == ["core/crosswalk.yaml:7:5: same-side: “yy” extends “xx”: they do not part, they add up."]


def test_one_bad_entry_is_one_problem(root):
    text = (root / RULES).read_text("utf-8")
    (root / RULES).write_text(text.replace("act-1}", "act-1, role: supprts}"), "utf-8")
    assert len(problems(root)) == 1  # and not also "the list is too short"


def test_a_case_with_a_bad_answer_does_not_hide_the_others(root):
    text = (root / CASES).read_text("utf-8")
    (root / CASES).write_text(
        text.replace("start.way: card", "start.way: cart").replace("{truth: open}", "{truth: not-shown}"), "utf-8"
    )
    found = problems(root)
    assert any(":1:" in problem and "unknown-option" in problem for problem in found)
    assert any(":3:" in problem and "expected truth not-shown, got open" in problem for problem in found)


@pytest.mark.parametrize(
    "name", ["core/facts/more.yml", "regimes/xx/rules/more.yaml", "regimes/xx/rule/more.rules.yaml"]
)
def test_a_file_that_nobody_reads_is_named(root, name):
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("[]\n", "utf-8")
    assert [problem for problem in problems(root) if problem.startswith(f"{name}:0:0: stray-file:")]


def test_a_wrong_preset_is_named_at_its_place(root):
    (root / "scenarios/shop").mkdir(parents=True, exist_ok=True)
    text = (
        FILES["scenarios/shop/scenario.yaml"].lstrip().replace("instead: []", "instead: [{rung: nothing, text: Wait.}]")
    )
    (root / "scenarios/shop/scenario.yaml").write_text(text.replace("start.way: card", "start.way: cart"), "utf-8")
    found = [str(problem) for problem in prove(load_pack(root), Places(root), load_cases(root))]
    assert [
        problem
        for problem in found
        if problem.startswith("scenarios/shop/scenario.yaml:7:11: dangling-answer:") and "cart" in problem
    ]

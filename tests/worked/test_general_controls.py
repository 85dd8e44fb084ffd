"""The control deployments of the general dossier, from the data files `controls-*.yaml` beside this module.

Each case is a base with the key answers of the dossier and says what the rule of its pattern finds. `S` cases must be stopped or conditioned;
`C` cases come out clear of their pattern, and no other rule may stop them outright: a false alarm counts as much as a miss.

A case:
    case: GC-01S                # GC-NN with a letter, or CC-NN for China; with a word behind it where the dossier's row has several
    rule: GP-01                 # left out: GP-NN (China: CN-GNN) by the number of the case
    base: ordinary              # a file of this folder, or an earlier case of the same file
    answers: {…}                # laid over the base as `dpia fill` does
    expect: {finding: GP-01/private-time, severity: blocker, kind: unlawful}     # truth too, else established
    # or  not-triggered         the rule says nothing
    # or  ok                    the rule says that it is in order
    outcome: do-not-launch      # the outcome of the regime, where the dossier's row says it; left out: see below
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from dpia.assessment.answers import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.pack import Pack
from dpia.content.source import Source, parse
from dpia.engine.evaluation import Evaluation, evaluate

HERE = Path(__file__).parent
AS_OF = "2026-11-28"
"""The state of law of the dossier."""
KEYS = {"case", "rule", "base", "answers", "expect", "outcome", "note"}
FINDING = {"finding", "severity", "kind", "truth"}
WORDS = ("not-triggered", "ok")


@lru_cache
def files() -> dict[str, list[dict[str, Any]]]:
    """The cases of each file, by its name."""
    return {path.name: parse(path.read_text("utf-8"), path.name).data for path in sorted(HERE.glob("controls-*.yaml"))}


def cases() -> list[Any]:
    return [
        pytest.param(name, entry, id=f"{entry['case']}-{entry.get('rule', '')}".rstrip("-"))
        for name, listed in files().items()
        for entry in listed
    ]


def rule_of(entry: dict[str, Any]) -> str:
    """The rule that the case is about: named, or by the number of the case."""
    if "rule" in entry:
        return str(entry["rule"])
    match = re.match(r"(GC|CC)-(\d\d)", entry["case"])
    assert match, entry["case"]
    return f"{'GP-' if match[1] == 'GC' else 'CN-G'}{match[2]}"


def assessment(pack: Pack, file: str, name: str) -> Assessment:
    """The answers of a base (a file of this folder, or a case of the file) or of a case, with those of its bases below them."""
    entry = next((entry for entry in files()[file] if entry["case"] == name), None)
    if entry is None:
        base = parse((HERE / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml")
        return assessment_from_plain(pack, AS_OF, base.data, source=base)
    below = assessment(pack, file, entry.get("base", "ordinary"))
    answers = entry.get("answers", {})
    return assessment_from_plain(pack, AS_OF, answers, base=below, source=Source(f"{file}: {name}", answers))


def found(evaluation: Evaluation, rule: str) -> dict[str, str | None] | None:
    """What a rule says, in the words of a case; nothing where it says nothing."""
    finding = next((finding for finding in evaluation.findings if finding.rule.id == rule), None)
    if finding is None:
        return None
    return {"finding": finding.id, "severity": finding.severity, "kind": finding.kind, "truth": finding.truth}


def test_there_are_controls():
    assert files()


@pytest.mark.parametrize("file", files())
def test_a_file_says_what_a_case_may_say(file):
    """A key misspelt would ask for nothing."""
    seen: set[tuple[str, str]] = set()
    for entry in files()[file]:
        assert set(entry) <= KEYS, entry["case"]
        expect = entry["expect"]
        assert expect in WORDS if isinstance(expect, str) else {"finding"} <= set(expect) <= FINDING, entry["case"]
        key = (entry["case"], rule_of(entry))
        assert key not in seen, key
        seen.add(key)


@pytest.mark.parametrize(("file", "entry"), cases())
def test_control(pack, file, entry):
    rule, expect = rule_of(entry), entry["expect"]
    assert rule in pack.rules, rule
    evaluation = evaluate(pack, assessment(pack, file, entry["case"]))
    said = found(evaluation, rule)
    if expect == "not-triggered":
        assert said is None
    elif expect == "ok":
        assert said is not None
        assert (said["severity"], said["truth"]) == ("ok", "established"), said
    else:
        assert said is not None
        wanted = {"truth": "established", **expect}
        assert {key: said[key] for key in wanted} == wanted
    outcome = evaluation.regime("cn").outcome if pack.rules[rule].regime == "cn" else evaluation.outcome
    if "outcome" in entry:
        assert outcome == entry["outcome"]
    elif not (isinstance(expect, dict) and (expect.get("severity"), expect.get("kind")) == ("blocker", "unlawful")):
        stops = [f.id for f in evaluation.findings if (f.kind, f.truth) == ("unlawful", "established")]
        assert outcome != "do-not-launch", stops

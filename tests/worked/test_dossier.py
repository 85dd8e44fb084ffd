"""Nothing of the law dossiers gets lost: every authority and every pattern of the three is in the content, or left out for a written reason."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dpia.content.authority import UNBORN
from dpia.content.source import parse

LIST: dict[str, Any] = parse((Path(__file__).parent / "dossier_ids.yaml").read_text("utf-8"), "dossier_ids.yaml").data
AUTHORITIES = {dossier: set(ids) for dossier, ids in LIST["authorities"].items()}
PATTERNS = {dossier: set(ids) for dossier, ids in LIST["patterns"].items()}
REGIMES = {
    "eu-se": ("eu", "se"), "cn": ("cn",), "general-eu": ("eu",), "general-se": ("se",), "general-cn": ("cn",),
}  # fmt: skip
GENERAL = set().union(*(ids for dossier, ids in AUTHORITIES.items() if dossier.startswith("general-")))
STATE_OF_LAW = "2026-11-28"
"""The day on which the third dossier was read."""


def test_the_list_is_of_the_size_of_the_dossiers():
    """Counted in the dossiers; a list that shrank would make the other tests pass for nothing."""
    assert {name: len(ids) for name, ids in AUTHORITIES.items()} == {
        "eu-se": 315, "cn": 219, "general-eu": 60, "general-se": 33, "general-cn": 12,
    }  # fmt: skip
    assert len(GENERAL) == 105
    assert {name: len(ids) for name, ids in PATTERNS.items() if not name.startswith("general-")} == {
        "eu-se": 57,
        "cn": 65,
    }
    assert {f"RP-{number:02}" for number in range(1, 54)} <= PATTERNS["eu-se"]
    assert {f"CN-R{number:02}" for number in range(1, 57)} <= PATTERNS["cn"]
    assert {f"CN-H{number:02}" for number in range(1, 10)} <= PATTERNS["cn"]


@pytest.mark.parametrize("dossier", AUTHORITIES)
def test_every_authority_is_there_under_the_law_it_belongs_to(pack, dossier):
    assert sorted(AUTHORITIES[dossier] - set(pack.authorities)) == []
    wrong = {name for name in AUTHORITIES[dossier] if pack.authorities[name].regime not in REGIMES[dossier]}
    assert wrong == set()


def test_an_authority_that_no_dossier_carries_has_a_reason(pack):
    known = set().union(*AUTHORITIES.values(), LIST["corrected"])
    assert set(pack.authorities) - known == set(LIST["beyond"])
    for name in LIST["beyond"]:
        assert pack.authorities[name].rank in ("draft", "proposal", "literature", "guidance", "practice"), name


def test_the_marks_of_the_third_dossier_are_kept(pack):
    """Its index counts 41 read texts, 21 pages, 25 secondary, 7 partial and 11 unverified by leading mark. A statement of which its entry
    marks a part lower (the holding, one of two sentences) counts lower here, never the other way."""
    assert Counter(pack.authorities[name].status for name in GENERAL) == {
        "text-read": 32, "page-read": 9, "secondary": 21, "partial": 32, "unverified": 11,
    }  # fmt: skip


def test_what_stands_on_the_horizon_supports_nothing_yet(pack):
    """Acts that apply later are not in force on the day the dossier was read, and are from the day it names; the draft is a draft."""
    for name, day in {
        "ehds-2025-327": "2027-03-26", "ehds-secondary": "2029-03-26", "pwd-2024-2831": "2026-12-02",
        "aia-6-3": "2027-12-02", "aia-annex3-5": "2027-12-02", "aia-26-1-5": "2027-12-02", "aia-86": "2027-12-02",
    }.items():  # fmt: skip
        entry = pack.authorities[name]
        assert not entry.in_force_on(STATE_OF_LAW), name
        assert entry.in_force is not None, name
        assert entry.in_force.first_day == day, name
    assert pack.authorities["ccd2-2023-2225"].in_force_on("2026-11-20")
    assert not pack.authorities["ccd2-2023-2225"].in_force_on("2026-11-19")
    assert pack.authorities["cn-anthro-draft"].rank in UNBORN


@pytest.mark.parametrize("dossier", PATTERNS)
def test_every_pattern_is_a_rule_or_is_split_or_left_out_with_a_reason(pack, dossier):
    silent = set(LIST["split"]) | set(LIST["left-out"])
    assert sorted(PATTERNS[dossier] - set(pack.rules) - silent) == []
    for name in PATTERNS[dossier] & set(pack.rules):
        # Of the third dossier the id says the law: GP- of the Union, CN-G of China. Its Swedish limbs have a letter.
        regimes = REGIMES.get(dossier, ("cn",) if name.startswith("CN-") else ("eu",))
        assert pack.rules[name].regime in regimes, name
    for name in silent:
        assert name not in pack.rules, name
    for parts in LIST["split"].values():
        assert set(parts) <= set(pack.rules)


def test_a_rule_that_is_no_pattern_is_a_limb_of_one_or_has_a_reason(pack):
    patterns = set().union(*PATTERNS.values())
    others = {name for name in pack.rules if name not in patterns}
    limbs = {
        name
        for name in others
        if (base := re.fullmatch(r"((?:RP-|GP-|CN-[RHG])\d\d)[a-f]", name)) and base[1] in patterns
    }
    assert others - limbs == set(LIST["added"])


def test_every_reason_says_something():
    for part in ("left-out", "added", "beyond", "corrected"):
        for name, reason in LIST[part].items():
            assert len(reason.split()) >= 5, name


def test_every_rule_is_cited_from_the_dossiers(pack):
    """Each rule rests on at least one authority that a dossier carries."""
    known = set().union(*AUTHORITIES.values()) | set(LIST["beyond"])
    for rule in pack.rules.values():
        assert any(citation.authority in known for citation in rule.citations), rule.id

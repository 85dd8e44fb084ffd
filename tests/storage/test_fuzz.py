"""A share of the cases that `make fuzz` runs: damaged input for everything that is read."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

if not hasattr(os, "fork"):
    pytest.skip("the bounds are kept by means of POSIX", allow_module_level=True)

from fuzz import targets
from fuzz.running import Failure, run_case
from fuzz.targets import TARGETS, Target

from dpia.storage.document import Document

CASES = {"loader": 25, "answers": 20, "pdf": 40, "content": 20, "lock": 60, "cache": 40, "journal": 40}


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DPIA_STATE_DIR", str(tmp_path))


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_damaged_input_is_refused_or_says_what_was_written(
    target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    if target.name == "cache":
        monkeypatch.setenv("DPIA_CACHE_DIR", str(tmp_path))
    ran = [run_case(target, number, 2, tmp_path) for number in range(CASES[target.name])]
    assert [failure for _, failure in ran if failure is not None] == []
    if target.name not in ("cache", "lock"):
        assert {accepted for accepted, _ in ran} == {True, False}, "the damage is neither nothing nor everything"


def test_the_harness_sees_a_crash_a_lie_and_what_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    loader = TARGETS[0]
    monkeypatch.setattr("fuzz.running.SECONDS", 0.05)

    def crash(*_: object) -> bool:
        raise KeyError("x")

    def endless(*_: object) -> bool:
        while True:
            pass

    for judge, what in ((crash, "KeyError"), (endless, "over")):
        _, failure = run_case(replace(loader, judge=judge), 0, 2, tmp_path)
        assert isinstance(failure, Failure)
        assert failure.what.startswith(what)
    document = targets.toy_document()
    other = replace(document, assessment=document.assessment.with_answer("s.number", None))
    with pytest.raises(targets.Broken):
        targets._said_or_same(_held_to_be_whole(other))


def _held_to_be_whole(document: Document) -> Document:
    """As if nobody had looked at the record."""
    document.__dict__["flaws"] = ()
    return document

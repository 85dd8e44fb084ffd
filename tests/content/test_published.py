"""What was published once stays known: a response to a finding names its grade for good."""

from __future__ import annotations

from pathlib import Path

PUBLISHED = Path(__file__).with_name("published.txt")
"""RULE/GRADE of each grade of content 1.2.0, one a line."""


def test_each_published_grade_is_there_or_retired(pack):
    today = {f"{rule.id}/{grade.id}" for rule in pack.content.rules for grade in rule.grades}
    retired = {gone.id for gone in pack.content.retired}
    published = set(PUBLISHED.read_text(encoding="utf-8").split())
    assert len(published) > 400
    assert published - today - retired == set()

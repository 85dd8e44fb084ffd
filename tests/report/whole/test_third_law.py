"""A report under a law that the program has never heard of speaks of that law alone."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import Any

import pytest
from support.reports import DAY, full_answers, source_of
from support.third_regime import FILES, ROOT

from dpia.assessment.answers_file import assessment_from_plain
from dpia.content.loader import load_pack
from dpia.content.pack import Pack
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.html import render_html
from dpia.report.markdown import render_markdown

OTHER_LAW = re.compile(
    r"GDPR|PIPL|\bIMY\b|WP ?248|EDPB|\bCAC\b|\bAI Act\b|Swed\w*|Europe\w*|\bEU\b|\bthe Union\b|Member States?|Chin\w*|mainland|Article \d+"
)
"""Words that only European, Swedish or Chinese law would bring in."""


@pytest.fixture(scope="module")
def third(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The core with one regime of its own, and without points on which other laws differ."""
    root = tmp_path_factory.mktemp("third") / "questionnaires"
    shutil.copytree(ROOT / "core", root / "core")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (root / "core" / "divergences.yaml").write_text("[]\n", "utf-8")
    return load_pack(root)


def asked_words(pack: Pack) -> list[str]:
    """What the questions of the core say themselves: they are asked under every law. Short ones are no sentences."""
    fields = [*pack.content.questions, *pack.columns.values()]
    texts = {text for field in fields for text in (field.text, field.report_label)}
    texts |= {text for field in fields for option in field.options for text in (option.text, option.report_text)}
    texts |= {text[:1].lower() + text[1:] for text in texts}  # behind the first of a list
    return sorted((text for text in texts if len(text) > 20), key=len, reverse=True)


def answers(pack: Pack, kind: str) -> dict[str, Any]:
    elsewhere = {"start.people-in": ["other"], "start.based-in": ["other"]}
    if kind == "few":
        return elsewhere
    if kind == "none":
        return {}
    return full_answers(pack, "Some text", "Name") | elsewhere | {"processing.technology": ["verify"]}


@pytest.mark.parametrize("kind", ["all", "few", "none"])
def test_a_report_under_a_third_law_says_nothing_of_the_others(third: Pack, kind: str) -> None:
    assert list(third.regimes) == ["xx"]
    assessment = assessment_from_plain(third, DAY, answers(third, kind))
    hidden = {ref.question for ref in evaluate(third, assessment).masked if ref.row is None}
    kept = {name: answer for name, answer in assessment.answers.items() if name not in hidden}
    assessment = replace(assessment, answers=kept)
    evaluation, source = evaluate(third, assessment), source_of(assessment)
    report = build(evaluation, Translator(), source, embedded=True, on_request=True)
    page = re.sub(r"<style>.*?</style>|<[^>]+>", " ", render_html(report, "html"), flags=re.DOTALL)
    for text in (render_markdown(report).replace("\\", ""), page):
        for own in ("Elsewhere (Example Act)", "No written agreement", "The Example Act and nothing else."):
            assert own in text
        for words in asked_words(third):
            text = text.replace(words, "").replace(words.replace("'", "&#39;"), "")
        assert [line for line in text.split("\n") if OTHER_LAW.search(line)] == []


def test_the_words_looked_for_are_those_that_other_reports_have(pack: Pack) -> None:
    """The search is not blind: a report under the laws of the product has them in many lines."""
    assessment = assessment_from_plain(pack, DAY, {"start.people-in": ["sweden", "china"]})
    evaluation, source = evaluate(pack, assessment), source_of(assessment)
    report = build(evaluation, Translator(), source, embedded=True, on_request=True)
    text = render_markdown(report)
    for words in asked_words(pack):
        text = text.replace(words, "")
    assert len([line for line in text.split("\n") if OTHER_LAW.search(line)]) > 50

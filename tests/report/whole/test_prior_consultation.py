"""Consulting the authority is spoken of where the law has that step, and nowhere else: China has none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.reports import source_of

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.cli.text_output import check_lines
from dpia.content.pack import Pack
from dpia.content.source import parse, read_text
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, evaluate
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.markdown import render_markdown
from dpia.wording import Words

SCENARIOS = Path(__file__).parents[2] / "scenarios"
STEP = re.compile(
    r"(consult|consulting|ask) the authority|the authority first|authority has to be consulted", re.IGNORECASE
)
UNLAWFUL = ("retail", "exam-proctoring", "workplace-attendance", "school-attendance", "general-high-risk")
COMPLETE = ("workplace-access", "residential-access")


def judged(pack: Pack, name: str, *overlays: str, **changes: object) -> Evaluation:
    """A scenario, with the answers of overlays and changes on top."""
    state: Assessment | None = None
    for file in (name, *(f"{name}.{overlay}" for overlay in overlays)):
        path = SCENARIOS / f"{file}.yaml"
        source = parse(read_text(path), path.name)
        state = assessment_from_plain(pack, "2026-11-21", source.data, base=state, source=source)
    state = assessment_from_plain(pack, "2026-11-21", changes, base=state)
    return evaluate(pack, state)


def said(evaluation: Evaluation) -> str:
    """All that a report and the command line say, without what a practitioner recommends and what people chose."""
    report = build(evaluation, Translator(), source_of(evaluation.assessment), embedded=True)
    text = render_markdown(report) + "\n" + "\n".join(check_lines(evaluation, Translator(), None))
    return re.sub(r"Ask the authority in charge and a legal or technical expert[^.]*\.", "", " ".join(text.split()))


@pytest.mark.parametrize("name", UNLAWFUL + COMPLETE)
def test_a_chinese_report_knows_no_such_step(pack: Pack, name: str) -> None:
    evaluation = judged(pack, name, "cn")
    assert (evaluation.outcome == "do-not-launch") == (name in UNLAWFUL)
    assert STEP.findall(said(evaluation)) == []


def test_the_example_from_china_knows_no_such_step(pack: Pack) -> None:
    example = pack.example("hangzhou-safari-park")
    assert example is not None
    for day in (example.as_of, "2026-11-21"):
        assert STEP.findall(said(evaluate(pack, assessment_from_plain(pack, day, example.answers)))) == []


def test_a_european_report_says_that_it_cures_nothing(pack: Pack) -> None:
    text = said(judged(pack, "retail"))
    assert text.count("Consulting the authority does not cure it.") == 2  # with the outcome, and with the findings


def test_under_both_laws_it_is_said_of_the_one_that_has_the_step(pack: Pack) -> None:
    text = said(
        judged(pack, "retail", "cn", **{"start.people-in": ["sweden", "china"], "start.based-in": ["sweden", "china"]})
    )
    assert (
        "Under EU and SE, consulting the authority does not cure it." in text
        or "Under EU, consulting the authority does not cure it." in text
    )
    assert "Consulting the authority does not cure it." not in text


def test_no_outcome_of_a_law_without_the_step_speaks_of_it(pack: Pack) -> None:
    words = Words(pack, assessment_from_plain(pack, "2026-11-21", {}), Translator())
    for regime in pack.content.regimes:
        for outcome in OUTCOME_ORDER:
            spoken = bool(STEP.search(words.meaning_of(outcome, [regime])))
            assert spoken == (regime.prior_consultation and outcome == "do-not-launch"), (regime.id, outcome)

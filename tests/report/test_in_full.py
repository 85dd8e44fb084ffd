"""What a table or a list has to cut stands once in full in the same edition, whether or not every answer is printed."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace

import pytest
from support.report_parts import part, parts, words_of
from support.reports import DAY, Rendered, full_answers, source_of

from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment, Response
from dpia.content.pack import Pack
from dpia.engine.evaluation import evaluate
from dpia.i18n import Translator
from dpia.report.build import build
from dpia.report.components import CELL
from dpia.report.model import Report, Run
from dpia.report.parts import changes


@pytest.fixture(scope="module")
def wordy(pack: Pack) -> Report:
    """Each text that somebody can type is long, and begins and ends with a number of its own; without all answers."""
    plain = assessment_from_plain(pack, DAY, full_answers(pack, "PLACEHOLDER", "A row", rows=1))
    number = itertools.count(1)

    def text(_: object) -> str:
        n = next(number)
        return json.dumps(f"BEGINS-{n}. " + "many words " * 50 + f"ENDS-{n}.")

    assessment = Assessment.from_json(json.loads(re.sub('"PLACEHOLDER"', text, json.dumps(plain.to_json()))))
    finding = evaluate(pack, assessment).findings[0]
    long = "BEGINS-0. " + "many words " * 50 + "ENDS-0."
    assessment = replace(assessment, responses={finding.id: Response("contest", "", long, long, "", "")})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "all_changes", lambda _: ())
        return build(evaluate(pack, assessment), Translator(), source_of(assessment), embedded=True)


def test_whatever_text_is_begun_is_ended_in_the_same_edition(wordy: Report) -> None:
    said = "\n".join([str(wordy.cover), *map(words_of, (wordy.summary, *wordy.sections))])
    begun, ended = (set(re.findall(rf"{word}-(\d+)", said)) for word in ("BEGINS", "ENDS"))
    assert len(begun) > 20
    assert begun - ended == set()


def test_no_list_of_options_is_ever_cut(wordy: Report, pack: Pack) -> None:
    said = "\n".join(map(words_of, wordy.sections))
    lists = [
        [option.report_text or option.text for option in one.options]
        for one in pack.content.questions
        if one.type == "choices"
    ]
    long = [texts for texts in lists if len("; ".join(texts)) > CELL and texts[0] in said]
    assert long
    low = said.lower()
    assert all(text.lower() in low for texts in long for text in texts)


def test_what_is_called_missing_is_what_the_summary_counts(skelleftea: Rendered) -> None:
    """A question that is asked only if an unknown answer were otherwise is not missing, and is not hidden either."""
    assert skelleftea.evaluation.total_progress.applicable == skelleftea.evaluation.total_progress.answered
    summary = words_of(skelleftea.report.summary)
    assert "0 not given yet. 1 more question may be asked once what is unknown is known." in summary
    said = "\n".join(map(words_of, skelleftea.report.sections))
    assert "of this part is not answered" not in said
    assert "Asked perhaps" in words_of(part(skelleftea.report, "open"))


def test_a_file_that_has_hardly_begun_does_not_count_its_gaps_part_by_part(empty: Rendered) -> None:
    said = "\n".join(map(words_of, empty.report.sections))
    assert "of this part" not in said
    assert "Not answered." not in said


def test_sections_beside_numbered_findings_are_counted_from_one(skelleftea: Rendered) -> None:
    reasoning = part(skelleftea.report, "reasoning")
    others = [one.number for one in reasoning.sections if not one.number.startswith("F")]
    assert others == [f"A.{n}" for n in range(1, len(others) + 1)]
    assert others


def test_what_is_open_is_not_called_a_blocker_where_the_laws_are_compared(pack: Pack) -> None:
    answers = {"start.people-in": ["sweden", "china"], "start.based-in": ["sweden"]}
    assessment = assessment_from_plain(pack, DAY, answers)
    evaluation = evaluate(pack, assessment)
    assert all(finding.truth == "open" for finding in evaluation.findings if finding.severity == "blocker")
    report = build(evaluation, Translator(), source_of(assessment), embedded=True, on_request=True)
    assert "blocker" not in "\n".join(words_of(one) for one in parts(report) if one.id == "divergences")
    runs = [
        span
        for block in part(report, "divergences").blocks
        for row in getattr(block, "rows", ())
        for cell in row.cells
        for span in cell
    ]
    assert any(isinstance(span, Run) and "open" in span.text for span in runs)

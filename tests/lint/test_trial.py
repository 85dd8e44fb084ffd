"""Rules judged one by one say the same as the whole evaluation, whatever the answers are."""

from __future__ import annotations

import pytest

from dpia import resources
from dpia.assessment import model
from dpia.assessment.answers_file import assessment_from_plain
from dpia.assessment.model import Assessment
from dpia.content.cases import load_cases
from dpia.content.loader import ContentFolder, load_pack
from dpia.content.pack import Pack
from dpia.engine.evaluation import evaluate
from dpia.engine.truth import NO, UNKNOWN, YES
from dpia.lint.cases import case_assessment
from dpia.lint.trial import Trial


def assessments(pack: Pack) -> list[Assessment]:
    """The worked examples, all of them unknown, and a case out of each file of cases."""
    examples = [assessment_from_plain(pack, one.as_of, one.answers) for one in pack.content.examples]
    unknown = Assessment(
        pack.manifest.checked_to, pack.manifest.checked_to, answers=dict.fromkeys(pack.questions, model.UNKNOWN)
    )
    middle = {placed.source.file: placed for placed in load_cases(ContentFolder(resources.data_root("questionnaires")))}
    return [*examples, unknown, *(case_assessment(pack, placed) for placed in middle.values())]


ASSESSMENTS = assessments(load_pack())


@pytest.mark.parametrize("index", range(len(ASSESSMENTS)))
def test_each_rule_alone_says_what_it_says_among_all(pack, index):
    assessment = ASSESSMENTS[index]
    whole, trial = evaluate(pack, assessment), Trial(pack, assessment)
    found = {finding.rule.id: finding for finding in whole.findings}
    assert {rule.id: finding for rule in pack.content.rules if (finding := trial.finding(rule))} == found
    assert {regime.id: trial.due(regime.id) for regime in pack.content.regimes} == {
        result.regime.id: result.due for result in whole.regimes
    }


@pytest.mark.parametrize("index", range(0, len(ASSESSMENTS), 4))
def test_the_truth_of_each_grade_goes_with_what_is_reported(pack, index):
    trial = Trial(pack, ASSESSMENTS[index])
    for rule in pack.content.rules:
        truths, found = trial.grade_truths(rule), trial.finding(rule)
        if found is None:
            quiet = {
                grade.id for grade in rule.grades if grade.severity in ("note", "ok")
            }  # not reported while UNKNOWN
            assert all(truth is NO or (truth is UNKNOWN and grade in quiet) for grade, truth in truths.items()), rule.id
        else:
            assert truths[found.grade.id] is not NO, rule.id
            assert found.truth != "established" or truths[found.grade.id] is YES, rule.id

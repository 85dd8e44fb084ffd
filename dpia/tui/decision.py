"""Whether a decision goes against the outcome. The content names the options of `decision.outcome`."""

from __future__ import annotations

from dpia.assessment.model import Assessment
from dpia.engine.evaluation import Evaluation, Outcome

QUESTION = "decision.outcome"
REASON = "decision.reason"

_BOLDNESS = {"stop": 0, "change": 1, "ask-first": 2, "start-conditions": 3, "start": 4}
_ALLOWED: dict[Outcome, int] = {
    "do-not-launch": 1, "complete-assessment-first": 1, "undetermined": 1, "consult-authority-first": 2,
    "launch-with-conditions": 3, "launch": 4,
}  # fmt: skip
"""The boldest decision that an outcome carries. Without an outcome (out of scope) nothing is departed from."""


def departs(evaluation: Evaluation) -> bool:
    """Whether the decision on record is bolder than the outcome. A more careful one is not against it."""
    answer = evaluation.assessment.answers.get(QUESTION)
    if answer is None or not answer.given:
        return False
    allowed = _ALLOWED.get(evaluation.outcome)
    return allowed is not None and _BOLDNESS.get(str(answer.value), 0) > allowed


def reason_missing(evaluation: Evaluation) -> bool:
    """Whether a decision against the outcome still lacks its reason."""
    assessment: Assessment = evaluation.assessment
    reason = assessment.answers.get(REASON)
    return departs(evaluation) and REASON in evaluation.pack.questions and not (reason is not None and reason.given)

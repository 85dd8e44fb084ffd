"""Whether a decision goes against the outcome. The content names the options of `decision.outcome`."""

from __future__ import annotations

from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation, Outcome

QUESTION = "decision.outcome"
REASON = "decision.reason"

_GOES_AS_FAR_AS: dict[str, Outcome] = {
    "start": "launch",
    "start-conditions": "launch-with-conditions",
    "ask-first": "consult-authority-first",
    "change": "do-not-launch",
    "stop": "do-not-launch",
}
"""The least outcome that carries each decision: one that waits or changes is carried by any."""


def departs(evaluation: Evaluation) -> bool:
    """Whether the decision on record is bolder than the outcome. A more careful one is not against it.

    Without an outcome (out of scope, not applicable) there is nothing to depart from.
    """
    answer = evaluation.assessment.answers.get(QUESTION)
    needed = _GOES_AS_FAR_AS.get(str(answer.value)) if answer is not None and answer.given else None
    if needed is None or evaluation.outcome not in OUTCOME_ORDER:
        return False
    return OUTCOME_ORDER.index(needed) > OUTCOME_ORDER.index(evaluation.outcome)


def reason_missing(evaluation: Evaluation) -> bool:
    """Whether a decision against the outcome still lacks its reason."""
    reason = evaluation.assessment.answers.get(REASON)
    return departs(evaluation) and REASON in evaluation.pack.questions and not (reason is not None and reason.given)

"""Whether a decision goes against the outcome. The options of the decision say which outcome carries them."""

from __future__ import annotations

from dpia.content.names import DECISION, DECISION_REASON
from dpia.engine.evaluation import OUTCOME_ORDER, Evaluation


def departs(evaluation: Evaluation) -> bool:
    """Whether the decision on record is bolder than the outcome. A more careful one is not against it.

    Without an outcome (out of scope, not applicable) there is nothing to depart from.
    """
    answer = evaluation.assessment.answers.get(DECISION)
    question = evaluation.pack.questions.get(DECISION)
    option = question.option(answer.value) if question is not None and answer is not None and answer.given else None
    if option is None or option.carried_by is None or evaluation.outcome not in OUTCOME_ORDER:
        return False
    return OUTCOME_ORDER.index(option.carried_by) > OUTCOME_ORDER.index(evaluation.outcome)


def reason_missing(evaluation: Evaluation) -> bool:
    """Whether a decision against the outcome still lacks its reason."""
    reason = evaluation.assessment.answers.get(DECISION_REASON)
    given = reason is not None and reason.given
    return departs(evaluation) and DECISION_REASON in evaluation.pack.questions and not given

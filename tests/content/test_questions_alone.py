"""A question is understood where it stands: no word of it points at an answer that stands elsewhere."""

from __future__ import annotations

import re

from dpia.content.loader import load_pack

POINTING = re.compile(
    r"\b[Tt]hat (?:change|assessment|other|decision|list|permit|agreement)\b"
    r"|^(?:Is|Was|Does) (?:it(?! (?:written|laid) down)|that)\b"
)
OF_THE_ROW = {"processing.items", "processing.zones", "processing.parties", "safeguards.transfers", "risks.measures"}
"""Tables whose rows are things: above each of their questions stands which one it is."""

OF_THE_SYSTEM = {
    "start.police-work", "processing.watches", "processing.predicts", "processing.attention-emotion",
}  # fmt: skip
"""Where "it" is the deployment that is assessed."""


def test_no_question_points_at_an_answer_elsewhere():
    for question in load_pack().content.questions:
        if question.id not in OF_THE_SYSTEM:
            assert not POINTING.search(question.text), question.text
        for column in question.columns if question.id not in OF_THE_ROW else ():
            if column.id != question.row_label and not (question.id == "purpose.purposes" and column.id == "rank"):
                assert not POINTING.search(column.text), (question.id, column.text)


def test_nothing_speaks_of_the_body_feature_beside_a_way_without_one():
    """The other way is judged for cards too."""
    pack = load_pack()
    for name in ("other-way", "other-way-quality", "other-way-told", "refusal-cost", "can-avoid"):
        assert "body feature" not in pack.columns["processing.groups", name].text

"""Whether somebody has written anything in words yet, which is in a language."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.assessment.model import Answer, Assessment, Row
from dpia.content.pack import Pack


def holds_words(pack: Pack, assessment: Assessment) -> bool:
    """Whether an answer, a response or the discussion holds free text; what is only proposed is not yet said."""
    if assessment.responses or assessment.discussion:
        return True
    return any(answer.reason or _is_text(pack, name, column, answer) for name, column, answer in _answers(assessment))


def _answers(assessment: Assessment) -> Iterator[tuple[str, str | None, Answer]]:
    for question, answer in assessment.answers.items():
        yield question, None, answer
        for row in answer.value if isinstance(answer.value, tuple) else ():
            if isinstance(row, Row):
                yield from ((question, column, cell) for column, cell in row.cells.items())


def _is_text(pack: Pack, question: str, column: str | None, answer: Answer) -> bool:
    field = pack.columns.get((question, column)) if column is not None else pack.questions.get(question)
    return isinstance(answer.value, str) and (field is None or field.type == "text")

"""A file as the content of today reads it: parsed, carried over, and checked against the questions."""

from __future__ import annotations

from dpia.assessment.answers import AnswerError, check_answer
from dpia.assessment.carry_over import CarriedOver, carry_over
from dpia.content.pack import Pack
from dpia.errors import UserError, cut
from dpia.i18n_marks import N_
from dpia.storage.document import Document, parse_document


def read_assessment(pack: Pack, data: bytes, name: str) -> tuple[Document, CarriedOver]:
    """The document in the bytes of a file, and its answers as the content of `pack` reads them, checked against it.

    Raises UserError if it is damaged, or has answers to questions that this content does not have, or of a wrong type.
    """
    document = parse_document(data, name)
    carried = carry_over(pack, document.content.version, document.assessment)
    assessment = carried.assessment
    for question, answer in {**assessment.proposed, **assessment.answers}.items():
        try:
            check_answer(pack, assessment, question, answer, stored=True)
        except AnswerError as error:
            raise UserError(
                N_("{path}: {question}: {reason}"),
                hint=N_("The file was made with other content, or edited by hand."),
                code=error.code, path=name, question=cut(question), reason=cut(error, 300),
            ) from None  # fmt: skip
    return document, carried

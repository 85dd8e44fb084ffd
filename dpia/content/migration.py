"""How answers that were given under earlier content are carried over to this one."""

from __future__ import annotations

from dpia.content.base import Model, Name, QuestionId, Slug, Text, model


@model
class Migration(Model):
    """What became of a question, a column or an option, so that an older file keeps what people said.

    `becomes` is the one answer that means the same today: it is put in the place of the old one. Where no answer does
    (`ask`), the old one is taken back and stands as a proposal, which a person confirms or changes. With neither, the
    question itself has the new name `renamed`.
    """

    version: Name
    """The first version of the content in which it is so."""
    question: QuestionId
    """The question as it was called before that version."""
    column: Slug | None = None
    option: Slug | bool | None = None
    """The answer that is concerned, or one among several."""
    renamed: QuestionId | Slug | None = None
    becomes: Slug | bool | None = None
    ask: bool = False
    reason: Text

    def __post_init__(self) -> None:
        if sum((self.renamed is not None, self.becomes is not None, self.ask)) != 1:
            raise ValueError("a migration has one of: renamed, becomes, ask")
        if (self.option is None) != (self.renamed is not None):
            raise ValueError("becomes and ask are said of an option, renamed of a question or column")

    @property
    def place(self) -> tuple[str, str | None]:
        """Question and column, as they were called before."""
        return self.question, self.column


def version_number(version: str) -> tuple[int, ...]:
    """`1.2.0` as numbers that can be compared; empty, before everything, for what is no version."""
    parts = version.split(".")
    return tuple(int(part) for part in parts) if all(part.isascii() and part.isdigit() for part in parts) else ()

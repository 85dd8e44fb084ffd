"""Words of the wizard: each question is named with its number, as in the report."""

from __future__ import annotations

from dpia.wording import Words


class NumberedWords(Words):
    """Words in which a question stands behind its number: “Q2.19 How old are they?”."""

    def question(self, question: str, column: str | None = None) -> str:
        """The text of a question or column behind its number; a column has the number of its table."""
        text = super().question(question, column)
        number = self.pack.numbers.get(question)
        return f"{number} {text}" if number is not None else text

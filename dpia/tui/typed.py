"""What is typed into a line, as an answer."""

from __future__ import annotations

from dpia.assessment.answers import AnswerError, read_value
from dpia.assessment.interval import key_of_sign, typed_ends
from dpia.assessment.model import Answer
from dpia.content.question import Column, Question


def read_typed(spec: Question | Column, typed: str) -> Answer | None:
    """The answer that typed text stands for; None for nothing typed. Raises AnswerError.

    Numbers may be grouped by spaces; a comma is refused, since 1,200 is two different numbers in two countries.
    """
    text = typed.strip()
    if not text:
        return None
    if spec.type in ("number", "date") and (ends := typed_ends(text)):
        dates = spec.type == "date"
        keys = [key_of_sign(sign, dates=dates) for sign, _ in ends]
        if len(set(keys)) == len(keys):
            return read_value(spec, {k: e if dates else _number(e) for k, (_, e) in zip(keys, ends, strict=True)})
    if spec.type == "number":
        return read_value(spec, _number(text))
    if spec.type == "text":
        return read_value(spec, {"text": typed})
    if text == "unknown":  # the word is no date; “I don't know” has its own key
        raise AnswerError("not-a-date", "“{found}” is not a date.", "Write it as 2026-11-21.", found=text)
    return read_value(spec, text)


def _number(text: str) -> int | float:
    digits = "".join(text.split()).replace("\u202f", "").replace("\u00a0", "")
    try:
        if "_" in digits or not digits.isascii():
            raise ValueError(digits)
        return int(digits)
    except ValueError:
        pass
    try:
        if "_" in digits or not digits.isascii():
            raise ValueError(digits)
        return float(digits)
    except ValueError:
        raise AnswerError(
            "not-a-number", "“{found}” is not a number.", "Write it as 1200 or 12.5.", found=text[:40]
        ) from None

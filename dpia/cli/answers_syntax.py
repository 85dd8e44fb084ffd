"""What can stand for an answer in an answers file: said in the help of `fill` and at the head of each template."""

from __future__ import annotations

from collections.abc import Iterator

from dpia.cells import cell_len, padded
from dpia.i18n import Translator
from dpia.i18n_marks import N_

SYNTAX: tuple[tuple[str, str], ...] = (
    ("true, word, 12, 2026-11-21", N_("the value itself: yes or no, the id of an option, a number, a date")),
    ('"some words"', N_("text, in quotes where YAML needs them")),
    ("unknown", N_("you do not know; it is an answer, and never a pass")),
    ("[a, b]", N_("these of the list and no others; [] means none, and you have looked")),
    ("{have: [a], lack: [b], unknown: [c]}", N_("a list known in part; what is named nowhere stays open")),
    ("{intended: answer, owner: A, due: 2026-12-01}", N_("not so yet, but planned: it becomes a condition")),
    ("[{id: r1, column: answer}]", N_("rows of a table; a row whose id is there already is changed")),
    ("[{id: r1, remove: true}]", N_("takes a row away")),
    ("{not_applicable: reason}", N_("it does not apply; only where a question says so")),
    ("{text: unknown}", N_("a text that would read as one of these")),
    ("null", N_("takes the answer back; a question that is left out stays as it is")),
)
"""Each form of an answer, and what it means."""


def syntax_lines(tr: Translator) -> Iterator[str]:
    """The forms of an answer, one a line, with what each means."""
    yield tr(N_("An answers file has a line “question-id: answer” for each answer, in YAML. An answer is:"))
    width = max(cell_len(form) for form, _ in SYNTAX)
    for form, meaning in SYNTAX:
        yield f"  {padded(form, width)}  {tr(meaning)}"
    yield tr(N_("“as-of: 2026-11-21” sets the day whose law judges. dpia questions --yaml writes a file to fill in."))

"""What a line means as the answer to a question. Only numbers, yes and no choose: words never pick an option."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dpia.assessment.answers import AnswerError
from dpia.assessment.itemwise import answer_of, known_items
from dpia.assessment.model import UNKNOWN, Answer, given
from dpia.assessment.partial import HAVE, LACK, NOT_KNOWN, PartialList
from dpia.content.question import Column, Question
from dpia.errors import cut
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.plain.yes_no import yes_or_no
from dpia.tui.typed import read_typed

DO_NOT_KNOW = "?"
NONE = ("0", "none")
_SIGNS = {"+": HAVE, "-": LACK, "?": NOT_KNOWN}
_TOKEN = re.compile(r"([+\-?]?)([0-9]{1,6})\Z")


def read_line(
    spec: Question | Column, options: Sequence[str | bool], line: str, before: Answer | None, tr: Translator
) -> Answer:
    """The answer that a line gives. `options` are the values in the order of their numbers. Raises AnswerError."""
    text = line.strip()
    if text == DO_NOT_KNOW:
        return UNKNOWN
    match spec.type:
        case "boolean":
            return _boolean(text, tr)
        case "choice":
            return given(_chosen(text, options))
        case "choices":
            return _choices(spec, [str(option) for option in options], text, before)
        case "table":
            if text.lower() in NONE:
                return given(())
            raise AnswerError(
                "wrong-type", N_("“{found}” is no answer to a table."),
                N_("/add adds a row, 0 says that there are none, an empty line goes on."), found=cut(text, 40),
            )  # fmt: skip
    literal = spec.type == "text" and text.startswith("=")
    answer = read_typed(spec, text[1:].strip() if literal else line)
    if answer is None:
        raise AnswerError("empty-text", N_("The text is empty."), N_("Write something; /clear takes an answer away."))
    return answer


def _boolean(text: str, tr: Translator) -> Answer:
    said = text == "1" if text in ("1", "2") else yes_or_no(text, tr)
    if said is not None:
        return given(said)
    raise AnswerError(
        "wrong-type", N_("“{found}” is neither yes nor no."), N_("Write yes, no or ?"), found=cut(text, 40)
    )


def _chosen(text: str, options: Sequence[str | bool]) -> str | bool:
    if not options:
        raise _nothing_to_choose()
    if text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= len(options):
        return options[int(text) - 1]
    raise AnswerError(
        "unknown-option", N_("There is no choice “{found}”."), N_("Write a number from 1 to {count}, or ?"),
        found=cut(text, 40), count=len(options),
    )  # fmt: skip


def _choices(spec: Question | Column, options: Sequence[str], text: str, before: Answer | None) -> Answer:
    """“1 3” are these and no others, `0` none; “+1 -2 ?3” speak of single items and leave the others as they are.

    Where the list names what is missing, it is asked whether each item is there; the answer is turned round here.
    """
    if not options:
        raise _nothing_to_choose()
    if text.lower() in NONE:
        rest = PartialList().with_rest(HAVE if spec.reversed else LACK, options)
        return _answer(spec, rest, options)
    signed: set[bool] = set()
    known = known_items(before, options).of(options)
    known = known.inverted if spec.reversed else known
    chosen: list[str] = []
    for token in text.replace(",", " ").split():
        found = _TOKEN.match(token)
        if found is None:
            raise AnswerError(
                "unknown-option", N_("There is no choice “{found}”."),
                N_("Write numbers from 1 to {count}, such as “1 3”; 0 for none; or ?"),
                found=cut(token, 40), count=len(options),
            )  # fmt: skip
        item = str(_chosen(found[2], options))
        signed.add(bool(found[1]))
        chosen.append(item)
        if found[1]:
            known = known.with_state(item, _SIGNS[found[1]])
    if len(signed) > 1:
        raise AnswerError(
            "two-meanings", N_("Numbers with and without a sign do not go together."),
            N_("“1 3” means these and no others; “+1 -2” speaks of these two only."),
        )  # fmt: skip
    if signed == {False}:
        known = PartialList(tuple(dict.fromkeys(chosen))).with_rest(LACK, options)
    return _answer(spec, known, options)


def _answer(spec: Question | Column, known: PartialList, options: Sequence[str]) -> Answer:
    answer = answer_of(known.inverted if spec.reversed else known, options)
    if answer is None:
        raise AnswerError("says-nothing", N_("This names no option."), N_("Write numbers, 0 for none, or ?"))
    return answer


def _nothing_to_choose() -> AnswerError:
    return AnswerError(
        "nothing-to-choose", N_("There is nothing to choose from yet."), N_("An empty line goes on; or answer with ?")
    )

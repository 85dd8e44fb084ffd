"""The language in which the program speaks: named on the command line, by the environment, or chosen in the wizard."""

from __future__ import annotations

import os
from collections.abc import Sequence

from dpia.content.pack import Pack
from dpia.errors import UserError
from dpia.i18n import LANGUAGES, PSEUDO, Translator, canonical
from dpia.i18n_marks import N_

LANGUAGE_VARIABLE = "DPIA_LANG"
"""Environment variable with the language of the interface, before the one that was chosen in the wizard."""

OPTION = "--lang"

_speaking = [Translator()]
"""The one language of this process, last; English until the command line was read."""


def interface() -> Translator:
    """The translator of this process."""
    return _speaking[-1]


def speak(tr: Translator) -> None:
    """From now on this process speaks that language."""
    _speaking[:] = [tr]


def passed_on() -> list[str]:
    """The option by which a wizard that this process starts speaks its language, unless it would by itself.

    A language that was chosen in a wizard is not named: another may be chosen there before the next one starts.
    """
    from dpia.settings import language

    ours = interface().lang
    return [] if ours == (canonical(language()) or "en") else [OPTION, ours]


def take_option(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """A language that is named before the command, and the arguments without it: the help itself is in it.

    Raises UserError where the option has no value.
    """
    rest = list(arguments)
    if rest[:1] == [OPTION]:
        if len(rest) < 2:
            raise UserError(N_("--lang needs a language, such as en."))
        return rest[1], rest[2:]
    if rest and rest[0].startswith(f"{OPTION}="):
        return rest[0].partition("=")[2], rest[1:]
    return "", rest


def chosen_interface(named: str) -> Translator:
    """The language that was named on the command line, else by the environment, else chosen in the wizard.

    What somebody names must be there; what was chosen once gives way to English where it is no longer whole.

    Raises UserError, ProblemsFound (the content, which says what is whole, does not load).
    """
    from dpia.settings import language

    asked = named or os.environ.get(LANGUAGE_VARIABLE, "")
    if asked:
        return Translator("en" if canonical(asked) == "en" else _required(asked))
    remembered = canonical(language())
    if remembered in (None, "en"):
        return Translator()
    try:
        return Translator(_required(str(remembered)))
    except UserError:
        return Translator()


def _required(lang: str) -> str:
    from dpia.content.languages import require
    from dpia.content.loader import load_pack

    return require(lang, load_pack())


def language_of_answers(named: str | None) -> str:
    """The language of answers to come: the one that is named, else that of the interface. Raises UserError."""
    from dpia.assessment.model import check_language

    if named is None:
        return interface().lang if interface().lang in LANGUAGES else ""
    try:
        return canonical(named) or check_language(named)
    except ValueError:
        raise UserError(
            N_("“{lang}” names no language."), hint=N_("Use a tag such as en, sv or zh-Hans."),
            code="language", lang=named[:40],
        ) from None  # fmt: skip


def report_language(lang: str | None, pack: Pack, written: str = "") -> str:
    """The language of a report: the one asked for, else the one in which the answers are written, where it can be had,
    else that of the interface. Raises UserError.
    """  # noqa: D205 - one thought
    from dpia.content.languages import require, whole

    if lang is None:
        own = canonical(written) if written else None
        return own if own is not None and own != PSEUDO and whole(own, pack) else interface().lang
    return "en" if canonical(lang) == "en" else require(lang, pack)

"""Yes and no as people write them: in the language of the program, and in English, by the word or its first letter."""

from __future__ import annotations

from dpia.i18n import Translator
from dpia.i18n_marks import N_


def yes_or_no(said: str, tr: Translator) -> bool | None:
    """Whether a line says yes; None where it says neither.

    >>> [yes_or_no(said, Translator()) for said in ("Y", " no ", "maybe", "")]
    [True, False, None, None]
    """
    word = said.strip().casefold()
    for meant, english, own in ((True, "yes", tr(N_("yes"))), (False, "no", tr(N_("no")))):
        if word and word in (english, english[0], own.casefold(), own[:1].casefold()):
            return meant
    return None

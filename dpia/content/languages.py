"""Which languages can be had: those in which everything is translated, of the program and of the content at hand."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

from dpia import catalogues
from dpia.content.pack import Pack
from dpia.content.texts import texts_of
from dpia.errors import UserError
from dpia.i18n import LANGUAGES, PSEUDO, Enumeration, canonical
from dpia.i18n_marks import N_
from dpia.kept import Kept

UNFINISHED_VARIABLE = "DPIA_UNFINISHED"
"""Set to 1: a language may be used before it is finished, by those who translate it. What is missing is in English."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a language is: texts that are translated, of how many, and whether that is all there is."""

    done: int
    total: int
    whole: bool

    @property
    def percent(self) -> int:
        """Rounded down; only what is whole has a hundred."""
        return 100 if self.whole else min(100 * self.done // max(self.total, 1), 99)


def unfinished_allowed() -> bool:
    """Whether what is not translated may be shown in English."""
    return os.environ.get(UNFINISHED_VARIABLE) == "1"


_CACHE = Kept("languages", b"dpia languages 1\n", 8)


def standing(lang: str, pack: Pack) -> Standing:
    """How far a language is, by the files that the program reads, worked out once per state of them and of the content.

    Raises UserError for a broken one.
    """
    if lang in ("en", PSEUDO):
        return Standing(1, 1, True)
    key = catalogues.worded(pack.digest, lang)
    if (kept := _CACHE.read(key)) is not None:
        return Standing(*json.loads(bytes(kept)))
    found = _counted(lang, pack)
    _CACHE.write(key, json.dumps([found.done, found.total, found.whole]).encode())
    return found


def _counted(lang: str, pack: Pack) -> Standing:
    program, texts = catalogues.program(lang), catalogues.texts(lang)
    wanted = {
        text.english for text in texts_of(pack.content) if lang not in text.own and lang.split("-")[0] not in text.own
    }
    missing = sum(texts.of(english) is None for english in wanted)
    done = len(wanted) - missing
    if program is None:
        return Standing(done, len(wanted), False)
    return Standing(done + program.total - program.open, len(wanted) + program.total, not missing and not program.open)


def whole(lang: str, pack: Pack) -> bool:
    """Whether everything is translated; quick for a language that nobody has begun."""
    if lang not in ("en", PSEUDO) and not catalogues.program_file(lang).is_file():
        return False
    return standing(lang, pack).whole


def available(pack: Pack) -> tuple[str, ...]:
    """The languages that may be chosen; for those who translate all of them, and the made-up one."""
    if unfinished_allowed():
        return (*LANGUAGES, PSEUDO)
    return tuple(lang for lang in LANGUAGES if whole(lang, pack))


def require(lang: str, pack: Pack) -> str:
    """Our name of a language that somebody asks for. Raises UserError where it cannot be had yet."""
    name = canonical(lang)
    if name == PSEUDO:
        return name
    if name is not None and (unfinished_allowed() or whole(name, pack)):
        return name
    known = Enumeration(available(pack))
    if name is None:
        raise UserError(
            N_("There is no translation into “{lang}”."), hint=N_("Available: {known}."),
            code="language", lang=lang[:40], known=known,
        )  # fmt: skip
    raise UserError(
        N_("The translation into “{lang}” is not finished yet ({percent} %)."), hint=N_("Available: {known}."),
        code="language", lang=name, percent=standing(name, pack).percent, known=known,
    )  # fmt: skip

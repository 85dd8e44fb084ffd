"""`dpia content check --lang` and `dpia content translate`, for translators: in English, as their sources are."""

from __future__ import annotations

from pathlib import Path

from dpia.cli.output import NO, OK, out
from dpia.errors import UserError
from dpia.i18n import LANGUAGES, canonical
from dpia.i18n_marks import N_


def check_translation(root: Path, lang: str) -> int:
    """What a translation lacks, file by file, and what is wrong with it. 1 unless it is whole. Raises UserError."""
    from dpia.translation.check import check_language

    name = canonical(lang)
    if name not in LANGUAGES or name == "en":
        known = ", ".join(one for one in LANGUAGES if one != "en")
        raise UserError(
            N_("There is no translation into “{lang}”."), hint=N_("Available: {known}."),
            code="language", lang=lang[:40], known=known,
        )  # fmt: skip
    state = check_language(root, name)
    for problem in state.problems:
        out(str(problem))
    for one in state.files:
        if one.translated != one.total or one.obsolete:
            lacks = [f"{getattr(one, kind)} {kind}" for kind in _KINDS if getattr(one, kind)]
            out(f"{one.name}: {one.translated} of {one.total} translated; {', '.join(lacks)}")
    done, total = state.sum("translated"), state.sum("total")
    kinds = ", ".join(f"{state.sum(kind)} {kind}" for kind in _KINDS)
    out(f"{name}: {done} of {total} texts translated ({_percent(done, total)} %); {kinds}.")
    if words := state.sum("words"):
        out(f"{words} English words are still to be translated.")
    if state.lix is not None:
        measure = "characters a sentence on average" if name == "zh-Hans" else "LIX"
        out(f"Plain texts: {measure} {state.lix:.1f}.")
    if state.problems:
        out(f"{len(state.problems)} problems.")
    return OK if state.whole else NO


_KINDS = ("stale", "missing", "untranslated", "obsolete")


def _percent(done: int, total: int) -> str:
    """One decimal, rounded down: only what is whole is 100."""
    return "100" if done == total else f"{1000 * done // total / 10:.1f}"


def update_translations(root: Path) -> int:
    """Bring all translation files in line; the names of those that changed. Raises ProblemsFound, UserError."""
    from dpia.translation.files import update_all

    try:
        changed = update_all(root)
    except OSError as error:
        raise UserError(
            N_("Cannot write the translation files into {path}: {reason}."),
            hint=N_("Name a folder that you may write to."),
            code="unwritable", path=root, reason=error.strerror or str(error),
        ) from None  # fmt: skip
    for path in changed:
        out(str(path))
    return OK

"""What the program needs on this machine, looked at one by one, with the exact fix for what is missing."""

from __future__ import annotations

import locale
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dpia import resources
from dpia.errors import UserError
from dpia.i18n import Translator
from dpia.i18n_marks import N_
from dpia.report.system_packages import Need, install_line

SMALLEST_TERMINAL = (80, 24)
"""Columns and lines below which the wizard's pages do not fit."""

SERVE = "pip install 'dpia-wizard[serve]'"
"""Installs what `dpia serve` needs."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing looked at. What is not `required` only some uses need, such as a report with Chinese text."""

    name: str
    ok: bool
    detail: str
    fix: str = ""
    required: bool = True


def examine(tr: Translator) -> list[Requirement]:
    """Look at everything. Nothing is changed, except that the cache and state folders come to exist."""
    return [
        _python(tr),
        _content(tr),
        _pdf_engine(tr),
        _latin(tr),
        _han(tr),
        _seals(tr),
        *_extras(tr),
        _folder(tr, tr(N_("Cache folder")), resources.CACHE_VARIABLE, resources.cache_dir),
        _folder(tr, tr(N_("Recovery folder")), resources.STATE_VARIABLE, resources.state_dir),
        _encoding(tr),
        _size(tr),
        _colour(tr),
        _word(tr),
    ]


def _python(tr: Translator) -> Requirement:
    version = ".".join(map(str, sys.version_info[:3]))
    return Requirement("Python", sys.version_info >= (3, 11), version, tr(N_("Install Python 3.11 or newer.")))


def _content(tr: Translator) -> Requirement:
    name = tr(N_("Questions and rules"))
    try:
        roots = [resources.data_root("questionnaires"), resources.data_root("templates")]
    except UserError as error:
        return Requirement(name, False, tr(error.message, **error.params), tr(error.hint, **error.params))
    return Requirement(name, True, tr.listed(map(str, roots)))


def _pdf_engine(tr: Translator) -> Requirement:
    """Pango, HarfBuzz's subsetter, then the versions; the message names the one that is missing."""
    from dpia.report.pdf import engine_versions

    name = tr(N_("PDF engine"))
    try:
        found = engine_versions()
    except UserError as error:
        return Requirement(name, False, tr(error.message, **error.params), tr(error.hint, **error.params))
    detail = str(found) if found.proven else tr(N_("{found}; not tested with this program"), found=found)
    return Requirement(name, True, detail)


def _latin(tr: Translator) -> Requirement:
    from dpia.report.fonts import SANS, SERIF, load_fonts

    name = tr(N_("Typefaces"))
    try:
        load_fonts("")
    except UserError as error:
        return Requirement(name, False, tr(error.message, **error.params), tr(error.hint, **error.params))
    return Requirement(name, True, tr.listed((SERIF, SANS)))


def _han(tr: Translator) -> Requirement:
    from dpia.report.fonts import find_han

    name = tr(N_("Chinese typeface"))
    han = find_han()
    if han is None:
        detail = tr(N_("none found; only reports with Chinese text need one"))
        return Requirement(name, False, detail, install_line(Need.HAN), required=False)
    names = dict.fromkeys(file.name for _, file in (*han.serif, *han.sans))
    return Requirement(name, True, tr.listed(names), required=False)


def _seals(tr: Translator) -> Requirement:
    from dpia.seal.extra import EXTRA, missing

    name, lacking = tr(N_("Seals")), missing()
    if lacking:
        detail = tr(
            N_("{names} missing; only signatures and time stamps from outside need them"), names=tr.listed(lacking)
        )
        return Requirement(name, False, detail, EXTRA, required=False)
    return Requirement(name, True, tr(N_("signatures and time stamps can be checked")), required=False)


def _extras(tr: Translator) -> list[Requirement]:
    """Libraries that only some uses need, each with what it is for."""
    from importlib.util import find_spec

    found = []
    for extra, module, name in (
        ("encrypt", "pyrage", N_("Encryption")), ("xlsx", "xlsxwriter", N_("Sheets of the register")),
        ("serve", "textual_serve", N_("Serving to a browser")),
    ):  # fmt: skip
        there = find_spec(module) is not None
        detail = tr(N_("installed")) if there else tr(N_("not installed; only who uses it needs it"))
        found.append(Requirement(tr(name), there, detail, f"pip install 'dpia-wizard[{extra}]'", required=False))
    return found


def _folder(tr: Translator, name: str, variable: str, folder: Callable[[], Path]) -> Requirement:
    fix = tr(N_("Set {variable} to a folder that you may write to."), variable=variable)
    try:
        path = folder()
        with tempfile.TemporaryFile(dir=path):
            pass
    except UserError as error:
        return Requirement(name, False, tr(error.message, **error.params), fix)
    except OSError as error:
        return Requirement(name, False, f"{path}{tr.colon}{error.strerror}", fix)
    return Requirement(name, True, str(path))


def _encoding(tr: Translator) -> Requirement:
    encoding = (sys.stdout.encoding or locale.getpreferredencoding(False)).lower().replace("-", "").replace("_", "")
    fix = tr(N_("Set PYTHONUTF8=1, or on Linux LANG=C.UTF-8."))
    return Requirement(tr(N_("Text encoding")), encoding == "utf8", sys.stdout.encoding or "", fix)


def _size(tr: Translator) -> Requirement:
    name = tr(N_("Terminal size"))
    if not sys.stdout.isatty():
        return Requirement(name, True, tr(N_("no terminal here")), required=False)
    columns, lines = shutil.get_terminal_size()
    wanted = SMALLEST_TERMINAL
    fix = tr(N_("Widen the window to at least {columns} × {lines}."), columns=wanted[0], lines=wanted[1])
    return Requirement(name, columns >= wanted[0] and lines >= wanted[1], f"{columns} × {lines}", fix, required=False)


def _colour(tr: Translator) -> Requirement:
    name = tr(N_("Colours"))
    if not sys.stdout.isatty():
        return Requirement(name, True, tr(N_("no terminal here")), required=False)
    term, depth = os.environ.get("TERM", ""), os.environ.get("COLORTERM", "")
    plain = sys.platform != "win32" and (term in ("", "dumb") or ("256" not in term and not depth))
    fix = tr(N_("Set TERM=xterm-256color. Nothing is shown by colour alone."))
    return Requirement(name, not plain, " ".join(filter(None, (term, depth))), fix, required=False)


def _word(tr: Translator) -> Requirement:
    from dpia.report.word.pandoc import INSTALL, find_pandoc

    name = tr(N_("Word documents"))
    try:
        found = find_pandoc()
    except UserError:
        detail = tr(N_("the extra “word” is not installed; only reports as .docx need it"))
        return Requirement(name, False, detail, INSTALL, required=False)
    return Requirement(name, True, f"pypandoc-binary {found.version}", required=False)

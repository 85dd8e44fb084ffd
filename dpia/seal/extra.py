"""The libraries that seals need: loaded when one is looked at, and missed with one clear message."""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from types import ModuleType

from dpia.errors import UserError
from dpia.i18n_marks import N_

NEEDED = {"pyhanko": "pyhanko", "sshsig": "sshsig", "minisign": "py-minisign"}
"""The modules and the packages that bring them."""

EXTRA = "pip install 'dpia-wizard[sign]'"


def missing() -> list[str]:
    """The packages that are not here."""
    return [package for module, package in NEEDED.items() if find_spec(module) is None]


def library(name: str) -> ModuleType:
    """A module of one of them. Raises UserError if it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UserError(
            N_("Seals need {package}, which is not installed ({reason})."), hint=N_("Install it: {command}"),
            code="extra", package=NEEDED.get(name.split(".")[0], name), reason=str(error)[:120], command=EXTRA,
        ) from None  # fmt: skip

"""On which versions of WeasyPrint and pydyf the patches may run."""

from __future__ import annotations

from typing import NamedTuple

from dpia.errors import UserError
from dpia.i18n_marks import N_


class Versions(NamedTuple):
    """What is installed."""

    weasyprint: str
    pydyf: str

    @property
    def proven(self) -> bool:
        """Whether every patch has been tested on them."""
        return self in PROVEN

    def __str__(self) -> str:
        """For people."""
        return f"WeasyPrint {self.weasyprint}, pydyf {self.pydyf}"


PROVEN = frozenset({Versions("70.0", "0.13.0")})
"""On these every test of the patches has passed: fixes and speed-ups apply. Add one only when that is so again."""

SERIES = Versions("70.", "0.13.")
"""Beginnings of the versions on which the fixes apply; the same bounds as in `pyproject.toml`. There the speed-ups stay
away, and the check after layout still refuses a report that has lost a footnote. Elsewhere there is no report."""


def installed() -> Versions:
    """The versions at hand, without loading either package."""
    from importlib.metadata import version

    return Versions(version("weasyprint"), version("pydyf"))


def require_known() -> None:
    """Refuse versions for which the fixes were not written: a report without them may lack footnotes.

    Raises:
        UserError: code `engine-version`.
    """
    if not all(map(str.startswith, installed(), SERIES)):
        raise unknown_version()


def unknown_version() -> UserError:
    """The refusal, with the versions to install."""
    wanted = max(PROVEN)
    return UserError(
        N_("PDF reports need {wanted}; installed is {found}."),
        hint='pip install "weasyprint=={weasyprint}" "pydyf=={pydyf}"',
        code="engine-version",
        wanted=str(wanted),
        found=str(installed()),
        weasyprint=wanted.weasyprint,
        pydyf=wanted.pydyf,
    )

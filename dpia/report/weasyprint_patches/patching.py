"""Putting a function in the place of one of WeasyPrint's or pydyf's, for a time."""

from __future__ import annotations

import contextlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from dpia.report.weasyprint_patches.versions import unknown_version

_PACKAGES = ("weasyprint", "pydyf")


class Patcher:
    """Replaces by dotted name. What was there comes back when the stack is unwound."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self._stack = stack

    def replace(self, name: str, make: Callable[[Any], Any]) -> None:
        """Put another function or property where `name` stands, and where a module has imported it.

        Args:
            name: as `weasyprint.layout.page.remake_page` or `pydyf.PDF.page_references`.
            make: given what stands there now (another patch may have put it there), returns what shall.

        Raises:
            UserError: the installed version has nothing of that name (code `engine-version`).
        """
        path, _, attribute = name.rpartition(".")
        try:
            owner = pkgutil.resolve_name(path)
            original = vars(owner)[attribute]
        except (ImportError, AttributeError, KeyError) as error:
            raise unknown_version() from error
        new = make(original)
        for place in (owner, *_importers(attribute, original)) if isinstance(owner, ModuleType) else (owner,):
            self._stack.callback(setattr, place, attribute, original)
            setattr(place, attribute, new)


Patch = Callable[[Patcher], None]
"""Replaces the functions of one concern."""


@contextlib.contextmanager
def patched(*patches: Patch) -> Iterator[None]:
    """Apply patches; a later one wraps what an earlier one has put in place.

    Raises:
        UserError: as for `Patcher.replace`; then none is left in place.
    """
    with contextlib.ExitStack() as stack:
        patcher = Patcher(stack)
        for patch in patches:
            patch(patcher)
        yield


def _importers(attribute: str, original: object) -> list[ModuleType]:
    """Modules of the two packages that know the object by its name."""
    return [
        module
        for name, module in sys.modules.items()
        if name.partition(".")[0] in _PACKAGES and vars(module).get(attribute) is original
    ]

"""Loading WeasyPrint without a search for its libraries."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

from dpia.report.weasyprint_patches import versions


@contextlib.contextmanager
def no_library_search() -> Iterator[None]:
    """Import WeasyPrint within this.

    Replaces: `ctypes.util.find_library`, on Linux.
    Why: WeasyPrint tries several names for each library, and for each that the loader does not know cffi starts a
    compiler and a linker: some fifty processes, a third of the import. The loader knows the last of the names.
    Upstream: so in WeasyPrint 70.0; not reported.
    Proof: tests/report/test_pdf.py, the import starts no process.
    """
    if sys.platform != "linux" or not versions.installed().proven:
        yield
        return
    import ctypes.util

    find = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find

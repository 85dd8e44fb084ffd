"""What memory a process has taken at most."""

from __future__ import annotations

import contextlib
import re
import resource
import sys
from pathlib import Path

_STATUS, _REFS = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def peak_megabytes() -> float:
    """The most that this process has held at once, in MB (10⁶ bytes).

    On Linux by its own memory map: `ru_maxrss` begins, after fork and exec, with what the parent held.
    """
    with contextlib.suppress(OSError):
        if found := re.search(r"^VmHWM:\s*(\d+) kB", _STATUS.read_text(), re.MULTILINE):
            return int(found[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def forget_peak() -> None:
    """Measure from now on, where the system can (Linux); otherwise the peak is of all that was before, too."""
    with contextlib.suppress(OSError):
        _REFS.write_text("5")

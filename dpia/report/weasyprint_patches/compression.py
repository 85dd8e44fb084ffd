"""How hard the file is compressed: a choice that pydyf does not offer."""

from __future__ import annotations

from typing import Any

from dpia.report.weasyprint_patches.patching import Patcher

LEVEL = 7


def compress_moderately(patcher: Patcher) -> None:
    """Compress at level 7 instead of 9.

    Replaces: the name `pydyf.zlib`.
    Why: level 9 takes four times as long for two bytes in a hundred.
    Upstream: fixed at 9 in pydyf 0.13.0; not reported.
    Proof: tests/report/weasyprint_patches/test_speed_ups.py looks at the streams of a file.
    """

    def make(zlib: Any) -> Any:
        class Moderate:
            @staticmethod
            def compressobj(level: int) -> Any:
                return zlib.compressobj(level=min(level, LEVEL))

        return Moderate

    patcher.replace("pydyf.zlib", make)

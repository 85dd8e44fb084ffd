"""SVG to PNG, for Word: programs that show Word documents draw SVG differently or not at all."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from dpia.report.fonts import SANS
from dpia.report.house_style import Logo

_LOGO_HEIGHT = 18
_LOGO_WIDTH = 70
"""Millimetres that a logo has at most."""
_DOTS = 12
"""Pixels a millimetre: 300 to the inch."""


def to_png(svg: str, width: int, font_files: Sequence[str] = ()) -> bytes:
    """An SVG as PNG of a width in pixels. No other typefaces are seen than those, and no other files."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            skip_system_fonts=True,
            font_files=list(font_files),
            font_family=SANS,
            sans_serif_family=SANS,
        )
    )


def png_url(data: bytes) -> str:
    """A PNG as a `data:` address."""
    return f"data:image/png;base64,{base64.b64encode(data).decode('ascii')}"


def logo_png(logo: Logo) -> tuple[str, int]:
    """A logo as a `data:` address of a PNG, and its width in millimetres."""
    width = max(1, round(min(_LOGO_WIDTH, _LOGO_HEIGHT * logo.ratio)))
    if logo.kind == "png":
        return logo.url, width
    return png_url(to_png(logo.data.decode("utf-8"), width * _DOTS)), width

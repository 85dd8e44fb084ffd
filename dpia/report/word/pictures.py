"""Pictures of the report as PNG, drawn from the same SVG as on paper, with the report's own typefaces."""

from __future__ import annotations

import html
import io
import tempfile
from collections.abc import Iterable
from pathlib import Path

from dpia.report.fonts import HAN_SANS, SANS, Face, load_fonts
from dpia.report.html import picture_svgs
from dpia.report.model import Picture
from dpia.report.word.drawing import png_url, to_png

_PIXELS = 1600
"""Width: 250 to the inch over the measure of the text."""


class Drawing:
    """Draws the pictures of one report; the typefaces are written out once, for as long as it is open."""

    def __init__(self, pictures: Iterable[Picture]) -> None:
        drawn = list(dict.fromkeys(pictures))
        svgs = picture_svgs(drawn) if drawn else []
        self._folder = tempfile.TemporaryDirectory(prefix="dpia-word-")
        used: list[Face] = []
        if drawn:
            fonts = load_fonts(text := html.unescape("".join(svgs)))
            if lacking := fonts.missing(text):
                svgs = picture_svgs(drawn, lacking=lacking)
            used = [face for face in fonts.faces if face.family in (SANS, HAN_SANS) and face.style == "normal"]
        self._svg = dict(zip(drawn, svgs, strict=True))
        self._files = [_named(face, Path(self._folder.name) / f"{number}.otf") for number, face in enumerate(used)]

    def __enter__(self) -> Drawing:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def url(self, picture: Picture) -> str:
        """A picture as a `data:` address."""
        return png_url(to_png(self._svg[picture], _PIXELS, self._files))


def _named(face: Face, path: Path) -> str:
    """Write a face out under its family, weight and style: cuts of variable fonts have no names of their own."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(face.data), recalcTimestamp=False)
    names = font["name"]
    names.names = []
    cut = "Bold" if face.weight > 400 else "Regular"
    for number, name in ((1, face.family), (2, cut), (6, f"{face.family.replace(' ', '')}-{cut}")):
        names.setName(name, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = face.weight
    font.save(path)
    return str(path)

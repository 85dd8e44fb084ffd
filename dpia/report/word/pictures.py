"""Pictures of the report as PNG, drawn from the same SVG as on paper, with the report's own typefaces."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Iterable
from pathlib import Path

from dpia.report.fonts import load_fonts
from dpia.report.html import picture_svg
from dpia.report.word.blocks import Picture
from dpia.report.word.drawing import png_url, to_png

_PIXELS = 1920
"""Width: 300 to the inch over the measure of the text."""


class Drawing:
    """Draws the pictures of one report; the typefaces are written out once, for as long as it is open."""

    def __init__(self, pictures: Iterable[Picture]) -> None:
        self._svg = {picture: picture_svg(picture) for picture in pictures}
        self._folder = tempfile.TemporaryDirectory(prefix="dpia-word-")
        self._files: list[str] = []
        faces = load_fonts(html.unescape("".join(self._svg.values()))).faces if self._svg else ()
        for number, face in enumerate(faces):
            path = Path(self._folder.name) / f"{number}.ttf"
            path.write_bytes(face.data)
            self._files.append(str(path))

    def __enter__(self) -> Drawing:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def url(self, picture: Picture) -> str:
        """A picture as a `data:` address."""
        return png_url(to_png(self._svg[picture], _PIXELS, self._files))

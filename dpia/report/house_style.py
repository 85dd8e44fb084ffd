"""How an organisation's reports look: its name, logo, colours, typefaces and lines, in all formats.

What a report says is not touched by it. `house_style_file` reads one from YAML and checks it.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture for the cover: sanitised, and carried in the report itself."""

    kind: Literal["png", "svg"]
    data: bytes = field(repr=False)
    ratio: float
    """Width through height."""

    @property
    def url(self) -> str:
        """As a `data:` address."""
        sort = "image/png" if self.kind == "png" else "image/svg+xml"
        return f"data:{sort};base64,{base64.b64encode(self.data).decode('ascii')}"


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """The look of a report. Without anything set it is the program's own."""

    name: str = ""
    """Of the organisation, at the head of the cover."""
    logo: Logo | None = None
    heading: str = "#000000"
    """Colour of titles and headings."""
    rule: str = "#444444"
    """Colour of rules."""
    fill: str = "#f1f1f1"
    """Colour behind the outcome."""
    text_face: str = ""
    """Family of running text; empty: the program's own."""
    heading_face: str = ""
    """Family of headings and tables."""
    footer: str = ""
    """A line of the foot of each page, beside the title."""
    privilege: str = ""
    """At the head of each page, as "Privileged and confidential"."""
    digest: str = ""
    """SHA-256 of the file that it was read from, and of its logo; empty for the program's own look."""


OWN = HouseStyle()
"""The program's own look."""

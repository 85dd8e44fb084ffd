"""By what a PDF was made: kept in it, so that the same can be made again and compared.

It proves nothing by itself: whoever changes a report can change this too. It says whether this installation would make
the same bytes of the same assessment; where it would not, nothing is compared, and that is said.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
import zlib
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from dpia.i18n_marks import N_

KEY = "DpiaMadeBy"
"""Its place among the metadata of the PDF."""

_LARGEST = 4_000
_PARTS = {
    "program": N_("another version of the program, or of a library that it uses, made it"),
    "content": N_("it was made with other content"),
    "templates": N_("it was made with other templates"),
    "house": N_("its house style is another: name with --house-style the one that it was made with, if any"),
    "fonts": N_("it was made with other typefaces"),
}


@dataclass(frozen=True, slots=True)
class Making:
    """The options of a report, and digests of what made it. `fonts` is empty until the typefaces are chosen."""

    lang: str
    profile: str
    as_of: str
    name: str
    embedded: bool
    program: str
    content: str
    templates: str
    fonts: str = ""
    answers: bool = False
    """Whether the annexes that are printed only on request are printed."""
    discussion: bool = False
    """Whether the discussion is printed, and carried where the file is."""
    house: str = ""
    """The digest of the house style; empty for the program's own look. The style itself is nowhere remembered."""

    def to_text(self) -> str:
        """As it stands in the PDF: JSON in ASCII."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Making:
        """Raises ValueError if it is not what we wrote."""
        try:
            data = json.loads(text) if len(text) <= _LARGEST else None
        except (ValueError, RecursionError):
            data = None
        chosen = ("embedded", "answers", "discussion")
        kinds = {field.name: bool if field.name in chosen else str for field in fields(cls)}
        if not isinstance(data, dict) or set(data) != set(kinds):
            raise ValueError("it does not say how it was made")
        if any(type(data[name]) is not kind for name, kind in kinds.items()):
            raise ValueError("it does not say how it was made")
        return cls(**data)

    def differing(self, other: Making) -> list[str]:
        """What made the one and not the other, in words of the catalogue."""
        return [words for name, words in _PARTS.items() if getattr(self, name) != getattr(other, name)]


@lru_cache
def program_digest() -> str:
    """SHA-256 over all that decides how a report looks: our own modules, and the versions of what lays it out."""
    from weasyprint.text.ffi import pango

    root, digest = Path(__file__).parents[1], hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    libraries = [f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "fonttools", "jinja2", "babel")]
    system = [sys.platform, platform.python_version(), zlib.ZLIB_RUNTIME_VERSION, str(pango.pango_version())]
    digest.update("\n".join(libraries + system).encode())
    return digest.hexdigest()

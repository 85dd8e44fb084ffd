"""A typeface family of the house style, found among the fonts of this machine and checked to print our letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dpia.errors import UserError, nearest
from dpia.i18n_marks import N_
from dpia.report.fonts import Style, font_folders, open_face

NEEDED = "".join(map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x100)))) + "–—‘’“”…•§€"
"""Without these no report reads well; what else a family lacks is printed in the program's own typefaces."""

_MOST = 20_000
"""Font files that are looked at."""


def find_family(family: str) -> dict[tuple[Style, int], Path]:
    """The files of a family by style and weight (400 and 700, upright and italic), as far as there are any.

    Raises UserError (code `typeface`) if it is not installed, has no upright regular face, or lacks letters.
    """
    import uharfbuzz as hb

    files, others = _family(family)
    regular = files.get(("normal", 400))
    if regular is None:
        close = nearest(family, others)
        raise UserError(
            N_("The typeface “{family}” of the house style is not installed here as a font file."),
            hint=N_("Did you mean {close}?") if close else N_("Install it, or leave `typefaces` out."),
            code="typeface",
            family=family,
            close=close,
        )
    covered = hb.Face(hb.Blob.from_file_path(str(regular)), 0).unicodes
    if lacking := [char for char in NEEDED if ord(char) not in covered]:
        raise UserError(
            N_("The typeface “{family}” of the house style lacks {count} letters and signs: {some}."),
            hint=N_("Choose a typeface for Latin text."),
            code="typeface",
            family=family,
            count=len(lacking),
            some=" ".join(lacking[:12]),
        )
    return files


@lru_cache(maxsize=4)
def _family(family: str) -> tuple[dict[tuple[Style, int], Path], tuple[str, ...]]:
    """The files of a family, and the names of all families that were seen."""
    found: dict[tuple[Style, int], Path] = {}
    seen: set[str] = set()
    for path in _files():
        try:
            face = open_face(path)
            name = str(face.get_name(16) or face.get_name(1) or "")
            kind = str(face.get_name(17) or face.get_name(2) or "").lower()
        except (OSError, ValueError, RuntimeError):
            continue  # no font after all
        seen.add(name)
        if name.casefold() != family.casefold():
            continue
        style: Style = "italic" if "italic" in kind or "oblique" in kind else "normal"
        plain = kind.replace("italic", "").replace("oblique", "").strip()
        weight = {"": 400, "regular": 400, "roman": 400, "book": 400, "bold": 700}.get(plain)
        if weight is not None:
            found.setdefault((style, weight), path)
        if any(axis.tag == "wght" for axis in face.axis_infos):  # one file for all weights
            found.setdefault((style, 400), path)
            found.setdefault((style, 700), path)
    return found, tuple(sorted(filter(None, seen)))


def _files() -> Iterator[Path]:
    count = 0
    for folder in font_folders():
        if not folder.is_dir():
            continue
        for path in sorted(folder.rglob("*.[ot]tf")):
            count += 1
            if count > _MOST:
                return
            yield path

"""A logo for the cover: a small PNG or SVG, made anew from what it shows; nothing else of the file goes along."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from xml.etree import ElementTree as ET

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import TooLarge, read_plain
from dpia.report.house_style import Logo

LARGEST = 500_000
"""Bytes of the file."""

_PIXELS = 2_000
"""Of each side of a PNG that is kept; a larger one is made smaller."""
_MOST_PIXELS = 25_000_000
"""That a PNG may have at all."""
_ELEMENTS, _DEPTH = 5_000, 40
_FLAT, _TALL = 20.0, 0.2
"""Ratios of width to height within which a picture is a logo."""

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "linearGradient",
     "radialGradient", "stop", "clipPath"}
)  # fmt: skip
"""Elements that draw and fetch nothing."""
_WORDS = frozenset({"title", "desc", "metadata"})
"""Elements that say something to editors, left out."""
_ATTRIBUTES = frozenset(
    {"id", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height", "points",
     "viewBox", "transform", "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap",
     "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "opacity",
     "clip-path", "clip-rule", "clipPathUnits", "offset", "stop-color", "stop-opacity", "gradientUnits",
     "gradientTransform", "spreadMethod", "preserveAspectRatio", "color"}
)  # fmt: skip
_VALUE = re.compile(r"[^<>&\"'\\@{}]*")
_LOCAL = re.compile(r"url\(#[A-Za-z_][\w.-]*\)")


def read_logo(path: Path) -> Logo:
    """The logo of a file. Raises UserError (code `logo`) with what to do about it."""
    try:
        data = read_plain(path, LARGEST)
    except TooLarge:
        raise _unfit(
            path,
            N_("{path} cannot be the logo: it has more than {most} kB."),
            N_("Make it smaller."),
            most=LARGEST // 1000,
        ) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _unfit(
            path, N_("{path} cannot be the logo: it cannot be read: {reason}."), N_("Check its name."), reason=reason
        ) from None
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(path, data)
    if b"<svg" in data[:4000]:
        return _svg(path, data)
    raise _unfit(path, N_("{path} cannot be the logo: it is neither PNG nor SVG."), N_("Save it as one of them."))


def _unfit(path: Path, message: str, hint: str, **params: object) -> UserError:
    return UserError(message, hint=hint, code="logo", path=path, **params)


def _png(path: Path, data: bytes) -> Logo:
    """Decoded and written anew: without comments, profiles, places where it was taken, or anything behind its end."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=("PNG",)) as found:
                if found.width * found.height > _MOST_PIXELS:
                    raise _unfit(path, N_("{path} cannot be the logo: it has too many pixels."), N_("Make it smaller."))
                picture = found.convert("RGBA")
    except UserError:
        raise
    except Exception as error:  # a broken file makes the library fail in any way
        raise _unfit(path, N_("{path} cannot be the logo: it cannot be read as PNG."), N_("Save it anew.")) from error
    picture.thumbnail((_PIXELS, _PIXELS))
    bare = Image.new("RGBA", picture.size)
    bare.paste(picture)
    made = io.BytesIO()
    bare.save(made, "PNG", optimize=False, compress_level=9)
    return Logo("png", made.getvalue(), _ratio(path, picture.width, picture.height))


def _ratio(path: Path, width: float, height: float) -> float:
    if width <= 0 or height <= 0 or not _TALL <= width / height <= _FLAT:
        raise _unfit(
            path, N_("{path} cannot be the logo: it is too narrow or too flat."), N_("Cut off its empty margins.")
        )
    return width / height


def _svg(path: Path, data: bytes) -> Logo:
    """Shapes with their colours, and nothing else: what could fetch, run or be read differently is refused."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE) and b"[" in data.partition(b"<svg")[0]:
        raise _unfit(path, N_("{path} cannot be the logo: it declares entities."), N_("Save it as plain SVG."))
    data = re.sub(rb"<!DOCTYPE[^\[>]*>", b"", data, count=1, flags=re.IGNORECASE)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _unfit(path, N_("{path} cannot be the logo: it declares entities."), N_("Save it as plain SVG."))
    try:
        root = ET.fromstring(data)  # noqa: S314 - without declarations of entities there is nothing to expand
    except (ET.ParseError, ValueError, LookupError) as error:
        raise _unfit(path, N_("{path} cannot be the logo: it cannot be read as SVG."), N_("Save it anew.")) from error
    if root.tag != f"{_SVG}svg":
        raise _unfit(path, N_("{path} cannot be the logo: it cannot be read as SVG."), N_("Save it anew."))
    left = [_ELEMENTS]
    clean = _clean(path, root, left, 0)
    box = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    if len(box) != 4:
        sides = [re.fullmatch(r"(\d+(?:\.\d+)?)(?:px)?", root.get(side, "")) for side in ("width", "height")]
        if None in sides:
            raise _unfit(
                path, N_("{path} cannot be the logo: it does not say how large it is."), N_("Save it with a viewBox.")
            )
        box = [0.0, 0.0, *(float(side[1]) for side in sides if side is not None)]
        clean.set("viewBox", " ".join(f"{number:g}" for number in box))
    ratio = _ratio(path, box[2], box[3])
    clean.set("width", f"{ratio * 100:g}")
    clean.set("height", "100")
    return Logo("svg", _written(clean).encode(), ratio)


def _clean(path: Path, element: ET.Element, left: list[int], depth: int) -> ET.Element:
    left[0] -= 1
    if left[0] < 0 or depth > _DEPTH:
        raise _unfit(path, N_("{path} cannot be the logo: it has too many parts."), N_("Save a simpler one."))
    made = ET.Element(element.tag.removeprefix(_SVG))
    for name, value in element.items():
        for property_, said in _styles(name, value):
            if property_ not in _ATTRIBUTES:
                if property_.lower().startswith("on") or "href" in property_:
                    raise _refused(path, property_)
                continue
            if not _VALUE.fullmatch(said) or "url(" in _LOCAL.sub("", said.lower()):
                raise _refused(path, property_)
            made.set(property_, said)
    for child in element:
        if not str(child.tag).startswith(_SVG):
            continue  # comments, and what editors note for themselves
        tag = child.tag.removeprefix(_SVG)
        if tag in _WORDS:
            continue
        if tag not in _SHAPES:
            raise _refused(path, tag)
        made.append(_clean(path, child, left, depth + 1))
    return made


def _styles(name: str, value: str) -> list[tuple[str, str]]:
    """An attribute; of `style` each of its properties as one."""
    if name != "style":
        return [(name, value)]
    pairs = (part.partition(":") for part in value.split(";"))
    return [(key.strip(), said.strip()) for key, _, said in pairs if key.strip()]


def _refused(path: Path, what: str) -> UserError:
    hint = N_("Save it as plain SVG, with letters turned into paths and colours as attributes; or as PNG.")
    return _unfit(
        path, N_("{path} cannot be the logo: it holds “{what}”, which a logo does not need."), hint, what=what[:40]
    )


def _written(root: ET.Element) -> str:
    root.set("xmlns", "http://www.w3.org/2000/svg")
    return ET.tostring(root, encoding="unicode")

"""The report's typefaces: found, cut to the text at hand, and checked to cover it.

Latin faces come with the Python packages `fontpkg-*`, so that every machine prints the same page. They are variable
fonts; a report gets static cuts, which WeasyPrint embeds faster and at the optical size that they are set in. Chinese
comes from the operating system. Noto's collections hold one face per region, of which WeasyPrint would take the
first, the Japanese one; the Simplified Chinese face is cut out by name. HarfBuzz does both in milliseconds: there is
no cache to go stale.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import expanded
from dpia.report.system_packages import Need, install_line
from dpia.resources import FONTS_VARIABLE

if TYPE_CHECKING:
    import uharfbuzz as hb

Style = Literal["normal", "italic"]

SERIF = "Source Serif 4"
"""Family of running text."""
SANS = "Source Sans 3"
"""Family of headings and tables."""
HAN_SERIF = "Han Serif"
"""Family of Chinese running text: Noto Serif CJK SC or its like; the sans face where there is no serif one."""
HAN_SANS = "Han Sans"
"""Family of Chinese headings and tables: Noto Sans CJK SC or its like."""

URL_SCHEME = "dpia-font"
"""Scheme of the addresses under which a style sheet finds the faces. Nothing else can fetch them."""

_OPTICAL_SIZE = 11
"""Points. The size of running text; Source Serif 4 is drawn differently for captions and for headlines."""

_ALWAYS = frozenset(
    code
    for first, last in (
        (0x20, 0x24F),  # Latin
        (0x2000, 0x206F),  # punctuation
        (0x2070, 0x20CF),  # superscripts, currency
        (0x2100, 0x22FF),  # letter-like, arrows, mathematics
        (0x25A0, 0x25FF),  # list markers
    )
    for code in range(first, last + 1)
)
"""Kept in every cut, since a style sheet may print it: counters, quotation marks, hyphens, list markers."""

_ALWAYS_HAN = frozenset([*range(0x3000, 0x3040), *range(0xFF00, 0xFFF0)])
"""CJK punctuation and full-width forms, likewise."""

_CHINESE_MARKS = frozenset(map(ord, "“”"))
"""Marks that Chinese and Latin text share: in Chinese they are as wide as a character."""

_HAN_RANGES = (
    (0x2E80, 0x303F),  # radicals, punctuation
    (0x3100, 0x312F),  # bopomofo
    (0x31C0, 0x31EF),  # strokes
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x323AF),
)


@dataclass(frozen=True, slots=True)
class Face:
    """One static cut of a typeface, in memory."""

    family: str
    style: Style
    weight: int
    data: bytes = field(repr=False)

    @property
    def url(self) -> str:
        """Address of this face in a style sheet."""
        return f"{URL_SCHEME}:{self.family.replace(' ', '-')}/{self.weight}/{self.style}"


@dataclass(frozen=True, slots=True)
class FontSet:
    """The faces of one report, and the characters that they can print."""

    faces: tuple[Face, ...]
    covered: frozenset[int] = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 over all faces, in their order."""
        whole = hashlib.sha256()
        for face in self.faces:
            whole.update(f"{face.family} {face.style} {face.weight} {len(face.data)}\n".encode())
            whole.update(face.data)
        return whole.hexdigest()

    @property
    def css(self) -> str:
        """The `@font-face` rules. `render_pdf` adds them itself; HTML for a browser does not want them."""
        rule = '@font-face{{font-family:"{0.family}";font-style:{0.style};font-weight:{0.weight};src:url("{0.url}")}}'
        return "\n".join(rule.format(face) for face in self.faces)

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of `text` that no face can print, each once, in order of their numbers."""
        return tuple(sorted(char for char in set(text) if not self._prints(ord(char))))

    def _prints(self, code: int) -> bool:
        return code in self.covered or any(first <= code <= last for first, last in _NEED_NO_GLYPH)


_NEED_NO_GLYPH = (
    (0x09, 0x0A),  # white space that HTML collapses
    (0x0C, 0x0D),
    (0xAD, 0xAD),  # the soft hyphen, and what else Unicode calls default ignorable
    (0x34F, 0x34F),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2060, 0x2064),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xE0100, 0xE01EF),
)
"""Characters that print nothing. Not among them: controls of writing direction and tags, with which a text can be
made to read otherwise than it was written."""


def is_han(char: str) -> bool:
    """Whether a character belongs to Chinese text: an ideograph, CJK punctuation, or a full-width form."""
    code = ord(char)
    return code >= 0x2E80 and any(first <= code <= last for first, last in _HAN_RANGES)


def describe(char: str) -> str:
    """A character for a message.

    >>> describe("‑")
    'U+2011 NON-BREAKING HYPHEN'
    """
    return f"U+{ord(char):04X} {unicodedata.name(char, 'without a name')}"


def spell_out(text: str, missing: Iterable[str]) -> str:
    """`text` with each character in `missing` replaced by its number in brackets: a reader sees that one stood there.

    >>> spell_out("Anna 😀", ["😀"])
    'Anna [U+1F600]'
    """
    return text.translate({ord(char): f"[U+{ord(char):04X}]" for char in missing})


def scripts(missing: Iterable[str], lang: str = "en") -> tuple[str, ...]:
    """The scripts whose letters are among `missing`, by their names in a language.

    A script that the language has no name for goes by that of Unicode.

    >>> scripts("اب😀"), scripts("اب", "sv")
    (('Arabic',), ('arabiska',))
    """
    letters = (unicodedata.name(char, "") for char in missing if unicodedata.category(char)[0] in "LM")
    names = {name.split(" ", 1)[0].split("-", 1)[0].capitalize() for name in letters if name}
    return tuple(sorted(_script_names(lang).get(name, name) for name in names))


@lru_cache
def _script_names(lang: str) -> Mapping[str, str]:
    """Names of scripts in English, which are those of Unicode, with their names in a language."""
    from babel import Locale

    english, own = (Locale.parse(tag, sep="-").scripts for tag in ("en", lang))
    return {name: own[code] for code, name in english.items() if code in own}


def named_scripts(text: str, missing: Iterable[str], lang: str = "en") -> str:
    """`text` with each run of missing letters replaced by the name of their script; what is no letter by its number.

    >>> named_scripts("Anna ابا 😀", "اب😀")
    'Anna [Arabic] [U+1F600]'
    """
    letters = "".join(re.escape(char) for char in missing if unicodedata.category(char)[0] in "LM")
    if letters:
        run = f"[{letters}]+(?: +[{letters}]+)*"
        text = re.sub(run, lambda found: f"[{', '.join(scripts(found[0], lang))}]", text)
    return spell_out(text, missing)


@dataclass(frozen=True, slots=True)
class HouseFace:
    """A font file of a house style, under the family that style sheets know it by."""

    family: str
    style: Style
    weight: int
    path: Path


def load_fonts(text: str, house: Iterable[HouseFace] = (), lang: str = "") -> FontSet:
    """The faces for a report whose visible text is `text`, those of the house style among them.

    In a Chinese one (`lang`) quotation marks are those of the Chinese typeface, beside headings and tables too.

    Raises:
        UserError: the text holds Chinese characters and there is no Simplified Chinese typeface (code `han-font`), or
            the Latin faces are not installed (code `installation`).
    """
    wanted = frozenset(map(ord, text))
    latin = (wanted | _ALWAYS) - (_CHINESE_MARKS if lang == "zh-Hans" else frozenset())
    faces = [
        Face(family, style, weight, _cut(source, 0, latin, weight))
        for family, style, weights, source in _latin()
        for weight in weights
    ]
    faces += [Face(one.family, one.style, one.weight, _cut(one.path, 0, latin, one.weight)) for one in house]
    covered = _coverage(faces)
    left = [char for char in set(text) if ord(char) not in covered]
    if any(map(is_han, left)):
        han = find_han()
        if han is None:
            raise UserError(
                N_("The report holds Chinese characters, and no Simplified Chinese typeface was found ({example})."),
                hint="{command}",
                code="han-font",
                example=describe(min(char for char in left if is_han(char))),
                command=install_line(Need.HAN),
            )
        chosen = wanted | _ALWAYS_HAN
        faces += [
            Face(family, "normal", weight, _cut(file.path, file.index, chosen, weight))
            for family, files in ((HAN_SERIF, han.serif), (HAN_SANS, han.sans))
            for weight, file in files
        ]
        covered = _coverage(faces)
    return FontSet(tuple(faces), covered)


def _coverage(faces: Iterable[Face]) -> frozenset[int]:
    """Union over the faces: the layout engine falls back from one to the next, and there are no others."""
    import uharfbuzz as hb

    return frozenset().union(*(hb.Face(face.data).unicodes for face in faces))


def _cut(source: Traversable, index: int, codes: frozenset[int], weight: int) -> bytes:
    """A static font with only `codes` out of a font file, with all typographic features."""
    import uharfbuzz as hb

    face = open_face(source, index)
    plan = hb.SubsetInput()
    plan.unicode_set.update(codes)
    plan.layout_feature_tag_set.invert()
    plan.name_id_set.invert()
    plan.flags = hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
    if "CFF " in face.table_tags:  # Noto CJK numbers its glyphs twice; WeasyPrint takes the two numbers for one
        plan.flags |= hb.SubsetFlags.RETAIN_GIDS
    axes = {"wght": weight, "opsz": _OPTICAL_SIZE}
    for axis in face.axis_infos:
        plan.pin_axis_location(face, axis.tag, axes.get(axis.tag, axis.default_value))
    cut = hb.subset(face, plan)
    return bytes(cut.blob.data)


def open_face(source: Traversable, index: int = 0) -> hb.Face:
    """A face of a font file."""
    import uharfbuzz as hb

    if isinstance(source, Path):
        return hb.Face(hb.Blob.from_file_path(str(source)), index)  # mapped, not read: collections are 20 MB
    return hb.Face(source.read_bytes(), index)


# --- Latin ------------------------------------------------------------------------------------------------------------


def _latin() -> Iterator[tuple[str, Style, tuple[int, ...], Traversable]]:
    """Family, style, weights and variable font file of the text faces."""
    for family, package, stem, axes in (
        (SERIF, "fontpkg_source_serif_4", "SourceSerif4", "[opsz,wght]"),
        (SANS, "fontpkg_source_sans_3", "SourceSans3", "[wght]"),
    ):
        try:
            files = resources.files(package) / "files"
        except ModuleNotFoundError as error:
            raise _broken(family) from error
        for style, infix in (("normal", ""), ("italic", "-Italic")):
            source = files / f"{stem}{infix}{axes}.ttf"
            if not source.is_file():
                raise _broken(family)
            yield family, style, (400, 700), source  # type: ignore[misc]  # a literal in a tuple is widened to str


def _broken(family: str) -> UserError:
    return UserError(
        N_("The typeface {family} of the report is not installed."),
        hint=N_("Install the program again: pip install --force-reinstall dpia-wizard"),
        code="installation",
        family=family,
    )


# --- Chinese ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face in a font file or collection."""

    path: Path
    index: int
    name: str


@dataclass(frozen=True, slots=True)
class HanFonts:
    """The Simplified Chinese faces of this machine, by weight."""

    serif: tuple[tuple[int, FontFile], ...]
    sans: tuple[tuple[int, FontFile], ...]


_SANS_FILES = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("NotoSansCJK-VF.ttc", "NotoSansCJK-VF.ttc"),
    ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"),
    ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf"),
    ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf"),
    ("SourceHanSans-Regular.ttc", "SourceHanSans-Bold.ttc"),
    ("msyh.ttc", "msyhbd.ttc"),
    ("STHeiti Light.ttc", "STHeiti Medium.ttc"),
)
"""Regular and bold, best first: Noto and Source Han, then what Windows and macOS bring along."""

_SERIF_FILES = (
    ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc"),
    ("NotoSerifCJK-VF.ttc", "NotoSerifCJK-VF.ttc"),
    ("NotoSerifCJKsc-Regular.otf", "NotoSerifCJKsc-Bold.otf"),
    ("NotoSerifSC-Regular.otf", "NotoSerifSC-Bold.otf"),
    ("NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf"),
    ("SourceHanSerifSC-Regular.otf", "SourceHanSerifSC-Bold.otf"),
    ("SourceHanSerif-Regular.ttc", "SourceHanSerif-Bold.ttc"),
)

_NOTO_FOLDERS = (
    "opentype/noto",  # Debian
    "noto-cjk",  # Arch
    "google-noto-sans-cjk-fonts",  # Fedora
    "google-noto-serif-cjk-fonts",
    "google-noto-sans-cjk-vf-fonts",
    "google-noto-serif-cjk-vf-fonts",
)
"""Where Noto CJK is put below a font folder: looked into first, since walking all fonts takes time."""


def find_han() -> HanFonts | None:
    """The Simplified Chinese faces installed here, or none. `DPIA_FONTS` is looked into first."""
    return _find_han(tuple(font_folders()))


@lru_cache(maxsize=4)
def _find_han(folders: tuple[Path, ...]) -> HanFonts | None:
    for files in (_likely_files, _all_files):
        found = files(folders)
        sans, serif = _choose(_SANS_FILES, found), _choose(_SERIF_FILES, found)
        if sans or serif:
            return HanFonts(serif=serif or sans, sans=sans or serif)
    return None


def font_folders() -> Iterator[Path]:
    """Where fonts are looked for, the folder that `DPIA_FONTS` names first."""
    if own := os.environ.get(FONTS_VARIABLE):
        yield expanded(Path(own))
    home = Path.home()
    if sys.platform == "darwin":
        yield from (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    elif sys.platform == "win32":
        yield Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft/Windows/Fonts"
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    else:
        yield from (home / ".local/share/fonts", home / ".fonts")
        yield from (Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))


def _likely_files(folders: tuple[Path, ...]) -> dict[str, Path]:
    names = {name for pair in (*_SANS_FILES, *_SERIF_FILES) for name in pair}
    places = [folder / below for folder in folders for below in ("", *_NOTO_FOLDERS)]
    found: dict[str, Path] = {}
    for place in places:
        for name in names:
            if name not in found and (place / name).is_file():
                found[name] = place / name
    return found


def _all_files(folders: tuple[Path, ...]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.[ot]t[fc]")):
            found.setdefault(path.name, path)
    return found


def _choose(pairs: tuple[tuple[str, str], ...], found: dict[str, Path]) -> tuple[tuple[int, FontFile], ...]:
    for regular, bold in pairs:
        if regular in found:
            weights = [(400, found[regular]), *([(700, found[bold])] if bold in found else [])]
            return tuple((weight, _simplified(path)) for weight, path in weights)
    return ()


def _simplified(path: Path) -> FontFile:
    """The Simplified Chinese face of a collection; of a file without one named so, the first."""
    first = open_face(path)
    names = [str(open_face(path, index).get_name(1) or "") for index in range(max(1, first.count))]
    for index, name in enumerate(names):
        if name.endswith(" SC") and "Mono" not in name:
            return FontFile(path, index, name)
    return FontFile(path, 0, names[0])

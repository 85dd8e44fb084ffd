"""`word.py FOLDER`: every Word document in FOLDER must open in LibreOffice and lose nothing there.

Each is opened and saved as Word document and as text. What comes back has the same paragraphs, notes, headings, tables,
heads that repeat, links, pictures and bookmarks, and LibreOffice gives each heading the number that the report gives it.
A control document, one of whose notes is missing, must fail.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_COUNTED = {
    "tables": f"{_W}tbl",
    "heads that repeat": f"{_W}tblHeader",
    "links": f"{_W}hyperlink",
    "notes": f"{_W}footnoteReference",
    "pictures": _PICTURE,
    "bookmarks": f"{_W}bookmarkStart",
}
_HEADING = re.compile(r"(?:Heading|AnnexHeading|PlainHeading)[123]")


def office() -> str:
    """The program that opens the documents. Ends with exit code 2 where there is none: a check that is skipped is none."""
    if found := shutil.which("soffice"):
        return found
    sys.exit(
        "LibreOffice is missing: without it nobody knows whether the Word documents open. Install libreoffice-writer."
    )


def converted(program: str, files: list[Path], kind: str, folder: Path) -> None:
    """Open files and save them in another form into a folder."""
    command = [
        program, "--headless", "--norestore", f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}",
        "--convert-to", kind, "--outdir", str(folder), *map(str, files),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def faults(made: Path, saved: Path, text: Path) -> Iterator[str]:
    """What LibreOffice lost, or made otherwise. `text`: the same document, saved as text."""
    if not saved.is_file() or not text.is_file():
        yield "it does not open"
        return
    before, after = _part(made, "document"), _part(saved, "document")
    for words, tag in _COUNTED.items():
        counts = [sum(1 for _ in tree.iter(tag)) for tree in (before, after)]
        if counts[0] != counts[1]:
            yield f"{counts[1]} {words} instead of {counts[0]}"
    for part in ("document", "footnotes"):
        ours, theirs = (_paragraphs(_part(file, part)) for file in (made, saved))
        if ours != theirs:
            lost = next((one for one in ours if one not in theirs), "the order")
            yield f"{len(theirs)} paragraphs of the {part} instead of {len(ours)}: {lost[:80]!r}"
    wanted = list(_headings(before))
    lines = iter([_squeezed(line) for line in text.read_text(encoding="utf-8-sig").splitlines()])
    for heading in wanted:
        if not any(heading == line for line in lines):
            yield f"the heading {heading[:80]!r} does not stand there with its number"
            return
    if not wanted:
        yield "it has no headings"


def _headings(document: ET.Element) -> Iterator[str]:
    """The headings with the numbers that Word gives them by their styles, or that are typed."""
    counts = {"Heading": [0, 0, 0], "AnnexHeading": [0, 0, 0]}
    for paragraph in document.iter(f"{_W}p"):
        found = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = found.get(f"{_W}val", "") if found is not None else ""
        if not _HEADING.fullmatch(name):
            continue
        kind, level, number = name[:-1], int(name[-1]) - 1, ""
        if kind in counts:
            mine = counts[kind]
            mine[level:] = [mine[level] + 1, *([0] * (2 - level))]
            first = chr(ord("A") + mine[0] - 1) if kind == "AnnexHeading" else str(mine[0])
            number = ".".join([first, *map(str, mine[1 : level + 1])])
        yield number + _words(paragraph)


def _part(file: Path, name: str) -> ET.Element:
    with zipfile.ZipFile(file) as archive:
        whole = f"word/{name}.xml"
        return ET.fromstring(archive.read(whole)) if whole in archive.namelist() else ET.Element("none")


def _paragraphs(tree: ET.Element) -> list[str]:
    return [text for paragraph in tree.iter(f"{_W}p") if (text := _words(paragraph))]


def _words(element: ET.Element) -> str:
    return _squeezed("".join(one.text or "" for one in element.iter(f"{_W}t")))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def control(whole: Path, target: Path) -> None:
    """A copy of a document, one of whose notes is missing."""
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(target, "w") as copy:
        for name in archive.namelist():
            data = archive.read(name)
            if name == "word/footnotes.xml":
                data = re.sub(rb'<w:footnote w:id="[1-9]\d*".*?</w:footnote>', b"", data, count=1, flags=re.DOTALL)
            copy.writestr(name, data)


def main(folder: Path) -> int:
    """Look at every document; exit 1 if one fails, or the control does not."""
    program, files = office(), sorted(folder.glob("*.docx"))
    noted = [file for file in files if _COUNTED["notes"] in {one.tag for one in _part(file, "document").iter()}]
    if not noted:
        print("No Word document with notes is there.")
        return 1
    with tempfile.TemporaryDirectory() as home:
        broken, saved, text = Path(home) / "control.docx", Path(home) / "saved", Path(home) / "text"
        control(noted[0], broken)
        converted(program, [*files, broken], "docx", saved)
        converted(program, [*files, broken], "txt:Text (encoded):UTF8", text)
        found = {file: list(faults(file, saved / file.name, text / f"{file.stem}.txt")) for file in files}
        seen = any(faults(noted[0], saved / broken.name, text / f"{broken.stem}.txt"))
    if not seen:
        print("The control document passes: nothing was checked.")
        return 1
    for file, said in found.items():
        print(f"{'FAIL' if said else 'pass'}  {file.name}", flush=True)
        for fault in said:
            print(f"      {fault}")
    failed = sum(map(bool, found.values()))
    print(f"{len(found)} Word documents, {failed} with faults")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

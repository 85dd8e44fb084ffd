"""House styles: what is taken of the file, what is refused with its place, and where it shows."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from dpia.errors import ProblemsFound, UserError
from dpia.report.contrast import contrast
from dpia.report.dressing import dressed, house_faces
from dpia.report.fonts import HouseFace
from dpia.report.house_style import OWN, HouseStyle
from dpia.report.house_style_file import read_house_style
from dpia.report.html import render_html, style_sheets
from dpia.report.logo import LARGEST, read_logo
from dpia.report.making import Making
from dpia.report.markdown import render_markdown
from dpia.report.model import Report

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">{}</svg>'


def style(folder: Path, text: str) -> HouseStyle:
    path = folder / "house.yaml"
    path.write_text(text, "utf-8")
    return read_house_style(path)


def test_a_whole_style_is_read(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(SVG.format('<rect width="9" height="9" style="fill:#123456"/>'), "utf-8")
    read = style(
        tmp_path,
        'name: Björk & 李\nlogo: logo.svg\ncolours: {heading: "#7A1F2B", rule: "#555555", fill: "#f6eef0"}\n'
        "typefaces: {text: Some Serif}\nfooter: A\nprivilege: |\n  Privileged and\n  confidential\n",
    )
    assert (read.name, read.heading, read.text_face, read.footer) == ("Björk & 李", "#7a1f2b", "Some Serif", "A")
    assert read.privilege == "Privileged and confidential"
    assert read.logo is not None
    assert read.logo.ratio == 3
    other = style(tmp_path, "name: Other\n")
    assert len({read.digest, other.digest, OWN.digest}) == 3


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ('colours:\n  heading: "#999999"\n', "2:", "4.5 to 1"),
        ('colours:\n  heading: "#666666"\n  fill: "#cccccc"\n', "2:", "#cccccc"),
        ('colours:\n  fill: "#333333"\n', "2:", "lighter"),
        ('colours:\n  rule: "#dddddd"\n', "2:", "3 to 1"),
        ("colours: {heading: red}\n", "1:", "such as #1a365d"),
        ("nam: X\n", "1:", "nam"),
        ("name: [x]\n", "1:", "text"),
        ("typefaces: {text: 'A\"; } body { x'}\n", "1:", "name of a typeface"),
        ("- a\n", "1:", "mapping"),
        (f"footer: {'x' * 101}\n", "1:", "100"),
        ("a: b: c\n", "1:", "a colon stands where none may"),
        ("logo: a.svg\n", "1:", "needs a name"),
        ("# nothing\n", "1:", "empty"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_remedy(tmp_path: Path, text: str, place: str, part: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        style(tmp_path, text)
    assert part in str(caught.value)
    assert f"house.yaml:{place}" in str(caught.value)


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#ffffff", "#000000") == contrast("#000000", "#ffffff") == 21


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>", '<image href="x.png" width="9" height="9"/>', '<rect onload="x()" width="1"/>',
        '<rect fill="url(http://evil.example/x)"/>', "<style>@import url(//evil.example)</style>", "<text>A</text>",
        '<use href="#a"/>', '<rect style="fill:url(file:///etc/passwd)"/>', "<foreignObject/>", '<a href="x"/>',
        '<rect xmlns:x="http://www.w3.org/1999/xlink" x:href="y"/>', '<rect fill="\\75 rl(x)"/>', "<animate/>",
        "<g>" * 50 + "</g>" * 50, "<g/>" * 6000, "<g>",
    ],
)  # fmt: skip
def test_a_logo_that_could_fetch_or_run_something_is_refused(tmp_path: Path, inner: str) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(SVG.format(inner), "utf-8")
    with pytest.raises(UserError) as caught:
        read_logo(path)
    assert caught.value.code == "logo"
    assert caught.value.hint


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><desc>&a;</desc></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"/>', b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9000 9"/>',
        b"<svg/>", b"GIF89a", b"", b"\x89PNG\r\n\x1a\nrubbish", b"x" * (LARGEST + 1),
    ],
)  # fmt: skip
def test_what_is_no_small_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "logo"
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_logo(path)
    assert caught.value.code == "logo"


def test_a_logo_leaves_behind_what_it_does_not_show(tmp_path: Path) -> None:
    svg, png = tmp_path / "a.svg", tmp_path / "a.png"
    svg.write_text(
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.org/svg11.dtd"><!-- secret -->'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:e="http://editor.example" width="30" height="10" e:author="secret">'
        '<title>secret</title><metadata>secret</metadata><e:note>secret</e:note><g data-x="secret"><path d="M0 0L9 9"/></g></svg>',
        "utf-8",
    )
    logo = read_logo(svg)
    assert b"secret" not in logo.data
    assert b"example" not in logo.data
    assert b"M0 0L9 9" in logo.data
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "secret")
    Image.new("RGB", (40, 10), "#123456").save(png, pnginfo=notes)
    png.write_bytes(png.read_bytes() + b"secret behind the end")
    logo = read_logo(png)
    assert b"secret" not in logo.data
    with Image.open(io.BytesIO(logo.data)) as opened:
        assert opened.convert("RGB").getpixel((1, 1)) == (0x12, 0x34, 0x56)


def test_a_typeface_that_is_not_installed_or_not_latin_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from dpia.report import fonts, installed_faces

    face = next(face for face in fonts.load_fonts("").faces if face.family == fonts.SANS)
    named = tmp_path / "Small.ttf"
    write_font(face.data, named, "Small Sans", "ABC")
    write_font(face.data, tmp_path / "Whole.ttf", "Whole Sans", installed_faces.NEEDED)
    monkeypatch.setattr(installed_faces, "font_folders", lambda: iter([tmp_path]))
    installed_faces._family.cache_clear()
    assert house_faces(HouseStyle(heading_face="whole sans")) == (
        HouseFace("House Headings", "normal", 400, tmp_path / "Whole.ttf"),
    )
    for family, said in (("Whole Sanz", "Did you mean Whole Sans"), ("Small Sans", "lacks")):
        with pytest.raises(UserError, match=said) as caught:
            house_faces(HouseStyle(text_face=family))
        assert caught.value.code == "typeface"
    installed_faces._family.cache_clear()


def write_font(data: bytes, path: Path, family: str, letters: str) -> None:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data))
    subsetter = Subsetter(Options(layout_features=[], notdef_outline=True))
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font["name"].names = []
    for number, name in ((1, family), (2, "Regular"), (6, family.replace(" ", ""))):
        font["name"].setName(name, number, 3, 1, 0x409)
    font.save(path)


def test_the_style_shows_in_every_format_and_its_lines_are_text(make_report) -> None:
    report: Report = replace(make_report({}), draft="Draft")
    logo = read_logo_of(SVG.format('<rect width="9" height="9"/>'))
    look = HouseStyle(
        name="<b>Björk</b>", logo=logo, heading="#7a1f2b", rule="#7a1f2b", fill="#f6eef0", text_face="Some Serif",
        privilege='Privileged "</style>', footer="<i>foot</i>",
    )  # fmt: skip
    page = render_html(report, "html", look=look)
    assert "&lt;b&gt;Björk&lt;/b&gt;" in page
    assert "&lt;i&gt;foot&lt;/i&gt;" in page
    assert f'src="data:image/svg+xml;base64,{base64.b64encode(logo.data).decode()}"' in page
    assert "color: #7a1f2b" in page
    assert '"Some Serif", "Source Serif 4"' in page
    assert '<p class="draft">Draft</p>' in page
    assert page.count("</style>") == 1
    css, margins = style_sheets(report, look=look)
    assert '"House Text", "Source Serif 4"' in css
    assert "solid #7a1f2b" in css
    assert "solid #444" not in css
    assert "Privileged" in margins
    assert "</style>" not in margins
    text = render_markdown(report, look=look)
    assert text.startswith("**\\<b\\>Björk\\</b\\>**\n\n**Privileged")
    assert "\n**Draft**\n" in text
    assert "<i>" not in text


def read_logo_of(svg: str):
    from dpia.report.logo import _svg

    return _svg(Path("x"), svg.encode())


def test_without_a_style_the_sheets_are_as_they_are() -> None:
    sheet = 'a { font: 7pt "Source Serif 4"; border: 1pt solid #444; }'
    assert dressed(sheet, OWN, printed=True) == sheet


def test_a_report_tells_another_house_style() -> None:
    made = Making("en", "full", "2026-11-21", "a", True, "p", "c", "t", house="abc")
    assert Making.from_text(made.to_text()) == made
    [words] = made.differing(Making("en", "full", "2026-11-21", "a", True, "p", "c", "t"))
    assert "--house-style" in words


def test_the_example_of_the_guide_is_a_house_style(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "house-style.md").read_text("utf-8")
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "logo.svg").write_text(SVG.format("<path d='M0 0L9 9'/>"), "utf-8")
    read = style(tmp_path, example)
    assert "" not in (read.name, read.text_face, read.heading_face, read.footer, read.privilege)
    assert read.logo is not None

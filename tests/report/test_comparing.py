"""What a comparison of a report with the one that is made again finds, on two small pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from dpia.report.comparing import Comparison, compare
from dpia.report.making import KEY, Making

MADE = Making("en", "full", "2026-11-21", "räv (1)\\.dpia.json", True, "p", "c", "t", "f")


def saved(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, static_id=True)
    return stream.getvalue()


@pytest.fixture(scope="module")
def again() -> bytes:
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Times)
    )
    for text in (b"one", b"two"):
        page = pdf.add_blank_page(page_size=(200, 200))
        page.Contents = pdf.make_stream(b"BT /F 12 Tf (" + text + b") Tj ET")
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    pdf.docinfo[f"/{KEY}"] = MADE.to_text()
    return saved(pdf)


def altered(again: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    with pikepdf.open(io.BytesIO(again)) as pdf:
        change(pdf)
        return saved(pdf)


def paint_over(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[1]
    page.Contents = pikepdf.Array([page.Contents, pdf.make_stream(b"0 0 200 200 re f")])


def annotate(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[0, 0, 200, 200])
    pdf.pages[1].Annots = pikepdf.Array([note])


def another_font(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.Font.F.BaseFont = pikepdf.Name.Courier


def signature(place: list[int]) -> Callable[[pikepdf.Pdf], None]:
    def sign(pdf: pikepdf.Pdf) -> None:
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, Rect=place
        )
        field = pdf.make_indirect(field)
        pdf.pages[1].Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))

    return sign


def remove(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]


def swap(pdf: pikepdf.Pdf) -> None:
    pdf.pages.reverse()


CASES = {
    "painted over": (paint_over, Comparison((2,))),
    "annotated": (annotate, Comparison((2,))),
    "a signature over the page": (signature([0, 0, 200, 200]), Comparison((2,))),
    "a signature that nobody sees": (signature([0, 0, 0, 0]), Comparison(elsewhere=True)),
    "another font": (another_font, Comparison((1, 2))),
    "removed": (remove, Comparison(counts=(1, 2))),
    "swapped": (swap, Comparison((1, 2))),
    "on no page": (lambda pdf: pdf.docinfo.update({"/Title": "another"}), Comparison(elsewhere=True)),
}


@pytest.mark.parametrize("name", CASES)
def test_what_was_changed_is_found(again, name):
    change, expected = CASES[name]
    assert compare(altered(again, change), again, MADE) == expected


def test_the_same_bytes_are_the_same(again):
    assert compare(again, again, MADE) == Comparison()


def test_what_was_added_after_the_end_is_told_and_a_page_that_it_changes_is_found(again):
    assert compare(again + b"\n% more\n", again, MADE) == Comparison(appended=8)
    with pikepdf.open(io.BytesIO(again)) as pdf:
        number = pdf.pages[1].Contents.objgen[0]
    start = len(again) + 1
    late = b"%d 0 obj\n<< /Length 16 >>\nstream\n0 0 200 200 re f\nendstream\nendobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, start)
    with pikepdf.open(io.BytesIO(again)) as pdf:
        root, size = pdf.Root.objgen[0], len(pdf.objects) + 1
    before = int(again.rsplit(b"startxref", 1)[1].split()[0])
    end = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        root,
        before,
        start + len(late),
    )
    assert compare(again + b"\n" + late + table + end, again, MADE).pages == (2,)


def test_other_typefaces_are_not_compared(again):
    assert compare(again + b"\n", again, replace(MADE, fonts="others")) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 3_000, MADE.to_text().replace("true", "1"), MADE.to_text().replace('"en"', "[]"), MADE.to_text() + " " * 5_000])  # fmt: skip
def test_a_note_that_we_did_not_write_says_nothing(text):
    with pytest.raises(ValueError, match="how it was made"):
        Making.from_text(text)


def test_a_note_is_read_as_it_was_written():
    assert Making.from_text(MADE.to_text()) == MADE
    assert MADE.to_text().isascii()
    assert MADE.differing(replace(MADE, content="x", lang="sv")) == ["it was made with other content"]

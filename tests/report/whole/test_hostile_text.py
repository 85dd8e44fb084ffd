"""Whatever people type: it is printed, and it does nothing."""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

import pikepdf
from support.reports import HOSTILE, Rendered, pdf_text, squeezed

from dpia.report.embedded import read_embedded
from dpia.report.html import render_html
from dpia.report.model import Report


def test_the_page_holds_what_was_typed_as_text_only(hostile: Rendered) -> None:
    body = hostile.html[hostile.html.index("<body") :]
    body = re.sub(r'<img src="data:image/svg\+xml;base64,[A-Za-z0-9+/=]+" alt="[^"<>]*">', "", body)  # our own charts
    assert "<script" not in body
    assert "<img" not in body
    assert "rel=attachment" not in re.sub(r"&lt;.*?&gt;", "", body)
    assert "&lt;img src=file:///etc/passwd&gt;" in body
    assert "{{7*7}}" in body
    assert not re.search(r'(?:href|src)="(?!#|https?://)', body)
    assert "javascript:alert(2)" in html.unescape(body)  # printed, since it was typed


def test_the_pdf_fetches_nothing_runs_nothing_and_carries_one_file(hostile: Rendered, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(hostile.pdf.data)) as opened:
        assert list(opened.attachments) == [hostile.source.name]
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary) and "/URI" in item:
                assert str(item["/URI"]).startswith(("http://", "https://"))
            if isinstance(item, pikepdf.Dictionary) and "/S" in item:
                assert str(item["/S"]) not in ("/JavaScript", "/Launch", "/GoToR", "/SubmitForm")
    path = tmp_path / "hostile.pdf"
    path.write_bytes(hostile.pdf.data)
    assert read_embedded(path).data == hostile.source.data


def test_the_pdf_prints_what_was_typed(hostile: Rendered) -> None:
    text = squeezed(pdf_text(hostile.pdf.data))
    for wanted in (
        "{{7*7}}",
        "<script>alert(1)</script>",
        "[U+202E]gnp.exe[U+202C]",
        "[U+1F600]",
        "[U+D800]",
        "[U+0007]",
        "a-b",
    ):
        assert wanted in text
    assert "《个人信息保护法》" in text
    assert "U+1F600GRINNINGFACE" in text  # the report says what its typefaces lack
    assert "THE-VERY-END" in text  # several pages in one answer
    assert text.count("THE-VERY-END") == 1  # an answer is printed once


def test_hostile_text_reaches_every_part(hostile: Rendered) -> None:
    """The fixture is as hostile as it says: otherwise the tests above prove little."""
    assert hostile.html.count("{{7*7}}") > 50
    assert HOSTILE.startswith("<img")
    assert isinstance(hostile.report, Report)
    assert render_html(hostile.report, "pdf").count("float") == 0

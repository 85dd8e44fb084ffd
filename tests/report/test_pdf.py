"""The PDF engine: both standards, the same bytes, nothing lost, nothing fetched, and the way back."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import http.server
import io
import os
import re
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conformance.samples import ASSESSMENT, CSS, dense_document, document, late_notes, render
from support.report_parts import text_of_pdf

from dpia.errors import UserError
from dpia.report import pdf, system_packages
from dpia.report.embedded import extract_attachment, read_embedded
from dpia.report.fonts import find_han, load_fonts
from dpia.report.pdf import RenderProblem, render_pdf
from dpia.report.weasyprint_patches import versions
from dpia.report.weasyprint_patches.fixes import footnotes
from dpia.resources import data_root

DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
"""A picture of one point."""


def elements(opened: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """The structure tree in reading order."""
    found: list[pikepdf.Dictionary] = []

    def walk(element: pikepdf.Object) -> None:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return
        found.append(element)
        kids: Any = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid)

    for kid in opened.Root.StructTreeRoot.K:
        walk(kid)
    return found


# --- what the file says of itself -------------------------------------------------------------------------------------


def test_file_claims_both_standards(opened: pikepdf.Pdf) -> None:
    xmp = opened.Root.Metadata.read_bytes().decode()
    assert xmp.count("<rdf:RDF") == 1
    with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata["dc:title"] == "Sample"
    assert "pdfaExtension:schemas" in xmp
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "en"


def test_dates_come_from_the_file(opened: pikepdf.Pdf) -> None:
    stamp = "D:20190820000000Z"
    assert str(opened.docinfo.CreationDate) == str(opened.docinfo.ModDate) == stamp
    embedded = opened.attachments["sample.dpia.json"].get_file()
    assert embedded.creation_date == embedded.mod_date == dt.datetime(2019, 8, 20, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("moment", "stamp"),
    [
        (dt.datetime(2019, 8, 20, 9, 30, 5), "D:20190820093005Z"),  # noqa: DTZ001 - naive on purpose
        (dt.datetime(2019, 8, 20, 1, 0, tzinfo=dt.timezone(dt.timedelta(hours=2))), "D:20190819230000Z"),
    ],
)
def test_times_are_told_in_utc(moment: dt.datetime, stamp: str) -> None:
    html = document(han=False)
    made = render_pdf(html, css=[CSS], fonts=load_fonts(html), title="T", lang="en", created=moment)
    assert str(pikepdf.open(io.BytesIO(made.data)).docinfo.CreationDate) == stamp


def test_same_input_same_bytes_in_another_process(result: pdf.PdfResult) -> None:
    program = (
        "import hashlib; from conformance.samples import *; "
        "print(hashlib.sha256(render(document(han=find_han() is not None)).data).hexdigest())"
    )
    tests = Path(__file__).parents[1]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)]), "PYTHONHASHSEED": "7"}
    run = subprocess.run(
        [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True, timeout=120
    )
    assert run.stdout.strip() == hashlib.sha256(result.data).hexdigest()


# --- what a listener hears --------------------------------------------------------------------------------------------


def test_table_headers_have_a_scope(opened: pikepdf.Pdf) -> None:
    scopes = Counter(str(element.A.Scope) for element in elements(opened) if element.S == "/TH")
    assert scopes == {"/Column": 2, "/Row": 2}


def test_inner_languages_are_marked(opened: pikepdf.Pdf) -> None:
    languages = [str(element.Lang) for element in elements(opened) if "/Lang" in element]
    assert languages == ["sv", "zh-Hans"] if find_han() else ["sv"]


def test_a_footnote_is_read_at_its_call(opened: pikepdf.Pdf) -> None:
    kinds = [str(element.S) for element in elements(opened)]
    assert kinds.count("/Reference") - kinds.count("/TOCI") == kinds.count("/Note") == 3
    for element in elements(opened):
        kids: Any = element.get("/K", [])
        for call, follower in zip(kids, list(kids)[1:], strict=False) if isinstance(kids, pikepdf.Array) else ():
            if isinstance(call, pikepdf.Dictionary) and call.get("/S") == "/Reference":
                assert follower.S == "/Note"
                assert follower.P.objgen == element.objgen
    assert len({str(element.ID) for element in elements(opened) if element.S == "/Note"}) == 3


def test_contents_and_captions_are_told_as_such(opened: pikepdf.Pdf) -> None:
    found = list(elements(opened))
    entries = [element for element in found if element.S == "/TOCI"]
    assert [str(element.P.S) for element in entries] == ["/TOC", "/TOC"]
    assert [[str(inner.S) for inner in element.K] for element in entries] == [["/Reference"], ["/Reference"]]
    [table] = [element for element in found if element.S == "/Table"]
    assert [str(inner.S) for inner in table.K] == ["/Caption", "/THead", "/TBody"]
    assert table.K[0].P.objgen == table.objgen


def test_a_picture_has_its_text(opened: pikepdf.Pdf) -> None:
    texts = [str(element.Alt) for element in elements(opened) if element.S == "/Figure"]
    assert texts == ["Risk matrix: low", "A square"]


@pytest.mark.parametrize(
    "picture", ['<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>', f'<img src="{DOT}">']
)
def test_a_picture_without_text_is_an_error(picture: str) -> None:
    with pytest.raises(RenderProblem):
        render(f'<html lang="en"><title>T</title><p>{picture}', css="")


def test_every_link_is_tagged_as_one(opened: pikepdf.Pdf) -> None:
    holders = [
        element.S
        for element in elements(opened)
        for kid in (element.K if isinstance(element.K, pikepdf.Array) else ())
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    ]
    assert len(holders) >= 4
    assert set(holders) == {pikepdf.Name.Link}


# --- nothing lost -----------------------------------------------------------------------------------------------------


def test_result_tells_what_the_layout_came_to(result: pdf.PdfResult) -> None:
    assert (result.pages, result.footnotes, result.too_wide) == (1, 3, ())
    assert result.anchors == {"one": 1, "two": 1}
    assert all(word in text_of_pdf(result.data) for word in ("DI-2019-2221", "Recital 39", "uppgifterna", "1 / 1"))


FULL_OF_NOTES = {
    "put off": dense_document(6),
    "forgotten": dense_document(11),
    "both": dense_document(38),
    "at the end": late_notes(),
}


@pytest.mark.parametrize("name", FULL_OF_NOTES)
def test_every_footnote_is_printed_once(name: str, printed: Callable[..., pdf.PdfResult]) -> None:
    html, notes = FULL_OF_NOTES[name]
    made = printed(html)
    assert made.footnotes == notes >= 8
    assert made.pages < notes  # not one note a page
    marks = Counter(re.findall(r"mark(\d{3})\.", text_of_pdf(made.data).replace("\n", "")))
    assert marks == {f"{number:03}": 1 for number in range(1, notes + 1)}


@pytest.mark.parametrize("name", FULL_OF_NOTES)
def test_a_lost_footnote_is_an_error(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the fixes, WeasyPrint loses footnotes and says nothing; the survey of the layout must notice."""
    monkeypatch.setattr(footnotes, "patches", list)
    monkeypatch.setattr(versions, "PROVEN", frozenset())
    with pytest.raises(RenderProblem, match="times on the pages instead of once"):
        render(FULL_OF_NOTES[name][0], attachment=None)


def test_text_that_sticks_out_is_told() -> None:
    made = render('<html lang="en"><title>T</title><p style="white-space:nowrap">' + "wide " * 60, attachment=None)
    assert made.too_wide[0].startswith("wide wide")
    made = render('<html lang="en"><title>T</title><p style="margin-left:-9mm">hanging</p>', attachment=None)
    assert made.too_wide == ("hanging",)


@pytest.mark.parametrize(("lang", "broken"), [("sv", "ansiktsigenkän‐"), ("en", "ansiktsigenkänning‐")])
def test_a_word_that_is_longer_than_its_cell_is_hyphenated_and_no_code_is(lang: str, broken: str) -> None:
    sheet = (data_root("templates") / "report" / "print.css").read_text("utf-8")
    word, code = "ansiktsigenkänningsundantag", "5f0c2e" * 11
    html = f"<html lang={lang}><main><table><tr><td style='width:26mm'>{word}<td><code>{code}</code><td><a>{code}</a></table>"
    made = render_pdf(html, css=[sheet], fonts=load_fonts(html), title="T", lang=lang, created=dt.date(2026, 1, 1))
    text = text_of_pdf(made.data)
    assert broken in text.split()
    assert text.replace("\n", "").count(code) == 2


@pytest.mark.parametrize(
    ("body", "css", "words"),
    [
        ("<p>x</p>", "p { colour: red }", "unknown property"),
        ('<a href="#nowhere">x</a>', "", "No anchor #nowhere"),
        ('<img src="data:image/png;base64,AAAA" alt="x">', "", "Failed to load image"),
    ],
)
def test_what_the_layout_engine_would_only_log_is_an_error(body: str, css: str, words: str) -> None:
    with pytest.raises(RenderProblem) as caught:
        render(f'<html lang="en"><title>T</title>{body}', css=css)
    assert any(words in line for line in caught.value.lines)


def test_language_of_the_text_and_of_the_file_agree() -> None:
    with pytest.raises(RenderProblem, match="in sv, not in en"):
        render('<html lang="sv"><title>T</title><p>x', css="")


# --- nothing fetched --------------------------------------------------------------------------------------------------

ATTACKS = [
    '<img src="{url}" alt="x">',
    '<img src="{file}" alt="x">',
    '<link rel="stylesheet" href="{url}">',
    "<style>@import url({url});</style>",
    "<style>@import '{file}';</style>",
    '<style>@font-face {{ font-family: x; src: url("{url}") }} p {{ font-family: x }}</style><p>x</p>',
    '<style>@font-face {{ font-family: x; src: url("{file}") }} p {{ font-family: x }}</style><p>x</p>',
    '<p style="background: url({url})">x</p>',
    '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "<style>p::before {{ content: url({url}) }}</style><p>x</p>",
    '<object data="{url}"></object>',
    '<embed src="{url}">',
    '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="{url}" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><style>@import url({url});</style><title>x</title></svg>',
    '<base href="{url}"><img src="x.png" alt="x">',
    '<img src="//127.0.0.1:{port}/x.png" alt="x">',
    '<link rel="attachment" href="{url}">',
    '<link rel="attachment" href="{file}">',
    '<link rel="attachment" href="data:image/png;base64,AAAA">',
    '<a rel="attachment" href="{file}">x</a>',
    '<a rel="attachment" href="data:image/png;base64,AAAA">x</a>',
    '<a href="{file}">x</a>',
    '<a href="javascript:alert(1)">x</a>',
    '<img src="data:text/html,x" alt="x">',
    '<img src="dpia-font:Source-Serif-4/100/normal" alt="x">',
]

INERT = [
    '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><use href="{url}#a"/></svg>',
    '<iframe src="{url}"></iframe>',
    '<script src="{url}"></script>',
    '<p style="content: url({url})">x</p>',
    '<form action="{url}"><input type="file"></form>',
    '<meta http-equiv="refresh" content="0; url={url}">',
]
"""What WeasyPrint does not follow anyway, and shall not begin to."""


@pytest.fixture(scope="module")
def visited():
    """A server on the loopback interface, and the paths that were asked of it."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, paths
        server.shutdown()


@pytest.mark.parametrize("attack", ATTACKS)
def test_outside_text_can_neither_fetch_nor_embed(attack: str, visited: tuple[int, list[str]], tmp_path: Path) -> None:
    port, paths = visited
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    body = attack.format(url=f"http://127.0.0.1:{port}/x", file=secret.as_uri(), port=port)
    with pytest.raises(RenderProblem):
        render(f'<html lang="en"><title>T</title>{body}<p>x</p>', css="")
    assert paths == []


@pytest.mark.parametrize("attack", INERT)
def test_what_is_not_followed_stays_so(attack: str, visited: tuple[int, list[str]]) -> None:
    port, paths = visited
    body = attack.format(url=f"http://127.0.0.1:{port}/x")
    with contextlib.suppress(RenderProblem):
        made = render(f'<html lang="en"><title>T</title>{body}<p>x</p>', css="", attachment=None)
        assert b"/EmbeddedFile" not in made.data
    assert paths == []


def test_the_attacks_would_work_on_an_open_engine(visited: tuple[int, list[str]]) -> None:
    """Else the test above would prove nothing."""
    import weasyprint

    port, paths = visited
    weasyprint.HTML(string=f'<img src="http://127.0.0.1:{port}/seen" alt="x">').render()
    assert paths == ["/seen"]
    paths.clear()


def test_pictures_in_the_text_are_allowed() -> None:
    made = render(f'<html lang="en"><title>T</title><p><img src="{DOT}" alt="a dot">', css="")
    assert b"/Image" in made.data


def test_rendering_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def poisoned(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", poisoned)
    assert render(document(han=False)).pages == 1


def test_the_environment_is_left_as_it_was() -> None:
    before = dict(os.environ)
    render(document(han=False))
    assert dict(os.environ) == before


# --- what the machine lacks -------------------------------------------------------------------------------------------


def test_without_pango_the_message_names_the_packages(tmp_path: Path) -> None:
    """In a process of its own, where loading the library fails as it does on a fresh machine."""
    program = """
import cffi, sys
def missing(self, name, flags=0): raise OSError(f"cannot load library '{name}'")
cffi.FFI.dlopen = missing
from dpia.errors import UserError
from dpia.report.pdf import engine_versions
try:
    engine_versions()
except UserError as error:
    print(error.code, error)
"""
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)
    assert run.stdout.startswith("pango PDF reports need Pango")
    assert system_packages.install_line(system_packages.Need.PANGO) in run.stdout
    assert run.stdout.count("\n") == 1
    assert run.stderr == ""


def test_without_the_subsetter_the_message_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf.engine_versions()
    monkeypatch.setattr("weasyprint.text.ffi.harfbuzz_subset", None)
    with pytest.raises(UserError) as caught:
        render(document(han=False))
    assert caught.value.code == "harfbuzz-subset"
    assert system_packages.install_line(system_packages.Need.SUBSET) in str(caught.value)


def test_importing_the_report_modules_loads_no_engine() -> None:
    program = "import sys, dpia.report.pdf, dpia.report.fonts, dpia.report.weasyprint_patches, dpia.doctor; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)
    assert not {"weasyprint", "pypdf", "uharfbuzz", "fontTools", "jinja2"} & set(run.stdout.split())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems need the search")
def test_importing_the_engine_starts_no_process() -> None:
    program = """
import sys
started = []
sys.addaudithook(lambda event, _: started.append(event) if event == "subprocess.Popen" else None)
from dpia.report.pdf import engine_versions
print(engine_versions().weasyprint, started)
"""
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)
    assert re.fullmatch(r"[\d.]+ \[\]\n", run.stdout)


# --- the way back -----------------------------------------------------------------------------------------------------


def test_the_assessment_comes_back(result: pdf.PdfResult, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(result.data)
    assert extract_attachment(path) == ASSESSMENT.data
    embedded = read_embedded(path)
    assert (embedded.name, embedded.problems) == ("sample.dpia.json", ())
    assert embedded.digest == "sha256:" + hashlib.sha256(ASSESSMENT.data).hexdigest()


def test_the_embedded_file_is_associated_as_the_source(opened: pikepdf.Pdf) -> None:
    [associated] = opened.Root.AF
    assert associated.AFRelationship == "/Source"
    assert str(associated.UF) == "sample.dpia.json"
    assert associated.EF.F.Subtype == "/application/json"


def test_without_an_attachment_nothing_is_embedded(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(render(document(han=False), attachment=None).data)
    with pikepdf.open(path) as made:
        assert not made.attachments
    with pytest.raises(UserError) as caught:
        extract_attachment(path)
    assert caught.value.code == "no-assessment"


def test_a_changed_assessment_is_refused(result: pdf.PdfResult, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    with pikepdf.open(io.BytesIO(result.data)) as made:
        made.attachments["sample.dpia.json"].get_file().obj.write(b'{"format": "forged"}')
        made.save(path)
    assert read_embedded(path).problems
    with pytest.raises(UserError) as caught:
        extract_attachment(path)
    assert caught.value.code == "damaged"


def test_two_assessments_are_refused(result: pdf.PdfResult, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    with pikepdf.open(io.BytesIO(result.data)) as made:
        made.attachments["other.dpia.json"] = pikepdf.AttachedFileSpec(made, b"{}", filename="other.dpia.json")
        made.save(path)
    with pytest.raises(UserError, match="more than one"):
        extract_attachment(path)


@pytest.mark.parametrize("keep", [0, 4, 200, 5000, -3000, -40])
def test_a_broken_pdf_is_refused(
    keep: int, result: pdf.PdfResult, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(result.data[:keep])
    with pytest.raises(UserError) as caught:
        extract_attachment(path)
    assert caught.value.code == "pdf"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"", b"{}", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\xff" * 4000, b"PK\x03\x04"])
def test_what_is_no_pdf_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "no.pdf"
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        extract_attachment(path)
    assert caught.value.code == "pdf"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        extract_attachment(tmp_path / "none.pdf")
    assert caught.value.code == "file"

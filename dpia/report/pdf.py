"""HTML to a PDF that is PDF/A-3a and PDF/UA-1 at once, the same bytes each time, with the assessment inside.

WeasyPrint writes one variant of PDF at a time; `_finish` adds the mark of the other. Rendering is closed: it can
fetch nothing but the report's own faces and `data:` pictures. It is strict: what WeasyPrint would only log is an
error here, since a report that silently lost something must not exist. WeasyPrint is imported with the first report,
not before.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import html as html_escapes
import io
import os
import re
import sys
import threading
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dpia.collector import collector_off
from dpia.errors import UserError
from dpia.i18n import Enumeration
from dpia.i18n_marks import N_
from dpia.report.collected_log import collected_log
from dpia.report.fonts import FontSet, describe
from dpia.report.making import KEY
from dpia.report.no_break import JOINER
from dpia.report.system_packages import Need, install_line
from dpia.report.weasyprint_patches import versions
from dpia.report.weasyprint_patches.compression import compress_moderately
from dpia.report.weasyprint_patches.fixes import Structure, fixes
from dpia.report.weasyprint_patches.objects import is_box, resolve
from dpia.report.weasyprint_patches.patching import patched
from dpia.report.weasyprint_patches.speed_ups import speed_ups
from dpia.report.weasyprint_patches.speed_ups.loading import no_library_search

if TYPE_CHECKING:
    import pydyf

_LINK_SCHEMES = ("http:", "https:", "mailto:")
_PICTURES = ("data:image/png", "data:image/jpeg", "data:image/svg+xml")
_ENGINE = threading.Lock()
"""Rendering sets an environment variable and replaces functions of WeasyPrint: one at a time."""


class RenderProblem(UserError):
    """The PDF was not written, because it would have lost something or fetched something. `lines` says what."""

    def __init__(self, lines: Sequence[str], *, hint: str = "", code: str = "render") -> None:
        self.lines = tuple(lines)
        more = f"; and {len(self.lines) - 5} more" if len(self.lines) > 5 else ""
        shown = "; ".join(self.lines[:5]) + more
        super().__init__(N_("The PDF was not written: {lines}"), hint=hint, code=code, lines=shown)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to embed in the report."""

    name: str
    data: bytes = field(repr=False)
    description: str = ""


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A finished PDF and what its layout came to, for checks that would otherwise have to read it back."""

    data: bytes = field(repr=False)
    pages: int
    footnotes: int
    anchors: Mapping[str, int] = field(repr=False)
    """Page number, from 1, of each element that has an id."""
    too_wide: tuple[str, ...]
    """Beginnings of text lines that stick out of the page's text area on the left or right."""


def render_pdf(
    html: str,
    *,
    css: Sequence[str],
    fonts: FontSet,
    title: str,
    lang: str,
    created: dt.date | dt.datetime,
    modified: dt.date | dt.datetime | None = None,
    attachment: Attachment | None = None,
    made_by: str = "",
    author: str = "",
) -> PdfResult:
    """Make the PDF.

    Args:
        html: a whole document, `lang` on its root element. Where what people typed was not escaped in it, it still
            cannot fetch or embed anything.
        css: style sheets; the faces of `fonts` are added.
        fonts: from `load_fonts` with the text of `html`.
        title: title of the document, shown by readers in place of the file's name.
        lang: language of the document, a BCP 47 tag.
        created: from the assessment, never from the clock. A date stands for its midnight, naive times for UTC.
        modified: likewise; `created` where not given.
        attachment: the assessment, in the full edition.
        made_by: how the report is made, in ASCII; stands among the metadata.
        author: whose document it is; empty: nobody is named.

    Raises:
        RenderProblem: a lost footnote, an address to fetch, or anything else that the layout engine complained about.
        UserError: a character has no glyph in `fonts` (code `glyph`), Pango or HarfBuzz's subsetter is not installed
            (code `pango`, `harfbuzz-subset`), or WeasyPrint or pydyf is of a version that the fixes do not know (code
            `engine-version`).
    """
    if missing := fonts.missing(printable(html, css)):
        raise UserError(
            N_("The report's typefaces cannot print {characters}."),
            hint=N_("Replace these characters in the answers."),
            code="glyph",
            characters=Enumeration(map(describe, missing)),
        )
    created_at, modified_at = _utc(created), _utc(created if modified is None else modified)
    with _ENGINE, _isolated_fontconfig():
        engine = _import_engine()
        structure = Structure(lang)
        with (
            collected_log("weasyprint", "fontTools", "PIL") as log,
            warnings.catch_warnings(),
            collector_off(),
            speed_ups() as nothing_changes_any_more,
            patched(*fixes(structure), compress_moderately),
        ):
            warnings.filterwarnings("ignore", "unclosed file .*sRGB2014.icc", ResourceWarning)  # WeasyPrint's
            try:
                document = _lay_out(engine, html, [fonts.css, *css], fonts)
                document.metadata.title = title
                document.metadata.authors = [author] if author else []
                document.metadata.lang = lang
                document.metadata.generator = "dpia-wizard"
                document.metadata.created = _w3c(created_at)
                document.metadata.modified = _w3c(modified_at)
                layout = _survey(document, lang)
                _name_bookmarks(document)

                def finish(_: Any, file: pydyf.PDF) -> None:
                    _finish(file, structure, embedded=0 if attachment is None else 1, made_by=made_by, lang=lang)
                    nothing_changes_any_more()

                data = document.write_pdf(
                    pdf_variant="pdf/a-3a",
                    attachments=_attachments(engine, attachment, created_at, modified_at),
                    finisher=finish,
                )
            except engine.urls.FatalURLFetchingError as error:
                raise RenderProblem([f"something wanted to fetch {error}"], code="fetch") from error
    if log:
        raise RenderProblem([f"the layout engine reported {line}" for line in dict.fromkeys(log)])
    return PdfResult(data=data, **layout)


def engine_versions() -> versions.Versions:
    """Versions of WeasyPrint and pydyf, once everything they need is there.

    Raises:
        UserError: as for `render_pdf`, codes `pango`, `harfbuzz-subset` and `engine-version`.
    """
    with _ENGINE, _isolated_fontconfig():
        _import_engine()
        return versions.installed()


# --- Before -----------------------------------------------------------------------------------------------------------


def printable(html: str, css: Sequence[str]) -> str:
    """All characters that can reach a page, and some that cannot (names of tags): a superset is enough for a check."""
    sheets = re.sub(r"/\*.*?\*/", "", "".join(css), flags=re.DOTALL)
    escapes = (int(number, 16) for number in re.findall(r"\\([0-9a-fA-F]{1,6})", sheets))
    return html_escapes.unescape(html) + sheets + "".join(chr(code) for code in escapes if 0 < code < 0x110000)


def _utc(moment: dt.date | dt.datetime) -> dt.datetime:
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time())
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def _w3c(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@contextlib.contextmanager
def _isolated_fontconfig() -> Iterator[None]:
    """Point fontconfig at a configuration without folders. Put back after: child processes inherit the environment."""
    before = os.environ.get("FONTCONFIG_FILE")
    with resources.as_file(resources.files("dpia.report") / "fonts.conf") as path:
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _import_engine() -> ModuleType:
    """WeasyPrint, or a message that says what to install."""
    if sys.platform == "darwin":  # Homebrew's folder is not among those that the loader looks into
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    versions.require_known()
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), no_library_search():
        warnings.filterwarnings("ignore", message="No fonts configured", category=UserWarning)
        warnings.filterwarnings("ignore", message="HarfBuzz-Subset", category=DeprecationWarning)
        try:
            import weasyprint
            import weasyprint.text.fonts
            import weasyprint.urls
        except OSError as error:
            raise UserError(
                N_("PDF reports need Pango, which is not installed."),
                hint="{command}",
                code="pango",
                command=install_line(Need.PANGO),
            ) from error
    if weasyprint.text.ffi.harfbuzz_subset is None:
        raise UserError(
            N_("PDF reports need HarfBuzz's subsetter, which is not installed."),
            hint="{command}",
            code="harfbuzz-subset",
            command=install_line(Need.SUBSET),
        )
    return weasyprint  # type: ignore[no-any-return]  # untyped package


# --- Layout -----------------------------------------------------------------------------------------------------------


def _lay_out(engine: ModuleType, html: str, css: Sequence[str], fonts: FontSet) -> Any:
    fetcher = _closed_fetcher(engine, fonts)
    configuration = engine.text.fonts.FontConfiguration()
    sheets = [engine.CSS(string=sheet, font_config=configuration, url_fetcher=fetcher) for sheet in css]
    document = engine.HTML(string=html, url_fetcher=fetcher)
    return document.render(font_config=configuration, stylesheets=sheets, pdf_variant="pdf/a-3a")


def _closed_fetcher(engine: ModuleType, fonts: FontSet) -> Any:
    """A fetcher that knows the report's faces and `data:` pictures, and stops the rendering at anything else."""
    faces = {face.url: face.data for face in fonts.faces}

    class ClosedFetcher(engine.urls.URLFetcher):  # type: ignore[misc,name-defined]  # base class known only now
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url in faces:
                return engine.urls.URLFetcherResponse(url, faces[url], {"Content-Type": "font/otf"})
            if url.startswith(_PICTURES):
                return super().fetch(url, headers)
            raise engine.urls.FatalURLFetchingError(_short(url))

    return ClosedFetcher(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"


def _survey(document: Any, lang: str) -> dict[str, Any]:
    """Walk the finished layout once: count footnotes and find what was lost, what sticks out, and where links go."""
    problems: list[str] = []
    calls: dict[Any, str] = {}
    bodies: Counter[Any] = Counter()
    anchors: dict[str, int] = {}
    too_wide: list[str] = []
    for number, page in enumerate(document.pages, start=1):
        for anchor in page.anchors:
            anchors.setdefault(anchor, number)
        for kind, target, *_ in page.links:
            if kind == "attachment" or (kind == "external" and not target.lower().startswith(_LINK_SCHEMES)):
                problems.append(f"page {number} links to {_short(target)}")
        box = page._page_box
        left, right = box.content_box_x() - 1, box.content_box_x() + box.width + 1
        stack = [(child, False) for child in box.children if is_box(child, "BlockBox", "FootnoteAreaBox")]
        while stack:
            box, in_area = stack.pop()
            if is_box(box, "TextBox"):
                if (box.position_x < left or box.position_x + box.width > right) and box.text.strip():
                    too_wide.append(_short(box.text))
                continue
            if box.footnote is not None:
                calls[box.element] = "".join(box.element.itertext())
            elif in_area and box.element is not None:
                bodies[box.element] += 1
            stack.extend((child, is_box(box, "FootnoteAreaBox")) for child in getattr(box, "children", ()))
    problems += [
        f"the footnote “{_short(text)}” stands {bodies[element]} times on the pages instead of once"
        for element, text in calls.items()
        if bodies[element] != 1
    ]
    if document.metadata.attachments:
        problems.append("the text wanted to attach a file")
    if (root := document._html.etree_element.get("lang")) != lang:
        problems.append(f"the document is in {root}, not in {lang}")
    if problems:
        raise RenderProblem(problems)
    return {"pages": len(document.pages), "footnotes": len(calls), "anchors": anchors, "too_wide": tuple(too_wide)}


def _name_bookmarks(document: Any) -> None:
    """Name bookmarks by the words of their headings alone, without signs that only guide their lines."""
    for page in document.pages:
        page.bookmarks[:] = [
            (level, label.replace(JOINER, "").replace("\u00a0", " "), *rest) for level, label, *rest in page.bookmarks
        ]


# --- The finisher -----------------------------------------------------------------------------------------------------

_PDFUA_XMP = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""The mark of PDF/UA-1, and the description of its vocabulary that PDF/A demands for marks it does not know itself."""

_LANGUAGE_XMP = b"""\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">\
<dc:language><rdf:Bag><rdf:li>LANG</rdf:li></rdf:Bag></dc:language></rdf:Description>"""
"""The language of the text, among the metadata too."""


def _finish(pdf: pydyf.PDF, structure: Structure, *, embedded: int, made_by: str, lang: str) -> None:
    """Last changes before the file is written: the second mark, the structure, and one check."""
    import pydyf

    if made_by:
        pdf.info[KEY] = pydyf.String(made_by)
    metadata = resolve(pdf, pdf.catalog["Metadata"])
    head, end, tail = metadata.stream[0].rpartition(b"</rdf:RDF>")
    metadata.stream = [head + _PDFUA_XMP + _LANGUAGE_XMP.replace(b"LANG", lang.encode("ascii")) + end + tail]
    pdf.catalog["PageMode"] = "/UseOutlines"
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    if "AF" in pdf.catalog:  # WeasyPrint lists each file twice
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    structure.finish(pdf)
    if structure.problems:
        raise RenderProblem(structure.problems)
    files = sum(isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/EmbeddedFile" for item in pdf.objects)
    if files != embedded:
        raise RenderProblem([f"{files} files are embedded instead of {embedded}"])
    for item in pdf.objects:
        for key in ("BaseFont", "FontName") if isinstance(item, dict) else ():
            if key in item:  # Pango puts a comma after families that end in a number
                item[key] = item[key].rstrip(b",")


def _attachments(
    engine: ModuleType, attachment: Attachment | None, created: dt.datetime, modified: dt.datetime
) -> list[Any]:
    if attachment is None:
        return []
    return [
        engine.Attachment(
            string=attachment.data,
            name=attachment.name,
            description=attachment.description,
            created=created,
            modified=modified,
            relationship="Source",
        )
    ]

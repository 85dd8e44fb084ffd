"""HTML to a PDF that is PDF/A-3a and PDF/UA-1 at once, the same bytes each time, with the assessment inside; and back.

WeasyPrint writes one variant of PDF at a time and leaves out what a listener needs (scope of table headers, language of inner
elements, footnotes beside their calls). `_Structure` and `_finish` add these. The engine is closed: it can fetch nothing but the
report's own faces and `data:` pictures. It is strict: whatever WeasyPrint would only log is an error here, since a report
that silently lost something must not exist. WeasyPrint is imported when the first report is made, not before.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import html as html_escapes
import io
import logging
import math
import os
import re
import sys
import threading
import warnings
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dpia.errors import UserError
from dpia.report.fonts import FontSet, describe
from dpia.report.system import Need, install_line

if TYPE_CHECKING:
    import pydyf

ATTACHMENT_SUFFIX = ".dpia.json"
"""An embedded file whose name ends so is the assessment."""

_LINK_SCHEMES = ("http:", "https:", "mailto:")
_PICTURES = ("data:image/png", "data:image/jpeg", "data:image/svg+xml")
_LARGEST_PDF = 256 * 1024 * 1024
_ENGINE = threading.Lock()
"""Rendering sets an environment variable and wraps a function of WeasyPrint: one at a time."""


class RenderProblem(UserError):
    """The PDF was not written, because it would have lost something or fetched something. `lines` says what."""

    def __init__(self, lines: Sequence[str], *, hint: str = "", code: str = "render") -> None:
        self.lines = tuple(lines)
        more = f"; and {len(self.lines) - 5} more" if len(self.lines) > 5 else ""
        super().__init__("The PDF was not written: {lines}", hint=hint, code=code, lines="; ".join(self.lines[:5]) + more)


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
    """Beginnings of text lines that stick out of the page's text area on the right."""


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
) -> PdfResult:
    """Make the PDF.

    Args:
        html: a whole document, `lang` on its root element. Trusted as far as its author escaped what people typed; if that
            failed, it still cannot fetch or embed anything.
        css: style sheets; the faces of `fonts` are added.
        fonts: from `load_fonts` with the text of `html`.
        title: title of the document, shown by readers in place of the file's name.
        lang: language of the document, a BCP 47 tag.
        created: from the assessment, never from the clock. A date stands for its midnight, naive times for UTC.
        modified: likewise; `created` where not given.
        attachment: the assessment, in the full edition.

    Raises:
        RenderProblem: a lost footnote, an address to fetch, or anything else that the layout engine complained about.
        UserError: a character has no glyph in `fonts` (code `glyph`), or Pango or HarfBuzz's subsetter is not installed (code
            `pango`, `harfbuzz-subset`).
    """
    if missing := fonts.missing(_printable(html, css)):
        raise UserError(
            "The report's typefaces cannot print {characters}.",
            hint="Replace these characters in the answers.",
            code="glyph",
            characters=", ".join(map(describe, missing)),
        )
    created_at, modified_at = _utc(created), _utc(created if modified is None else modified)
    with _ENGINE, _isolated_fontconfig():
        engine = _import_engine()
        structure = _Structure(lang)
        with _collected_log("weasyprint", "fontTools", "PIL") as log, _collector_off(), _kept_footnotes(), structure.watching():
            try:
                document = _lay_out(engine, html, [fonts.css, *css], fonts)
                document.metadata.title = title
                document.metadata.lang = lang
                document.metadata.generator = "dpia-wizard"
                document.metadata.created = _w3c(created_at)
                document.metadata.modified = _w3c(modified_at)
                layout = _survey(document, lang)
                data = document.write_pdf(
                    pdf_variant="pdf/a-3a",
                    attachments=_attachments(engine, attachment, created_at, modified_at),
                    finisher=lambda _, pdf: _finish(pdf, structure, embedded=0 if attachment is None else 1),
                )
            except engine.urls.FatalURLFetchingError as error:
                raise RenderProblem([f"something wanted to fetch {error}"], code="fetch") from error
    if log:
        raise RenderProblem([f"the layout engine reported {line}" for line in dict.fromkeys(log)])
    return PdfResult(data=data, **layout)


# --- Before -----------------------------------------------------------------------------------------------------------


def _printable(html: str, css: Sequence[str]) -> str:
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
    """Point fontconfig at a configuration without folders, and put things back: child processes inherit the environment."""
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


@contextlib.contextmanager
def _collected_log(*names: str) -> Iterator[list[str]]:
    """Lines of level WARNING or above that these loggers get, and keep them off the terminal."""
    lines: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    collector = Collector(logging.WARNING)
    loggers = [(logger, logger.propagate) for logger in map(logging.getLogger, names)]
    for logger, _ in loggers:
        logger.addHandler(collector)
        logger.propagate = False
    try:
        yield lines
    finally:
        for logger, propagate in loggers:
            logger.removeHandler(collector)
            logger.propagate = propagate


@contextlib.contextmanager
def _kept_footnotes() -> Iterator[None]:
    """Mend three faults of WeasyPrint that lose footnotes or print them twice.

    `LayoutContext._update_footnote_area` answers whether the notes are higher than their area, which can only be so where the
    area has a largest height. It compares sums of floating-point numbers without tolerance, so that with most paddings and
    margins it says yes for no reason; notes are then put off from page to page, one a page, and dropped at the end of the
    document (https://github.com/Kozea/WeasyPrint/issues/2502).

    Pages whose page references have changed are laid out again one by one (`remake_page`), with whatever notes the page made
    last has put off, instead of those that the page before has.

    A line that fits only because earlier notes were put off keeps its call, but its own notes are forgotten.
    """
    from weasyprint import layout
    from weasyprint.layout import page as pages

    update, remake, make_all = layout.LayoutContext._update_footnote_area, pages.remake_page, layout.make_all_pages
    put_off: dict[int, list[Any]] = {}
    """Notes that the page before has put off, by index of page."""

    def updated(context: Any) -> bool:
        return bool(update(context)) and context.current_footnote_area.max_height != math.inf

    def remade(index: int, context: Any, *rest: Any) -> Any:
        context.reported_footnotes = list(put_off.get(index, ()))
        page, resume_at = remake(index, context, *rest)
        for box in page.descendants():
            if box.footnote is not None and box.footnote in context.footnotes:
                context.footnotes.remove(box.footnote)
                context.reported_footnotes.append(box.footnote)
        notes = list(context.reported_footnotes)
        if notes != put_off.get(index + 1, []) and resume_at is not None:
            context.page_maker[index + 1][-1]["content_changed"] = True
        put_off[index + 1] = notes
        return page, resume_at

    def made_all(context: Any, *rest: Any) -> Any:
        for index, (page, follower) in enumerate(pairwise(context.page_maker), start=1):
            if follower[0] is None and put_off.get(index):  # the text is at its end, but notes are left for a page of their own
                page[-1]["content_changed"] = True
        return make_all(context, *rest)

    layout.LayoutContext._update_footnote_area, pages.remake_page, layout.make_all_pages = updated, remade, made_all
    try:
        yield
    finally:
        layout.LayoutContext._update_footnote_area, pages.remake_page, layout.make_all_pages = update, remake, make_all


@contextlib.contextmanager
def _collector_off() -> Iterator[None]:
    """Layout makes millions of objects that live until its end; looking for rubbish among them costs 7 % of the time."""
    import gc

    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _import_engine() -> ModuleType:
    """WeasyPrint, or a message that says what to install."""
    if sys.platform == "darwin":  # Homebrew's folder is not among those that the loader looks into
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.filterwarnings("ignore", message="No fonts configured", category=UserWarning)
        warnings.filterwarnings("ignore", message="HarfBuzz-Subset", category=DeprecationWarning)
        try:
            import weasyprint
            import weasyprint.text.fonts
            import weasyprint.urls
        except OSError as error:
            raise UserError(
                "PDF reports need Pango, which is not installed.",
                hint="{mend}",
                code="pango",
                mend=install_line(Need.PANGO),
            ) from error
    if weasyprint.text.ffi.harfbuzz_subset is None:
        raise UserError(
            "PDF reports need HarfBuzz's subsetter, which is not installed.",
            hint="{mend}",
            code="harfbuzz-subset",
            mend=install_line(Need.SUBSET),
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
        edge = box.content_box_x() + box.width + 1
        stack = [(child, False) for child in box.children if _is(child, "BlockBox", "FootnoteAreaBox")]
        while stack:
            box, in_area = stack.pop()
            if _is(box, "TextBox"):
                if box.position_x + box.width > edge and box.text.strip():
                    too_wide.append(_short(box.text))
                continue
            if box.footnote is not None:
                calls[box.element] = "".join(box.element.itertext())
            elif in_area and box.element is not None:
                bodies[box.element] += 1
            stack.extend((child, _is(box, "FootnoteAreaBox")) for child in getattr(box, "children", ()))
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


def _is(box: Any, *names: str) -> bool:
    return any(cls.__name__ in names for cls in type(box).__mro__)


# --- Structure for listeners ------------------------------------------------------------------------------------------


class _Structure:
    """Completes the structure tree while WeasyPrint builds it.

    WeasyPrint marks no scope on table headers and no language on inner elements, and puts footnotes at the end of the page, far
    from their calls. Its tree builder is wrapped, because only there do an HTML element and its structure element meet.
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._calls: dict[Any, tuple[pydyf.Dictionary, pydyf.Dictionary]] = {}
        self._notes: dict[Any, tuple[pydyf.Dictionary, pydyf.Dictionary]] = {}
        self._note_boxes: set[int] = set()

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Wrap the tree builder for the time of one rendering."""
        from weasyprint.pdf import tags

        build = tags._build_box_tree

        def watched(box: Any, parent: pydyf.Dictionary, pdf: pydyf.PDF, *rest: Any) -> Iterator[pydyf.Dictionary]:
            if _is(box, "FootnoteAreaBox"):
                self._note_boxes.update(map(id, box.children))
            for element in build(box, parent, pdf, *rest):
                self._complete(box, parent, element, pdf)
                yield element

        tags._build_box_tree = watched
        try:
            yield
        finally:
            tags._build_box_tree = build

    def _complete(self, box: Any, parent: pydyf.Dictionary, element: pydyf.Dictionary, pdf: pydyf.PDF) -> None:
        """Called for each element a box yields, inner boxes first; what an inner box has set stays."""
        import pydyf

        source = box.element
        if source is None or box.element_tag in ("html", "body"):
            return
        if box.footnote is not None:
            self._calls[source] = (element, parent)
        elif id(box) in self._note_boxes:
            self._notes[source] = (element, parent)
        if element["S"] == "/TH" and "Scope" not in element["A"]:
            in_head = _object(pdf, parent["P"])["S"] == "/THead"
            scope = source.get("scope") or ("col" if in_head else "row")
            element["A"]["Scope"] = "/Row" if scope in ("row", "rowgroup") else "/Column"
        lang = source.get("lang")
        if lang and lang != self._lang and "Lang" not in element:
            element["Lang"] = pydyf.String(lang)

    def finish(self, pdf: pydyf.PDF) -> None:
        """Put each footnote, tagged as a note, right after its call."""
        import pydyf

        for number, (source, (note, area)) in enumerate(self._notes.items(), start=1):
            call, holder = self._calls[source]
            call["S"] = "/Reference"
            note["S"], note["ID"], note["P"] = "/Note", pydyf.String(f"note-{number}"), holder.reference
            area["K"].remove(note.reference)
            holder["K"].insert(holder["K"].index(call.reference) + 1, note.reference)
        empty = [area for _, area in self._notes.values() if not area["K"]]
        for area in {area.number: area for area in empty}.values():
            _object(pdf, area["P"])["K"].remove(area.reference)


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    """What a reference such as `b"12 0 R"` refers to."""
    return pdf.objects[int(reference.split()[0])]


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


def _finish(pdf: pydyf.PDF, structure: _Structure, *, embedded: int) -> None:
    """Last changes before the file is written: the second mark, the structure, and one check."""
    import pydyf

    metadata = _object(pdf, pdf.catalog["Metadata"])
    head, end, tail = metadata.stream[0].rpartition(b"</rdf:RDF>")
    metadata.stream = [head + _PDFUA_XMP + end + tail]
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    if "AF" in pdf.catalog:  # WeasyPrint lists each file twice
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    structure.finish(pdf)
    files = sum(isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/EmbeddedFile" for item in pdf.objects)
    if files != embedded:
        raise RenderProblem([f"{files} files are embedded instead of {embedded}"])
    for item in pdf.objects:
        _compress_once(item)


def _compress_once(item: Any) -> None:
    """Compress a stream now: pydyf would do it twice, for the file's identifier and for the file."""
    import pydyf

    if isinstance(item, pydyf.Stream) and item.compress:
        body = b"\n".join(part if isinstance(part, bytes) else pydyf._to_bytes(part) for part in item.stream)
        item.stream = [zlib.compress(body, 9)]
        item.extra["Filter"] = "/FlateDecode"
        item.compress = False


def _attachments(engine: ModuleType, attachment: Attachment | None, created: dt.datetime, modified: dt.datetime) -> list[Any]:
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


# --- The way back -----------------------------------------------------------------------------------------------------


def extract_attachment(pdf_path: Path) -> bytes:
    """The assessment embedded in a report.

    Raises:
        UserError: there is no such file (code `file`), it is no readable PDF (`pdf`), it carries no assessment or several
            (`no-assessment`), or what it carries was changed after the report was written (`damaged`).
    """
    try:
        size = pdf_path.stat().st_size
        content = pdf_path.read_bytes() if size <= _LARGEST_PDF else b""
    except OSError as error:
        raise UserError(
            "{path} cannot be read: {reason}.", code="file", path=str(pdf_path), reason=error.strerror or type(error).__name__
        ) from error
    if b"%PDF-" not in content[:1024]:
        raise UserError("{path} is not a PDF.", code="pdf", path=str(pdf_path))
    from pypdf import PdfReader

    with _collected_log("pypdf"):
        try:
            found = [
                (item.content, getattr(item.checksum, "original_bytes", item.checksum), item.size)
                for item in PdfReader(io.BytesIO(content)).attachment_list
                if item.name.endswith(ATTACHMENT_SUFFIX)
            ]
        except Exception as error:  # noqa: BLE001  # a broken file makes the reader fail in any way; none is a bug of ours
            raise UserError(
                "{path} is not a PDF that can be read: {reason}.",
                hint="Ask for the file again, or open the assessment file itself.",
                code="pdf",
                path=str(pdf_path),
                reason=str(error) or type(error).__name__,
            ) from error
    if len(found) != 1:
        raise UserError(
            "{path} carries no assessment." if not found else "{path} carries more than one assessment.",
            hint="Only the full edition of a report carries its assessment.",
            code="no-assessment",
            path=str(pdf_path),
        )
    data, checksum, length = found[0]
    if length not in (None, len(data)) or checksum not in (None, hashlib.md5(data, usedforsecurity=False).digest()):
        raise UserError(
            "The assessment in {path} is not the one that the report was written with.",
            hint="Ask for the file again, or open the assessment file itself.",
            code="damaged",
            path=str(pdf_path),
        )
    return data


def digest(data: bytes) -> str:
    """SHA-256 of an assessment file as `dpia verify` and the report print it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def embedded_digest(pdf_path: Path) -> str:
    """Digest of the assessment embedded in a report. Errors as for `extract_attachment`."""
    return digest(extract_attachment(pdf_path))

"""What WeasyPrint gets wrong or leaves out, mended while it works.

All use of its private parts is here and, where it is but slow in layout, in `speed`; `pyproject.toml` bounds its
version, and tests/report/test_pdf_engine.py shows each fault.
"""

from __future__ import annotations

import contextlib
import importlib
import math
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dpia.report.speed import notes_measured_once

if TYPE_CHECKING:
    import pydyf


@contextlib.contextmanager
def kept_footnotes() -> Iterator[None]:
    """Mend four faults that lose footnotes or print them twice.

    1. `LayoutContext._update_footnote_area` answers whether the notes are higher than their area, which can only be
       where the area has a largest height. It compares sums of floating-point numbers without tolerance, so that with
       most paddings and margins it says yes for no reason; notes are then put off from page to page, one a page, and
       dropped at the end of the document (https://github.com/Kozea/WeasyPrint/issues/2502).
    2. Pages with page references are laid out again one by one, with the notes that the page made last has put off
       instead of those that the page before has.
    3. A line that fits only because earlier notes were put off keeps its call, but its own notes are forgotten.
    4. Where notes are left when the text has ended, and its last page need not be laid out again, they are dropped.
    """
    from weasyprint import layout
    from weasyprint.layout import page as pages

    update, remake, make_all = layout.LayoutContext._update_footnote_area, pages.remake_page, layout.make_all_pages
    updated_quickly = notes_measured_once(update)
    put_off: dict[int, list[Any]] = {}  # index of a page -> notes that the page before has put off

    def updated(context: Any) -> bool:
        return bool(updated_quickly(context)) and context.current_footnote_area.max_height != math.inf

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
            if follower[0] is None and put_off.get(index):
                page[-1]["content_changed"] = True
        return make_all(context, *rest)

    layout.LayoutContext._update_footnote_area, pages.remake_page, layout.make_all_pages = updated, remade, made_all
    try:
        yield
    finally:
        layout.LayoutContext._update_footnote_area, pages.remake_page, layout.make_all_pages = update, remake, make_all


@contextlib.contextmanager
def quick_loading() -> Iterator[None]:
    """Mend two slownesses of the import.

    1. Some fifty processes look for libraries, a third of its time: WeasyPrint tries several names for each, and cffi
       starts a compiler and a linker for each that the loader does not know. On Linux the loader knows the last of the
       names, and nothing is gained by the search.
    2. Two large parts of fontTools are loaded that only fonts of other sorts than ours need, or machines without
       HarfBuzz's subsetter. They are put off until something calls them.
    """
    import ctypes.util

    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    put_off = [name for name in ("fontTools.subset", "fontTools.varLib.instancer") if name not in sys.modules]
    sys.modules.update({name: _Later(name) for name in put_off})
    try:
        yield
    finally:
        ctypes.util.find_library = find
        for name in put_off:
            if isinstance(sys.modules.get(name), _Later):
                del sys.modules[name]


class _Later(ModuleType):
    """Stands for a module whose functions load it when they are called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*values: Any, **named: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*values, **named)

        return called


@contextlib.contextmanager
def quick_writing() -> Iterator[Callable[[], None]]:
    """Mend four slownesses. The function that is handed out is to be called when nothing will change any more.

    1. `pydyf.PDF.page_references` makes the list of all pages for each structure element: quadratic in pages.
    2. pydyf writes (and compresses) everything twice, once for the file and once for its identifier.
    3. It compresses as hard as can be, which takes four times as long for two bytes in a hundred.
    4. It looks into each key and value of each dictionary by a chain of tests; most are names and numbers.
    """
    import pydyf

    references = pydyf.PDF.page_references
    data = {cls: cls.data for cls in (pydyf.Dictionary, pydyf.Stream)}
    pages: dict[int, tuple[bytes, ...]] = {}
    keys: dict[str | bytes, bytes] = {}
    final = False
    compressor, to_bytes = pydyf.zlib, pydyf._to_bytes

    class Compressor:
        @staticmethod
        def compressobj(level: int) -> Any:
            return compressor.compressobj(level=min(level, 7))

    def dictionary(item: Any) -> bytes:
        parts = []
        for key, value in item.items():
            if key not in keys:
                keys[key] = b"/" + to_bytes(key) + b" "
            kind = type(value)
            if kind is bytes:
                parts.append(keys[key] + value)
            elif kind is str:
                parts.append(keys[key] + value.encode("ascii"))
            else:
                parts.append(keys[key] + to_bytes(value))
        return b"<<" + b"".join(parts) + b">>"

    def page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
        count = len(pdf.pages["Kids"])
        if count not in pages:
            pages[count] = references.fget(pdf)
        return pages[count]

    def once(data: Callable[[Any], bytes]) -> property:
        def written(item: Any) -> bytes:
            if "written" not in item.__dict__:
                if not final:
                    return data(item)
                item.written = data(item)
            return bytes(item.written)

        return property(written)

    def finish() -> None:
        nonlocal final
        final = True

    pydyf.PDF.page_references = property(page_references)
    pydyf.Dictionary.data, pydyf.Stream.data = once(dictionary), once(data[pydyf.Stream].fget)
    pydyf.zlib = Compressor
    try:
        yield finish
    finally:
        pydyf.PDF.page_references = references
        pydyf.zlib = compressor
        for cls, original in data.items():
            cls.data = original


class Structure:
    """Completes the structure tree, by which a PDF is read aloud.

    WeasyPrint marks no scope on table headers and no language on inner elements, takes no `aria-label` for the text
    of a picture, tags a box within a link as no link, and puts footnotes at the end of the page, away from their
    calls. Its tree builder is wrapped, since only there do HTML element and structure element meet.
    """

    def __init__(self, lang: str) -> None:
        self.problems: list[str] = []
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
            if is_box(box, "FootnoteAreaBox"):
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
        """Called for each element that a box yields, inner boxes first; what an inner box has set stays."""
        import pydyf

        source = box.element
        if source is None or box.element_tag in ("html", "body"):
            return
        if box.footnote is not None:
            self._calls[source] = (element, parent)
        elif id(box) in self._note_boxes:
            self._notes[source] = (element, parent)
        if element["S"] == "/TH" and "Scope" not in element["A"]:
            in_head = resolve(pdf, parent["P"])["S"] == "/THead"
            scope = source.get("scope") or ("col" if in_head else "row")
            element["A"]["Scope"] = "/Row" if scope in ("row", "rowgroup") else "/Column"
        if element["S"] == "/Figure" and "Alt" not in element:
            if label := source.get("aria-label"):
                element["Alt"] = pydyf.String(label)
            else:
                self.problems.append("a picture has no text for those who cannot see it")
        if box.link_annotation and element["S"] in ("/Span", "/NonStruct"):
            element["S"] = "/Link"
        lang = source.get("lang")
        if lang and lang != self._lang and "Lang" not in element:
            element["Lang"] = pydyf.String(lang)

    def finish(self, pdf: pydyf.PDF) -> None:
        """Put each footnote, tagged as a note, right after its call."""
        import pydyf

        areas = {}
        for number, (source, (note, area)) in enumerate(self._notes.items(), start=1):
            call, holder = self._calls[source]
            call["S"] = "/Reference"
            note["S"], note["ID"], note["P"] = "/Note", pydyf.String(f"note-{number}"), holder.reference
            area["K"].remove(note.reference)
            holder["K"].insert(holder["K"].index(call.reference) + 1, note.reference)
            areas[area.number] = area
        for area in areas.values():
            if not area["K"]:
                resolve(pdf, area["P"])["K"].remove(area.reference)


def resolve(pdf: pydyf.PDF, reference: bytes) -> Any:
    """What a reference such as `b"12 0 R"` refers to."""
    return pdf.objects[int(reference.split()[0])]


def is_box(box: Any, *names: str) -> bool:
    """Whether a layout box is of one of WeasyPrint's box classes, without importing them."""
    return any(cls.__name__ in names for cls in type(box).__mro__)

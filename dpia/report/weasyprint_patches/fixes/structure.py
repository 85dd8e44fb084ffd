"""The structure tree, by which a PDF is read aloud, made complete."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from dpia.report.weasyprint_patches.objects import is_box, resolve
from dpia.report.weasyprint_patches.patching import Patcher

if TYPE_CHECKING:
    import pydyf


class Structure:
    """Completes the structure tree of one document.

    Replaces: `tags._build_box_tree`, since only there do HTML element and structure element meet.
    Why: WeasyPrint marks no scope on table headers and no language on inner elements, takes no `aria-label` for the
    text of a picture, tags a box within a link as no link, puts footnotes at the end of the page, away from their
    calls, and knows no contents. A caption proper may be parted from its table by the end of a page, so ours are
    paragraphs (class `caption`), which only here become what they are.
    Upstream: all six are so in WeasyPrint 70.0.
    Proof: tests/report/test_pdf.py, "what a listener hears"; veraPDF in `make conformance`.
    """

    def __init__(self, lang: str) -> None:
        self.problems: list[str] = []
        self._lang = lang
        self._calls: dict[Any, tuple[pydyf.Dictionary, pydyf.Dictionary]] = {}
        self._notes: dict[Any, tuple[pydyf.Dictionary, pydyf.Dictionary]] = {}
        self._note_boxes: set[int] = set()
        self._captions: list[tuple[pydyf.Dictionary, pydyf.Dictionary]] = []

    def patch(self, patcher: Patcher) -> None:
        """Look at each element while the tree is built."""
        patcher.replace("weasyprint.pdf.tags._build_box_tree", self._watch)

    def _watch(self, build: Callable[..., Iterator[pydyf.Dictionary]]) -> Callable[..., Iterator[pydyf.Dictionary]]:
        def watched(box: Any, parent: pydyf.Dictionary, pdf: pydyf.PDF, *rest: Any) -> Iterator[pydyf.Dictionary]:
            if is_box(box, "FootnoteAreaBox"):
                self._note_boxes.update(map(id, box.children))
            for element in build(box, parent, pdf, *rest):
                if box.element is not None and box.element_tag not in ("html", "body"):
                    self._remember_note(box, parent, element)
                    self._complete(box, parent, element, pdf)
                yield element

        return watched

    def _remember_note(self, box: Any, parent: pydyf.Dictionary, element: pydyf.Dictionary) -> None:
        if box.footnote is not None:
            self._calls[box.element] = (element, parent)
        elif id(box) in self._note_boxes:
            self._notes[box.element] = (element, parent)

    def _complete(self, box: Any, parent: pydyf.Dictionary, element: pydyf.Dictionary, pdf: pydyf.PDF) -> None:
        """Called for each element that a box yields, inner boxes first; what an inner box has set stays."""
        import pydyf

        source = box.element
        if element["S"] == "/TH" and "Scope" not in element["A"]:
            element["A"]["Scope"] = _scope(source, in_head=resolve(pdf, parent["P"])["S"] == "/THead")
        if element["S"] == "/Figure" and "Alt" not in element:
            if label := source.get("aria-label"):
                element["Alt"] = pydyf.String(label)
            else:
                self.problems.append("a picture has no text for those who cannot see it")
        if box.link_annotation and element["S"] in ("/Span", "/NonStruct"):
            element["S"] = "/Link"
        match source.get("class"), element["S"]:
            case "caption", "/P":
                self._captions.append((element, parent))
            case ("toc", "/L") | ("toci", "/LI"):
                element["S"] = "/TOC" if element["S"] == "/L" else "/TOCI"
            case "toci", "/LBody":
                element["S"] = "/Reference"
        lang = source.get("lang")
        if lang and lang != self._lang and "Lang" not in element:
            element["Lang"] = pydyf.String(lang)

    def finish(self, pdf: pydyf.PDF) -> None:
        """Put each footnote, tagged as a note, right after its call, and each caption into its table."""
        import pydyf

        for caption, holder in self._captions:
            kids = holder["K"]
            after = kids.index(caption.reference) + 1
            table: Any = resolve(pdf, kids[after]) if after < len(kids) else {}
            if table.get("S") == "/Table":
                kids.remove(caption.reference)
                table["K"].insert(0, caption.reference)
                caption["S"], caption["P"] = "/Caption", table.reference

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


def _scope(source: Any, *, in_head: bool) -> str:
    """What a header cell is the header of."""
    scope = source.get("scope") or ("col" if in_head else "row")
    return "/Row" if scope in ("row", "rowgroup") else "/Column"

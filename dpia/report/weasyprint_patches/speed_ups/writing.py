"""Writing the file: each object once, the list of pages once, names and numbers without a chain of tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dpia.report.weasyprint_patches.patching import Patcher

if TYPE_CHECKING:
    import pydyf


def list_pages_once(patcher: Patcher) -> None:
    """Make the list of references to pages anew only when a page has come.

    Replaces: `pydyf.PDF.page_references`.
    Why: the list of all pages is made for each structure element: quadratic in pages.
    Upstream: as described in pydyf 0.13.0; a minimal case is in docs/upstream.md.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """
    lists: dict[tuple[int, int], tuple[bytes, ...]] = {}

    def make(references: property) -> property:
        def page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
            key = (id(pdf), len(pdf.pages["Kids"]))
            if key not in lists:
                lists[key] = references.__get__(pdf)
            return lists[key]

        return property(page_references)

    patcher.replace("pydyf.PDF.page_references", make)


class WriteOnce:
    """Keeps the bytes of an object for the second time that they are wanted.

    Replaces: `pydyf.Dictionary.data`, `pydyf.Stream.data`.
    Why: pydyf writes, and compresses, everything twice: for the file and for its identifier.
    Upstream: as described in pydyf 0.13.0; not reported.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """

    def __init__(self) -> None:
        self._final = False

    def finish(self) -> None:
        """To be called when no object will change any more; before, nothing is kept."""
        self._final = True

    def patch(self, patcher: Patcher) -> None:
        """Keep the bytes of dictionaries and streams."""
        for name in ("pydyf.Dictionary.data", "pydyf.Stream.data"):
            patcher.replace(name, self._once)

    def _once(self, data: property) -> property:
        make: Callable[[Any], bytes] = data.__get__

        def written(item: Any) -> bytes:
            if not self._final:
                return make(item)
            if "written" not in item.__dict__:
                item.written = make(item)
            return bytes(item.written)

        return property(written)


def write_entries_quickly(patcher: Patcher) -> None:
    """Write the entries of a dictionary that are names and texts straight away.

    Replaces: `pydyf.Dictionary.data`.
    Why: each key and value goes through a chain of tests; most keys are the same few names.
    Upstream: as described in pydyf 0.13.0; not reported.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """
    import pydyf

    keys: dict[Any, bytes] = {}

    def dictionary(item: Any) -> bytes:
        parts = []
        for key, value in item.items():
            if key not in keys:
                keys[key] = b"/" + pydyf._to_bytes(key) + b" "
            kind = type(value)
            if kind is bytes:
                parts.append(keys[key] + value)
            elif kind is str:
                parts.append(keys[key] + value.encode("ascii"))
            else:
                parts.append(keys[key] + pydyf._to_bytes(value))
        return b"<<" + b"".join(parts) + b">>"

    patcher.replace("pydyf.Dictionary.data", lambda _: property(dictionary))

"""Telling WeasyPrint's boxes and pydyf's objects apart, without importing either."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf


def is_box(box: Any, *names: str) -> bool:
    """Whether a layout box is of one of WeasyPrint's box classes."""
    return any(cls.__name__ in names for cls in type(box).__mro__)


def resolve(pdf: pydyf.PDF, reference: bytes) -> Any:
    """What a reference such as `b"12 0 R"` refers to."""
    return pdf.objects[int(reference.split()[0])]

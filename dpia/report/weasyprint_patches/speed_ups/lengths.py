"""Lengths of a box that do not depend on what it stands in are worked out once a style."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dpia.report.weasyprint_patches.patching import Patcher

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{kind}{axis}" for axis in ("width", "height") for kind in ("", "min_", "max_")),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)

_Used = tuple[dict[str, Any], dict[str, Any]]
"""Lengths to set on a box, and lengths to set where the box has none yet."""


def resolve_lengths_once(patcher: Patcher) -> None:
    """Set the used lengths of a box from its style, where that has neither percentages nor sums.

    Replaces: `percent.resolve_percentages`.
    Why: it works out eighteen lengths for each box in each layout. Nearly all styles give them in pixels.
    Upstream: as described in WeasyPrint 70.0; not reported.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """
    from weasyprint.formatting_structure.boxes import Box, PageBox

    def make(resolve: Callable[..., None]) -> Callable[..., None]:
        def resolved(box: Any, containing_block: Any) -> None:
            remembered = box.style.__dict__
            if "dpia_lengths" not in remembered:
                remembered["dpia_lengths"] = _used_lengths(box.style)
            used = remembered["dpia_lengths"]
            if used is None or isinstance(box, PageBox) or not isinstance(box, Box):  # placeholders are no boxes
                resolve(box, containing_block)
                return
            values, defaults = used
            box.__dict__.update(values)
            for name, value in defaults.items():
                box.__dict__.setdefault(name, value)

        return resolved

    patcher.replace("weasyprint.layout.percent.resolve_percentages", make)


def _used_lengths(style: Any) -> _Used | None:
    """The used lengths of all boxes of a style; None where they depend on the containing block."""
    if style["box_sizing"] != "content-box":
        return None
    values: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            values[name] = 0 if name in ("min_width", "min_height") else value
        elif value is None:
            values[name] = value
        elif getattr(value, "unit", None) == "px":
            values[name] = value.value
        else:
            return None
    borders = {name: style[name] for name in _BORDERS}
    if style["border_collapse"] == "collapse":  # a cell that has found the borders it shares keeps them
        return values, borders
    return values | borders, {}

"""What every line and box is asked again and again: its strut, whether it is in normal flow, what it has to avoid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dpia.report.weasyprint_patches.patching import Patcher


def measure_struts_once(patcher: Patcher) -> None:
    """Remember the height and baseline of an empty line with each style.

    Replaces: `line_break.strut`.
    Why: it is kept under a text of fifteen properties, which is put together anew for each line.
    Upstream: as described in WeasyPrint 70.0; not reported.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """

    def make(measure: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def strut(style: Any) -> Any:
            remembered = style.__dict__
            if "dpia_strut" not in remembered:
                remembered["dpia_strut"] = measure(style)
            return remembered["dpia_strut"]

        return strut

    patcher.replace("weasyprint.text.line_break.strut", make)


def tell_flow_once(patcher: Patcher) -> None:
    """Remember with each style whether its boxes are in normal flow.

    Replaces: `Box.is_in_normal_flow`.
    Why: five questions about two properties, five times a box.
    Upstream: as described in WeasyPrint 70.0; not reported.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """

    def make(is_in_flow: Callable[[Any], bool]) -> Callable[[Any], bool]:
        def is_in_normal_flow(box: Any) -> bool:
            remembered = box.style.__dict__
            if "dpia_in_flow" not in remembered:
                remembered["dpia_in_flow"] = is_in_flow(box)
            return bool(remembered["dpia_in_flow"])

        return is_in_normal_flow

    patcher.replace("weasyprint.formatting_structure.boxes.Box.is_in_normal_flow", make)


def avoid_nothing_quickly(patcher: Patcher) -> None:
    """Place a line where nothing floats without comparing it to what floats.

    Replaces: `float.avoid_collisions`.
    Why: each line asks two or three times; hardly a page of a report has a float.
    Upstream: as described in WeasyPrint 70.0; not reported.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """
    from weasyprint.formatting_structure.boxes import LineBox

    def make(avoid: Callable[..., Any]) -> Callable[..., Any]:
        def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
            if outer or context.excluded_shapes or type(box) is not LineBox or _is_rtl(containing_block):
                return avoid(context, box, containing_block, outer)
            before = containing_block.content_box_x()
            left = before + box.margin_left
            right = before + containing_block.width - box.margin_right
            return left - box.margin_left, box.border_box_y() - box.margin_top, right - left

        return avoid_collisions

    patcher.replace("weasyprint.layout.float.avoid_collisions", make)


def _is_rtl(box: Any) -> bool:
    return bool(box.style["direction"] == "rtl")

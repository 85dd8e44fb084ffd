"""Styles: none where nothing uses them, one where many are alike, and equal values worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dpia.report.weasyprint_patches.patching import Patcher

_OF_FOOTNOTES = ("footnote-call", "footnote-marker")
_OF_NOTES = ("note-call", "note-marker", "note-callback")


def skip_needless_styles(patcher: Patcher) -> None:
    """Compute no style for markers and calls of elements that have none, and share those that are alike.

    Replaces: `StyleFor.set_computed_styles`.
    Why: the rules for markers and calls match every element; only list items and notes make use of them.
    Upstream: as described in WeasyPrint 70.0; not reported.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """
    alike: dict[Any, Any] = {}

    def make(compute: Callable[..., None]) -> Callable[..., None]:
        def set_computed_styles(
            styles: Any, element: Any, parent: Any, root: Any = None, pseudo_type: str | None = None, **rest: Any
        ) -> None:
            if not _is_used(styles, element, pseudo_type):
                return
            key = _likeness(styles, element, parent, pseudo_type)
            computed = styles.get_computed_styles()
            if key in alike:
                computed[element, pseudo_type] = alike[key]
                return
            compute(styles, element, parent, root, pseudo_type, **rest)
            if key is not None:
                alike[key] = computed[element, pseudo_type]

        return set_computed_styles

    patcher.replace("weasyprint.css.StyleFor.set_computed_styles", make)


def _is_used(styles: Any, element: Any, pseudo_type: str | None) -> bool:
    """Whether a box of this kind can come from the element."""
    if pseudo_type == "marker":
        cascaded = styles.get_cascaded_styles()
        return "list-item" in _of(styles, element)["display"] or any(
            (element, kind) in cascaded for kind in ("before", "after")
        )
    if pseudo_type in _OF_FOOTNOTES:
        return bool(_of(styles, element)["float"] == "footnote")
    if pseudo_type in _OF_NOTES:
        return bool(_of(styles, element)["position"][0] == "note()")
    return True


def _likeness(styles: Any, element: Any, parent: Any, pseudo_type: str | None) -> Any:
    """Equal for pseudo-elements that must have one style: same parent's style, same rules. None: not comparable."""
    if pseudo_type not in ("marker", "before", "after", *_OF_FOOTNOTES, *_OF_NOTES):
        return None
    rules = styles.get_cascaded_styles().get((element, pseudo_type), {})
    return id(_of(styles, parent)), pseudo_type, tuple((name, id(rule[0])) for name, rule in rules.items())


def _of(styles: Any, element: Any) -> Any:
    return styles.get_computed_styles()[element, None]


_AS_SPECIFIED = ("position", "float", "display")
"""Properties of which WeasyPrint keeps the specified value beside the computed one."""


def share_equal_values(patcher: Patcher) -> None:
    """Take the values of a style from an earlier one with the same rules and parent, all but where it can be linked to.

    Replaces: `StyleFor.set_computed_styles`, `ComputedStyle.__missing__`.
    Why: each element with an id, all that it holds, and each margin of each page has a style of its own; each works out
    a hundred values.
    Upstream: as described in WeasyPrint 70.0; not reported.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """
    first_of: dict[Any, Any] = {}

    def make_set(compute: Callable[..., None]) -> Callable[..., None]:
        def set_computed_styles(
            styles: Any, element: Any, parent: Any, root: Any = None, pseudo_type: str | None = None, **rest: Any
        ) -> None:
            compute(styles, element, parent, root, pseudo_type, **rest)
            style = styles.get_computed_styles().get((element, pseudo_type))
            if style is None or style.parent_style is None:
                return
            like_parent = style.parent_style.__dict__.get("dpia_like", style.parent_style)
            rules = tuple(
                (name, id(value), *weight[:2], *weight[2])
                for name, (value, weight) in style.cascaded.items()
                if name != "anchor"
            )
            first = first_of.setdefault((pseudo_type, id(like_parent), rules), style)
            if first is not style:
                style.dpia_like = first

        return set_computed_styles

    def make_missing(work_out: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
        def missing(style: Any, key: str) -> Any:
            like = style.__dict__.get("dpia_like")
            if like is None or key == "anchor":
                return work_out(style, key)
            value = style[key] = like[key]
            if key in _AS_SPECIFIED:
                style.specified.update(like.specified)
            return value

        return missing

    patcher.replace("weasyprint.css.StyleFor.set_computed_styles", make_set)
    patcher.replace("weasyprint.css.ComputedStyle.__missing__", make_missing)

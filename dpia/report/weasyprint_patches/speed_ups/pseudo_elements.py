"""Rules for markers and calls, which match every element, are looked at where an element can have one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dpia.report.weasyprint_patches.patching import Patcher

_FOR_ALL = {"marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
"""Pseudo-elements of list items, footnotes and notes; style sheets have rules of them for every element."""

_MAKING = {"display": "list-item", "float": "footnote", "position": "note()"}
"""What an element has that can have one, in its property or, of `display` and `position`, among its parts."""

_Match = Sequence[tuple[Any, ...]]


def match_what_can_be(patcher: Patcher) -> None:
    """Leave the rules of markers and calls out where an element is sure to have none.

    Replaces: `StyleFor.__init__`, which is given style sheets that match less.
    Why: six tables of rules for each element, a third of the memory of a layout; only list items and notes use them.
    Upstream: as described in WeasyPrint 70.0; not reported.
    Proof: the same bytes with and without, tests/report/weasyprint_patches/test_speed_ups.py.
    """

    def make(build: Callable[..., None]) -> Callable[..., None]:
        def init(styles: Any, html: Any, sheets: Iterable[tuple[Any, Any, Any]], *rest: Any) -> None:
            given = list(sheets)
            matchers = _Matchers([sheet.matcher for sheet, _, _ in given])
            lesser = [(_Sheet(one[0], matchers, place), *one[1:]) for place, one in enumerate(given)]
            build(styles, html, lesser, *rest)

        return init

    patcher.replace("weasyprint.css.StyleFor.__init__", make)


class _Sheet:
    """A style sheet that stands in for another, with a matcher of its own."""

    def __init__(self, sheet: Any, matchers: _Matchers, place: int) -> None:
        self._sheet, self._matchers, self._place = sheet, matchers, place
        self.matcher = self

    def match(self, element: Any) -> _Match:
        """The rules that match an element."""
        return self._matchers.match(element)[self._place]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sheet, name)


class _Matchers:
    """The matchers of all style sheets, which are asked for one element after the other."""

    def __init__(self, matchers: Sequence[Any]) -> None:
        self._matchers = matchers
        self._element: Any = None
        self._matched: list[_Match] = []
        self._making: dict[int, bool] = {}

    def match(self, element: Any) -> list[_Match]:
        """By style sheet the rules that match an element, without those that it cannot use."""
        if element is not self._element:
            matched = [matcher.match(element) for matcher in self._matchers]
            if not self._can_have_one(element, matched):
                matched = [[rule for rule in rules if rule[2] not in _FOR_ALL] for rules in matched]
            self._element, self._matched = element, matched
        return self._matched

    def _can_have_one(self, element: Any, matched: Iterable[_Match]) -> bool:
        if "style" in element.etree_element.attrib:
            return True
        return any(
            pseudo in ("before", "after") or (pseudo is None and self._makes_one(declarations))
            for rules in matched
            for _, _, pseudo, (declarations, _) in rules
        )

    def _makes_one(self, declarations: Iterable[tuple[str, Any, Any]]) -> bool:
        """Whether a rule may make a list item, a footnote or a note: also where its value is not known yet."""
        key = id(declarations)
        if key not in self._making:
            self._making[key] = any(
                name in _MAKING and not _makes_none(name, value if isinstance(value, tuple) else (value,))
                for name, value, _ in declarations
            )
        return self._making[key]


def _makes_none(name: str, parts: tuple[Any, ...]) -> bool:
    """Whether a value is known by itself, without a variable or the parent, and is another one."""
    return all(isinstance(part, str) and part not in ("inherit", _MAKING[name]) for part in parts)

"""References to pages (`target-counter()`): fewer pages are laid out again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from dpia.report.weasyprint_patches.patching import Patcher


class _Index:
    """The boxes that refer to pages, by the anchor that they refer to."""

    def __init__(self, collector: Any) -> None:
        self.collector = collector
        self.by_anchor: dict[str, dict[Any, Any]] = defaultdict(dict)
        self.wants_pages = False
        for key, item in collector.counter_lookup_items.items():
            self._add(key, item)

    def _add(self, key: Any, item: Any) -> None:
        if any(item.missing_counters is counters for counters in item.missing_target_counters.values()):
            item.missing_counters = []
        if counters := item.missing_target_counters.pop(None, None):
            item.missing_target_counters |= dict.fromkeys(_anchors_of(key[0]), counters)
        self.wants_pages |= "pages" in item.missing_counters
        for anchor, counters in item.missing_target_counters.items():
            self.wants_pages |= "pages" in counters
            self.by_anchor[anchor][key] = item


def number_references_early(patcher: Patcher) -> None:
    """Give a reference to an earlier page its number before its own page is laid out, not by a second layout.

    Replaces: `TargetCollector.cache_target_page_counters`, `remake_page`.
    Why: each page with a reference is laid out twice more. `compute_content_list` does not find out what `attr(href)`
    refers to, and takes the counters of the target for counters of the page itself; then the number of all pages, known
    after the first round, counts as news. Also, all references are looked through for each anchor.
    Upstream: as described in WeasyPrint 70.0; a minimal case is in docs/upstream.md.
    Proof: the same bytes with and without, and the number of layouts,
    tests/report/weasyprint_patches/test_speed_ups.py.
    """
    indexes: dict[int, _Index] = {}

    def index_of(collector: Any) -> _Index:
        if id(collector) not in indexes:
            indexes[id(collector)] = _Index(collector)
        return indexes[id(collector)]

    def make_cache(cache: Callable[..., None]) -> Callable[..., None]:
        def cache_target_page_counters(collector: Any, anchor: str, values: Any, *rest: Any) -> None:
            if collector.collecting:
                return
            index = index_of(collector)
            if not index.wants_pages:
                values = {name: value for name, value in values.items() if name != "pages"}
            every = collector.counter_lookup_items
            collector.counter_lookup_items = index.by_anchor.get(anchor, {})
            try:
                cache(collector, anchor, values, *rest)
            finally:
                collector.counter_lookup_items = every

        return cache_target_page_counters

    def make_remake(remake: Callable[..., Any]) -> Callable[..., Any]:
        def remade(number: int, context: Any, *rest: Any) -> Any:
            index_of(context.target_collector)
            _number_pending(context.target_collector)
            return remake(number, context, *rest)

        return remade

    patcher.replace("weasyprint.css.targets.TargetCollector.cache_target_page_counters", make_cache)
    patcher.replace("weasyprint.layout.page.remake_page", make_remake)


def _number_pending(collector: Any) -> None:
    """Put the numbers into boxes whose targets have a page, and that have none themselves yet."""
    for (_, kind), item in collector.counter_lookup_items.items():
        if item.pending and item.page_maker_index is None and kind == "content":
            item.pending = False
            item.parse_again(item.cached_page_counter_values)


def _anchors_of(box: Any) -> set[str]:
    """The anchors whose counters the content of a box takes by an attribute of its element."""
    tokens = [value[0] for kind, value in box.style["content"] if kind.startswith("target-")]
    values = [box.element.get(token[1][0], token[1][2]) for token in tokens if token[0] == "attr()"]
    return {value[1:] for value in values if value and value.startswith("#")}

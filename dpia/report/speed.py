"""What WeasyPrint does again and again, done once while a report is laid out and written.

Nothing here changes what is printed: each function gives what the one that it stands for would give, and
tests/report/test_speed.py compares the pages made with and without them. As in `mends`, private parts are used;
`pyproject.toml` bounds the version. What is remembered is kept on the style that it belongs to, and goes with it.

Styles do not change any more when layout begins, but for those of flex and grid items, which reports do not have.
"""

from __future__ import annotations

import contextlib
import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{kind}{axis}" for axis in ("width", "height") for kind in ("", "min_", "max_")),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)


@contextlib.contextmanager
def quick_layout() -> Iterator[None]:
    """Lay out and draw with all of the functions below."""
    from weasyprint.layout import percent
    from weasyprint.text import line_break

    with contextlib.ExitStack() as stack:
        put = _Putter(stack)
        put.everywhere(percent.resolve_percentages, _resolve_percentages(percent.resolve_percentages))
        put.everywhere(line_break.split_first_line, _split_first_line(line_break.split_first_line))
        put.everywhere(line_break.strut, _strut(line_break.strut))
        _share_pango_contexts(put)
        _skip_needless_styles(put)
        _inherit_at_once(put)
        _number_references_early(put)
        _walk_flat(put)
        _know_the_flow(put)
        _pass_by_empty_backgrounds(put)
        _draw_alike(put)
        yield


class _Putter:
    """Puts a function in the place of another until the stack is unwound."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self.stack = stack

    def at(self, owner: Any, name: str, new: Any) -> Any:
        old = owner.__dict__[name]
        self.stack.callback(setattr, owner, name, old)
        setattr(owner, name, new)
        return old

    def everywhere(self, old: Callable[..., Any], new: Callable[..., Any]) -> None:
        """In all modules that have imported it by its name."""
        for module in [module for name, module in sys.modules.items() if name.startswith("weasyprint.")]:
            if module.__dict__.get(old.__name__) is old:
                self.at(module, old.__name__, new)


def _resolve_percentages(resolve: Callable[..., None]) -> Callable[..., None]:
    """The used lengths of a box whose style has neither percentages nor sums do not depend on what it stands in."""
    from weasyprint.formatting_structure.boxes import Box, PageBox

    def plan_of(style: Any) -> Any:
        values: dict[str, Any] = {}
        if style["box_sizing"] != "content-box":
            return False
        for name in _LENGTHS:
            value = style[name]
            if value is not None and value != "auto":
                if getattr(value, "unit", None) != "px":
                    return False
                value = value.value
            elif value == "auto" and name in ("min_width", "min_height"):
                value = 0
            values[name] = value
        borders = {name: style[name] for name in _BORDERS}
        if style["border_collapse"] == "collapse":  # a cell that has found the borders it shares keeps them
            return values, tuple(borders.items())
        return values | borders, ()

    def resolved(box: Any, containing_block: Any) -> None:
        remembered = box.style.__dict__
        plan = remembered.get("dpia_lengths")
        if plan is None:
            plan = remembered["dpia_lengths"] = plan_of(box.style)
        if plan is False or isinstance(box, PageBox) or not isinstance(box, Box):  # placeholders of boxes are no boxes
            resolve(box, containing_block)
            return
        values, borders = plan
        box.__dict__.update(values)
        for name, value in borders:
            box.__dict__.setdefault(name, value)

    return resolved


def _split_first_line(split: Callable[..., Any]) -> Callable[..., Any]:
    """A line of the same text in the same width breaks alike: notes and rows are laid out several times."""

    def copied(layout: Any) -> Any:
        copy = object.__new__(type(layout))
        copy.__dict__.update(layout.__dict__)
        return copy

    def broken(
        text: str,
        style: Any,
        context: Any,
        max_width: float,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        lines = style.__dict__.setdefault("dpia_lines", {})
        key = (text, max_width, justification_spacing, is_line_start, minimum)
        found = lines.get(key)
        if found is None:
            found = lines[key] = split(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        return copied(found[0]), *found[1:]

    return broken


def _strut(strut: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def measured(style: Any) -> Any:
        remembered = style.__dict__
        if "dpia_strut" not in remembered:
            remembered["dpia_strut"] = strut(style)
        return remembered["dpia_strut"]

    return measured


def _share_pango_contexts(put: _Putter) -> None:
    """All lines of a style share one Pango context and one description of the font."""
    from weasyprint.text import line_break

    ffi, gobject, pango = line_break.ffi, line_break.gobject, line_break.pango

    def shared_by(style: Any) -> Any:
        """A context, a font description and a language; nothing where the font has features switched on."""
        if style["text_decoration_line"] != "none" or style["font_language_override"] != "normal" or not style["lang"]:
            return None
        if line_break.font_features(*(style[name] for name in _FEATURES)):
            return None
        context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(context, False)
        pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
        name, _ = line_break.unicode_to_char_p(style["lang"])
        language = pango.pango_language_from_string(name)
        pango.pango_context_set_language(context, language)
        return context, line_break.get_font_description(style), language

    def setup(layout: Any, style: Any) -> None:
        remembered = style.__dict__
        if "dpia_pango" not in remembered:
            remembered["dpia_pango"] = shared_by(style)
        if remembered["dpia_pango"] is None:
            original(layout, style)
            return
        context, description, layout.language = remembered["dpia_pango"]
        layout.style = style
        layout.first_line_direction = 0
        layout.ascent = layout.underline_position = layout.strikethrough_position = None
        layout.underline_thickness = layout.strikethrough_thickness = None
        layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout.layout, False)
        pango.pango_layout_set_font_description(layout.layout, description)

    original = put.at(line_break.Layout, "setup", setup)


def _draw_alike(put: _Putter) -> None:
    """Words that were drawn before in the same style are drawn by the same operators: half of all pieces of text."""
    from weasyprint import draw
    from weasyprint.draw import text as texts

    drawn: dict[tuple[int, int, str, float], tuple[Any, Any, list[tuple[str, tuple[Any, ...]]]]] = {}

    def key_of(stream: Any, box: Any) -> tuple[int, int, str, float]:
        return id(stream._fonts), id(box.style), box.pango_layout.text, box.pango_layout.justification_spacing

    def draw_text(stream: Any, box: Any, offset_x: float, text_overflow: str, block_ellipsis: Any) -> None:
        style = box.style
        found = drawn.get(key_of(stream, box))
        blank = not box.text.strip()
        if (
            not (found or blank)
            or style["text_decoration_line"] != "none"
            or style["visibility"] != "visible"
            or text_overflow == "ellipsis"
            or block_ellipsis != "none"
        ):
            draw_whole(stream, box, offset_x, text_overflow, block_ellipsis)
            return
        stream.set_color(style["color"])
        stream.begin_text()
        if found and not blank:
            stream.set_text_matrix(1, 0, 0, -1, box.position_x, box.position_y + box.baseline)
            for name, values in found[2]:
                getattr(stream, name)(*values)
        stream.end_text()

    def draw_first_line(stream: Any, box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        recorder = _Recorder(stream)
        emojis = draw_line(recorder, box, text_overflow, block_ellipsis, matrix)
        if not emojis and text_overflow != "ellipsis" and block_ellipsis == "none":
            drawn[key_of(stream, box)] = stream._fonts, box.style, recorder.calls
        return emojis

    draw_whole = texts.draw_text
    put.everywhere(draw_whole, draw_text)
    put.at(draw, "draw_text", draw_text)
    draw_line = put.at(texts, "draw_first_line", draw_first_line)


class _Recorder:
    """A stream that remembers how a line was drawn, but for where."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        if name not in ("show_text", "set_font_size", "set_text_rise"):
            return getattr(self.stream, name)

        def called(*values: Any) -> None:
            self.calls.append((name, values))
            getattr(self.stream, name)(*values)

        return called


def _skip_needless_styles(put: _Putter) -> None:
    """The rules for markers and calls match every element; only list items and notes make use of them.

    Pseudo-elements of elements of one style, by the same rules, have one style, as the elements themselves have.
    """
    from weasyprint.css import StyleFor

    alike: dict[Any, Any] = {}

    def set_computed_styles(
        styles: Any, element: Any, parent: Any, root: Any = None, pseudo_type: str | None = None, **rest: Any
    ) -> None:
        if pseudo_type == "marker":
            cascaded = styles.get_cascaded_styles()
            if (
                "list-item" not in styles.get_computed_styles()[element, None]["display"]
                and (element, "before") not in cascaded
                and (element, "after") not in cascaded
            ):
                return
        elif pseudo_type in ("footnote-call", "footnote-marker"):
            if styles.get_computed_styles()[element, None]["float"] != "footnote":
                return
        elif pseudo_type in ("note-call", "note-marker", "note-callback"):
            if styles.get_computed_styles()[element, None]["position"][0] != "note()":
                return
        elif pseudo_type not in ("before", "after"):
            original(styles, element, parent, root, pseudo_type, **rest)
            return
        computed = styles.get_computed_styles()
        rules = styles.get_cascaded_styles().get((element, pseudo_type), {})
        key = (id(computed[parent, None]), pseudo_type, tuple((name, id(rule[0])) for name, rule in rules.items()))
        if key in alike:
            computed[element, pseudo_type] = alike[key]
            return
        original(styles, element, parent, root, pseudo_type, **rest)
        alike[key] = computed[element, pseudo_type]

    original = put.at(StyleFor, "set_computed_styles", set_computed_styles)


def _inherit_at_once(put: _Putter) -> None:
    """A property that no rule sets is inherited or initial; that takes no more than a look at the rules."""
    from weasyprint import css

    special = {"float", "display", "position", "page", *css.INITIAL_NOT_COMPUTED}
    plain = {
        key: _logical_names(css.PHYSICAL_FUNCTIONS, key)
        for key in css.INITIAL_VALUES
        if key not in special and not key.startswith("text_decoration_")
    }

    initial = {key: css.INITIAL_VALUES[key] for key in plain if key not in css.INHERITED}
    set_by: dict[str, list[str]] = defaultdict(list)
    for key in initial:
        for name in plain[key]:
            set_by[name].append(key)

    def initialise(style: Any, parent_style: Any, cascaded: Any, *rest: Any) -> None:
        initialise_style(style, parent_style, cascaded, *rest)
        if parent_style is not None:
            style.update(initial)
            for name in cascaded:
                for key in set_by.get(name, ()):
                    style.pop(key, None)

    def initialise_anonymous(style: Any, parent_style: Any) -> None:
        style.update(initial)
        initialise_anonymous_style(style, parent_style)

    def missing(style: Any, key: str) -> Any:
        parent = style.parent_style
        if key in plain and parent is not None and plain[key].isdisjoint(style.cascaded):
            value = style[key] = parent[key] if key in css.INHERITED else css.INITIAL_VALUES[key]
            return value
        return original(style, key)

    original = put.at(css.ComputedStyle, "__missing__", missing)
    initialise_style = put.at(css.ComputedStyle, "__init__", initialise)
    initialise_anonymous_style = put.at(css.AnonymousStyle, "__init__", initialise_anonymous)


def _logical_names(functions: dict[str, Any], key: str) -> frozenset[str]:
    """The names under which a rule may set a property."""
    if key not in functions:
        return frozenset({key})
    return frozenset({key, *(functions[key](block="ttb", inline=inline) for inline in ("ltr", "rtl"))})


def notes_measured_once(original: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """`LayoutContext._update_footnote_area`: the area of the notes grows by the height of each new note.

    WeasyPrint lays all of them out again to know it. Only for areas that may grow without end, notes without margins.
    """
    from weasyprint import layout
    from weasyprint.formatting_structure import build

    heights: dict[tuple[int, float], tuple[Any, float]] = {}

    def height(context: Any, area: Any, note: Any) -> float:
        key = (id(note), area.width)
        if key not in heights:
            alone = area.copy()
            alone.children = [note]
            alone = build.create_anonymous_boxes(alone.deepcopy())
            laid = layout.block_level_layout(context, alone, -math.inf, None, area.page)[0]
            heights[key] = (note, laid.height)
        return heights[key][1]

    def updated(context: Any) -> bool:
        area, notes = context.current_footnote_area, context.current_page_footnotes
        margins = (note.style[name] for note in notes for name in ("margin_top", "margin_bottom"))
        if (
            not notes
            or context.in_column
            or area.max_height != math.inf
            or any(margin != "auto" and getattr(margin, "value", 1) != 0 for margin in margins)
        ):
            return original(context)
        if area.height != "auto":
            context.page_bottom += area.margin_height()
        area.children = notes
        area.height = sum(height(context, area, note) for note in notes)
        context.page_bottom -= area.margin_height()
        return False

    return updated


def _number_references_early(put: _Putter) -> None:
    """A reference to an earlier page gets its number before its own page is laid out, not by a second layout.

    WeasyPrint lays out each page with a reference twice more: it does not find out what `attr(href)` refers to, but
    takes the counters of the target for counters of the page itself (a variable that is bound twice in
    `compute_content_list`), and then the number of all pages, known after the first round, for news. Also, it looks
    through all references for each anchor.
    """
    from weasyprint.css.targets import TargetCollector
    from weasyprint.layout import page as pages

    by_anchor: dict[int, tuple[Any, dict[str, dict[Any, Any]], bool]] = {}

    def index_of(collector: Any) -> tuple[Any, dict[str, dict[Any, Any]], bool]:
        if id(collector) not in by_anchor:
            index: dict[str, dict[Any, Any]] = defaultdict(dict)
            wants_pages = False
            for key, item in collector.counter_lookup_items.items():
                if any(item.missing_counters is counters for counters in item.missing_target_counters.values()):
                    item.missing_counters = []
                if counters := item.missing_target_counters.pop(None, None):
                    item.missing_target_counters |= dict.fromkeys(_anchors_of(key[0]), counters)
                wants_pages |= "pages" in item.missing_counters
                for anchor, counters in item.missing_target_counters.items():
                    wants_pages |= "pages" in counters
                    index[anchor][key] = item
            by_anchor[id(collector)] = collector, index, wants_pages
        return by_anchor[id(collector)]

    def cache_target_page_counters(collector: Any, anchor: str, values: Any, *rest: Any) -> None:
        if collector.collecting:
            return
        _, index, wants_pages = index_of(collector)
        if not wants_pages:
            values = {name: value for name, value in values.items() if name != "pages"}
        every = collector.counter_lookup_items
        collector.counter_lookup_items = index.get(anchor, {})
        try:
            original(collector, anchor, values, *rest)
        finally:
            collector.counter_lookup_items = every

    def remade(number: int, context: Any, *rest: Any) -> Any:
        index_of(context.target_collector)
        for (_, kind), item in context.target_collector.counter_lookup_items.items():
            if item.pending and item.page_maker_index is None and kind == "content":
                item.pending = False
                item.parse_again(item.cached_page_counter_values)
        return remake(number, context, *rest)

    original = put.at(TargetCollector, "cache_target_page_counters", cache_target_page_counters)
    remake = put.at(pages, "remake_page", remade)


def _anchors_of(box: Any) -> set[str]:
    """The anchors whose counters the content of a box takes by an attribute of its element."""
    tokens = [value[0] for kind, value in box.style["content"] if kind.startswith("target-")]
    values = [box.element.get(token[1][0], token[1][2]) for token in tokens if token[0] == "attr()"]
    return {value[1:] for value in values if value and value.startswith("#")}


def _walk_flat(put: _Putter) -> None:
    """All boxes below a box, in order, without a generator in a generator for each level."""
    from weasyprint.formatting_structure.boxes import Box

    def descendants(box: Any, placeholders: bool = False) -> Iterator[Any]:
        stack = [box]
        while stack:
            box = stack.pop()
            if isinstance(box, Box):
                yield box
                stack.extend(reversed(box.children))
            elif placeholders:
                stack.append(box._box)
            else:
                yield box

    put.at(Box, "descendants", descendants)


def _know_the_flow(put: _Putter) -> None:
    """Whether a box stands in the normal flow is a matter of its style."""
    from weasyprint.formatting_structure.boxes import Box

    def is_in_normal_flow(box: Any) -> bool:
        remembered = box.style.__dict__
        if "dpia_flow" not in remembered:
            remembered["dpia_flow"] = original(box)
        return bool(remembered["dpia_flow"])

    original = put.at(Box, "is_in_normal_flow", is_in_normal_flow)


def _pass_by_empty_backgrounds(put: _Putter) -> None:
    """A box without background, shadow and round corners needs no look at each of them; nearly all boxes are so."""
    from weasyprint.draw.color import get_color
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import background

    corners = tuple(f"border_{side}_radius" for side in ("top_left", "top_right", "bottom_right", "bottom_left"))
    empty = dict.fromkeys(corners, (0, 0)) | {"background": None}

    def has_none(style: Any) -> bool:
        return (
            all((0, "px") in style[corner] for corner in corners)
            and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and all(kind == "none" for kind, _ in style["background_image"])
            and get_color(style, "background_color").alpha == 0
            and not style["box_shadow"]
            and style["visibility"] != "hidden"
        )

    def laid_out(page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None) -> None:
        remembered = box.style.__dict__
        if "dpia_bare" not in remembered:
            remembered["dpia_bare"] = has_none(box.style)
        if not remembered["dpia_bare"] or style is not None or box is page or not isinstance(box, Box):
            original(page, box, get_image, layout_children, style)
            return
        if layout_children:
            for child in box.all_children():
                laid_out(page, child, get_image)
        box.__dict__.update(empty)

    original = put.at(background, "layout_box_backgrounds", laid_out)

"""All lines of a page, drawn by one widget that scrolls by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from dpia.tui.messages import PasteAltered
from dpia.tui.widgets.field import Box
from dpia.tui.widgets.text import look_of, plain

BAR = "▌"
"""Stands before every line of the box that one is at, so that it shows without colour."""

GUTTER = 2


KeyHandler = Callable[[str, str], bool]
"""Is told a key and its character; says whether it meant something."""


class _Same:
    """Equal only to itself holding the very same object; keeps the object alive while it is compared."""

    def __init__(self, item: object) -> None:
        self.item = item

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.item is other.item

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Fixed:
    """The parts of a line that are the same on every line, drawn once for a width and a theme."""

    bar: Strip
    no_bar: Strip
    blank: Strip
    empty: Strip
    edges: tuple[Strip, Strip, Strip]

    @classmethod
    def of(cls, body: PageBody) -> Fixed:
        """The parts for a body as it is now."""
        style = body.visual_style

        def drawn(sign: str, colour: str, width: int) -> Strip:
            return Visual.to_strips(body, plain(sign, colour), width, 1, style)[0].adjust_cell_length(
                width, style.rich_style
            )

        return cls(
            bar=drawn(BAR, "$accent", GUTTER),
            no_bar=drawn(" ", "", GUTTER),
            blank=Strip.blank(body.room, style.rich_style),
            empty=Strip.blank(body.size.width, style.rich_style),
            edges=(drawn(" ", "", 1), drawn("│", "$muted", 1), drawn("┃", "$muted", 1)),
        )


class PageBody(Widget, can_focus=True):
    """Boxes one below the other. `top` is the first line that is seen."""

    @dataclass
    class Clicked(Message):
        """A line of a box was clicked."""

        box: Box
        line: int

    class Scrolled(Message):
        """Other lines are seen now."""

    class Resized(Message):
        """There is another width or height."""

    def __init__(self, on_press: KeyHandler) -> None:
        super().__init__(id="body")
        self.on_press = on_press
        self.boxes: list[Box] = []
        self.here: Box | None = None
        self.gap = 0
        self.top = 0
        self._scrolled = False
        """Whether one has scrolled since the box at hand was brought into sight."""
        self._tops: dict[int, int] = {}
        self._flat: list[tuple[Box, int]] = []
        self._fixed: Fixed | None = None
        self._look_of_all: object = None
        self._seen: list[tuple[object, ...]] = []
        self._strips: dict[tuple[int, int, bool, bool, int], tuple[object, Strip]] = {}

    @property
    def room(self) -> int:
        """The width of a box."""
        return max(self.size.width - GUTTER - 1, 20)

    # --- layout -------------------------------------------------------------------------------------------------------

    def _stack(self) -> None:
        """Put the lines of all boxes one below the other."""
        self._flat, self._tops, room = [], {}, self.room
        above: Box | None = None
        for box in self.boxes:
            if above is not None:
                self._flat += [(above, -1)] * max(self.gap, above.room_below, box.room_above)
            self._tops[id(box)] = len(self._flat)
            count = len(box.laid(room, box is self.here))
            self._flat += [(box, line) for line in range(count)]
            above = box

    def draw(self) -> None:
        """Draw the rows that look different from what is on the screen; no others."""
        room, edges, in_use = self.room, self._edges(), self._in_use
        before, self._seen = self._seen, [self._look(y, edge, room, in_use) for y, edge in enumerate(edges)]
        if len(before) != len(self._seen):
            self.refresh()
            return
        rows = [y for y, (old, new) in enumerate(zip(before, self._seen, strict=True)) if old != new]
        if rows:
            self.refresh(Region(0, rows[0], self.size.width, rows[-1] - rows[0] + 1))

    def _look(self, y: int, edge: int, room: int, in_use: bool) -> tuple[object, ...]:
        """What decides how a row looks. Lines are compared as objects: a box that did not change keeps its lines."""
        index = self.top + y
        if index >= len(self._flat):
            return (None, False, edge)
        box, line = self._flat[index]
        lines = box.laid(room, box is self.here)
        content = lines[line] if 0 <= line < len(lines) else None
        return (_Same(content), box is self.here and line >= 0 and in_use, edge)

    def replace(self, boxes: Sequence[Box], here: Box | None) -> None:
        """Show other boxes, or the same ones as they are now, with the one at hand in sight."""
        if not self.boxes or boxes[0] is not self.boxes[0]:
            self._strips.clear()
        self.boxes, self.here = list(boxes), here
        self._stack()
        self.top = self._within(self.top if here is None else self._top_for(here))
        self._scrolled = False
        self.draw()

    def lay_anew(self) -> None:
        """Lay out for another size. Whoever has scrolled goes on to see what was at the top."""
        if not self._scrolled or self.top >= len(self._flat):
            self.replace(self.boxes, self.here)
            return
        box, line = self._flat[self.top]
        self._stack()
        last = len(box.laid(self.room, box is self.here)) - 1
        self.top = self._within(self.line_of(box) + max(min(line, last), 0))
        self.draw()

    def line_of(self, box: Box) -> int:
        """The first line of a box, counted from the top of the page."""
        return self._tops.get(id(box), 0)

    def in_sight(self, box: Box) -> bool:
        """Whether a box is seen from its first line to its last: what is said at its foot may take several."""
        first = self.line_of(box)
        last = first + len(box.laid(self.room, box is self.here)) - 1
        return self.top <= first and last < self.top + self.size.height

    def _top_for(self, box: Box) -> int:
        """The least scrolling by which the box is seen, or at least the line at hand and what is around it."""
        first = self.line_of(box)
        if first <= self._lead():
            return 0
        last = first + len(box.laid(self.room, box is self.here))
        height, hand = max(self.size.height, 1), first + box.line_at_hand
        top = max(self.top, last - height)
        top = max(min(top, first), hand - height + 2)
        return min(top, max(hand - 1, 0))

    def _lead(self) -> int:
        """The line of the first box that can be stood on; what is above it is shown with it if there is room."""
        first = next((box for box in self.boxes if box.stop), None)
        if first is None:
            return -1
        lead = self.line_of(first)
        return lead if lead + len(first.laid(self.room, first is self.here)) <= self.size.height else -1

    def _within(self, top: int) -> int:
        return max(0, min(top, len(self._flat) - self.size.height))

    def move_to(self, top: int) -> None:
        """Scroll."""
        top = self._within(top)
        if top != self.top:
            self.top, self._scrolled = top, True
            self.draw()
            self.post_message(self.Scrolled())

    # --- drawing ------------------------------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part. The page has no border, padding or tint: Textual would look for these on each line."""
        filters, background = self.get_line_filters(), self.background_colors[1]
        in_use, room, edges, lines = self._in_use, self.room, self._edges(), []
        for y in crop.line_range:
            line = self._line(y, edges[y], room, in_use)
            for one in filters:
                line = line.apply_filter(one, background)
            lines.append(line)
        if crop.column_span == (0, self.size.width):
            return lines
        return [line.crop(*crop.column_span) for line in lines]

    def render_line(self, y: int) -> Strip:
        """One line of the terminal."""
        return self._line(y, self._edges()[y], self.room, self._in_use)

    def _line(self, y: int, edge: int, room: int, in_use: bool) -> Strip:
        """The bar of the box at hand, its text, and where one is in the page; drawn once as long as nothing changes."""
        if self._fixed is None:
            self._fixed = Fixed.of(self)
        fixed = self._fixed
        index = self.top + y
        if index >= len(self._flat):
            return fixed.empty
        box, line = self._flat[index]
        here = box is self.here and line >= 0
        lines = box.laid(room, here) if line >= 0 else ()
        content = lines[line] if 0 <= line < len(lines) else None
        barred = here and in_use
        known = self._strips.get((id(box), line, here, barred, edge))
        if known is not None and known[0] is content:
            return known[1]
        text = self._text(content) if content is not None else fixed.blank
        made = Strip.join([fixed.bar if barred else fixed.no_bar, text, fixed.edges[edge]])
        self._strips[id(box), line, here, barred, edge] = (content, made)
        return made

    def _text(self, content: Content) -> Strip:
        style = self.visual_style
        made = Visual.to_strips(self, content, self.room, 1, style) or [Strip.blank(self.room, style.rich_style)]
        return made[0].adjust_cell_length(self.room, style.rich_style)

    @property
    def _in_use(self) -> bool:
        """Whether the page has the focus, itself or in its editor."""
        focused = self.screen.focused
        return focused is self or (focused is not None and focused.parent is self.parent)

    def _edges(self) -> list[int]:
        """The mark at the edge of each row that shows which part of the page is seen: none, track or thumb."""
        total, height = len(self._flat), self.size.height
        if total <= height:
            return [0] * height
        start = self.top * height // total
        end = max(start + 1, (self.top + height) * height // total)
        return [2 if start <= y < end else 1 for y in range(height)]

    # --- focus --------------------------------------------------------------------------------------------------------

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style depends on it."""

    def _on_focus(self, event: events.Focus) -> None:
        """Take the keys. The page draws the rows that look different; Textual would draw all of them."""
        event.prevent_default()
        self.has_focus = True
        self._tell(events.DescendantFocus(self))

    def _on_blur(self, event: events.Blur) -> None:
        """Give the keys away."""
        event.prevent_default()
        self.has_focus = False
        self._tell(events.DescendantBlur(self))

    def _tell(self, message: Message) -> None:
        if self.parent is not None:
            self.parent.post_message(message)

    # --- events -------------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Hand the key to the page; page keys scroll."""
        if event.key in ("pageup", "pagedown"):
            event.stop()
            self.move_to(self.top + (1 if event.key == "pagedown" else -1) * max(self.size.height - 2, 1))
            return
        if self.on_press(event.key, event.character or ""):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """There is nothing to type in: say so instead of losing it in silence."""
        event.stop()
        self.post_message(PasteAltered(refused=True))

    def on_click(self, event: events.Click) -> None:
        """Tell which line of which box was clicked."""
        index = self.top + event.y
        if 0 <= index < len(self._flat):
            box, line = self._flat[index]
            self.post_message(self.Clicked(box, line))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.move_to(self.top + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.move_to(self.top - 3)

    def on_resize(self) -> None:
        """Lay out for another width."""
        self._forget_drawing()
        self.post_message(self.Resized())

    def notify_style_update(self) -> None:
        """Where the look is another one, nothing that was drawn holds; the focus coming or going changes no look."""
        super().notify_style_update()
        if self._look_of_all != (look := look_of(self)):
            self._look_of_all = look
            self._forget_drawing()

    def _forget_drawing(self) -> None:
        self._strips.clear()
        self._fixed = None
        self._seen = []

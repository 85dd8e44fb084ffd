"""Text from people and from content, made safe to show: never read as markup, never a control code.

Every widget of the wizard shows words through this module. Textual would otherwise read `[/` as markup and end the
program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget
from textual.widgets import Static

from dpia.cells import line_breaks
from dpia.control_chars import find, replaced
from dpia.han import has_wide

MUTED = "$muted"
STRONG = "bold"
ALARM = "bold $error"
CAUTION = "bold $caution"
GOOD = "bold $good"
ACCENT = "$accent"


def clean(text: str) -> str:
    """The text without anything that a terminal would obey."""
    return replaced(text.replace("\t", " "))  # a tab is one cell to Textual and several to a terminal


def plain(text: str, style: str = "") -> Content:
    """Text as it is, in one style."""
    return Content.styled(clean(text), style)


def harmless(strip: Strip) -> Strip:
    """A drawn line without anything that a terminal would obey, for editors: they draw their text themselves."""
    if not find(strip.text):
        return strip
    segments = [Segment(clean(segment.text), segment.style, segment.control) for segment in strip]
    return Strip(segments).adjust_cell_length(strip.cell_length)


def row(*parts: str | Content | tuple[str, str]) -> Content:
    """Parts in one line; a pair is text with its style."""
    return Content.assemble(
        *(
            part if isinstance(part, Content) else plain(part) if isinstance(part, str) else plain(*part)
            for part in parts
        )
    )


def wrapped(text: str | Content, width: int) -> list[Content]:
    """Lines of at most `width` cells; at least one."""
    content, width = text if isinstance(text, Content) else plain(text), max(width, 8)
    if not has_wide(content.plain):
        return content.wrap(width) or [Content("")]
    return [
        piece.rstrip()
        for line in content.split(allow_blank=True)
        for piece in line.divide(line_breaks(line.plain, width))
    ]


def hanging(first: str | Content, text: str | Content, width: int) -> list[Content]:
    """A paragraph behind a mark: the mark on the first line, the rest set in by its width."""
    mark = first if isinstance(first, Content) else plain(first)
    lines = wrapped(text, width - mark.cell_length)
    return [mark + lines[0], *(Content(" " * mark.cell_length) + line for line in lines[1:])]


def one_line(text: str | Content, width: int) -> Content:
    """The text on one line, cut with an ellipsis where it does not fit."""
    content = text if isinstance(text, Content) else plain(text.replace("\n", " "))
    return content.truncate(max(width, 1), ellipsis=True) if content.cell_length > width else content


def left_right(left: Content, right: Content, width: int) -> Content:
    """Two texts at the two ends of a line; the left one gives way."""
    room = width - right.cell_length - 1
    left = one_line(left, max(room, 1))
    return left + Content(" " * max(width - left.cell_length - right.cell_length, 1)) + right


def beside(cells: Sequence[Content], width: int, gap: int) -> Content:
    """Texts beside each other in columns of `width` cells, with `gap` cells between them."""
    line = Content("")
    for cell in cells[:-1]:
        line += cell + Content(" " * (width - cell.cell_length + gap))
    return line + cells[-1]


def stacked(lines: Iterable[Content]) -> Content:
    """Lines one below the other."""
    return Content("\n").join(lines)


LineMaker = Callable[[int], Sequence[Content]]
"""Makes the lines of a text for a width."""


READABLE = 112
"""Cells of a line of a long text at most: in longer ones the eye does not find the next."""


def readable(make: LineMaker) -> LineMaker:
    """The same text in lines that can be read, however wide the terminal is."""
    return lambda width: make(min(width, READABLE))


class IndentedLines(Visual):
    """Paragraphs for a list, each set in by some cells on all of its lines; or lines made for the width at hand."""

    def __init__(self, *paragraphs: tuple[int, Content | LineMaker]) -> None:
        self.paragraphs = paragraphs

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for indent, content in self.paragraphs:
            if isinstance(content, Content):
                lines += hanging(" " * indent, content, width)
            else:
                lines += (Content(" " * indent) + line for line in content(width - indent))
        return lines

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The lines, drawn."""
        lines = self._lines(width)[:height]
        return [strip for line in lines for strip in line.render_strips(width, 1, style, options)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as the widest paragraph."""
        return max(
            (
                indent + content.cell_length if isinstance(content, Content) else container_width
                for indent, content in self.paragraphs
            ),
            default=0,
        )

    def get_minimal_width(self, rules: RulesMap) -> int:
        """A few cells."""
        return 8

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many rows as lines."""
        return len(self._lines(width))


def shown(text: str | Content) -> Content | IndentedLines:
    """A text for a widget or a list that breaks its lines itself, which only knows the lines of western languages."""
    content = text if isinstance(text, Content) else plain(text)
    return IndentedLines((0, content)) if has_wide(content.plain) else content


class StaticText(Static):
    """A piece of text that is shown as it is."""

    def __init__(self, text: str | Content = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(shown(text), id=id, classes=classes, markup=False)

    def show(self, text: str | Content) -> None:
        """Show another text."""
        self.update(shown(text))


def look_of(widget: Widget) -> object:
    """What decides how a widget's own lines look: its colours and the theme. Equal looks, equal drawings."""
    return widget.app.theme, widget.visual_style


class Lines(Widget):
    """A widget that draws itself as lines for the width at hand; one widget instead of one a line."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._laid: tuple[int, Sequence[Content]] | None = None
        self._drawn: dict[int, Strip] = {}
        self._look: object = None

    def lines(self, width: int) -> Sequence[Content]:
        """What is shown, none longer than `width` cells."""
        raise NotImplementedError

    def changed(self) -> None:
        """Draw again; lay out again only if the number of lines is another."""
        before = self._laid
        self._forget()
        if before is None or not self.is_attached:
            self.refresh(layout=True)
            return
        self.refresh(layout=len(self.laid(before[0])) != len(before[1]))

    def _forget(self) -> None:
        self._laid = None
        self._drawn = {}

    def laid(self, width: int) -> Sequence[Content]:
        """The lines, remembered for one width."""
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, self.lines(width))
            self._drawn = {}
        return self._laid[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return len(self.laid(width))

    def render_line(self, y: int) -> Strip:
        """One line; drawn once as long as nothing changes."""
        return self.drawn(y)

    def drawn(self, index: int) -> Strip:
        """A line as it goes to the terminal."""
        width = self.content_size.width
        lines = self.laid(width)  # first, since what was drawn for another width goes with it
        strip = self._drawn.get(index)
        if strip is None:
            style = self.visual_style
            made = Visual.to_strips(self, lines[index], width, 1, style) if index < len(lines) else []
            blank = Strip.blank(width, style.rich_style)
            strip = (made[0] if made else blank).adjust_cell_length(width, style.rich_style)
            self._drawn[index] = strip
        return strip

    def notify_style_update(self) -> None:
        """Where the look is another one, nothing that was drawn holds."""
        super().notify_style_update()
        if self._look != (look := look_of(self)):
            self._look = look
            self._drawn = {}


class LongText(Lines):
    """A text that scrolls by itself, so that neither its length nor another text lays anything out again."""

    def __init__(self, make: LineMaker | None = None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.make = make
        self.top = 0

    def lines(self, width: int) -> Sequence[Content]:
        """The text, leaving room for the mark at the edge."""
        return self.make(max(width - 2, 10)) if self.make is not None else ()

    def show(self, make: LineMaker) -> None:
        """Another text, from its beginning."""
        self.make, self.top = make, 0
        self.changed()

    def changed(self) -> None:
        """Draw again."""
        self._forget()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line, and at the edge which part is seen."""
        total, height = len(self.laid(self.content_size.width)), self.content_size.height
        self.top = max(0, min(self.top, total - height))  # there may be fewer lines than before, or more room
        strip = self.drawn(self.top + y)
        if total <= height:
            return strip
        start = self.top * height // total
        end = max(start + 1, (self.top + height) * height // total)
        edge = Strip([Segment("┃" if start <= y < end else "│", self.visual_style.rich_style)], 1)
        return Strip.join([strip.crop(0, strip.cell_length - 1), edge])

    def scroll_to_line(self, index: int) -> None:
        """Let a line be the first that is seen, or as near to it as there are lines."""
        self.scroll_lines(index - self.top)

    def scroll_lines(self, delta: int) -> None:
        """Scroll by lines."""
        total, height = len(self.laid(self.content_size.width)), self.content_size.height
        self.top = max(0, min(self.top + delta, total - height))
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll_lines(-3)

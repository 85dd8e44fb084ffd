"""A table from two sides, as a screen: cells that are marked with one key each, written as they are marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from dpia.assessment.change import Action
from dpia.cells import cell_len
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui.ending import EndingScreen
from dpia.tui.forms import Choice
from dpia.tui.grids import Grid, grids_of
from dpia.tui.revising import LifeCycleDialogs
from dpia.tui.view_model import Result, ViewModel
from dpia.tui.widgets.field import cursor_line
from dpia.tui.widgets.help_pane import NewsLine
from dpia.tui.widgets.text import MUTED, STRONG, Lines, StaticText, one_line, plain, wrapped

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp

NAME, CELL = 26, 14
"""Cells that the names of the rows take, and that a column takes, at least."""

LONG_NAME = 40
"""Cells that the names of the rows take at most: on a wide terminal they have a fifth of it."""


class GridBody(Lines, can_focus=True):
    """The cells. It scrolls by itself; names of columns stay where they are."""

    class Pressed(Message):
        """A key that means something to the cell at hand, or to the screen."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Moved(Message):
        """Another cell is at hand."""

    least_name, cell_room = NAME, CELL

    before_head = ""
    """What stands before the name of a column, where something stands before each cell."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(id="grid")
        self.grid = grid
        self.row = self.column = self.top = self.left = 0

    @property
    def at(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Row and column at hand, each with id and name."""
        rows, columns = self.grid.rows(), self.grid.columns()
        self.row, self.column = min(self.row, len(rows) - 1), min(self.column, len(columns) - 1)
        return rows[self.row], columns[self.column]

    @property
    def name_room(self) -> int:
        """Cells that the names of the rows take here."""
        return max(self.least_name, min(LONG_NAME, self.content_size.width // 5))

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _fitting(self, width: int) -> tuple[int, int]:
        """How many columns fit, and how wide each is."""
        count = max(1, min(len(self.grid.columns()), (width - self.name_room) // (self.cell_room + 1)))
        return count, max((width - self.name_room) // count - 1, 8)

    def lines(self, width: int) -> Sequence[Content]:
        """The names of the columns that fit, and the rows that fit below them."""
        rows, columns = self.grid.rows(), self.grid.columns()
        count, room = self._fitting(width)
        self.left = max(min(self.left, self.column), self.column - count + 1)
        height = max(self.content_size.height - 1, 1)
        self.top = max(min(self.top, self.row), self.row - height + 1)
        seen = columns[self.left : self.left + count]
        before, after = "‹ " if self.left else "", " ›" if self.left + count < len(columns) else ""
        made = [
            self._line(plain(before + after, MUTED), [plain(self._head(name, room), STRONG) for _, name in seen], room)
        ]
        for index, (row, name) in enumerate(rows[self.top : self.top + height], self.top):
            cells = [
                self._cell(row, column, room, index == self.row, at) for at, (column, _) in enumerate(seen, self.left)
            ]
            made.append(self._line(plain(name, STRONG if index == self.row else ""), cells, room))
        return made

    def _head(self, name: str, room: int) -> str:
        """The name of a column, which does without the room for a sign before it is cut."""
        return self.before_head + name if cell_len(self.before_head + name) <= room else name

    def _cell(self, row: str, column: str, room: int, here: bool, at: int) -> Content:
        cell = self.grid.cell(row, column)
        text = one_line(plain(cell.short, "" if cell.own else MUTED), room)
        return cursor_line(text, room, 0) if here and at == self.column else text

    def _line(self, name: Content, cells: Sequence[Content], room: int) -> Content:
        line = one_line(name, self.name_room - 2).pad_right(0)
        line += Content(" " * (self.name_room - line.cell_length))
        for cell in cells:
            cell = one_line(cell, room)
            line += cell + Content(" " * (room - cell.cell_length + 1))
        return line

    def on_resize(self) -> None:
        """Other rows and columns fit."""
        self._forget()
        self.refresh()

    def changed(self) -> None:
        """Draw again."""
        self._forget()
        self.refresh()

    # --- keys ---------------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Move; everything else is for the screen."""
        page = max(self.content_size.height - 2, 1)
        steps = {
            "up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1), "tab": (0, 1), "shift+tab": (0, -1),
            "pageup": (-page, 0), "pagedown": (page, 0), "home": (0, -10_000), "end": (0, 10_000),
        }  # fmt: skip
        key = (
            event.character if event.character and event.character.isprintable() and event.key != "space" else event.key
        )
        if event.key in steps:
            self._move(*steps[event.key])
        else:
            self.post_message(self.Pressed("." if event.key == "delete" else key))
            if not event.is_printable and event.key not in ("delete", "enter", "space"):
                return
        event.stop()
        event.prevent_default()

    def _move(self, down: int, right: int) -> None:
        self.row = max(0, min(self.row + down, len(self.grid.rows()) - 1))
        self.column = max(0, min(self.column + right, len(self.grid.columns()) - 1))
        self.changed()
        self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was clicked."""
        count, room = self._fitting(self.content_size.width)
        at = event.get_content_offset(self)
        if at is not None and at.y >= 1 and self.name_room <= at.x < self.name_room + count * (room + 1):
            self.row, self.column = self.top + at.y - 1, self.left + (at.x - self.name_room) // (room + 1)
            self._move(0, 0)


def flowing(texts: Sequence[str], width: int) -> list[Content]:
    """Short texts one after the other, none broken between two lines unless it is longer than one."""
    lines: list[str] = []
    for text in texts:
        if lines and cell_len(lines[-1]) + 3 + cell_len(text) <= width:
            lines[-1] += f"   {text}"
        else:
            lines.append(text)
    return [made for line in lines for made in wrapped(plain(line, MUTED), width)]


class GridFoot(Lines):
    """The cell at hand in full, and what the keys do to it."""

    def __init__(self, grid: Grid, body: GridBody) -> None:
        super().__init__(id="grid-foot")
        self.grid, self.body = grid, body

    def lines(self, width: int) -> Sequence[Content]:
        """Names, what stands there, keys."""
        (row, row_name), (column, column_name) = self.body.at
        full = plain(f"{row_name} × {column_name}{self.grid.tr.colon}", STRONG) + plain(
            self.grid.cell(row, column).full
        )
        return [*wrapped(full, width), *flowing([f"{key} {words}" for key, words in self.grid.legend()], width)]


class GridScreen(EndingScreen[Ref | None]):
    """A grid. Ends with the question to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", priority=True),
        Binding("f8", "undo", priority=True, id="undo"),
        Binding("ctrl+y", "redo", priority=True, id="redo"),
    ]
    app: DialogApp

    def __init__(self, model: ViewModel, grid: Grid) -> None:
        super().__init__()
        self.model, self.grid, self.tr = model, grid, model.tr
        self.body = GridBody(grid)
        self.foot, self.news = GridFoot(grid, self.body), NewsLine(model)

    def compose(self) -> ComposeResult:
        """Title, cells, the cell at hand, what the last key changed, keys."""
        yield StaticText(plain(self.grid.title + self.tr.colon, STRONG) + plain(self.grid.about), classes="grid-title")
        yield self.body
        yield self.foot
        yield self.news
        words = N_("Arrows move, Enter goes to the question, {press:undo} undoes, Esc goes back")
        yield StaticText(plain(self.tr(words), MUTED), classes="dialog-keys")

    def on_mount(self) -> None:
        """The cells take the keys."""
        self.body.focus()

    def on_grid_body_moved(self) -> None:
        """Say what stands in the cell at hand."""
        self.foot.changed()

    def on_grid_body_pressed(self, event: GridBody.Pressed) -> None:
        """Change the cell at hand, or go to its question."""
        event.stop()
        (row, _), (column, _) = self.body.at
        if event.key == "enter":
            self.dismiss(self.grid.place(row, column))
            return
        done = self.grid.press(row, column, event.key)
        if isinstance(done, str):
            self.app.tell(done)
        elif done is not None:
            self._after(done)

    def _after(self, result: Result) -> None:
        if result.error:
            LifeCycleDialogs(self.app, self.model, self._after).refused(result)
        if not self.grid.rows() or not self.grid.columns():  # what was taken back was a row, the last one
            self.dismiss(None)
            return
        self.body.changed()
        self.foot.changed()
        self.news.changed()

    def action_undo(self) -> None:
        """Take back the last change of this session."""
        self._step(self.model.session.undoable, self.model.undo, N_("There is nothing to take back."))

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self.model.session.redoable, self.model.redo, N_("There is nothing to do again."))

    def _step(self, action: Action | None, change: Callable[[], Result], nothing: str) -> None:
        if action is None or self.model.session.is_earlier(action):
            self.app.tell(self.tr(nothing))
        else:
            self._after(change())

    def action_back(self) -> None:
        """Back to the questions."""
        self.dismiss(None)


def open_grid(app: DialogApp, model: ViewModel, table: str, done: Callable[[Ref | None], None]) -> None:
    """Show the grid of a table. Where it has several, or none, a person chooses from those that there are."""
    every = grids_of(model)
    mine = (
        [grid for grid in every if grid.table.id == table] or [grid for grid in every if table in grid.tables] or every
    )
    if not mine:
        words = N_("There is no grid yet: it takes rows on both sides, such as purposes and groups.")
        app.tell(model.tr(words))
        return
    if len(mine) == 1:
        app.push_screen(GridScreen(model, mine[0]), done)
        return
    choices = [Choice(str(index), grid.title, grid.about) for index, grid in enumerate(mine)]

    def chosen(choice: str | None) -> None:
        if choice is not None:
            app.push_screen(GridScreen(model, mine[int(choice)]), done)

    app.choose(model.tr(N_("Which grid?")), choices, chosen)

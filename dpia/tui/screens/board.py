"""A table on a screen of its own, with what follows from it below: the frame of alternatives, power and risks.

Cells are changed where they stand and written at once; each change is echoed on the line below and can be undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from dpia.assessment.model import Answer
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui import reasoning_commands
from dpia.tui.answer_dialogs import ask_answer
from dpia.tui.bindings import bindings
from dpia.tui.cells import CELL_KEYS, CellGrid
from dpia.tui.ending import EndingScreen
from dpia.tui.forms import Choice
from dpia.tui.grids import Grid
from dpia.tui.revising import LifeCycleDialogs
from dpia.tui.screens.grid import GridBody, flowing
from dpia.tui.view_model import OptionView, Result, ViewModel
from dpia.tui.widgets.field import cursor_line
from dpia.tui.widgets.help_pane import KeyLine, NewsLine, law_text
from dpia.tui.widgets.reading import Reading
from dpia.tui.widgets.text import MUTED, STRONG, Lines, StaticText, one_line, plain, wrapped

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp

WIDE, HIGH = 110, 34
HERE = "›"
LEGEND_LINES = 2
"""How many lines the keys of a cell may take on a low terminal; Enter shows every option."""


class BoardBody(GridBody):
    """The cells. Letters and Enter are commands of the screen; a second click on a cell answers it."""

    least_name, cell_room = 23, 16
    before_head = " "
    meant = ""
    """What the cell at hand would be, as long as Enter has not taken it."""

    def _cell(self, row: str, column: str, room: int, here: bool, at: int) -> Content:
        """The cell, with a sign before the one at hand, so that it shows without colour."""
        cell = self.grid.cell(row, column)
        at_hand = here and at == self.column
        if at_hand and self.meant:
            return cursor_line(one_line(plain(f"» {self.meant}"), room), room, 0)
        text = one_line(plain(f"{HERE if at_hand else ' '}{cell.short}", "" if cell.own else MUTED), room)
        return cursor_line(text, room, 0) if at_hand else text

    def on_key(self, event: events.Key) -> None:
        """Move or change the cell at hand; everything else is a command."""
        event.prevent_default()  # Textual would call the handler of the base too
        character = event.character if event.character and event.character.isprintable() else event.key
        if event.key in ("up", "down", "left", "right", "tab", "shift+tab", "pageup", "pagedown", "home", "end"):
            super().on_key(event)
        elif character in CELL_KEYS:
            event.stop()
            self.post_message(self.Pressed("." if event.key == "delete" else character))

    def on_click(self, event: events.Click) -> None:
        """Go to a cell; where one is there already, answer it."""
        event.prevent_default()
        before = (self.row, self.column)
        super().on_click(event)
        at = event.get_content_offset(self)
        if at is not None and at.y >= 1 and at.x >= self.name_room and before == (self.row, self.column):
            self.post_message(self.Pressed("enter"))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """One row down."""
        event.stop()
        self._move(1, 0)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """One row up."""
        event.stop()
        self._move(-1, 0)


class BoardFoot(Lines):
    """The cell at hand in full, and the keys that change it."""

    def __init__(self, screen: BoardScreen) -> None:
        super().__init__(id="grid-foot")
        self.board = screen

    def lines(self, width: int) -> Sequence[Content]:
        """Row, question, answer; keys as far as there is room."""
        board = self.board
        if not board.has_cells:
            return wrapped(plain(board.empty_words(), STRONG), width)
        row, column = board.at
        grid = board.grid
        full = plain(board.row_name(row) + grid.tr.colon, STRONG) + plain(grid.cell(row, column).full)
        if board.meant is not None:
            words = grid.tr(N_(" → {answer}. Enter takes it, Esc does not."), answer=board.meant_words())
            full += plain(words, STRONG)
        keys = flowing([f"{key} {words}" for key, words in grid.keys_of(row, column)], width)
        low = board.size.height < HIGH
        if low and len(keys) > LEGEND_LINES:
            keys = [*keys[: LEGEND_LINES - 1], plain(grid.tr(N_("… Enter shows every answer")), MUTED)]
        about = wrapped(full, width)
        return [*(about[:3] if low else about), *keys]


class BoardScreen(EndingScreen[Ref | None]):
    """A table on a screen. Ends with the question to go to, or None."""

    COMMANDS_HERE = reasoning_commands.BOARD
    BINDINGS = bindings(reasoning_commands.BOARD)
    app: DialogApp

    follows_row = True
    """Whether what follows speaks of the row at hand."""

    def __init__(self, model: ViewModel, grid: CellGrid) -> None:
        super().__init__()
        self._row_shown: str | None = None
        self.meant: tuple[Answer | None] | None = None
        """What a key made of the cell at hand, before Enter takes it: no key answers by itself."""
        self.model, self.grid, self.tr = model, grid, model.tr
        self.body = BoardBody(self.shown_grid())
        self.heading = StaticText(classes="grid-title")
        self.foot, self.news = BoardFoot(self), NewsLine(model)
        self.panel = Reading(self.follows, id="board-panel")

    def compose(self) -> ComposeResult:
        """Title, cells, what follows, the cell at hand, what the last key changed, keys."""
        yield self.heading
        yield self.body
        yield self.panel
        yield self.foot
        yield self.news
        yield KeyLine(self.COMMANDS_HERE, self.tr)

    def on_mount(self) -> None:
        """The cells take the keys."""
        self._draw()
        self.body.focus()

    def on_resize(self) -> None:
        """Other rows and columns fit."""
        self.call_after_refresh(self._draw)

    # --- for the single screens -------------------------------------------------------------------------------------

    def shown_grid(self) -> Grid:
        """The cells as they are laid out; here as they are."""
        return self.grid

    def head(self) -> Content:
        """What the screen is."""
        return plain(f"{self.grid.title} ", STRONG) + plain(self.grid.about, MUTED)

    def follows(self, width: int) -> list[Content]:
        """What follows from the cells."""
        raise NotImplementedError

    def empty_words(self) -> str:
        """What is said where the table has no row."""
        return self.tr(N_("No rows yet: {press:new-row} adds one."))

    def row_name(self, row: str) -> str:
        """The name of a row."""
        return self.model.row_name(self.grid.table.id, row)

    # --- where one is -----------------------------------------------------------------------------------------------

    @property
    def has_cells(self) -> bool:
        """Whether there is a cell to stand on."""
        return bool(self.grid.rows() and self.grid.columns())

    @property
    def at(self) -> tuple[str, str]:
        """Row and column at hand, by id. Only where there are cells."""
        (row, _), (column, _) = self.body.at
        return row, column

    @property
    def row_at_hand(self) -> str | None:
        """The row at hand, or None without rows."""
        return self.at[0] if self.has_cells else None

    def go_to_row(self, row: str) -> None:
        """Stand on a row."""
        ids = [one for one, _ in self.grid.rows()]
        if row in ids:
            self.body.row = ids.index(row)

    # --- keeping up -------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        """Bring everything up to date. The cells get what they need, at most half of the room."""
        self.heading.show(self.head())
        self.body.grid = self.shown_grid()
        self.body.display = self.has_cells
        room = max(self.size.height - 8, 6)
        self.body.styles.height = min(len(self.body.grid.rows()) + 1, max(room * 3 // 5, 4))
        self.body.changed()
        self.panel.changed()
        self.foot.changed()
        self.news.changed()

    def after(self, result: Result | None) -> None:
        """Show what a change led to."""
        if result is not None and result.error:
            LifeCycleDialogs(self.app, self.model, self.after).refused(result)
        self._mean(None)
        self._draw()
        if self.focused is None or not self.focused.display:
            self.focus_cells()

    def focus_cells(self) -> None:
        """Give the keys to the cells, if there are any."""
        (self.body if self.has_cells else self.panel).focus()

    def note(self, text: str) -> None:
        """Say something on the line that says what the last action did, until the next one."""
        self.model.notice = text
        self.news.changed()

    def on_grid_body_moved(self) -> None:
        """Another cell is at hand. What Enter did not take is not taken, and that is said."""
        not_taken = self.body.meant
        self._mean(None)
        if not_taken:
            self.note(self.tr(N_("Not taken: {answer}"), answer=not_taken))
        elif self.model.notice:
            self.note("")
        self.foot.changed()
        if self.follows_row and self._row_shown != self.row_at_hand:
            self.panel.changed()
        self._row_shown = self.row_at_hand

    def on_grid_body_pressed(self, event: GridBody.Pressed) -> None:
        """Show what the key would make of the cell at hand; Enter takes it."""
        event.stop()
        if event.key == "enter":
            self.action_edit()
        elif self.has_cells:
            now = self.grid.answer(*self.at)
            meant = self.grid.meant(*self.at, event.key, self.meant[0] if self.meant is not None else now)
            if isinstance(meant, str):
                self.note(meant)
            elif meant is not None:
                self.note("")
                self._mean(meant if meant[0] != now else None)

    def _mean(self, meant: tuple[Answer | None] | None) -> None:
        """Something else may be taken by Enter now."""
        self.meant = meant
        self.body.meant = self.meant_words() if meant is not None else ""
        self.body.changed()
        self.foot.changed()

    def meant_words(self) -> str:
        """What the cell at hand would be."""
        assert self.meant is not None, "a key made something of it"
        return self.model.words.value(self.grid.shown[self.at[1]], self.meant[0])

    def _at_once(self, key: str) -> None:
        """What a command of its own says is done at once, as on the page of questions."""
        if self.has_cells:
            done = self.grid.press(*self.at, key)
            if isinstance(done, str):
                self.note(done)
            elif done is not None:
                self.after(done)

    # --- commands ---------------------------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Take what a key made of the cell at hand; else answer it from a list or in a line."""
        if self.meant is not None:
            self.after(self.grid.set(*self.at, self.meant[0]))
            return
        if not self.has_cells:
            self.action_new()
            return
        row, column = self.at
        if column not in self.grid.shown or not self.grid.asked_of(row, column):
            self.note(self.grid.cell(row, column).full)
            return
        options = self.grid.view(row, column).options

        def done(answer: Answer | None) -> None:
            self.after(self.grid.set(row, column, answer))

        ask_answer(
            self.app, self.grid.shown[column], options, self.grid.answer(row, column), done, about=self.row_name(row)
        )

    def action_unknown(self) -> None:
        """Answer that one does not know."""
        self._at_once("?")

    def action_clear(self) -> None:
        """Take the answer away."""
        self._at_once(".")

    def action_new(self) -> None:
        """Add a row, by what names it."""
        label = self.grid.label
        options = self.label_options()

        def done(answer: Answer | None) -> None:
            if answer is not None:
                self.add({label.id: answer})

        ask_answer(self.app, label, options, None, done)

    def label_options(self) -> tuple[OptionView, ...]:
        """What a new row can be, where that is chosen from a list."""
        label, say = self.grid.label, self.tr.content
        return tuple(
            OptionView(option.id, say(option.text, label.id, option.id), say(option.help)) for option in label.options
        )

    def add(self, cells: dict[str, Answer]) -> None:
        """Add a row with these cells, and stand on it."""
        before = {row for row, _ in self.grid.rows()}
        self.show_added(self.grid.add(cells), before)

    def show_added(self, result: Result, before: set[str]) -> None:
        """Stand on the row that was added."""
        new = next((row for row, _ in self.grid.rows() if row not in before), None)
        if new is not None:
            self.go_to_row(new)
        self.after(result)
        self.focus_cells()

    def action_rename(self) -> None:
        """Change what names the row."""
        row = self.row_at_hand
        if row is None or not self._is_row(row):
            return
        label = self.grid.label
        answer = self.model.session.assessment.answer(self.grid.table.id, row, label.id)

        def done(after: Answer | None) -> None:
            self.after(self.model.commit(Ref(self.grid.table.id, row, label.id), after))

        ask_answer(self.app, label, self.label_options(), answer, done)

    def _is_row(self, row: str) -> bool:
        return self.model.session.assessment.row(self.grid.table.id, row) is not None

    def action_remove(self) -> None:
        """Ask, and remove the row."""
        row = self.row_at_hand
        if row is None or not self._is_row(row):
            return
        choices = [
            Choice("keep", self.tr(N_("Keep it"))),
            Choice("remove", self.tr(N_("Remove it")), self.tr(N_("{press:undo} brings it back"))),
        ]

        def done(choice: str | None) -> None:
            if choice == "remove":
                self.after(self.grid.remove(row))

        self.app.choose(self.tr(N_("Remove “{name}” with its answers?"), name=self.row_name(row)), choices, done)

    def action_question(self) -> None:
        """Go to the question behind the cell."""
        self.dismiss(self.grid.place(*self.at) if self.has_cells else Ref(self.grid.table.id))

    def action_law(self) -> None:
        """The question explained, and the law behind it."""
        column = self.at[1] if self.has_cells else ""
        ref = Ref(self.grid.table.id, None, column) if column in self.grid.shown else Ref(self.grid.table.id)
        self.app.read(self.tr(N_("Explanation and law")), lambda width: law_text(self.model, ref, width))

    def action_other_pane(self) -> None:
        """From the cells to what follows, and back."""
        target: Widget = self.panel if self.body.has_focus or not self.body.display else self.body
        target.focus()

    def action_undo(self) -> None:
        """Take back the last change of this session; first what could not be saved."""
        dropped = self.model.drop_unsaved()
        if dropped is not None:
            self._draw()
            self.note(self.tr(N_("Not kept: {what}"), what=self.model.words.ref(dropped)))
            return
        action = self.model.session.undoable
        if action is None or self.model.session.is_earlier(action):
            self.note(self.tr(N_("There is nothing to take back.")))
        else:
            self.after(self.model.undo())

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        action = self.model.session.redoable
        if action is None or self.model.session.is_earlier(action):
            self.note(self.tr(N_("There is nothing to do again.")))
        else:
            self.after(self.model.redo())

    def action_palette(self) -> None:
        """The commands of this screen."""
        self.app.show_commands(self.COMMANDS_HERE)

    def action_help(self) -> None:
        """All keys."""
        self.app.show_keys(self.COMMANDS_HERE)

    def action_back(self) -> None:
        """Leave what a key made of the cell; else back to the questions."""
        if self.meant is not None:
            self._mean(None)
        else:
            self.dismiss(None)

"""A list whose lines lead to questions, findings and authorities, with a search line or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from dpia.engine.findings import Finding
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui.ending import EndingScreen, holds
from dpia.tui.jumps import Line
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.view_model import ViewModel
from dpia.tui.widgets.finding_list import ChoiceList
from dpia.tui.widgets.help_pane import authority_lines
from dpia.tui.widgets.question_text import LineInput
from dpia.tui.widgets.text import MUTED, IndentedLines, StaticText, plain

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp

LineSource = Callable[[str], Sequence[Line]]
"""Makes the lines for what is typed in the search line; without one for nothing."""


class JumpScreen(EndingScreen[Ref | None]):
    """Ends with the question to go to, or None. Findings and authorities are shown over it.

    `typed` and `at` hold what is searched for and where one is, so that whoever comes back finds both again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", priority=True),
        Binding("down", "move(1)", priority=True),
        Binding("up", "move(-1)", priority=True),
        Binding("pagedown", "page(1)", priority=True),
        Binding("pageup", "page(-1)", priority=True),
    ]
    app: DialogApp

    def __init__(
        self, model: ViewModel, heading: str, source: LineSource, *, search: bool = False, typed: str = "", at: int = 0
    ) -> None:
        super().__init__()
        self.model, self.heading, self.source, self.search = model, heading, source, search
        self.typed, self.at = typed, at
        self.lines: Sequence[Line] = ()

    def compose(self) -> ComposeResult:
        """Title, perhaps a search line, list, keys."""
        tr = self.model.tr
        yield StaticText(plain(self.heading, "bold"), classes="dialog-title")
        if self.search:
            yield LineInput(self.typed, tr(N_("type to search")))
        yield ChoiceList(id="jumps")
        yield StaticText(plain(tr(N_("Enter goes there, Esc goes back")), MUTED), classes="dialog-keys")

    def on_mount(self) -> None:
        """Fill the list; the search line, or else the list, takes the keys."""
        self.fill()
        for editor in self.query(LineInput):
            editor.focus()
            return
        self.query_one(ChoiceList).focus()

    def on_screen_resume(self) -> None:
        """A response may have been given to a finding."""
        self.fill()

    def fill(self) -> None:
        """Show the lines as they are now, and stand where one stood."""
        self.lines = self.source(self.typed)
        listing = self.query_one(ChoiceList)
        listing.set_options(
            [
                Option(IndentedLines(*line.paragraphs), id=str(index), disabled=line.target is None)
                for index, line in enumerate(self.lines)
            ]
        )
        after = [index for index, line in enumerate(self.lines) if line.target is not None]
        with self.prevent(OptionList.OptionHighlighted):
            listing.highlighted = next((index for index in after if index >= self.at), after[-1] if after else None)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.at = event.option_index

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.typed:
            self.typed, self.at = event.value, 0
            self.fill()

    @on(Input.Submitted)
    def _first(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(ChoiceList).action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not holds(event):
            return
        self.at = event.option_index
        target = self.lines[event.option_index].target
        if isinstance(target, Ref):
            self.dismiss(target)
        elif isinstance(target, Finding):
            findings = [line.target for line in self.lines if isinstance(line.target, Finding)]
            self.app.push_screen(FindingScreen(self.model, target, findings), self._back_with)
        elif target is not None:
            self.app.read(self.model.words.cite(target), partial(authority_lines, self.model, target))

    def _back_with(self, ref: Ref | None) -> None:
        if ref is not None:
            self.dismiss(ref)

    def action_move(self, delta: int) -> None:
        """Move in the list, also while the search line has the keys."""
        self.query_one(ChoiceList).move(delta)

    def action_page(self, pages: int) -> None:
        """Move by pages."""
        self.query_one(ChoiceList).page(pages)

    def action_back(self) -> None:
        """Go nowhere."""
        self.dismiss(None)

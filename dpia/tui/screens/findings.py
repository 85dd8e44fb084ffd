"""The findings as a screen, for terminals too narrow for a pane."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from dpia.engine.truth import Ref
from dpia.tui.ending import EndingScreen, holds
from dpia.tui.screens.finding import FindingScreen
from dpia.tui.view_model import ViewModel
from dpia.tui.widgets.finding_list import KEYS_OF_LIST, QUESTION, FindingList
from dpia.tui.widgets.help_pane import NewsLine
from dpia.tui.widgets.outcome_bar import OutcomeBar
from dpia.tui.widgets.text import MUTED, StaticText, plain

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp


class FindingsScreen(EndingScreen[Ref | None]):
    """All findings; Enter shows one in full. Ends with the question to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", priority=True),
        Binding("f3", "back", priority=True, id="findings"),
    ]
    app: DialogApp

    def __init__(self, model: ViewModel, at: str = "") -> None:
        super().__init__()
        self.model = model
        self.at = at
        self.findings = FindingList(model, pane=False)

    def compose(self) -> ComposeResult:
        """Outcomes above the list."""
        yield OutcomeBar(self.model)
        yield self.findings
        yield NewsLine(self.model, undoes=lambda: False)
        yield StaticText(
            plain(self.model.tr(KEYS_OF_LIST), MUTED),
            classes="dialog-keys",
        )

    def on_mount(self) -> None:
        """The list is filled and takes the keys."""
        self.findings.sync()
        self.findings.stand_on(self.at)
        self.findings.list.focus()

    def on_screen_resume(self) -> None:
        """A response may have been given."""
        self.findings.sync()
        self.query_one(NewsLine).changed()

    @on(OptionList.OptionHighlighted, "#findings")
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.at = event.option.id or ""

    @on(OptionList.OptionSelected, "#findings")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not holds(event):
            return
        name = event.option.id or ""
        finding = self.model.evaluation.finding(name)
        if finding is not None:
            self.app.push_screen(FindingScreen(self.model, finding), self._back_with)
        elif name.startswith(QUESTION):
            self.dismiss(Ref(name.removeprefix(QUESTION)))

    def _back_with(self, ref: Ref | None) -> None:
        if ref is not None:
            self.dismiss(ref)

    def action_back(self) -> None:
        """Back to the questions."""
        self.dismiss(None)

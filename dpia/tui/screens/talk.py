"""What every screen has on which people write down what was said: saving with an echo, taking back, help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from dpia.assessment.change import Action, is_discussion
from dpia.i18n_marks import N_
from dpia.tui.commands import Command
from dpia.tui.discussion import Discussion
from dpia.tui.ending import EndingScreen
from dpia.tui.revising import LifeCycleDialogs
from dpia.tui.view_model import Result, ViewModel
from dpia.tui.widgets.help_pane import NewsLine

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp

Ends = TypeVar("Ends")


class TalkScreen(EndingScreen[Ends], Generic[Ends]):
    """Each change is saved at once, echoed, and can be undone."""

    app: DialogApp
    COMMANDS_HERE: tuple[Command, ...] = ()

    def __init__(self, model: ViewModel) -> None:
        super().__init__()
        self.model, self.tr, self.talk = model, model.tr, Discussion(model)
        self.news = NewsLine(model)

    def fill(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    def after(self, result: Result | None) -> None:
        """Show what a change led to."""
        if result is not None and result.error:
            LifeCycleDialogs(self.app, self.model, self.after).refused(result)
        self.fill()
        self.news.changed()

    def note(self, text: str) -> None:
        """Say something on the line that says what the last action did."""
        self.model.notice = text
        self.news.changed()

    def may_undo(self, action: Action) -> bool:
        """Whether an action of this session is taken back here: one that this screen shows."""
        return is_discussion(action.entries[0].path)

    def action_undo(self) -> None:
        """Take back the last action."""
        self._take_back(self.model.session.undoable, self.model.undo)

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._take_back(self.model.session.redoable, self.model.redo)

    def _take_back(self, action: Action | None, take: Callable[[], Result]) -> None:
        if action is None or self.model.session.is_earlier(action) or not self.may_undo(action):
            self.note(self.tr(N_("The last change was made elsewhere: undo it there.")))
            return
        self.after(take())

    def action_help(self) -> None:
        """All keys."""
        self.app.show_keys(self.COMMANDS_HERE)

    def action_palette(self) -> None:
        """The commands of this screen."""
        self.app.show_commands(self.COMMANDS_HERE)

"""How the discussion is opened from the walk: of the question at hand, and all tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from dpia.assessment.discussion import Target
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_
from dpia.tui.discussed import ref_of, target_of
from dpia.tui.view_model import ViewModel

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp


class DiscussionActions(Screen[None]):
    """The part of the walk that opens it. Texts are settled first."""

    app: DialogApp
    model: ViewModel
    ref: Ref | None

    def settle(self) -> None:
        """Settle the question at hand."""
        raise NotImplementedError

    def go_to(self, ref: Ref) -> None:
        """Stand on a question."""
        raise NotImplementedError

    def action_discussion(self) -> None:
        """The discussion of the question at hand."""
        from dpia.tui.screens.discussion import DiscussionScreen

        self.settle()
        if self.ref is None:
            self.app.tell(self.model.tr(N_("Stand on a question first.")))
            return
        self.app.push_screen(DiscussionScreen(self.model, target_of(self.ref)))

    def action_workshop(self) -> None:
        """One question at a time."""
        from dpia.tui.screens.workshop import WorkshopScreen

        self.settle()
        self.app.push_screen(WorkshopScreen(self.model, self.ref), self._go_on_at)

    def action_tasks(self) -> None:
        """All tasks and the parking lot."""
        from dpia.tui.screens.open_tasks import TasksScreen

        self.settle()
        self.app.push_screen(TasksScreen(self.model), self.go_to_target)

    def go_to_target(self, target: Target | None) -> None:
        """Go to what an entry is about: a question, or a finding; what is gone shows its discussion only."""
        if not target:
            return
        ref, finding = ref_of(target), self.model.evaluation.finding(target[1])
        if ref is not None and ref.question in self.model.pack.questions:
            self.go_to(ref)
        elif finding is not None:
            from dpia.tui.screens.finding import FindingScreen

            self.app.push_screen(FindingScreen(self.model, finding), self._go_on_at)
        else:
            from dpia.tui.screens.discussion import DiscussionScreen

            self.app.push_screen(DiscussionScreen(self.model, target))

    def _go_on_at(self, ref: Ref | None) -> None:
        if ref is not None:
            self.go_to(ref)

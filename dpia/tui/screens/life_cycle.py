"""Status and signing in the wizard: what stands, what may be done, and the new revision of what is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from dpia.engine.findings import Finding
from dpia.engine.truth import Ref
from dpia.i18n_marks import N_, NN_
from dpia.tui.forms import Choice
from dpia.tui.view_model import Result, ViewModel
from dpia.wording.life_cycle import ROLE_WORDS

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp
    from dpia.tui.life_cycle import LifeCycleModel
    from dpia.tui.revising import LifeCycleDialogs
    from dpia.tui.wayfinding import Back


class LifeCycleActions(Screen[None]):
    """The part of the walk that has to do with the life cycle. Texts are settled first."""

    app: DialogApp
    model: ViewModel

    def settle(self) -> None:
        """Settle the question at hand."""
        raise NotImplementedError

    def after(self, result: Result) -> None:
        """Show what a change led to."""
        raise NotImplementedError

    def go_on(self, ref: Ref | None, back: Back | None = None) -> None:
        """Stand on a question; Esc then leads back."""
        raise NotImplementedError

    def show_finding(self, finding: Finding, back: Back | None = None) -> None:
        """The page of a finding."""
        raise NotImplementedError

    @property
    def life_cycle(self) -> LifeCycleModel:
        """The life cycle of what is open."""
        from dpia.tui.life_cycle import LifeCycleModel

        return LifeCycleModel(self.model)

    @property
    def dialogs_of_life_cycle(self) -> LifeCycleDialogs:
        """Its dialogs, over this screen."""
        from dpia.tui.revising import LifeCycleDialogs

        dialogs = LifeCycleDialogs(self.app, self.model, self.after)
        dialogs.lead = self._lead
        return dialogs

    def _lead(self, target: Ref | Finding) -> None:
        back = (self.model.tr(N_("Status and signing")), self.action_life_cycle)
        if isinstance(target, Ref):
            self.go_on(target, back)
        else:
            self.show_finding(target, back)

    def action_life_cycle(self) -> None:
        """What stands, and what may be done next."""
        self.settle()
        life, tr = self.life_cycle, self.model.tr
        found = {one.id: one for one in life.possible()}
        choices = []
        for one in found.values():
            roles = tr.listed(tr(ROLE_WORDS[role]) for role in one.roles)
            words = NN_("{count} thing lacks: Enter lists it", "{count} things lack: Enter lists them")
            lacking = tr.plural(*words, len(one.lacks))
            choices.append(Choice(one.id, one.label, lacking if one.lacks else roles))

        def done(choice: str | None) -> None:
            if choice is not None:
                self.dialogs_of_life_cycle.begin_act(found[choice])

        text = "\n".join(life.lines())
        if not choices:
            self.app.tell(text)
            return
        self.app.choose(tr(N_("Status and signing")), choices, done, text=text)

    def action_revise(self) -> None:
        """Begin a new revision of what is signed."""
        self.settle()
        self.dialogs_of_life_cycle.revise()

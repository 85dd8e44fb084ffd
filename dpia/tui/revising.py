"""The dialogs of the life cycle on any screen: what lacks, who does it and why, and the revision of what is signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dpia.assessment.life_cycle import Role
from dpia.errors import UserError
from dpia.i18n import explain
from dpia.i18n_marks import N_
from dpia.tui.forms import Choice, Entry
from dpia.tui.view_model import Result, ViewModel
from dpia.wording.life_cycle import ROLE_WORDS

if TYPE_CHECKING:
    from dpia.engine.findings import Finding
    from dpia.engine.truth import Ref
    from dpia.tui.dialog_app import DialogApp
    from dpia.tui.life_cycle import LifeCycleModel, Possible


SIGNED = "signed"
"""Code of the error of a change that what is signed does not take."""


class LifeCycleDialogs:
    """Over a screen; `after` shows on it what a change led to."""

    def __init__(self, app: DialogApp, model: ViewModel, after: Callable[[Result], None]) -> None:
        self.app, self.model, self.after = app, model, after
        self.lead: Callable[[Ref | Finding], None] = lambda _: None
        """Goes to what is missing; a screen from which nothing is handed over or signed need not."""

    @property
    def life_cycle(self) -> LifeCycleModel:
        """The life cycle of what is open."""
        from dpia.tui.life_cycle import LifeCycleModel

        return LifeCycleModel(self.model)

    def refused(self, result: Result) -> None:
        """Say why a change was not made; of what is signed, offer the revision in which it can be."""
        if result.code == SIGNED:
            self.offer_revision()
        else:
            self.app.tell(result.error, alarm=True)

    def begin_act(self, what: Possible) -> None:
        """List what lacks; or ask who does it, in which role, and why."""
        tr = self.model.tr
        if what.lacks:
            self._list_lacks(what)
            return
        if len(what.roles) == 1:
            self._ask_who(what, what.roles[0])
            return

        def done(choice: str | None) -> None:
            if choice is not None:
                self._ask_who(what, next(role for role in what.roles if role == choice))

        choices = [Choice(role, tr(ROLE_WORDS[role])) for role in what.roles]
        self.app.choose(tr(N_("In which role?")), choices, done, text=what.label)

    def _list_lacks(self, what: Possible) -> None:
        """What is missing; Enter leads to where it is put right."""
        choices = [Choice(str(number), lack.words) for number, lack in enumerate(what.lacks)]

        def done(choice: str | None) -> None:
            if choice is None:
                return
            target = what.lacks[int(choice)].leads_to
            if not isinstance(target, str):
                self.lead(target)
                return
            for act in self.life_cycle.possible():
                if act.id == target:
                    self.begin_act(act)

        self.app.choose(what.label, choices, done, text=self.model.tr(N_("Before that, it lacks:")))

    def _ask_who(self, what: Possible, role: Role) -> None:
        from dpia.signing import who

        tr = self.model.tr
        label = N_("Why?") if what.reason_needed else N_("A remark; may stay empty.")
        entries = (
            Entry("name", tr(N_("Your name, as it is to be printed"))),
            Entry("reason", tr(label), prose=True, required=what.reason_needed),
        )

        def check(values: dict[str, str]) -> str:
            try:
                who(values["name"], role, values["reason"])
            except UserError as error:
                return explain(error, tr)
            return ""

        def done(values: dict[str, str]) -> None:
            result = self.life_cycle.do(what, who(values["name"], role, values["reason"]))
            if not result.error and self.model.unsaved:
                result = self.model.retry()
            self.after(result)
            if not result.error:
                self.app.tell(self.life_cycle.lines()[0])

        text = tr(N_("As: {role}. It goes into the log, and is not undone by F8."), role=tr(ROLE_WORDS[role]))
        self.app.fill_in(what.label, entries, done, text=text, check=check)

    def revise(self) -> None:
        """Begin a new revision of what is signed."""
        from dpia.tui.life_cycle import REVISE

        found = next((one for one in self.life_cycle.possible() if one.id == REVISE), None)
        if found is None:
            self.app.tell(self.model.tr(N_("This revision is open: change it as it stands.")))
        else:
            self.begin_act(found)

    def offer_revision(self) -> None:
        """Something was to be changed that is signed: offer a new revision."""
        tr, life, waits = self.model.tr, self.life_cycle.life, bool(self.model.unsaved)
        kept = N_("All answers are kept, and what was entered is saved in it")
        choices = [
            Choice("keep", tr(N_("Leave it as it is")), tr(N_("F8 gives up what was entered")) if waits else ""),
            Choice("revise", tr(N_("Begin revision {number}"), number=life.revision + 1),
                   tr(kept if waits else N_("All answers are kept; then make the change once more"))),
        ]  # fmt: skip

        def done(choice: str | None) -> None:
            if choice == "revise":
                self.revise()

        title = tr(N_("Revision {number} is signed, or has ended: it is not changed."), number=life.revision)
        self.app.choose(title, choices, done)

"""Status and signing in the wizard: what stands, what may be done, and the new revision of what is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.screen import Screen

from dpia.assessment.life_cycle import Role
from dpia.errors import UserError
from dpia.i18n import explain
from dpia.i18n_marks import N_
from dpia.tui.forms import Choice, Entry
from dpia.tui.view_model import Result, ViewModel
from dpia.tui.widgets.text import hanging, plain, wrapped
from dpia.wording.life_cycle import ROLE_WORDS

if TYPE_CHECKING:
    from dpia.tui.dialog_app import DialogApp
    from dpia.tui.life_cycle import LifeCycleModel, Possible


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

    @property
    def life_cycle(self) -> LifeCycleModel:
        """The life cycle of what is open."""
        from dpia.tui.life_cycle import LifeCycleModel

        return LifeCycleModel(self.model)

    def action_life_cycle(self) -> None:
        """What stands, and what may be done next."""
        self.settle()
        life, tr = self.life_cycle, self.model.tr
        found = {one.id: one for one in life.possible()}
        choices = []
        for one in found.values():
            roles = ", ".join(tr(ROLE_WORDS[role]) for role in one.roles)
            words = ("{count} thing lacks: Enter lists it", "{count} things lack: Enter lists them")
            lacking = tr.plural(*words, len(one.lacks))
            choices.append(Choice(one.id, one.label, lacking if one.lacks else roles))

        def done(choice: str | None) -> None:
            if choice is not None:
                self.begin_act(found[choice])

        text = "\n".join(life.lines())
        if not choices:
            self.app.tell(text)
            return
        self.app.choose(tr(N_("Status and signing")), choices, done, text=text)

    def begin_act(self, what: Possible) -> None:
        """List what lacks; or ask who does it, in which role, and why."""
        tr = self.model.tr
        if what.lacks:

            def make(width: int) -> list[Content]:
                lines = wrapped(plain(tr(N_("Before that, it lacks:")), "bold"), width)
                for lack in what.lacks:
                    lines += hanging(plain("– "), plain(lack), width)
                return lines

            self.app.read(what.label, make)
            return
        if len(what.roles) == 1:
            self._ask_who(what, what.roles[0])
            return

        def done(choice: str | None) -> None:
            if choice is not None:
                self._ask_who(what, next(role for role in what.roles if role == choice))

        choices = [Choice(role, tr(ROLE_WORDS[role])) for role in what.roles]
        self.app.choose(tr(N_("In which role?")), choices, done, text=what.label)

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

    def action_revise(self) -> None:
        """Begin a new revision of what is signed."""
        self.settle()
        self._revise()

    def _revise(self) -> None:
        from dpia.tui.life_cycle import REVISE

        found = next((one for one in self.life_cycle.possible() if one.id == REVISE), None)
        if found is None:
            self.app.tell(self.model.tr(N_("This revision is open: change it as it stands.")))
        else:
            self.begin_act(found)

    def offer_revision(self) -> None:
        """Something was to be changed that is signed: offer a new revision, in which it is saved."""
        tr, life = self.model.tr, self.life_cycle.life
        choices = [
            Choice("keep", tr(N_("Leave it as it is")), tr(N_("F8 gives up what was entered"))),
            Choice("revise", tr(N_("Begin revision {number}"), number=life.revision + 1),
                   tr(N_("All answers are kept, and what was entered is saved in it"))),
        ]  # fmt: skip

        def done(choice: str | None) -> None:
            if choice == "revise":
                self._revise()

        title = tr(N_("Revision {number} is signed, or has ended: it is not changed."), number=life.revision)
        self.app.choose(title, choices, done)
